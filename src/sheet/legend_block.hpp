#pragma once
// The legend of what is shown, and the key to the services' numbers.
#include <vector>

#include "sheet/draft.hpp"

namespace balise::sheet {

// Draws into `box` when `page` is to be drawn on; returns the height that it takes.
double draw_legend(Page& page, const Draft& draft, map::Frame box, int columns,
                   const std::vector<map::LegendEntry>& entries);
// The height alone, nothing drawn.
double legend_height(Page& page, const Draft& draft, double width, int columns,
                     const std::vector<map::LegendEntry>& entries);

}  // namespace balise::sheet
