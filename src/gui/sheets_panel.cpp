#include "gui/panels.hpp"

namespace balise::gui {

std::optional<PagePlace> sheets_panel(const Shown&, SheetsState&, Area, Requests&) {
    return std::nullopt;
}

}  // namespace balise::gui
