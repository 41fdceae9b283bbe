#pragma once
// Shapes between degrees, the projection's plane and the sheet.
#include <functional>

#include "map/map_view.hpp"

namespace balise::sheet {

// Metres of the projection; positions outside it are left out, and rings of fewer than three.
geo::MultiPolygon in_metres(const geo::MultiPolygon& degrees, const map::Projection& projection);
// Millimetres of the sheet, without the vertices that lie within `tolerance` mm of the one before.
map::Paths on_sheet(const geo::MultiPolygon& metres, const map::MapView& view, double tolerance);
map::Paths on_sheet(const geo::MultiPolygon& shape, const std::function<map::Spot(geo::Position)>& spot_of,
                    double tolerance);
// A little more than the degrees that the view shows.
geo::Box degrees_shown(const map::MapView& view);
// A box of the plane as a polygon.
geo::MultiPolygon block(const geo::Box& box);
geo::Box grown(geo::Box box, double by);

}  // namespace balise::sheet
