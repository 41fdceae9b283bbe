#include "sheet/edge_room.hpp"

#include <algorithm>
#include <cmath>

#include "sheet/map_window.hpp"
#include "sheet/page.hpp"

namespace balise::sheet {

namespace {

bool overlap(map::Frame a, map::Frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

map::Frame grown(map::Frame box, double by) {
    return frame(box.left - by, box.top - by, box.right + by, box.bottom + by);
}

double hidden_of(const std::vector<map::Paths>& areas, map::Frame box) {
    double all = 0;
    for (const auto& area : areas) {
        std::vector<std::vector<map::Spot>> rings;
        std::size_t begin = 0;
        for (const auto end : area.ends) {
            rings.emplace_back(area.spots.begin() + static_cast<std::ptrdiff_t>(begin),
                               area.spots.begin() + static_cast<std::ptrdiff_t>(end));
            begin = end;
        }
        all += std::abs(surface_within(rings, box));
    }
    return all;
}

}  // namespace

std::optional<map::Frame> room_at_edge(map::Frame window, double width, double height,
                                       const std::vector<map::Paths>& rings, const std::vector<map::Frame>& taken,
                                       const std::vector<map::Spot>& spots) {
    constexpr double step = 2, off_symbols = 4;
    const double most_hidden = width * height / 50;
    const double last_x = window.right - width, last_y = window.bottom - height;
    if (last_x < window.left || last_y < window.top) return std::nullopt;
    std::vector<map::Frame> tried;
    const auto add = [&](double x, double y) { tried.push_back(frame(x, y, x + width, y + height)); };
    for (const double x : {static_cast<double>(window.left), last_x})
        for (double y = window.top; y <= last_y; y += step) add(x, y);
    for (const double y : {static_cast<double>(window.top), last_y})
        for (double x = window.left; x <= last_x; x += step) add(x, y);
    // The far ends, which steps do not meet.
    for (const double x : {static_cast<double>(window.left), last_x}) add(x, last_y);
    for (const double y : {static_cast<double>(window.top), last_y}) add(last_x, y);
    std::optional<map::Frame> best;
    double least = most_hidden;
    for (const auto& box : tried) {
        if (std::any_of(taken.begin(), taken.end(), [&](auto other) { return overlap(box, grown(other, 1)); }))
            continue;
        const auto near = grown(box, off_symbols);
        if (std::any_of(spots.begin(), spots.end(), [&](map::Spot spot) { return near.contains(spot); })) continue;
        const double hidden = hidden_of(rings, box);
        if (hidden >= least) continue;
        least = hidden;
        best = box;
    }
    return best;
}

}  // namespace balise::sheet
