// Every action: what it does, undo and redo, dry run. The table of cases must cover the program's own list of actions.
#include <set>

#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::HasSubstr;

struct Case {
    std::string name;
    Words words;  // FILE is put after the first
    bool changes_rows = true;
};

class Actions : public Scenario {
protected:
    std::string project;
    void SetUp() override {
        Scenario::SetUp();
        project = sample_project();
    }

    Answer on_project(const Words& words, const Words& more = {}) const {
        Words all{words.front(), project};
        all.insert(all.end(), words.begin() + 1, words.end());
        all.insert(all.end(), more.begin(), more.end());
        return balise(all);
    }

    std::vector<Case> cases() const {
        const auto centre = find_id(project, {"--type", "social_centre"});
        const auto post = file(
            "posts.csv", "name,kind,neighbour,lon,lat,disclosure\nPoste EXEMPLE Z,official_post,GH,-3.0,6.5,public\n");
        const auto providers =
            file("providers.csv",
                 "name_fr,type,status,lon,lat,services\nCentre EXEMPLE Z,social_centre,active,-5.5,7.7,housing\n");
        return {
            {"import", {"import", providers, "--as", "providers"}},
            {"import of an overlay", {"import", post, "--as", "border-posts"}},
            {"import that replaces", {"import", post, "--as", "border-posts", "--replace"}},
            {"add",
             {"add", "name_fr=Centre EXEMPLE Y", "type=ngo", "status=active", "lon=-5.5", "lat=7.7",
              "services=housing:emergency;transport"}},
            {"add a border post",
             {"add", "--kind", "border-post", "name=Poste EXEMPLE Y", "kind=customs", "neighbour=GH", "lon=-3",
              "lat=6.5"}},
            {"add a transport node",
             {"add", "--kind", "transport-node", "name=Gare EXEMPLE Y", "kind=bus_station", "lon=-5", "lat=7"}},
            {"edit", {"edit", centre, "capacity_max=12", "capacity_free=3", "notes=visité"}},
            {"edit of the position", {"edit", centre, "lon=-5.03", "lat=7.69"}},
            {"verify", {"verify", centre, "--by", "A. Koné", "--method", "visit", "--date", "2025-11-20"}},
            {"disclose", {"disclose", centre, "--group", "contacts", "--audience", "internal"}},
            {"disclose by decision",
             {"disclose", find_id(project, {"--type", "shelter_state"}), "--group", "name", "--audience", "partners",
              "--by", "A. Koné", "--approved-by", "B. Yao", "--reason", "accord"}},
            {"remove", {"remove", centre, "--reason", "double"}},
            {"settings", {"settings", "producer=Direction EXEMPLE", "edition="}},
            {"map", {"map", "--area", "CI10", "--out", path("out.svg")}, false},
            {"export", {"export", "--audience", "public", "--format", "geojson", "--out", path("out.geojson")}, false},
        };
    }
};

TEST_F(Actions, AllHaveACase) {
    std::set<std::string> listed;
    const auto actions = balise({"actions", "--json"}).json();
    for (const auto& action : actions["actions"]) listed.insert(action["id"]);
    std::set<std::string> covered;
    for (const auto& one : cases()) covered.insert(one.words.front());
    EXPECT_EQ(listed, covered) << "each action of the program needs a case here";
}

TEST_F(Actions, UndoTakesEachBackAndRedoBringsItBack) {
    const auto before = dump(project);
    for (const auto& one : cases()) {
        SCOPED_TRACE(one.name);
        const auto revision_before = revision(project);
        ASSERT_CODE(on_project(one.words), 0);
        EXPECT_EQ(revision(project), revision_before + 1);
        const auto after = dump(project);
        if (!one.changes_rows) {
            EXPECT_TRUE(after == before) << "an export changes no record";
            continue;
        }
        EXPECT_FALSE(after == before) << "the action changed nothing";
        const auto undone = balise({"undo", project, "--json"});
        ASSERT_CODE(undone, 0);
        EXPECT_EQ(undone.json()["undone"]["action"], one.words.front());
        EXPECT_TRUE(dump(project) == before) << "undo did not restore the project";
        const auto redone = balise({"redo", project, "--json"});
        ASSERT_CODE(redone, 0);
        EXPECT_EQ(redone.json()["redone"]["action"], one.words.front());
        EXPECT_TRUE(dump(project) == after) << "redo did not bring the change back";
        ASSERT_CODE(balise({"undo", project}), 0);
    }
    EXPECT_TRUE(dump(project) == before);
    const auto check = balise({"check", project, "--json"});
    EXPECT_CODE(check, 0);
}

