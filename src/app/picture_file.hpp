#pragma once
// Pictures of the window as files.
#include <cstdint>
#include <filesystem>
#include <vector>

namespace balise::app {

// PNG of `columns` × `rows` pixels at 96 dpi; `rgba` row 0 on top. Throws io.
void write_picture(const std::filesystem::path& file, int columns, int rows, const std::vector<std::uint8_t>& rgba);

}  // namespace balise::app
