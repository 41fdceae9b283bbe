#include "map/labels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace balise::map {
namespace {

constexpr Frame sheet{0, 0, 182, 139};

bool boxes_overlap(const Frame& a, const Frame& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool inside(const Frame& inner, const Frame& outer) {
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
           inner.bottom <= outer.bottom;
}

Frame about(Spot spot, float half) {
    return {spot.x - half, spot.y - half, spot.x + half, spot.y + half};
}

// Whether a segment comes into a box, found by walking along it.
bool comes_into(Spot a, Spot b, const Frame& box) {
    for (int i = 0; i <= 400; ++i) {
        const float t = static_cast<float>(i) / 400;
        const Spot at{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        if (at.x > box.left && at.x < box.right && at.y > box.top && at.y < box.bottom) return true;
    }
    return false;
}

LabelWish point(const std::string& words, Spot anchor, double priority = 1) {
    LabelWish wish;
    wish.words = words;
    wish.style.size = points(6.8);
    wish.anchor = anchor;
    wish.radius = 1.2F;
    wish.priority = priority;
    wish.halo = 0.4;
    return wish;
}

// Nothing over anything, all inside, each wish either placed or left out.
void expect_sound(const Placement& placement, const std::vector<LabelWish>& wishes,
                  const std::vector<Obstacle>& obstacles, const Frame& frame) {
    std::vector<bool> told(wishes.size(), false);
    for (const PlacedLabel& label : placement.placed) {
        told[label.wish] = true;
        EXPECT_FALSE(label.runs.empty());
        for (const Frame& box : label.boxes) {
            EXPECT_TRUE(inside(box, frame)) << wishes[label.wish].words;
            for (const Obstacle& obstacle : obstacles) {
                // What must be there lies over a line rather than nowhere.
                if (obstacle.segment && (wishes[label.wish].required || wishes[label.wish].leader)) continue;
                if (obstacle.owner != 0 && obstacle.owner == wishes[label.wish].owner) continue;
                const bool met = obstacle.segment ? comes_into(obstacle.segment->first, obstacle.segment->second, box)
                                                  : boxes_overlap(box, obstacle.box);
                EXPECT_FALSE(met) << wishes[label.wish].words;
            }
        }
    }
    for (std::size_t i = 0; i < placement.placed.size(); ++i)
        for (std::size_t j = 0; j < placement.placed.size(); ++j) {
            if (i == j) continue;
            const PlacedLabel &a = placement.placed[i], &b = placement.placed[j];
            for (const Frame& box : a.boxes) {
                for (const Frame& other : b.boxes) EXPECT_FALSE(boxes_overlap(box, other));
                EXPECT_FALSE(b.leader && comes_into(b.leader->first, b.leader->second, box));
            }
        }
    for (const std::size_t wish : placement.left_out) {
        EXPECT_FALSE(told[wish]);
        told[wish] = true;
    }
    EXPECT_TRUE(std::all_of(told.begin(), told.end(), [](bool one) { return one; }));
}

bool same(const Placement& a, const Placement& b) {
    return a.left_out == b.left_out && std::equal(a.placed.begin(), a.placed.end(), b.placed.begin(), b.placed.end(),
                                                  [](const PlacedLabel& x, const PlacedLabel& y) {
                                                      return x.wish == y.wish && x.runs == y.runs && x.box == y.box;
                                                  });
}

TEST(Labels, PreferTheRight) {
    Typesetter typesetter;
    const std::vector<LabelWish> wishes{point("Plibo", {50, 50})};
    const Placement placement = place_labels(wishes, {}, sheet, typesetter);
    ASSERT_EQ(placement.placed.size(), 1U);
    const Frame box = placement.placed[0].box;
    EXPECT_NEAR(box.left, 51.2, 0.01);
    const double cap = typesetter.line("Plibo", wishes[0].style).cap_height;
    EXPECT_NEAR(placement.placed[0].runs[0].origin.y, 50 + cap / 2, 0.1);  // the capitals level with the symbol
}

TEST(Labels, GoElsewhereAtTheEdgeAndBesideObstacles) {
    Typesetter typesetter;
    const auto where = [&](Spot anchor, const std::vector<Obstacle>& obstacles) {
        const std::vector<LabelWish> wishes{point("Plibo", anchor)};
        const Placement placement = place_labels(wishes, obstacles, sheet, typesetter);
        expect_sound(placement, wishes, obstacles, sheet);
        return placement.placed.empty() ? Frame{} : placement.placed[0].box;
    };
    EXPECT_LT(where({180, 50}, {}).right, 180);
    Obstacle wall;
    wall.box = {52, 0, 60, 139};
    EXPECT_LT(where({50, 50}, {wall}).right, 50);
    Obstacle river;
    river.segment = {{52, 0}, {52, 139}};
    river.half_width = 0.3F;
    EXPECT_LT(where({50, 50}, {river}).right, 50);
    Obstacle all;
    all.box = sheet;
    EXPECT_EQ(where({50, 50}, {all}), Frame{});
}

TEST(Labels, DoNotMindWhatIsTheirOwn) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes{point("12", {50, 50})};
    wishes[0].owner = 7;
    Obstacle own;
    own.box = {40, 40, 60, 60};
    own.owner = 7;
    EXPECT_EQ(place_labels(wishes, {own}, sheet, typesetter).placed.size(), 1U);
    own.owner = 8;
    EXPECT_EQ(place_labels(wishes, {own}, sheet, typesetter).left_out.size(), 1U);
}

TEST(Labels, HigherPriorityComesFirstAndEqualsInOrder) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes{point("Plibo", {50, 50}, 1), point("Bouaké", {50, 50}, 9),
                                  point("Kanouan", {50, 50}, 1)};
    for (LabelWish& wish : wishes) wish.centred = true;
    const Placement placement = place_labels(wishes, {}, sheet, typesetter);
    ASSERT_EQ(placement.placed.size(), 1U);
    EXPECT_EQ(placement.placed[0].wish, 1U);
    EXPECT_EQ(placement.left_out, (std::vector<std::size_t>{0, 2}));
    EXPECT_NEAR((placement.placed[0].box.left + placement.placed[0].box.right) / 2, 50, 0.01);
}

TEST(Labels, ATownAndThePostBesideItAreNamedOnce) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes{point("Noé", {60, 60}, 1), point("Noé", {66, 60}, 3), point("Niablé", {60, 66}, 2),
                                  point("Noé", {120, 60}, 1)};
    for (auto& wish : wishes) wish.once_within = 14;
    const auto named = [&] {
        const auto placement = place_labels(wishes, {}, sheet, typesetter);
        EXPECT_TRUE(placement.left_out.empty()) << "a name that is said is not missing";
        std::vector<std::size_t> numbers;
        for (const auto& label : placement.placed) numbers.push_back(label.wish);
        return numbers;
    };
    EXPECT_EQ(named(), (std::vector<std::size_t>{1, 2, 3})) << "the higher one stays; the one far away is another";
    wishes[1].once_within = 0;
    EXPECT_EQ(named(), (std::vector<std::size_t>{0, 1, 2, 3})) << "only among wishes that have it";
}

