// Coordinates as people write them.
#include "geo/coordinates.hpp"

#include <gtest/gtest.h>

namespace {

using namespace balise::geo;

struct Written {
    std::string_view text;
    double degrees;
    Axis axis;
};

constexpr double minutes(double degrees, double of_minutes, double seconds = 0) {
    return degrees + of_minutes / 60 + seconds / 3600;
}

TEST(Coordinate, FormsThatPeopleUse) {
    const Axis none = Axis::unknown, lon = Axis::longitude, lat = Axis::latitude;
    for (const auto& [text, degrees, axis] : std::initializer_list<Written>{
             {"-5.0303", -5.0303, none},
             {"-5,0303", -5.0303, none},
             {"+7.69", 7.69, none},
             {"−4,008", -4.008, none},
             {" \u00a0 7.69 \t", 7.69, none},
             {"0", 0, none},
             {"389200.99", 389200.99, none},
             {"-5.03°", -5.03, none},
             {"4,008°O", -4.008, lon},
             {"4.008° W", -4.008, lon},
             {"5.3O", -5.3, lon},
             {"5.3 o", -5.3, lon},
             {"O 5.3", -5.3, lon},
             {"5.3E", 5.3, lon},
             {"7.69N", 7.69, lat},
             {"N7.69", 7.69, lat},
             {"7.69 S", -7.69, lat},
             {"90 N", 90, lat},
             {"180 W", -180, lon},
             {"5°01'49\"W", -minutes(5, 1, 49), lon},
             {"5°01’49”O", -minutes(5, 1, 49), lon},
             {"5° 01′ 49″ O", -minutes(5, 1, 49), lon},
             {"5º01'49''W", -minutes(5, 1, 49), lon},
             {"5°01′49′′O", -minutes(5, 1, 49), lon},
             {"5°1'49,5\"W", -minutes(5, 1, 49.5), lon},
             {"5° 1,8' O", -minutes(5, 1.8), lon},
             {"N 7°41.6'", minutes(7, 41.6), lat},
             {"7 41 38 N", minutes(7, 41, 38), lat},
             {"7 41.6 N", minutes(7, 41.6), lat},
             {"7 41 38", minutes(7, 41, 38), none},
             {"-5°30'", -5.5, none},
             {"-0°30'", -0.5, none},
             {"7°", 7, none},
             {"7°41", minutes(7, 41), none},
         }) {
        const auto parsed = parse_coordinate(text);
        ASSERT_TRUE(parsed) << text;
        EXPECT_NEAR(parsed->degrees, degrees, 1e-12) << text;
        EXPECT_EQ(parsed->axis, axis) << text;
    }
}

TEST(Coordinate, SaysHowItWasWritten) {
    EXPECT_TRUE(parse_coordinate("-5,03")->decimal_comma);
    EXPECT_FALSE(parse_coordinate("-5.03")->decimal_comma);
    EXPECT_TRUE(parse_coordinate("5°30'")->sexagesimal);
    EXPECT_FALSE(parse_coordinate("5.5°")->sexagesimal);
}

TEST(Coordinate, WhatIsNone) {
    for (const std::string_view text : {"",
                                        " ",
                                        "N",
                                        "°",
                                        "-",
                                        "abc",
                                        "nan",
                                        "NaN",
                                        "inf",
                                        "-inf",
                                        "infinity",
                                        "1e5",
                                        "1E5",
                                        "1e-5",
                                        "0x10",
                                        "5.3.2",
                                        "5,3,2",
                                        "5,",
                                        "5.",
                                        "5. 30 N",
                                        "5, 30 N",
                                        "--5",
                                        "+-5",
                                        "5-",
                                        "- -5",
                                        "-5 W",
                                        "-5 N",
                                        "7°60'",
                                        "7°41'60\"",
                                        "7 60 0",
                                        "7 41 60 N",
                                        "7.5°30'",
                                        "7°41.5'30\"",
                                        "7 41",
                                        "41'",
                                        "41'38\"",
                                        "38\"",
                                        "7\"41'",
                                        "7°41\"",
                                        "7°41°",
                                        "'7",
                                        "7°41'38\"12",
                                        "7 41 38 12",
                                        "7 N 41",
                                        "7 N 41 38",
                                        "5W30",
                                        "NN 7",
                                        "7 N N",
                                        "7 N W",
                                        "N 7 W",
                                        "N 7 N",
                                        "91 N",
                                        "90°00'01\"N",
                                        "181 W",
                                        "181°",
                                        "200°30'",
                                        "7 m",
                                        "7 41 38 X",
                                        "\xff",
                                        "7\xff",
                                        "7,69°N 5,03°O",
                                        "99999999999999999999999999999999999999999°",
                                        "5/30",
                                        "5;30",
                                        "5_30",
                                        "1 000.5"})
        EXPECT_FALSE(parse_coordinate(text)) << text;
    EXPECT_FALSE(parse_coordinate(std::string(400, '9')));
    EXPECT_FALSE(parse_coordinate("1" + std::string(100'000, ' ') + "x"));
}

TEST(CoordinatePair, EveryForm) {
    for (const std::string_view text : {"5.35,-4.25",        "5.35, -4.25",       "5.35;-4.25",
                                        "5.35 -4.25",        "5.35/-4.25",        "5.35 | -4.25",
                                        "5,35 -4,25",        "5,35;-4,25",        "5,35, -4,25",
                                        "5,35,-4,25",        "5°21'N 4°15'O",     "5°21' N, 4°15' W",
                                        "4°15'O 5°21'N",     "4°15'O; 5°21'N",    "5 21 0 N 4 15 0 W",
                                        "N 5 21 W 4 15",     "N5.35 W4.25",       "5.35N,4.25W",
                                        "5,35° N ; 4,25° O", "POINT(-4.25 5.35)", "point ( -4.25   5.35 )",
                                        "Point(-4.25 5.35)", " 5.35\u00a0-4.25 ", "5 21 0 -4 15 0"}) {
        const auto pair = parse_coordinate_pair(text);
        ASSERT_TRUE(pair) << text;
        EXPECT_NEAR(pair->lat, 5.35, 1e-12) << text;
        EXPECT_NEAR(pair->lon, -4.25, 1e-12) << text;
    }
}

TEST(CoordinatePair, OrderIsLatitudeFirstUnlessImpossible) {
    EXPECT_EQ(parse_coordinate_pair("-4.25;5.35"), (LonLat{5.35, -4.25}));
    EXPECT_EQ(parse_coordinate_pair("120.5 5.35"), (LonLat{120.5, 5.35}));
    EXPECT_EQ(parse_coordinate_pair("5, 4"), (LonLat{4, 5}));
    EXPECT_EQ(parse_coordinate_pair("5.35 4.25 W"), (LonLat{-4.25, 5.35}));
}

TEST(CoordinatePair, WhatIsNone) {
    for (const std::string_view text : {"",
                                        "5.35",
                                        "5,35",
                                        "-4,008",
                                        "7 41 38 N",
                                        "7 41 38",
                                        "5.35 N 5.35 N",
                                        "5 N 4 S",
                                        "5 W 4 O",
                                        "95 100",
                                        "5.35 -181",
                                        "5.35 -4.25 7",
                                        "5 21 4 15",
                                        "x y",
                                        "nan nan",
                                        "5.35 inf",
                                        "1e1 1e1",
                                        "POINT(-4.25)",
                                        "POINT(-4.25 5.35",
                                        "POINT)(-4.25 5.35",
                                        "POINT(-4.25 5.35) x",
                                        "POINT(500 900)",
                                        "POINT(-4.25 5.35 0)",
                                        "POINT EMPTY",
                                        "POINT",
                                        "pointe noire",
                                        ";",
                                        ", ",
                                        "389200 591443",
                                        "4.25 W 5.35",
                                        "5.35 N 4.25"})
        EXPECT_FALSE(parse_coordinate_pair(text)) << text;
}

TEST(Dms, InBothLanguages) {
    EXPECT_EQ(dms_text({-minutes(5, 1, 49), minutes(7, 41, 38)}, true), "7°41′38″N 5°01′49″O");
    EXPECT_EQ(dms_text({-minutes(5, 1, 49), minutes(7, 41, 38)}, false), "7°41′38″N 5°01′49″W");
    EXPECT_EQ(dms_text({2.5, -0.25}, true), "0°15′00″S 2°30′00″E");
    EXPECT_EQ(dms_text({-4.99999, 5.99999}, true), "6°00′00″N 5°00′00″O") << "sixty seconds become a minute";
}

TEST(Dms, ReadsBack) {
    for (int i = 0; i < 2000; ++i) {
        const LonLat position{-8.6 + i * 0.003, 4.2 + i * 0.003};
        for (const bool french : {true, false}) {
            const auto pair = parse_coordinate_pair(dms_text(position, french));
            ASSERT_TRUE(pair) << dms_text(position, french);
            ASSERT_NEAR(pair->lon, position.lon, 0.5 / 3600 + 1e-9);
            ASSERT_NEAR(pair->lat, position.lat, 0.5 / 3600 + 1e-9);
        }
    }
}

}  // namespace
