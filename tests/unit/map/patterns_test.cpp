// Dashes along lines, hatches in areas, clusters of symbols.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "map/clusters.hpp"
#include "map/dash.hpp"
#include "map/hatch.hpp"
#include "unit/map/path_length.hpp"

namespace {

using namespace balise::map;
using test::length;

double area(const Paths& rings) {  // even-odd for rings that do not cross: by their signs
    double sum = 0;
    std::size_t first = 0;
    for (const auto end : rings.ends) {
        for (std::size_t i = first; i < end; ++i) {
            const Spot a = rings.spots[i], b = rings.spots[i + 1 < end ? i + 1 : first];
            sum += static_cast<double>(a.x) * static_cast<double>(b.y) -
                   static_cast<double>(b.x) * static_cast<double>(a.y);
        }
        first = end;
    }
    return std::abs(sum) / 2;
}

TEST(Dash, ShareOfTheLineIsThatOfThePattern) {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> place(0, 200);
    for (int turn = 0; turn < 100; ++turn) {
        Paths line;
        for (int i = 0; i < 40; ++i) line.spots.push_back({place(random), place(random)});
        line.ends = {40};
        Paths out;
        cut_dashes(line, {2, 1, 0.5, 1}, {}, out);
        EXPECT_NEAR(length(out) / length(line), 2.5 / 4.5, 0.002);
        EXPECT_EQ(out.ends.back(), out.spots.size());
    }
}

TEST(Dash, KnownPiecesAndPhase) {
    const Paths line{{{0, 0}, {10, 0}}, {2}};
    Paths out;
    cut_dashes(line, {3, 2}, {}, out);
    EXPECT_EQ(out, (Paths{{{0, 0}, {3, 0}, {5, 0}, {8, 0}}, {2, 4}}));
    out = {};
    cut_dashes(line, {3, 2}, {4}, out);
    EXPECT_EQ(out, (Paths{{{1, 0}, {4, 0}, {6, 0}, {9, 0}}, {2, 4}})) << "the line began 4 mm before";
    out = {};
    cut_dashes(line, {4}, {}, out);  // odd: 4 of line, 4 of gap
    EXPECT_EQ(out, (Paths{{{0, 0}, {4, 0}, {8, 0}, {10, 0}}, {2, 4}}));
    out = {};
    cut_dashes({{{0, 0}, {3, 0}, {3, 7}}, {3}}, {4, 2}, {}, out);
    EXPECT_EQ(out.ends, (std::vector<std::uint32_t>{3, 5})) << "a dash goes round a corner in one piece";
}

TEST(Dash, PatternsThatAreNoneLeaveTheLineWhole) {
    const Paths line{{{0, 0}, {10, 0}}, {2}};
    for (const std::vector<double>& pattern : {std::vector<double>{}, {0, 0}, {1, -1, 3}, {0.001, 0.001}}) {
        Paths out;
        cut_dashes(line, pattern, {}, out);
        EXPECT_EQ(out, line);
    }
    Paths out;
    cut_dashes({{{1, 1}, {1, 1}}, {2}}, {1, 1}, {}, out);
    cut_dashes({}, {1, 1}, {}, out);
    EXPECT_LE(out.ends.size(), 1U);
    out = {};
    cut_dashes(line, {0, 2}, {}, out);  // dots, for round caps
    EXPECT_GE(out.ends.size(), 4U);
}

Paths star(std::mt19937& random, Spot middle, float size, int corners) {
    std::uniform_real_distribution<float> radius(0.3F, 1);
    Paths ring;
    for (int i = 0; i < corners; ++i) {
        const float angle = 6.2831853F * static_cast<float>(i) / static_cast<float>(corners);
        const float r = size * radius(random);
        ring.spots.push_back({middle.x + r * std::cos(angle), middle.y + r * std::sin(angle)});
    }
    ring.ends = {static_cast<std::uint32_t>(ring.spots.size())};
    return ring;
}

TEST(Hatch, LinesHaveTheDensityOfThePatternAndLieInside) {
    std::mt19937 random(4);
    for (int turn = 0; turn < 60; ++turn) {
        Paths rings = star(random, {50, 40}, 40, 17);
        const Paths hole = star(random, {50, 40}, 8, 9);  // within 0.3 × 40
        for (const auto& spot : hole.spots) rings.spots.push_back(spot);
        std::reverse(rings.spots.begin() + 17, rings.spots.end());  // for `area`
        rings.ends.push_back(static_cast<std::uint32_t>(rings.spots.size()));
        const Pattern lines{"a", Pattern::Kind::lines, 0.5, 0.1, 45.0 + turn};
        Paths out;
        hatch_lines(rings, 0, 2, lines, out);
        EXPECT_NEAR(length(out) * 0.5, area(rings), area(rings) * 0.02);
        const Pattern cross{"b", Pattern::Kind::cross, 0.5, 0.1, 45};
        Paths twice;
        hatch_lines(rings, 0, 2, cross, twice);
        EXPECT_NEAR(length(twice) * 0.5, 2 * area(rings), area(rings) * 0.04);
        const Pattern dots{"c", Pattern::Kind::dots, 0.5, 0.1, 45};
        std::vector<Spot> points;
        hatch_dots(rings, 0, 2, dots, points);
        EXPECT_NEAR(static_cast<double>(points.size()) * 0.25, area(rings), area(rings) * 0.05);
        for (const auto& dot : points)
            EXPECT_FALSE(std::hypot(dot.x - 50, dot.y - 40) < 8 * 0.29F) << "a dot in the hole";
    }
}

TEST(Hatch, NeighboursFitTogether) {
    // Two halves of a square have together the hatch of the whole.
    const Paths left{{{0, 0}, {10, 0}, {13, 20}, {0, 20}}, {4}}, right{{{10, 0}, {30, 0}, {30, 20}, {13, 20}}, {4}};
    const Paths whole{{{0, 0}, {30, 0}, {30, 20}, {0, 20}}, {4}};
    const Pattern lines{"a", Pattern::Kind::lines, 1.7, 0.1, 45};
    const Pattern dots{"c", Pattern::Kind::dots, 1.7, 0.1, 45};
    Paths a, b;
    hatch_lines(left, 0, 1, lines, a);
    hatch_lines(right, 0, 1, lines, a);
    hatch_lines(whole, 0, 1, lines, b);
    EXPECT_NEAR(length(a), length(b), 1e-3);
    std::vector<Spot> p, q;
    hatch_dots(left, 0, 1, dots, p);
    hatch_dots(right, 0, 1, dots, p);
    hatch_dots(whole, 0, 1, dots, q);
    EXPECT_EQ(p.size(), q.size());
    for (std::size_t i = 0; i + 1 < b.spots.size(); i += 2)  // 45° to the upper right, tied to the origin
        EXPECT_NEAR(std::remainder(static_cast<double>(b.spots[i].x + b.spots[i].y) * std::sqrt(0.5), 1.7), 0, 1e-3);
}

TEST(Hatch, NothingComesOfNothing) {
    Paths out;
    std::vector<Spot> dots;
    hatch_lines({}, 0, 0, {"a", Pattern::Kind::lines, 1, 0.1, 45}, out);
    hatch_lines({{{0, 0}, {9, 0}, {9, 9}}, {3}}, 0, 1, {"a", Pattern::Kind::lines, 0, 0.1, 45}, out);
    hatch_dots({{{0, 0}, {9, 0}}, {2}}, 0, 1, {"a", Pattern::Kind::dots, 1, 0.1, 45}, dots);
    EXPECT_TRUE(out.spots.empty());
    EXPECT_TRUE(dots.empty());
}

TEST(Clusters, EverySpotOnceAndNoDiscOverAnother) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> place(0, 180);
    for (const std::size_t count : {0U, 1U, 2U, 60U, 300U, 20000U}) {
        std::vector<balise::geo::Position> spots(count);
        for (auto& spot : spots) spot = {place(random), place(random)};
        std::set<std::size_t> seen;
        const auto clusters = clusters_of(spots);
        for (const auto& cluster : clusters) {
            ASSERT_FALSE(cluster.members.empty());
            EXPECT_TRUE(std::is_sorted(cluster.members.begin(), cluster.members.end()));
            balise::geo::Box about;
            for (const auto member : cluster.members) {
                EXPECT_TRUE(seen.insert(member).second);
                about.add(spots[member]);
            }
            EXPECT_TRUE(about.contains(cluster.centre)) << count;
            for (const auto& other : clusters) {
                if (&other == &cluster || other.members.size() < 2) continue;
                const double apart = std::hypot(other.centre.x - cluster.centre.x, other.centre.y - cluster.centre.y);
                const double disc = static_cast<double>(cluster_radius(other.members.size()) + disc_halo);
                const double own = cluster.members.size() < 2
                                       ? 2.2  // of a symbol
                                       : static_cast<double>(cluster_radius(cluster.members.size()) + disc_halo);
                EXPECT_GE(apart, disc + own - 1e-9) << cluster.members.size() << " and " << other.members.size();
            }
        }
        EXPECT_EQ(seen.size(), count);
    }
    const auto two = clusters_of({{0, 0}, {100, 0}, {1, 0}});
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[0].members, (std::vector<std::size_t>{0, 2}));
}