TEST(Labels, TheOtherNamesItWhereTheFirstFindsNoRoom) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes{point("Noé", {60, 60}, 3), point("Noé", {68, 60}, 1)};
    for (auto& wish : wishes) wish.once_within = 14;
    Obstacle wall;
    wall.box = about({60, 60}, 6);
    wall.owner = 9;
    const auto placement = place_labels(wishes, {wall}, sheet, typesetter);
    ASSERT_EQ(placement.placed.size(), 1U);
    EXPECT_TRUE(placement.left_out.empty());
}

TEST(Labels, AskedPositionsComeInTheirOrder) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes{point("14", {50, 50})};
    wishes[0].anchors = {"top", "left"};
    EXPECT_LT(place_labels(wishes, {}, sheet, typesetter).placed.at(0).box.bottom, 50);
    Obstacle above;
    above.box = {0, 0, 182, 48};
    EXPECT_LT(place_labels(wishes, {above}, sheet, typesetter).placed.at(0).box.right, 50);
    EXPECT_EQ(positions_away_from({50, 50}, {60, 50}).front(), "right");
    EXPECT_EQ(positions_away_from({50, 50}, {43, 57}).front(), "bottom-left");
    EXPECT_EQ(positions_away_from({50, 50}, {50, 40}).back(), "bottom");
}

