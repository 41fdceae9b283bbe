#include "gui/panels.hpp"

namespace balise::gui {

std::vector<Command> commands(const Shown&) {
    return {};
}
void shortcuts(const Shown&, TopBarState&, MapState&, Requests&) {}

}  // namespace balise::gui
