#include "gui/panels.hpp"

namespace balise::gui {

void help_dialog(const Shown&, DialogState&, Requests&) {}

}  // namespace balise::gui
