#include "gui/panels.hpp"

namespace balise::gui {

void export_dialog(const Shown&, DialogState&, Requests&) {}

}  // namespace balise::gui
