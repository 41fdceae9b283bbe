// Letterings: halos, then letters; as text on paper, as outlines in pixels, where cairo would put glyphs at whole
// pixels only.
#include <algorithm>
#include <cmath>

#include "paint/cairo/canvas.hpp"

namespace balise::paint::cairo {

// Generously: no letter of a typeface goes further than this many times its em from its place.
bool Canvas::is_beyond(const map::GlyphRun& run, float margin) const {
    constexpr float reach = 3;
    float along = 0;
    for (const auto& glyph : run.glyphs) along = std::max({along, std::abs(glyph.x), std::abs(glyph.y)});
    return is_beyond(run.origin.y, run.origin.y, 2 * along + reach * run.size + margin);
}

void Canvas::add_outlines(const map::GlyphRun& run) {
    const auto& font = list_->fonts[run.font];
    const double em = run.size * scale_;
    const double along = std::cos(run.angle) * em;
    const double across = std::sin(run.angle) * em;
    for (const auto& glyph : run.glyphs) {
        const auto& outline = stock_.typefaces.outline(font, glyph.index);
        const double shift_x = run.origin.x * scale_ + (glyph.x * along - glyph.y * across) / run.size;
        const double shift_y = run.origin.y * scale_ + (glyph.x * across + glyph.y * along) / run.size;
        const auto x = [&](Outline::Point point) { return shift_x + point.x * along - point.y * across; };
        const auto y = [&](Outline::Point point) { return shift_y + point.x * across + point.y * along; };
        const auto* point = outline.points.data();
        for (std::size_t step = 0; step < outline.steps.size(); ++step) {
            switch (outline.steps[step]) {
                case Outline::Step::move:
                    if (step > 0) cairo_close_path(context_);
                    cairo_move_to(context_, x(point[0]), y(point[0]));
                    point += 1;
                    break;
                case Outline::Step::line:
                    cairo_line_to(context_, x(point[0]), y(point[0]));
                    point += 1;
                    break;
                case Outline::Step::curve:
                    cairo_curve_to(context_, x(point[0]), y(point[0]), x(point[1]), y(point[1]), x(point[2]),
                                   y(point[2]));
                    point += 3;
                    break;
            }
        }
        if (!outline.steps.empty()) cairo_close_path(context_);
    }
}

void Canvas::halo(const map::Lettering& lettering) {
    if (goes_to_paths(lettering.halo)) return paths_->halo(lettering, list_->fonts);
    settle_paths();
    colour(lettering.halo);
    cairo_set_line_width(context_, 2 * lettering.halo_width * scale_);
    cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(context_, CAIRO_LINE_CAP_ROUND);
    for (const auto& run : lettering.runs) {
        if (run.size <= 0 || is_beyond(run, lettering.halo_width)) continue;
        add_outlines(run);
        cairo_stroke(context_);
    }
}

void Canvas::letters(const map::GlyphRun& run) {
    cairo_set_fill_rule(context_, CAIRO_FILL_RULE_WINDING);
    add_outlines(run);
    cairo_fill(context_);
}

void Canvas::show_text(const map::GlyphRun& run) {
    const auto& font = list_->fonts[run.font];
    const double em = run.size * scale_;
    const double cosine = std::cos(run.angle);
    const double sine = std::sin(run.angle);
    glyphs_.clear();
    for (const auto& glyph : run.glyphs)
        glyphs_.push_back({glyph.index, (run.origin.x + glyph.x * cosine - glyph.y * sine) * scale_,
                           (run.origin.y + glyph.x * sine + glyph.y * cosine) * scale_});
    clusters_.clear();
    for (const auto cluster : run.clusters) clusters_.push_back({cluster.bytes, cluster.glyphs});
    cairo_set_font_face(context_, Typefaces::face(font));
    // Columns: where the em's x and y axes go; a slanted letter leans right as it goes up.
    const double lean = font.slanted ? -slant : 0;
    const cairo_matrix_t matrix{em * cosine, em * sine, em * (lean * cosine - sine), em * (lean * sine + cosine), 0, 0};
    cairo_set_font_matrix(context_, &matrix);
    const auto count = static_cast<int>(glyphs_.size());
    if (run.text.empty())
        cairo_show_glyphs(context_, glyphs_.data(), count);
    else
        cairo_show_text_glyphs(context_, run.text.data(), static_cast<int>(run.text.size()), glyphs_.data(), count,
                               clusters_.data(), static_cast<int>(clusters_.size()), {});
}

void Canvas::draw_batch(const map::Lettering& lettering) {
    if (lettering.halo_width > 0 && lettering.halo.alpha > 0) halo(lettering);
    if (lettering.colour.alpha == 0) return;
    settle_paths();
    colour(lettering.colour);
    for (const auto& run : lettering.runs) {
        if (run.size <= 0 || run.glyphs.empty() || is_beyond(run, 0)) continue;
        if (medium_ == Medium::paper)
            show_text(run);
        else
            letters(run);
    }
}

}  // namespace balise::paint::cairo
