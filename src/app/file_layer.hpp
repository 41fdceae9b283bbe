#pragma once
// A layer from a file beside the project's own, in metres of the map's plane. For app/scene*.cpp.
#include <string>
#include <vector>

#include "app/scene.hpp"
#include "map/feature_table.hpp"

namespace balise::app {

struct FileLayer {
    std::filesystem::path file;
    std::string name;   // of the file
    std::string group;  // "file:<path>"
    geo::Box box;       // metres
    // Of a file of features; without rows else. Called as no other layer's table.
    map::FeatureTable features;
    std::vector<std::string> names;  // rows; empty where a feature has none
    // Of a picture: from the finest to one of few pixels, each half as fine as the one before.
    struct Picture {
        std::uint32_t columns = 0, rows = 0;
        std::vector<map::Colour> pixels;
    };
    std::vector<Picture> pictures;
};

// What of the picture is seen in the view, of the level that fits a pixel of this many millimetres; nothing when it
// lies elsewhere. `sheet_of`: metres → millimetres of the sheet.
std::vector<map::Raster> raster_in_view(const FileLayer& layer, const Camera& camera, map::Frame sheet,
                                        double pixels_per_millimetre);

}  // namespace balise::app
