// Operations on geometry, and the index that finds the area of a point.
#include "geo/operations.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "base/error.hpp"

namespace {

using namespace balise;
using geo::MultiLine;
using geo::MultiPolygon;
using geo::Path;
using geo::Position;

Path rectangle(double min_x, double min_y, double max_x, double max_y) {
    return {{min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}, {min_x, min_y}};
}

MultiPolygon block(double min_x, double min_y, double max_x, double max_y) {
    return {{{{rectangle(min_x, min_y, max_x, max_y)}}}};
}

// Every feature of a bundled GeoJSON file, read without the code under test.
std::vector<MultiPolygon> read_areas(const std::string& name) {
    std::ifstream in(std::string(BALISE_SOURCE_DIR "/data/base/") + name);
    std::vector<MultiPolygon> areas;
    const auto collection = nlohmann::json::parse(in);
    for (const auto& feature : collection.at("features")) {
        const auto& shape = feature.at("geometry");
        MultiPolygon area;
        const auto add = [&](const nlohmann::json& polygon) {
            auto& rings = area.polygons.emplace_back().rings;
            for (const auto& ring : polygon) {
                auto& path = rings.emplace_back();
                for (const auto& position : ring) path.push_back({position[0], position[1]});
            }
        };
        if (shape.at("type") == "Polygon")
            add(shape.at("coordinates"));
        else
            for (const auto& polygon : shape.at("coordinates")) add(polygon);
        areas.push_back(std::move(area));
    }
    return areas;
}

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& areas) {
    std::vector<const MultiPolygon*> list;
    for (const auto& area : areas) list.push_back(&area);
    return list;
}

TEST(Operations, GeodesicDistance) {
    // geod -I +ellps=WGS84 gives 281358.642 m from Abidjan to Bouaké.
    EXPECT_NEAR(geo::distance({-4.0083, 5.36}, {-5.03, 7.69}).value, 281358.642, 0.001);
    EXPECT_EQ(geo::distance({-4, 5}, {-4, 5}).value, 0);
    EXPECT_DOUBLE_EQ(geo::distance({-4, 5}, {3, 9}).value, geo::distance({3, 9}, {-4, 5}).value);
    EXPECT_NEAR(geo::distance({0, 0}, {180, 0}).value, 20003931.459, 0.001) << "half round, over the pole";
}

TEST(Operations, AreaOfTheCountry) {
    const auto country = read_areas("country.geojson");
    ASSERT_EQ(country.size(), 1U);
    EXPECT_NEAR(geo::area(country[0]).value / 1e6, 322'463, 322'463 * 0.03);
}

TEST(Operations, AreaDoesNotDependOnDirectionAndHolesCountLess) {
    const MultiPolygon whole = block(-5, 5, -4, 6);
    MultiPolygon reversed = whole;
    std::reverse(reversed.polygons[0].rings[0].begin(), reversed.polygons[0].rings[0].end());
    EXPECT_NEAR(geo::area(whole).value, geo::area(reversed).value, 1);
    EXPECT_NEAR(geo::area(whole).value / 1e6, 12'250, 50);
    MultiPolygon holed = whole;
    holed.polygons[0].rings.push_back(rectangle(-4.75, 5.25, -4.25, 5.75));
    EXPECT_NEAR(geo::area(holed).value, geo::area(whole).value - geo::area(block(-4.75, 5.25, -4.25, 5.75)).value, 1);
    EXPECT_EQ(geo::area({}).value, 0);
    EXPECT_EQ(geo::area({{{}}}).value, 0);
}

TEST(Operations, ABowTieIsRepaired) {
    const MultiPolygon bow_tie{{{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}}}};
    const auto reason = geo::invalid_reason(bow_tie);
    ASSERT_TRUE(reason);
    EXPECT_NE(reason->find("Self-intersection"), std::string::npos) << *reason;
    const auto repaired = std::get<MultiPolygon>(geo::make_valid(bow_tie));
    EXPECT_FALSE(geo::invalid_reason(repaired));
    EXPECT_EQ(repaired.polygons.size(), 2U);
    EXPECT_TRUE(geo::contains(repaired, {0.2, 1}));
    EXPECT_FALSE(geo::contains(repaired, {1, 0.2}));
}

