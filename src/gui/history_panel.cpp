#include "gui/panels.hpp"

namespace balise::gui {

void history_panel(const Shown&, Area, Requests&) {}

}  // namespace balise::gui
