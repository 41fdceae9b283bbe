// Where places of the earth lie on a sheet: the stated scale against geodesic distances.
#include "map/map_view.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "geo/operations.hpp"

namespace {

using namespace balise;
using base::Millimetres;
using map::Frame;
using map::MapView;

constexpr Frame a4{14, 38, 196, 174};

double sheet_distance(const MapView& view, geo::LonLat a, geo::LonLat b) {
    const auto p = view.to_sheet(*view.projection.forward(a)), q = view.to_sheet(*view.projection.forward(b));
    return std::hypot(static_cast<double>(p.x - q.x), static_cast<double>(p.y - q.y));
}

// The scale measured about a place, as a share of the stated one.
double measured(const MapView& view, geo::LonLat at, bool north) {
    constexpr double half = 0.1;
    const geo::LonLat a{at.lon - (north ? 0 : half), at.lat - (north ? half : 0)};
    const geo::LonLat b{at.lon + (north ? 0 : half), at.lat + (north ? half : 0)};
    return sheet_distance(view, a, b) * view.scale.value / 1000 / geo::distance(a, b).value;
}

geo::Box box_in(const map::Projection& projection, const geo::Box& degrees) {
    geo::Box box;
    for (const double lon : {degrees.min_x, degrees.max_x})
        for (const double lat : {degrees.min_y, degrees.max_y}) box.add(*projection.forward({lon, lat}));
    return box;
}

TEST(MapView, StatedScaleIsTrueInTheMiddleOfEverySheet) {
    for (double lon = -8.3; lon < -2.6; lon += 1.4)
        for (double lat = 4.6; lat < 10.6; lat += 1.9) {
            const geo::Box degrees{lon - 0.6, lat - 0.5, lon + 0.6, lat + 0.5};
            const auto projection = map::fit_projection(degrees);
            const auto view = map::view_of(projection, box_in(projection, degrees), a4, Millimetres(6));
            const auto middle = *projection.inverse(view.centre);
            EXPECT_NEAR(measured(view, middle, true), 1, 0.001) << lon << ' ' << lat;
            EXPECT_NEAR(measured(view, middle, false), 1, 0.001) << lon << ' ' << lat;
        }
}

TEST(MapView, StatedScaleIsTrueInTheWholeCountry) {
    const geo::Box degrees{-8.6, 4.3, -2.5, 10.75};
    const auto projection = map::fit_projection(degrees);
    const auto view = map::view_of(projection, box_in(projection, degrees), a4, Millimetres(3));
    for (double lon = -8.5; lon <= -2.5; lon += 0.5)
        for (double lat = 4.4; lat <= 10.7; lat += 0.7) {
            EXPECT_NEAR(measured(view, {lon, lat}, true), 1, 0.001) << lon << ' ' << lat;
            EXPECT_NEAR(measured(view, {lon, lat}, false), 1, 0.001) << lon << ' ' << lat;
        }
}

TEST(MapView, TakesTheProjectionThatFits) {
    EXPECT_EQ(map::fit_projection({-8, 6, -7, 7}).definition(), "EPSG:32629");
    EXPECT_EQ(map::fit_projection({-5.8, 7, -4.2, 8}).definition(), "EPSG:32630");
    EXPECT_EQ(map::fit_projection({-5.8, 7, -4.2, 8}).title(true), "UTM 30N, WGS 84");
    EXPECT_NE(map::fit_projection({-8.6, 4.3, -2.5, 10.7}).definition().find("laea"), std::string::npos);
    EXPECT_EQ(map::fit_projection({-8.6, 4.3, -2.5, 10.7}).title(false), "Lambert azimuthal equal-area, WGS 84");
}

TEST(MapView, RefusesWhatIsNoProjectionInMetres) {
    for (const char* wrong : {"EPSG:4326", "nothing", "EPSG:2229" /* feet */, ""}) {
        try {
            map::Projection{wrong};
            FAIL() << wrong;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input);
        }
    }
}

