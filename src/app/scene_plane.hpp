#pragma once
// The projection of the window's map, for the module itself.
#include "map/map_view.hpp"

namespace balise::app {

// Equal-area, fit for the whole country; the same for every project and every view.
map::Projection country_projection();

}  // namespace balise::app
