// Looking records up: find, show, history.
#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsSubsetOf;
using testing::IsSupersetOf;

class Finding : public Scenario {
protected:
    std::string project;
    void SetUp() override {
        Scenario::SetUp();
        project = sample_project();
    }
    Json find(const Words& words) const {
        Words all{"find", project, "--json"};
        all.insert(all.end(), words.begin(), words.end());
        const auto answer = balise(all);
        EXPECT_CODE(answer, 0);
        return answer.json();
    }
    std::vector<Json> rows(const Words& words) const { return find(words)["providers"].get<std::vector<Json>>(); }
};

TEST_F(Finding, HasTheShapeOfTheContract) {
    const auto found = find({"--limit", "500"});
    EXPECT_THAT(keys(found), testing::UnorderedElementsAre("providers", "total"));
    EXPECT_EQ(found["total"], 401);
    EXPECT_EQ(found["providers"].size(), 401U);
    for (const auto& row : found["providers"]) {
        EXPECT_THAT(keys(row), testing::UnorderedElementsAre("id", "name", "type", "area", "lon", "lat", "services"));
        EXPECT_TRUE(row["lon"].is_number() || row["lon"].is_null());
        EXPECT_TRUE(row["services"].is_array());
    }
}

TEST_F(Finding, FoldsAccentsLigaturesAndCase) {
    const auto plain = find({"abobo", "centre", "social"});
    EXPECT_GT(plain["total"], 0);
    EXPECT_EQ(find({"ABOBO", "Céntre", "SOCIAL"}), plain);
    const auto oeuvre = balise({"add", project, "name_fr=Les Œuvres de Bœuf", "type=ngo"});
    EXPECT_CODE(oeuvre, 0);
    EXPECT_EQ(find({"oeuvres", "boeuf"})["total"], 1);
}

TEST_F(Finding, SmallTypingErrorsAreForgivenAndTold) {
    const auto answer = balise({"find", project, "abobbo", "--json"});
    EXPECT_CODE(answer, 0);
    EXPECT_GT(answer.json()["total"], 0);
    EXPECT_THAT(answer.err, HasSubstr("abobo"));
}

TEST_F(Finding, NearestComeFirst) {
    const auto found = find({"--near", "-5.55,7.69", "--limit", "20"});
    double last = 0;
    for (const auto& row : found["providers"]) {
        ASSERT_THAT(keys(row), testing::Contains("km"));
        EXPECT_GE(row["km"].get<double>(), last);
        last = row["km"].get<double>();
    }
    EXPECT_GT(last, 0);
    const auto place = find({"--near", "Korhogo", "--within", "50", "--limit", "500"});
    EXPECT_GT(place["total"], 0);
    for (const auto& row : place["providers"]) EXPECT_LE(row["km"].get<double>(), 50);
    const auto unknown = balise({"find", project, "--near", "Nullepartville"});
    EXPECT_CODE(unknown, 4);
    EXPECT_THAT(unknown.err, HasSubstr("Nullepartville"));
    EXPECT_CODE(balise({"find", project, "--within", "5"}), 2);
}

TEST_F(Finding, FiltersByTypeServiceAreaStatusAndBox) {
    for (const auto& row : rows({"--type", "court", "--limit", "500"})) EXPECT_EQ(row["type"], "court");
    // Labels and aliases of both languages, and several types.
    EXPECT_EQ(find({"--type", "Tribunal"}), find({"--type", "court"}));
    EXPECT_EQ(find({"--type", "court,health"})["total"].get<int>(),
              find({"--type", "court"})["total"].get<int>() + find({"--type", "health"})["total"].get<int>());
    EXPECT_EQ(find({"--service", "hébergement"}), find({"--service", "housing"}));
    for (const auto& row : rows({"--service", "housing", "--service", "transport", "--limit", "500"}))
        EXPECT_THAT(row["services"].get<Words>(), IsSupersetOf({"housing", "transport"}));
    for (const auto& row : rows({"--area", "CI01", "--limit", "500"}))
        EXPECT_TRUE(row["area"].get<std::string>().starts_with("CI01")) << row.dump();
    EXPECT_GT(find({"--status", "temporarily_closed"})["total"], 0);
    for (const auto& row : rows({"--box", "-5,5,-4,6", "--limit", "500"})) {
        EXPECT_GE(row["lon"].get<double>(), -5);
        EXPECT_LE(row["lat"].get<double>(), 6);
    }
    EXPECT_CODE(balise({"find", project, "--box", "1,2,3"}), 2);
}

TEST_F(Finding, FiltersByVerificationAndDisclosure) {
    const int fresh = find({"--verified", "fresh"})["total"];
    const int stale = find({"--verified", "stale"})["total"];
    const int never = find({"--verified", "never"})["total"];
    EXPECT_EQ(fresh + stale + never, 401);
    int disclosed = 0;
    for (const std::string audience : {"public", "partners", "internal"})
        disclosed += find({"--disclosure", audience})["total"].get<int>();
    EXPECT_EQ(disclosed, 401);
}

TEST_F(Finding, PagesDoNotOverlap) {
    const auto first = find({"--limit", "10"});
    const auto second = find({"--limit", "10", "--offset", "10"});
    EXPECT_EQ(first["total"], second["total"]);
    for (const auto& row : first["providers"])
        for (const auto& other : second["providers"]) EXPECT_NE(row["id"], other["id"]);
}

