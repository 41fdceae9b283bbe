// Files from strangers: recognised by what they are, refused with the fact and the remedy.
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <cstring>

#include "base/file.hpp"
#include "exchange/gdal_errors.hpp"
#include "read_fixture.hpp"

namespace balise::exchange::test {
namespace {

using namespace std::string_literals;

class HostileSourceTest : public ReadTest {
protected:
    // A zip with one stored member; numbers are little endian.
    static std::string number(std::uint64_t value, int width) {
        std::string bytes;
        for (int i = 0; i < width; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
        return bytes;
    }
    static std::string zip(const std::string& name, std::uint64_t packed, std::uint64_t size, std::uint64_t attributes,
                           const std::string& content) {
        const std::string local = "PK\x03\x04"s + number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) +
                                  number(0, 4) + number(packed, 4) + number(size, 4) + number(name.size(), 2) +
                                  number(0, 2) + name + content;
        const std::string central = "PK\x01\x02"s + number(0x031E, 2) + number(20, 2) + number(0, 2) + number(0, 2) +
                                    number(0, 4) + number(0, 4) + number(packed, 4) + number(size, 4) +
                                    number(name.size(), 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 2) +
                                    number(attributes, 4) + number(0, 4) + name;
        return local + central + "PK\x05\x06"s + number(0, 4) + number(1, 2) + number(1, 2) +
               number(central.size(), 4) + number(local.size(), 4) + number(0, 2);
    }
};

TEST_F(HostileSourceTest, IsRecognisedByItsContent) {
    EXPECT_TRUE(has(refusal(file("centres.xlsx", "%PDF-1.7\n1 0 obj")), "a PDF document"));
    EXPECT_TRUE(has(refusal(file("centres.xls", "<html><body><table><tr><td>Nom</td></tr></table></body></html>")),
                    "a web page"));
    EXPECT_TRUE(has(refusal(file("centres.csv", "\x89PNG\r\n\x1A\n\0\0\0"s)), "a picture"));
    EXPECT_TRUE(has(refusal(file("centres.shp", "\xFF\xD8\xFF\xE0"s)), "a picture"));
    EXPECT_TRUE(has(refusal(file("grid.csv", "II*\0aaaa"s)), "a picture or grid"));
    EXPECT_TRUE(has(refusal(file("a.csv", "")), "is empty"));
    EXPECT_TRUE(has(refusal(file("a.csv", " \n\n\t\n")), "is empty"));
    EXPECT_TRUE(has(refusal(file("a.csv", "abc\0\1\2\3\0x\0\0\0\0\0\0\0\0\0\0yyyyyyyyyyyyyyyyy"s)), "no known format"));
    EXPECT_TRUE(has(refusal(file("a.xml", "<?xml version=\"1.0\"?><gml/>")), "an XML document"));
    EXPECT_TRUE(has(refusal(file("a.json", R"({"type":"Topology","objects":{}})")), "TopoJSON"));
    EXPECT_TRUE(has(refusal(folder_), "is a folder"));
}

TEST_F(HostileSourceTest, AMissingFileIsNotFound) {
    try {
        rows_of(folder_ / "none.csv");
        FAIL();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
    }
    EXPECT_THROW(rows_of("/vsicurl/http://127.0.0.1:1/a.csv"), base::Error);
}

TEST_F(HostileSourceTest, AVirtualLayerUnderAnotherNameIsRefused) {
    EXPECT_TRUE(
        has(refusal(file("x.csv",
                         "<OGRVRTDataSource><OGRVRTLayer "
                         "name='a'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")),
            "points to other files"));
    EXPECT_TRUE(has(refusal(file("y.kml", "<?xml version='1.0'?><!DOCTYPE k [<!ENTITY a 'aaaa'>]><kml>&a;</kml>")),
                    "entities"));
}

TEST_F(HostileSourceTest, AReferenceSystemBehindALinkIsNotFetched) {
    EXPECT_TRUE(has(
        refusal(file(
            "a.geojson",
            R"({"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://127.0.0.1:1/crs"}},"features":[]})")),
        "link"));
}

TEST_F(HostileSourceTest, MembersOfAnotherTypeAreRefused) {
    for (const auto* crs :
         {R"({"type":5})", R"({"type":null,"properties":{"name":"EPSG:4326"}})", R"({"type":["name"]})", "{}"})
        EXPECT_FALSE(refusal(file("a.geojson",
                                  R"({"type":"FeatureCollection","crs":)" + std::string(crs) + R"(,"features":[]})"))
                         .empty())
            << crs;
}

TEST_F(HostileSourceTest, AnObjectOfVeryManyNamesIsRefusedAtOnce) {
    std::string bytes = "[{";
    for (int i = 0; i < 300'000; ++i) bytes += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
    EXPECT_TRUE(has(refusal(file("many.json", bytes + "}]")), "more than 2,000 different names")) << "was read";
}

TEST_F(HostileSourceTest, DeepNestingAndDamageAreRefused) {
    EXPECT_TRUE(has(refusal(file("a.json", std::string(200'000, '['))), "nested"));
    std::string objects;
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
    EXPECT_TRUE(has(refusal(file("b.json", objects)), "nested"));
    EXPECT_TRUE(
        has(refusal(file("c.geojson", "{\"type\":\"FeatureCollection\",\n\"features\":[{\"type\":")), "near line 2"));
    EXPECT_TRUE(has(refusal(file("d.geojson", R"({"type":"Point","coordinates":[1e999,5]})")), "infinite"));
    EXPECT_TRUE(has(refusal(file("e.json", "{\"a\": 1}")), "no table"));
}

TEST_F(HostileSourceTest, ArchivesAreLookedThroughFirst) {
    const std::string csv = "nom,lon\nA,1\n";
    EXPECT_EQ(rows_of(file("good.zip", zip("a.csv", csv.size(), csv.size(), 0, csv))).size(), 1U);
    EXPECT_TRUE(
        has(refusal(file("link.zip", zip("a.csv", 11, 11, 0120777ULL << 16U, "/etc/passwd"))), "symbolic link"));
    EXPECT_TRUE(has(refusal(file("slip.zip", zip("../../a.csv", csv.size(), csv.size(), 0, csv))), "leads out"));
    EXPECT_TRUE(has(refusal(file("root.zip", zip("/a.csv", csv.size(), csv.size(), 0, csv))), "leads out"));
    EXPECT_TRUE(has(refusal(file("bomb.zip", zip("a.csv", 1000, 400ULL << 20U, 0, csv))), "overflow"));
    EXPECT_TRUE(has(refusal(file("huge.zip", zip("a.csv", 1000, 4000ULL << 20U, 0, csv))), "more than the"));
    EXPECT_TRUE(has(refusal(file("overlap.zip", zip("a.csv", 100'000, 100'000, 0, csv))), "overflow"));
    EXPECT_TRUE(has(refusal(file("short.zip", zip("a.csv", csv.size(), csv.size(), 0, csv).substr(0, 60))), "damaged"));
    EXPECT_TRUE(has(refusal(file("lying.zip", zip("a.csv", csv.size(), csv.size() + 5, 0, csv))), "damaged"));
    EXPECT_TRUE(has(refusal(file("inner.zip", zip("b.zip", 4, 4, 0, "PK\x05\x06"))), "no table"));
}

TEST_F(HostileSourceTest, AnArchiveWithTwoDirectoriesIsRefused) {
    const std::string csv = "nom,lon\nA,1\n";
    const auto good = zip("a.csv", csv.size(), csv.size(), 0, csv);
    EXPECT_TRUE(has(refusal(file("before.zip", "PK\x03\x04 something before" + good)), "damaged"));
    EXPECT_TRUE(has(refusal(file("after.zip", good + "something after")), "damaged"));
    EXPECT_TRUE(has(refusal(file("two.zip", good + good)), "damaged"));
    auto hidden = good;
    hidden[good.size() - 12] = 0;  // "no files" in the last directory, though there is one
    EXPECT_TRUE(has(refusal(file("hidden.zip", hidden)), "damaged"));
}

TEST_F(HostileSourceTest, ABombIsRefusedQuickly) {
    // 300 MB of zeros, compressed by zlib through GDAL into some 300 KB.
    const auto path = "/vsizip/" + (folder_ / "bomb.zip").string() + "/doc.kml";
    VSILFILE* out = VSIFOpenL(path.c_str(), "wb");
    ASSERT_NE(out, nullptr);
    const std::string megabyte(1 << 20, ' ');
    VSIFWriteL("<kml>", 1, 5, out);
    for (int i = 0; i < 300; ++i) VSIFWriteL(megabyte.data(), 1, megabyte.size(), out);
    VSIFCloseL(out);
    fs::rename(folder_ / "bomb.zip", folder_ / "bomb.kmz");
    EXPECT_TRUE(has(refusal(folder_ / "bomb.kmz"), "overflow"));
}

class WithLayers : public HostileSourceTest {
protected:
    // A small layer of three points written by GDAL.
    fs::path layer(const char* driver_name, const std::string& name, const char* epsg = "EPSG:4326") {
        GdalErrors quiet;
        GDALAllRegister();
        auto* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
        const auto path = folder_ / name;
        GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        OGRSpatialReference system;
        system.SetFromUserInput(epsg);
        auto* made = dataset->CreateLayer("postes", &system, wkbPoint25D);
        OGRFieldDefn field("nom", OFTString);
        made->CreateField(&field);
        for (int i = 0; i < 3; ++i) {
            OGRFeature feature(made->GetLayerDefn());
            feature.SetField("nom", ("Poste é " + std::to_string(i)).c_str());
            OGRPoint point(-4.0 - i, 5.5, 100);
            feature.SetGeometry(&point);
            EXPECT_EQ(made->CreateFeature(&feature), OGRERR_NONE);
        }
        return path;
    }
};

TEST_F(WithLayers, AGeoPackageIsReadAndACutOneRefused) {
    const auto path = layer("GPKG", "a.gpkg");
    const auto rows = rows_of(path);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(source_->format(), "GeoPackage");
    EXPECT_EQ(source_->crs(), "EPSG:4326");
    EXPECT_EQ(rows[1].geometry, geo::Geometry(geo::Point{{-5, 5.5}}));
    EXPECT_EQ(rows[1].cells.at(0), "Poste é 1");
    const auto bytes = base::read_file(path);
    EXPECT_TRUE(has(refusal(file("cut.gpkg", bytes.substr(0, bytes.size() / 2))), "cut short"));
    EXPECT_TRUE(has(refusal(file("tiny.gpkg", bytes.substr(0, 60))), "not a GeoPackage"));
    auto garbled = bytes;
    for (std::size_t i = 4096; i < garbled.size(); i += 3) garbled[i] = '\x55';
    EXPECT_FALSE(refusal(file("garbled.gpkg", garbled)).empty());
}

TEST_F(WithLayers, AGeoPackageOpenElsewhereIsRefused) {
    const auto path = layer("GPKG", "a.gpkg");
    file("a.gpkg-wal", "");
    EXPECT_EQ(rows_of(path).size(), 3U);
    file("a.gpkg-wal", "the latest changes");
    EXPECT_TRUE(has(refusal(path), "close that program"));
}

TEST_F(WithLayers, AShapefileMayLackItsCompanions) {
    const auto path = layer("ESRI Shapefile", "b.shp");
    EXPECT_EQ(rows_of(path).size(), 3U);
    EXPECT_EQ(source_->crs(), "EPSG:4326");
    for (const auto* part : {"b.dbf", "b.shx", "b.prj", "b.cpg"}) fs::remove(folder_ / part);
    const auto rows = rows_of(path);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(source_->crs(), "");
    EXPECT_FALSE(geo::is_empty(rows[0].geometry));
    // Nothing was written beside it.
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
    const auto bytes = base::read_file(path);
    EXPECT_TRUE(has(refusal(file("cut.shp", bytes.substr(0, bytes.size() - 20))), "cut short"));
    EXPECT_TRUE(has(refusal(file("head.shp", bytes.substr(0, 50))), "cut short"));
}

TEST_F(WithLayers, NamesOfColumnsAreInTheEncodingOfTheFile) {
    const auto path = layer("ESRI Shapefile", "e.shp");
    auto bytes = base::read_file(folder_ / "e.dbf");
    const auto at = bytes.find("nom");
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at, 3, "\xE9t\x82");  // "йt‚" in Windows-1251
    file("e.dbf", bytes);
    file("e.cpg", "1251");
    rows_of(path);
    EXPECT_EQ(source_->columns().at(0), "йt‚");
}

TEST_F(WithLayers, InfiniteCoordinatesAreProblemsOfTheirRow) {
    const auto path = layer("ESRI Shapefile", "c.shp");
    auto bytes = base::read_file(path);
    const double third = -6;
    const double infinite = HUGE_VAL;
    const auto at = bytes.rfind(std::string(reinterpret_cast<const char*>(&third), sizeof third));
    ASSERT_GT(at, 100U);
    std::memcpy(bytes.data() + at, &infinite, sizeof infinite);
    file("c.shp", bytes);
    const auto rows = read<model::Place>(path);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_TRUE(rows[0].usable);
    EXPECT_FALSE(rows[2].usable);
    EXPECT_TRUE(has(said(3), "finite")) << said();
}

TEST_F(WithLayers, MetresAreTransformed) {
    const auto path = layer("GPKG", "d.gpkg", "EPSG:32630");
    read<model::Place>(path);
    EXPECT_TRUE(has(said(0), "the coordinates are degrees, though the file says")) << said();
}

}  // namespace
}  // namespace balise::exchange::test
