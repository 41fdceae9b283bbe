#include "gui/panels.hpp"

namespace balise::gui {

void card_panel(const Shown&, CardState&, Area, Requests&) {}

}  // namespace balise::gui
