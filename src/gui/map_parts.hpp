#pragma once
// The parts of the map panel. Private to map_*.cpp.
#include <string>

#include "gui/map_moves.hpp"
#include "gui/widgets.hpp"

namespace balise::gui {

struct MapFrame {
    const Shown& shown;
    const app::MapPlane& plane;
    MapState& state;
    MapGlass glass;
    Requests& requests;
    bool hovered = false;  // the mouse is over the map and over nothing that lies on it

    // The part that no card lies over: where tools and notices stand.
    Area open() const {
        auto area = glass.area;
        if (state.free_right > area.min.x && state.free_right < area.max.x) area.max.x = state.free_right;
        return area;
    }
};

// Mouse and keys.
void map_input(MapFrame& frame);
void map_zone_input(MapFrame& frame);
// What lies over the picture, from below.
void map_marks(MapFrame& frame);    // rings, outlines, box, the record being moved
void map_drawing(MapFrame& frame);  // measured line, zone being drawn
void map_tooltip(MapFrame& frame);
void map_notices(MapFrame& frame);  // scale bar, north, EXEMPLE, approximate boundaries
void map_tools(MapFrame& frame);
void map_menus(MapFrame& frame);  // right-click menu, list to choose from
void map_zone_form(MapFrame& frame);
void map_moved_bubble(MapFrame& frame);
void map_moving_hint(MapFrame& frame);

// What lies under the pixel, as shown now (the scene may be one of another camera).
std::vector<app::Target> targets_under(const MapFrame& frame, ImVec2 pixel);
// Carries out a click on these.
void identify(MapFrame& frame, const std::vector<app::Target>& targets, ImVec2 at);
void choose_tool(MapState& state, MapState::Tool tool);
// Ends drawing or measuring and takes what was drawn.
void finish_drawing(MapFrame& frame);
void begin_zone_edit(MapFrame& frame, const app::Target& zone);

// Where a target's record lies; nothing for shapes.
std::optional<geo::Position> position_of(const MapFrame& frame, const app::Target& target);
std::string name_of(const MapFrame& frame, const app::Target& target);
// Symbol in lists: "provider/ngo"; empty when there is none.
std::string symbol_of(const MapFrame& frame, const app::Target& target);
// "12,4 km", "850 m"; "3,2 km² · 320 ha".
std::string distance_words(const Shown& shown, double kilometres);
std::string area_words(const Shown& shown, double square_kilometres);
// Whether records may be changed from here: a project that can be written, seen as it is.
bool may_change(const Shown& shown);

}  // namespace balise::gui
