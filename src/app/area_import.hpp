#pragma once
// Areas that come in replace those of their levels; everything that has a place is attached to the tree of areas again.
#include <vector>

#include "app/import.hpp"
#include "app/step.hpp"
#include "base/problems.hpp"
#include "model/records.hpp"

namespace balise::app {

// Replaces the areas of every P-code level that occurs in `found`; areas outside the tree are matched by code. Population figures that
// the new area lacks are kept from the old one of the same code. Districts are drawn anew as the union of their regions.
void replace_areas(Step& step, std::vector<model::Area> found, ImportCounts& counts, base::Problems& problems);

// Gives every record with a point the area it lies in now; a record whose new area does not agree with the old one is listed.
void attach_everything(Step& step, base::Problems& problems);

}  // namespace balise::app
