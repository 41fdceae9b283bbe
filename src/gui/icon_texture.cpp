#include "gui/icon_texture.hpp"

#include <epoxy/gl.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace balise::gui {

namespace {

// Painted over nothing, colours are multiplied by their alpha; ImGui wants them as they are.
void take_out_alpha(ImTextureID texture, int columns, int rows) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * 4);
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(texture)));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    for (std::size_t i = 0; i < pixels.size(); i += 4)
        for (std::size_t k = 0; k < 3; ++k)
            if (const int alpha = pixels[i + 3]; alpha > 0)
                pixels[i + k] = static_cast<std::uint8_t>(std::min(255, pixels[i + k] * 255 / alpha));
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, columns, rows, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    glBindTexture(GL_TEXTURE_2D, 0);
}

// On the map a symbol stands off from what lies below; in a list nothing does.
void drop_halo(map::Symbol& symbol) {
    if (symbol.parts.size() < 2) return;
    const auto& first = symbol.parts[0];
    const auto& second = symbol.parts[1];
    if (first.width > second.width && first.paths == second.paths) symbol.parts.erase(symbol.parts.begin());
}

}  // namespace

void IconTexture::make(paint::gl::Painter& painter, Look& look) {
    // One millimetre of the sheet is one pixel. Twice the size of most icons, so that larger ones are sharp too.
    const double size = std::ceil(measure::icon * static_cast<double>(look.scale) * 2);
    const double cell = size + 4;
    auto sheet = app::icon_sheet(cell, size, look.theme == Theme::dark);
    for (auto& symbol : sheet.list.symbols) drop_halo(symbol);
    const int columns = static_cast<int>(std::ceil(sheet.list.width));
    const int rows = static_cast<int>(std::ceil(sheet.list.height));
    if (!picture_) picture_ = std::make_unique<Picture>(4);
    paint::gl::Placing placing;
    placing.pixels_per_millimetre = 1;
    picture_->paint(painter, paint::gl::Painter::prepared(sheet.list), placing, columns, rows, 0);
    take_out_alpha(picture_->texture(), columns, rows);
    look.icons = picture_->texture();
    look.cells.clear();
    for (std::size_t i = 0; i < sheet.names.size(); ++i) {
        const double left = static_cast<double>(i % sheet.columns) * cell + 2;
        const double top = static_cast<double>(i / sheet.columns) * cell + 2;
        const auto u = [&](double x) { return static_cast<float>(x / columns); };
        const auto v = [&](double y) { return static_cast<float>(1 - y / rows); };  // OpenGL's first row is the last
        look.cells[sheet.names[i]] = {{u(left), v(top)}, {u(left + size), v(top + size)}};
    }
}

}  // namespace balise::gui
