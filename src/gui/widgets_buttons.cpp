#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "gui/widgets_draw.hpp"

namespace balise::gui {

using namespace detail;

namespace {

struct ButtonColours {
    ImU32 fill, outline, words;
};

ButtonColours button_colours(Emphasis emphasis, const Pressed& state, bool enabled) {
    const auto& colours = look().colours();
    if (!enabled) return {colours.panel, colours.line, colours.disabled};
    const bool lit = state.hovered || state.held;
    switch (emphasis) {
        case Emphasis::primary: {
            // A tenth darker under the mouse.
            const auto part = [&](int shift) { return ((colours.accent >> shift) & 0xffU) * 9 / 10; };
            const ImU32 darker = IM_COL32(part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT), 255);
            return {lit ? darker : colours.accent, 0, colours.on_accent};
        }
        case Emphasis::quiet: return {lit ? colours.row_hover : 0, 0, colours.text};
        case Emphasis::danger: return {lit ? colours.error_soft : colours.raised, colours.error, colours.error};
        case Emphasis::plain: break;
    }
    return {lit ? colours.row_hover : colours.raised, colours.strong_line, colours.text};
}

std::string with_shortcut(std::string_view name, std::string_view shortcut) {
    std::string words(shown_part(name));
    if (!shortcut.empty()) words.append("  ").append(shortcut);
    return words;
}

}  // namespace

bool button(std::string_view label, Emphasis emphasis, std::string_view icon_name, std::string_view why_not,
            float width) {
    const auto words = shown_part(label);
    const Face face = emphasis == Emphasis::primary ? Face::text_bold : Face::text;
    const float icon_room = icon_name.empty() ? 0 : look().px(measure::icon + 6);
    const ImVec2 words_size = size_of(words, face);
    const float wanted = words_size.x + icon_room + look().px(icon_name.empty() ? 24 : 26);
    const ImVec2 size{width > 0 ? look().px(width) : std::round(wanted), look().px(measure::button)};
    const Pressed state = pressable(label, size, why_not);
    const auto colours = button_colours(emphasis, state, why_not.empty());
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float corner = look().px(measure::corner);
    draw_box(list, state.min, state.max, colours.fill, colours.outline, corner);
    if (state.focused) draw_focus(list, state.min, state.max, corner);
    const float room = size.x - icon_room - look().px(12);
    float x = state.min.x + std::max(look().px(6), (size.x - words_size.x - icon_room) / 2);
    if (!icon_name.empty()) {
        draw_icon(list, {x + look().px(measure::icon / 2), (state.min.y + state.max.y) / 2}, icon_name, measure::icon,
                  colours.words);
        x += icon_room;
    }
    if (draw_words(list, {x, centred(state.min.y, state.max.y, face)}, words, face, colours.words, room) &&
        why_not.empty())
        tooltip(words);
    return state.pressed;
}

bool icon_button(std::string_view icon_name, std::string_view name, std::string_view shortcut, bool chosen,
                 std::string_view why_not, float size) {
    const float side = look().px(size);
    const Pressed state = pressable(name, {side, side}, why_not, chosen);
    const auto& colours = look().colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float corner = look().px(measure::corner);
    if (chosen)
        draw_box(list, state.min, state.max, colours.accent_soft, 0, corner);
    else if (state.hovered || state.held)
        draw_box(list, state.min, state.max, colours.row_hover, 0, corner);
    if (state.focused) draw_focus(list, state.min, state.max, corner);
    const ImU32 ink = !why_not.empty() ? colours.disabled : chosen ? colours.accent : colours.text;
    draw_icon(list, {(state.min.x + state.max.x) / 2, (state.min.y + state.max.y) / 2}, icon_name,
              std::min(measure::icon, size - 4), ink);
    if (why_not.empty()) tooltip(with_shortcut(name, shortcut));
    return state.pressed;
}

bool link(std::string_view label) {
    const auto words = shown_part(label);
    const Pressed state = pressable(label, size_of(words, Face::text));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 ink = look().colours().accent;
    draw_words(list, state.min, words, Face::text, ink);
    if (state.hovered) list.AddLine({state.min.x, state.max.y - 1}, {state.max.x, state.max.y - 1}, ink);
    if (state.focused) draw_focus(list, state.min, state.max, look().px(2));
    return state.pressed;
}

