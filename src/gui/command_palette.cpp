#include "gui/panels.hpp"

namespace balise::gui {

void command_palette(const Shown&, DialogState&, Requests&) {}

}  // namespace balise::gui
