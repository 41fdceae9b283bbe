#pragma once
// Finds which parts of a map to draw once more, larger, and where these have room.
#include "sheet/map_part.hpp"

namespace balise::sheet {

// When the map lacks numbers or its chief town's name: up to three enlargements, on the map where it shows the
// surroundings, else at the top of the pages that follow. They are kept when with them less is lacking.
void enlarge(MapMaker& maker, MapPart& part);

// The box of this size along the window's edge that hides least of the rings, clear of `taken` and 4 mm off `spots`.
// Nothing when it would hide more than a fiftieth of its own surface.
std::optional<map::Frame> room_at_edge(map::Frame window, double width, double height,
                                       const std::vector<map::Paths>& rings, const std::vector<map::Frame>& taken,
                                       const std::vector<map::Spot>& spots);

}  // namespace balise::sheet
