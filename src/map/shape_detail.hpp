#pragma once
// What is found out once about the shapes of a table, for all scales: boxes, how much each vertex matters, and which
// stretches of border are the same for two neighbours.
#include <cstdint>
#include <limits>
#include <vector>

#include "geo/geometry.hpp"

namespace balise::map {

// Vertices count through all rows in the order of geo::for_each_position.
struct ShapeDetail {
    static constexpr std::uint32_t no_arc = 0xffffffff;

    std::vector<geo::Box> boxes;     // rows; empty boxes for rows without a shape
    std::vector<std::size_t> first;  // rows: number of the row's first vertex
    // For each vertex, in the table's units: it is drawn while the tolerance is smaller (Douglas & Peucker 1973, the
    // tolerance at which it falls; ends and junctions never do). A border vertex has one value in both neighbours,
    // whatever the direction and the start of their rings: they are simplified alike and no gap opens.
    std::vector<float> reach;
    // For each vertex of areas, the arc that the edge to the next vertex belongs to; an arc runs between two junctions
    // and has one number in all areas that it bounds.
    std::vector<std::uint32_t> arcs;
    std::uint32_t arc_count = 0;
};

ShapeDetail detail_of(const std::vector<geo::Geometry>& shapes);

}  // namespace balise::map
