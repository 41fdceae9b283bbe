#pragma once
// Geometries of GeoJSON (RFC 7946) as values.
#include <nlohmann/json.hpp>

#include "geo/geometry.hpp"

namespace balise::exchange {

// Heights are dropped, open rings closed, a multi-point of one point becomes a point, collections of one family are
// joined. Throws invalid_input for anything that is none of ours.
geo::Geometry geometry_from_geojson(const nlohmann::ordered_json& geometry);

}  // namespace balise::exchange
