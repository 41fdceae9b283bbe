#pragma once
// Room along the edge of a map's window for what is laid over it.
#include <optional>
#include <vector>

#include "map/display_list.hpp"

namespace balise::sheet {

// The box of this size along the window's edge that hides least of the rings, clear of `taken` and 4 mm off `spots`.
// Nothing when it would hide more than a fiftieth of its own surface.
std::optional<map::Frame> room_at_edge(map::Frame window, double width, double height,
                                       const std::vector<map::Paths>& rings, const std::vector<map::Frame>& taken,
                                       const std::vector<map::Spot>& spots);

}  // namespace balise::sheet
