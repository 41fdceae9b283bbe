#include "gui/panels.hpp"

namespace balise::gui {

void status_bar(const Shown&, StatusState&, std::optional<geo::LonLat>, Area, Requests&) {}

}  // namespace balise::gui
