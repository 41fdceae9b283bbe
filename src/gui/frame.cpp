#include "gui/frame.hpp"

#include <imgui_internal.h>

#include <string_view>
#include <vector>

#include "gui/keys.hpp"

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
    states.map.free_right = layout.card && layout.card_over_map ? layout.card->min.x : layout.map.max.x;
    map_panel(shown, plane, states.map, layout.map, requests);
    // A card may lie over it, whichever of the two came first.
    if (ImGuiWindow* map = ImGui::FindWindowByName("map")) ImGui::BringWindowToDisplayBack(map);
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

// F6 goes from panel to panel, Shift+F6 back.
void follow_f6_key() {
    const bool back = is_pressed("Shift+F6");
    if (!back && !is_pressed("F6")) return;
    if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
    ImGuiContext& context = *ImGui::GetCurrentContext();
    // The lists of the table are windows within it that take its keys.
    std::vector<ImGuiWindow*> panels;
    std::size_t now = 0;
    for (const char* name : {"map", "##top-bar", "##layers", "##filters", "##table", "card", "card foot", "history",
                             "sheet choices", "sheet tools", "sheet page"}) {
        ImGuiWindow* panel = ImGui::FindWindowByName(name);
        if (panel == nullptr || !panel->WasActive) continue;
        if (context.NavWindow != nullptr && context.NavWindow->RootWindow == panel) now = panels.size();
        for (ImGuiWindow* window : context.Windows)
            if (window->ParentWindow == panel && window->WasActive &&
                (window->Flags & ImGuiWindowFlags_ChildWindow) != 0 &&
                (window->Flags & (ImGuiWindowFlags_Popup | ImGuiWindowFlags_Tooltip)) == 0 &&
                std::string_view(name) == "##table")
                panel = window;
        panels.push_back(panel);
    }
    if (panels.empty()) return;
    ImGuiWindow* next = panels[(now + (back ? panels.size() - 1 : 1)) % panels.size()];
    ImGui::ClearActiveID();
    ImGui::FocusWindow(next);
    ImGui::NavInitWindow(next, true);
    context.NavDisableHighlight = false;
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
    follow_f6_key();
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
    // In the window's corner they leave dialogs free.
    const bool has_dialog = shown.dialog != Dialog::none && shown.dialog != Dialog::history;
    const bool over_map = shown.snapshot && shown.task != Task::sheets && !has_dialog;
    messages(shown, over_map ? layout.map : layout.whole, requests);
    draw_dialog(shown, states, requests);
    return places;
}

}  // namespace balise::gui
