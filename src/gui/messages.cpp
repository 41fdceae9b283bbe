#include "gui/panels.hpp"

namespace balise::gui {

void messages(const Shown&, Area, Requests&) {}

}  // namespace balise::gui
