#include "gui/panels.hpp"

namespace balise::gui {

void edit_dialog(const Shown&, EditState&, Requests&) {}
void verify_dialog(const Shown&, EditState&, Requests&) {}

}  // namespace balise::gui