TEST_F(Actions, DryRunLeavesTheFileAlone) {
    ASSERT_CODE(balise({"add", project, "name_fr=Centre EXEMPLE X", "type=ngo"}), 0);
    auto all = cases();
    all.push_back({"undo", {"undo"}});
    const auto before = dump(project);
    const auto revision_before = revision(project);
    for (const auto& one : all) {
        SCOPED_TRACE(one.name);
        const auto text = on_project(one.words, {"--dry-run"});
        EXPECT_CODE(text, 0);
        EXPECT_THAT(text.out, HasSubstr("dry run"));
        EXPECT_CODE(on_project(one.words, {"--dry-run", "--json"}), 0);
        EXPECT_EQ(revision(project), revision_before);
        EXPECT_TRUE(dump(project) == before);
    }
    EXPECT_FALSE(fs::exists(path("out.geojson")));
    ASSERT_CODE(balise({"undo", project}), 0);
    const auto undone = dump(project);
    const auto revision_after = revision(project);
    EXPECT_CODE(balise({"redo", project, "--dry-run"}), 0);
    EXPECT_TRUE(dump(project) == undone);
    EXPECT_EQ(revision(project), revision_after);
}

TEST_F(Actions, EachAnswersInBothLanguages) {
    for (const auto& one : cases()) {
        SCOPED_TRACE(one.name);
        const auto french = on_project(one.words, {"--dry-run", "--lang", "fr"});
        const auto english = on_project(one.words, {"--dry-run", "--lang", "en"});
        EXPECT_CODE(french, 0);
        EXPECT_CODE(english, 0);
        EXPECT_NE(french.out, english.out);
    }
}

TEST_F(Actions, AnUnknownRecordIsCode4) {
    for (const Words& words :
         {Words{"edit", "nothing", "notes=x"}, Words{"verify", "nothing", "--by", "A", "--method", "phone"},
          Words{"disclose", "nothing", "--group", "name", "--audience", "internal"}, Words{"remove", "nothing"}}) {
        const auto answer = on_project(words);
        EXPECT_CODE(answer, 4);
        EXPECT_THAT(answer.err, HasSubstr("nothing"));
    }
}

TEST_F(Actions, WrongValuesAreRefusedAndChangeNothing) {
    const auto before = dump(project);
    const auto centre = find_id(project, {"--type", "social_centre"});
    EXPECT_CODE(on_project({"edit", centre, "no_such_field=1"}), 2);
    EXPECT_CODE(on_project({"edit", centre, "capacity_max=many"}), 3);
    EXPECT_CODE(on_project({"edit", centre, "lon=400", "lat=7"}), 3);
    EXPECT_CODE(on_project({"edit", centre, "capacity_max=2", "capacity_free=9"}), 3);
    EXPECT_CODE(on_project({"add", "type=ngo"}), 3);
    EXPECT_CODE(on_project({"add", "name_fr=X", "type=wizard"}), 3);
    EXPECT_CODE(on_project({"verify", centre, "--by", "A", "--method", "phone", "--date", "2025-02-30"}), 2);
    const auto json = on_project({"edit", centre, "capacity_max=2", "capacity_free=9"}, {"--json"}).json();
    EXPECT_EQ(json["error"]["kind"], "invalid_input");
    EXPECT_FALSE(json["problems"].empty());
    EXPECT_TRUE(dump(project) == before);
}

TEST_F(Actions, OpeningAShelterNeedsTwoPeopleAndAReason) {
    const auto shelter = find_id(project, {"--type", "shelter_private"});
    const auto before = dump(project);
    EXPECT_CODE(on_project({"disclose", shelter, "--group", "position", "--audience", "public"}), 3);
    EXPECT_CODE(on_project({"disclose", shelter, "--group", "position", "--audience", "public", "--by", "A. Koné",
                            "--approved-by", "a. kone", "--reason", "x"}),
                3);
    EXPECT_TRUE(dump(project) == before);
}

TEST_F(Actions, NothingToUndoOrRedoIsToldWithCode4) {
    const auto empty = new_project();
    EXPECT_CODE(balise({"redo", empty}), 4);
    const auto answer = balise({"undo", empty, "--lang", "fr"});
    EXPECT_CODE(answer, 4);
    EXPECT_NE(answer.err, balise({"undo", empty, "--lang", "en"}).err);
}

TEST_F(Actions, TheSameWordsGiveTheSameBytes) {
    fs::copy_file(project, path("twin.balise"));
    for (const auto& each : {project, path("twin.balise")}) {
        ASSERT_CODE(balise({"add", each, "name_fr=Centre EXEMPLE W", "type=ngo"}), 0);
        ASSERT_CODE(balise({"edit", each, find_id(each, {"EXEMPLE", "W", "--type", "ngo"}), "notes=x"}), 0);
    }
    EXPECT_TRUE(dump(project) == dump(path("twin.balise")));
    EXPECT_EQ(balise({"history", project, "--json"}).out, balise({"history", path("twin.balise"), "--json"}).out);
}

}  // namespace
}  // namespace balise::scenario
