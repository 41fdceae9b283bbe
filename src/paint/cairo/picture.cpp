#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>
#include <variant>

#include "base/error.hpp"
#include "paint/cairo/canvas.hpp"
#include "paint/cairo/paper.hpp"
#include "paint/side_by_side.hpp"

namespace balise::paint::cairo {

namespace {

int pixels(double millimetres, double pixels_per_millimetre) {
    // cairo's images go to 32,767.
    const double count = std::max(1.0, std::round(millimetres * pixels_per_millimetre));
    if (!(count <= std::numeric_limits<std::int16_t>::max()))
        throw base::Error(base::ErrorKind::unsupported, base::mark("the page is too large to be painted"));
    return static_cast<int>(count);
}

// The same bands on every machine, however many cores paint them.
constexpr int rows_of_a_band = 192;

// cairo's pixels, words of blue, green, red and nothing, to ours; in their place.
void to_rgba(std::uint8_t* bytes, std::size_t pixels) {
    for (std::size_t pixel = 0; pixel < pixels; ++pixel, bytes += 4) {
        std::uint32_t word = 0;
        std::memcpy(&word, bytes, sizeof word);
        bytes[0] = static_cast<std::uint8_t>(word >> 16U);
        bytes[1] = static_cast<std::uint8_t>(word >> 8U);
        bytes[2] = static_cast<std::uint8_t>(word);
        bytes[3] = 255;
    }
}

// Rows `first` to before `last` of the picture. The same pixels come out wherever the bands are cut: between whole
// rows.
void paint_band(const map::DisplayList& list, double scale, Picture& picture, int first, int last, Stock& stock) {
    const auto stride = static_cast<std::size_t>(picture.columns) * 4;
    auto* bytes = picture.bytes.data() + static_cast<std::size_t>(first) * stride;
    const Surface surface(cairo_image_surface_create_for_data(bytes, CAIRO_FORMAT_RGB24, picture.columns, last - first,
                                                              static_cast<int>(stride)));
    check(cairo_surface_status(surface.get()));
    cairo_surface_set_device_offset(surface.get(), 0, -first);
    {
        const Context context(cairo_create(surface.get()));
        // Under a background that is not opaque.
        cairo_set_source_rgb(context.get(), 1, 1, 1);
        cairo_paint(context.get());
        const Band band{static_cast<double>(first), static_cast<double>(last)};
        Canvas(context.get(), Medium::pixels, scale, stock, band).draw(list, base::Progress());
    }
    cairo_surface_flush(surface.get());
    to_rgba(bytes, static_cast<std::size_t>(last - first) * static_cast<std::size_t>(picture.columns));
}

// Rasters are drawn by a matrix whose rounding hangs on where the band begins.
bool has_rasters(const map::DisplayList& list) {
    return std::ranges::any_of(list.groups, [](const map::Group& group) {
        return std::ranges::any_of(group.batches,
                                   [](const map::Batch& batch) { return std::holds_alternative<map::Raster>(batch); });
    });
}

}  // namespace

Picture picture_of(const map::DisplayList& list, double dots_per_inch) {
    const double scale = dots_per_inch / 25.4;
    Picture picture;
    picture.columns = pixels(list.width, scale);
    picture.rows = pixels(list.height, scale);
    try {
        picture.bytes.resize(static_cast<std::size_t>(picture.rows) * static_cast<std::size_t>(picture.columns) * 4);
    } catch (const std::bad_alloc&) {
        check(CAIRO_STATUS_NO_MEMORY);
    }
    const int height = has_rasters(list) ? picture.rows : rows_of_a_band;
    const auto bands = static_cast<std::size_t>((picture.rows + height - 1) / height);
    side_by_side(bands, [&](const auto& next) {
        Stock stock;
        for (std::size_t band = 0; next(band);) {
            const int first = static_cast<int>(band) * height;
            paint_band(list, scale, picture, first, std::min(first + height, picture.rows), stock);
        }
    });
    return picture;
}

}  // namespace balise::paint::cairo