TEST(Labels, LeadersReachOutOfACrowd) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes{point("Bouaké", {90, 70})};
    Obstacle crowd;
    crowd.box = {85, 65, 95, 75};
    crowd.owner = 3;
    std::vector<Obstacle> obstacles;
    for (int i = 0; i < 12; ++i) {
        const auto angle = static_cast<float>(i) * 0.5236F;
        Obstacle one;
        one.box = about({90 + 4.5F * std::cos(angle), 70 + 4.5F * std::sin(angle)}, 0.6F);
        obstacles.push_back(one);
    }
    EXPECT_EQ(place_labels(wishes, obstacles, sheet, typesetter).left_out.size(), 1U);
    wishes[0].leader = true;
    const Placement placement = place_labels(wishes, obstacles, sheet, typesetter);
    ASSERT_EQ(placement.placed.size(), 1U);
    expect_sound(placement, wishes, obstacles, sheet);
    ASSERT_TRUE(placement.placed[0].leader.has_value());
    const auto [from, to] = *placement.placed[0].leader;
    EXPECT_NEAR(std::hypot(from.x - 90, from.y - 70), 1.2, 0.05);
    EXPECT_LT(std::hypot(to.x - 90, to.y - 70), 14);
    for (const Obstacle& obstacle : obstacles) EXPECT_FALSE(comes_into(from, to, obstacle.box));
}

TEST(Labels, ALowerLabelMayMoveAHigherOneAsideButNotOut) {
    Typesetter typesetter;
    // The higher takes the right, which is the only place of the lower; it can go to the left.
    std::vector<LabelWish> wishes{point("Bouaké", {50, 50}, 9), point("Plibo", {66, 50}, 1)};
    wishes[1].anchors = {"left"};
    Obstacle far;  // keeps the lower from moving further away
    far.box = {0, 0, 1, 1};
    const Placement placement = place_labels(wishes, {far}, sheet, typesetter);
    EXPECT_EQ(placement.placed.size(), 2U);
    expect_sound(placement, wishes, {far}, sheet);
    wishes[0].anchors = {"right"};
    wishes[1].anchor = {60, 50};
    const Placement alone = place_labels(wishes, {}, sheet, typesetter);
    ASSERT_EQ(alone.placed.size(), 1U);
    EXPECT_EQ(alone.placed[0].wish, 0U);
}

TEST(Labels, RequiredOnesLieOverLinesRatherThanNowhere) {
    LabelWish number;
    number.words = "12";
    number.style.size = 2.5;
    number.anchor = {20, 20};
    number.radius = 2;
    std::vector<Obstacle> lines;
    for (int i = 0; i <= 40; ++i) {
        const auto x = static_cast<float>(i);
        lines.push_back({{}, std::pair{Spot{x, 0}, Spot{x, 40}}, 0.1F, 0});
    }
    const Frame frame{0, 0, 40, 40};
    Typesetter setter;
    EXPECT_EQ(place_labels({number}, lines, frame, setter).left_out.size(), 1U);
    number.required = true;
    EXPECT_EQ(place_labels({number}, lines, frame, setter).placed.size(), 1U);
    EXPECT_EQ(place_labels({number}, {{frame, {}, 0, 0}}, frame, setter).left_out.size(), 1U);
}

