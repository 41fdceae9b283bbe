#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "base/words.hpp"
#include "gui/widgets_draw.hpp"

namespace balise::gui {

using namespace detail;

namespace {

ImU32 text_colour(ImU32 colour) {
    return colour == 0 ? look().colours().text : colour;
}

// The bytes of the next letter.
std::size_t letter_length(std::string_view words) {
    std::size_t length = 1;
    while (length < words.size() && (static_cast<unsigned char>(words[length]) & 0xC0U) == 0x80U) ++length;
    return length;
}

}  // namespace

void text(std::string_view words, Face face, ImU32 colour, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImVec2 size = size_of(words, face);
    const float room = width > 0 ? look().px(width) : 0;
    if (room > 0) size.x = std::min(size.x, room);
    const ImVec2 end{at.x + size.x, at.y + size.y};
    ImGui::ItemSize(size, 0);
    if (!ImGui::ItemAdd(ImRect(at, end), 0)) return;
    see_text(words, at, end);
    if (draw_words(*ImGui::GetWindowDrawList(), at, words, face, text_colour(colour), room)) tooltip(words);
}

void text_at(ImVec2 position, std::string_view words, Face face, ImU32 colour, float width) {
    ImVec2 size = size_of(words, face);
    const float room = width > 0 ? look().px(width) : 0;
    if (room > 0) size.x = std::min(size.x, room);
    see_text(words, position, {position.x + size.x, position.y + size.y});
    draw_words(*ImGui::GetWindowDrawList(), position, words, face, text_colour(colour), room);
}

void wrapped(std::string_view words, Face face, ImU32 colour) {
    if (words.empty()) return;
    const ImFont* font = look().font(face) == nullptr ? ImGui::GetFont() : look().font(face);
    const float width = std::max(look().px(40), ImGui::GetContentRegionAvail().x);
    const char* end = words.data() + words.size();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, words.data(), end);
    ImGui::ItemSize(size, 0);
    const ImVec2 far{at.x + size.x, at.y + size.y};
    if (!ImGui::ItemAdd(ImRect(at, far), 0)) return;
    see_text(words, at, far);
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, text_colour(colour),
                                        words.data(), end, width);
}

void section_head(std::string_view words) {
    const std::string capitals = base::upper_case(words);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float gap = 0.06F * 11 * look().scale;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = at.x;
    std::string_view rest = capitals;
    while (!rest.empty()) {
        const auto letter = rest.substr(0, letter_length(rest));
        draw_words(list, {x, at.y}, letter, Face::head, look().colours().second);
        x += size_of(letter, Face::head).x + gap;
        rest.remove_prefix(letter.size());
    }
    const ImVec2 size{x - at.x, size_of({}, Face::head).y};
    ImGui::ItemSize(size, 0);
    const ImVec2 end{at.x + size.x, at.y + size.y};
    if (ImGui::ItemAdd(ImRect(at, end), 0)) see_text(words, at, end);
}

float width_of(std::string_view words, Face face) {
    return size_of(words, face).x / look().scale;
}

void text_with_matches(std::string_view words, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& matches,
                       Face face) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = size_of(words, face);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (const auto& [first, second] : matches) {
        if (first >= second || second > words.size()) continue;
        const float left = at.x + size_of(words.substr(0, first), face).x;
        const float right = at.x + size_of(words.substr(0, second), face).x;
        list.AddRectFilled({left, at.y}, {right, at.y + size.y}, look().colours().sample_soft, look().px(2));
    }
    text(words, face);
}

void icon(std::string_view name, float size, ImU32 tint) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = look().px(size);
    ImGui::Dummy({side, side});
    draw_icon(*ImGui::GetWindowDrawList(), {at.x + side / 2, at.y + side / 2}, name, size, tint);
}

void icon_at(ImVec2 centre, std::string_view name, float size, ImU32 tint) {
    draw_icon(*ImGui::GetWindowDrawList(), centre, name, size, tint);
}