TEST(Operations, WhatIsValidStaysAsItIs) {
    const geo::Geometry square = block(0, 0, 1, 1);
    EXPECT_FALSE(geo::invalid_reason(square));
    EXPECT_EQ(geo::make_valid(square), square);
    EXPECT_EQ(geo::make_valid(geo::Point{{1, 2}}), geo::Geometry(geo::Point{{1, 2}}));
    EXPECT_EQ(geo::make_valid(geo::Geometry()), geo::Geometry());
}

TEST(Operations, RepairKeepsTheFamily) {
    const MultiPolygon spike{{{{{{0, 0}, {2, 0}, {2, 2}, {1, 2}, {1, 5}, {1, 2}, {0, 2}, {0, 0}}}}}};
    const auto repaired = geo::make_valid(spike);
    ASSERT_TRUE(std::holds_alternative<MultiPolygon>(repaired));
    EXPECT_EQ(geo::box_of(repaired).max_y, 2);
    const geo::Geometry flat = MultiPolygon{{{{{{0, 0}, {1, 1}, {2, 2}, {0, 0}}}}}};
    EXPECT_EQ(geo::make_valid(flat), geo::Geometry(MultiPolygon())) << "an area without area";
    const geo::Geometry standing = MultiLine{{{{1, 1}, {1, 1}}, {{0, 0}, {2, 2}}}};
    EXPECT_EQ(geo::make_valid(standing), geo::Geometry(MultiLine{{{{0, 0}, {2, 2}}}})) << "a line of one place";
}

TEST(Operations, DamagedGeometryIsAnError) {
    const MultiPolygon open{{{{{{0, 0}, {1, 0}, {1, 1}}}}}};
    EXPECT_THROW(geo::make_valid(open), base::Error);
    EXPECT_THROW(geo::invalid_reason(open), base::Error);
    EXPECT_THROW(geo::contains(open, {0, 0}), base::Error);
    EXPECT_THROW(geo::make_valid(MultiLine{{{{0, 0}}}}), base::Error);
    // GEOS repaired such rings without end.
    EXPECT_THROW(geo::make_valid(block(0, 0, 6.5e286, 6.6e286)), base::Error);
    EXPECT_THROW(geo::invalid_reason(block(0, 0, std::numeric_limits<double>::infinity(), 1)), base::Error);
    EXPECT_THROW(geo::union_of({block(0, 0, std::numeric_limits<double>::quiet_NaN(), 1)}), base::Error);
    EXPECT_NO_THROW(geo::make_valid(block(0, 0, 1e9, 1e9)));
}

TEST(Operations, Union) {
    const MultiPolygon joined = geo::union_of({block(0, 0, 1, 1), block(1, 0, 2, 1), block(5, 5, 6, 6)});
    EXPECT_EQ(joined.polygons.size(), 2U);
    EXPECT_EQ(geo::box_of(joined), (geo::Box{0, 0, 6, 6}));
    EXPECT_TRUE(geo::contains(joined, {1, 0.5}));
    EXPECT_FALSE(geo::invalid_reason(joined));
    EXPECT_TRUE(geo::union_of({}).empty());
    const auto overlapping = geo::union_of({block(0, 0, 2, 2), block(1, 1, 3, 3)});
    EXPECT_EQ(overlapping.polygons.size(), 1U);
    EXPECT_FALSE(geo::invalid_reason(overlapping));
}

TEST(Operations, InteriorPointLiesInside) {
    for (const auto& region : read_areas("regions.geojson")) {
        const auto inside = geo::interior_point(region);
        ASSERT_TRUE(inside);
        EXPECT_TRUE(geo::contains(region, *inside));
    }
    MultiPolygon ring = block(0, 0, 10, 10);
    ring.polygons[0].rings.push_back(rectangle(1, 1, 9, 9));
    EXPECT_TRUE(geo::contains(ring, geo::interior_point(ring).value()));
    EXPECT_FALSE(geo::interior_point({}));
    EXPECT_FALSE(geo::interior_point({{{}}}));
}

