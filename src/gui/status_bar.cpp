#include "gui/panels.hpp"

namespace balise::gui {

void status_bar(const Shown&, std::optional<geo::LonLat>, Area, Requests&) {}

}  // namespace balise::gui
