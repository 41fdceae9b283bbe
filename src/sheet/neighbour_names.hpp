#pragma once
// Names of what lies around the area: neighbouring areas with the page of their sheet, neighbouring countries.
#include <string>
#include <vector>

#include "sheet/draft.hpp"
#include "sheet/map_window.hpp"

namespace balise::sheet {

struct NeighbourName {
    std::string name;
    std::string page;      // "p. 20", or empty
    map::Spot middle;      // of the name's line (its baseline's middle)
    map::Frame box;        // what it covers
    double size = 9.5;     // points
    bool upright = false;  // written from the bottom to the top
    bool country = false;
    int page_number = 0;
};

struct Surroundings {
    std::vector<NeighbourName> names;
    std::vector<std::string> left_out;  // found no room
    std::vector<int> pages;             // of the neighbours' sheets, ascending
};

// Finds room within each neighbour's part of the window, off the boxes `taken`.
Surroundings surroundings_of(Page& page, const Draft& draft, const MapWindow& window, std::vector<map::Frame> taken);
void draw_neighbour_names(Page& page, const Surroundings& surroundings);

}  // namespace balise::sheet