bool toggle(std::string_view label, bool& on) {
    const auto words = shown_part(label);
    const ImVec2 words_size = size_of(words, Face::text);
    const ImVec2 track{look().px(28), look().px(16)};
    const float gap = words.empty() ? 0 : look().px(8);
    const Pressed state = pressable(label, {words_size.x + gap + track.x, look().px(22)}, {}, on);
    if (state.pressed) on = !on;
    const auto& colours = look().colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_words(list, {state.min.x, centred(state.min.y, state.max.y, Face::text)}, words, Face::text, colours.second);
    const ImVec2 min{state.max.x - track.x, std::round((state.min.y + state.max.y - track.y) / 2)};
    const ImVec2 max{state.max.x, min.y + track.y};
    list.AddRectFilled(min, max, on ? colours.accent : colours.disabled, track.y / 2);
    const float r = track.y / 2 - look().px(2);
    const float x = on ? max.x - track.y / 2 : min.x + track.y / 2;
    list.AddCircleFilled({x, (min.y + max.y) / 2}, r, on ? colours.on_accent : colours.raised);
    if (state.focused) draw_focus(list, min, max, track.y / 2);
    return state.pressed;
}

bool check(std::string_view label, bool& on) {
    const auto words = shown_part(label);
    const float side = look().px(15);
    const float gap = look().px(8);
    const ImVec2 words_size = size_of(words, Face::text);
    const Pressed state = pressable(label, {side + gap + words_size.x, look().px(22)}, {}, on);
    if (state.pressed) on = !on;
    const auto& colours = look().colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 min{state.min.x, std::round((state.min.y + state.max.y - side) / 2)};
    const ImVec2 max{min.x + side, min.y + side};
    const float corner = look().px(3);
    const ImU32 outline = on || state.hovered ? colours.accent : colours.disabled;
    draw_box(list, min, max, on ? colours.accent : colours.raised, outline, corner);
    if (on) {
        const ImVec2 tick[] = {{min.x + side * 0.24F, min.y + side * 0.52F},
                               {min.x + side * 0.43F, min.y + side * 0.70F},
                               {min.x + side * 0.77F, min.y + side * 0.31F}};
        list.AddPolyline(tick, 3, colours.on_accent, 0, look().px(2));
    }
    if (state.focused) draw_focus(list, min, max, corner);
    draw_words(list, {max.x + gap, centred(state.min.y, state.max.y, Face::text)}, words, Face::text, colours.text);
    return state.pressed;
}

bool slider(std::string_view name, float& value, float width) {
    const float height = look().px(18);
    const Pressed state = pressable(name, {look().px(width), height});
    const float before = value;
    const float radius = look().px(4.5F);
    const float left = state.min.x + radius, right = state.max.x - radius;
    if (state.held && ImGui::IsMouseDown(ImGuiMouseButton_Left) && right > left)
        value = std::clamp((ImGui::GetIO().MousePos.x - left) / (right - left), 0.0F, 1.0F);
    if (state.focused) {
        ImGuiContext& context = *ImGui::GetCurrentContext();
        for (const auto& [key, change] : {std::pair{ImGuiKey_LeftArrow, -0.1F}, {ImGuiKey_RightArrow, 0.1F}})
            if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(key))) {
                value = std::clamp(value + change, 0.0F, 1.0F);
                // The arrows move the knob, not the focus.
                ImGui::NavMoveRequestCancel();
                context.NavDisableHighlight = false;
            }
    }
    const auto& colours = look().colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = std::round((state.min.y + state.max.y) / 2);
    const float half = look().px(1);
    const float x = left + (right - left) * std::clamp(value, 0.0F, 1.0F);
    list.AddRectFilled({left, y - half}, {right, y + half}, colours.line);
    list.AddRectFilled({left, y - half}, {x, y + half}, colours.accent);
    list.AddCircleFilled({x, y}, radius, colours.accent);
    if (state.focused) draw_focus(list, state.min, state.max, look().px(2));
    return value != before;
}