TEST(Clusters, WhatIsFarAwayChangesNothing) {
    std::mt19937 random(8);
    for (const double spread : {20.0, 60.0, 150.0, 600.0}) {
        std::normal_distribution<double> place(0, spread);
        std::vector<balise::geo::Position> spots(4000);
        for (auto& spot : spots) spot = {place(random), place(random)};
        const auto in_middle = [](const balise::geo::Position& p, double half) {
            return std::abs(p.x) <= half && std::abs(p.y) <= half;
        };
        // Of the clusters in the middle 20 × 20 mm: where they are and their members.
        const auto middle = [&](const std::vector<std::size_t>& chosen) {
            std::vector<balise::geo::Position> some;
            for (const auto number : chosen) some.push_back(spots[number]);
            std::set<std::vector<std::size_t>> found;
            for (const auto& cluster : clusters_of(some)) {
                if (!in_middle(cluster.centre, 10)) continue;
                std::vector<std::size_t> members;
                for (const auto member : cluster.members) members.push_back(chosen[member]);
                found.insert(members);
            }
            return found;
        };
        std::vector<std::size_t> all(spots.size()), near;
        std::iota(all.begin(), all.end(), std::size_t{0});
        for (const auto number : all)
            if (in_middle(spots[number], 10 + clusters_look_about)) near.push_back(number);
        EXPECT_EQ(middle(all), middle(near)) << spread;
    }
}

