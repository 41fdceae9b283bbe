// Words into arguments.
#include "cli/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace balise::cli {
namespace {

using base::Catalogue;
using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;

const Catalogue& english() {
    return Catalogue::of(base::Language::english);
}

// "" when the words are right, else what is said.
std::string said(const std::string& command, const std::vector<std::string>& words) {
    try {
        parse_arguments(*find_command(command), words, english());
        return {};
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        return error.describe(english());
    }
}

app::Arguments parsed(const std::string& command, const std::vector<std::string>& words) {
    return parse_arguments(*find_command(command), words, english());
}

TEST(Parsing, TakesSeveralChoicesBehindOneOption) {
    const auto behind =
        parsed("export", {"f.balise", "--audience", "public", "--format", "geojson", "csv", "--out", "x"});
    EXPECT_THAT(behind.list("format"), ElementsAre("geojson", "csv"));
    const auto before =
        parsed("export", {"--audience", "public", "--out", "x", "--format", "geojson", "csv", "f.balise"});
    EXPECT_THAT(before.list("format"), ElementsAre("geojson", "csv"));
    EXPECT_EQ(before.text("file"), "f.balise");
    const auto import = parsed("import", {"f.balise", "--as", "providers", "--set", "status=active", "list.csv"});
    EXPECT_THAT(import.list("set"), ElementsAre("status=active"));
    EXPECT_EQ(import.text("source"), "list.csv");
}

TEST(Manners, AreReadBeforeAnythingElse) {
    const auto manners = read_manners({"--json", "--lang", "fr", "find", "f.balise", "--help"});
    EXPECT_EQ(manners.command, "find");
    EXPECT_TRUE(manners.wants_json);
    EXPECT_TRUE(manners.wants_help);
    EXPECT_EQ(manners.language, base::Language::french);
    EXPECT_THAT(manners.others, ElementsAre("--json", "--lang", "fr", "f.balise", "--help"));
}

TEST(Manners, WordsAfterTwoDashesAreWords) {
    const auto manners = read_manners({"find", "f.balise", "--", "--json", "--lang", "fr"});
    EXPECT_FALSE(manners.wants_json);
    EXPECT_THAT(parsed("find", manners.others).list("words"), ElementsAre("--json", "--lang", "fr"));
}

TEST(Manners, AWrongLanguageIsKept) {
    EXPECT_EQ(read_manners({"info", "--lang", "de"}).wrong_language, "de");
    EXPECT_EQ(read_manners({"info", "--lang=en"}).wrong_language, "");
}

TEST(Manners, VersionAfterACommandIsNoVersion) {
    EXPECT_TRUE(read_manners({"--version"}).wants_version);
    EXPECT_FALSE(read_manners({"find", "--version"}).wants_version);
}

TEST(Arguments, PositionsMayBeNegative) {
    EXPECT_EQ(parsed("find", {"f", "--near", "-5.5,7.7"}).text("near"), "-5.5,7.7");
    EXPECT_EQ(parsed("find", {"f", "--box=-5,5,-4,6"}).text("box"), "-5,5,-4,6");
    EXPECT_THAT(parsed("edit", {"f", "ID", "lon=-5.5", "lat=7"}).list("fields"), ElementsAre("lon=-5.5", "lat=7"));
}

TEST(Arguments, OptionsMayStandAnywhere) {
    const auto given = parsed("find", {"--limit", "3", "f", "abobo", "--json", "centre"});
    EXPECT_EQ(given.text("file"), "f");
    EXPECT_THAT(given.list("words"), ElementsAre("abobo", "centre"));
    EXPECT_EQ(given.whole("limit"), 3);
    EXPECT_TRUE(given.flag("json"));
}

TEST(Arguments, ARepeatedOptionTakesOneValueEachTime) {
    const auto given =
        parsed("import", {"f", "source.csv", "--as", "providers", "--set", "status=active", "--set", "type=ngo"});
    EXPECT_EQ(given.text("source"), "source.csv");
    EXPECT_THAT(given.list("set"), ElementsAre("status=active", "type=ngo"));
}

TEST(Arguments, CodesAreUnderstoodInBothLanguages) {
    EXPECT_THAT(parsed("find", {"f", "--type", "Centre social"}).list("type"), ElementsAre("social_centre"));
    EXPECT_THAT(parsed("find", {"f", "--service", "HEBERGEMENT", "--service", "transport,housing"}).list("service"),
                ElementsAre("housing", "transport", "housing"));
    EXPECT_THAT(said("find", {"f", "--status", "actve"}), HasSubstr("did you mean active?"));
}

TEST(Arguments, ALabelWithACommaIsOneCode) {
    const auto label = "soins de santé physique et mentale, conseil psychologique individuel et en groupe";
    const auto words = said("find", {"f", "--service", label});
    if (words.empty()) {
        EXPECT_EQ(parsed("find", {"f", "--service", label}).list("service").size(), 1U);
    }
}

TEST(Arguments, NumbersAreChecked) {
    EXPECT_EQ(parsed("find", {"f", "--near", "Man", "--within", "12,5"}).text("within"), "12.5");
    EXPECT_THAT(said("find", {"f", "--within", "near"}), HasSubstr("is not a number"));
    EXPECT_THAT(said("find", {"f", "--limit", "2.5"}), HasSubstr("is not a whole number"));
}

TEST(Arguments, WhatIsWrongIsNamed) {
    EXPECT_THAT(said("info", {}), HasSubstr("FILE is missing"));
    EXPECT_THAT(said("info", {""}), HasSubstr("FILE is empty"));
    EXPECT_THAT(said("info", {"f", "g"}), HasSubstr("\"g\""));
    EXPECT_THAT(said("info", {"f", "--jsn"}), HasSubstr("did you mean --json?"));
    EXPECT_THAT(said("info", {"f", "--nothing-like-it"}), HasSubstr("has no option --nothing-like-it"));
    EXPECT_THAT(said("find", {"f", "--near"}), HasSubstr("--near wants a value"));
    EXPECT_THAT(said("edit", {"f", "ID", "=x"}), HasSubstr("field=value"));
    EXPECT_THAT(said("find", {"f", "\xff\xfe"}), HasSubstr("UTF-8"));
    EXPECT_THAT(said("info", {"f", "--json=3"}), testing::Not(""));
}

TEST(Arguments, EveryCommandWantsItsFile) {
    for (const auto& command : commands()) {
        if (command.parameters.empty() || command.parameters.front().name != "file") continue;
        EXPECT_THAT(said(command.name, {}), HasSubstr("FILE is missing")) << command.name;
    }
}

TEST(Nearest, IsFoundWithinReason) {
    EXPECT_EQ(nearest("imoprt", {"import", "export"}), "import");
    EXPECT_EQ(nearest("xyzzy", {"import", "export"}), "");
}

}  // namespace
}  // namespace balise::cli