// A symbol that gives way, and its name with it.
TEST(Labels, BoxesGoAsideAndNamesFollow) {
    LabelWish symbol;
    symbol.box = 4;
    symbol.owner = 1;
    symbol.priority = 2;
    symbol.anchor = {50, 50};
    LabelWish name;
    name.words = "Noé";
    name.style.size = 2.5;
    name.owner = 1;
    name.priority = 1;
    name.anchor = {50, 50};
    name.radius = 2.5F;
    name.follows = 0;
    Typesetter setter;
    const Frame frame{0, 0, 100, 100};
    const auto free = place_labels({symbol, name}, {}, frame, setter);
    ASSERT_EQ(free.placed.size(), 2U);
    EXPECT_EQ(free.placed[0].box, (Frame{48, 48, 52, 52}));
    EXPECT_TRUE(free.placed[0].runs.empty());
    const Frame taken{46, 46, 54, 54};
    const auto aside = place_labels({symbol, name}, {{taken, {}, 0, 0}}, frame, setter);
    ASSERT_EQ(aside.placed.size(), 2U);
    const auto& box = aside.placed[0].box;
    EXPECT_TRUE(box.right <= 46 || box.left >= 54 || box.bottom <= 46 || box.top >= 54);
    EXPECT_NEAR(box.width(), 4, 1e-4);
    EXPECT_LT(std::hypot((box.left + box.right) / 2 - 50, (box.top + box.bottom) / 2 - 50), 9);
    EXPECT_NEAR(aside.placed[1].box.left, box.right + 0.5F, 0.6);
    const auto nowhere = place_labels({symbol, name}, {{frame, {}, 0, 0}}, frame, setter);
    EXPECT_EQ(nowhere.left_out, (std::vector<std::size_t>{0, 1}));
}

TEST(Labels, RequiredOnesTryHarder) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes{point("14", {50, 50})};
    Obstacle block;
    block.box = {44.5F, 44.5F, 55.5F, 55.5F};
    EXPECT_EQ(place_labels(wishes, {block}, sheet, typesetter).left_out.size(), 1U);
    wishes[0].required = true;
    EXPECT_EQ(place_labels(wishes, {block}, sheet, typesetter).placed.size(), 1U);
}

TEST(Labels, OddWishesAreLeftOut) {
    Typesetter typesetter;
    std::vector<LabelWish> wishes(8, point("", {50, 50}));
    wishes[1] = point("x", {NAN, 3});
    wishes[2] = point("x", {1e30F, 3});
    for (std::size_t i = 3; i < 6; ++i) wishes[i] = point(i == 5 ? "   " : "x", {50, 50});
    wishes[3].shape = LabelShape::area;
    wishes[4].shape = LabelShape::line;
    wishes[5].shape = LabelShape::line;
    wishes[5].line = {{{0, 10}, {100, 10}}, {2}};
    wishes[6] = wishes[5];
    wishes[6].words = "x";
    wishes[6].line = {{{5, 5}, {5, 5}, {NAN, 2}}, {3}};
    wishes[7].shape = LabelShape::area;
    wishes[7].words = "x";
    wishes[7].line = {{{5, 5}, {5, 5}, {9, 5}}, {3}};
    Obstacle odd;
    odd.box = {NAN, 0, 1, 1};
    const Placement placement = place_labels(wishes, {odd}, sheet, typesetter);
    EXPECT_TRUE(placement.placed.empty());
    EXPECT_EQ(placement.left_out.size(), wishes.size());
    EXPECT_TRUE(place_labels({}, {}, sheet, typesetter).placed.empty());
    EXPECT_TRUE(place_labels({point("x", {0, 0})}, {}, {0, 0, 0, 0}, typesetter).placed.empty());
}

Paths river(double amplitude, double length, int steps = 300) {
    Paths paths;
    for (int i = 0; i <= steps; ++i) {
        const double x = 5 + length * i / steps;
        paths.spots.push_back({static_cast<float>(x), static_cast<float>(60 + amplitude * std::sin(x / 12))});
    }
    paths.ends = {static_cast<std::uint32_t>(paths.spots.size())};
    return paths;
}

LabelWish along(const std::string& words, Paths line) {
    LabelWish wish = point(words, {});
    wish.shape = LabelShape::line;
    wish.line = std::move(line);
    return wish;
}

TEST(LineLabels, FollowTheLineUprightInEitherDirection) {
    Typesetter typesetter;
    for (const bool reversed : {false, true}) {
        LabelWish wish = along("Bandama Blanc", river(8, 100));
        if (reversed) std::reverse(wish.line.spots.begin(), wish.line.spots.end());
        const std::vector<LabelWish> wishes{wish};
        const Placement placement = place_labels(wishes, {}, sheet, typesetter);
        ASSERT_EQ(placement.placed.size(), 1U);
        expect_sound(placement, wishes, {}, sheet);
        const auto& runs = placement.placed[0].runs;
        std::string words;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            words += runs[i].text;
            EXPECT_LT(std::abs(runs[i].angle), 1.55F);
            if (i > 0) {
                EXPECT_LE(std::abs(runs[i].angle - runs[i - 1].angle), 0.437F);  // 25°
                EXPECT_GT(runs[i].origin.x, runs[i - 1].origin.x);
            }
            const float y = 60 + 8 * std::sin(runs[i].origin.x / 12);
            EXPECT_NEAR(runs[i].origin.y, y, 3.5);
        }
        EXPECT_EQ(words, "Bandama Blanc");
    }
}

