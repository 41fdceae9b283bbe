#pragma once
// Meridians and parallels at round degrees and minutes, and where they meet the frame.
#include <string>
#include <vector>

#include "base/text.hpp"
#include "map/map_view.hpp"

namespace balise::sheet {

struct Graticule {
    map::FeatureTable lines;  // "graticule", in metres of the projection
    struct End {
        std::string words;  // "7°45′ N", "5°30′ W" or "5°30′ O"
        map::Spot spot;     // where the line meets the window's left or lower edge
        bool parallel = false;
    };
    std::vector<End> ends;
    int step_minutes = 0;
};

// A line about every 30 mm: 1, 2, 5, 10, 15, 20 or 30 minutes, 1, 2, 5 or 10 degrees.
Graticule graticule_of(const map::MapView& view, base::Language language);
// "7°45′ N" of 465 minutes.
std::string angle_words(int minutes, bool latitude, base::Language language);

}  // namespace balise::sheet
