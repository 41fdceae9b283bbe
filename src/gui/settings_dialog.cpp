#include "gui/panels.hpp"

namespace balise::gui {

void settings_dialog(const Shown&, DialogState&, Requests&) {}

}  // namespace balise::gui
