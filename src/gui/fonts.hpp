#pragma once
// The fonts of the window: Inter, else DejaVu Sans, with figures that are all equally wide.
#include "gui/theme.hpp"

namespace balise::gui {

// Builds ImGui's atlas anew for the look's scale and sets its fonts. Needs an ImGui context; who draws with a graphics
// processor makes the texture anew after it. Throws not_found when neither font is installed.
void load_fonts(Look& look);

}  // namespace balise::gui
