#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include "map/label_candidates.hpp"

namespace balise::map {

namespace {

// A direction from the symbol: -1, 0 or 1 on each axis where the side of the box is fixed.
struct Position {
    std::string_view name;
    float x, y;
};

// Imhof, "Die Anordnung der Namen in der Karte" (1962): right before left, above before below, never over the symbol.
constexpr std::array<Position, 9> positions{{{"right", 1, 0},
                                             {"top-right", 0.71F, -0.71F},
                                             {"bottom-right", 0.71F, 0.71F},
                                             {"left", -1, 0},
                                             {"top-left", -0.71F, -0.71F},
                                             {"bottom-left", -0.71F, 0.71F},
                                             {"top", 0, -1},
                                             {"bottom", 0, 1},
                                             {"centre", 0, 0}}};

constexpr float step = 0.75F;        // millimetres between two tries in one direction
constexpr float short_move = 3;      // millimetres
constexpr float required_move = 6;   // for labels that must be there
constexpr float leader_from = 3.5F;  // a shorter one would not be seen
constexpr float leader_to = 16;
constexpr float required_leader_from = 2.2F;
constexpr float leader_gap = 0.4F;  // between a leader and its letters

// The text whose box touches, in the direction (x, y), the circle of `distance` about the anchor from outside.
Candidate beside(Spot anchor, const Frame& letters, float x, float y, float distance) {
    const float middle_x = (letters.left + letters.right) / 2, half_width = letters.width() / 2;
    // Straight to the right or left the capitals, not the depth of a g, stand level with the symbol.
    const float middle_y = std::abs(y) < 0.1F ? letters.top / 2 : (letters.top + letters.bottom) / 2;
    const float half_height = letters.height() / 2;
    const auto side = [](float direction) { return std::clamp(direction * 2.5F, -1.0F, 1.0F); };
    Candidate candidate;
    candidate.origin = {anchor.x + x * distance + side(x) * half_width - middle_x,
                        anchor.y + y * distance + side(y) * half_height - middle_y};
    candidate.box = {letters.left + candidate.origin.x, letters.top + candidate.origin.y,
                     letters.right + candidate.origin.x, letters.bottom + candidate.origin.y};
    return candidate;
}

Candidate with_leader(Spot anchor, Candidate candidate, float radius) {
    const Frame& box = candidate.box;
    const Spot end{std::clamp(anchor.x, box.left - leader_gap, box.right + leader_gap),
                   std::clamp(anchor.y, box.top - leader_gap, box.bottom + leader_gap)};
    const float dx = end.x - anchor.x, dy = end.y - anchor.y;
    const float length = std::max(std::hypot(dx, dy), 1e-3F);
    candidate.leader = {{anchor.x + dx / length * radius, anchor.y + dy / length * radius}, end};
    return candidate;
}

std::vector<Position> wished(const LabelWish& wish) {
    std::vector<Position> result;
    for (const std::string& name : wish.anchors)
        for (const Position& position : positions)
            if (position.name == name) result.push_back(position);
    if (result.empty()) result.assign(positions.begin(), positions.end() - 1);
    return result;
}

// From the right alternately up and down.
std::vector<Position> all_around(int directions) {
    std::vector<Position> result;
    for (int i = 0; i < directions; ++i) {
        const int turn = i == 0 ? 0 : (i % 2 == 1 ? -1 : 1) * ((i + 1) / 2);
        const float angle = static_cast<float>(turn) * 2 * std::numbers::pi_v<float> / static_cast<float>(directions);
        result.push_back({"", std::cos(angle), std::sin(angle)});
    }
    return result;
}

}  // namespace

std::vector<std::string> positions_away_from(Spot centre, Spot anchor) {
    const float dx = anchor.x - centre.x, dy = anchor.y - centre.y;
    std::vector<std::pair<float, Position>> order;
    for (std::size_t i = 0; i + 1 < positions.size(); ++i)
        order.emplace_back(-positions[i].x * dx - positions[i].y * dy, positions[i]);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (const auto& [nearness, position] : order) names.emplace_back(position.name);
    return names;
}

std::vector<Candidate> box_candidates(const LabelWish& wish, Stage stage) {
    constexpr float near = 6.5F, with_leader_to = 22, without_to = 14, ring = 1.5F;
    constexpr int directions = 32;
    std::vector<Candidate> result;
    const float half = wish.box / 2;
    const auto add = [&](Spot centre) {
        result.push_back({{centre.x - half, centre.y - half, centre.x + half, centre.y + half}, centre, {}});
    };
    if (stage == Stage::beside) add(wish.anchor);
    if (stage == Stage::beside) return result;
    const float from = stage == Stage::moved ? step : near;
    const float to = stage == Stage::moved ? near : stage == Stage::leading ? with_leader_to : without_to;
    for (float distance = from; distance <= to; distance += step)
        for (int i = 0; i < directions; ++i) {
            const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / directions;
            add({wish.anchor.x + distance * std::cos(angle), wish.anchor.y + distance * std::sin(angle)});
            if (stage == Stage::leading) result.back() = with_leader(wish.anchor, result.back(), ring);
        }
    return result;
}

std::vector<Candidate> point_candidates(const LabelWish& wish, const Frame& letters, Stage stage) {
    std::vector<Candidate> result;
    const auto add = [&](const Position& position, float distance) {
        result.push_back(beside(wish.anchor, letters, position.x, position.y, wish.radius + distance));
    };
    if (wish.centred) {
        if (stage == Stage::beside)
            result.push_back(
                {{}, {wish.anchor.x - (letters.left + letters.right) / 2, wish.anchor.y - letters.top / 2}, {}});
        for (Candidate& one : result)
            one.box = {letters.left + one.origin.x, letters.top + one.origin.y, letters.right + one.origin.x,
                       letters.bottom + one.origin.y};
        return result;
    }
    switch (stage) {
        case Stage::beside:
            for (const Position& position : wished(wish)) add(position, 0);
            break;
        case Stage::moved:
            for (float distance = step; distance <= (wish.required ? short_move / 2 : short_move); distance += step)
                for (const Position& position : wished(wish)) add(position, distance);
            break;
        case Stage::around:
            for (float distance = 0; distance <= required_move; distance += step)
                for (const Position& position : all_around(16)) add(position, distance);
            break;
        case Stage::leading:
            for (float distance = wish.required ? required_leader_from : leader_from; distance <= leader_to;
                 distance += 2 * step)
                for (const Position& position : all_around(32)) {
                    add(position, distance);
                    result.back() = with_leader(wish.anchor, result.back(), wish.radius);
                }
            break;
    }
    return result;
}

}  // namespace balise::map
