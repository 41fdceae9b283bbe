#include "gui/screenshot.hpp"

#include <epoxy/gl.h>

#include <cstdint>
#include <vector>

#include "app/picture_file.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

namespace balise::gui {

bool write_screenshot(const std::filesystem::path& file, int columns, int rows) {
    const auto wide = static_cast<std::size_t>(columns), high = static_cast<std::size_t>(rows);
    std::vector<std::uint8_t> pixels(wide * high * 4);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, columns, rows, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    // OpenGL's first row is the last.
    std::vector<std::uint8_t> upright(pixels.size());
    for (std::size_t y = 0; y < high; ++y)
        std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>((high - 1 - y) * wide * 4), wide * 4,
                    upright.begin() + static_cast<std::ptrdiff_t>(y * wide * 4));
    try {
        app::write_picture(file, columns, rows, upright);
        return true;
    } catch (const base::Error& error) {
        base::log::error(error.what());
        return false;
    }
}

}  // namespace balise::gui
