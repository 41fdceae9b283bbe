#include "app/picture_file.hpp"

#include "paint/cairo/paper.hpp"

namespace balise::app {

void write_picture(const std::filesystem::path& file, int columns, int rows, const std::vector<std::uint8_t>& rgba) {
    paint::cairo::write_png({columns, rows, rgba}, 96, file);
}

}  // namespace balise::app
