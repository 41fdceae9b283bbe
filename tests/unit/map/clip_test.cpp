// Lines and rings cut at a box, checked against point-by-point reckoning on random shapes.
#include "map/clip.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "unit/map/path_length.hpp"

namespace {

using namespace balise;
using geo::Box;
using geo::Position;
using map::Paths;
using map::Spot;
using map::test::length;

constexpr Box box{0, 0, 100, 60};

std::vector<Position> random_path(std::mt19937& random, int count) {
    std::uniform_real_distribution<double> x(-80, 180), y(-80, 140);
    std::vector<Position> path;
    for (int i = 0; i < count; ++i) path.push_back({x(random), y(random)});
    return path;
}

bool inside(const Paths& rings, double x, double y) {
    bool in = false;
    std::size_t first = 0;
    for (const auto end : rings.ends) {
        for (std::size_t i = first; i < end; ++i) {
            const Spot a = rings.spots[i], b = rings.spots[i + 1 < end ? i + 1 : first];
            const auto ay = static_cast<double>(a.y), by = static_cast<double>(b.y);
            if ((ay <= y) != (by <= y) &&
                x < static_cast<double>(a.x) + static_cast<double>(b.x - a.x) * (y - ay) / (by - ay))
                in = !in;
        }
        first = end;
    }
    return in;
}

Paths whole(const std::vector<Position>& ring) {
    Paths paths;
    for (const auto& p : ring) paths.spots.push_back({static_cast<float>(p.x), static_cast<float>(p.y)});
    paths.ends = {static_cast<std::uint32_t>(paths.spots.size())};
    return paths;
}

TEST(Clip, LinesKeepWhatLiesInTheBox) {
    std::mt19937 random(1);
    for (int turn = 0; turn < 300; ++turn) {
        auto path = random_path(random, 2 + turn % 9);
        if (turn % 3 == 0) path.push_back(path.front());
        double expected = 0;  // in small steps
        for (std::size_t i = 1; i < path.size(); ++i) {
            const double dx = path[i].x - path[i - 1].x, dy = path[i].y - path[i - 1].y;
            constexpr int steps = 20000;
            int in = 0;
            for (int k = 0; k < steps; ++k)
                if (box.contains({path[i - 1].x + dx * (k + 0.5) / steps, path[i - 1].y + dy * (k + 0.5) / steps}))
                    ++in;
            expected += std::hypot(dx, dy) * in / steps;
        }
        Paths out;
        map::clip_line(path, box, out);
        EXPECT_NEAR(length(out), expected, 0.05 * static_cast<double>(path.size()));
        for (const auto& spot : out.spots) {
            EXPECT_TRUE(box.contains({static_cast<double>(spot.x), static_cast<double>(spot.y)}) ||
                        std::abs(spot.x) < 1e-3F || std::abs(spot.x - 100) < 1e-3F || std::abs(spot.y) < 1e-3F ||
                        std::abs(spot.y - 60) < 1e-3F);
        }
    }
}

TEST(Clip, PartsKnowWhereTheyBegin) {
    Paths out;
    std::vector<double> begun;
    const std::vector<Position> line{{-10, 30}, {50, 30}, {50, -20}, {70, -20}, {70, 10}};
    map::clip_line(line, box, out, &begun);
    ASSERT_EQ(out.ends, (std::vector<std::uint32_t>{3, 5}));
    ASSERT_EQ(begun.size(), 2U);
    EXPECT_DOUBLE_EQ(begun[0], 10);
    EXPECT_DOUBLE_EQ(begun[1], 60 + 50 + 20 + 20);
}

TEST(Clip, ClosedLinesStayClosedAndHaveNoSeam) {
    Paths out;
    const std::vector<Position> inner{{10, 10}, {20, 10}, {20, 20}, {10, 10}};
    map::clip_line(inner, box, out);
    ASSERT_EQ(out.ends.size(), 1U);
    EXPECT_EQ(out.spots.front(), out.spots.back());
    out = {};
    const std::vector<Position> cut{{10, 10}, {200, 10}, {200, 30}, {10, 30}, {10, 10}};
    map::clip_line(cut, box, out);
    ASSERT_EQ(out.ends.size(), 1U) << "one piece through the first vertex";
    EXPECT_EQ(out.spots.size(), 4U);
}

TEST(Clip, RingsFillTheSamePlaces) {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> x(0.5, 99.5), y(0.5, 59.5);
    for (int turn = 0; turn < 300; ++turn) {
        const auto ring = random_path(random, 3 + turn % 12);  // crosses itself: even-odd
        Paths out;
        map::clip_ring(ring, box, out);
        const Paths all = whole(ring);
        int wrong = 0;
        for (int probe = 0; probe < 200; ++probe) {
            const double px = x(random), py = y(random);
            if (inside(all, px, py) != inside(out, px, py)) ++wrong;
        }
        EXPECT_EQ(wrong, 0);
        for (const auto& spot : out.spots)
            EXPECT_TRUE(spot.x >= -1e-3F && spot.x <= 100.001F && spot.y >= -1e-3F && spot.y <= 60.001F);
    }
}

TEST(Clip, NothingComesOfNothing) {
    Paths out;
    map::clip_line({}, box, out);
    map::clip_line(std::vector<Position>{{1, 1}}, box, out);
    map::clip_ring({}, box, out);
    map::clip_ring(std::vector<Position>{{200, 1}, {300, 1}, {300, 50}}, box, out);
    EXPECT_TRUE(out.spots.empty());
    // As far as the other side of the earth at 1:1000.
    map::clip_ring(std::vector<Position>{{-4e10, -4e10}, {4e10, -4e10}, {4e10, 4e10}, {-4e10, 4e10}}, box, out);
    EXPECT_TRUE(inside(out, 1, 1) && inside(out, 99, 59));
}

TEST(Clip, MovedAsideKeepsTheDistance) {
    const std::vector<Position> ring{{0, 0}, {40, 0}, {40, 30}, {0, 30}, {0, 0}};
    EXPECT_GT(map::turning_area(ring), 0) << "clockwise with y down";
    const auto moved = map::moved_aside(ring, 2);
    ASSERT_EQ(moved.size(), 5U);
    EXPECT_EQ(moved.front(), moved.back());
    EXPECT_NEAR(moved[0].x, 2, 1e-9);
    EXPECT_NEAR(moved[0].y, 2, 1e-9);
    EXPECT_NEAR(moved[2].x, 38, 1e-9);
    EXPECT_NEAR(moved[2].y, 28, 1e-9);
    const auto line = map::moved_aside(std::vector<Position>{{0, 0}, {0, 0}, {10, 0}}, -1);
    ASSERT_EQ(line.size(), 2U) << "equal vertices have no direction";
    EXPECT_NEAR(line[0].y, -1, 1e-9);
}

}  // namespace
