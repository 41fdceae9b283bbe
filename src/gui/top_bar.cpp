#include <imgui_internal.h>

#include <algorithm>

#include "gui/keys.hpp"
#include "gui/menu.hpp"
#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/suggestions.hpp"
#include "gui/widgets_draw.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr const char* file_menu_id = "##file-menu";

void run(const Command& command, Requests& requests) {
    if (command.why_not.empty()) requests.push(command.request);
}

void command_item(const Shown& shown, const std::vector<Command>& list, std::string_view id, std::string_view icon_name,
                  Requests& requests) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Command& one) { return one.id == id; });
    if (found == list.end()) return;
    if (menu_item(tr(shown, found->title), icon_name, shortcut_words(found->shortcut, *shown.say), found->why_not))
        run(*found, requests);
}

void file_menu(const Shown& shown, ImVec2 at, Requests& requests) {
    if (!begin_menu(file_menu_id, at, 300)) return;
    const auto list = commands(shown);
    const auto item = [&](std::string_view id, std::string_view icon_name = {}) {
        command_item(shown, list, id, icon_name, requests);
    };
    item("new", "icon/file");
    item("new_sample");
    item("open", "icon/folder");
    int shown_files = 0;
    for (const auto& file : shown.preferences.recent) {
        if (file == shown.file || shown_files == 5) continue;
        if (shown_files++ == 0) menu_head(tr(shown, mark("Recent")));
        if (menu_item(file.filename().string(), {}, {})) requests.push(ask::OpenProject{file});
        tooltip(file.string());
    }
    menu_rule();
    item("save_copy", "icon/save");
    item("import", "icon/import");
    item("add_layer", "icon/layers");
    item("export", "icon/export");
    item("print", "icon/print");
    menu_rule();
    item("history", "icon/history");
    item("settings", "icon/settings");
    item("help", "icon/question");
    menu_rule();
    item("close");
    item("quit");
    end_menu();
}

// Brand and name of the file; the name opens the menu.
void brand(const Shown& shown, const Area& area, float right, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const float middle = (area.min.y + area.max.y) / 2;
    icon_at({area.min.x + here.px(22), middle}, "balise", 24);
    const float name_left = area.min.x + here.px(44);
    line_at(name_left, middle, "Balise", Face::brand, colours.text);
    const float menu_left = name_left + here.px(width_of("Balise", Face::brand) + 12);
    const auto name = shown.file.empty() ? tr(shown, mark("Project")) : shown.file.filename().string();
    const float width = std::min(right - menu_left - here.px(30), here.px(width_of(name) + 1));
    if (width < here.px(20)) return;
    const ImVec2 box_min{menu_left - here.px(6), middle - here.px(14)};
    const ImVec2 box_max{menu_left + width + here.px(24), middle + here.px(14)};
    ImGui::SetCursorScreenPos(box_min);
    const auto state =
        detail::pressable(tr(shown, mark("Menu of {0}", name)), {box_max.x - box_min.x, box_max.y - box_min.y});
    const bool pressed = state.pressed;
    if (!shown.file.empty()) tooltip(shown.file.string());
    auto& list = *ImGui::GetWindowDrawList();
    if (state.hovered || ImGui::IsPopupOpen(file_menu_id))
        detail::draw_box(list, box_min, box_max, colours.row_hover, 0, here.px(measure::corner));
    if (state.focused) detail::draw_focus(list, box_min, box_max, here.px(measure::corner));
    line_at(menu_left, middle, name, Face::text, colours.second, width);
    icon_at({menu_left + width + here.px(12), middle}, "icon/chevron_down", 14, colours.second);
    if (pressed) ImGui::OpenPopup(file_menu_id);
    file_menu(shown, {box_min.x, box_max.y + here.px(4)}, requests);
}

