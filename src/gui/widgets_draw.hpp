#pragma once
// What the controls are made of. Private to widgets*.cpp.
#include <imgui.h>

#include <string>
#include <string_view>

#include "gui/theme.hpp"
#include "gui/widgets.hpp"

namespace balise::gui::detail {

// A box that can be pressed by mouse or keyboard, laid out like any ImGui item and written into what is seen.
struct Pressed {
    ImVec2 min, max;
    bool pressed = false, hovered = false, held = false, focused = false;
};
Pressed pressable(std::string_view name, ImVec2 size, std::string_view why_not = {}, bool chosen = false);

// A label may end in "##…", which keeps controls apart that look alike and is not shown.
std::string_view shown_part(std::string_view label);

void see_text(std::string_view words, ImVec2 min, ImVec2 max);
void see_control(std::string_view words, ImVec2 min, ImVec2 max, bool enabled = true, bool chosen = false);

ImVec2 size_of(std::string_view words, Face face);  // real pixels
// Draws at real pixels, the line's box at `position`; cut with "…" beyond `width` real pixels when that is > 0. Says
// whether it was cut.
bool draw_words(ImDrawList& list, ImVec2 position, std::string_view words, Face face, ImU32 colour, float width = 0);
// Middle of the line's box upright in [top, bottom].
float centred(float top, float bottom, Face face);

// Background and 1-px outline; the keyboard's outline when focused.
void draw_box(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 fill, ImU32 outline, float corner);
void draw_focus(ImDrawList& list, ImVec2 min, ImVec2 max, float corner);
void draw_icon(ImDrawList& list, ImVec2 centre, std::string_view name, float size, ImU32 tint);

struct ToneColours {
    ImU32 fill, words;
};
ToneColours colours_of(Tone tone);

}  // namespace balise::gui::detail
