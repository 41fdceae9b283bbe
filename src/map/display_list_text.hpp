#pragma once
// A display list as text, for golden files and for people: one line per thing, millimetres to 0.01.
#include <string>

#include "map/display_list.hpp"

namespace balise::map {

std::string to_text(const DisplayList& list);

}  // namespace balise::map