TEST(LineLabels, NeedALineThatIsLongAndStraightEnough) {
    Typesetter typesetter;
    EXPECT_TRUE(place_labels({along("Bandama Blanc", river(8, 12))}, {}, sheet, typesetter).placed.empty());
    Paths zigzag;
    for (int i = 0; i < 40; ++i) zigzag.spots.push_back({static_cast<float>(5 + 4 * i), i % 2 == 0 ? 40.0F : 51.0F});
    zigzag.ends = {40};
    EXPECT_TRUE(place_labels({along("Bandama Blanc", zigzag)}, {}, sheet, typesetter).placed.empty());
}

TEST(LineLabels, AreRepeatedOnALongLineAndJoinItsPieces) {
    Typesetter typesetter;
    const Frame wide{0, 0, 700, 139};
    const std::vector<LabelWish> wishes{along("N’Zi", river(5, 600, 2000))};
    const Placement placement = place_labels(wishes, {}, wide, typesetter);
    EXPECT_GE(placement.placed.size(), 3U);
    EXPECT_LE(placement.placed.size(), 6U);
    expect_sound(placement, wishes, {}, wide);
    Paths pieces = river(5, 30, 6);  // pieces of 5 mm, too short by themselves
    Paths cut;
    for (std::size_t i = 0; i + 1 < pieces.spots.size(); ++i) {
        cut.spots.push_back(pieces.spots[i + i % 2]);
        cut.spots.push_back(pieces.spots[i + 1 - i % 2]);
        cut.ends.push_back(static_cast<std::uint32_t>(cut.spots.size()));
    }
    EXPECT_EQ(place_labels({along("Bandama", cut)}, {}, sheet, typesetter).placed.size(), 1U);
}

TEST(LineLabels, KeepMarksOnTheirLetters) {
    Typesetter typesetter;
    const Placement placement = place_labels({along("Kɔ\u0301fi", river(2, 60))}, {}, sheet, typesetter);
    ASSERT_EQ(placement.placed.size(), 1U);
    EXPECT_EQ(placement.placed[0].runs.size(), 4U);
    EXPECT_EQ(placement.placed[0].runs[1].text, "ɔ\u0301");
}

bool even_odd(const Paths& rings, Spot spot) {
    bool result = false;
    std::uint32_t begin = 0;
    for (const std::uint32_t end : rings.ends) {
        for (std::uint32_t i = begin, j = end - 1; i < end; j = i++) {
            const Spot a = rings.spots[i], b = rings.spots[j];
            if ((a.y > spot.y) != (b.y > spot.y) && spot.x < (b.x - a.x) * (spot.y - a.y) / (b.y - a.y) + a.x)
                result = !result;
        }
        begin = end;
    }
    return result;
}

LabelWish within_rings(const std::string& words, Paths rings, Spot anchor) {
    LabelWish wish = point(words, anchor);
    wish.shape = LabelShape::area;
    wish.style.letter_spacing = 0.25;
    wish.line = std::move(rings);
    return wish;
}

