#include "paint/cairo/symbol_images.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace balise::paint::cairo {

namespace {

constexpr std::size_t most_images = 4000;

void add_paths(cairo_t* context, const map::Paths& paths, double size, bool closed) {
    std::size_t begin = 0;
    for (const std::size_t end : paths.ends) {
        const bool is_ring = closed || (end - begin > 2 && paths.spots[begin] == paths.spots[end - 1]);
        for (auto spot = begin; spot < end; ++spot)
            if (spot == begin)
                cairo_move_to(context, paths.spots[spot].x * size, paths.spots[spot].y * size);
            else if (!is_ring || spot + 1 < end || paths.spots[spot] != paths.spots[begin])
                cairo_line_to(context, paths.spots[spot].x * size, paths.spots[spot].y * size);
        if (is_ring)
            cairo_close_path(context);
        else if (end - begin == 1)
            cairo_line_to(context, paths.spots[begin].x * size, paths.spots[begin].y * size);
        begin = end;
    }
}

}  // namespace

map::Frame extent(const map::Symbol& symbol) {
    constexpr float far = std::numeric_limits<float>::max();
    map::Frame box{far, far, -far, -far};
    for (const auto& part : symbol.parts)
        for (const auto spot : part.paths.spots) {
            const float margin = part.width / 2;
            box.left = std::min(box.left, spot.x - margin);
            box.top = std::min(box.top, spot.y - margin);
            box.right = std::max(box.right, spot.x + margin);
            box.bottom = std::max(box.bottom, spot.y + margin);
        }
    return box.left > box.right ? map::Frame{} : box;
}

void draw_symbol(cairo_t* context, const map::Symbol& symbol, double size) {
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    for (const auto& part : symbol.parts) {
        cairo_set_source_rgba(context, part.colour.red / 255.0, part.colour.green / 255.0, part.colour.blue / 255.0,
                              part.colour.alpha / 255.0);
        add_paths(context, part.paths, size, part.width <= 0);
        if (part.width <= 0) {
            cairo_fill(context);
        } else {
            cairo_set_line_width(context, part.width * size);
            cairo_stroke(context);
        }
    }
}

std::size_t SymbolImages::LookHash::operator()(const Look& look) const {
    const std::uint64_t words = std::uint64_t{look.symbol} << 36U ^
                                std::uint64_t{std::bit_cast<std::uint32_t>(look.size)} << 4U ^
                                static_cast<std::uint64_t>(look.part);
    return static_cast<std::size_t>((words * 0x9E3779B97F4A7C15ULL) >> 16U);
}

const SymbolImage* SymbolImages::find(const map::DisplayList& list, std::uint32_t symbol, float size, int part_x,
                                      int part_y) {
    const Look look{symbol, size, part_y * 4 + part_x};
    if (const auto found = known_.find(look); found != known_.end()) return &found->second;
    if (known_.size() >= most_images) return nullptr;
    const auto box = extent(list.symbols[symbol]);
    SymbolImage image;
    const auto pixels = [size](float edge) { return static_cast<double>(edge) * static_cast<double>(size); };
    // A pixel more on each side for the smoothing, and one for the quarters.
    image.left = static_cast<int>(std::floor(pixels(box.left))) - 1;
    image.top = static_cast<int>(std::floor(pixels(box.top))) - 1;
    image.columns = static_cast<int>(std::ceil(pixels(box.right))) + 2 - image.left;
    image.rows = static_cast<int>(std::ceil(pixels(box.bottom))) + 2 - image.top;
    image.surface.reset(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.columns, image.rows));
    check(cairo_surface_status(image.surface.get()));
    const Context context(cairo_create(image.surface.get()));
    cairo_set_antialias(context.get(), CAIRO_ANTIALIAS_GOOD);
    cairo_translate(context.get(), part_x / 4.0 - image.left, part_y / 4.0 - image.top);
    draw_symbol(context.get(), list.symbols[symbol], static_cast<double>(size));
    check(cairo_status(context.get()));
    return &known_.emplace(look, std::move(image)).first->second;
}

}  // namespace balise::paint::cairo
