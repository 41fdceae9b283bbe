#pragma once
// Points to start from on a grid, from any table or vector file.
#include <filesystem>
#include <string>
#include <vector>

#include "base/problems.hpp"
#include "base/progress.hpp"
#include "geo/grid.hpp"

namespace balise::exchange {

struct StartPoint {
    std::int64_t row = 0;    // of the file
    geo::Position position;  // in the grid's system
    std::string label;       // from a column name, nom or id; else empty
    double delay = 0;        // minutes, from a column delay or délai
};

struct StartPoints {
    std::vector<StartPoint> points;
    base::Problems problems;  // of rows that cannot be used
};

// Where a row is, by what the file has: its geometry (in the system that the file states); columns lon and lat (WGS
// 84); columns x and y, or the first two of a table without headings (in `crs`, else in the grid's own system). `crs`,
// when given, overrides all of these. Throws invalid_input when there is none of these or no point is left.
StartPoints read_start_points(const std::filesystem::path& file, const std::string& crs, const geo::GridFrame& frame,
                              base::Progress& progress);

}  // namespace balise::exchange
