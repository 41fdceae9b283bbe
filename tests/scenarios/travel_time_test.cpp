// Travel times from files to files, looked at with gdal's own programs.
#include <algorithm>
#include <cmath>
#include <sstream>

#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::HasSubstr;

// Five by four cells of 100 m; the third column is water but for a bridge in its second row; minutes per metre.
constexpr std::string_view small_grid =
    "ncols 5\nnrows 4\nxllcorner 0\nyllcorner 0\ncellsize 100\nNODATA_value -9999\n"
    "0.01 0.01 -9999 0.01 0.01\n"
    "0.01 0.01 0.01 0.01 0.01\n"
    "0.01 0.01 -9999 0.02 0.02\n"
    "0.01 0.01 -9999 0.02 0.02\n";

class TravelTimes : public Scenario {
protected:
    std::string friction;
    void SetUp() override {
        Scenario::SetUp();
        friction = file("friction.asc", small_grid);
    }
    Answer run(const std::string& points, const Words& more = {}) const {
        Words words{"travel-time", "--friction", friction, "--from", points, "--out", path("t.tif"), "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return balise(words);
    }
    // What GDAL reads in a grid, row by row; "no data" as -1.
    std::vector<double> values(const std::string& name) const {
        const auto text = shell("gdal_translate -q -of XYZ " + path(name) + " /vsistdout/").out;
        std::istringstream lines(text);
        std::vector<double> found;
        std::string x, y, value;
        while (lines >> x >> y >> value)
            found.push_back(value == "nan" || std::stod(value) > 4e9 ? -1 : std::stod(value));
        return found;
    }
};

TEST_F(TravelTimes, ASmallCaseComputedByHand) {
    // From the middle of the upper left cell: a straight step costs 1 minute, a diagonal one 1.4142.
    const auto points = file("points.csv", "name;x;y\nA;50;350\n");
    const auto answer = run(points, {"--allocation", path("a.tif")});
    ASSERT_CODE(answer, 0);
    const double diagonal = std::sqrt(2.0);
    const double bridge = 1 + diagonal;           // one step, one diagonal: row 2, column 3
    const double beyond = bridge + 1;             // row 2, column 4
    const double slow = bridge + 1.5 * diagonal;  // row 3, column 4: (0.01 + 0.02) ÷ 2 × 141.42 m
    const std::vector<double> wanted{0,
                                     1,
                                     -1,
                                     bridge + diagonal,
                                     bridge + diagonal + 1,  //
                                     1,
                                     diagonal,
                                     bridge,
                                     beyond,
                                     beyond + 1,  //
                                     2,
                                     1 + diagonal,
                                     -1,
                                     slow,
                                     std::min(beyond + 1.5 * diagonal, slow + 2),  //
                                     3,
                                     2 + diagonal,
                                     -1,
                                     std::min(slow + 2, beyond + 1.5 + 2),
                                     slow + 2 * diagonal};
    const auto found = values("t.tif");
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t cell = 0; cell < wanted.size(); ++cell) EXPECT_NEAR(found[cell], wanted[cell], 1e-4) << cell;
    const auto nearest = values("a.tif");
    EXPECT_EQ(std::count(nearest.begin(), nearest.end(), 1), 17);
    EXPECT_EQ(std::count(nearest.begin(), nearest.end(), -1), 3);
    EXPECT_EQ(answer.json()["reached"], 17);
    EXPECT_EQ(answer.json()["points"], 1);
}

TEST_F(TravelTimes, DelaysAndALimit) {
    const auto points = file("points.csv", "x,y,delay\n50,350,0\n450,50,2.5\n");
    ASSERT_CODE(run(points, {"--limit", "2"}), 0);
    const auto found = values("t.tif");
    EXPECT_EQ(found[0], 0);
    EXPECT_EQ(found[1], 1);
    EXPECT_EQ(found[19], -1);  // its own delay is beyond the limit
    ASSERT_CODE(run(points), 0);
    EXPECT_EQ(values("t.tif")[19], 2.5);
}

TEST_F(TravelTimes, TwiceTheSameBytes) {
    const auto points = file("points.csv", "50,350\n450,50\n");
    ASSERT_CODE(run(points), 0);
    const auto first = read_text(path("t.tif"));
    ASSERT_CODE(run(points), 0);
    EXPECT_TRUE(first == read_text(path("t.tif")));
}

TEST_F(TravelTimes, PointsThatCannotBeUsedAreToldWithTheirRow) {
    const auto points = file("points.csv", "name,x,y\ndry,50,350\nwet,250,350\naway,9000,350\nnowhere,,\nlate,50,50\n");
    const auto answer = run(points, {"--lang", "en"});
    ASSERT_CODE(answer, 0);
    EXPECT_EQ(answer.json()["points"], 2);
    EXPECT_EQ(answer.json()["left_out"], 2);
    std::vector<int> rows;
    const auto told = answer.json();
    for (const auto& problem : told["problems"]) rows.push_back(problem["row"].get<int>());
    EXPECT_THAT(rows, testing::UnorderedElementsAre(3, 4, 5));
}

TEST_F(TravelTimes, NoUsablePointIsRefusedAndWritesNothing) {
    const auto answer = run(file("points.csv", "x,y\n250,350\n"));
    EXPECT_CODE(answer, 3);
    EXPECT_FALSE(fs::exists(path("t.tif")));
    EXPECT_CODE(run(file("empty.csv", "name,town\na,b\n")), 3);
    EXPECT_CODE(run(path("missing.csv")), 4);
}

TEST_F(TravelTimes, WrongGridsAreRefusedInWords) {
    const auto points = file("points.csv", "x,y\n50,350\n");
    auto text = std::string(small_grid);
    text.replace(text.find("0.02 0.02"), 9, "-0.5 0.02");
    friction = file("negative.asc", text);
    auto answer = run(points, {"--lang", "en"});
    EXPECT_CODE(answer, 3);
    EXPECT_THAT(answer.err, HasSubstr("row 3, column 4"));
    friction = file("words.tif", "not a grid");
    EXPECT_CODE(run(points), 3);
    friction = path("missing.tif");
    EXPECT_CODE(run(points), 4);
    EXPECT_FALSE(fs::exists(path("t.tif")));
}

TEST_F(TravelTimes, PointsComeFromTheirOwnSystem) {
    ASSERT_CODE(shell("gdal_translate -q -a_srs EPSG:32630 -a_ullr 300000 800400 300500 800000 " + friction + " " +
                      path("utm.tif")),
                0);
    friction = path("utm.tif");
    const auto at = shell("echo '300050 800350' | gdaltransform -s_srs EPSG:32630 -t_srs EPSG:4326 -output_xy").out;
    std::istringstream words(at);
    std::string lon, lat;
    words >> lon >> lat;
    ASSERT_CODE(run(file("points.csv", "lon,lat\n" + lon + "," + lat + "\n")), 0);
    EXPECT_EQ(values("t.tif")[0], 0);
    ASSERT_CODE(run(file("points.geojson",
                         "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                         "\"properties\":{\"name\":\"A\"},\"geometry\":{\"type\":\"Point\","
                         "\"coordinates\":[" +
                             lon + "," + lat + "]}}]}")),
                0);
    EXPECT_EQ(values("t.tif")[0], 0);
    EXPECT_THAT(shell("gdalinfo " + path("t.tif")).out, HasSubstr("UTM zone 30N"));
}

}  // namespace
}  // namespace balise::scenario
