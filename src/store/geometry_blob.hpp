#pragma once
// Geometry as SpatiaLite keeps it: a BLOB with SRID and bounding box before the coordinates (SpatiaLite
// "BLOB-Geometry", little endian, two-dimensional, SRID 4326).
#include <optional>
#include <string>
#include <string_view>

#include "geo/geometry.hpp"

namespace balise::store {

// Appends to `out`; nothing for an empty geometry. Throws invalid_input for NaN or infinite coordinates.
void append_blob(const geo::Geometry& geometry, std::string& out);

// Nothing when the bytes are of a kind that we do not write (3D, compressed, big endian): SpatiaLite itself then has to
// read it.
std::optional<geo::Geometry> read_blob(std::string_view bytes);

// The bounding box that the blob carries. Nothing for NULL or a foreign kind.
std::optional<geo::Box> box_of_blob(std::string_view bytes);

// The position of a point blob.
std::optional<geo::LonLat> point_of_blob(std::string_view bytes);

}  // namespace balise::store
