#pragma once
// Pictures of the ground (GeoTIFF, MBTiles) brought onto a plane.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "geo/geometry.hpp"

namespace balise::exchange {

struct Picture {
    std::string format;  // "GTiff", "MBTiles"
    geo::Box box;        // metres of the plane that its outer edges fill
    std::uint32_t columns = 0, rows = 0;
    std::vector<std::uint8_t> rgba;  // rows × columns × 4, row 0 on top, alpha not multiplied in
};

// Whether the file's first bytes (and for MBTiles its ending) are those of a picture with a place on the earth.
bool is_picture(const std::filesystem::path& file);

// Warps the picture onto the plane of `system` (as PROJ understands it), at its own resolution or, where that would be
// more than `most_pixels`, coarser. Only what lies within `most` (metres of the plane) is taken. One band of measured
// values becomes grey from the 2nd to the 98th hundredth; no data is transparent. Throws invalid_input when the file is
// damaged, has no place on the earth or lies elsewhere; cancelled.
Picture read_picture(const std::filesystem::path& file, const std::string& system, const geo::Box& most,
                     std::size_t most_pixels, base::Progress& progress);

}  // namespace balise::exchange
