#pragma once
// Finds which parts of a map to draw once more, larger, and where these have room.
#include "sheet/map_part.hpp"

namespace balise::sheet {

// When the map lacks numbers or its chief town's name: up to three enlargements, on the map where it shows the
// surroundings, else at the top of the pages that follow. They are kept when with them less is lacking.
void enlarge(MapMaker& maker, MapPart& part);

}  // namespace balise::sheet
