#include <imgui.h>

#include <algorithm>

#include "gui/keys.hpp"
#include "gui/placing.hpp"
#include "gui/table_rows.hpp"
#include "gui/widgets_draw.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using app::Rows;
using base::mark;

namespace {

enum Tab { in_view, found, selection, by_region };

app::Target target_of(const app::Snapshot& snapshot, std::uint32_t index) {
    return {app::Target::Kind::provider, index, snapshot.providers[index].id.text()};
}

bool is_same(const app::Target& target, std::uint32_t index) {
    return target.kind == app::Target::Kind::provider && target.index == index;
}

std::shared_ptr<const Rows> rows_of(const Shown& shown, int tab) {
    if (tab == found) return shown.found;
    if (tab == in_view) return shown.in_view;
    if (tab == selection && shown.selected.kind == app::Target::Kind::provider)
        return std::make_shared<const Rows>(Rows{shown.selected.index});
    return nullptr;
}

std::string count_of(const Shown& shown, const std::shared_ptr<const Rows>& rows) {
    return shown.say->number(rows ? static_cast<std::int64_t>(rows->size()) : 0);
}

void tabs(const Shown& shown, TableState& state) {
    const auto one = [&](int number, const base::Text& title, const std::string& count) {
        if (number != in_view) same_line(28);
        if (tab(tr(shown, title), state.tab == number, count)) {
            state.tab = number;
            state.folded = false;
        }
    };
    one(in_view, shown.follows_map ? mark("In view") : mark("All"), count_of(shown, shown.in_view));
    one(found, mark("Found"), count_of(shown, shown.found));
    one(selection, mark("Selection"),
        shown.say->number(std::int64_t{shown.selected.kind == app::Target::Kind::provider ? 1 : 0}));
    one(by_region, mark("By region"), {});
}

// Tabs, "follow map", export, fold.
void strip(const Shown& shown, TableState& state, const Area& area, Requests& requests) {
    const auto& here = look();
    ImGui::SetCursorScreenPos({area.min.x + here.px(12), area.min.y + 1});
    tabs(shown, state);
    const float middle = area.min.y + here.px(measure::table_folded) / 2;
    const auto follow = tr(shown, mark("Follow map")), save = tr(shown, mark("Export…"));
    float x = area.max.x - here.px(36);
    ImGui::SetCursorScreenPos({x, middle - here.px(13)});
    if (icon_button(state.folded ? "icon/chevron_up" : "icon/chevron_down",
                    state.folded ? tr(shown, mark("Show the table")) : tr(shown, mark("Fold the table")), {}, false, {},
                    26))
        state.folded = !state.folded;
    x -= here.px(width_of(save) + 24 + 6);
    const float tabs_end = area.min.x + here.px(430);
    if (x < tabs_end) return;
    ImGui::SetCursorScreenPos({x, middle - here.px(measure::button) / 2});
    if (button(save)) requests.push(ask::ShowDialog{Dialog::export_files});
    x -= here.px(width_of(follow) + 8 + 28 + 14);
    if (x < tabs_end || state.tab != in_view) return;
    ImGui::SetCursorScreenPos({x, middle - here.px(11)});
    bool on = shown.follows_map;
    if (toggle(follow, on)) requests.push(ask::FollowMap{on});
}

// In words why a list is empty, and a way out.
void empty_list(const Shown& shown, const TableState& state, float left, Requests& requests) {
    const auto& here = look();
    const auto at = ImGui::GetCursorScreenPos();
    const auto say = [&](const base::Text& words) {
        text_at({left, at.y + here.px(16)}, tr(shown, words), Face::text, here.colours().second);
        ImGui::SetCursorScreenPos({left, at.y + here.px(40)});
    };
    const bool nothing_passes = shown.passing && shown.passing->empty();
    if (state.tab == found) {
        say(shown.search_words.empty() ? mark("Type in the search box above: what is found is listed here")
                                       : mark("No provider found for “{0}”", shown.search_words));
    } else if (state.tab == selection) {
        say(mark("Choose a provider on the map or in a list"));
    } else if (shown.snapshot->providers.empty()) {
        say(mark("The directory holds no provider yet"));
        if (button(tr(shown, mark("Import a file…")), Emphasis::plain, "icon/import"))
            requests.push(ask::ShowDialog{Dialog::import});
    } else if (nothing_passes) {
        say(mark("No provider passes the filters"));
        if (link(tr(shown, mark("Reset the filters")))) requests.push(ask::SetFilter{});
    } else {
        say(mark("No provider in this part of the map"));
        if (link(tr(shown, mark("Show the whole country")))) requests.push(ask::WholeCountry{});
    }
}

// Up, down, page and Enter while the table has the keyboard.
void keys(const Shown& shown, const Rows& rows, float height, Requests& requests) {
    const auto size = shown.snapshot->providers.size();
    if (rows.empty() || !ImGui::IsWindowFocused() || ImGui::GetIO().WantTextInput || shown.dialog != Dialog::none)
        return;
    const auto at = std::find(rows.begin(), rows.end(), shown.selected.index);
    const bool is_there = shown.selected.kind == app::Target::Kind::provider && at != rows.end();
    const auto line = is_there ? at - rows.begin() : -1;
    const auto last = static_cast<std::ptrdiff_t>(rows.size()) - 1;
    const auto page =
        std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(height / look().px(measure::table_row)) - 1);
    auto next = line;
    const auto pressed = [](const char* key) { return is_pressed(key, true); };
    if (pressed("Down")) next = line + 1;
    if (pressed("Up")) next = line - 1;
    if (pressed("PageDown")) next = line + page;
    if (pressed("PageUp")) next = line - page;
    if (pressed("End")) next = last;
    if (next != line) {
        const auto index = rows[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 0, last))];
        if (index < size) requests.push(ask::Select{target_of(*shown.snapshot, index), false});
    } else if (is_there && is_pressed("Enter")) {
        requests.push(ask::Select{shown.selected, true});
    }
}

