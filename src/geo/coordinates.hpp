#pragma once
// Reading and writing coordinates as people write them.
#include <optional>
#include <string>
#include <string_view>

#include "geo/geometry.hpp"

namespace balise::geo {

enum class Axis { unknown, longitude, latitude };

struct ParsedCoordinate {
    double degrees = 0;         // or metres, when the text was a plain large number
    Axis axis = Axis::unknown;  // known when the text carries N, S, E, W or O
    bool decimal_comma = false;
    bool sexagesimal = false;  // degrees, minutes (and seconds)
};

// "-5.0303", "-5,0303", "5°01'49\"W", "5° 1,8' O", "7 41 38 N", "N 7°41.6'". O and W both mean west (French "Ouest").
// Nothing for anything else, NaN and infinity included; minutes and seconds must be below 60. With a letter or in
// degrees and minutes the angle must be one of the earth; a plain number may be anything.
std::optional<ParsedCoordinate> parse_coordinate(std::string_view text);

// "5.35, -4.00", "5°21'N 4°0'O", "POINT(-4 5.3)" or "-4.0;5.3" in one cell. Without letters the order is latitude,
// longitude, unless the first number cannot be a latitude; WKT is longitude first. Nothing when the whole text is one
// coordinate ("5,35").
std::optional<LonLat> parse_coordinate_pair(std::string_view text);

// 7°41′38″N 5°01′49″O (French) or W (English).
std::string dms_text(LonLat position, bool french);

}  // namespace balise::geo
