// What leaves, tried with texts that say too much and with shelters under another name.
#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::HasSubstr;
using testing::Not;

class ReleaseGate : public Scenario {
protected:
    Answer write(const std::string& project, const std::string& audience, const Words& more = {}) const {
        Words words{"export", project, "--audience", audience, "--format", "geojson", "--out", path("out.geojson")};
        words.insert(words.end(), more.begin(), more.end());
        return balise(words);
    }
};

TEST_F(ReleaseGate, ATextThatQuotesAHiddenRecordStopsTheExport) {
    const auto project = new_project();
    ASSERT_CODE(balise({"add", project, "name_fr=Foyer « Les Étoiles du Bandama »", "type=shelter_private",
                        "public_phone=27 31 64 55 21", "lon=-5.03", "lat=7.69"}),
                0);
    ASSERT_CODE(balise({"add", project, "name_fr=ONG Exemple d'ici", "type=ngo", "lon=-5.02", "lat=7.68",
                        "hours=la nuit, voir le foyer les etoiles du Bandama"}),
                0);
    const auto hidden = find_id(project, {"etoiles bandama"});
    const auto refused = write(project, "public");
    EXPECT_CODE(refused, 5);
    EXPECT_THAT(refused.err, HasSubstr("ONG Exemple d'ici, hours"));
    EXPECT_THAT(refused.err, HasSubstr("balise disclose"));
    EXPECT_THAT(refused.err, Not(HasSubstr("Bandama"))) << "the hidden name itself is not told";
    EXPECT_FALSE(fs::exists(path("out.geojson")));
    EXPECT_CODE(write(project, "partners"), 5);
    EXPECT_CODE(write(project, "internal"), 0);
    EXPECT_EQ(write(project, "public", {"--json"}).json()["error"]["kind"], "conflict");
    const auto check = balise({"check", project, "--json"}).json();
    EXPECT_EQ(check["quotations"], 2) << "one for the public, one for the partners";

    const auto open = find_id(project, {"Exemple d'ici"});
    EXPECT_CODE(balise({"edit", project, open, "hours=appeler le 27-31-64-55-21 la nuit"}), 0);
    EXPECT_CODE(write(project, "public"), 5);
    EXPECT_CODE(balise({"edit", project, open, "hours=la nuit, appeler le 116"}), 0);
    EXPECT_CODE(write(project, "public"), 0);
    EXPECT_EQ(balise({"check", project, "--json"}).json()["quotations"], 0);
}

TEST_F(ReleaseGate, TheExamplesQuoteNothing) {
    const auto project = sample_project();
    EXPECT_EQ(balise({"check", project, "--json"}).json()["quotations"], 0);
}

TEST_F(ReleaseGate, AShelterUnderAnotherTypeIsNoticedAndItsPlaceStaysBack) {
    const auto project = new_project();
    const auto added = balise({"add", project, "name_fr=Foyer de nuit Exemple", "type=ngo", "lon=-5.03", "lat=7.69",
                               "address=Rue Exemple, lot 12"});
    ASSERT_CODE(added, 0);
    EXPECT_THAT(added.err, HasSubstr("its name is that of a shelter"));
    EXPECT_THAT(added.err, HasSubstr("balise disclose"));
    const auto list = file("list.csv",
                           "name_fr,type,status,services,lon,lat\n"
                           "ONG Une,ngo,active,housing:emergency,-5.04,7.70\n"
                           "ONG Deux,ngo,active,legal_assistance,-5.05,7.71\n");
    const auto imported = balise({"import", project, list, "--as", "providers"});
    ASSERT_CODE(imported, 0);
    EXPECT_THAT(imported.err, HasSubstr("row 2, services"));
    EXPECT_THAT(imported.err, HasSubstr("it offers housing"));
    EXPECT_THAT(imported.err, Not(HasSubstr("row 3")));
    EXPECT_EQ(balise({"check", project, "--json"}).json()["shelter_look_alikes"], 2);
    ASSERT_CODE(write(project, "public"), 0);
    const auto out = Json::parse(read_text(path("out.geojson")));
    int placed = 0;
    for (const auto& feature : out["features"])
        if (!feature["geometry"].is_null()) {
            ++placed;
            EXPECT_EQ(feature["properties"]["name_fr"], "ONG Deux");
        }
    EXPECT_EQ(placed, 1);
    EXPECT_EQ(out["features"].size(), 3U);
    EXPECT_CODE(balise({"disclose", project, find_id(project, {"ONG Une"}), "--group", "position", "--audience",
                        "public", "--by", "A", "--approved-by", "B", "--reason", "siège"}),
                0);
    EXPECT_EQ(balise({"check", project, "--json"}).json()["shelter_look_alikes"], 1);
    ASSERT_CODE(write(project, "public"), 0);
    EXPECT_THAT(read_text(path("out.geojson")), HasSubstr("-5.04"));
}

}  // namespace
}  // namespace balise::scenario
