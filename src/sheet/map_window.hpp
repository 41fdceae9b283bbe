#pragma once
// Which part of the earth the map's window shows, and which of its corners hold the inset and the scale.
#include <optional>
#include <vector>

#include "map/map_view.hpp"
#include "sheet/page_grid.hpp"

namespace balise::sheet {

struct MapWindow {
    map::MapView view;
    std::optional<map::Frame> inset;
    map::Frame scale_box;
};

// The largest round scale at which the area fits and the two boxes hide as little as can be of it and of `spots`
// (metres of the projection: providers and towns). `area` in metres of the projection.
MapWindow place_window(const map::Projection& projection, const geo::MultiPolygon& area,
                       const std::vector<geo::Position>& spots, const PageGrid& grid, bool with_inset);

// Surface in mm² of the part of rings (holes by the even-odd rule in their direction) within an upright box.
double surface_within(const std::vector<std::vector<map::Spot>>& rings, map::Frame box);

}  // namespace balise::sheet
