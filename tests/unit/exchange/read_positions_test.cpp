// Positions and shapes: every trap that real tables and layers have shown.
#include "read_fixture.hpp"

namespace balise::exchange::test {
namespace {

class ReadPositionsTest : public ReadTest {
protected:
    Parsed<model::Provider> at(const std::string& lon, const std::string& lat) {
        return providers("name_fr;type;lon;lat\nA;court;" + lon + ";" + lat + "\n").at(0);
    }
    void expect_at(const std::string& lon, const std::string& lat, double x, double y) {
        const auto row = at(lon, lat);
        EXPECT_TRUE(row.usable) << lon << " " << lat << "\n" << said();
        ASSERT_TRUE(row.record.position) << lon << " " << lat;
        EXPECT_NEAR(row.record.position->lon, x, 1e-6);
        EXPECT_NEAR(row.record.position->lat, y, 1e-6);
    }
    void expect_refused(const std::string& lon, const std::string& lat, const std::string& why) {
        EXPECT_FALSE(at(lon, lat).usable) << lon << " " << lat;
        EXPECT_TRUE(has(said(2), why)) << said();
        EXPECT_TRUE(has(said(2), "→")) << "no remedy: " << said();
    }
    static std::string geojson(const std::string& geometry, const std::string& properties = "\"name\":\"A\"",
                               const std::string& crs = "") {
        return R"({"type":"FeatureCollection",)" + crs + R"("features":[{"type":"Feature","properties":{)" +
               properties + R"(},"geometry":)" + geometry + "}]}";
    }
};

TEST_F(ReadPositionsTest, DegreesAsPeopleWriteThem) {
    expect_at("-4.0083", "5.3599", -4.0083, 5.3599);
    expect_at("-4,0083", "5,3599", -4.0083, 5.3599);
    expect_at("4°00'30\" O", "5°21'36\" N", -(4 + 30 / 3600.0), 5.36);
    expect_at("4° 0,5' W", "5° 21,6' N", -(4 + 0.5 / 60), 5.36);
    expect_at("5°21'36\" N", "4°00'30\" O", -(4 + 30 / 3600.0), 5.36);  // exchanged, with a warning
    EXPECT_TRUE(has(said(2), "exchanged"));
}

TEST_F(ReadPositionsTest, WhatCannotBeIsRefusedWithItsRemedy) {
    expect_refused("5.3599", "-4.0083", "swapped");
    expect_refused("4.0083", "5.3599", "minus sign");
    expect_refused("0", "0", "0, 0");
    expect_refused("-4.0083", "", "only one");
    expect_refused("NaN", "5.3", "not a finite number");
    expect_refused("-4", "Infinity", "not a finite number");
    expect_refused("1e400", "5", "not a finite number");
    expect_refused("quatre", "5", "not a coordinate");
    expect_refused("2.35", "48.85", "outside");
    expect_refused("4°75'00\" O", "5°21'36\" N", "not a coordinate");
}

TEST_F(ReadPositionsTest, ARowWithoutPositionIsUsableButSaidSo) {
    const auto rows = providers("name_fr,type,lon,lat\nA,court,,\nB,hotline,-,-\nC,court,-4,5.5\n");
    EXPECT_TRUE(rows.at(0).usable);
    EXPECT_TRUE(has(said(2), "no position"));
    EXPECT_EQ(said(3), "");
}

TEST_F(ReadPositionsTest, BorderPostsNeedTheirPosition) {
    const auto rows =
        read<model::BorderPost>(file("b.csv", "nom,type,lon,lat\nNoé,poste officiel,-2.8,5.29\nX,douane,,\n"));
    EXPECT_TRUE(rows.at(0).usable);
    EXPECT_FALSE(rows.at(1).usable);
    EXPECT_TRUE(has(said(3), "position is missing"));
}

TEST_F(ReadPositionsTest, AFileWithoutPositionsIsRefusedOnceOrAcceptedOnPurpose) {
    ReadRequest request;
    request.file = file("p.csv", "name_fr,type,address\nA,court,rue 1\nB,court,rue 2\n116,hotline,\n");
    auto rows = read<model::Provider>(request);
    EXPECT_FALSE(rows.at(0).usable);
    EXPECT_FALSE(rows.at(1).usable);
    EXPECT_TRUE(rows.at(2).usable);
    EXPECT_EQ(problems_.errors(), 1U) << said();
    EXPECT_TRUE(has(said(0), "looked for lon"));
    EXPECT_TRUE(has(said(0), "--positions none"));
    request.mapping.positions_absent = true;
    rows = read<model::Provider>(request);
    EXPECT_TRUE(rows.at(0).usable) << said();
    EXPECT_EQ(problems_.size(), 0U) << said();
}

TEST_F(ReadPositionsTest, OneColumnForBoth) {
    const auto rows = providers(
        "name_fr;type;Coordonnées GPS\nA;court;5.3599, -4.0083\nB;court;5°21'36\"N 4°00'30\"O\nC;court;POINT(-4.0083 "
        "5.3599)\nD;court;ici\n");
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0].record.position, (geo::LonLat{-4.0083, 5.3599}));
    EXPECT_NEAR(rows[1].record.position.value().lat, 5.36, 1e-9);
    EXPECT_EQ(rows[2].record.position, (geo::LonLat{-4.0083, 5.3599}));
    EXPECT_FALSE(rows[3].usable);
    EXPECT_TRUE(has(said(5), "not a pair of coordinates"));
}