TEST(MapView, SheetAndGroundAreInverse) {
    const auto projection = map::fit_projection({-6, 7, -4, 8});
    const MapView view{projection, {276000, 850000}, base::ScaleDenominator(850000), a4};
    const auto middle = view.to_sheet(view.centre);
    EXPECT_NEAR(middle.x, 105, 1e-4);
    EXPECT_NEAR(middle.y, 106, 1e-4);
    const auto back = view.from_sheet({20, 40});
    EXPECT_NEAR(view.to_sheet(back).x, 20, 1e-4);
    EXPECT_NEAR(view.to_sheet(back).y, 40, 1e-4);
    EXPECT_LT(view.to_sheet({276000, 860000}).y, middle.y) << "north is up";
    const auto visible = view.visible();
    EXPECT_NEAR((visible.max_x - visible.min_x) * view.millimetres_per_metre(), 182, 1e-3);
    EXPECT_NEAR((visible.max_y - visible.min_y) * view.millimetres_per_metre(), 136, 1e-3);
}

TEST(MapView, ShowsTheBoxAtARoundScale) {
    const auto projection = map::fit_projection({-6, 7, -4, 8});
    for (double size = 900; size < 900000; size *= 1.37) {
        const geo::Box box{276000 - size, 850000 - size / 2, 276000 + size, 850000 + size / 2};
        const auto view = map::view_of(projection, box, a4, Millimetres(5));
        const auto visible = view.visible();
        const double margin = 5 / view.millimetres_per_metre();
        EXPECT_LE(visible.min_x + margin, box.min_x + 1e-6);
        EXPECT_GE(visible.max_y - margin, box.max_y - 1e-6);
        const double leading = view.scale.value / std::pow(10, std::floor(std::log10(view.scale.value)));
        bool round = false;
        for (const double step : {1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.5, 10.0})
            round = round || std::abs(leading - step) < 1e-9;
        EXPECT_TRUE(round) << view.scale.value;
        // No rounder than needed: the box fills more than two thirds of what it could.
        EXPECT_GT(2 * size * view.millimetres_per_metre(), 172 * 0.66);
    }
    EXPECT_EQ(map::view_of(projection, {1, 1, 1, 1}, a4, Millimetres(5)).scale.value, 1000);
    EXPECT_THROW(map::view_of(projection, {}, a4, Millimetres(5)), base::Error);
    EXPECT_THROW(map::view_of(projection, {0, 0, 1, 1}, a4, Millimetres(100)), base::Error);
}

TEST(MapView, ProjectsTables) {
    const auto projection = map::fit_projection({-6, 7, -4, 8});
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    map::FeatureTable table;
    table.points = {{-5.03, 7.69}, {none, none}, {-5, std::numeric_limits<double>::infinity()}};
    auto moved = map::projected(table, projection);
    EXPECT_NEAR(moved.points[0].x, 276084.4388, 0.01);
    EXPECT_TRUE(std::isnan(moved.points[1].x));
    EXPECT_TRUE(std::isnan(moved.points[2].x));

    map::FeatureTable shapes;
    shapes.shapes.emplace_back(geo::MultiLine{{{{-5, 7}, {-5, 8}}}});
    shapes.shapes.emplace_back(geo::MultiLine{{{{-5, 7}, {-5, none}}}});
    shapes.shapes.emplace_back();
    shapes.shapes.emplace_back(geo::Point{{-5.03, 7.69}});
    moved = map::projected(shapes, projection);
    EXPECT_NEAR(std::get<geo::MultiLine>(moved.shapes[0]).paths[0][1].y, 884800, 1500);
    EXPECT_TRUE(geo::is_empty(moved.shapes[1])) << "outside the projection: no geometry";
    EXPECT_TRUE(geo::is_empty(moved.shapes[2]));
    EXPECT_NEAR(std::get<geo::Point>(moved.shapes[3]).position.y, 850558.087, 0.01);
    ASSERT_TRUE(moved.detail);
    EXPECT_EQ(moved.detail->boxes.size(), 4U);
}

TEST(MapView, ZoomAndScaleAreInverse) {
    for (double zoom = 0; zoom < 22; zoom += 0.7) EXPECT_NEAR(map::zoom_of(map::scale_of_zoom(zoom)), zoom, 1e-9);
    // The table of scales that tile services publish (OGC WMTS, GoogleMapsCompatible) has 256-pixel tiles: one level
    // less.
    EXPECT_NEAR(map::scale_of_zoom(0).value, 279541132.01, 1);
}

}  // namespace