// Brings the selected row into view when it was selected elsewhere, and keeps it there while the list changes with the
// map, until the list is scrolled by hand.
void scroll_to_selected(const Shown& shown, const std::shared_ptr<const Rows>& rows, TableState& state, float height) {
    if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0) state.keeps_selected_in_view = false;
    if (shown.selected == state.selected_before && rows == state.rows_before) return;
    if (!(shown.selected == state.selected_before)) state.keeps_selected_in_view = true;
    state.selected_before = shown.selected;
    state.rows_before = rows;
    if (!state.keeps_selected_in_view || shown.selected.kind != app::Target::Kind::provider) return;
    const auto at = std::find(rows->begin(), rows->end(), shown.selected.index);
    if (at == rows->end()) return;
    const float row_height = look().px(measure::table_row);
    const float top = static_cast<float>(at - rows->begin()) * row_height;
    const float scroll = ImGui::GetScrollY();
    if (top < scroll)
        ImGui::SetScrollY(top);
    else if (top + row_height > scroll + height)
        ImGui::SetScrollY(top + row_height - height);
}

void hover(const Shown& shown, TableState& state, std::optional<std::uint32_t> row, Requests& requests) {
    if (row) {
        state.hovering = true;
        if (!is_same(shown.hovered, *row)) requests.push(ask::Hover{target_of(*shown.snapshot, *row)});
    } else if (state.hovering) {
        state.hovering = false;
        requests.push(ask::Hover{});
    }
}

void provider_rows(const Shown& shown, const std::shared_ptr<const Rows>& rows, const std::vector<Column>& columns,
                   TableState& state, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const float row_height = here.px(measure::table_row), height = ImGui::GetContentRegionAvail().y;
    scroll_to_selected(shown, rows, state, height);
    keys(shown, *rows, height, requests);
    std::optional<std::uint32_t> under_mouse;
    auto& list = *ImGui::GetWindowDrawList();
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows->size()), row_height);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto index = (*rows)[static_cast<std::size_t>(i)];
            // For a moment a list may still be of the snapshot before.
            if (index >= shown.snapshot->providers.size()) continue;
            const auto& provider = shown.snapshot->providers[index];
            const bool chosen = is_same(shown.selected, index);
            const auto at = ImGui::GetCursorScreenPos();
            const float right = at.x + ImGui::GetContentRegionAvail().x;
            if (!chosen && is_same(shown.hovered, index))
                list.AddRectFilled(at, {right, at.y + row_height}, colours.row_hover);
            bool hovered = false, twice = false;
            ImGui::PushID(i);
            const bool pressed = row(provider.name, measure::table_row, chosen, &hovered, &twice);
            ImGui::PopID();
            if (chosen) list.AddRectFilled(at, {at.x + here.px(3), at.y + row_height}, colours.beacon);
            provider_cells(shown, columns, provider, at.y);
            list.AddRectFilled({at.x, at.y + row_height - 1}, {right, at.y + row_height}, colours.line);
            if (hovered) under_mouse = index;
            if (pressed || twice) {
                state.selected_before = target_of(*shown.snapshot, index);  // it is in view already
                requests.push(ask::Select{state.selected_before, twice});
            }
        }
    hover(shown, state, under_mouse, requests);
}

void provider_list(const Shown& shown, TableState& state, const Area& area, Requests& requests) {
    const auto& here = look();
    const auto rows = rows_of(shown, state.tab);
    const float top = area.min.y + here.px(measure::table_folded), left = area.min.x + here.px(12);
    if (!rows || rows->empty()) {
        hover(shown, state, std::nullopt, requests);
        ImGui::SetCursorScreenPos({area.min.x, top});
        // While a list is being made nothing is said about it.
        const bool is_being_made = state.tab == in_view && (!shown.in_view || !shown.passing);
        if (!is_being_made) empty_list(shown, state, left, requests);
        return;
    }
    const float body = top + here.px(measure::table_header), scrollbar = ImGui::GetStyle().ScrollbarSize;
    const auto columns = columns_between(shown, left, area.max.x - here.px(4) - scrollbar);
    header_row(shown, columns, area.min.x, area.max.x, top, requests);
    ImGui::SetCursorScreenPos({area.min.x, body});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushID(state.tab);
    if (ImGui::BeginChild("##rows", {area.width(), std::max(1.0F, area.max.y - body)}, false))
        provider_rows(shown, rows, columns, state, requests);
    ImGui::EndChild();
    ImGui::PopID();
    ImGui::PopStyleVar(2);
}

}  // namespace

void table_panel(const Shown& shown, TableState& state, Area area, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const bool visible = begin_panel("##table", area.min, area.max, colours.panel, "t", 0, 0, false);
    if (visible && shown.snapshot) {
        strip(shown, state, area, requests);
        const float line = area.min.y + here.px(measure::table_folded) - 1;
        ImGui::GetWindowDrawList()->AddRectFilled({area.min.x, line}, {area.max.x, line + 1}, colours.line);
        if (!state.folded && area.height() > here.px(measure::table_folded + 20)) {
            if (state.tab == by_region) {
                hover(shown, state, std::nullopt, requests);
                ImGui::SetCursorScreenPos({area.min.x, line + 1});
                regions_list(shown, state, area.min.x, area.max.x, requests);
            } else {
                provider_list(shown, state, area, requests);
            }
        }
    }
    end_panel();
}

}  // namespace balise::gui
