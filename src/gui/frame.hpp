#pragma once
// All panels of one frame, with the states they keep. No window and no OpenGL: tests draw it too.
#include "gui/layout.hpp"
#include "gui/panels.hpp"

namespace balise::gui {

struct PanelStates {
    TopBarState top_bar;
    LayersState layers;
    TableState table;
    StatusState status;
    CardState card;
    EditState edit;
    MapState map;
    DialogState start, open, import, export_files, settings, help, palette;
    SheetsState sheets;
};

// Where pictures go that the panels leave to the window.
struct FramePlaces {
    Area map;
    bool shows_map = false;
    std::optional<PagePlace> page;
};

// Once a frame: who uses the Tab key wants to see where it went, and Space and Enter to press it.
void follow_tab_key();
// F6 and Shift+F6 give the keyboard to the next panel and the one before.
void follow_f6_key();

LayoutChoices layout_choices(const Shown& shown, const PanelStates& states);
// Between ImGui::NewFrame and ImGui::Render.
FramePlaces draw_panels(const Shown& shown, const app::MapPlane& plane, PanelStates& states, const Layout& layout,
                        ImTextureID map_picture, Requests& requests);

}  // namespace balise::gui
