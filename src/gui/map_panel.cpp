#include "gui/panels.hpp"

namespace balise::gui {

void map_panel(const Shown&, const app::MapPlane&, MapState&, Area, Requests&) {}

}  // namespace balise::gui
