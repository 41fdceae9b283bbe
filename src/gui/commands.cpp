#include <algorithm>

#include "gui/keys.hpp"
#include "gui/panels.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

// What stands in the way of commands, in words; empty = nothing.
struct Obstacles {
    std::string project, write, provider;
};

Obstacles obstacles_of(const Shown& shown) {
    Obstacles found;
    if (!shown.snapshot) found.project = tr(shown, mark("No project is open"));
    found.write = found.project;
    if (found.write.empty() && shown.read_only) found.write = tr(shown, mark("The project is open for reading only"));
    found.provider = found.write;
    if (found.provider.empty() && shown.selected.kind != app::Target::Kind::provider)
        found.provider = tr(shown, mark("Choose a provider first"));
    return found;
}

app::Camera zoomed(app::Camera camera, double factor) {
    camera.scale.value = std::clamp(camera.scale.value * factor, 2000.0, 20'000'000.0);
    return camera;
}

Command dialog(std::string id, base::Text title, std::string shortcut, Dialog dialog, std::string why_not = {}) {
    return {std::move(id), std::move(title), std::move(shortcut), ask::ShowDialog{dialog}, std::move(why_not)};
}

void add_file_commands(std::vector<Command>& list, const Obstacles& obstacles) {
    list.push_back(dialog("new", mark("New project…"), "Ctrl+N", Dialog::new_project));
    list.push_back(dialog("new_sample", mark("New sample project…"), "", Dialog::new_sample));
    list.push_back(dialog("open", mark("Open a project…"), "Ctrl+O", Dialog::open_file));
    list.push_back(dialog("save_copy", mark("Save a copy…"), "Ctrl+Shift+S", Dialog::save_as, obstacles.project));
    list.push_back(dialog("import", mark("Import a file…"), "Ctrl+I", Dialog::import, obstacles.write));
    list.push_back(dialog("add_layer", mark("Add a layer…"), "Ctrl+L", Dialog::add_layer, obstacles.project));
    list.push_back(dialog("export", mark("Export for others…"), "Ctrl+E", Dialog::export_files, obstacles.write));
    list.push_back(dialog("print", mark("Print sheets…"), "Ctrl+P", Dialog::print, obstacles.project));
    list.push_back(dialog("settings", mark("Settings…"), "Ctrl+,", Dialog::settings));
    list.push_back(dialog("history", mark("History"), "Ctrl+H", Dialog::history, obstacles.project));
    list.push_back({"close", mark("Close the project"), "Ctrl+W", ask::CloseProject{}, obstacles.project});
    list.push_back({"quit", mark("Quit"), "Ctrl+Q", ask::Quit{}, {}});
}

void add_edit_commands(std::vector<Command>& list, const Shown& shown, const Obstacles& obstacles) {
    auto undo = obstacles.write, redo = obstacles.write;
    if (undo.empty() && !shown.can_undo) undo = tr(shown, mark("Nothing to undo"));
    if (redo.empty() && !shown.can_redo) redo = tr(shown, mark("Nothing to do again"));
    list.push_back({"undo",
                    shown.can_undo && !shown.undo_words.empty() ? mark("Undo: {0}", shown.undo_words) : mark("Undo"),
                    "Ctrl+Z", ask::Undo{}, undo});
    list.push_back(
        {"redo",
         shown.can_redo && !shown.redo_words.empty() ? mark("Do again: {0}", shown.redo_words) : mark("Do again"),
         "Ctrl+Y", ask::Redo{}, redo});
    list.push_back(dialog("add", mark("Add a provider…"), "", Dialog::add, obstacles.write));
    list.push_back(dialog("edit", mark("Change the chosen provider…"), "F2", Dialog::edit, obstacles.provider));
    list.push_back(dialog("verify", mark("Verify the chosen provider…"), "F4", Dialog::verify, obstacles.provider));
}

void add_map_commands(std::vector<Command>& list, const Shown& shown, const Obstacles& obstacles) {
    auto back = obstacles.project, forward = obstacles.project;
    if (back.empty() && !shown.can_go_back) back = tr(shown, mark("There is no earlier view"));
    if (forward.empty() && !shown.can_go_forward) forward = tr(shown, mark("There is no later view"));
    list.push_back({"country", mark("Show the whole country"), "Home", ask::WholeCountry{}, obstacles.project});
    list.push_back({"back", mark("Earlier view"), "Alt+Left", ask::Back{}, back});
    list.push_back({"forward", mark("Later view"), "Alt+Right", ask::Forward{}, forward});
    list.push_back(
        {"zoom_in", mark("Zoom in"), "+", ask::MoveCamera{zoomed(shown.camera, 0.5), true}, obstacles.project});
    list.push_back(
        {"zoom_out", mark("Zoom out"), "-", ask::MoveCamera{zoomed(shown.camera, 2), true}, obstacles.project});
    auto filters = obstacles.project;
    if (filters.empty() && shown.filter.count() == 0) filters = tr(shown, mark("No filter is set"));
    app::ProviderFilter none;
    none.hidden_types = shown.filter.hidden_types;
    list.push_back({"reset_filters", mark("Reset the filters"), "", ask::SetFilter{none}, filters});
    list.push_back({"explore", mark("Explore"), "Ctrl+1", ask::ShowTask{Task::explore}, obstacles.project});
    list.push_back({"sheets", mark("Sheets"), "Ctrl+2", ask::ShowTask{Task::sheets}, obstacles.project});
}

