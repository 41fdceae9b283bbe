#pragma once
// Lines and rings cut at an upright box, in millimetres of the sheet.
#include <span>
#include <vector>

#include "geo/geometry.hpp"
#include "map/display_list.hpp"

namespace balise::map {

// Appends the parts of a line within the box (Liang & Barsky 1984). A closed line (last = first) that is cut has no
// seam at its first position. `begun`, when given, gets for each part how far along the line it starts; the line is
// then walked from its first position.
void clip_line(std::span<const geo::Position> line, const geo::Box& box, Paths& out,
               std::vector<double>* begun = nullptr);

// Appends the part of a ring within the box as one ring (Sutherland & Hodgman 1974): right for filling by the even-odd
// rule; edges along the box may be doubled. Nothing when less than a triangle is left.
void clip_ring(std::span<const geo::Position> ring, const geo::Box& box, Paths& out);

// A line moved by `distance` mm to its right (left when negative) with mitred corners, at most twice the distance away.
// A closed line stays closed.
std::vector<geo::Position> moved_aside(std::span<const geo::Position> line, double distance);

// Twice the area, positive for a ring that runs clockwise on the sheet (y down).
double turning_area(std::span<const geo::Position> ring);

}  // namespace balise::map
