// Any text as a coordinate or a pair of them.
#include "geo/coordinates.hpp"

#include <cmath>

#include "base/words.hpp"
#include "fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace balise;
    if (size > 4096) return 0;
    const auto text = fuzz::text_of(data, size);
    if (const auto one = geo::parse_coordinate(text)) {
        fuzz::require(std::isfinite(one->degrees), "a coordinate is finite");
        if (one->axis == geo::Axis::latitude) fuzz::require(std::abs(one->degrees) <= 90, "a latitude is at most 90");
        if (one->axis == geo::Axis::longitude || one->sexagesimal)
            fuzz::require(std::abs(one->degrees) <= 180, "an angle is at most 180");
        fuzz::require(!geo::parse_coordinate_pair(text), "one coordinate is no pair");
    }
    if (const auto pair = geo::parse_coordinate_pair(text)) {
        fuzz::require(std::abs(pair->lat) <= 90 && std::abs(pair->lon) <= 180, "a position lies on the earth");
        const auto again = geo::parse_coordinate_pair(geo::dms_text(*pair, true));
        fuzz::require(again && std::abs(again->lat - pair->lat) < 0.001 && std::abs(again->lon - pair->lon) < 0.001,
                      "degrees and minutes read back");
        const auto plain = geo::parse_coordinate_pair("POINT(" + base::number_text(pair->lon) + " " +
                                                      base::number_text(pair->lat) + ")");
        fuzz::require(plain == pair, "well-known text reads back the same");
    }
    return 0;
}
