#include "gui/frame.hpp"

#include <imgui_internal.h>

namespace balise::gui {

namespace {

void draw_dialog(const Shown& shown, PanelStates& states, Requests& requests) {
    switch (shown.dialog) {
        case Dialog::none:
        case Dialog::history: break;
        case Dialog::print:  // is the task of the sheets
            requests.push(ask::ShowTask{Task::sheets});
            requests.push(ask::ShowDialog{Dialog::none});
            break;
        case Dialog::open_file:
        case Dialog::save_as:
        case Dialog::new_project:
        case Dialog::new_sample:
        case Dialog::add_layer: open_dialog(shown, states.open, requests); break;
        case Dialog::import: import_dialog(shown, states.import, requests); break;
        case Dialog::export_files: export_dialog(shown, states.export_files, requests); break;
        case Dialog::help:
        case Dialog::about: help_dialog(shown, states.help, requests); break;
        case Dialog::palette: command_palette(shown, states.palette, requests); break;
        case Dialog::edit:
        case Dialog::add: edit_dialog(shown, states.edit, requests); break;
        case Dialog::verify: verify_dialog(shown, states.edit, requests); break;
        case Dialog::settings: settings_dialog(shown, states.settings, requests); break;
    }
}

void explore(const Shown& shown, const app::MapPlane& plane, PanelStates& states, const Layout& layout,
             Requests& requests) {
    map_panel(shown, plane, states.map, layout.map, requests);
    layers_panel(shown, states.layers, layout.layers, requests);
    filters_panel(shown, layout.filters, requests);
    table_panel(shown, states.table, layout.table, requests);
    if (layout.card) {
        if (shown.dialog == Dialog::history)
            history_panel(shown, *layout.card, requests);
        else
            card_panel(shown, states.card, *layout.card, requests);
    }
}

// The card that lies over the map closes with Esc.
void escape(const Shown& shown, const Layout& layout, Requests& requests) {
    const bool pressed = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false);
    if (!pressed || !layout.card || !layout.card_over_map || ImGui::IsAnyItemActive()) return;
    if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
    if (shown.dialog == Dialog::history)
        requests.push(ask::ShowDialog{});
    else
        requests.push(ask::Select{});
}

}  // namespace

void follow_tab_key() {
    if (!ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Tab))) return;
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.NavDisableHighlight = false;
    // ImGui begins anew from the first control unless one is being typed in; on from where it is.
    if ((context.NavMoveFlags & ImGuiNavMoveFlags_Tabbing) != 0 && context.NavTabbingDir == 0 && context.NavId != 0)
        context.NavTabbingDir = 1;
}

LayoutChoices layout_choices(const Shown& shown, const PanelStates& states) {
    LayoutChoices choices;
    choices.task = shown.task;
    choices.table_folded = states.table.folded;
    const auto kind = shown.selected.kind;
    choices.has_card =
        shown.dialog == Dialog::history || (kind != app::Target::Kind::nothing && kind != app::Target::Kind::cluster);
    return choices;
}

FramePlaces draw_panels(const Shown& shown, const app::MapPlane& plane, PanelStates& states, const Layout& layout,
                        ImTextureID map_picture, Requests& requests) {
    FramePlaces places;
    shortcuts(shown, states.top_bar, states.map, requests);
    top_bar(shown, states.top_bar, layout.top_bar, requests);
    if (!shown.snapshot) {
        start_screen(shown, states.start, layout.whole, requests);
    } else if (shown.task == Task::sheets) {
        places.page = sheets_panel(shown, states.sheets, layout.whole, requests);
    } else {
        places.map = layout.map;
        places.shows_map = true;
        if (map_picture != nullptr)
            ImGui::GetBackgroundDrawList()->AddImage(map_picture, layout.map.min, layout.map.max, {0, 1}, {1, 0});
        explore(shown, plane, states, layout, requests);
        escape(shown, layout, requests);
    }
    status_bar(shown, states.status, states.map.cursor, layout.status_bar, requests);
    suggestions(shown, states.top_bar, requests);
    messages(shown, shown.snapshot && shown.task != Task::sheets ? layout.map : layout.whole, requests);
    draw_dialog(shown, states, requests);
    return places;
}

}  // namespace balise::gui
