#include "map/label_grid.hpp"

#include <algorithm>
#include <cmath>

namespace balise::map {

namespace {

float turn(Spot a, Spot b, Spot c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

float distance_to_segment(Spot spot, Spot a, Spot b) {
    const float dx = b.x - a.x, dy = b.y - a.y;
    const float length2 = dx * dx + dy * dy;
    const float t = length2 > 0 ? std::clamp(((spot.x - a.x) * dx + (spot.y - a.y) * dy) / length2, 0.0F, 1.0F) : 0.0F;
    return std::hypot(a.x + t * dx - spot.x, a.y + t * dy - spot.y);
}

}  // namespace

Frame grown(const Frame& box, float by) {
    return {box.left - by, box.top - by, box.right + by, box.bottom + by};
}

Frame hull(Spot a, Spot b, float half_width) {
    return grown({std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)}, half_width);
}

bool overlap(const Frame& a, const Frame& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool within(const Frame& inner, const Frame& outer) {
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
           inner.bottom <= outer.bottom;
}

bool is_finite(Spot spot) {
    return std::isfinite(spot.x) && std::isfinite(spot.y);
}

// Liang and Barsky 1984.
bool crosses(Spot a, Spot b, const Frame& box) {
    float from = 0, to = 1;
    const auto cut = [&](float step, float room) {
        if (step == 0) return room > 0;
        const float t = room / step;
        if (step > 0)
            to = std::min(to, t);
        else
            from = std::max(from, t);
        return from < to;
    };
    const float dx = b.x - a.x, dy = b.y - a.y;
    return cut(-dx, a.x - box.left) && cut(dx, box.right - a.x) && cut(-dy, a.y - box.top) && cut(dy, box.bottom - a.y);
}

bool cross_each_other(Spot a, Spot b, Spot c, Spot d) {
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

bool nearer(Spot a, Spot b, Spot c, Spot d, float distance) {
    return cross_each_other(a, b, c, d) || distance_to_segment(a, c, d) < distance ||
           distance_to_segment(b, c, d) < distance || distance_to_segment(c, a, b) < distance ||
           distance_to_segment(d, a, b) < distance;
}

OccupiedGrid::OccupiedGrid(Frame frame, float cell)
    : frame_(frame),
      // An enormous frame gets larger cells, not more of them.
      cell_(std::max({cell, frame.width() / 200, frame.height() / 200})),
      columns_(std::max(1, static_cast<int>(frame.width() / cell_) + 1)),
      rows_(std::max(1, static_cast<int>(frame.height() / cell_) + 1)),
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

bool OccupiedGrid::Item::meets(const Frame& other) const {
    if (!overlap(box, other)) return false;
    return half_width < 0 || crosses(a, b, grown(other, half_width));
}

bool OccupiedGrid::Item::meets(Spot from, Spot to, float other_half) const {
    if (half_width < 0) return crosses(from, to, grown(box, other_half));
    return nearer(a, b, from, to, half_width + other_half);
}

OccupiedGrid::Cells OccupiedGrid::cells(const Frame& box) const {
    const auto cell = [&](float at, float origin, int count) {
        return static_cast<int>(std::clamp((at - origin) / cell_, 0.0F, static_cast<float>(count - 1)));
    };
    return {cell(box.left, frame_.left, columns_), cell(box.top, frame_.top, rows_),
            cell(box.right, frame_.left, columns_), cell(box.bottom, frame_.top, rows_)};
}

template <class Stop>
bool OccupiedGrid::any(const Frame& box, Stop&& stop) const {
    const Cells range = cells(box);
    for (int row = range.top; row <= range.bottom; ++row)
        for (int column = range.left; column <= range.right; ++column)
            for (const std::uint32_t item : cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                                                   static_cast<std::size_t>(column)])
                if (stop(items_[item])) return true;
    return false;
}

std::uint32_t OccupiedGrid::add(const Item& item) {
    const auto number = static_cast<std::uint32_t>(items_.size());
    items_.push_back(item);
    const bool sound = is_finite({item.box.left, item.box.top}) && is_finite({item.box.right, item.box.bottom});
    if (!sound || !overlap(item.box, frame_)) return number;
    const Cells range = cells(item.box);
    for (int row = range.top; row <= range.bottom; ++row)
        for (int column = range.left; column <= range.right; ++column) {
            // A long slanting segment takes only the cells it comes through.
            const Frame cell{
                frame_.left + static_cast<float>(column) * cell_, frame_.top + static_cast<float>(row) * cell_,
                frame_.left + static_cast<float>(column + 1) * cell_, frame_.top + static_cast<float>(row + 1) * cell_};
            if (item.half_width >= 0 && !crosses(item.a, item.b, grown(cell, item.half_width + 0.01F))) continue;
            cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                   static_cast<std::size_t>(column)]
                .push_back(number);
        }
    return number;
}

std::uint32_t OccupiedGrid::take(const Frame& box, std::uint32_t owner, std::uint32_t label) {
    return add({box, {}, {}, -1, owner, label});
}

std::uint32_t OccupiedGrid::take(Spot a, Spot b, float half_width, std::uint32_t owner, std::uint32_t label) {
    return add({hull(a, b, half_width), a, b, half_width, owner, label});
}

void OccupiedGrid::release(std::uint32_t item) {
    const Cells range = cells(items_[item].box);
    for (int row = range.top; row <= range.bottom; ++row)
        for (int column = range.left; column <= range.right; ++column) {
            auto& cell = cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                                static_cast<std::size_t>(column)];
            cell.erase(std::remove(cell.begin(), cell.end(), item), cell.end());
        }
}

bool OccupiedGrid::is_free(const Frame& box, std::uint32_t owner, bool over_lines) const {
    return !any(box, [&](const Item& item) {
        return item.minded_by(owner) && !(over_lines && item.half_width >= 0 && item.label == nobody) &&
               item.meets(box);
    });
}

bool OccupiedGrid::is_free(Spot a, Spot b, float half_width, std::uint32_t owner, bool over_lines) const {
    return !any(hull(a, b, half_width), [&](const Item& item) {
        return item.minded_by(owner) && !(over_lines && item.half_width >= 0 && item.label == nobody) &&
               item.meets(a, b, half_width);
    });
}

bool OccupiedGrid::blockers(const Frame& box, std::uint32_t owner, std::vector<std::uint32_t>& labels) const {
    labels.clear();
    return !any(box, [&](const Item& item) {
        if (!item.minded_by(owner) || !item.meets(box)) return false;
        if (item.label == nobody) return true;
        if (std::find(labels.begin(), labels.end(), item.label) == labels.end()) labels.push_back(item.label);
        return false;
    });
}

}  // namespace balise::map
