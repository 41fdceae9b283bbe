#pragma once
// The tables that the sheet's map is composed of, in metres of its projection.
#include <vector>

#include "sheet/draft.hpp"
#include "sheet/map_window.hpp"

namespace balise::sheet {

// "areas", "places" (of the area), "roads", "waters", "neighbours", "risk_zones" (that touch the area), "border_posts"
// and "transport_nodes" (in it), "providers" with their "number" (a word), and of the sheet's own: "focus" (the area),
// "focus_ribbon" (its inner edge of 1.7 mm) and "surroundings" (the window without the area).
std::vector<map::FeatureTable> tables_of(const Draft& draft, const MapWindow& window,
                                         const geo::MultiPolygon& area_in_metres);

// The rows of a table in the order given.
map::FeatureTable rows_of(const map::FeatureTable& table, const std::vector<std::size_t>& rows);

}  // namespace balise::sheet