TEST(Operations, ContainsAndDistance) {
    MultiPolygon holed = block(0, 0, 10, 10);
    holed.polygons[0].rings.push_back(rectangle(4, 4, 6, 6));
    EXPECT_TRUE(geo::contains(holed, {1, 1}));
    EXPECT_TRUE(geo::contains(holed, {0, 5})) << "on the edge";
    EXPECT_TRUE(geo::contains(holed, {4, 5})) << "on the edge of the hole";
    EXPECT_FALSE(geo::contains(holed, {5, 5}));
    EXPECT_FALSE(geo::contains({}, {5, 5}));
    EXPECT_EQ(geo::distance_degrees(holed, {1, 1}), 0);
    EXPECT_DOUBLE_EQ(geo::distance_degrees(holed, {5, 5}), 1);
    EXPECT_DOUBLE_EQ(geo::distance_degrees(holed, {13, 14}), 5);
    EXPECT_EQ(geo::distance_degrees({}, {0, 0}), std::numeric_limits<double>::infinity());
}

TEST(PolygonIndex, AgreesWithContainsOnTheRegions) {
    const auto regions = read_areas("regions.geojson");
    ASSERT_GE(regions.size(), 30U);
    const geo::PolygonIndex index(pointers(regions));
    std::vector<geo::Box> boxes;
    for (const auto& region : regions) boxes.push_back(geo::box_of(region));
    std::mt19937 random(3);
    std::uniform_real_distribution<double> lon(-8.8, -2.3), lat(4.2, 10.9);
    int inside = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Position position{lon(random), lat(random)};
        std::optional<std::size_t> expected;
        for (std::size_t r = 0; r < regions.size() && !expected; ++r)
            if (boxes[r].contains(position) && geo::contains(regions[r], position)) expected = r;
        ASSERT_EQ(index.find(position), expected) << position.x << " " << position.y;
        inside += expected ? 1 : 0;
    }
    EXPECT_GT(inside, 10'000);
}

TEST(PolygonIndex, HolesIslandsAndOrder) {
    MultiPolygon holed = block(0, 0, 10, 10);
    holed.polygons[0].rings.push_back(rectangle(4, 4, 6, 6));
    holed.polygons.push_back({{rectangle(20, 20, 21, 21)}});
    const std::vector<MultiPolygon> areas{holed, block(4, 4, 6, 6), block(0, 0, 30, 30)};
    const geo::PolygonIndex index(pointers(areas));
    EXPECT_EQ(index.find({1, 1}), 0U);
    EXPECT_EQ(index.find({5, 5}), 1U);
    EXPECT_EQ(index.find({20.5, 20.5}), 0U);
    EXPECT_EQ(index.find({15, 15}), 2U);
    EXPECT_EQ(index.find({31, 15}), std::nullopt);
    EXPECT_EQ(index.find({std::numeric_limits<double>::quiet_NaN(), 5}), std::nullopt);
    EXPECT_EQ(index.find({std::numeric_limits<double>::infinity(), 5}), std::nullopt);
}

TEST(PolygonIndex, APlaceOnACommonEdgeBelongsToExactlyOne) {
    // A fan of triangles round the origin: every spoke is an edge of two of them, run along in opposite directions.
    std::vector<MultiPolygon> fan;
    constexpr int count = 37;
    const auto rim = [](int i) {
        return Position{10 * std::cos(i % count * 0.1698158), 10 * std::sin(i % count * 0.1698158)};
    };
    for (int i = 0; i < count; ++i) fan.push_back({{{{{{0, 0}, rim(i), rim(i + 1), {0, 0}}}}}});
    std::vector<geo::PolygonIndex> single;
    for (const auto& triangle : fan) single.emplace_back(std::vector<const MultiPolygon*>{&triangle});
    for (int i = 0; i < count; ++i)
        for (int step = 0; step < 400; ++step) {
            const double share = step / 400.0;
            const Position position{rim(i).x * share, rim(i).y * share};
            int holders = 0;
            for (const auto& index : single) holders += index.find(position) ? 1 : 0;
            ASSERT_EQ(holders, 1) << i << " " << step;
        }
}

TEST(PolygonIndex, CornersOfAGridBelongToExactlyOne) {
    std::vector<MultiPolygon> grid;
    for (int x = 0; x < 5; ++x)
        for (int y = 0; y < 5; ++y) grid.push_back(block(x, y, x + 1, y + 1));
    std::vector<geo::PolygonIndex> single;
    for (const auto& cell : grid) single.emplace_back(std::vector<const MultiPolygon*>{&cell});
    for (int x = 1; x < 5; ++x)
        for (int y = 1; y < 5; ++y)
            for (const Position position :
                 {Position{1.0 * x, 1.0 * y}, Position{x + 0.5, 1.0 * y}, Position{1.0 * x, y + 0.5}}) {
                int holders = 0;
                for (const auto& index : single) holders += index.find(position) ? 1 : 0;
                ASSERT_EQ(holders, 1) << position.x << " " << position.y;
            }
}

