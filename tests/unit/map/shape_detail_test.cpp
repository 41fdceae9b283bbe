// What stays of shapes at a tolerance: neighbours alike, close to the original.
#include "map/shape_detail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace {

using namespace balise;
using geo::Path;
using geo::Position;
using map::ShapeDetail;

double distance(Position p, Position a, Position b) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

Path kept(const Path& path, const float* reach, double tolerance) {
    Path out;
    for (std::size_t i = 0; i < path.size(); ++i)
        if (static_cast<double>(reach[i]) > tolerance) out.push_back(path[i]);
    return out;
}

Path wiggly(std::mt19937& random, Position from, Position to, int steps) {
    std::normal_distribution<double> noise(0, 3);
    Path path{from};
    for (int i = 1; i < steps; ++i)
        path.push_back({from.x + (to.x - from.x) * i / steps + noise(random),
                        from.y + (to.y - from.y) * i / steps + noise(random)});
    path.push_back(to);
    return path;
}

// A grid of areas whose common borders are wiggly; rings start anywhere and run either way.
std::vector<geo::Geometry> quilt(unsigned seed, int side) {
    std::mt19937 random(seed);
    std::map<std::pair<int, int>, Path> across, down;  // borders from the node to the right and downwards
    for (int i = 0; i <= side; ++i)
        for (int j = 0; j <= side; ++j) {
            across[{i, j}] = wiggly(random, {i * 100.0, j * 100.0}, {i * 100.0 + 100, j * 100.0}, 20);
            down[{i, j}] = wiggly(random, {i * 100.0, j * 100.0}, {i * 100.0, j * 100.0 + 100}, 20);
        }
    std::vector<geo::Geometry> areas;
    for (int i = 0; i < side; ++i)
        for (int j = 0; j < side; ++j) {
            Path ring = across[{i, j}];
            const auto add = [&](Path part, bool backwards) {
                if (backwards) std::reverse(part.begin(), part.end());
                ring.insert(ring.end(), part.begin() + 1, part.end());
            };
            add(down[{i + 1, j}], false);
            add(across[{i, j + 1}], true);
            add(down[{i, j}], true);
            ring.pop_back();
            std::rotate(ring.begin(), ring.begin() + static_cast<int>(random() % ring.size()), ring.end());
            if (random() % 2 == 0) std::reverse(ring.begin(), ring.end());
            ring.push_back(ring.front());
            areas.emplace_back(geo::MultiPolygon{{{{ring}}}});
        }
    return areas;
}

TEST(ShapeDetail, NeighboursKeepTheSameVertices) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto areas = quilt(seed, 4);
        const auto detail = map::detail_of(areas);
        for (const double tolerance : {0.5, 2.0, 5.0, 40.0}) {
            // Every edge inside the quilt is met exactly twice, or the areas would gape or overlap.
            std::map<std::pair<std::pair<double, double>, std::pair<double, double>>, int> edges;
            for (std::size_t row = 0; row < areas.size(); ++row) {
                const auto& ring = std::get<geo::MultiPolygon>(areas[row]).polygons[0].rings[0];
                const auto path = kept(ring, detail.reach.data() + detail.first[row], tolerance);
                for (std::size_t i = 0; i < path.size(); ++i) {
                    std::pair a{path[i].x, path[i].y};
                    std::pair b{path[(i + 1) % path.size()].x, path[(i + 1) % path.size()].y};
                    if (a == b) continue;
                    ++edges[std::minmax(a, b)];
                }
            }
            std::size_t outer = 0;
            for (const auto& [edge, count] : edges) {
                EXPECT_LE(count, 2);
                if (count == 1) ++outer;
            }
            // Those met once make the outer line: its ends meet, each node twice.
            std::map<std::pair<double, double>, int> degree;
            for (const auto& [edge, count] : edges)
                if (count == 1) ++degree[edge.first], ++degree[edge.second];
            for (const auto& [node, count] : degree) EXPECT_EQ(count % 2, 0);
            EXPECT_LT(outer * 2, edges.size() + 40);
        }
    }
}

TEST(ShapeDetail, NothingLeavesTheTolerance) {
    std::mt19937 random(7);
    for (int turn = 0; turn < 50; ++turn) {
        const auto line = wiggly(random, {0, 0}, {300, 40}, 5 + turn * 4);
        const std::vector<geo::Geometry> shapes{geo::MultiLine{{line}}};
        const auto detail = map::detail_of(shapes);
        for (const double tolerance : {0.3, 1.0, 4.0, 20.0}) {
            const auto path = kept(line, detail.reach.data(), tolerance);
            ASSERT_GE(path.size(), 2U);
            EXPECT_EQ(path.front(), line.front());
            EXPECT_EQ(path.back(), line.back());
            for (const auto& vertex : line) {
                double nearest = 1e9;
                for (std::size_t i = 1; i < path.size(); ++i)
                    nearest = std::min(nearest, distance(vertex, path[i - 1], path[i]));
                EXPECT_LE(nearest, tolerance * 1.0001);
            }
        }
    }
}

TEST(ShapeDetail, ArcsAreSharedByNeighbours) {
    const auto areas = quilt(3, 3);
    const auto detail = map::detail_of(areas);
    // 3 × 3 areas have 24 stretches of border; the outer ones of a corner run through the corner as one.
    EXPECT_EQ(detail.arc_count, 20U);
    std::map<std::uint32_t, std::set<std::size_t>> bounded;
    for (std::size_t row = 0; row < areas.size(); ++row)
        for (std::size_t i = 0; i + 1 < geo::vertex_count(areas[row]); ++i)
            bounded[detail.arcs[detail.first[row] + i]].insert(row);
    EXPECT_EQ(bounded.size(), 20U);
    EXPECT_EQ(std::count_if(bounded.begin(), bounded.end(), [](const auto& arc) { return arc.second.size() == 2; }),
              12);
}

TEST(ShapeDetail, AloneAndEmptyAndSmall) {
    EXPECT_TRUE(map::detail_of({}).boxes.empty());
    const Path square{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
    const Path island{{4, 4}, {4.1, 4}, {4.1, 4.1}, {4, 4}};
    const std::vector<geo::Geometry> shapes{geo::Geometry{}, geo::MultiPolygon{{{{square, island}}}},
                                            geo::Point{{1, 2}}, geo::MultiPolygon{{{{Path{}}}}},
                                            geo::MultiLine{{Path{{1, 1}}}}};
    const auto detail = map::detail_of(shapes);
    EXPECT_TRUE(detail.boxes[0].empty());
    EXPECT_EQ(detail.boxes[1], (geo::Box{0, 0, 10, 10}));
    EXPECT_EQ(kept(square, detail.reach.data() + detail.first[1], 1), square) << "corners matter";
    EXPECT_LT(kept(island, detail.reach.data() + detail.first[1] + square.size(), 1).size(), 3U);
    EXPECT_EQ(detail.reach[detail.first[2]], std::numeric_limits<float>::infinity());
}

TEST(ShapeDetail, NumbersThatAreNoneDoNoHarm) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const Path ring{{0, 0}, {none, 0}, {10, none}, {0, 10}, {0, 0}};
    const auto detail = map::detail_of({geo::MultiPolygon{{{{ring}}}}, geo::MultiLine{{ring}}});
    EXPECT_EQ(detail.reach.size(), 10U);
}

}  // namespace
