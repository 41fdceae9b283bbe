#include "gui/panels.hpp"

namespace balise::gui {

void import_dialog(const Shown&, DialogState&, Requests&) {}

}  // namespace balise::gui
