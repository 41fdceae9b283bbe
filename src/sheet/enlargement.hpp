#pragma once
// A part of the map drawn once more at a larger scale, with a letter of its own: for towns with more providers than the
// map has room for.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "map/compose.hpp"
#include "sheet/draft.hpp"

namespace balise::sheet {

struct Enlargement {
    explicit Enlargement(map::MapView larger) : view(std::move(larger)) {}

    std::string letter;                // "A"
    map::Frame on_map;                 // what of the map it shows
    map::Frame tab;                    // its letter there
    std::string tab_words;             // "A", or "A p. 2" when it stands on another page
    int page = 0;                      // of the sheet, from 0: the map itself
    map::MapView view;                 // frame: on its page
    map::Frame badge, scale_box;       // within its frame
    std::vector<std::size_t> members;  // of the listing's providers
    map::Composition composition;
};

// A letter in a filled square, `size` in points.
void draw_letter(Page& page, std::string_view letter, map::Frame box, double size);

// Words on the frame's tab on the map.
Pen tab_pen();

// Where letter and scale of an enlargement stand: in the corners that hide the fewest of these.
void place_furniture(Enlargement& enlargement, const std::vector<map::Spot>& spots);

// The frames on the map that enlargements are of.
void draw_frames(Page& page, const std::vector<Enlargement>& enlargements);
// Those that stand on this page of the sheet.
void draw_enlargements(Page& page, const Draft& draft, std::vector<Enlargement>& enlargements, int sheet_page);

// Makes the batches of `composition` refer to `symbols`, adding those that are not among them.
void use_symbols(map::Composition& composition, std::vector<map::Symbol>& symbols);

// The lines of `more` that `legend` does not have, each after the one that precedes it in `more`.
void add_to_legend(std::vector<map::LegendEntry>& legend, const std::vector<map::LegendEntry>& more);

}  // namespace balise::sheet
