#pragma once
// Travel time from files to files: a friction grid and points in, a surface out. No project needed.
#include <filesystem>
#include <string>

#include "app/action.hpp"
#include "base/progress.hpp"
#include "base/units.hpp"

namespace balise::app {

struct TravelRequest {
    std::filesystem::path friction;  // minutes per metre, or per cell
    int band = 1;
    bool per_cell = false;                  // friction is minutes to cross a cell, as GRASS r.cost has it
    std::filesystem::path elevation;        // metres on the same cells; empty: slopes do not count
    std::filesystem::path from;             // points
    std::string crs;                        // of the points, overrides what the file states
    std::filesystem::path out, allocation;  // GeoTIFF; allocation may be empty
    bool towards = false;                   // people travel towards the points
    int neighbours = 8;
    double limit = 0;  // minutes; 0 = none
};

// Outcome JSON: {"cells", "reached", "points", "left_out", "max", "mean", "files"}. Throws Refused with the problems
// when no point can be used, and what reading and writing throw; then no file is written.
Outcome travel_time_files(const TravelRequest& request, base::Progress& progress);

}  // namespace balise::app
