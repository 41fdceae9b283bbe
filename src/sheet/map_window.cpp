#include "sheet/map_window.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sheet/page.hpp"

namespace balise::sheet {

namespace {

using Ring = std::vector<map::Spot>;

// One side of the cut after Sutherland and Hodgman (1974): what lies where `inside` says.
template <class Inside, class Crossing>
Ring cut_at(const Ring& ring, Inside inside, Crossing crossing) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& from = ring[i];
        const auto& to = ring[(i + 1) % ring.size()];
        if (inside(from)) out.push_back(from);
        if (inside(from) != inside(to)) out.push_back(crossing(from, to));
    }
    return out;
}

Ring cut_to(Ring ring, map::Frame box) {
    const auto at_x = [](float x) {
        return [x](map::Spot a, map::Spot b) { return map::Spot{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)}; };
    };
    const auto at_y = [](float y) {
        return [y](map::Spot a, map::Spot b) { return map::Spot{a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y}; };
    };
    ring = cut_at(
        ring, [&](map::Spot s) { return s.x >= box.left; }, at_x(box.left));
    ring = cut_at(
        ring, [&](map::Spot s) { return s.x <= box.right; }, at_x(box.right));
    ring = cut_at(
        ring, [&](map::Spot s) { return s.y >= box.top; }, at_y(box.top));
    return cut_at(
        ring, [&](map::Spot s) { return s.y <= box.bottom; }, at_y(box.bottom));
}

double signed_surface(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
    }
    return twice / 2;
}

// Where positions lie while views are tried: the projection's own scale is asked for once, it changes by less than a
// thousandth over a sheet.
struct Trial {
    geo::Position centre;
    double scale = 1;  // millimetres for a metre of the plane
    map::Frame frame;
    map::Spot operator()(geo::Position p) const {
        return spot((frame.left + frame.right) / 2 + (p.x - centre.x) * scale,
                    (frame.top + frame.bottom) / 2 - (p.y - centre.y) * scale);
    }
};

// Outer rings in one direction, holes in the other; without the vertices that the scale cannot show.
std::vector<Ring> rings_on(const Trial& view, const geo::MultiPolygon& area) {
    std::vector<Ring> rings;
    for (const auto& part : area.polygons)
        for (std::size_t i = 0; i < part.rings.size(); ++i) {
            Ring ring;
            for (const auto& position : part.rings[i]) {
                const auto here = view(position);
                if (ring.empty() || std::hypot(here.x - ring.back().x, here.y - ring.back().y) > 0.4F)
                    ring.push_back(here);
            }
            if (ring.size() < 3) continue;
            if ((signed_surface(ring) > 0) != (i == 0)) std::reverse(ring.begin(), ring.end());
            rings.push_back(std::move(ring));
        }
    return rings;
}

struct Corners {
    std::vector<map::Frame> inset, scale;
};

// The mock's corners first: inset above, scale below at the right.
Corners corners_of(const PageGrid& grid, bool with_inset) {
    const auto box = grid.window;
    const double w = 36 * grid.furniture, h = 38 * grid.furniture, sw = 64 * std::sqrt(grid.furniture), sh = 16;
    Corners corners;
    corners.scale = {frame(box.right - sw, box.bottom - sh, box.right, box.bottom),
                     frame(box.left, box.bottom - sh, box.left + sw, box.bottom),
                     frame(box.left, box.top, box.left + sw, box.top + sh),
                     frame(box.right - sw, box.top, box.right, box.top + sh)};
    if (with_inset)
        corners.inset = {frame(box.right - w, box.top, box.right, box.top + h),
                         frame(box.left, box.top, box.left + w, box.top + h),
                         frame(box.left, box.bottom - h, box.left + w, box.bottom),
                         frame(box.right - w, box.bottom - h, box.right, box.bottom)};
    return corners;
}

