#include "sheet/map_frame.hpp"

#include <algorithm>
#include <cmath>

#include "base/words.hpp"
#include "sheet/palette.hpp"

namespace balise::sheet {

namespace {

Pen figure_pen() {
    Pen pen{6.8, Weight::regular, water_name, Side::centre};
    pen.halo = veil;
    pen.halo_width = 0.7;
    return pen;
}

bool overlap(map::Frame a, map::Frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

}  // namespace

GraticuleFigures figures_of(Page& page, const Graticule& graticule, map::Frame window,
                            const std::vector<map::Frame>& covered) {
    GraticuleFigures figures;
    const auto pen = figure_pen();
    constexpr double cap = 1.75, from_frame = 0.9;
    for (const auto& end : graticule.ends) {
        const double width = page.width_of(end.words, pen);
        auto at = end;
        at.spot = end.parallel ? spot(end.spot.x + from_frame + width / 2, end.spot.y + cap / 2)
                               : spot(end.spot.x, end.spot.y - from_frame);
        const auto box =
            frame(at.spot.x - width / 2 - 0.5, at.spot.y - cap - 0.8, at.spot.x + width / 2 + 0.5, at.spot.y + 0.8);
        const bool inside = box.left >= window.left && box.right <= window.right && box.top >= window.top &&
                            box.bottom <= window.bottom + 0.3F;
        const auto hits = [&](const map::Frame& other) { return overlap(box, other); };
        if (!inside || std::any_of(covered.begin(), covered.end(), hits) ||
            std::any_of(figures.boxes.begin(), figures.boxes.end(), hits))
            continue;
        figures.shown.push_back(at);
        figures.boxes.push_back(box);
    }
    return figures;
}

void draw_graticule_figures(Page& page, const GraticuleFigures& figures) {
    page.group("graticule figures");
    for (const auto& end : figures.shown) page.line_of(end.words, end.spot, figure_pen());
}

void draw_band(Page& page, const PageGrid& grid) {
    page.group("frame");
    const auto outer = grid.map, inner = grid.window;
    page.fill(frame(outer.left, outer.top, outer.right, inner.top), white);
    page.fill(frame(outer.left, inner.bottom, outer.right, outer.bottom), white);
    page.fill(frame(outer.left, inner.top, inner.left, inner.bottom), white);
    page.fill(frame(inner.right, inner.top, outer.right, inner.bottom), white);
    const Pen pen{7.2, Weight::semibold, ink, Side::centre};
    constexpr double cap = 1.85;
    for (int column = 0; column < grid.columns; ++column) {
        const double step = static_cast<double>(inner.width()) / grid.columns, left = inner.left + column * step;
        const auto letters = column_letters(column);
        for (const auto& [top, bottom] : {std::pair(outer.top, inner.top), std::pair(inner.bottom, outer.bottom)}) {
            page.line_of(letters, spot(left + step / 2, (top + bottom) / 2 + cap / 2), pen);
            if (column > 0) page.line(spot(left, top), spot(left, bottom), ink, 0.2);
        }
    }
    for (int row = 0; row < grid.rows; ++row) {
        const double step = static_cast<double>(inner.height()) / grid.rows, top = inner.top + row * step;
        for (const auto& [left, right] : {std::pair(outer.left, inner.left), std::pair(inner.right, outer.right)}) {
            page.line_of(std::to_string(row + 1), spot((left + right) / 2, top + step / 2 + cap / 2), pen);
            if (row > 0) page.line(spot(left, top), spot(right, top), ink, 0.2);
        }
    }
    page.outline(outer, ink, frame_line);
    page.outline(inner, ink, frame_line);
}

std::vector<double> scale_marks(double denominator, double longest_bar) {
    const double longest = longest_bar / 1000 * denominator;
    const double power = std::pow(10, std::floor(std::log10(longest)));
    // Thirds of a bar are no round numbers: the marks depend on the first figure.
    if (longest >= 5 * power) return {0, power, 2 * power, 5 * power};
    if (longest >= 2 * power) return {0, power / 2, power, 2 * power};
    return {0, power / 5, power / 2, power};
}

double north_of(const map::MapView& view) {
    const auto here = view.projection.inverse(view.centre);
    if (!here) return 0;
    const auto above = view.projection.forward({here->lon, here->lat + 0.01});
    if (!above) return 0;
    return std::atan2(above->x - view.centre.x, above->y - view.centre.y);
}

namespace {

std::string length_words(const Draft& draft, double metres, bool kilometres) {
    const double value = kilometres ? metres / 1000 : metres;
    return draft.catalogue->number(value, value < 1 ? 1 : value < 10 && value != std::floor(value) ? 1 : 0);
}

void draw_bar(Page& page, const Draft& draft, double scale, map::Spot left_end, double longest) {
    const auto marks = scale_marks(scale, longest);
    const bool kilometres = marks.back() >= 1000;
    constexpr double height = 1;
    const auto x_of = [&](double metres) { return left_end.x + metres * 1000 / scale; };
    const auto bar = frame(x_of(0), left_end.y, x_of(marks.back()), left_end.y + height);
    page.fill(bar, white);
    for (std::size_t i = 0; i + 1 < marks.size(); ++i)
        if (i % 2 == 0) page.fill(frame(x_of(marks[i]), bar.top, x_of(marks[i + 1]), bar.bottom), ink);
    page.outline(bar, ink, 0.2);
    Pen pen{6.8, Weight::medium, ink, Side::centre};
    double taken = -1e9;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const auto words = length_words(draft, marks[i], kilometres);
        const double half = page.width_of(words, pen) / 2;
        const bool last = i + 1 == marks.size();
        if (!last && (x_of(marks[i]) - half < taken + 0.8)) continue;
        if (last) {
            Pen end = pen;
            end.side = Side::left;
            page.line_of(words + (kilometres ? "\u00a0km" : "\u00a0m"), spot(x_of(marks[i]) - half, bar.top - 1), end);
        } else {
            // A mark whose words would run into the last ones is not named.
            const double last_left =
                x_of(marks.back()) - page.width_of(length_words(draft, marks.back(), kilometres), pen) / 2;
            if (x_of(marks[i]) + half + 0.8 > last_left) continue;
            page.line_of(words, spot(x_of(marks[i]), bar.top - 1), pen);
            taken = x_of(marks[i]) + half;
        }
    }
}

// Two halves, one dark, turned to true north; the letter above.
void draw_north(Page& page, map::Spot middle, double angle) {
    const double c = std::cos(angle), s = std::sin(angle);
    const auto at = [&](double x, double y) { return spot(middle.x + c * x - s * y, middle.y + s * x + c * y); };
    page.fill(polygon({at(0, -4), at(0, 2.2), at(-2.3, 4)}), white);
    page.fill(polygon({at(0, -4), at(2.3, 4), at(0, 2.2)}), ink);
    page.stroke(polygon({at(0, -4), at(2.3, 4), at(0, 2.2), at(-2.3, 4)}), ink, 0.25);
    page.line_of("N", at(0, -4.9), {8.5, Weight::bold, ink, Side::centre});
}

}  // namespace

void draw_scale_box(Page& page, const Draft& draft, const MapWindow& window) {
    page.group("scale");
    const auto box = window.scale_box;
    page.fill(box, white);
    page.outline(box, ink, frame_line);
    const double left = box.left + 4.8;
    draw_bar(page, draft, draft.scale, spot(left, box.top + 6.4), box.width() - 29);
    const Pen pen{7.2, Weight::regular, second, Side::left, 5.8};
    const double room = box.width() - 20;
    const auto words = draft.scale_words() + " · " + draft.projection;
    if (page.width_of(words, with_size(pen, pen.smallest)) <= room) {
        page.line_of(words, spot(left, box.top + 11.4), pen, room);
    } else {
        page.line_of(draft.scale_words(), spot(left, box.top + 10.6), with_size(pen, 6.6), room);
        page.line_of(draft.projection, spot(left, box.top + 13.9), with_size(pen, 6.2), room + 4);
    }
    draw_north(page, spot(box.right - 8, box.bottom - 7), north_of(window.view));
}

void draw_small_scale_box(Page& page, const Draft& draft, double scale, map::Frame box) {
    page.fill(box, white);
    page.outline(box, ink, row_line);
    const double left = box.left + 3.2;
    draw_bar(page, draft, scale, spot(left, box.top + 4.5), box.width() - 13);
    page.line_of(draft.scale_words(scale), spot(left - 0.9, box.bottom - 1.8),
                 {7, Weight::regular, second, Side::left, 5.8}, box.width() - 4);
}

}  // namespace balise::sheet
