#pragma once
// Patterns that fill areas, as lines and dots. Their phase is tied to the sheet's origin: neighbours fit together.
#include <vector>

#include "map/display_list.hpp"
#include "map/symbols.hpp"

namespace balise::map {

// Appends the hatch lines of a pattern of lines or cross within the rings `from` to `to` (even-odd).
void hatch_lines(const Paths& rings, std::size_t from, std::size_t to, const Pattern& pattern, Paths& out);
// Appends the middles of the dots whose middle lies within the rings.
void hatch_dots(const Paths& rings, std::size_t from, std::size_t to, const Pattern& pattern, std::vector<Spot>& out);

}  // namespace balise::map
