#pragma once
// Operations on geometry values (GEOS; geodesic measures by PROJ).
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "geo/geometry.hpp"

namespace balise::geo {

// Geodesic distance on the WGS 84 ellipsoid (Karney 2013, through PROJ).
base::Metres distance(LonLat a, LonLat b);
// Geodesic area of a polygon in WGS 84 degrees, holes subtracted.
base::SquareMetres area(const MultiPolygon& polygons);

// What follows throws invalid_input for a geometry that cannot be worked with: rings that are not closed, coordinates
// that are no numbers or beyond 1e9.

// Why the geometry is not valid (self-intersection at …), or nothing.
std::optional<std::string> invalid_reason(const Geometry& geometry);
// A valid geometry of the same family; parts of a lower dimension are dropped.
Geometry make_valid(const Geometry& geometry);
// A point inside the polygons (on the surface), for labels and for "the middle of the area".
std::optional<Position> interior_point(const MultiPolygon& polygons);
// True when a point lies in the polygons or on their edge.
bool contains(const MultiPolygon& polygons, Position position);
MultiPolygon union_of(const std::vector<MultiPolygon>& parts);
// What of `whole` is not in `taken`, and what is in both. Parts without a surface are dropped. Polygons that are not
// valid are mended first.
MultiPolygon difference_of(const MultiPolygon& whole, const MultiPolygon& taken);
MultiPolygon intersection_of(const MultiPolygon& a, const MultiPolygon& b);
// The polygons grown by `distance` (in the coordinates' own unit) with round corners of 8 segments a quarter turn, or
// shrunk by a negative distance.
MultiPolygon buffered(const MultiPolygon& polygons, double distance);
// The part of the polygons within an upright box; much quicker than an intersection. Parts of a lower dimension are
// dropped.
MultiPolygon clipped(const MultiPolygon& polygons, const Box& box);
// Distance in degrees from a position to the polygons; 0 inside, infinite when there are none.
double distance_degrees(const MultiPolygon& polygons, Position position);

// Finds the polygon that holds a point: many polygons, very many points.
class PolygonIndex {
public:
    // Takes what it needs: the polygons may go.
    explicit PolygonIndex(const std::vector<const MultiPolygon*>& polygons);
    ~PolygonIndex();
    PolygonIndex(PolygonIndex&&) noexcept;
    PolygonIndex& operator=(PolygonIndex&&) noexcept;
    // Index of the (first) polygon that holds the position. A position on the edge between two neighbours belongs to
    // one of them, always the same; on the outer edge of all it may belong to none.
    std::optional<std::size_t> find(Position position) const;
    // Index of the nearest polygon within `limit` degrees, the first of equals; distances are measured in the plane of
    // degrees.
    std::optional<std::size_t> nearest(Position position, double limit) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::geo
