#pragma once
// The controls of the window. Panels use these, not ImGui's own, so that all look alike, can be found by replays and
// tests (gui/seen.hpp) and be reached by keyboard. Labels are translated already; `id` keeps controls apart that look
// alike. Sizes in logical pixels.
#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/theme.hpp"

namespace balise::gui {

enum class Emphasis { plain, primary, quiet, danger };
enum class Tone { neutral, accent, good, warning, error, sample, confidential };

// Texts. `width` > 0: cut with "…" (whole text as tooltip).
void text(std::string_view words, Face face = Face::text, ImU32 colour = 0, float width = 0);
void text_at(ImVec2 position, std::string_view words, Face face, ImU32 colour,
             float width = 0);  // real pixels, no layout
void wrapped(std::string_view words, Face face = Face::text, ImU32 colour = 0);
void section_head(std::string_view words);                       // small spaced capitals
float width_of(std::string_view words, Face face = Face::text);  // logical pixels
// Figures and labels with the bytes [first, second) tinted.
void text_with_matches(std::string_view words, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& matches,
                       Face face);

// Symbols and icons by name: "icon/search", "provider/ngo". A name that is not there draws a hollow square.
void icon(std::string_view name, float size = measure::icon,
          ImU32 tint = 0);  // tint 0: icons in text colour, symbols as they are
void icon_at(ImVec2 centre, std::string_view name, float size, ImU32 tint = 0);

// Controls; true when pressed or changed. `why_not` not empty: disabled, told in the tooltip. `shortcut` is shown in
// the tooltip ("Ctrl+Z").
bool button(std::string_view label, Emphasis emphasis = Emphasis::plain, std::string_view icon_name = {},
            std::string_view why_not = {}, float width = 0);
bool icon_button(std::string_view icon_name, std::string_view name, std::string_view shortcut = {}, bool chosen = false,
                 std::string_view why_not = {}, float size = measure::button);
bool link(std::string_view label);
bool toggle(std::string_view label, bool& on);  // switch, label left of it
bool check(std::string_view label, bool& on);
bool slider(std::string_view name, float& value, float width);  // 0 to 1, thin
// One of several side by side; the chosen index changes.
bool segmented(std::string_view name, const std::vector<std::pair<std::string, std::string>>& labels_and_icons,
               int& chosen);
bool tab(std::string_view label, bool chosen, std::string_view count = {});
// Drop-down list: the chosen index changes. `set`: drawn as a filter that is set, with a × that gives -1.
bool choice(std::string_view name, const std::vector<std::string>& options, int& chosen, float width, bool set = false);
// Several of a list in a drop-down; `summary` is shown closed.
bool choices(std::string_view name, const std::vector<std::string>& options, std::vector<bool>& on,
             std::string_view summary, float width, bool set = false);
// One line of text. `hint` while empty; `fault` below it in red. True when it changed.
bool field(std::string_view name, std::string& value, float width, std::string_view hint = {},
           std::string_view fault = {}, std::string_view icon_name = {}, bool focus = false);
bool text_area(std::string_view name, std::string& value, float width, int lines, std::string_view fault = {});
void chip(std::string_view words, Tone tone = Tone::neutral, std::string_view icon_name = {},
          std::string_view after = {}, bool dashed = false);
void bar(float share, float width, Tone tone = Tone::accent, float height = 6);
// A row that can be pressed over the whole width and `height`; draw on it after. True when pressed.
bool row(std::string_view name, float height, bool chosen, bool* hovered = nullptr, bool* double_clicked = nullptr,
         std::string_view why_not = {});
void rule();                           // 1-px line over the whole width
void space(float height);              // vertical
void same_line(float gap = 8);         // next widget on this line
void tooltip(std::string_view words);  // for the last control, after a moment

// A panel's frame: fills `min`–`max` (real pixels) with `colour`, lines on the sides named in `edges` ("l", "rt"…).
// Content scrolls when `scrolls`. Ends with end_panel().
bool begin_panel(std::string_view id, ImVec2 min, ImVec2 max, ImU32 colour, std::string_view edges, float padding_x,
                 float padding_y, bool scrolls);
void end_panel();
// A dialog in the middle with title and ×; `open` becomes false by × or Esc. Ends with end_dialog() when true.
bool begin_dialog(std::string_view title, bool& open, float width, float height);
void end_dialog();

}  // namespace balise::gui
