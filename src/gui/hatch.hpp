#pragma once
// Samples of the risk zones' hatches: density, not hue, carries the level (as data/styles draw them on the map).
#include <imgui.h>

#include <string>

namespace balise::gui {

// `level`: lower, medium, higher. `dim`: of a layer that is not shown.
void hatch_sample(ImDrawList& list, ImVec2 min, ImVec2 max, const std::string& level, bool dark, float scale, bool dim);

}  // namespace balise::gui
