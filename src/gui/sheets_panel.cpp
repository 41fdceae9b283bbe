// The task "Fiches": the sheet on the screen is the list that is printed.
#include <algorithm>
#include <cmath>

#include "gui/card_parts.hpp"
#include "gui/sheet_choices.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float choices_width = 320, tools_height = 44, margin = 20;

// Asks for another preview when a choice or the project is another than the last one that was asked for.
void ask_for_preview(const Shown& shown, SheetsState& state, Requests& requests) {
    const auto arguments = sheet_arguments(shown, state);
    std::string wanted = std::to_string(shown.snapshot->revision) + "\n" + shown.file.string();
    for (const auto& [name, values] : arguments.all())
        for (const auto& value : values) wanted += "\n" + name + "=" + value;
    if (chosen_in(state, "asked") == wanted) return;
    if (const auto before = chosen_in(state, "asked area"); before != arguments.text("area")) state.page = 0;
    state.choices["asked area"] = arguments.text("area");
    state.choices["asked"] = wanted;
    requests.push(ask::PreviewSheet{arguments});
}

// Mouse over the page: the wheel makes it larger about the mouse, dragging moves it.
void move_page(SheetsState& state, Area clip, float fitting, float per_millimetre) {
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetCursorScreenPos(clip.min);
    ImGui::InvisibleButton("page", {std::max(1.0F, clip.width()), std::max(1.0F, clip.height())});
    const ImVec2 middle{(clip.min.x + clip.max.x) / 2, (clip.min.y + clip.max.y) / 2};
    if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
        const float before = state.zoom == 0 ? fitting / per_millimetre : state.zoom;
        const float after = std::clamp(before * std::pow(1.2F, io.MouseWheel), 0.2F, 6.0F);
        const ImVec2 from{io.MousePos.x - middle.x, io.MousePos.y - middle.y};
        state.offset = {from.x - (from.x - state.offset.x) * after / before,
                        from.y - (from.y - state.offset.y) * after / before};
        state.zoom = after;
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        state.zoom = state.zoom == 0 ? 1.0F : 0.0F;
        state.offset = {};
    } else if (ImGui::IsItemActive() && state.zoom != 0) {
        state.offset.x += io.MouseDelta.x;
        state.offset.y += io.MouseDelta.y;
    }
}

// Real pixels a millimetre at which the whole page fits.
float fitting_scale(const map::DisplayList& page, Area clip) {
    const float room_x = clip.width() - 2 * look().px(margin), room_y = clip.height() - 2 * look().px(margin);
    return std::max(0.1F, std::min(room_x / page.width, room_y / page.height));
}

PagePlace page_place(const map::DisplayList& page, SheetsState& state, Area clip, float fitting, float per_millimetre) {
    const float scale = state.zoom == 0 ? fitting : per_millimetre * state.zoom;
    const ImVec2 size{std::round(page.width * scale), std::round(page.height * scale)};
    // Never further than until its edge is in the middle.
    state.offset.x = std::clamp(state.offset.x, -size.x / 2, size.x / 2);
    state.offset.y = std::clamp(state.offset.y, -size.y / 2, size.y / 2);
    const ImVec2 min{std::round((clip.min.x + clip.max.x - size.x) / 2 + state.offset.x),
                     std::round((clip.min.y + clip.max.y - size.y) / 2 + state.offset.y)};
    return {state.page, {min, {min.x + size.x, min.y + size.y}}, clip};
}

// What stands where the page will be.
void no_page(const Shown& shown, Area clip, Requests& requests) {
    const auto& preview = shown.sheet_preview;
    const auto& colours = look().colours();
    const auto words = !preview.missing.empty()   ? tr(shown, mark("Something is missing that every sheet must say"))
                       : !preview.failure.empty() ? tr(shown, preview.failure)
                                                  : tr(shown, mark("The sheet is being composed"));
    ImGui::SetCursorScreenPos({clip.min.x + clip.width() * 0.25F, clip.min.y + clip.height() * 0.4F});
    ImGui::BeginChild("no page", {clip.width() * 0.5F, look().px(160)});
    wrapped(words, Face::title, preview.failure.empty() ? colours.second : colours.error);
    if (!preview.missing.empty()) {
        for (const auto& element : preview.missing) wrapped("· " + tr(shown, element));
        space(8);
        if (button(tr(shown, mark("Open the settings")), Emphasis::plain, "icon/settings"))
            requests.push(ask::ShowDialog{Dialog::settings});
    }
    ImGui::EndChild();
}

}  // namespace

std::optional<PagePlace> sheets_panel(const Shown& shown, SheetsState& state, Area area, Requests& requests) {
    if (!shown.snapshot) return std::nullopt;
    const float split = area.min.x + look().px(choices_width);
    const float below = area.min.y + look().px(tools_height);
    sheet_choices(shown, state, {area.min, {split, area.max.y}}, requests);
    sheet_tools(shown, state, {{split, area.min.y}, {area.max.x, below}}, requests);
    ask_for_preview(shown, state, requests);
    const Area clip{{split, below}, area.max};
    std::optional<PagePlace> place;
    // No ground of its own: the page lies beneath.
    if (begin_panel("sheet page", clip.min, clip.max, 0, {}, 0, 0, false)) {
        const auto& preview = shown.sheet_preview;
        const bool usable =
            preview.pages && !preview.pages->empty() && preview.missing.empty() && preview.failure.empty();
        if (usable) {
            state.page = std::clamp(state.page, 0, static_cast<int>(preview.pages->size()) - 1);
            const auto& page = (*preview.pages)[static_cast<std::size_t>(state.page)];
            const float fitting = fitting_scale(page, clip);
            const float per_millimetre = 96.0F / 25.4F * look().scale;
            move_page(state, clip, fitting, per_millimetre);
            place = page_place(page, state, clip, fitting, per_millimetre);
            ImGui::GetWindowDrawList()->AddRect({place->box.min.x - 1, place->box.min.y - 1},
                                                {place->box.max.x + 1, place->box.max.y + 1},
                                                look().colours().strong_line);
        } else {
            no_page(shown, clip, requests);
        }
    }
    end_panel();
    sheet_saving(shown, state, requests);
    return place;
}

}  // namespace balise::gui
