#include "gui/panels.hpp"

namespace balise::gui {

void table_panel(const Shown&, TableState&, Area, Requests&) {}

}  // namespace balise::gui
