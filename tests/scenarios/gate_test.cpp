// What leaves, tried with texts that say too much and with shelters under another name.
#include <algorithm>

#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::HasSubstr;
using testing::Not;

class ReleaseGate : public Scenario {
protected:
    // What the project holds of one border post: its line of the dump. Fails when there is none.
    std::string line_of_post(const std::string& project, const std::string& id) const {
        const auto whole = "\n" + dump(project);
        const auto start = whole.find("\nborder_post\t" + id + "\t");
        if (start == std::string::npos) {
            ADD_FAILURE() << "no border post " << id;
            return {};
        }
        return whole.substr(start + 1, whole.find('\n', start + 1) - start - 1);
    }
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

TEST_F(ReleaseGate, AnOverlayIsOpenedByTwoPeopleOnly) {
    const auto project = new_project();
    EXPECT_CODE(balise({"add", project, "--kind", "border-post", "name=Piste Exemple", "kind=informal_crossing",
                        "disclosure=public"}),
                3);
    const auto added = balise({"add", project, "--kind", "border-post", "name=Piste Exemple", "kind=informal_crossing",
                               "lon=4°02'30\"W", "lat=9°30'N", "--json"});
    ASSERT_CODE(added, 0);
    const auto id = added.json()["id"].get<std::string>();
    EXPECT_THAT(dump(project), HasSubstr("lon=-4.04166"));
    const auto edited = balise({"edit", project, id, "disclosure=public"});
    EXPECT_CODE(edited, 3);
    EXPECT_THAT(edited.err, HasSubstr("balise disclose"));
    EXPECT_CODE(balise({"disclose", project, id, "--audience", "public"}), 3);
    EXPECT_CODE(
        balise({"disclose", project, id, "--audience", "public", "--by", "A", "--approved-by", "a", "--reason", "r"}),
        3);
    EXPECT_THAT(line_of_post(project, id), Not(HasSubstr("\tdisclosure=public")));
    ASSERT_CODE(write(project, "public"), 0);
    EXPECT_THAT(read_text(path("out_border_posts.geojson")), Not(HasSubstr("Piste Exemple")));
    EXPECT_CODE(balise({"disclose", project, id, "--audience", "public", "--by", "Mme Une", "--approved-by", "M. Deux",
                        "--reason", "connue de tous"}),
                0);
    const auto history = balise({"history", project}).out;
    EXPECT_THAT(line_of_post(project, id), HasSubstr("\tdisclosure=public"));
    for (const char* part : {"Mme Une", "M. Deux", "connue de tous", "internal", "public"})
        EXPECT_THAT(history, HasSubstr(part));
    ASSERT_CODE(write(project, "public"), 0);
    EXPECT_THAT(read_text(path("out_border_posts.geojson")), HasSubstr("Piste Exemple"));
    EXPECT_CODE(balise({"edit", project, id, "disclosure=internal"}), 0);  // closing needs nobody
    EXPECT_THAT(line_of_post(project, id), Not(HasSubstr("\tdisclosure=public")));
}

TEST_F(ReleaseGate, SeveralFormatsAreThereTogetherOrNotAtAll) {
    const auto project = sample_project();
    // A folder stands where one of the files should go: the last rename fails.
    fs::create_directories(path("out/balise_transport_nodes.csv/x"));
    write_text(path("out/balise.geojson"), "old");
    const Words words{"export", project, "--audience", "public", "--format", "geojson", "csv", "--out", path("out")};
    EXPECT_CODE(balise(words), 6);
    EXPECT_EQ(read_text(path("out/balise.geojson")), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(path("out")), {}), 2) << "nothing else is left";
    fs::remove_all(path("out/balise_transport_nodes.csv"));
    // The history cannot take the entry.
    const auto script =
        file("trigger.py",
             "import sqlite3, sys\nsqlite3.connect(sys.argv[1]).execute(\"CREATE TRIGGER t BEFORE INSERT "
             "ON history BEGIN SELECT RAISE(ABORT, 'no'); END\")\n");
    ASSERT_CODE(shell("python3 '" + script + "' '" + project + "'"), 0);
    EXPECT_NE(balise(words).code, 0);
    EXPECT_EQ(read_text(path("out/balise.geojson")), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(path("out")), {}), 1);
    EXPECT_NE(
        balise({"export", project, "--audience", "public", "--format", "geojson", "csv", "--out", path("new")}).code,
        0);
    EXPECT_FALSE(fs::exists(path("new")));
}

