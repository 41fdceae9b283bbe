#include "gui/panels.hpp"

namespace balise::gui {

void start_screen(const Shown&, DialogState&, Area, Requests&) {}

}  // namespace balise::gui
