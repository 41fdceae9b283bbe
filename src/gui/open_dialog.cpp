#include "gui/panels.hpp"

namespace balise::gui {

void open_dialog(const Shown&, DialogState&, Requests&) {}

}  // namespace balise::gui
