// Printed sheets: what they say, that they are the same twice, that nothing hidden changes them, and what is refused.
#include <algorithm>

#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::HasSubstr;
using testing::Not;

class Maps : public Scenario {
protected:
    std::string project;
    void SetUp() override {
        Scenario::SetUp();
        project = sample_project();
    }
    Answer print(const std::string& from, const std::string& target, const Words& more = {}) const {
        Words words{"map", from, "--area", "CI11", "--out", target};
        words.insert(words.end(), more.begin(), more.end());
        return balise(words);
    }
    std::string words_of(const std::string& pdf) const { return shell("pdftotext -layout " + pdf + " -").out; }
};

TEST_F(Maps, TheSheetOfARegionSaysWhatItMust) {
    const auto target = path("gbeke.pdf");
    const auto answer = print(project, target, {"--json", "--lang", "fr"});
    ASSERT_CODE(answer, 0);
    const auto json = answer.json();
    EXPECT_EQ(json["audience"], "public");
    EXPECT_GT(json["sheets"][0]["scale"].get<int>(), 100000);
    EXPECT_TRUE(json["sheets"][0]["labels"]["missing"].empty());
    const auto words = words_of(target);
    for (const std::string word : {"Gbêkê", "Bouaké", "116", "PUBLIC", "EXEMPLE", "Légende", "Sources", "UTM 30N"})
        EXPECT_THAT(words, HasSubstr(word));
    EXPECT_CODE(shell("qpdf --check " + target), 0);
    // Every font is embedded, as a subset, with a way back to text.
    const auto fonts =
        shell("pdffonts " + target + " | tail -n +3 | awk '{print $(NF-4), $(NF-3), $(NF-2)}' | sort -u").out;
    EXPECT_EQ(fonts, "yes yes yes\n");
}

TEST_F(Maps, EnglishSheetsSayItInEnglish) {
    const auto target = path("gbeke.pdf");
    ASSERT_CODE(print(project, target, {"--lang", "en"}), 0);
    const auto words = words_of(target);
    EXPECT_THAT(words, HasSubstr("Legend"));
    EXPECT_THAT(words, HasSubstr("SAMPLE"));
    EXPECT_THAT(words, Not(HasSubstr("Légende")));
}

TEST_F(Maps, TwiceTheSameBytes) {
    for (const std::string format : {"pdf", "png", "svg"}) {
        SCOPED_TRACE(format);
        ASSERT_CODE(print(project, path("one." + format)), 0);
        ASSERT_CODE(print(project, path("two." + format)), 0);
        EXPECT_TRUE(read_text(path("one." + format)) == read_text(path("two." + format)));
    }
    EXPECT_THAT(shell("file " + path("one.png")).out + shell("pdfinfo " + path("one.pdf")).out, HasSubstr("A4"));
}

TEST_F(Maps, HiddenRecordsChangeNothingOnAPublicSheet) {
    const auto before = path("before.pdf"), after = path("after.pdf"), partners = path("partners.pdf");
    ASSERT_CODE(print(project, before), 0);
    ASSERT_CODE(balise({"add", project, "name_fr=Foyer Baobab Clandestin", "type=shelter_private", "status=active",
                        "lon=-5.03", "lat=7.69", "locality=Bouaké", "services=housing"}),
                0);
    ASSERT_CODE(print(project, after), 0);
    EXPECT_TRUE(read_text(before) == read_text(after));
    ASSERT_CODE(print(project, partners, {"--audience", "partners"}), 0);
    EXPECT_THAT(words_of(partners), Not(HasSubstr("Baobab")));
    ASSERT_CODE(print(project, path("internal.pdf"), {"--audience", "internal"}), 0);
    EXPECT_THAT(words_of(path("internal.pdf")), HasSubstr("Baobab"));
}

