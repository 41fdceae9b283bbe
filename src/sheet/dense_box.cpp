#include "sheet/dense_box.hpp"

#include <algorithm>
#include <cmath>

#include "sheet/page.hpp"

namespace balise::sheet {

namespace {

map::Frame grown(map::Frame box, double by) {
    return frame(box.left - by, box.top - by, box.right + by, box.bottom + by);
}

bool overlap(map::Frame a, map::Frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Lower ends of a box of this length that begins or ends at one of the places, within the bounds.
std::vector<double> starts_of(const std::vector<double>& places, double length, double edge, double low, double high) {
    std::vector<double> starts;
    if (length > high - low) return starts;
    for (const double place : places)
        for (const double start : {place - edge, place - length / 2, place + edge - length})
            starts.push_back(std::clamp(start, low, high - length));
    std::sort(starts.begin(), starts.end());
    // A quarter of a millimetre more or less is the same box.
    std::vector<double> apart;
    for (const double start : starts)
        if (apart.empty() || start > apart.back() + 0.25) apart.push_back(start);
    return apart;
}

constexpr double nearly_in = 0.5;  // what a symbol on the frame's line takes from the weight
constexpr double at_edge = 0.6;    // the share of its weight that a symbol loses towards the edge: crowds lie amid

struct Score {
    double weight = 0;
    std::size_t count = 0;
};

Score score_of(const std::vector<Crowded>& crowd, map::Frame box, double edge) {
    const auto inner = grown(box, -edge), outer = grown(box, edge);
    const auto middle = spot((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    Score score;
    for (const auto& one : crowd) {
        if (!outer.contains(one.spot)) continue;
        if (inner.contains(one.spot)) {
            const double off = std::max(std::abs(one.spot.x - middle.x) / box.width(),
                                        std::abs(one.spot.y - middle.y) / box.height()) *
                               2;
            score.weight += one.weight * (1 - at_edge * off * off);
            ++score.count;
        } else {
            score.weight -= nearly_in;
        }
    }
    return score;
}

}  // namespace

std::optional<DenseBox> dense_box(const std::vector<Crowded>& crowd, const BoxWish& wish) {
    constexpr std::size_t fewest = 4;
    std::vector<double> across, down;
    for (const auto& one : crowd) {
        across.push_back(one.spot.x);
        down.push_back(one.spot.y);
    }
    // A little more than the edge, or rounding would put the outermost outside.
    const double edge = wish.edge + 0.05;
    const auto lefts = starts_of(across, wish.width, edge, wish.bounds.left, wish.bounds.right);
    const auto tops = starts_of(down, wish.height, edge, wish.bounds.top, wish.bounds.bottom);
    std::optional<map::Frame> best;
    double greatest = 0;
    for (const double left : lefts) {
        std::vector<Crowded> column;
        for (const auto& one : crowd)
            if (one.spot.x >= left - edge && one.spot.x <= left + wish.width + edge) column.push_back(one);
        if (column.size() < fewest) continue;
        for (const double top : tops) {
            const auto box = frame(left, top, left + wish.width, top + wish.height);
            const auto score = score_of(column, box, wish.edge);
            if (score.count < fewest || score.count > wish.most || score.weight <= greatest) continue;
            if (std::any_of(wish.others.begin(), wish.others.end(), [&](auto other) { return overlap(box, other); }))
                continue;
            best = box;
            greatest = score.weight;
        }
    }
    if (!best) return std::nullopt;
    DenseBox found{*best, {}};
    const auto inner = grown(*best, -wish.edge);
    for (std::size_t i = 0; i < crowd.size(); ++i)
        if (inner.contains(crowd[i].spot)) found.members.push_back(i);
    return found;
}

namespace {

// What all of these need, `edge` about them.
map::Frame around(const std::vector<std::size_t>& members, const std::vector<Crowded>& crowd, double edge) {
    const auto& first = crowd[members.front()].spot;
    map::Frame tight{first.x, first.y, first.x, first.y};
    for (const auto member : members) {
        const auto& here = crowd[member].spot;
        tight = {std::min(tight.left, here.x), std::min(tight.top, here.y), std::max(tight.right, here.x),
                 std::max(tight.bottom, here.y)};
    }
    return grown(tight, edge);
}

// At least so long, between the bounds.
void widen(float& low, float& high, double least, float from, float to) {
    const double lacks = std::min<double>(least, to - from) - (high - low);
    if (lacks > 0) {
        low -= static_cast<float>(lacks / 2);
        high += static_cast<float>(lacks / 2);
    }
    const float by = low < from ? from - low : high > to ? to - high : 0;
    low += by;
    high += by;
}

std::vector<std::size_t> members_in(map::Frame box, const std::vector<Crowded>& crowd) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < crowd.size(); ++i)
        if (box.contains(crowd[i].spot)) members.push_back(i);
    return members;
}

}  // namespace

DenseBox fitted(const DenseBox& dense, const std::vector<Crowded>& crowd, const BoxWish& wish, double least_width,
                double least_height) {
    DenseBox made{around(dense.members, crowd, wish.edge), dense.members};
    widen(made.box.left, made.box.right, least_width, wish.bounds.left, wish.bounds.right);
    widen(made.box.top, made.box.bottom, least_height, wish.bounds.top, wish.bounds.bottom);
    constexpr int most_steps = 8;
    for (int i = 0; i < most_steps; ++i) {
        auto members = members_in(made.box, crowd);
        if (members.size() > wish.most) break;
        const auto need = around(members, crowd, wish.edge);
        const auto grown_box = frame(std::min(need.left, made.box.left), std::min(need.top, made.box.top),
                                     std::max(need.right, made.box.right), std::max(need.bottom, made.box.bottom));
        made.members = std::move(members);
        if (grown_box == made.box) return made;
        if (grown_box.width() > wish.width + 0.01 || grown_box.height() > wish.height + 0.01 ||
            std::any_of(wish.others.begin(), wish.others.end(), [&](auto other) { return overlap(grown_box, other); }))
            break;
        made.box = grown_box;
    }
    // Without those that the frame would cut.
    made.members = members_in(grown(made.box, -wish.edge * 0.9), crowd);
    return made.members.size() <= wish.most ? made : dense;
}

}  // namespace balise::sheet