void search_keys(const Shown& shown, TopBarState& state) {
    // Up and down belong to the list, not to the walk from control to control.
    ImGui::GetCurrentContext()->ActiveIdUsingNavDirMask |= (1U << ImGuiDir_Up) | (1U << ImGuiDir_Down);
    const auto* list = answer(shown, state);
    const int lines = list != nullptr ? line_count(*list) : 0;
    if (lines > 0 && ImGui::IsKeyPressed(key_index("Down"))) {
        state.suggestions_open = true;
        state.suggestion = (state.suggestion + 1) % lines;
    }
    if (lines > 0 && ImGui::IsKeyPressed(key_index("Up")))
        state.suggestion = state.suggestion <= 0 ? lines - 1 : state.suggestion - 1;
}

// The × in the search box: the box itself has the mouse, so the click is looked at here.
void clear_sign(const Shown& shown, TopBarState& state, Requests& requests) {
    const auto& here = look();
    const ImVec2 min{state.search_max.x - here.px(28), state.search_min.y}, max = state.search_max;
    const bool is_over =
        ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) && ImGui::IsMouseHoveringRect(min, max);
    detail::see_control(tr(shown, mark("Clear the search")), min, max);
    icon_at({(min.x + max.x) / 2, (min.y + max.y) / 2}, "icon/close", 14,
            is_over ? here.colours().text : here.colours().second);
    if (is_over) ImGui::SetMouseCursor(ImGuiMouseCursor_Arrow);
    if (!is_over || !ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
    ImGui::ClearActiveID();  // else the box would put its own copy of the words back
    state.words.clear();
    state.suggestions_open = false;
    state.focus_search = true;
    requests.push(ask::Search{});
}

void search_box(const Shown& shown, TopBarState& state, float left, float right, float middle, Requests& requests) {
    const auto& here = look();
    const float top = middle - here.px(measure::field) / 2;
    state.search_min = {left, top};
    state.search_max = {right, top + here.px(measure::field)};
    const bool has_words = !state.words.empty();
    ImGui::SetCursorScreenPos(state.search_min);
    const bool was_active = state.search_active;
    const auto keys = shortcut_words("Ctrl+K", *shown.say);
    ImGui::BeginGroup();
    const bool changed =
        field(tr(shown, mark("Search")), state.words, (right - left) / here.scale,
              tr(shown, mark("Name, place, service…")), {}, "icon/search", std::exchange(state.focus_search, false));
    ImGui::EndGroup();
    state.search_active = ImGui::IsItemActive();
    if (has_words)
        clear_sign(shown, state, requests);
    else if (right - left > here.px(260))
        line_before(right - here.px(10), middle, keys, Face::small, here.colours().disabled);
    if (changed) {
        state.suggestions_open = !state.words.empty();
        state.suggestion = -1;
        requests.push(ask::Search{state.words});
    }
    if (state.search_active && !was_active && has_words) state.suggestions_open = true;
    // Enter and Esc end the typing in the very frame they are pressed in.
    if (was_active && is_pressed("Enter")) {
        const auto* list = answer(shown, state);
        const auto* found = list != nullptr ? found_at(*list, std::max(0, state.suggestion)) : nullptr;
        if (found != nullptr) choose(shown, *found, state, requests);
    } else if (was_active && is_pressed("Esc")) {
        if (!state.words.empty() || changed) requests.push(ask::Search{});
        state.words.clear();
        state.suggestions_open = false;
    } else if (state.search_active) {
        search_keys(shown, state);
    }
}

void undo_redo(const Shown& shown, Requests& requests) {
    for (const auto& command : commands(shown)) {
        const bool is_undo = command.id == "undo";
        if (!is_undo && command.id != "redo") continue;
        if (!is_undo) same_line(2);
        if (icon_button(is_undo ? "icon/undo" : "icon/redo", tr(shown, command.title),
                        shortcut_words(command.shortcut, *shown.say), false, command.why_not))
            run(command, requests);
    }
}

using Labels = std::vector<std::pair<std::string, std::string>>;

Labels audience_labels(const Shown& shown) {
    // The lock is shown where something is locked away; a preview of what others see has none.
    return {{audience_name(shown, model::Audience::everyone), ""},
            {audience_name(shown, model::Audience::partners), ""},
            {audience_name(shown, model::Audience::internal), is_internal(shown) ? "icon/lock" : ""}};
}

