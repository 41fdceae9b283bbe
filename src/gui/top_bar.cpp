#include "gui/panels.hpp"

namespace balise::gui {

void top_bar(const Shown&, TopBarState&, Area, Requests&) {}
void suggestions(const Shown&, TopBarState&, Requests&) {}

}  // namespace balise::gui
