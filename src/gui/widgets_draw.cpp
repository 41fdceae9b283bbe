#include "gui/widgets_draw.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "gui/seen.hpp"

namespace balise::gui::detail {

namespace {

bool is_seen(ImVec2 min, ImVec2 max) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    return !window->SkipItems && window->ClipRect.Overlaps(ImRect(min, max));
}

void see(SeenThing::Kind kind, std::string_view words, ImVec2 min, ImVec2 max, bool enabled, bool chosen) {
    if (recording() == nullptr || words.empty() || !is_seen(min, max)) return;
    recording()->add({kind, std::string(words), min, max, enabled, chosen});
}

const ImFont& font_of(Face face) {
    const ImFont* font = look().font(face);
    return font == nullptr ? *ImGui::GetFont() : *font;
}

const char* end_of(std::string_view words) {
    return words.data() + words.size();
}

// How many bytes fit with an ellipsis into the width.
std::size_t fitting(const ImFont& font, std::string_view words, float width) {
    const char* rest = nullptr;
    font.CalcTextSizeA(font.FontSize, width, 0, words.data(), end_of(words), &rest);
    return static_cast<std::size_t>(rest - words.data());
}

}  // namespace

void see_text(std::string_view words, ImVec2 min, ImVec2 max) {
    see(SeenThing::Kind::text, words, min, max, true, false);
}

void see_control(std::string_view words, ImVec2 min, ImVec2 max, bool enabled, bool chosen) {
    see(SeenThing::Kind::control, words, min, max, enabled, chosen);
}

ImVec2 size_of(std::string_view words, Face face) {
    const ImFont& font = font_of(face);
    if (words.empty()) return {0, font.FontSize};
    return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, words.data(), end_of(words));
}

bool draw_words(ImDrawList& list, ImVec2 position, std::string_view words, Face face, ImU32 colour, float width) {
    if (words.empty()) return false;
    const ImFont& font = font_of(face);
    const ImVec2 at{std::round(position.x), std::round(position.y)};
    if (width <= 0 || size_of(words, face).x <= width) {
        list.AddText(&font, font.FontSize, at, colour, words.data(), end_of(words));
        return false;
    }
    static constexpr std::string_view ellipsis = "…";
    const float room = std::max(0.0F, width - size_of(ellipsis, face).x);
    std::string cut(words.substr(0, fitting(font, words, room)));
    while (!cut.empty() && cut.back() == ' ') cut.pop_back();
    cut += ellipsis;
    list.AddText(&font, font.FontSize, at, colour, cut.data(), cut.data() + cut.size());
    return true;
}

float centred(float top, float bottom, Face face) {
    // Letters stand in the middle of the box when half of what is below the baseline is left out.
    return std::round((top + bottom - font_of(face).FontSize) / 2);
}

void draw_box(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 fill, ImU32 outline, float corner) {
    if ((fill >> IM_COL32_A_SHIFT) != 0) list.AddRectFilled(min, max, fill, corner);
    if ((outline >> IM_COL32_A_SHIFT) != 0) list.AddRect(min, max, outline, corner);
}

void draw_focus(ImDrawList& list, ImVec2 min, ImVec2 max, float corner) {
    const float width = look().px(2);
    const float out = look().px(1);
    list.AddRect({min.x - out, min.y - out}, {max.x + out, max.y + out}, look().colours().accent, corner + out, 0,
                 width);
}

void draw_icon(ImDrawList& list, ImVec2 centre, std::string_view name, float size, ImU32 tint) {
    const float side = look().px(size);
    const ImVec2 min{std::round(centre.x - side / 2), std::round(centre.y - side / 2)};
    const ImVec2 max{min.x + side, min.y + side};
    const auto& cells = look().cells;
    const auto found = cells.find(std::string(name));
    if (look().icons == nullptr || found == cells.end()) {
        const float in = std::round(side / 6);
        list.AddRect({min.x + in, min.y + in}, {max.x - in, max.y - in}, tint == 0 ? look().colours().second : tint, 0,
                     0, std::max(1.0F, look().px(1)));
        return;
    }
    const bool is_icon = name.starts_with("icon/");
    const ImU32 colour = tint != 0 ? tint : is_icon ? look().colours().text : IM_COL32_WHITE;
    list.AddImage(look().icons, min, max, found->second.uv0, found->second.uv1, colour);
}

ToneColours colours_of(Tone tone) {
    const Palette& colours = look().colours();
    switch (tone) {
        case Tone::neutral: return {colours.chip, colours.text};
        case Tone::accent: return {colours.accent_soft, colours.accent};
        case Tone::good: return {colours.good_soft, colours.good};
        case Tone::warning: return {colours.warning_soft, colours.warning};
        case Tone::error: return {colours.error_soft, colours.error};
        case Tone::sample: return {colours.sample_soft, colours.sample};
        case Tone::confidential: return {colours.confidential_soft, colours.confidential};
    }
    return {colours.chip, colours.text};
}

std::string_view shown_part(std::string_view label) {
    return label.substr(0, label.find("##"));
}

Pressed pressable(std::string_view name, ImVec2 size, std::string_view why_not, bool chosen) {
    Pressed result;
    result.min = ImGui::GetCursorScreenPos();
    result.max = result.min;
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return result;
    const ImVec2 box{std::max(1.0F, size.x), std::max(1.0F, size.y)};
    result.max = {result.min.x + box.x, result.min.y + box.y};
    const bool enabled = why_not.empty();
    const ImGuiID id = window->GetID(name.data(), end_of(name));
    const ImRect rect(result.min, result.max);
    ImGui::ItemSize(box, 0);
    // "Inputable": the Tab key comes here too.
    if (!ImGui::ItemAdd(rect, id, nullptr, ImGuiItemFlags_Inputable)) return result;
    const bool pressed = ImGui::ButtonBehavior(rect, id, &result.hovered, &result.held);
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    // The outline is for those who use the keyboard.
    result.focused = context.NavId == id && context.NavWindow == window && !context.NavDisableHighlight;
    // ImGui's own key for it is the space bar alone.
    const bool entered = result.focused && context.ActiveId == 0 && !context.IO.KeyCtrl && !context.IO.KeyAlt &&
                         ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
    result.pressed = (pressed || entered) && enabled;
    see_control(shown_part(name), result.min, result.max, enabled, chosen);
    if (!enabled && (result.hovered || result.focused)) tooltip(why_not);
    if (!enabled) result.hovered = result.held = false;
    if (result.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return result;
}

}  // namespace balise::gui::detail
