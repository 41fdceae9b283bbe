#include "gui/panels.hpp"

namespace balise::gui {

std::optional<std::filesystem::path> file_browser(const Shown&, FileBrowserState&, bool, const std::vector<std::string>&) {
    return std::nullopt;
}

}  // namespace balise::gui
