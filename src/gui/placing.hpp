#pragma once
// Where lines of text go that panels place by themselves.
#include <imgui.h>

#include <cmath>
#include <string_view>

#include "gui/theme.hpp"
#include "gui/widgets.hpp"

namespace balise::gui {

// Upper edge of a line of text whose middle lies at `middle` (real pixels).
inline float line_top(float middle, Face face) {
    const ImFont* font = look().font(face);
    return std::round(middle - (font != nullptr ? font->FontSize : ImGui::GetFontSize()) / 2);
}

// A line of text at `left`, its middle at `middle`; cut beyond `width` real pixels when that is > 0.
inline void line_at(float left, float middle, std::string_view words, Face face, ImU32 colour, float width = 0) {
    text_at({left, line_top(middle, face)}, words, face, colour, width / look().scale);
}

// The same, ending at `right`; gives where it begins.
inline float line_before(float right, float middle, std::string_view words, Face face, ImU32 colour) {
    const float left = std::round(right - width_of(words, face) * look().scale);
    line_at(left, middle, words, face, colour);
    return left;
}

}  // namespace balise::gui
