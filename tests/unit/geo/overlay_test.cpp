// Differences, intersections and buffers of polygons.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "geo/operations.hpp"

namespace {

using namespace balise;
using geo::MultiPolygon;

MultiPolygon block(double min_x, double min_y, double max_x, double max_y) {
    return {{{{{{min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}, {min_x, min_y}}}}}};
}

// Surface in the coordinates' own unit, holes subtracted.
double surface(const MultiPolygon& polygons) {
    double total = 0;
    for (const auto& polygon : polygons.polygons)
        for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
            double ring = 0;
            const auto& path = polygon.rings[i];
            for (std::size_t j = 0; j + 1 < path.size(); ++j)
                ring += path[j].x * path[j + 1].y - path[j + 1].x * path[j].y;
            total += (i == 0 ? 1 : -1) * std::abs(ring) / 2;
        }
    return total;
}

TEST(Overlay, DifferenceMakesAHoleOrNothing) {
    const auto frame = geo::difference_of(block(0, 0, 10, 10), block(4, 4, 6, 6));
    ASSERT_EQ(frame.polygons.size(), 1U);
    EXPECT_EQ(frame.polygons[0].rings.size(), 2U);
    EXPECT_DOUBLE_EQ(surface(frame), 96);
    EXPECT_TRUE(geo::difference_of(block(4, 4, 6, 6), block(0, 0, 10, 10)).empty());
    EXPECT_DOUBLE_EQ(surface(geo::difference_of(block(0, 0, 1, 1), {})), 1);
    EXPECT_TRUE(geo::difference_of({}, block(0, 0, 1, 1)).empty());
}

TEST(Overlay, IntersectionDropsWhatHasNoSurface) {
    EXPECT_DOUBLE_EQ(surface(geo::intersection_of(block(0, 0, 2, 2), block(1, 1, 3, 3))), 1);
    EXPECT_TRUE(geo::intersection_of(block(0, 0, 1, 1), block(1, 0, 2, 1)).empty()) << "only an edge in common";
    EXPECT_TRUE(geo::intersection_of(block(0, 0, 1, 1), {}).empty());
}

TEST(Overlay, PartsThatTouchAreMendedFirst) {
    MultiPolygon halves = block(0, 0, 1, 1);
    halves.polygons.push_back(block(1, 0, 2, 1).polygons[0]);
    EXPECT_DOUBLE_EQ(surface(geo::difference_of(block(-1, -1, 3, 2), halves)), 10);
    const MultiPolygon bow_tie{{{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}}};
    EXPECT_DOUBLE_EQ(surface(geo::intersection_of(bow_tie, block(-1, -1, 3, 3))), 2);
}

TEST(Overlay, BufferGrowsAndShrinks) {
    const double round = 4.0 * 8 / 2 * std::sin(2 * std::acos(-1.0) / 32);  // the circle of 32 segments
    EXPECT_NEAR(surface(geo::buffered(block(0, 0, 10, 10), 1)), 100 + 40 + round, 1e-9);
    EXPECT_DOUBLE_EQ(surface(geo::buffered(block(0, 0, 10, 10), -1)), 64);
    EXPECT_TRUE(geo::buffered(block(0, 0, 10, 10), -6).empty());
    EXPECT_TRUE(geo::buffered({}, 5).empty());
    EXPECT_THROW(geo::buffered(block(0, 0, std::numeric_limits<double>::infinity(), 1), 1), base::Error);
}

}  // namespace
