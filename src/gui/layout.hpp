#pragma once
// Where the panels lie for a size of the window.
#include <optional>

#include "gui/panels.hpp"
#include "gui/theme.hpp"

namespace balise::gui {

struct LayoutChoices {
    Task task = Task::explore;
    bool has_card = false;  // something is selected, or the history is shown in its place
    bool table_folded = false;
};

struct Layout {
    Area top_bar, status_bar;
    Area layers, filters;
    Area map;
    Area table;
    std::optional<Area> card;
    bool card_over_map = false;  // it takes no room from the map and closes with Esc
    Area whole;                  // between the bars, for tasks of one panel
};

// `size` in real pixels, `scale` from logical to real. Panels meet without gaps.
Layout lay_out(ImVec2 size, float scale, const LayoutChoices& choices);

}  // namespace balise::gui
