#pragma once
// The country's border without its coast.
#include "map/feature_table.hpp"

namespace balise::app {

// "land_border": one row, the stretches of the country's outline (the area of level 0) that do not bound the sea, in
// the tables' own coordinates. The bundled outlines of country and sea share their vertices; with outlines that do not,
// the whole outline. Without a country no row.
map::FeatureTable land_border(const map::FeatureTable& areas, const map::FeatureTable& waters);

// The waters with the sea going on where the base data end: corners on the upright edges of its box and on the southern
// one are moved far out, so that a view beyond the data shows no edge.
map::FeatureTable with_open_sea(const map::FeatureTable& waters);

// "coast": one row, the sea's outline without the edges where the base data end.
map::FeatureTable coast_of(const map::FeatureTable& waters);

}  // namespace balise::app
