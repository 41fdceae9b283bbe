#pragma once
// Geometry as plain values. Coordinates are x, y in the reference system the owner names; in the model always
// WGS 84 longitude, latitude in degrees.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace balise::geo {

struct Position {
    double x = 0;
    double y = 0;
    bool operator==(const Position&) const = default;
};

// Longitude and latitude in degrees, WGS 84.
struct LonLat {
    double lon = 0;
    double lat = 0;
    bool operator==(const LonLat&) const = default;
};

struct Box {
    double min_x = 0, min_y = 0, max_x = -1, max_y = -1;  // empty while max < min
    bool empty() const { return max_x < min_x; }
    void add(Position position);
    void add(const Box& other);
    bool contains(Position p) const { return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y; }
    bool operator==(const Box&) const = default;
};

using Path = std::vector<Position>;
struct Point {
    Position position;
    bool operator==(const Point&) const = default;
};
struct MultiLine {
    std::vector<Path> paths;
    bool operator==(const MultiLine&) const = default;
};
// First ring outer, the others holes; rings are closed (last position = first).
struct Polygon {
    std::vector<Path> rings;
    bool operator==(const Polygon&) const = default;
};
struct MultiPolygon {
    std::vector<Polygon> polygons;
    bool empty() const { return polygons.empty(); }
    bool operator==(const MultiPolygon&) const = default;
};

// No geometry, or one of the three families that the directory holds.
using Geometry = std::variant<std::monostate, Point, MultiLine, MultiPolygon>;

bool is_empty(const Geometry& geometry);
Box box_of(const Geometry& geometry);
std::size_t vertex_count(const Geometry& geometry);
// False when any coordinate is NaN or infinite.
bool is_finite(const Geometry& geometry);

// ISO / OGC well-known binary, two-dimensional, little endian. Z and M are read over. Throws invalid_input on
// damaged bytes, or unsupported on a type that is none of ours (a multi-point of one point becomes a point; an empty
// part is left out).
std::string to_wkb(const Geometry& geometry);
Geometry from_wkb(std::string_view bytes);

// Well-known text with the shortest exact numbers, for dumps and messages.
std::string to_wkt(const Geometry& geometry);

// Applies a function Position -> Position to every coordinate.
template <class Function>
void transform_positions(Geometry& geometry, Function&& function) {
    if (auto* point = std::get_if<Point>(&geometry)) point->position = function(point->position);
    if (auto* lines = std::get_if<MultiLine>(&geometry))
        for (auto& path : lines->paths)
            for (auto& position : path) position = function(position);
    if (auto* areas = std::get_if<MultiPolygon>(&geometry))
        for (auto& polygon : areas->polygons)
            for (auto& ring : polygon.rings)
                for (auto& position : ring) position = function(position);
}

template <class Function>
void for_each_position(const Geometry& geometry, Function&& function) {
    if (const auto* point = std::get_if<Point>(&geometry)) function(point->position);
    if (const auto* lines = std::get_if<MultiLine>(&geometry))
        for (const auto& path : lines->paths)
            for (const auto& position : path) function(position);
    if (const auto* areas = std::get_if<MultiPolygon>(&geometry))
        for (const auto& polygon : areas->polygons)
            for (const auto& ring : polygon.rings)
                for (const auto& position : ring) function(position);
}

}  // namespace balise::geo