TEST(PolygonIndex, Nearest) {
    const std::vector<MultiPolygon> areas{block(0, 0, 1, 1), block(3, 0, 4, 1), {}, block(3, 0, 4, 1)};
    const geo::PolygonIndex index(pointers(areas));
    EXPECT_EQ(index.nearest({1.5, 0.5}, 10), 0U);
    EXPECT_EQ(index.nearest({2.6, 0.5}, 10), 1U);
    EXPECT_EQ(index.nearest({3.5, 0.5}, 10), 1U) << "the first of equals";
    EXPECT_EQ(index.nearest({2, 0.5}, 0.9), std::nullopt);
    EXPECT_EQ(index.nearest({2, 0.5}, 1), 0U) << "the limit itself counts";
    EXPECT_EQ(geo::PolygonIndex({}).nearest({0, 0}, 1), std::nullopt);
    EXPECT_EQ(geo::PolygonIndex({}).find({0, 0}), std::nullopt);
}

TEST(PolygonIndex, NearestAgreesWithMeasuring) {
    const auto regions = read_areas("regions.geojson");
    const geo::PolygonIndex index(pointers(regions));
    std::mt19937 random(5);
    std::uniform_real_distribution<double> lon(-9.5, -1.5), lat(3.5, 11.5);
    for (int i = 0; i < 100; ++i) {
        const Position position{lon(random), lat(random)};
        double best = std::numeric_limits<double>::infinity();
        for (const auto& region : regions) best = std::min(best, geo::distance_degrees(region, position));
        const auto found = index.nearest(position, 0.5);
        ASSERT_EQ(found.has_value(), best <= 0.5);
        if (found) {
            ASSERT_EQ(geo::distance_degrees(regions[*found], position), best);
        }
    }
}

TEST(PolygonIndex, AShapeWithoutNumbersHidesNoOther) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<MultiPolygon> areas{{{{{{{nan, nan}, {1, 1}, {nan, 2}, {nan, nan}}}}}}, block(0, 0, 1, 1)};
    EXPECT_EQ(geo::PolygonIndex(pointers(areas)).find({0.5, 0.5}), std::optional<std::size_t>(1));
}

// Where no edge comes near, a table answers for whole cells of a grid; an outline that does not close has no such
// cells.
TEST(PolygonIndex, SmallHolesAndOpenOutlines) {
    MultiPolygon holed = block(0, 0, 10, 10);
    holed.polygons[0].rings.push_back(rectangle(4.01, 4.01, 4.02, 4.02));
    const MultiPolygon open{{{{{{0, 20}, {10, 20}, {10, 30}, {5, 25}}}}}};
    const std::vector<MultiPolygon> areas{holed, open, block(0, 20, 10, 30)};
    const geo::PolygonIndex index(pointers(areas));
    EXPECT_EQ(index.find({4.015, 4.015}), std::nullopt);
    EXPECT_EQ(index.find({4.025, 4.025}), 0U);
    EXPECT_EQ(index.find({4.2, 4.2}), 0U);
    EXPECT_EQ(index.find({5, 15}), std::nullopt);
    // Only the two upper edges of the open outline are crossed by a line towards the east.
    std::mt19937 random(11);
    std::uniform_real_distribution<double> x(0, 10), y(20, 30);
    for (int i = 0; i < 2'000; ++i) {
        const Position p{x(random), y(random)};
        const bool is_in_open = p.y < 25 || p.x > p.y - 20;
        EXPECT_EQ(index.find(p), is_in_open ? 1U : 2U) << p.x << ' ' << p.y;
    }
}

TEST(PolygonIndex, FlatAndStrangeShapes) {
    const double infinite = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<MultiPolygon> areas{block(0, 1, 10, 1),
                                          block(0, 0, infinite, 1),
                                          {{{{{{nan, nan}, {1, 1}, {nan, 2}, {nan, nan}}}}}},
                                          {{{}}},
                                          {{{{{}}}}}};
    const geo::PolygonIndex index(pointers(areas));
    EXPECT_NO_THROW(index.find({5, 1}));
    EXPECT_NO_THROW(index.find({0.5, 0.5}));
}

}  // namespace
