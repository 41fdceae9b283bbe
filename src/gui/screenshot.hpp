#pragma once
// The window as a picture.
#include <filesystem>

namespace balise::gui {

// Writes what was painted into the window (before it is shown) as PNG. False when it cannot be written.
bool write_screenshot(const std::filesystem::path& file, int columns, int rows);

}  // namespace balise::gui
