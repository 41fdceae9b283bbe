// Marks: symbols repeated.
#include <algorithm>
#include <cmath>

#include "paint/cairo/canvas.hpp"

namespace balise::paint::cairo {

namespace {

// So many marks in a batch are laid down from pictures, on the nearest quarter of a pixel; unless they are so large.
constexpr std::size_t marks_as_images = 200;
constexpr double largest_image = 100;  // pixels

}  // namespace

float Canvas::reach(std::uint32_t symbol) {
    if (reaches_.empty()) reaches_.resize(list_->symbols.size(), -1);
    auto& known = reaches_[symbol];
    if (known < 0) {
        const auto box = extent(list_->symbols[symbol]);
        known = std::max({0.0F, -box.top, box.bottom});
    }
    return known;
}

bool Canvas::draw_image(const map::Marks::Mark& mark) {
    const double size = mark.size * scale_;
    if (size > largest_image) return false;
    const auto quarters_x = std::lround(mark.centre.x * scale_ * 4);
    const auto quarters_y = std::lround(mark.centre.y * scale_ * 4);
    const auto* image = stock_.images.find(*list_, mark.symbol, static_cast<float>(size),
                                           static_cast<int>(quarters_x & 3), static_cast<int>(quarters_y & 3));
    if (image == nullptr) return false;
    const auto left = static_cast<double>((quarters_x >> 2) + image->left);
    const auto top = static_cast<double>((quarters_y >> 2) + image->top);
    cairo_set_source_surface(context_, image->surface.get(), left, top);
    cairo_rectangle(context_, left, top, image->columns, image->rows);
    cairo_fill(context_);
    return true;
}

void Canvas::draw_batch(const map::Marks& marks) {
    const bool as_images = medium_ == Medium::pixels && marks.marks.size() > marks_as_images;
    for (const auto& mark : marks.marks) {
        const auto& symbol = list_->symbols[mark.symbol];
        if (is_beyond(mark.centre.y, mark.centre.y, reach(mark.symbol) * mark.size)) continue;
        if (paths_ != nullptr && is_opaque(symbol)) {
            paths_->mark(symbol, mark);
            continue;
        }
        settle_paths();
        if (as_images && draw_image(mark)) continue;
        const double size = mark.size * scale_;
        cairo_save(context_);
        cairo_translate(context_, mark.centre.x * scale_, mark.centre.y * scale_);
        draw_symbol(context_, symbol, size);
        cairo_restore(context_);
    }
}

}  // namespace balise::paint::cairo