TEST_F(ReadPositionsTest, MetresUnderTheLabelOfDegreesAreNamed) {
    std::string csv = "name_fr,type,lon,lat\n";
    for (int i = 0; i < 20; ++i)
        csv += "A" + std::to_string(i) + ",court," + std::to_string(380000 + i * 1000) + "," +
               std::to_string(590000 + i * 500) + "\n";
    csv += "Z,court,-4,5.5\n";
    auto rows = providers(csv);
    EXPECT_EQ(problems_.errors(), 1U) << said();
    EXPECT_TRUE(has(said(0), "EPSG:32630")) << said();
    EXPECT_TRUE(has(said(0), "--crs"));
    for (const auto& row : rows) EXPECT_FALSE(row.usable);
    ReadRequest request;
    request.file = folder_ / "providers.csv";
    request.crs = "EPSG:32630";
    rows = read<model::Provider>(request);
    EXPECT_TRUE(rows.at(0).usable) << said();
    EXPECT_NEAR(rows[0].record.position.value().lat, 5.336, 0.01);
    request.crs = "";
    request.mapping.crs = "EPSG:32630";
    EXPECT_TRUE(read<model::Provider>(request).at(0).usable);
    request.crs = "EPSG:99999999";
    EXPECT_THROW(read<model::Provider>(request), base::Error);
}

TEST_F(ReadPositionsTest, ALayerInMetresUnderTheLabelOfDegreesIsNamed) {
    file("b.geojson",
         geojson(
             R"({"type":"Polygon","coordinates":[[[380000,590000],[390000,590000],[390000,600000],[380000,590000]]]})",
             R"("code":"CI01","name":"A")",
             R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},)"));
    ReadRequest request;
    request.file = folder_ / "b.geojson";
    auto rows = read<model::Area>(request);
    EXPECT_FALSE(rows.at(0).usable);
    EXPECT_TRUE(has(said(0), "EPSG:32630")) << said();
    request.crs = "EPSG:32630";
    rows = read<model::Area>(request);
    EXPECT_TRUE(rows.at(0).usable) << said();
    EXPECT_NEAR(geo::box_of(rows[0].record.shape).min_x, -4.08, 0.01);
}

TEST_F(ReadPositionsTest, AStatedReferenceSystemIsFollowed) {
    const auto path =
        file("a.geojson", geojson(R"({"type":"Point","coordinates":[380000,590000]})", R"("name":"A")",
                                  R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32630"}},)"));
    const auto rows = read<model::Place>(path);
    ASSERT_TRUE(rows.at(0).usable) << said();
    EXPECT_NEAR(rows[0].record.position.value().lon, -4.08, 0.01);
}

TEST_F(ReadPositionsTest, GeometriesOfTheWrongFamilyAreRefused) {
    const std::string line = R"({"type":"LineString","coordinates":[[-4,5],[-4.1,5.1]]})";
    const std::string polygon = R"({"type":"Polygon","coordinates":[[[-4,5],[-4.1,5],[-4.1,5.1],[-4,5]]]})";
    EXPECT_FALSE(read<model::Place>(file("a.geojson", geojson(line))).at(0).usable);
    EXPECT_TRUE(has(said(1), "not a point")) << said();
    EXPECT_FALSE(read<model::Area>(file("a.geojson", geojson(line, R"("name":"A","code":"CI01")"))).at(0).usable);
    EXPECT_TRUE(has(said(1), "not a polygon")) << said();
    const auto inside = read<model::Place>(file("a.geojson", geojson(polygon)));
    EXPECT_TRUE(inside.at(0).usable);
    EXPECT_TRUE(has(said(1), "inside the polygon"));
    EXPECT_FALSE(
        read<model::Place>(file("a.geojson", geojson(R"({"type":"Point","coordinates":["x",5]})"))).at(0).usable);
    EXPECT_FALSE(read<model::Area>(file("a.geojson", geojson(R"({"type":"Polygon","coordinates":[[[-4,5],[-4.1,5]]]})",
                                                             R"("name":"A","code":"CI01")")))
                     .at(0)
                     .usable);
    EXPECT_FALSE(read<model::Place>(file("a.geojson", geojson("null"))).at(0).usable);
}

TEST_F(ReadPositionsTest, InvalidPolygonsAreMended) {
    const std::string bow = R"({"type":"Polygon","coordinates":[[[-4,5],[-4.1,5.1],[-4,5.1],[-4.1,5],[-4,5]]]})";
    const auto rows = read<model::Area>(file("a.geojson", geojson(bow, R"("name":"A","code":"CI01")")));
    EXPECT_TRUE(rows.at(0).usable);
    EXPECT_TRUE(has(said(1), "mended")) << said();
    EXPECT_EQ(rows[0].record.shape.polygons.size(), 2U);
}

TEST_F(ReadPositionsTest, ShapesMayComeAsTextInATable) {
    const auto rows =
        read<model::RiskZone>(file("z.csv",
                                   "nom;niveau;wkt\nA;élevé;POLYGON((-4 5,-4.1 5,-4.1 5.1,-4 "
                                   "5))\nB;élevé;POLYGON((\nC;élevé;POLYGON((2 48,2.1 48,2.1 48.1,2 48))\n"));
    EXPECT_TRUE(rows.at(0).usable) << said();
    EXPECT_FALSE(rows.at(1).usable);
    EXPECT_FALSE(rows.at(2).usable);
    EXPECT_TRUE(has(said(4), "outside"));
    EXPECT_FALSE(read<model::RiskZone>(file("z.csv", "nom;niveau\nA;élevé\n")).at(0).usable);
    EXPECT_TRUE(has(said(0), "no geometry")) << said();
}

}  // namespace
}  // namespace balise::exchange::test