TEST_F(ReleaseGate, RefusedRowsAreMendedAndImportedOnce) {
    const auto project = new_project();
    const auto list = file("list.csv",
                           "Liste des structures;;;;\nnom;lon;lat;type;statut\n"
                           "ONG Une;-5,03;7,7;ONG;actif\n=cmd|x;-5,0;77;ONG;actif\nFoyer Trois;-5.1;7.6;ONG;actif\n");
    const auto first =
        balise({"import", project, list, "--as", "providers", "--accept-partial", "--problems", path("problems.csv")});
    ASSERT_CODE(first, 0);
    auto problems = read_text(path("problems.csv"));
    EXPECT_TRUE(problems.starts_with("\xEF\xBB\xBF"));
    EXPECT_THAT(problems, HasSubstr("'=cmd|x"));
    EXPECT_THAT(problems, HasSubstr("-5,0"));
    EXPECT_THAT(problems, Not(HasSubstr("'-5,0")));
    EXPECT_THAT(problems, Not(HasSubstr("Foyer Trois"))) << "a warned row is in the project";
    problems.replace(problems.rfind("77"), 2, "7.7");
    write_text(path("problems.csv"), problems);
    ASSERT_CODE(balise({"import", project, path("problems.csv"), "--as", "providers"}), 0);
    EXPECT_EQ(info(project)["providers"]["total"], 3);
    const auto again = balise({"import", project, path("problems.csv"), "--as", "providers", "--json"});
    EXPECT_EQ(again.json()["added"], 0);
    EXPECT_EQ(info(project)["providers"]["total"], 3);
}

// The file of refused rows opens in the program that made the table, whatever its separator; the language does not
// matter.
TEST_F(ReleaseGate, RefusedRowsKeepTheSeparatorOfTheirSource) {
    const auto project = new_project();
    for (const char separator : {';', '\t', ','}) {
        std::string text = "nom,type,lon,lat,adresse\nONG Une,ONG,-5.03,77,au bord\nONG Deux,ONG,-5.03,7.7,ici\n";
        std::replace(text.begin(), text.end(), ',', separator);
        const auto list = file("list.csv", text);
        for (const char* language : {"fr", "en"}) {
            SCOPED_TRACE(std::string(language) + " " + separator);
            ASSERT_CODE(balise({"import", project, list, "--as", "providers", "--accept-partial", "--dry-run", "--lang",
                                language, "--problems", path("problems.csv")}),
                        0);
            const auto problems = read_text(path("problems.csv"));
            std::string names = "balise_row,balise_severity,balise_problem,nom,type,lon,lat,adresse\r\n";
            std::string cells = ",ONG Une,ONG,-5.03,77,au bord\r\n";
            std::replace(names.begin(), names.end(), ',', separator);
            std::replace(cells.begin(), cells.end(), ',', separator);
            EXPECT_TRUE(problems.starts_with("\xEF\xBB\xBF" + names)) << problems;
            EXPECT_TRUE(problems.ends_with(cells)) << problems;
        }
    }
}

TEST_F(ReleaseGate, ListsWithoutRowsOrPositionsSaySo) {
    const auto project = new_project();
    EXPECT_CODE(balise({"import", project, file("header.csv", "nom,type,lon,lat\n"), "--as", "providers"}), 3);
    const auto list = file("list.csv", "nom,type,statut\nONG Une,ONG,actif\n");
    const auto refused = balise({"import", project, list, "--as", "providers"});
    EXPECT_CODE(refused, 3);
    EXPECT_THAT(refused.err, HasSubstr("--positions none"));
    EXPECT_CODE(balise({"import", project, list, "--as", "providers", "--positions", "none"}), 0);
    const auto replaced = balise({"import", project, list, "--as", "providers", "--positions", "none", "--replace"});
    EXPECT_CODE(replaced, 0);
    EXPECT_THAT(replaced.out, HasSubstr("1 record that was there before was removed"));
    const auto made = balise({"new", path("nowhere/x.balise")});
    EXPECT_CODE(made, 4);
    EXPECT_THAT(made.err, Not(HasSubstr(".part")));
}

TEST_F(ReleaseGate, CheckTellsDefectsFromReminders) {
    const auto project = sample_project();
    const auto few = balise({"check", project}).err;
    EXPECT_THAT(few, HasSubstr("reminders: "));
    EXPECT_THAT(few, HasSubstr("more; --all lists them"));
    const auto all = balise({"check", project, "--all"}).err;
    EXPECT_THAT(all, Not(HasSubstr("more; --all lists them")));
    EXPECT_GT(all.size(), few.size());
}

}  // namespace
}  // namespace balise::scenario