void add_view_commands(std::vector<Command>& list, const Shown& shown, const Obstacles& obstacles) {
    using model::Audience;
    for (const auto& [id, title, audience] :
         {std::tuple{"audience_public", mark("Preview what the public sees"), Audience::everyone},
          std::tuple{"audience_partners", mark("Preview what partners see"), Audience::partners},
          std::tuple{"audience_internal", mark("Back to the internal view"), Audience::internal}}) {
        auto why_not = obstacles.project;
        if (why_not.empty() && shown.audience == audience) why_not = tr(shown, mark("This is what is shown now"));
        list.push_back({id, title, "", ask::SetAudience{audience}, std::move(why_not)});
    }
    const bool is_french = shown.preferences.language == base::Language::french;
    list.push_back({"language",
                    mark("Show the window in {0}", is_french ? "English" : "français"),
                    "",
                    ask::SetLanguage{is_french ? base::Language::english : base::Language::french},
                    {}});
    const bool is_dark = shown.preferences.theme == Theme::dark;
    list.push_back({"theme",
                    is_dark ? mark("Light colours") : mark("Dark colours"),
                    "Ctrl+D",
                    ask::SetTheme{is_dark ? Theme::light : Theme::dark},
                    {}});
    const float scale = shown.preferences.text_scale;
    list.push_back({"larger", mark("Larger text"), "Ctrl++", ask::SetTextScale{std::min(2.0F, scale + 0.1F)},
                    scale < 1.99F ? std::string() : tr(shown, mark("This is the largest"))});
    list.push_back({"smaller", mark("Smaller text"), "Ctrl+-", ask::SetTextScale{std::max(0.8F, scale - 0.1F)},
                    scale > 0.81F ? std::string() : tr(shown, mark("This is the smallest"))});
    list.push_back(dialog("palette", mark("All commands…"), "Ctrl+Shift+P", Dialog::palette));
    list.push_back(dialog("help", mark("Help"), "F1", Dialog::help));
}

// While text is typed these keys belong to the field.
bool belongs_to_typing(const std::string& shortcut) {
    if (shortcut == "Ctrl+Z" || shortcut == "Ctrl+Y") return true;
    return !shortcut.starts_with("Ctrl+") && !(shortcut.size() >= 2 && shortcut[0] == 'F');
}

// In a menu or dialog only help and the list of commands can be called up.
bool is_always_possible(const Command& command) {
    return command.id == "help" || command.id == "palette" || command.id == "larger" || command.id == "smaller" ||
           command.id == "theme" || command.id == "quit";
}

void handle_escape(const Shown& shown, const TopBarState& search, const MapState& map, Requests& requests) {
    if (!is_pressed("Esc")) return;
    // Search box, tools of the map and open lists take Esc for themselves.
    if (search.suggestions_open || map.tool != MapState::Tool::move || map.menu_open || !map.several.empty()) return;
    if (shown.selected.kind != app::Target::Kind::nothing) requests.push(ask::Select{});
}

}  // namespace

std::vector<Command> commands(const Shown& shown) {
    const auto obstacles = obstacles_of(shown);
    std::vector<Command> list;
    list.reserve(40);
    add_file_commands(list, obstacles);
    add_edit_commands(list, shown, obstacles);
    add_map_commands(list, shown, obstacles);
    add_view_commands(list, shown, obstacles);
    return list;
}

void shortcuts(const Shown& shown, TopBarState& search, MapState& map, Requests& requests) {
    auto& io = ImGui::GetIO();
    // The text fields' own keys too are those that say so, wherever the keyboard has them.
    for (const auto& [key, letter] :
         {std::pair{ImGuiKey_A, "A"}, std::pair{ImGuiKey_C, "C"}, std::pair{ImGuiKey_V, "V"},
          std::pair{ImGuiKey_X, "X"}, std::pair{ImGuiKey_Y, "Y"}, std::pair{ImGuiKey_Z, "Z"}})
        io.KeyMap[key] = key_index(letter);
    const bool is_typing = io.WantTextInput;
    // The history stands beside the map and holds nothing up.
    const bool has_dialog = shown.dialog != Dialog::none && shown.dialog != Dialog::history;
    const bool is_held = has_dialog || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup);
    if (!is_held && shown.snapshot && (is_pressed("Ctrl+K") || is_pressed("Ctrl+F"))) search.focus_search = true;
    for (const auto& command : commands(shown)) {
        if (command.shortcut.empty() || (is_typing && belongs_to_typing(command.shortcut))) continue;
        if (is_held && !is_always_possible(command)) continue;
        const bool repeats = command.id == "zoom_in" || command.id == "zoom_out";
        const bool pressed =
            is_pressed(command.shortcut, repeats) || (command.id == "redo" && is_pressed("Ctrl+Shift+Z"));
        if (pressed && command.why_not.empty()) requests.push(command.request);
    }
    if (!is_typing && !is_held) handle_escape(shown, search, map, requests);
}

}  // namespace balise::gui
