#pragma once
// The legend of what is shown, and the key to the services' numbers.
#include <vector>

#include "sheet/draft.hpp"

namespace balise::sheet {

// How the legend is set: its lines' distance, and whether the key to the services stands in it or elsewhere.
struct LegendPlan {
    double pitch = 4.4;  // millimetres between symbols
    double service_pitch = 2.95;
    bool with_services = true;
    double height = 0;
};

// The airiest plan that fits into `height` mm; the services are put elsewhere when even the tightest does not hold
// them.
LegendPlan plan_legend(Page& page, const Draft& draft, double width, double height, int columns,
                       const std::vector<map::LegendEntry>& entries);
void draw_legend(Page& page, const Draft& draft, map::Frame box, int columns,
                 const std::vector<map::LegendEntry>& entries, const LegendPlan& plan);

// The key to the services in a strip of its own, as many columns as it has room for.
double services_strip_height(const Draft& draft, double width);
void draw_services_strip(Page& page, const Draft& draft, map::Frame box);

}  // namespace balise::sheet
