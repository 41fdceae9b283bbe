// Any bytes as well-known binary, and the operations on what comes out.
#include "base/error.hpp"
#include "fuzz_input.hpp"
#include "geo/geometry.hpp"
#include "geo/operations.hpp"

namespace {

using namespace balise;

void operate(const geo::Geometry& geometry) {
    try {
        geo::invalid_reason(geometry);
        const auto repaired = geo::make_valid(geometry);
        fuzz::require(geo::is_empty(repaired) || repaired.index() == geometry.index(),
                      "a repaired geometry is of the same family");
        if (const auto* areas = std::get_if<geo::MultiPolygon>(&repaired)) {
            geo::interior_point(*areas);
            geo::area(*areas);
            geo::union_of({*areas, *areas});
        }
    } catch (const base::Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    geo::Geometry geometry;
    try {
        geometry = geo::from_wkb(fuzz::text_of(data, size));
    } catch (const base::Error&) {
        return 0;
    }
    const auto bytes = geo::to_wkb(geometry);
    fuzz::require(geo::to_wkb(geo::from_wkb(bytes)) == bytes, "what was written reads back the same");
    if (geo::vertex_count(geometry) > 300) return 0;
    geo::to_wkt(geometry);
    const auto box = geo::box_of(geometry);
    if (const auto* areas = std::get_if<geo::MultiPolygon>(&geometry)) {
        const geo::PolygonIndex index({areas});
        index.find({box.min_x, box.min_y});
        index.find({0, 0});
    }
    if (geo::is_finite(geometry)) operate(geometry);
    return 0;
}
