// Reference systems. The expected numbers are those of PROJ's own program cs2cs.
#include "geo/crs.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "base/error.hpp"
#include "base/words.hpp"

namespace {

using namespace balise;
using geo::Position;
using geo::Transformation;

// As GDAL writes it, and as the .prj file of a shapefile has it.
constexpr const char* wkt_of_gdal =
    R"(GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]])";
constexpr const char* wkt_of_prj =
    R"(GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";
constexpr const char* utm_of_prj =
    R"(PROJCS["WGS_1984_UTM_Zone_30N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-3.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";

void expect_near(std::optional<Position> found, Position expected, double tolerance) {
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->x, expected.x, tolerance);
    EXPECT_NEAR(found->y, expected.y, tolerance);
}

TEST(Crs, KnownPositionsBothWays) {
    const Transformation to_utm("EPSG:4326", "EPSG:32630"), from_utm("EPSG:32630", "EPSG:4326");
    struct Known {
        Position degrees, metres;
    };
    for (const auto& [degrees, metres] :
         {Known{{-4, 5.35}, {389200.9941, 591443.1354}}, Known{{-5.03, 7.69}, {276084.4388, 850558.0870}},
          Known{{-3, 9}, {500000, 994852.1773}}}) {
        expect_near(to_utm.forward(degrees), metres, 1e-3);
        expect_near(from_utm.forward(metres), degrees, 1e-8);
    }
    expect_near(Transformation("EPSG:4326", "EPSG:32629").forward(Position{-8, 8}), {610204.6021, 884431.7065}, 1e-3);
    expect_near(Transformation("EPSG:4326", "EPSG:3857").forward(Position{-4, 5.35}), {-445277.9632, 596426.6051},
                1e-3);
}

TEST(Crs, WellKnownTextIsUnderstood) {
    expect_near(Transformation(utm_of_prj, "EPSG:4326").forward(Position{389200.9941, 591443.1354}), {-4, 5.35}, 1e-8);
    expect_near(Transformation(wkt_of_prj, wkt_of_gdal).forward(Position{-4, 5.35}), {-4, 5.35}, 1e-12);
}

TEST(Crs, WholeGeometries) {
    const Transformation to_utm("EPSG:4326", "EPSG:32630");
    const geo::Geometry moved = to_utm.forward(geo::Geometry(geo::MultiLine{{{{-4, 5.35}, {-3, 9}}}}));
    const auto& path = std::get<geo::MultiLine>(moved).paths[0];
    EXPECT_NEAR(path[0].x, 389200.9941, 1e-3);
    EXPECT_NEAR(path[1].y, 994852.1773, 1e-3);
    EXPECT_EQ(to_utm.forward(geo::Geometry()), geo::Geometry());
}

TEST(Crs, PositionsThatCannotBeTransformed) {
    const Transformation from_utm("EPSG:32630", "EPSG:4326"), to_mercator("EPSG:4326", "EPSG:3857");
    const double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(from_utm.forward(Position{nan, 0}));
    EXPECT_FALSE(from_utm.forward(Position{0, infinite}));
    EXPECT_FALSE(from_utm.forward(Position{1e30, 1e30}));
    EXPECT_FALSE(to_mercator.forward(Position{0, 95}));
    EXPECT_THROW(from_utm.forward(geo::Geometry(geo::Point{{1e30, 1e30}})), base::Error);
    expect_near(from_utm.forward(Position{500000, 994852.1773}), {-3, 9}, 1e-8);  // and the next one succeeds again
}

TEST(Crs, UnknownSystemsAreNamed) {
    for (const std::string system : {"EPSG:999999", "", "nonsense", "EPSG:", "+proj=nonsense", "GEOGCS[\"broken\""}) {
        try {
            const Transformation made(system, "EPSG:4326");
            ADD_FAILURE() << system;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input);
            EXPECT_NE(std::string(error.what()).find('"' + system + '"'), std::string::npos) << error.what();
        }
    }
    EXPECT_THROW(Transformation("EPSG:4326", "EPSG:999999"), base::Error);
    EXPECT_THROW(Transformation("EPSG:9807", "EPSG:4326"), base::Error) << "a method, not a system";
}

TEST(Crs, LongDefinitionsAreNotCutInsideACharacter) {
    for (std::size_t shift = 0; shift < 3; ++shift) {
        std::string definition(shift, 'x');
        for (int i = 0; i < 100; ++i) definition += "é";
        try {
            const Transformation made(definition, "EPSG:4326");
            ADD_FAILURE();
        } catch (const base::Error& error) {
            EXPECT_TRUE(base::is_utf8(error.what())) << error.what();
        }
        EXPECT_TRUE(base::is_utf8(geo::describe_crs(definition)));
    }
}

TEST(Crs, Wgs84ByAnyName) {
    for (const char* definition : {"EPSG:4326", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84",
                                   "urn:ogc:def:crs:EPSG::4326", wkt_of_gdal, wkt_of_prj}) {
        EXPECT_TRUE(geo::is_wgs84(definition)) << definition;
        EXPECT_TRUE(geo::is_geographic(definition)) << definition;
    }
    for (const char* definition : {"EPSG:32630", "EPSG:3857", utm_of_prj, "", "nonsense", "EPSG:4143"})
        EXPECT_FALSE(geo::is_wgs84(definition)) << definition;
    EXPECT_TRUE(geo::is_geographic("EPSG:4143")) << "Abidjan 1987";
    EXPECT_FALSE(geo::is_geographic("EPSG:32630"));
    EXPECT_FALSE(geo::is_geographic(""));
}

TEST(Crs, Description) {
    EXPECT_EQ(geo::describe_crs("EPSG:32630"), "EPSG:32630 (WGS 84 / UTM zone 30N)");
    EXPECT_EQ(geo::describe_crs(utm_of_prj), "WGS 84 / UTM zone 30N");
    EXPECT_EQ(geo::describe_crs("nonsense"), "nonsense");
    EXPECT_EQ(geo::describe_crs(""), "");
}

TEST(Crs, LikelySystemsOfMetres) {
    // Abidjan to Bouaké in zone 30; the system of 1987 differs by a few hundred metres only and is likely too.
    const auto east = geo::likely_systems({276084, 591443, 389200, 850558});
    ASSERT_FALSE(east.empty());
    EXPECT_EQ(east.front(), "EPSG:32630");
    EXPECT_EQ(std::find(east.begin(), east.end(), "EPSG:32629"), east.end());
    const auto west = geo::likely_systems({610204, 884431, 640000, 900000});
    ASSERT_FALSE(west.empty());
    EXPECT_EQ(west.front(), "EPSG:32629");
    EXPECT_EQ(geo::likely_systems({-600000, 596426, -445277, 700000}), std::vector<std::string>{"EPSG:3857"});
    EXPECT_TRUE(geo::likely_systems({-4, 5.35, -3, 9}).empty()) << "degrees are degrees";
    EXPECT_TRUE(geo::likely_systems(geo::Box()).empty());
    EXPECT_TRUE(geo::likely_systems({0, 0, 1e300, 1e300}).empty());
}

TEST(Crs, ATransformationCanBeMoved) {
    Transformation first("EPSG:4326", "EPSG:32630");
    const Transformation second = std::move(first);
    expect_near(second.forward(Position{-3, 9}), {500000, 994852.1773}, 1e-3);
}

}  // namespace