bool segmented(std::string_view name, const std::vector<std::pair<std::string, std::string>>& labels_and_icons,
               int& chosen) {
    const auto& colours = look().colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float corner = look().px(measure::corner);
    const float height = look().px(measure::button);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    float x = start.x;
    bool changed = false;
    ImGui::PushID(name.data(), name.data() + name.size());
    ImGui::BeginGroup();
    const int count = static_cast<int>(labels_and_icons.size());
    for (int i = 0; i < count; ++i) {
        const auto& [label, icon_name] = labels_and_icons[static_cast<std::size_t>(i)];
        const bool on = i == chosen;
        const Face face = on ? Face::text_bold : Face::text;
        const float icon_room = icon_name.empty() ? 0 : look().px(label.empty() ? 16 : 20);
        // As wide chosen as not, so that nothing moves.
        const float words_width = size_of(shown_part(label), Face::text_bold).x;
        const float width = std::round(words_width + icon_room + look().px(label.empty() ? 14 : 20));
        ImGui::SetCursorScreenPos({x, start.y});
        const Pressed state = pressable(label.empty() ? icon_name : label, {width, height}, {}, on);
        if (state.pressed && !on) {
            chosen = i;
            changed = true;
        }
        ImDrawFlags corners = ImDrawFlags_RoundCornersNone;
        if (i == 0) corners |= ImDrawFlags_RoundCornersLeft;
        if (i == count - 1) corners |= ImDrawFlags_RoundCornersRight;
        if (count > 1 && corners != ImDrawFlags_RoundCornersNone) corners &= ~ImDrawFlags_RoundCornersNone;
        const ImU32 fill = on ? colours.accent : state.hovered ? colours.row_hover : colours.raised;
        list.AddRectFilled(state.min, state.max, fill, corner, corners);
        const ImU32 ink = on ? colours.on_accent : colours.text;
        const float used = size_of(shown_part(label), face).x + icon_room;
        float at = state.min.x + (width - used) / 2;
        if (!icon_name.empty()) {
            draw_icon(list, {at + look().px(label.empty() ? 8 : 7), (state.min.y + state.max.y) / 2}, icon_name,
                      label.empty() ? 16 : 14, ink);
            at += icon_room;
        }
        draw_words(list, {at, centred(state.min.y, state.max.y, face)}, shown_part(label), face, ink);
        if (i > 0) list.AddRectFilled({x, start.y}, {x + 1, start.y + height}, colours.strong_line);
        if (state.focused) draw_focus(list, state.min, state.max, corner);
        x = state.max.x;
    }
    ImGui::EndGroup();
    ImGui::PopID();
    list.AddRect(start, {x, start.y + height}, colours.strong_line, corner);
    return changed;
}

bool tab(std::string_view label, bool chosen, std::string_view count) {
    const auto words = shown_part(label);
    const Face face = chosen ? Face::text_bold : Face::text;
    const float words_width = size_of(words, Face::text_bold).x;
    const float count_room = count.empty() ? 0 : size_of(count, Face::text).x + look().px(6);
    // As high as the strip it stands in, so that its line meets the strip's.
    const float height = std::max(look().px(measure::table_folded - 1), ImGui::GetContentRegionAvail().y);
    const float strip = height > look().px(measure::top_bar) ? look().px(measure::table_folded) : height;
    const Pressed state = pressable(label, {std::round(words_width + count_room), strip}, {}, chosen);
    const auto& colours = look().colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 ink = chosen ? colours.accent : state.hovered ? colours.text : colours.second;
    const float y = centred(state.min.y, state.max.y, face);
    draw_words(list, {state.min.x, y}, words, face, ink);
    if (!count.empty()) {
        see_text(std::string(words) + " " + std::string(count), state.min, state.max);
        draw_words(list, {state.min.x + size_of(words, face).x + look().px(6), y}, count, Face::text, colours.second);
    }
    if (chosen)
        list.AddRectFilled({state.min.x - look().px(2), state.max.y - look().px(2)},
                           {state.max.x + look().px(2), state.max.y}, colours.accent);
    if (state.focused) draw_focus(list, state.min, state.max, look().px(2));
    return state.pressed;
}

bool row(std::string_view name, float height, bool chosen, bool* hovered, bool* double_clicked,
         std::string_view why_not) {
    const float width = ImGui::GetContentRegionAvail().x;
    const Pressed state = pressable(name, {width, look().px(height)}, why_not, chosen);
    // What is drawn on the row may be pressed too.
    ImGui::SetItemAllowOverlap();
    const auto& colours = look().colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (chosen)
        list.AddRectFilled(state.min, state.max, colours.accent_soft);
    else if (state.hovered)
        list.AddRectFilled(state.min, state.max, colours.row_hover);
    if (state.focused)
        draw_focus(list, {state.min.x + look().px(2), state.min.y + look().px(2)},
                   {state.max.x - look().px(2), state.max.y - look().px(2)}, 0);
    if (hovered != nullptr) *hovered = state.hovered;
    if (double_clicked != nullptr)
        *double_clicked = state.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    return state.pressed;
}

}  // namespace balise::gui
