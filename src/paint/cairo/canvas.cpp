#include "paint/cairo/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include "paint/cairo/pdf_content.hpp"

namespace balise::paint::cairo {

namespace {

// More spots than this in one opaque stroke make cairo's sweep slow; more in one path of a file, its readers.
constexpr std::size_t spots_of_a_stroke_in_pixels = 60;
constexpr std::size_t spots_of_a_stroke_on_paper = 4000;
// Pixels per millimetre (250 to the inch) from which 16 samples for each are as good as cairo's better smoothing.
constexpr double fine_print = 250 / 25.4;

cairo_line_cap_t cairo_cap(map::Cap cap) {
    switch (cap) {
        case map::Cap::butt: return CAIRO_LINE_CAP_BUTT;
        case map::Cap::round: return CAIRO_LINE_CAP_ROUND;
        case map::Cap::square: return CAIRO_LINE_CAP_SQUARE;
    }
    return CAIRO_LINE_CAP_BUTT;
}

cairo_line_join_t cairo_join(map::Join join) {
    switch (join) {
        case map::Join::miter: return CAIRO_LINE_JOIN_MITER;
        case map::Join::round: return CAIRO_LINE_JOIN_ROUND;
        case map::Join::bevel: return CAIRO_LINE_JOIN_BEVEL;
    }
    return CAIRO_LINE_JOIN_ROUND;
}

}  // namespace

Canvas::Canvas(cairo_t* context, Medium medium, double scale, Stock& stock, Band band, PdfPaths* paths)
    : context_(context),
      medium_(medium),
      scale_(scale),
      resolution_(medium == Medium::pixels ? 0.1 : 0.01),
      stock_(stock),
      band_(band),
      paths_(paths) {
    cairo_set_antialias(context_, scale < fine_print ? CAIRO_ANTIALIAS_GOOD : CAIRO_ANTIALIAS_FAST);
    cairo_set_miter_limit(context_, 4);
    const FontOptions options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(context_, options.get());
}

void Canvas::draw(const map::DisplayList& list, const base::Progress& progress) {
    list_ = &list;
    background(list);
    for (const auto& group : list.groups) {
        cairo_save(context_);
        if (group.clip) clip(*group.clip);
        if (paths_ != nullptr) paths_->set_clip(group.clip);
        for (const auto& batch : group.batches) {
            progress.check();
            std::visit([this](const auto& primitive) { draw_batch(primitive); }, batch);
            check(cairo_status(context_));
        }
        settle_paths();
        cairo_restore(context_);
    }
    reaches_.clear();
    list_ = nullptr;
}

void Canvas::background(const map::DisplayList& list) {
    // Not cairo_paint(), which would forget the tags of the page.
    colour(list.background);
    const double spare = medium_ == Medium::pixels ? 1 : 0;  // the last pixel may be cut by the sheet's edge
    cairo_rectangle(context_, 0, 0, list.width * scale_ + spare, list.height * scale_ + spare);
    cairo_fill(context_);
}

void Canvas::settle_paths() {
    if (paths_ == nullptr || !paths_->has_piece()) return;
    draw_placeholder(context_);
    paths_->end_piece();
}

// In pixels at whole ones, as on the screen: nothing is cut in half, and cairo needs no mask.
void Canvas::clip(const map::Frame& frame) {
    double left = frame.left * scale_;
    double top = frame.top * scale_;
    double right = frame.right * scale_;
    double bottom = frame.bottom * scale_;
    if (medium_ == Medium::pixels) {
        left = std::round(left);
        top = std::round(top);
        right = std::round(right);
        bottom = std::round(bottom);
    }
    cairo_rectangle(context_, left, top, std::max(0.0, right - left), std::max(0.0, bottom - top));
    cairo_clip(context_);
}

void Canvas::colour(map::Colour colour) {
    cairo_set_source_rgba(context_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0,
                          colour.alpha / 255.0);
}

bool Canvas::is_beyond(float top, float bottom, float margin) const {
    constexpr double smoothing = 2;  // what edges that are smoothed may reach further, and rounding
    return double{bottom + margin} * scale_ < band_.top - smoothing ||
           double{top - margin} * scale_ > band_.bottom + smoothing;
}

bool Canvas::is_beyond(const map::Spot* spots, std::size_t count, float margin) const {
    if (count == 0) return true;
    float top = spots[0].y, bottom = top;
    for (std::size_t spot = 1; spot < count; ++spot) {
        top = std::min(top, spots[spot].y);
        bottom = std::max(bottom, spots[spot].y);
    }
    return is_beyond(top, bottom, margin);
}

void Canvas::add_rings(const map::Paths& rings, std::uint32_t first, std::uint32_t last) {
    for (auto ring = first; ring < last; ++ring) {
        const std::size_t begin = ring == 0 ? 0 : rings.ends[ring - 1];
        const std::size_t end = rings.ends[ring];
        if (end - begin < 3) continue;
        cairo_move_to(context_, rings.spots[begin].x * scale_, rings.spots[begin].y * scale_);
        for (auto spot = begin + 1; spot < end; ++spot)
            if (rings.spots[spot] != rings.spots[spot - 1])
                cairo_line_to(context_, rings.spots[spot].x * scale_, rings.spots[spot].y * scale_);
        cairo_close_path(context_);
    }
}

void Canvas::draw_batch(const map::Fill& fill) {
    if (fill.colour.alpha == 0) return;
    if (goes_to_paths(fill.colour)) return paths_->fill(fill);
    settle_paths();
    colour(fill.colour);
    cairo_set_fill_rule(context_, CAIRO_FILL_RULE_EVEN_ODD);
    std::uint32_t first = 0;
    std::size_t begin = 0;
    for (const auto last : fill.areas) {
        const std::size_t end = last == 0 ? 0 : fill.rings.ends[last - 1];
        if (!is_beyond(fill.rings.spots.data() + begin, end - begin, 0)) {
            add_rings(fill.rings, first, last);
            cairo_fill(context_);
        }
        first = last;
        begin = end;
    }
}

void Canvas::add_line(const map::Spot* spots, std::size_t count) {
    if (count == 0) return;
    const bool closed = count > 2 && spots[0] == spots[count - 1];
    double last_x = spots[0].x * scale_;
    double last_y = spots[0].y * scale_;
    cairo_move_to(context_, last_x, last_y);
    // A spot alone has caps, and so is a dot when they are round.
    if (count == 1) cairo_line_to(context_, last_x, last_y);
    const std::size_t end = closed ? count - 1 : count;
    for (std::size_t spot = 1; spot < end; ++spot) {
        const double x = spots[spot].x * scale_;
        const double y = spots[spot].y * scale_;
        if (spot + 1 < count && std::abs(x - last_x) + std::abs(y - last_y) < resolution_) continue;
        cairo_line_to(context_, x, y);
        last_x = x;
        last_y = y;
    }
    if (closed) cairo_close_path(context_);
}

void Canvas::stroke_lines(const map::Stroke& stroke, std::size_t most_spots) {
    // Lines beyond the band count too: which are painted together must not hang on the band.
    const float reach = 4 * stroke.width;  // of miters
    std::size_t begin = 0, pending = 0;
    for (const std::size_t end : stroke.lines.ends) {
        const auto* spots = stroke.lines.spots.data() + begin;
        if (!is_beyond(spots, end - begin, reach)) add_line(spots, end - begin);
        pending += end - begin;
        begin = end;
        if (pending > most_spots) {
            cairo_stroke(context_);
            pending = 0;
        }
    }
    if (pending > 0) cairo_stroke(context_);
}

void Canvas::draw_batch(const map::Stroke& stroke) {
    if (stroke.colour.alpha == 0) return;
    if (goes_to_paths(stroke.colour)) return paths_->stroke(stroke);
    settle_paths();
    colour(stroke.colour);
    cairo_set_line_width(context_, stroke.width * scale_);
    cairo_set_line_cap(context_, cairo_cap(stroke.cap));
    cairo_set_line_join(context_, cairo_join(stroke.join));
    // One path is one shape; only where nothing shines through may it be cut.
    if (stroke.colour.alpha < 255)
        stroke_lines(stroke, stroke.lines.spots.size());
    else
        stroke_lines(stroke, medium_ == Medium::pixels ? spots_of_a_stroke_in_pixels : spots_of_a_stroke_on_paper);
}

void Canvas::draw_batch(const map::Raster& raster) {
    if (raster.columns == 0 || raster.rows == 0) return;
    settle_paths();
    const bool opaque = std::ranges::all_of(raster.pixels, [](map::Colour pixel) { return pixel.alpha == 255; });
    const auto columns = static_cast<int>(raster.columns);
    const auto rows = static_cast<int>(raster.rows);
    const Surface image(cairo_image_surface_create(opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, columns, rows));
    check(cairo_surface_status(image.get()));
    auto* bytes = cairo_image_surface_get_data(image.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(image.get()));
    for (std::uint32_t row = 0; row < raster.rows; ++row) {
        // cairo's rows are aligned for whole words.
        auto* words = static_cast<std::uint32_t*>(static_cast<void*>(bytes + row * stride));
        const auto* pixels = raster.pixels.data() + std::size_t{row} * raster.columns;
        for (std::uint32_t column = 0; column < raster.columns; ++column) {
            const auto pixel = pixels[column];
            const std::uint32_t alpha = pixel.alpha;
            const auto part = [alpha](std::uint32_t channel) { return (channel * alpha + 127) / 255; };
            words[column] = alpha << 24U | part(pixel.red) << 16U | part(pixel.green) << 8U | part(pixel.blue);
        }
    }
    cairo_surface_mark_dirty(image.get());
    const SurfacePattern pattern(cairo_pattern_create_for_surface(image.get()));
    cairo_pattern_set_filter(pattern.get(), raster.smooth ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
    // Without it the outermost pixels would fade; files have no such thing and need none.
    if (medium_ == Medium::pixels) cairo_pattern_set_extend(pattern.get(), CAIRO_EXTEND_PAD);
    cairo_save(context_);
    cairo_translate(context_, raster.frame.left * scale_, raster.frame.top * scale_);
    cairo_scale(context_, raster.frame.width() * scale_ / columns, raster.frame.height() * scale_ / rows);
    cairo_set_source(context_, pattern.get());
    cairo_rectangle(context_, 0, 0, columns, rows);
    cairo_fill(context_);
    cairo_restore(context_);
}

}  // namespace balise::paint::cairo
