#include "gui/panels.hpp"

namespace balise::gui {

void layers_panel(const Shown&, LayersState&, Area, Requests&) {}

}  // namespace balise::gui
