#pragma once
// Outlines written as SVG paths, made into straight pieces. For the module itself.
#include <string_view>

#include "map/display_list.hpp"

namespace balise::map {

// Reads M L H V C Q A Z and their relative small forms; curves are cut into pieces that stay within `tolerance` of the
// curve (units of the path). A closed path ends where it began. Throws invalid_input with the place in the path.
// Source of the arcs: SVG 1.1, appendix F.6.
Paths flatten_path(std::string_view path, double tolerance);

}  // namespace balise::map