void chip(std::string_view words, Tone tone, std::string_view icon_name, std::string_view after, bool dashed) {
    const auto& colours = look().colours();
    const auto [fill, ink] = colours_of(tone);
    const float pad = look().px(8);
    const float icon_room = icon_name.empty() ? 0 : look().px(18);
    const ImVec2 words_size = size_of(words, Face::list);
    const ImVec2 after_size = size_of(after, Face::small);
    const float after_room = after.empty() ? 0 : after_size.x + look().px(6);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 size{std::round(2 * pad + icon_room + words_size.x + after_room), look().px(measure::chip)};
    const ImVec2 max{min.x + size.x, min.y + size.y};
    ImGui::ItemSize(size, 0);
    if (!ImGui::ItemAdd(ImRect(min, max), 0)) return;
    see_text(words, min, max);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float corner = look().px(measure::chip_corner);
    if (dashed) {
        const float dash = look().px(3);
        for (const float y : {min.y, max.y - 1})
            for (float x = min.x + corner; x < max.x - corner; x += 2 * dash)
                list.AddLine({x, y + 0.5F}, {std::min(x + dash, max.x - corner), y + 0.5F}, colours.strong_line);
        for (const float x : {min.x, max.x - 1})
            for (float y = min.y + corner; y < max.y - corner; y += 2 * dash)
                list.AddLine({x + 0.5F, y}, {x + 0.5F, std::min(y + dash, max.y - corner)}, colours.strong_line);
    } else {
        draw_box(list, min, max, fill, 0, corner);
    }
    float x = min.x + pad;
    if (!icon_name.empty()) {
        draw_icon(list, {x + look().px(6), (min.y + max.y) / 2}, icon_name, 13, ink);
        x += icon_room;
    }
    draw_words(list, {x, centred(min.y, max.y, Face::list)}, words, Face::list, dashed ? colours.second : ink);
    if (!after.empty())
        draw_words(list, {x + words_size.x + look().px(6), centred(min.y, max.y, Face::small)}, after, Face::small,
                   colours.accent);
}

void bar(float share, float width, Tone tone, float height) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 size{look().px(width), look().px(height)};
    ImGui::Dummy(size);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 ink = tone == Tone::neutral ? look().colours().second : colours_of(tone).words;
    list.AddRectFilled(min, {min.x + size.x, min.y + size.y}, look().colours().line);
    list.AddRectFilled(min, {min.x + std::round(size.x * std::clamp(share, 0.0F, 1.0F)), min.y + size.y}, ink);
}

void rule() {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({1, 1});
    // Over the whole width: the panel's padding too.
    const float left = window->InnerRect.Min.x, right = window->InnerRect.Max.x;
    ImGui::GetWindowDrawList()->AddRectFilled({left, std::round(at.y)}, {right, std::round(at.y) + 1},
                                              look().colours().line);
}

void space(float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(height)});
    ImGui::ItemSize(ImVec2(0, 0), 0);
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(height)});
}

void same_line(float gap) {
    ImGui::SameLine(0, look().px(gap));
}

void tooltip(std::string_view words) {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    const bool by_keyboard = !context.NavDisableHighlight && ImGui::IsItemFocused();
    const bool by_mouse = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
    if (words.empty() || (!by_mouse && !by_keyboard)) return;
    if (by_mouse && context.HoveredIdTimer < 0.4F && context.HoveredId != 0) return;
    const auto& colours = look().colours();
    if (!by_mouse) {  // beside the control, wherever the mouse was left
        const ImVec2 display = ImGui::GetIO().DisplaySize;
        const float high = look().px(44), below = ImGui::GetItemRectMax().y + look().px(6);
        ImGui::SetNextWindowPos(
            {std::clamp(ImGui::GetItemRectMin().x, 0.0F, std::max(0.0F, display.x - look().px(340))),
             below + high < display.y ? below : ImGui::GetItemRectMin().y - high});
    }
    ImGui::PushStyleColor(ImGuiCol_PopupBg, colours.tooltip);
    ImGui::PushStyleColor(ImGuiCol_Border, colours.tooltip);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look().px(9), look().px(6)));
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(look().px(320));
    const float wide = std::min(look().px(320), size_of(words, Face::list).x);
    ImGui::Dummy({wide, 0});
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(look().px(9));
    wrapped(words, Face::list, colours.on_tooltip);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
}

}  // namespace balise::gui
