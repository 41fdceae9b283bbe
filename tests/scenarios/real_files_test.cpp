// Files as they come: boundaries, facility lists, directories. They are not part of the program; without them the tests
// are skipped.
#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::HasSubstr;

class RealFiles : public Scenario {
protected:
    static std::string shared(const std::string& name) { return std::string(BALISE_SHARED_DIR) + "/data/" + name; }
    static std::string mapping(const std::string& name) {
        return std::string(BALISE_SOURCE_DIR) + "/data/mappings/" + name;
    }

    Json import(const std::string& project, const std::string& source, const Words& more) const {
        Words words{"import", project, source, "--json"};
        words.insert(words.end(), more.begin(), more.end());
        const auto answer = balise(words);
        EXPECT_CODE(answer, 0);
        return answer.json();
    }
};

#define NEEDS(file) \
    if (!fs::exists(file)) GTEST_SKIP() << (file) << " is not here"

TEST_F(RealFiles, OfficialBoundariesReplaceApproximateOnes) {
    const auto folder_of = shared("admin/ocha_cod_ab_2018/");
    NEEDS(folder_of);
    const auto project = sample_project();
    const std::vector<std::pair<std::string, int>> levels{{"civ_admbnda_adm0_cntig_20180706.shp", 1},
                                                          {"civ_admbnda_adm1_cntig_ocha_itos_20180706.shp", 33},
                                                          {"civ_admbnda_adm2_cntig_ocha_itos_20180706.shp", 108},
                                                          {"civ_admbnda_adm3_cntig_ocha_itos_20180706.shp", 510}};
    for (std::size_t level = 0; level < levels.size(); ++level) {
        SCOPED_TRACE(level);
        const auto report =
            import(project, folder_of + levels[level].first, {"--as", "areas", "--level", std::to_string(level)});
        EXPECT_EQ(report["read"], levels[level].second);
        EXPECT_EQ(report["refused"], 0);
    }
    const auto about = info(project);
    for (const auto& area : about["areas"]) {
        if (area["level"].is_null()) continue;
        EXPECT_EQ(area["count"], levels[area["level"].get<std::size_t>()].second) << area.dump();
        EXPECT_EQ(area["accuracy"], "official") << area.dump();
    }
    // Providers with a point now belong to a sous-préfecture.
    const auto found = balise({"find", project, "--json", "--limit", "500"}).json();
    int finest = 0;
    int with_point = 0;
    for (const auto& row : found["providers"]) {
        if (row["lon"].is_null()) continue;
        ++with_point;
        if (row["area"].get<std::string>().size() == 8) ++finest;
    }
    EXPECT_GT(finest * 100, with_point * 95);
    EXPECT_CODE(balise({"check", project}), 0);
}

TEST_F(RealFiles, HealthFacilitiesOfTheWho) {
    const auto source = shared("facilities/who_kwtrp_2019_CIV.csv");
    NEEDS(source);
    const auto project = new_project();
    const auto report = import(
        project, source, {"--as", "providers", "--mapping", mapping("who_health_facilities.json"), "--accept-partial"});
    EXPECT_GT(report["added"], 1500);
    EXPECT_EQ(report["read"].get<int>(), report["added"].get<int>() + report["changed"].get<int>() +
                                             report["same"].get<int>() + report["refused"].get<int>());
    EXPECT_GT(balise({"find", project, "--type", "health", "--near", "Bouaké", "--json"}).json()["total"], 1000);
}

// Every region has room for all numbers and its chief towns' names, on its map or on an enlargement.
TEST_F(RealFiles, SheetsOfAllFacilitiesOfTheWho) {
    const auto source = shared("facilities/who_kwtrp_2019_CIV.csv");
    NEEDS(source);
    const auto project = sample_project();
    import(project, source,
           {"--as", "providers", "--mapping", mapping("who_health_facilities.json"), "--accept-partial"});
    for (const auto* paper : {"A4", "A3"}) {
        SCOPED_TRACE(paper);
        const auto answer = balise({"map", project, "--regions", "--paper", paper, "--producer", "Producteur",
                                    "--format", "pdf", "--out", path(paper), "--json"});
        ASSERT_CODE(answer, 0);
        const auto report = answer.json();
        EXPECT_EQ(report["sheets"].size(), 33U);
        EXPECT_EQ(report["problems"], Json::array());
        bool any = false;
        for (const auto& sheet : report["sheets"]) {
            EXPECT_EQ(sheet["labels"]["missing"], Json::array()) << sheet["area"];
            EXPECT_EQ(sheet["labels"]["towns"], Json::array()) << sheet["area"];
            any = any || !sheet["enlarged"].empty();
        }
        EXPECT_TRUE(any) << "Abidjan has more of them than its map has room for";
    }
}