bool overlap(map::Frame a, map::Frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

map::Frame widened(map::Frame box, float by) {
    return {box.left - by, box.top - by, box.right + by, box.bottom + by};
}

// What a box in a corner hides: mm² of the area, and each spot as much as a large piece of it.
double hidden_by(map::Frame box, const std::vector<Ring>& rings, const std::vector<map::Spot>& spots) {
    const auto near = widened(box, 4);
    return surface_within(rings, widened(box, 1)) +
           60.0 * static_cast<double>(
                      std::count_if(spots.begin(), spots.end(), [&](map::Spot s) { return near.contains(s); }));
}

struct Choice {
    double cost = std::numeric_limits<double>::infinity();
    std::optional<map::Frame> inset;
    map::Frame scale_box;
};

Choice choose_corners(const Corners& corners, const std::vector<Ring>& rings, const std::vector<map::Spot>& spots) {
    std::vector<double> inset_costs, scale_costs;
    for (const auto& box : corners.inset) inset_costs.push_back(hidden_by(box, rings, spots));
    for (const auto& box : corners.scale) scale_costs.push_back(hidden_by(box, rings, spots));
    Choice best;
    for (std::size_t s = 0; s < corners.scale.size(); ++s) {
        if (corners.inset.empty() && scale_costs[s] < best.cost)
            best = {scale_costs[s], std::nullopt, corners.scale[s]};
        for (std::size_t i = 0; i < corners.inset.size(); ++i) {
            if (overlap(corners.inset[i], corners.scale[s])) continue;
            const double cost = inset_costs[i] + scale_costs[s];
            if (cost < best.cost) best = {cost, corners.inset[i], corners.scale[s]};
        }
    }
    return best;
}

// How far the area may be moved in the window, in metres of the plane.
geo::Position slack_of(double scale, const geo::Box& box, map::Frame window, double edge) {
    return {std::max(0.0, ((window.width() - 2 * edge) / scale - (box.max_x - box.min_x)) / 2),
            std::max(0.0, ((window.height() - 2 * edge) / scale - (box.max_y - box.min_y)) / 2)};
}

}  // namespace

double surface_within(const std::vector<std::vector<map::Spot>>& rings, map::Frame box) {
    double total = 0;
    for (const auto& ring : rings) total += signed_surface(cut_to(ring, box));
    return total;
}

MapWindow place_window(const map::Projection& projection, const geo::MultiPolygon& area,
                       const std::vector<geo::Position>& spots, const PageGrid& grid, bool with_inset) {
    const auto box = geo::box_of(area);
    constexpr double edge = 4.5;  // millimetres that stay free about the area
    const auto corners = corners_of(grid, with_inset);
    std::optional<MapWindow> best;
    double best_cost = std::numeric_limits<double>::infinity(), largest_scale = 0;
    for (const double margin_here : {edge, 9.0, 14.0, 19.0}) {
        auto view = map::view_of(projection, box, grid.window, base::Millimetres(margin_here));
        if (largest_scale == 0) largest_scale = view.scale.value;
        const auto middle = view.centre;
        Trial trial{middle, view.millimetres_per_metre(), view.frame};
        const auto slack = slack_of(trial.scale, box, grid.window, edge);
        for (const double right : {0.0, -0.5, 0.5, -1.0, 1.0})
            for (const double up : {0.0, -0.5, 0.5, -1.0, 1.0}) {
                view.centre = {middle.x + right * slack.x, middle.y + up * slack.y};
                std::vector<map::Spot> marks;
                trial.centre = view.centre;
                for (const auto& position : spots) marks.push_back(trial(position));
                const auto choice = choose_corners(corners, rings_on(trial, area), marks);
                // A smaller map and an area out of the middle cost something too, in mm² of area hidden.
                const double cost =
                    choice.cost + 500 * (view.scale.value / largest_scale - 1) + 3 * (std::abs(right) + std::abs(up));
                if (cost >= best_cost) continue;
                best_cost = cost;
                best = MapWindow{view, choice.inset, choice.scale_box};
            }
    }
    return *best;
}

}  // namespace balise::sheet
