// Marks: symbols repeated.
#include <algorithm>
#include <limits>

#include "paint/cairo/canvas.hpp"

namespace balise::paint::cairo {

namespace {

// What the symbol covers, in units of its size.
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

void Canvas::draw_symbol(cairo_t* context, const map::Symbol& symbol, double size) {
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

void Canvas::draw_recorded(const map::Symbol& symbol, double size, double x, double y) {
    const auto box = extent(symbol);
    const cairo_rectangle_t bounds{box.left * size, box.top * size, box.width() * size, box.height() * size};
    auto& record = recorded_[{&symbol, size}];
    if (!record) {
        record.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &bounds));
        const Context context(cairo_create(record.get()));
        draw_symbol(context.get(), symbol, size);
        check(cairo_status(context.get()));
    }
    cairo_set_source_surface(context_, record.get(), x, y);
    cairo_rectangle(context_, bounds.x + x, bounds.y + y, bounds.width, bounds.height);
    cairo_fill(context_);
}

void Canvas::draw_batch(const map::Marks& marks) {
    for (const auto& mark : marks.marks) {
        const auto& symbol = list_->symbols[mark.symbol];
        const double size = mark.size * scale_;
        const double x = mark.centre.x * scale_;
        const double y = mark.centre.y * scale_;
        cairo_save(context_);
        cairo_translate(context_, x, y);
        draw_symbol(context_, symbol, size);
        cairo_restore(context_);
    }
}

}  // namespace balise::paint::cairo