TEST_F(Finding, NothingFoundIsNoFailure) {
    EXPECT_EQ(find({"zzzzqqqq"})["total"], 0);
    EXPECT_THAT(balise({"find", project, "zzzzqqqq"}).out, HasSubstr("nothing found"));
    EXPECT_NE(balise({"find", project, "zzzzqqqq", "--lang", "fr"}).out,
              balise({"find", project, "zzzzqqqq", "--lang", "en"}).out);
}

TEST_F(Finding, ForPeopleIsATableInTheLanguage) {
    const auto french = balise({"find", project, "--type", "court", "--lang", "fr"});
    EXPECT_THAT(french.out, AllOf(HasSubstr("Tribunal"), HasSubstr("EXEMPLE")));
    EXPECT_THAT(balise({"find", project, "--type", "court", "--lang", "en"}).out, HasSubstr("Court"));
    EXPECT_EQ(french.err, "");
}

TEST_F(Finding, PlacesAreFoundByName) {
    const auto found = find({"--places", "yamoussoukro"});
    EXPECT_THAT(keys(found), testing::UnorderedElementsAre("places", "total"));
    ASSERT_FALSE(found["places"].empty());
    EXPECT_THAT(keys(found["places"][0]),
                testing::UnorderedElementsAre("code", "name", "kind", "area", "lon", "lat", "population"));
    EXPECT_THAT(found["places"][0]["name"].get<std::string>(), HasSubstr("Yamoussoukro"));
}

TEST_F(Finding, AWordsThatIsACommandIsAWord) {
    EXPECT_CODE(balise({"find", project, "show", "undo"}), 0);
    EXPECT_EQ(find({"--", "--json"})["total"], 0);
}

TEST_F(Finding, ShowGivesAllFieldsAndWhoSeesWhat) {
    const auto id = find_id(project, {"Abobo", "--type", "social_centre"});
    const auto shown = balise({"show", project, id, "--json"}).json();
    EXPECT_THAT(keys(shown),
                testing::UnorderedElementsAre("kind", "id", "public_ref", "title", "fields", "disclosure"));
    EXPECT_EQ(shown["kind"], "provider");
    EXPECT_EQ(shown["id"], id);
    EXPECT_THAT(keys(shown["fields"]["type"]), testing::UnorderedElementsAre("label", "value", "raw", "group"));
    EXPECT_EQ(shown["fields"]["type"]["raw"], "social_centre");
    EXPECT_THAT(keys(shown["disclosure"]), testing::UnorderedElementsAre("existence", "name", "area", "position",
                                                                         "address", "contacts", "capacity", "notes"));
    EXPECT_EQ(shown["disclosure"]["notes"], "internal");
    const std::string reference = shown["public_ref"];
    EXPECT_EQ(balise({"show", project, reference, "--json"}).json(), shown);
    EXPECT_EQ(balise({"show", project, "EX-0001", "--json"}).json()["fields"]["source_id"]["raw"], "EX-0001");
    EXPECT_THAT(balise({"show", project, id, "--lang", "fr"}).out,
                AllOf(HasSubstr("Centre social"), HasSubstr("Zone administrative")));
    EXPECT_THAT(balise({"show", project, id, "--lang", "en"}).out,
                AllOf(HasSubstr("Social centre"), HasSubstr("Who sees what")));
}

TEST_F(Finding, ShowOfNothingIsCode4InBothLanguages) {
    const auto english = balise({"show", project, "no-such-record", "--lang", "en"});
    const auto french = balise({"show", project, "no-such-record", "--lang", "fr"});
    EXPECT_CODE(english, 4);
    EXPECT_CODE(french, 4);
    EXPECT_THAT(french.err, HasSubstr("no-such-record"));
    EXPECT_NE(english.err, french.err);
}

TEST_F(Finding, NoRecordCanWriteToTheTerminal) {
    EXPECT_CODE(balise({"add", project, "name_fr=Piège \x1b[31mrouge\x1b]0;titre\x07", "type=ngo"}), 0);
    for (const Words& words : {Words{"find", project, "piege"}, Words{"history", project}}) {
        const auto answer = balise(words);
        EXPECT_EQ((answer.out + answer.err).find('\x1b'), std::string::npos);
    }
}

TEST_F(Finding, HistoryListsWhatWasDone) {
    EXPECT_CODE(balise({"add", project, "name_fr=Centre de Man", "type=ngo"}), 0);
    EXPECT_CODE(balise({"undo", project}), 0);
    const auto history = balise({"history", project, "--json"}).json();
    EXPECT_THAT(keys(history), testing::ElementsAre("entries"));
    ASSERT_EQ(history["entries"].size(), 3U);
    EXPECT_THAT(keys(history["entries"][0]),
                testing::UnorderedElementsAre("number", "time", "action", "text", "author", "undone", "can_undo",
                                              "parameters", "summary"));
    EXPECT_EQ(history["entries"][0]["action"], "new");
    EXPECT_EQ(history["entries"][1]["action"], "add");
    EXPECT_EQ(history["entries"][1]["undone"], true);
    EXPECT_EQ(history["entries"][2]["action"], "undo");
    EXPECT_EQ(history["entries"][2]["of"], history["entries"][1]["number"]);
    EXPECT_EQ(balise({"history", project, "--limit", "1", "--json"}).json()["entries"].size(), 1U);
    EXPECT_THAT(balise({"history", project, "--lang", "en"}).out,
                AllOf(HasSubstr("Centre de Man"), HasSubstr("undone")));
    EXPECT_NE(balise({"history", project, "--lang", "fr"}).out, balise({"history", project, "--lang", "en"}).out);
}

}  // namespace
}  // namespace balise::scenario
