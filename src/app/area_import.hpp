#pragma once
// Areas that come in replace those of their levels; everything that has a place is attached to the tree of areas again.
#include <vector>

#include "app/import.hpp"
#include "app/step.hpp"
#include "base/problems.hpp"
#include "model/records.hpp"

namespace balise::app {

// Replaces the areas that `found` names by code, and the approximate ones of its P-code levels; with `whole_levels` all
// of those levels. Figures that the new area lacks are kept from the old one of the same code. Districts whose regions
// are all there are drawn anew as their union.
void replace_areas(Step& step, std::vector<model::Area> found, bool whole_levels, ImportCounts& counts,
                   base::Problems& problems);

// Gives every record with a point the area it lies in now; a record whose new area does not agree with the old one is
// listed.
void attach_everything(Step& step, base::Problems& problems);

}  // namespace balise::app
