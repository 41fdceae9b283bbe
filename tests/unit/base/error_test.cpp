// Errors with their contexts, lists of problems, progress.
#include "base/error.hpp"

#include <gtest/gtest.h>

#include "base/problems.hpp"
#include "base/progress.hpp"
#include "base/units.hpp"

namespace {

using namespace balise::base;

const Catalogue& english() {
    return Catalogue::of(Language::english);
}

TEST(Error, ContextsAreToldFromTheOutside) {
    const Error error = Error(ErrorKind::invalid_input, mark("\"{0}\" is not a date", "2026-02-30"))
                            .in(mark("row {0}", "312"))
                            .in(mark("reading {0}", "centres.xlsx"));
    EXPECT_EQ(error.describe(english()), "reading centres.xlsx: row 312: \"2026-02-30\" is not a date");
    EXPECT_STREQ(error.what(), "reading centres.xlsx: row 312: \"2026-02-30\" is not a date");
    EXPECT_EQ(error.contexts().size(), 2U);
    EXPECT_EQ(error.message(), mark("\"{0}\" is not a date", "2026-02-30"));
}

TEST(Error, FrenchColonHasANoBreakSpace) {
    const Error error = Error(ErrorKind::io, verbatim("b")).in(verbatim("a"));
    EXPECT_EQ(error.describe(Catalogue::of(Language::french)), "a\u00a0: b");
}

TEST(Error, KindsAreTheExitCodes) {
    EXPECT_EQ(static_cast<int>(ErrorKind::internal), 1);
    EXPECT_EQ(static_cast<int>(ErrorKind::usage), 2);
    EXPECT_EQ(static_cast<int>(ErrorKind::invalid_input), 3);
    EXPECT_EQ(static_cast<int>(ErrorKind::not_found), 4);
    EXPECT_EQ(static_cast<int>(ErrorKind::conflict), 5);
    EXPECT_EQ(static_cast<int>(ErrorKind::io), 6);
    EXPECT_EQ(static_cast<int>(ErrorKind::unsupported), 7);
    EXPECT_EQ(static_cast<int>(ErrorKind::cancelled), 130);
}

TEST(Error, WithinAddsAContextAndKeepsTheType) {
    EXPECT_EQ(within(verbatim("unused"), [] { return 7; }), 7);
    EXPECT_THROW(within(verbatim("outside"), [] { throw Cancelled(); }), Cancelled);
    EXPECT_THROW(within(verbatim("outside"), [] { throw std::runtime_error("other"); }), std::runtime_error);
    try {
        within(verbatim("outer"),
               [] { within(verbatim("inner"), [] { throw Error(ErrorKind::conflict, verbatim("why")); }); });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
        EXPECT_STREQ(error.what(), "outer: inner: why");
    }
}

TEST(Problems, SortsByRowThenSeverityAndKeepsTheOrder) {
    Problems problems;
    problems.warning(3, "b", verbatim("w3"));
    problems.error(3, "a", verbatim("e3 first"));
    problems.note(0, "", verbatim("n0"));
    problems.error(3, "a", verbatim("e3 second"));
    problems.error(-1, "", verbatim("before"));
    problems.sort();
    std::vector<std::string> order;
    for (const auto& problem : problems) order.push_back(english()(problem.message));
    EXPECT_EQ(order, (std::vector<std::string>{"before", "n0", "e3 first", "e3 second", "w3"}));
    EXPECT_EQ(problems.errors(), 3U);
    EXPECT_EQ(problems.size(), 5U);
}

TEST(Problems, CountsWhatIsAppended) {
    Problems all;
    EXPECT_TRUE(all.empty());
    EXPECT_FALSE(all.has_errors());
    Problems more;
    more.error(1, "x", verbatim("e"));
    more.note(2, "y", verbatim("n"));
    all.append(more);
    all.append(std::move(more));
    EXPECT_EQ(all.errors(), 2U);
    EXPECT_EQ(all.size(), 4U);
    EXPECT_EQ(all[3].field, "y");
}

TEST(Problems, AreDescribedWithPlaceAndRemedy) {
    const Problem whole{Severity::error, 0, "", verbatim("empty"), {}};
    EXPECT_EQ(describe(whole, english()), "empty");
    const Problem cell{Severity::warning, 1012, "lat", mark("{0} is large", 95), mark("exchange them")};
    EXPECT_EQ(describe(cell, english()), "row 1012, lat: 95 is large → exchange them")
        << "a row number is a name, not an amount";
    const Problem field{Severity::note, 0, "lat", verbatim("x"), {}};
    EXPECT_EQ(describe(field, Catalogue::of(Language::french)), "lat\u00a0: x");
    EXPECT_EQ(severity_code(Severity::note), "note");
    EXPECT_EQ(severity_code(Severity::warning), "warning");
    EXPECT_EQ(severity_code(Severity::error), "error");
}

TEST(Progress, ReportsStagesAndStopsWhenAsked) {
    std::stop_source stop;
    std::vector<std::int64_t> seen;
    Progress progress(stop.get_token(), [&](const Progress::Report& report) {
        EXPECT_EQ(report.total, 10);
        EXPECT_EQ(english()(report.stage), "reading");
        seen.push_back(report.done);
    });
    progress.stage(mark("reading"), 10);
    progress.step(4);
    EXPECT_FALSE(progress.stop_requested());
    stop.request_stop();
    EXPECT_TRUE(progress.stop_requested());
    EXPECT_THROW(progress.step(5), Cancelled);
    EXPECT_THROW(progress.stage(mark("writing")), Cancelled);
    EXPECT_THROW(progress.check(), Error);
    EXPECT_EQ(seen, (std::vector<std::int64_t>{0, 4}));
}

TEST(Progress, WithoutListenerOrStopDoesNothing) {
    Progress progress;
    EXPECT_NO_THROW(progress.stage(mark("x"), 1));
    EXPECT_NO_THROW(progress.step(1));
    EXPECT_NO_THROW(progress.check());
}

TEST(Progress, CancelledIsAnErrorWithItsOwnCode) {
    EXPECT_EQ(Cancelled().kind(), ErrorKind::cancelled);
    EXPECT_STREQ(Cancelled().what(), "cancelled; nothing was changed");
}

TEST(Units, AreComputedWithAndCompared) {
    constexpr Metres sum = Metres(2) + Metres(3) * 2 - Metres(1);
    static_assert(sum == Metres(7));
    static_assert(Metres(1) < Metres(2));
    static_assert(Metres(6) / Metres(3) == 2.0);
    static_assert((Minutes(6) / 3).value == 2.0);
    static_assert(!std::is_convertible_v<double, Metres>);
    static_assert(!std::is_same_v<Metres, Millimetres>);
    EXPECT_EQ(Metres().value, 0);
}

}  // namespace
