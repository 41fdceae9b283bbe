#include "map/symbols.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "base/file.hpp"
#include "base/paths.hpp"
#include "map/style.hpp"
#include "map/symbol_path.hpp"
#include "unit/base/scratch.hpp"

namespace balise::map {
namespace {

std::string with(const std::string& symbol) {
    return R"({"colours":{"ink":{"light":"#000","dark":"#fff"},"ground":{"light":"#fff","dark":"#000"}},"symbols":{"a":)" +
           symbol + "}}";
}

std::string complaint(const std::string& symbols, const std::string& patterns = "{}") {
    const test::ScratchFolder folder;
    folder.put("symbols.json", symbols);
    folder.put("patterns.json", patterns);
    try {
        SymbolSet::load(folder.path().string());
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input);
        return error.what();
    }
    return "accepted";
}

std::vector<std::string> codes(const std::string& vocabulary) {
    std::vector<std::string> found;
    std::istringstream lines(base::read_file(base::data_folder() / "vocabularies" / (vocabulary + ".csv")));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) found.push_back(line.substr(0, line.find(',')));
    return found;
}

TEST(Symbols, there_is_one_for_every_code) {
    const auto set = SymbolSet::load();
    for (const auto& [family, vocabulary] :
         std::vector<std::pair<std::string, std::string>>{{"provider/", "provider_type"},
                                                          {"border/", "border_kind"},
                                                          {"transport/", "transport_kind"},
                                                          {"place/", "place_kind"}}) {
        EXPECT_GE(codes(vocabulary).size(), 5U);
        for (const auto& code : codes(vocabulary)) EXPECT_TRUE(set.find(family + code)) << family << code;
    }
    for (const auto* name : {"site", "north", "balise", "lock"}) EXPECT_TRUE(set.find(name)) << name;
    EXPECT_FALSE(set.find("provider/none"));
    for (const auto* name : {"dots", "lines", "cross"}) {
        ASSERT_TRUE(set.pattern(name)) << name;
        EXPECT_GE(set.pattern(name)->period, 1.7);
        EXPECT_LE(set.pattern(name)->period, 2.1);
    }
    EXPECT_FALSE(set.pattern("none"));
}

// A stroke reaches half of its width beyond its line; the halo may reach beyond the box, but not far.
TEST(Symbols, lie_within_their_box) {
    for (const bool dark : {false, true}) {
        const auto set = SymbolSet::load({}, dark);
        for (const auto& symbol : set.symbols()) {
            float reach = 0;
            for (const auto& part : symbol.parts) {
                ASSERT_FALSE(part.paths.ends.empty()) << symbol.name;
                EXPECT_EQ(part.paths.ends.back(), part.paths.spots.size()) << symbol.name;
                const bool halo = &part == &symbol.parts.front();
                for (const auto spot : part.paths.spots) {
                    const float out = std::max(std::abs(spot.x), std::abs(spot.y)) + part.width / 2;
                    EXPECT_LE(out, halo ? 0.64F : 0.505F) << symbol.name;
                    reach = std::max(reach, out);
                }
            }
            EXPECT_GE(reach, 0.4F) << symbol.name << " is smaller than its box";
        }
    }
}

// In grey too: the shapes tell the types apart, not the colours.
TEST(Symbols, no_two_have_one_shape) {
    const auto set = SymbolSet::load();
    const auto shape = [](const Symbol& symbol) {
        std::vector<std::pair<Paths, float>> parts;
        for (const auto& part : symbol.parts) parts.emplace_back(part.paths, part.width);
        return parts;
    };
    const auto& all = set.symbols();
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = i + 1; j < all.size(); ++j)
            EXPECT_FALSE(shape(all[i]) == shape(all[j])) << all[i].name << " and " << all[j].name;
}

TEST(Symbols, colours_of_families) {
    const auto light = SymbolSet::load(), dark = SymbolSet::load({}, true);
    const auto house = light.find("provider/shelter_state").value();
    EXPECT_EQ(light.family_colour(house), (Colour{0xC2, 0x41, 0x0C, 255}));
    EXPECT_EQ(dark.family_colour(house), (Colour{0xFF, 0x94, 0x66, 255}));
    EXPECT_EQ(light.symbols()[house].parts.at(0).colour, (Colour{255, 255, 255, 255})) << "the halo";
    EXPECT_EQ(dark.symbols()[house].parts.at(0).colour, (Colour{0x12, 0x17, 0x1B, 255}));
    EXPECT_EQ(dark.symbols()[house].parts.at(1).colour, dark.family_colour(house));
    EXPECT_EQ(light.family_colour(9999), (Colour{0x1B, 0x21, 0x24, 255}));
    // 1.4 px of a box of 15.5 px on each side.
    EXPECT_NEAR(light.symbols()[house].parts.at(0).width, 2 * 1.4 / 15.5, 1e-6);
}