TEST_F(RealFiles, HealthSitesOfOpenStreetMap) {
    const auto source = shared("facilities/healthsites_io_osm_CIV.geojson");
    NEEDS(source);
    const auto report = import(new_project(), source,
                               {"--as", "providers", "--mapping", mapping("healthsites_io.json"), "--accept-partial"});
    EXPECT_GT(report["added"], 100);
}

TEST_F(RealFiles, TheMinistrysSpreadsheet) {
    const auto source = shared("facilities/BD ETS SANITAIRES_avec coord gps07062022.xls");
    NEEDS(source);
    const auto report = import(new_project(), source,
                               {"--as", "providers", "--mapping", mapping("ministry_health_2022.json"),
                                "--accept-partial", "--problems", path("problems.csv")});
    EXPECT_EQ(report["read"], 3123);
    EXPECT_GT(report["added"], 2500);
}

TEST_F(RealFiles, ADirectoryOfNgosInJson) {
    const auto source = shared("directories/ngo_ci/annuaire_ong_ci.json");
    NEEDS(source);
    const auto report =
        import(new_project(), source,
               {"--as", "providers", "--mapping", mapping("ngo_directory_ci.json"), "--accept-partial"});
    EXPECT_GE(report["read"], 27);  // one record of the 28 is empty
    EXPECT_GT(report["added"], 15);
}

TEST_F(RealFiles, WithHashtagsAreReadOrRefusedWithWords) {
    const auto folder_of = shared("directories/hxl/test_io");
    NEEDS(folder_of);
    const auto project = new_project();
    for (const auto& entry : fs::directory_iterator(folder_of)) {
        SCOPED_TRACE(entry.path().filename().string());
        const auto answer = balise(
            {"import", project, entry.path().string(), "--as", "providers", "--dry-run", "--lang", "en", "--json"});
        EXPECT_THAT(answer.code, testing::AnyOf(0, 3, 7)) << answer.err;
        const auto report = answer.json();
        if (answer.code != 0) {
            EXPECT_FALSE(report["error"]["message"].get<std::string>().empty());
        }
    }
    EXPECT_EQ(revision(project), 1);
}

TEST_F(RealFiles, MetresCalledDegreesAreRefusedWithTheSystemNamed) {
    // Two towns in UTM 30N metres under a label that says degrees, as found in files passed around.
    const auto source = file(
        "villes.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[
{"type":"Feature","properties":{"name":"Essai un","kind":"town"},"geometry":{"type":"Point","coordinates":[385000,590000]}},
{"type":"Feature","properties":{"name":"Essai deux","kind":"town"},"geometry":{"type":"Point","coordinates":[219000,850000]}}]})");
    const auto project = new_project();
    const auto before = dump(project);
    const auto refused = balise({"import", project, source, "--as", "places", "--lang", "en"});
    EXPECT_CODE(refused, 3);
    EXPECT_THAT(refused.err, HasSubstr("EPSG:32630"));
    EXPECT_TRUE(dump(project) == before);
    EXPECT_EQ(import(project, source, {"--as", "places", "--crs", "EPSG:32630"})["added"], 2);
    const auto place = balise({"find", project, "--places", "Essai un", "--json"}).json()["places"][0];
    EXPECT_NEAR(place["lat"].get<double>(), 5.34, 0.02);

    const auto real = shared("admin/rci_utm30n_mislabelled/ciregions.geojson");
    if (!fs::exists(real)) return;
    const auto regions = balise({"import", project, real, "--as", "areas", "--level", "1", "--lang", "en"});
    EXPECT_CODE(regions, 3);
    EXPECT_THAT(regions.err, HasSubstr("EPSG:32630"));
}

}  // namespace
}  // namespace balise::scenario