TEST_F(Maps, AreasByNameAndAllRegionsIntoAFolder) {
    ASSERT_CODE(balise({"map", project, "--area", "gbeke", "--out", path("a.png")}), 0);
    const auto answer = balise(
        {"map", project, "--area", "CI11", "--area", "Poro", "--format", "pdf,svg", "--out", path("sheets"), "--json"});
    ASSERT_CODE(answer, 0);
    const auto json = answer.json();
    EXPECT_GE(json["files"].size(), 4U);  // a picture for each page
    EXPECT_TRUE(fs::exists(path("sheets/CI11-A4-en.pdf")));
}

TEST_F(Maps, EveryRegionHasRoomForItsNumbers) {
    const std::vector<Words> editions{{"--lang", "fr"},
                                      {"--lang", "en", "--paper", "A3", "--orientation", "landscape"}};
    for (const auto& edition : editions) {
        Words words{"map", project, "--regions", "--format", "svg", "--out", path(edition[1]), "--json"};
        words.insert(words.end(), edition.begin(), edition.end());
        const auto answer = balise(words);
        ASSERT_CODE(answer, 0);
        const auto json = answer.json();
        ASSERT_EQ(json["sheets"].size(), 33U);
        for (const auto& sheet : json["sheets"]) {
            EXPECT_TRUE(sheet["labels"]["missing"].empty()) << sheet;
            for (const auto& left_out : sheet["labels"]["left_out"]) EXPECT_NE(left_out, "Abidjan") << sheet;
        }
    }
}

TEST_F(Maps, WhatIsRefusedSaysWhyAndLeavesNothing) {
    struct Case {
        Words words;
        int code;
        std::string says;
    };
    write_text(path("odd.json"),
               R"({"version": 8, "name": "x", "layers": [{"id": "a", "type": "line", "source": "roads",
        "paint": {"line-colour": "#000000"}}]})");
    write_text(path("bare.json"), R"({"version": 8, "name": "x", "layers": [{"id": "a", "type": "symbol",
        "source": "providers", "layout": {"icon-image": "no/such-symbol"}}]})");
    const std::vector<Case> cases{
        {{"--area", "Atlantis"}, 4, "Atlantis"},
        {{"--area", "CI11", "--style", path("odd.json")}, 3, "line-color"},
        {{"--area", "CI11", "--style", path("bare.json")}, 4, "no/such-symbol"},
        {{"--area", "CI11", "--style", "nowhere"}, 4, "nowhere"},
        {{"--area", "CI11", "--paper", "A9"}, 2, "A9"},
        {{"--area", "CI11", "--producer", "", "--edition", ""}, 3, "producer"},
    };
    for (const auto& each : cases) {
        SCOPED_TRACE(each.says);
        Words words{"map", project, "--out", path("x.pdf")};
        words.insert(words.end(), each.words.begin(), each.words.end());
        const auto answer = balise(words);
        EXPECT_CODE(answer, each.code);
        EXPECT_THAT(answer.err, HasSubstr(each.says));
        EXPECT_FALSE(fs::exists(path("x.pdf")));
    }
    EXPECT_CODE(balise({"map", project, "--area", "CI11", "--out", path("x.docx")}), 7);
    EXPECT_CODE(balise({"map", project, "--area", "CI11", "--out", path("none/such/x.pdf")}), 6);
    EXPECT_CODE(
        shell("ulimit -f 20; trap '' XFSZ; exec $BALISE map " + project + " --area CI11 --out " + path("x.pdf")), 6);
    EXPECT_FALSE(fs::exists(path("x.pdf")));
}

TEST_F(Maps, SettingsArePrintedAndUndone) {
    const auto before = dump(project);
    ASSERT_CODE(balise({"settings", project, "producer=Direction des Baobabs", "ministry=Ministère Essai"}), 0);
    ASSERT_CODE(print(project, path("a.pdf")), 0);
    EXPECT_THAT(words_of(path("a.pdf")), HasSubstr("Direction des Baobabs"));
    ASSERT_CODE(balise({"undo", project}), 0);  // the sheet, which changed nothing
    EXPECT_CODE(balise({"settings", project, "printer=x"}), 2);
}

}  // namespace
}  // namespace balise::scenario
