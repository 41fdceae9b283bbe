#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "paint/cairo/canvas.hpp"
#include "paint/cairo/paper.hpp"

namespace balise::paint::cairo {

namespace {

int pixels(double millimetres, double pixels_per_millimetre) {
    // cairo's images go to 32,767.
    const double count = std::max(1.0, std::round(millimetres * pixels_per_millimetre));
    if (!(count <= std::numeric_limits<std::int16_t>::max()))
        throw base::Error(base::ErrorKind::unsupported, base::mark("the page is too large to be painted"));
    return static_cast<int>(count);
}

}  // namespace

Picture picture_of(const map::DisplayList& list, double dots_per_inch) {
    const double scale = dots_per_inch / 25.4;
    Picture picture;
    picture.columns = pixels(list.width, scale);
    picture.rows = pixels(list.height, scale);
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.columns, picture.rows));
    check(cairo_surface_status(surface.get()));
    {
        const Context context(cairo_create(surface.get()));
        // Under a background that is not opaque.
        cairo_set_source_rgb(context.get(), 1, 1, 1);
        cairo_paint(context.get());
        Typefaces typefaces;
        Canvas(context.get(), Medium::pixels, scale, typefaces).draw(list, base::Progress());
    }
    cairo_surface_flush(surface.get());
    const auto columns = static_cast<std::size_t>(picture.columns);
    const auto rows = static_cast<std::size_t>(picture.rows);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    const auto* source = cairo_image_surface_get_data(surface.get());
    picture.bytes.resize(rows * columns * 4);
    auto* out = picture.bytes.data();
    for (std::size_t row = 0; row < rows; ++row) {
        const auto* words = static_cast<const std::uint32_t*>(static_cast<const void*>(source + row * stride));
        for (std::size_t column = 0; column < columns; ++column) {
            const auto word = words[column];
            *out++ = static_cast<std::uint8_t>(word >> 16U);
            *out++ = static_cast<std::uint8_t>(word >> 8U);
            *out++ = static_cast<std::uint8_t>(word);
            *out++ = 255;
        }
    }
    return picture;
}

}  // namespace balise::paint::cairo
