// What compose makes of a piece of the sample country, as text beside that kept in tests/golden. BALISE_GOLDEN=write
// writes it anew: look at the difference before it is committed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "map/display_list_text.hpp"
#include "support/sample_map.hpp"

namespace {

using namespace balise;
using testing::HasSubstr;

// The north, where a road, a corridor at risk and a river cross the border: providers of many types, some in one town.
constexpr test::SampleView north(const char* style) {
    return {
        .style = style, .centre = {-5.4, 9.8}, .scale = base::ScaleDenominator(1'500'000), .width = 100, .height = 100};
}

std::string contents(const std::filesystem::path& file) {
    std::ostringstream all;
    all << std::ifstream(file).rdbuf();
    return all.str();
}

// The first lines that differ, for a person.
std::string first_difference(const std::string& kept, const std::string& made) {
    std::istringstream before(kept), now(made);
    std::string old_line, new_line;
    for (int number = 1;; ++number) {
        const bool more = static_cast<bool>(std::getline(before, old_line));
        const bool even_more = static_cast<bool>(std::getline(now, new_line));
        if (!more) old_line = "(the end)";
        if (!even_more) new_line = "(the end)";
        if (old_line != new_line || (!more && !even_more))
            return "line " + std::to_string(number) + "\n  kept " + old_line + "\n  now  " + new_line;
    }
}

class GoldenList : public testing::TestWithParam<const char*> {};

TEST_P(GoldenList, IsAsItWas) {
    const std::string style = GetParam();
    const auto made = map::to_text(test::composed(north(GetParam())));
    const auto file = std::filesystem::path(BALISE_SOURCE_DIR) / "tests" / "golden" / ("list_" + style + ".txt");
    const char* wish = std::getenv("BALISE_GOLDEN");
    if (wish != nullptr && std::string(wish) == "write") std::ofstream(file) << made;
    const auto kept = contents(file);
    EXPECT_TRUE(kept == made) << file << ", " << first_difference(kept, made)
                              << "\nif it is to be otherwise now, run again with BALISE_GOLDEN=write";
    EXPECT_LT(kept.size(), 150'000U);
}

// The piece is worth keeping: every kind of thing is in it.
TEST_P(GoldenList, HoldsSomethingOfEverything) {
    const std::string style = GetParam();
    const auto kept =
        contents(std::filesystem::path(BALISE_SOURCE_DIR) / "tests" / "golden" / ("list_" + style + ".txt"));
    // On the screen the border is a table of the window's own.
    if (style == "paper") {
        EXPECT_THAT(kept, HasSubstr("\ngroup \"border\""));
    }
    for (const std::string group : {"land", "neighbours", "rivers", "regions", "roads-national", "risk-medium-pattern",
                                    "towns", "transport-nodes", "border-posts", "providers"})
        EXPECT_THAT(kept, HasSubstr("\ngroup \"" + group + "\""));
    for (const std::string symbol : {"provider/social_centre", "provider/health", "provider/gendarmerie",
                                     "border/customs", "border/informal_crossing", "transport/bus_station"})
        EXPECT_THAT(kept, HasSubstr("\n    \"" + symbol + "\" ")) << "a mark, not the symbol alone";
    for (const std::string words : {"Ouangolodougou", "Ferkessédougou", "Korhogo"})
        EXPECT_THAT(kept, HasSubstr("\n    \"" + words + "\" "));
    EXPECT_THAT(kept, HasSubstr("\npick 1 layer"));
    const auto symbols = kept.rfind("\ngroup \"providers\"", kept.rfind("\ngroup \"providers\"") - 1);
    const auto providers = kept.substr(symbols, kept.find("\ngroup", symbols + 1) - symbols);
    // Those of one town stand around it on paper, on leaders; on the screen they are one disc with a ring of parts.
    EXPECT_EQ(providers.find("\n    line") != std::string::npos, style == "paper") << providers;
    EXPECT_EQ(providers.find("\n    area pick") != std::string::npos, style == "screen") << providers;
}

INSTANTIATE_TEST_SUITE_P(Styles, GoldenList, testing::Values("paper", "screen"),
                         [](const auto& style) { return std::string(style.param); });

}  // namespace
