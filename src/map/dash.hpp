#pragma once
// Lines cut into dashes before painting, so that every painter shows the same ones.
#include <vector>

#include "map/display_list.hpp"

namespace balise::map {

// Appends the dashes of `lines`. `pattern`: millimetres of line and gap by turns, starting with a line; an odd number
// is repeated once. `begun`: for each line where the pattern stands at its start (empty: at its beginning). A pattern
// that is empty, has a negative length or sums up to less than 0.05 mm leaves the lines whole.
void cut_dashes(const Paths& lines, const std::vector<double>& pattern, const std::vector<double>& begun, Paths& out);

}  // namespace balise::map
