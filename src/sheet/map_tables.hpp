#pragma once
// The tables that the sheet's map is composed of, in metres of its projection.
#include <vector>

#include "sheet/draft.hpp"
#include "sheet/map_window.hpp"

namespace balise::sheet {

// "areas", "places" (towns of the area and some of its small places), "roads", "waters", "neighbours", "risk_zones",
// "border_posts" and "transport_nodes" (in the area), "providers" with their "number" (a word), and of the sheet's own:
// "focus" (the area), "focus_ribbon" (its inner edge of 1.7 mm) and "surroundings" (the window without the area).
std::vector<map::FeatureTable> tables_of(const Draft& draft, const MapWindow& window,
                                         const geo::MultiPolygon& area_in_metres);

// Gives the providers the column "crowded": 0, or how many steps smaller they are to be drawn.
void set_crowded(std::vector<map::FeatureTable>& tables, int crowded);

// The rows of a table in the order given.
map::FeatureTable rows_of(const map::FeatureTable& table, const std::vector<std::size_t>& rows);

}  // namespace balise::sheet
