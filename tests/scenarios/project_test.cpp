// A project as a whole: new, info, dump, backup, check.
#include <sqlite3.h>

#include <algorithm>

#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;

class AProject : public Scenario {
protected:
    static void execute(const std::string& database, const std::string& sql) {
        sqlite3* connection = nullptr;
        ASSERT_EQ(sqlite3_open(database.c_str(), &connection), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(connection);
        sqlite3_close(connection);
    }
};

TEST_F(AProject, IsMadeWithTheCountrysData) {
    const auto answer = balise({"new", path("a.balise")});
    EXPECT_CODE(answer, 0);
    const auto about = info(path("a.balise"));
    EXPECT_THAT(keys(about), IsSupersetOf({"schema", "providers", "areas", "overlays", "history"}));
    EXPECT_EQ(about["providers"]["total"], 0);
    EXPECT_EQ(about["providers"]["by_type"], Json::object());
    EXPECT_EQ(about["history"]["entries"], 1);
    EXPECT_THAT(keys(about["overlays"]), testing::UnorderedElementsAre("risk_zones", "border_posts", "transport"));
    bool has_regions = false;
    for (const auto& area : about["areas"]) {
        EXPECT_THAT(keys(area), IsSupersetOf({"level", "count", "source"}));
        has_regions = has_regions || (area["level"] == 1 && area["count"] == 33);
    }
    EXPECT_TRUE(has_regions) << about.dump(1);
}

TEST_F(AProject, WithTheSampleHoldsTheExampleDirectory) {
    const auto answer = balise({"new", path("a.balise"), "--sample", "--json"});
    EXPECT_CODE(answer, 0);
    EXPECT_EQ(answer.json()["providers"], 401);
    const auto about = info(path("a.balise"));
    EXPECT_EQ(about["providers"]["total"], 401);
    std::int64_t by_type = 0;
    for (const auto& [type, count] : about["providers"]["by_type"].items()) by_type += count.get<std::int64_t>();
    EXPECT_EQ(by_type, 401);
    EXPECT_EQ(about["overlays"]["risk_zones"], 23);
    EXPECT_EQ(about["overlays"]["border_posts"], 30);
    EXPECT_CODE(balise({"check", path("a.balise")}), 0);
}

TEST_F(AProject, HasTheSameContentEachTimeItIsMade) {
    EXPECT_CODE(balise({"new", path("a.balise"), "--sample"}), 0);
    EXPECT_CODE(balise({"new", path("b.balise"), "--sample"}), 0);
    EXPECT_TRUE(dump(path("a.balise")) == dump(path("b.balise")));
}

TEST_F(AProject, FileIsByteForByteReproducible) {
    EXPECT_CODE(balise({"new", path("a.balise")}), 0);
    EXPECT_CODE(balise({"new", path("b.balise")}), 0);
    EXPECT_TRUE(read_text(path("a.balise")) == read_text(path("b.balise"))) << "same content, but the files differ";
}

TEST_F(AProject, IsNeverReplaced) {
    const auto there = file("a.balise", "something precious");
    for (const Words& words :
         {Words{"new", there}, Words{"new", there, "--dry-run"}, Words{"new", there, "--sample", "--json"}}) {
        EXPECT_CODE(balise(words), 5);
        EXPECT_EQ(read_text(there), "something precious");
    }
    EXPECT_NE(balise({"new", there, "--lang", "fr"}).err, balise({"new", there, "--lang", "en"}).err);
}

TEST_F(AProject, DryRunOfNewWritesNothing) {
    EXPECT_CODE(balise({"new", path("a.balise"), "--dry-run"}), 0);
    EXPECT_TRUE(fs::is_empty(folder));
    EXPECT_CODE(balise({"new", path("no/such/folder/a.balise"), "--dry-run"}), 4);
}

TEST_F(AProject, InAFolderThatIsNotThereIsToldAndLeavesNothing) {
    const auto answer = balise({"new", path("no/such/folder/a.balise")});
    EXPECT_THAT(answer.code, testing::AnyOf(4, 6)) << answer.err;
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(AProject, InfoForPeopleUsesTheWordsOfTheLanguage) {
    const auto project = sample_project();
    const auto french = balise({"info", project, "--lang", "fr"});
    EXPECT_THAT(french.out, AllOf(HasSubstr("Centre social"), HasSubstr("401")));
    EXPECT_THAT(balise({"info", project, "--lang", "en"}).out,
                AllOf(HasSubstr("Social centre"), HasSubstr("providers")));
    EXPECT_EQ(french.err, "");
}

TEST_F(AProject, DumpIsSortedTextAndTheSameEachTime) {
    const auto project = sample_project();
    const auto text = dump(project);
    EXPECT_GT(text.size(), 100000U);
    EXPECT_TRUE(text == dump(project));
    EXPECT_THAT(text, HasSubstr("provider\t"));
    const auto json = balise({"dump", project, "--json"}).json();
    EXPECT_EQ(json["dump"].size(), static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
}

TEST_F(AProject, BackupIsAnEqualProjectAndReplacesOnlyWhenTold) {
    const auto project = sample_project();
    EXPECT_CODE(balise({"backup", project, path("copy.balise")}), 0);
    EXPECT_TRUE(dump(project) == dump(path("copy.balise")));
    EXPECT_CODE(balise({"check", path("copy.balise")}), 0);
    EXPECT_CODE(balise({"backup", project, path("copy.balise")}), 5);
    const auto again = balise({"backup", project, path("copy.balise"), "--replace", "--json"});
    EXPECT_CODE(again, 0);
    EXPECT_THAT(keys(again.json()), testing::UnorderedElementsAre("file", "bytes"));
    EXPECT_CODE(balise({"backup", path("none.balise"), path("other.balise")}), 4);
    EXPECT_FALSE(fs::exists(path("other.balise")));
}

TEST_F(AProject, CheckReportsQualityAndOnlyDamageIsAFailure) {
    const auto project = sample_project();
    const auto answer = balise({"check", project, "--json"});
    EXPECT_CODE(answer, 0);
    const auto report = answer.json();
    EXPECT_THAT(keys(report),
                testing::UnorderedElementsAre("integrity", "providers", "without_position", "never_verified", "stale",
                                              "closed", "unknown_status", "undecided_openings", "quotations",
                                              "shelter_look_alikes", "problems"));
    EXPECT_EQ(report["integrity"], Json::array());
    EXPECT_GT(report["never_verified"], 0);
    EXPECT_GT(report["without_position"], 0);
    for (const auto& problem : report["problems"])
        EXPECT_THAT(keys(problem), testing::UnorderedElementsAre("row", "severity", "field", "message", "suggestion"));
    EXPECT_THAT(balise({"check", project, "--lang", "fr"}).out, testing::Not(HasSubstr("never verified")));
}

TEST_F(AProject, ThatIsTamperedWithFailsTheCheck) {
    const auto project = sample_project();
    execute(project, "DROP TRIGGER history_not_updated; UPDATE history SET parameters='{\"a\":1}' WHERE rowid=1");
    const auto answer = balise({"check", project, "--json"});
    EXPECT_CODE(answer, 3);
    EXPECT_FALSE(answer.json()["integrity"].empty());
}

TEST_F(AProject, OfANewerProgramIsNotChangedAndSaysWhy) {
    const auto project = sample_project();
    execute(project, "PRAGMA user_version=99");
    const auto id = std::string("0000");
    for (const Words& words : {Words{"import", project, file("p.csv", "name_fr,type\nX,ngo\n"), "--as", "providers"},
                               Words{"undo", project}}) {
        const auto bytes = read_text(project);
        auto english = words;
        english.insert(english.end(), {"--lang", "en"});
        auto french = words;
        french.insert(french.end(), {"--lang", "fr"});
        const auto answer = balise(english);
        EXPECT_CODE(answer, 7);
        EXPECT_THAT(answer.err, HasSubstr("99"));
        EXPECT_NE(balise(french).err, answer.err);
        EXPECT_TRUE(read_text(project) == bytes);
    }
}

TEST_F(AProject, ThatIsNoneIsRefused) {
    for (const std::string command : {"info", "dump", "check", "history", "undo"}) {
        EXPECT_CODE(balise({command, path("none.balise")}), 4);
        EXPECT_CODE(balise({command, file("text.balise", "this is no database")}), 3);
        EXPECT_CODE(balise({command, file("empty.balise", "")}), 3);
        execute(path("other.db"), "CREATE TABLE IF NOT EXISTS t(x)");
        EXPECT_CODE(balise({command, path("other.db")}), 3);
        EXPECT_THAT(balise({command, folder.string()}).code, testing::AnyOf(3, 6));
    }
    EXPECT_EQ(read_text(path("text.balise")), "this is no database");
}

}  // namespace
}  // namespace balise::scenario
