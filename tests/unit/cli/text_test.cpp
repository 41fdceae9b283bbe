// Text for terminals and reports of problems.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/report.hpp"
#include "cli/text_table.hpp"

namespace balise::cli {
namespace {

using base::mark;
using testing::HasSubstr;

const base::Catalogue& english() {
    return base::Catalogue::of(base::Language::english);
}

TEST(TextTable, AlignsByWidthNotByBytes) {
    TextTable table({{"name"}, {"n", TextTable::Align::right}});
    table.add({"Bouaké", "1"});
    table.add({"Man", "1\u202f234"});
    std::ostringstream out;
    table.print(out, 0);
    EXPECT_EQ(out.str(), "name        n\nBouaké      1\nMan     1\u202f234\n");
}

TEST(TextTable, LeavesEmptyColumnsOutAndCutsWhatDoesNotFit) {
    TextTable table({{"a"}, {"empty"}, {"long", TextTable::Align::left, true}});
    table.add({"x", "", std::string(60, 'y')});
    std::ostringstream out;
    table.print(out, 30);
    EXPECT_THAT(out.str(), testing::Not(HasSubstr("empty")));
    EXPECT_THAT(out.str(), HasSubstr("y…"));
    std::istringstream lines(out.str());
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 30U);
}

TEST(DisplayWidth, CountsWhatIsSeen) {
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("e\u0301"), 1U);
    EXPECT_EQ(display_width("Œuvre"), 5U);
    EXPECT_EQ(display_width("漢字"), 4U);
    EXPECT_EQ(display_width("\xff"), 1U);
    EXPECT_EQ(display_width(""), 0U);
}

TEST(Printable, TakesOutWhatMovesTheCursorOrTurnsTheText) {
    EXPECT_EQ(printable("a\x1b[31mb\nc\td"), "a [31mb c d");
    EXPECT_EQ(printable("a\u202eb\u0085c"), "a b c");
    EXPECT_EQ(printable("é\xff\u00a0ok"), "é \u00a0ok");
}

TEST(Wrapped, BreaksAtBlanks) {
    EXPECT_EQ(wrapped("one two three", 2, 10), "one two\n  three");
    EXPECT_EQ(wrapped("", 2, 10), "");
}

base::Problems many(int count) {
    base::Problems problems;
    for (int i = 0; i < count; ++i)
        problems.error(i + 2, "lat", mark("{0} is no latitude", std::to_string(90 + i)),
                       mark("look whether lon and lat are exchanged"));
    problems.warning(3, "type", mark("the type is not known"));
    return problems;
}

TEST(ListProblems, ListsAllOfAFew) {
    std::ostringstream err;
    list_problems(err, many(30), english(), mark("remedy"));
    EXPECT_THAT(err.str(), HasSubstr("row 31"));
    EXPECT_THAT(err.str(), testing::Not(HasSubstr("remedy")));
}

TEST(ListProblems, OfManyAlikeOnlyTheFirstAndHowManyMore) {
    std::ostringstream err;
    list_problems(err, many(500), english(), mark("the remedy"));
    EXPECT_THAT(err.str(), HasSubstr("and 480 more like"));
    EXPECT_THAT(err.str(), HasSubstr("the remedy"));
    EXPECT_THAT(err.str(), HasSubstr("warning: row 3, type: the type is not known"));
    EXPECT_THAT(err.str(), testing::Not(HasSubstr("row 23")));
}

TEST(Json, OfAProblemHoldsFactAndRemedy) {
    const auto list = to_json(many(1), english());
    EXPECT_EQ(list[0]["row"], 2);
    EXPECT_EQ(list[0]["severity"], "error");
    EXPECT_EQ(list[0]["message"], "90 is no latitude → look whether lon and lat are exchanged");
    EXPECT_EQ(list[0]["suggestion"], "look whether lon and lat are exchanged");
}

TEST(ReportFailure, GivesTheCodeAndOneDocument) {
    std::ostringstream out;
    std::ostringstream err;
    app::Outcome found;
    found.json = R"({"kind":"providers","read":1})";
    found.problems = many(1);
    const int code = report_failure({english(), true, out, err}, app::Refused(mark("nothing was imported"), found));
    EXPECT_EQ(code, 3);
    const auto document = Json::parse(out.str());
    EXPECT_EQ(document["read"], 1);
    EXPECT_EQ(document["problems"].size(), 2U);
    EXPECT_EQ(document["error"]["kind"], "invalid_input");
    EXPECT_EQ(err.str(), "balise: nothing was imported\n");
}

TEST(ReportFault, IsCode1AndSaysWhatToDo) {
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(report_fault({english(), false, out, err}, std::runtime_error("broken")), 1);
    EXPECT_THAT(err.str(), HasSubstr("broken"));
    EXPECT_THAT(err.str(), HasSubstr("please report"));
    EXPECT_EQ(report_fault({english(), false, out, err}, std::bad_alloc()), 1);
    EXPECT_THAT(err.str(), HasSubstr("not enough memory"));
}

}  // namespace
}  // namespace balise::cli
