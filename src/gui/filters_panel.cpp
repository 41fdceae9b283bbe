#include "gui/panels.hpp"

namespace balise::gui {

void filters_panel(const Shown&, Area, Requests&) {}

}  // namespace balise::gui