TEST(Clusters, SymbolsThatHaveRoomStayOnTheirOwn) {
    EXPECT_EQ(clusters_of({{0, 0}, {8, 0}}).size(), 2U);
    EXPECT_EQ(clusters_of({{0, 0}, {5, 0}}).size(), 1U);
    EXPECT_EQ(clusters_of({{0, 0}, {0.5, 0}, {9, 0}, {9.5, 0}}).size(), 1U) << "two discs would touch";
}

TEST(Clusters, RadiusGrowsWithTheCount) {
    EXPECT_NEAR(cluster_radius(2), 2.9, 1e-3);
    EXPECT_NEAR(cluster_radius(100), 4.8, 1e-3);
    EXPECT_NEAR(cluster_radius(1000000), 4.8, 1e-3);
    for (std::size_t n = 3; n < 100; ++n) EXPECT_GT(cluster_radius(n), cluster_radius(n - 1));
}

TEST(Clusters, SectorsMakeTheRing) {
    Paths whole;
    add_sector({5, 5}, 2, 3, 0, 2 * 3.14159265358979323846, whole);
    EXPECT_EQ(whole.ends.size(), 2U);
    Paths parts;
    add_sector({5, 5}, 2, 3, 0, 1.5, parts);
    EXPECT_NEAR(area(parts), 1.5 / 2 * (9 - 4), 0.02);
    EXPECT_GT(parts.spots[3].x, 5) << "clockwise from the top";
    EXPECT_LT(parts.spots[0].y, 5);
}

}  // namespace
