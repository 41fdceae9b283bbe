#include "app/record_shape.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "exchange/gdal_geometry.hpp"
#include "geo/operations.hpp"

namespace balise::app {

using base::mark;

namespace {

// Côte d'Ivoire and about 100 km around it.
constexpr geo::Box surroundings{-9.6, 3.3, -1.5, 11.8};
constexpr double least_square_metres = 100;

base::Error refused(base::Text message) {
    return {base::ErrorKind::invalid_input, std::move(message)};
}

}  // namespace

geo::MultiPolygon zone_shape(const std::string& text) {
    const auto read = exchange::geometry_from_wkt(text);
    const auto* shape = std::get_if<geo::MultiPolygon>(&read);
    if (shape == nullptr || shape->empty())
        throw refused(mark("a risk zone is an area: give its shape as POLYGON ((longitude latitude, …))"));
    if (!geo::is_finite(read)) throw refused(mark("the shape has coordinates that are no numbers"));
    const auto box = geo::box_of(read);
    if (!surroundings.contains({box.min_x, box.min_y}) || !surroundings.contains({box.max_x, box.max_y}))
        throw refused(
            mark("the shape lies from {0}, {1} to {2}, {3}, beyond Côte d’Ivoire and its surroundings; "
                 "longitude comes first, in degrees",
                 box.min_x, box.min_y, box.max_x, box.max_y));
    if (const auto reason = geo::invalid_reason(read)) throw refused(mark("the shape is not valid: {0}", *reason));
    if (geo::area(*shape).value < least_square_metres) throw refused(mark("the shape has no surface"));
    return *shape;
}

}  // namespace balise::app