float width_of_segments(const Labels& labels) {
    float width = 0;
    for (const auto& [words, icon_name] : labels)
        width += width_of(words, Face::text_bold) + 20 + (icon_name.empty() ? 0.0F : 20.0F);
    return width;
}

// From undo to light and dark, right-aligned; gives where it begins (real pixels).
float right_side(const Shown& shown, const Area& area, bool is_narrow, Requests& requests) {
    const auto& here = look();
    const auto audiences = audience_labels(shown);
    const Labels languages{{"FR", ""}, {"EN", ""}};
    const auto preview = tr(shown, mark("Preview"));
    const float gap = is_narrow ? 8 : 14, label = is_narrow ? 0 : width_of(preview) + 10;
    const float has_project = shown.snapshot ? 1.0F : 0.0F;
    const float total = has_project * (62 + gap + label + width_of_segments(audiences) + gap) +
                        width_of_segments(languages) + 6 + 30 + 8;
    const float middle = (area.min.y + area.max.y) / 2;
    const float left = area.max.x - here.px(total);
    ImGui::SetCursorScreenPos({left, middle - here.px(measure::button) / 2});
    if (shown.snapshot) {
        undo_redo(shown, requests);
        same_line(gap);
        if (!is_narrow) {
            const auto at = ImGui::GetCursorScreenPos();
            line_at(at.x, middle, preview, Face::text, here.colours().second);
            ImGui::SetCursorScreenPos({at.x + here.px(label), middle - here.px(measure::button) / 2});
        }
        int audience = static_cast<int>(shown.audience);
        if (segmented(preview, audiences, audience))
            requests.push(ask::SetAudience{static_cast<model::Audience>(audience)});
        same_line(gap);
    }
    int language = shown.preferences.language == base::Language::english ? 1 : 0;
    if (segmented(tr(shown, mark("Language")), languages, language))
        requests.push(ask::SetLanguage{language == 1 ? base::Language::english : base::Language::french});
    same_line(6);
    const bool is_dark = shown.preferences.theme == Theme::dark;
    if (icon_button(is_dark ? "icon/sun" : "icon/moon",
                    is_dark ? tr(shown, mark("Light colours")) : tr(shown, mark("Dark colours")),
                    shortcut_words("Ctrl+D", *shown.say)))
        requests.push(ask::SetTheme{is_dark ? Theme::light : Theme::dark});
    return left;
}

void tabs(const Shown& shown, const Area& area, float left, Requests& requests) {
    ImGui::SetCursorScreenPos({left, area.min.y});
    if (tab(tr(shown, mark("Explore")), shown.task == Task::explore)) requests.push(ask::ShowTask{Task::explore});
    same_line(24);
    if (tab(tr(shown, mark("Sheets")), shown.task == Task::sheets)) requests.push(ask::ShowTask{Task::sheets});
}

}  // namespace

void top_bar(const Shown& shown, TopBarState& state, Area area, Requests& requests) {
    const auto& here = look();
    if (!begin_panel("##top-bar", area.min, area.max, here.colours().panel, "b", 0, 0, false)) {
        end_panel();
        return;
    }
    const float logical = area.width() / here.scale;
    const bool is_narrow = logical < 1280;
    const float left_panel = here.px(is_narrow ? measure::left_narrow : measure::left_panel);
    const float right = right_side(shown, area, is_narrow, requests);
    const float middle = (area.min.y + area.max.y) / 2;
    brand(shown, area, shown.snapshot ? area.min.x + left_panel : right, requests);
    if (shown.snapshot) {
        const float tab_room = here.px(width_of(tr(shown, mark("Explore"))) + width_of(tr(shown, mark("Sheets"))) + 84);
        const float left = area.min.x + left_panel + here.px(9);
        const float width =
            std::clamp(right - left - tab_room - here.px(8), here.px(120), here.px(measure::suggestions_width));
        search_box(shown, state, left, left + width, middle, requests);
        tabs(shown, area, left + width + here.px(is_narrow ? 14 : 16), requests);
    } else {
        state.suggestions_open = false;
    }
    end_panel();
}

}  // namespace balise::gui
