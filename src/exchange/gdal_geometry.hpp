#pragma once
// Geometries of GDAL as values.
#include <cstddef>
#include <string>

#include "geo/geometry.hpp"

class OGRGeometry;

namespace balise::exchange {

// More than the outline of the country at full detail; a geometry beyond is refused.
inline constexpr std::size_t most_vertices = 5'000'000;

// Heights and measures dropped, curves made of straight pieces. Throws invalid_input for what is none of ours.
geo::Geometry geometry_from_ogr(const OGRGeometry& geometry);
// From well-known text; throws invalid_input.
geo::Geometry geometry_from_wkt(const std::string& text);

}  // namespace balise::exchange