TEST(Symbols, wrong_files_are_refused_with_the_place) {
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1 H9 V9 Z","fill":"ink"}]})")), "accepted");
    EXPECT_EQ(complaint("{"), "symbols.json: line 1, column 2: this is not JSON");
    EXPECT_EQ(complaint("{}"), "symbols.json: symbols: \"colours\" is missing");
    EXPECT_EQ(complaint(with("3")), "symbols.json: symbols.a: expected: an object");
    EXPECT_EQ(complaint(with("{}")), "symbols.json: symbols.a: \"parts\" is missing");
    EXPECT_EQ(complaint(with(R"({"parts":[]})")), "symbols.json: symbols.a.parts: expected: a list of parts");
    EXPECT_EQ(complaint(with(R"({"size":3,"parts":[]})")), "symbols.json: symbols.a.size: unknown property");
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1 H9 V9 Z","fill":"blood"}]})")),
              "symbols.json: symbols.a.parts[0].fill: \"blood\" is not a colour");
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1 H9 V9 Z","stroke":"ink"}]})")),
              "symbols.json: symbols.a.parts[0]: \"width\" is missing");
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1 H9 V9 Z","fill":"ink","stroke":"ink"}]})")),
              "symbols.json: symbols.a.parts[0]: a part is either filled or stroked");
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1","fill":"ink"}]})")),
              "symbols.json: symbols.a.parts[0].path: the path draws nothing");
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1 L9 S","fill":"ink"}]})")),
              "symbols.json: symbols.a.parts[0].path: the path \"M1 1 L9 S\" cannot be read from character 9 on");
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1 H9","fill":"ink"}]})"), R"({"x":{"kind":"waves"}})"),
              "patterns.json: x.kind: \"waves\" is none of: lines, cross, dots");
    EXPECT_EQ(complaint(with(R"({"parts":[{"path":"M1 1 H9","fill":"ink"}]})"),
                        R"({"x":{"kind":"dots","period":1,"width":1}})"),
              "patterns.json: x.width: the width is not less than the period");
    EXPECT_THROW(SymbolSet::load("/nowhere/at/all"), base::Error);
}

TEST(SymbolPath, lines_and_closing) {
    const auto paths = flatten_path("M1 2 L3 4 h2 v-1 H0 V0 z m1 1 1,0 .5.5", 0.01);
    EXPECT_EQ(paths.ends.size(), 2U);
    const std::vector<Spot> first{{1, 2}, {3, 4}, {5, 4}, {5, 3}, {0, 3}, {0, 0}, {1, 2}};
    EXPECT_EQ(std::vector<Spot>(paths.spots.begin(), paths.spots.begin() + 7), first);
    // "m1 1" from where the first path began; further pairs are lines.
    EXPECT_EQ(std::vector<Spot>(paths.spots.begin() + 7, paths.spots.end()),
              (std::vector<Spot>{{2, 3}, {3, 3}, {3.5F, 3.5F}}));
}

TEST(SymbolPath, curves_stay_within_the_tolerance) {
    const auto circle = flatten_path("M-1 0 A1 1 0 0 1 1 0 A1 1 0 0 1 -1 0 Z", 0.001);
    EXPECT_GT(circle.spots.size(), 20U);
    EXPECT_LT(circle.spots.size(), 200U);
    for (std::size_t i = 0; i + 1 < circle.spots.size(); ++i) {
        const auto a = circle.spots[i], b = circle.spots[i + 1];
        EXPECT_NEAR(std::hypot(a.x, a.y), 1, 1e-5);
        EXPECT_GE(std::hypot((a.x + b.x) / 2, (a.y + b.y) / 2), 1 - 0.00101);
    }
    EXPECT_EQ(circle.spots.front(), circle.spots.back());
    // The middle of a cubic and of a quadratic curve, by hand.
    const auto has = [](const Paths& paths, float x, float y) {
        for (const auto spot : paths.spots)
            if (std::hypot(spot.x - x, spot.y - y) < 0.05) return true;
        return false;
    };
    EXPECT_TRUE(has(flatten_path("M0 0 C0 4 4 4 4 0", 0.001), 2, 3));
    EXPECT_TRUE(has(flatten_path("M0 0 Q2 4 4 0", 0.001), 2, 2));
    EXPECT_TRUE(has(flatten_path("M0 0 A2 1 90 0 0 2 0", 0.001), 1, 2)) << "turned by a quarter, too flat: stretched";
}

TEST(SymbolPath, what_is_no_path_is_refused) {
    for (const auto* wrong :
         {"L1 1", "M1", "M1 1 X", "M1 1 L", "M1 1 A1 1 0 2 0 3 3", "M1 1 C1 1 2 2", "5", "M1 1e5 2"})
        EXPECT_THROW(flatten_path(wrong, 0.01), base::Error) << wrong;
    EXPECT_TRUE(flatten_path("", 0.01).spots.empty());
}

TEST(Symbols, missing_ones_are_named_with_their_layer) {
    const auto set = SymbolSet::load();
    const auto complaint_of = [&](const std::string& type, const std::string& block) {
        const auto style = parse_style(
            R"({"version":8,"layers":[{"id":"posts","type":")" + type + R"(","source":"x",)" + block + "}]}",
            "mine.json");
        try {
            check_symbols(style, set);
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    EXPECT_EQ(complaint_of("symbol", R"("layout":{"icon-image":"border/custom"})"),
              "layer \"posts\": there is no symbol \"border/custom\"");
    EXPECT_EQ(
        complaint_of("symbol", R"("layout":{"icon-image":["match",["get","k"],"a","border/customs","border/x"]})"),
        "layer \"posts\": there is no symbol \"border/x\"");
    EXPECT_EQ(complaint_of("symbol", R"("layout":{"icon-image":["match",["get","k"],"a","border/customs",""]})"),
              "accepted");
    EXPECT_EQ(complaint_of("fill", R"("paint":{"fill-pattern":"waves"})"),
              "layer \"posts\": there is no pattern \"waves\"");
    EXPECT_EQ(complaint_of("fill", R"("paint":{"fill-pattern":"cross"})"), "accepted");
}

}  // namespace
}  // namespace balise::map
