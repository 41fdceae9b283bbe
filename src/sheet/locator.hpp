#pragma once
// The inset: the country with the area in beacon.
#include "sheet/draft.hpp"

namespace balise::sheet {

void draw_locator(Page& page, const Draft& draft, map::Frame box);

}  // namespace balise::sheet
