// Real files of the country, where the shared folder is there: how many of their rows come in.
#include "read_fixture.hpp"

namespace balise::exchange::test {
namespace {

class RealFilesTest : public ReadTest {
protected:
    template <class Record>
    void expect(const std::string& path, std::size_t rows, std::size_t usable, const std::string& mapping = "") {
        const auto found = shared(path);
        if (!fs::exists(found)) GTEST_SKIP() << found << " is not there";
        ReadRequest request;
        request.file = found;
        if (!mapping.empty())
            request.mapping = read_mapping(std::string(BALISE_SOURCE_DIR) + "/data/mappings/" + mapping);
        const auto read_rows = read<Record>(request);
        EXPECT_EQ(read_rows.size(), rows) << path;
        std::size_t good = 0;
        for (const auto& row : read_rows) good += row.usable ? 1U : 0U;
        EXPECT_EQ(good, usable) << path << "\n" << said().substr(0, 2000);
        last_ = read_rows.empty() ? "" : describe(read_rows[0].record);
    }
    template <class Record>
    static std::string describe(const Record& record) {
        std::string words;
        for (const auto& field : model::fields<Record>())
            words += std::string(field.name) + "=" + model::text_of(field.get(record)) + "|";
        return words;
    }
    std::string last_;
};

TEST_F(RealFilesTest, WorldHealthOrganization) {
    expect<model::Provider>("facilities/who_kwtrp_2019_CIV.csv", 1792, 1792, "who_health_facilities.json");
    EXPECT_TRUE(last_.empty() || has(last_, "ownership=state")) << last_;
}

TEST_F(RealFilesTest, Healthsites) {
    // 83 have no name, 10 repeat an identifier.
    expect<model::Provider>("facilities/healthsites_io_osm_CIV.geojson", 1810, 1717, "healthsites_io.json");
}

TEST_F(RealFilesTest, DirectoryOfNgos) {
    expect<model::Provider>("directories/ngo_ci/annuaire_ong_ci.json", 27, 27, "ngo_directory_ci.json");
}

TEST_F(RealFilesTest, OfficialBoundaries) {
    const std::string folder = "admin/ocha_cod_ab_2018/civ_admbnda_adm";
    expect<model::Area>(folder + "0_cntig_20180706.shp", 1, 1);
    if (IsSkipped()) return;
    EXPECT_TRUE(has(last_, "code=CI|parent_code=|level=0|legal_type=country|")) << last_;
    EXPECT_EQ(problems_.size(), 0U) << said();
    expect<model::Area>(folder + "1_cntig_ocha_itos_20180706.shp", 33, 33);
    EXPECT_TRUE(has(last_, "code=CI03|parent_code=CI|level=1|legal_type=region|name_fr=Agneby-Tiassa|")) << last_;
    expect<model::Area>(folder + "2_cntig_ocha_itos_20180706.shp", 108, 108);
    EXPECT_TRUE(has(last_, "code=CI2001|parent_code=CI20|level=2|legal_type=departement|")) << last_;
    expect<model::Area>(folder + "3_cntig_ocha_itos_20180706.shp", 510, 510);
    EXPECT_TRUE(has(last_, "level=3|legal_type=sous_prefecture|")) << last_;
    EXPECT_TRUE(has(last_, "valid_from=2018-07-06|valid_to=|")) << last_;
    EXPECT_TRUE(has(last_, "accuracy=official|")) << last_;
    EXPECT_EQ(problems_.size(), 0U) << said();
}

TEST_F(RealFilesTest, AutonomousDistrictsAmongTheRegions) {
    const auto path = shared("admin/ocha_cod_ab_2018/civ_admbnda_adm1_cntig_ocha_itos_20180706.shp");
    if (!fs::exists(path)) GTEST_SKIP() << path << " is not there";
    std::size_t autonomous = 0;
    for (const auto& row : read<model::Area>(path))
        autonomous += row.record.legal_type == "autonomous_district" ? 1U : 0U;
    EXPECT_EQ(autonomous, 2U);
}

TEST_F(RealFilesTest, SimplifiedBoundaries) {
    expect<model::Area>("admin/cod_districts_2016/ci_limites_sous_prefecture_simplified.geojson", 510, 510);
    if (IsSkipped()) return;
    expect<model::Area>("admin/cod_districts_2016/district_limites2023.geojson", 14, 14);
    expect<model::Area>("admin/natural_earth_19/ne_10m_admin1_CIV_19.geojson", 19, 0);
    EXPECT_TRUE(has(said(0), "no column gives the field code")) << said();
}

TEST_F(RealFilesTest, Networks) {
    expect<model::Road>("networks/osm_abidjan_main_roads_clean.geojson", 1169, 1169);
    if (IsSkipped()) return;
    EXPECT_TRUE(has(last_, "class=national|surface=paved|bridge=|speed=60|")) << last_;
    expect<model::Road>("networks/trans-african-highway.kml", 100, 100);
    expect<model::Water>("networks/naturalearth_10m_rivers_CIV.geojson", 10, 10);
    expect<model::Water>("networks/naturalearth_10m_lakes_CIV.geojson", 3, 3);
    expect<model::TransportNode>("networks/osm_abidjan_bus_stations_clean.geojson", 87, 87);
    expect<model::TransportNode>("networks/naturalearth_10m_ports_CIV.geojson", 3, 3);
}

TEST_F(RealFilesTest, Places) {
    expect<model::Place>("places/geonames_cities_json_CI.tsv", 3775, 3775);
    if (IsSkipped()) return;
    expect<model::Place>("places/geonames_cities500_CI.tsv", 121, 121, "geonames_places.json");
    expect<model::Place>("places/naturalearth_10m_populated_places_CIV.geojson", 25, 25);
    expect<model::Place>("places/localites_8518_pop2014.csv", 8518, 0);
    EXPECT_EQ(problems_.errors(), 1U);
}

TEST_F(RealFilesTest, EveryHxlSampleIsReadOrRefusedWithAReason) {
    if (!fs::exists(shared("directories/hxl"))) GTEST_SKIP() << "the samples are not there";
    int read_files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(shared("directories/hxl"))) {
        if (!entry.is_regular_file()) continue;
        SourceOptions options;
        if (entry.path().filename() == "input-quality.xls" || entry.path().filename() == "input-quality.xlsx")
            options.layer = "2";
        try {
            rows_of(entry.path(), options);
            ++read_files;
            const bool is_tagged = has(entry.path().filename().string(), "input-valid");
            EXPECT_TRUE(!is_tagged || !source_->hashtags().empty()) << entry.path();
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input) << entry.path() << error.what();
        }
    }
    EXPECT_GE(read_files, 28);
}

}  // namespace
}  // namespace balise::exchange::test