TEST(AreaLabels, LieWhollyInsideOrNowhere) {
    Typesetter typesetter;
    std::mt19937 random(11);
    int placed = 0;
    for (int round = 0; round < 200; ++round) {
        Paths star;
        const int corners = 5 + static_cast<int>(random() % 20);
        const float size = 4 + static_cast<float>(random() % 40);
        for (int i = 0; i < corners; ++i) {
            const float angle = 6.2832F * static_cast<float>(i) / static_cast<float>(corners);
            const float r = size * (0.3F + static_cast<float>(random() % 700) / 1000);
            star.spots.push_back({90 + r * std::cos(angle), 70 + r * std::sin(angle)});
        }
        star.ends = {static_cast<std::uint32_t>(corners)};
        const std::vector<LabelWish> wishes{within_rings("HAMBOL", star, {90, 70})};
        const Placement placement = place_labels(wishes, {}, sheet, typesetter);
        expect_sound(placement, wishes, {}, sheet);
        for (const PlacedLabel& label : placement.placed) {
            ++placed;
            for (int i = 0; i <= 20; ++i) {
                const float x = label.box.left + label.box.width() * static_cast<float>(i) / 20;
                EXPECT_TRUE(even_odd(star, {x, label.box.top}));
                EXPECT_TRUE(even_odd(star, {x, label.box.bottom}));
            }
            for (const Spot corner : star.spots) EXPECT_FALSE(label.box.contains(corner));
        }
    }
    EXPECT_GT(placed, 80);
    EXPECT_LT(placed, 200);
}

TEST(AreaLabels, KeepOutOfHolesAndObstaclesAndInsideTheFrame) {
    Typesetter typesetter;
    const Paths lake{{{-50, 40}, {120, 40}, {120, 100}, {-50, 100}, {30, 50}, {90, 50}, {90, 90}, {30, 90}}, {4, 8}};
    Obstacle town;
    town.box = {91, 41, 119, 99};
    const std::vector<LabelWish> wishes{within_rings("BÉRÉ", lake, {60, 70})};
    const Placement placement = place_labels(wishes, {town}, sheet, typesetter);
    ASSERT_EQ(placement.placed.size(), 1U);
    expect_sound(placement, wishes, {town}, sheet);
    EXPECT_FALSE(boxes_overlap(placement.placed[0].box, {30, 50, 90, 90}));
}

TEST(AreaLabels, LieWhereWishedWhenThereIsRoom) {
    Typesetter typesetter;
    const Paths square{{{10, 10}, {170, 10}, {170, 130}, {10, 130}}, {4}};
    const Placement placement = place_labels({within_rings("HAMBOL", square, {60, 90})}, {}, sheet, typesetter);
    ASSERT_EQ(placement.placed.size(), 1U);
    const Frame box = placement.placed[0].box;
    EXPECT_NEAR((box.left + box.right) / 2, 60, 1);
    EXPECT_NEAR((box.top + box.bottom) / 2, 90, 1);
}

TEST(Labels, AnyCrowdIsSound) {
    Typesetter typesetter;
    for (unsigned seed = 1; seed <= 6; ++seed) {
        std::mt19937 random(seed);
        const auto number = [&](float from, float to) {
            return from + (to - from) * static_cast<float>(random() % 10000) / 10000;
        };
        std::vector<LabelWish> wishes;
        std::vector<Obstacle> obstacles;
        for (int i = 0; i < 220; ++i) {
            LabelWish wish = point(i % 3 == 0 ? "Kouassi Kouamékro" : "Plibo", {number(-5, 187), number(-5, 144)},
                                   static_cast<double>(random() % 5));
            wish.owner = static_cast<std::uint32_t>(i + 1);
            wish.leader = i % 5 == 0;
            wish.required = i % 7 == 0;
            Obstacle symbol;
            symbol.box = about(wish.anchor, 0.8F);
            symbol.owner = wish.owner;
            obstacles.push_back(symbol);
            wishes.push_back(wish);
        }
        for (int i = 0; i < 10; ++i) {
            Obstacle road;
            road.segment = {{number(0, 182), number(0, 139)}, {number(0, 182), number(0, 139)}};
            road.half_width = 0.2F;
            obstacles.push_back(road);
        }
        wishes.push_back(along("Bandama Blanc", river(6, 170)));
        wishes.push_back(within_rings("HAMBOL", {{{100, 20}, {170, 30}, {160, 80}, {90, 70}}, {4}}, {130, 50}));
        const Placement placement = place_labels(wishes, obstacles, sheet, typesetter);
        expect_sound(placement, wishes, obstacles, sheet);
        EXPECT_GT(placement.placed.size(), 60U);
        EXPECT_TRUE(same(placement, place_labels(wishes, obstacles, sheet, typesetter)));
    }
}

}  // namespace
}  // namespace balise::map
