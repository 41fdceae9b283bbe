#pragma once
// Outlines of risk zones as people and the map give them.
#include <string>

#include "geo/geometry.hpp"

namespace balise::app {

// From well-known text in WGS 84 degrees, longitude first: a polygon or several. Throws invalid_input when it is none,
// crosses itself, has no surface, or reaches beyond the country's surroundings.
geo::MultiPolygon zone_shape(const std::string& text);

}  // namespace balise::app
