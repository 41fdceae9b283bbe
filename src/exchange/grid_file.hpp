#pragma once
// Grids in and out: GeoTIFF (also as cloud-optimised) and ESRI ASCII grids.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "geo/grid.hpp"

namespace balise::exchange {

struct GridFile {
    geo::GridFrame frame;
    std::vector<float> values;  // row by row; NaN where the file has no data
    int bands = 1;
};

// One band, counted from 1. "No data" of the file, NaN and values beyond what float holds become NaN. Throws not_found,
// io, or invalid_input for what is no grid, is turned or mirrored, has more than `most_cells` or states no reference
// system while `needs_system`.
GridFile read_grid(const std::filesystem::path& file, int band, bool needs_system, base::Progress& progress);
inline constexpr std::size_t most_cells = 400'000'000;

// What a written grid holds.
enum class GridCells { minutes, whole_numbers };

// Writes one band as a compressed, tiled GeoTIFF aside and puts it in its place; half files are never seen. `row` fills
// one row of values: for `minutes` 32-bit floats, NaN for "no data"; for `whole_numbers` 32-bit integers by
// `whole_row`, the largest for "no data".
struct GridToWrite {
    geo::GridFrame frame;
    GridCells cells = GridCells::minutes;
    std::function<void(std::size_t row, float* values)> row = {};
    std::function<void(std::size_t row, std::uint32_t* values)> whole_row = {};
    std::string description;  // of the band: "travel time (minutes)"
};
void write_grid(const std::filesystem::path& file, const GridToWrite& grid, base::Progress& progress);

}  // namespace balise::exchange
