#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "map/label_grid.hpp"
#include "map/labels.hpp"

namespace balise::map {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float first_ring = 12, next_ring = 7;  // millimetres, for symbols of up to 4.3 mm
constexpr float name_sector = 25 * pi / 180;     // on each side of the name's way, free of symbols and leaders
constexpr float name_length = 25;                // towards the edge of the frame
constexpr std::size_t on_one_ring = 11, in_gaps = 21;
constexpr float both_fans_within = 28;     // between two places with fans
constexpr float widest_gathering = 0.22F;  // from the middle to the farthest of places that share a fan, of the frame
constexpr std::size_t most_gathered = 60;
constexpr float beyond_places = 7;           // from there to the ring
constexpr float widest_single_ring = 0.31F;  // of the frame
constexpr float farthest = 25;               // millimetres, for a symbol that goes by itself

using Members = std::vector<std::size_t>;

// Symbols that go apart together: about one place, or about several close ones.
struct Cluster {
    std::vector<Members> places;

    std::size_t size() const {
        std::size_t total = 0;
        for (const auto& place : places) total += place.size();
        return total;
    }
    Members members() const {
        Members all;
        for (const auto& place : places) all.insert(all.end(), place.begin(), place.end());
        std::sort(all.begin(), all.end());
        return all;
    }
};

float distance(Spot a, Spot b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Spot about(Spot middle, float radius, float angle) {
    return {middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
}

// How closely the rings of a fan are set.
struct Rings {
    float first, step, last;  // radii and what is between them, millimetres
    float gap;                // between two symbols
    float sector;             // for the name, radians on each side
    bool clear;               // leaders pass no other group's symbol and symbols lie on no other group's leader
};

class Fan {
public:
    Fan(const std::vector<Spot>& spots, float size, Frame frame, const std::vector<Frame>& covered)
        : spots_(spots), origins_(spots), size_(size), frame_(frame), squares_(frame), leaders_(frame) {
        result_.centres = spots;
        result_.moved.assign(spots.size(), false);
        for (const Frame& box : covered) squares_.take(box, 0);
    }

    FannedOut apart() {
        auto groups = gathered(overlapping());
        std::stable_sort(groups.begin(), groups.end(),
                         [](const Cluster& a, const Cluster& b) { return a.size() > b.size(); });
        std::uint32_t owner = 0;
        for (const Cluster& group : groups) {
            ++owner;
            if (group.size() > 3)
                for (const Members& place : group.places) leaders_.take(square(middle_of(place), size_ / 2), owner);
        }
        for (const Cluster& group : groups) {
            ++owner_;
            if (group.places.size() > 1)
                fan_about_places(group);
            else if (group.size() == 1)
                alone(group.places.front().front());
            else if (group.size() > 3 || !side_by_side(group.places.front()))
                fan(group.places.front());
        }
        std::sort(result_.hubs.begin(), result_.hubs.end(),
                  [](const auto& a, const auto& b) { return a.members.front() < b.members.front(); });
        return std::move(result_);
    }

private:
    static Frame square(Spot centre, float size) { return hull(centre, centre, size / 2); }
    bool is_free(Spot centre) const {
        const Frame box = square(centre, size_);
        return within(box, frame_) && squares_.is_free(grown(box, 0.04F * size_), 0);
    }

    // Groups of spots whose squares overlap, those that overlap nothing left where they are.
    std::vector<Members> overlapping();
    std::vector<Members> in_stars(const Members& chain) const;
    // Fans that would run into each other made one; what lies within its ring goes with it.
    std::vector<Cluster> gathered(const std::vector<Members>& groups);
    // Groups within the ring of a fan about several places go with it.
    void take_in(std::vector<Cluster>& clusters) const;
    float shorter_side() const { return std::min(frame_.width(), frame_.height()); }
    // Radius of the ring that holds all of a cluster.
    float ring_about(const Cluster& cluster) const;
    // The middle of the box about the places of a cluster, and how far the farthest is from it.
    std::pair<Spot, float> extent_of(const Cluster& cluster) const;
    // The median on each axis: where most members share one spot, that spot.
    Spot middle_of(const Members& group) const;

    bool side_by_side(const Members& group);
    void fan(const Members& group);
    void fan_about_places(const Cluster& cluster);
    void alone(std::size_t member);

    // Slots for `count` members about the middle, clockwise from the name; empty when there are too few.
    std::vector<Spot> even_slots(Spot middle, std::size_t count, float name_side) const;
    std::vector<Spot> free_slots(Spot middle, std::size_t count, float name_side, const Rings& rings) const;
    bool suits(Spot slot, Spot middle, bool clear) const;
    bool is_apart(const std::vector<Spot>& slots, Spot slot, float gap) const;
    Members assigned(const Members& group, const std::vector<Spot>& slots, Spot middle) const;
    void settle(std::size_t member, Spot centre, bool moved);

    const std::vector<Spot>& spots_;
    std::vector<Spot> origins_;  // where each leader begins
    Members singles_;            // what overlaps nothing
    float size_;
    Frame frame_;
    OccupiedGrid squares_, leaders_;
    std::uint32_t owner_ = 0;
    FannedOut result_;
};

class Sets {
public:
    explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t root(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        a = root(a);
        b = root(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> parent_;
};

std::vector<Members> Fan::overlapping() {
    Members inside;
    for (std::size_t i = 0; i < spots_.size(); ++i)
        if (is_finite(spots_[i]) && frame_.contains(spots_[i])) inside.push_back(i);
    std::stable_sort(inside.begin(), inside.end(),
                     [&](std::size_t a, std::size_t b) { return spots_[a].x < spots_[b].x; });
    const float apart = 1.05F * size_;
    Sets sets(spots_.size());
    for (std::size_t i = 0; i < inside.size(); ++i)
        for (std::size_t j = i + 1; j < inside.size(); ++j) {
            const Spot a = spots_[inside[i]], b = spots_[inside[j]];
            if (b.x - a.x >= apart) break;
            if (std::abs(b.y - a.y) < apart) sets.join(inside[i], inside[j]);
        }
    std::map<std::size_t, Members> by_root;
    std::sort(inside.begin(), inside.end());
    for (const std::size_t i : inside) by_root[sets.root(i)].push_back(i);
    std::vector<Members> groups;
    for (auto& [root, members] : by_root) {
        if (members.size() == 1) {
            singles_.push_back(root);
            continue;
        }
        const Spot middle = middle_of(members);
        const auto far = [&](std::size_t member) { return distance(spots_[member], middle) > first_ring; };
        if (std::none_of(members.begin(), members.end(), far))
            groups.push_back(std::move(members));
        else
            for (Members& star : in_stars(members)) groups.push_back(std::move(star));
    }
    return groups;
}

// A long chain of symbols has no one middle: it falls into stars, each a spot with those about it, the richest first.
std::vector<Members> Fan::in_stars(const Members& chain) const {
    std::map<std::size_t, Members> near;  // to each, itself among them
    Members by_x = chain;
    std::stable_sort(by_x.begin(), by_x.end(), [&](std::size_t a, std::size_t b) { return spots_[a].x < spots_[b].x; });
    const float reach = 1.5F * size_;
    for (std::size_t i = 0; i < by_x.size(); ++i) {
        near[by_x[i]].push_back(by_x[i]);
        for (std::size_t j = i + 1; j < by_x.size() && spots_[by_x[j]].x - spots_[by_x[i]].x < reach; ++j) {
            if (distance(spots_[by_x[i]], spots_[by_x[j]]) >= reach) continue;
            near[by_x[i]].push_back(by_x[j]);
            near[by_x[j]].push_back(by_x[i]);
        }
    }
    std::vector<Members> stars;
    while (!near.empty()) {
        const auto richest = std::max_element(
            near.begin(), near.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
        Members star = richest->second;
        std::sort(star.begin(), star.end());
        for (const std::size_t member : star) {
            for (const std::size_t other : near[member]) {
                if (other == member) continue;
                auto& others = near[other];
                others.erase(std::remove(others.begin(), others.end(), member), others.end());
            }
            near.erase(member);
        }
        stars.push_back(std::move(star));
    }
    return stars;
}

std::pair<Spot, float> Fan::extent_of(const Cluster& cluster) const {
    Frame box{1e9F, 1e9F, -1e9F, -1e9F};
    std::vector<Spot> middles;
    for (const Members& place : cluster.places) {
        middles.push_back(middle_of(place));
        box = {std::min(box.left, middles.back().x), std::min(box.top, middles.back().y),
               std::max(box.right, middles.back().x), std::max(box.bottom, middles.back().y)};
    }
    const Spot middle{(box.left + box.right) / 2, (box.top + box.bottom) / 2};
    float farthest_place = 0;
    for (const Spot place : middles) farthest_place = std::max(farthest_place, distance(place, middle));
    return {middle, farthest_place};
}

float Fan::ring_about(const Cluster& cluster) const {
    const float nearest = std::max(first_ring, extent_of(cluster).second + beyond_places);
    const float in_one = 1.08F * static_cast<float>(cluster.size()) * 1.3F * size_ / (2 * pi);
    return std::clamp(in_one, nearest, std::max(nearest, widest_single_ring * shorter_side()));
}

void Fan::take_in(std::vector<Cluster>& clusters) const {
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        if (clusters[i].places.size() < 2) continue;
        // Of the places before anything is taken in: one after the other they would take in the whole map.
        const Spot middle = extent_of(clusters[i]).first;
        const float ring = ring_about(clusters[i]) + size_;
        for (std::size_t j = clusters.size(); j-- > 0;) {
            if (j == i || clusters[j].places.size() > 1 || distance(extent_of(clusters[j]).first, middle) >= ring ||
                clusters[i].size() + clusters[j].size() > most_gathered)
                continue;
            clusters[i].places.push_back(clusters[j].places.front());
            clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(j));
            if (j < i) --i;
        }
    }
}

std::vector<Cluster> Fan::gathered(const std::vector<Members>& groups) {
    std::vector<Cluster> clusters;
    for (const Members& group : groups) clusters.push_back({{group}});
    const auto united = [](const Cluster& a, const Cluster& b) {
        Cluster both = a;
        both.places.insert(both.places.end(), b.places.begin(), b.places.end());
        return both;
    };
    // Where the whole map is crowded one ring would follow the other.
    std::size_t crowd = singles_.size();
    for (const Members& group : groups) crowd += group.size();
    const auto close = [&](const Cluster& a, const Cluster& b) {
        if (crowd > most_gathered) return false;
        if ((a.size() <= 3 && b.size() <= 3) || a.size() + b.size() > most_gathered) return false;
        const float reach = a.size() > 3 && b.size() > 3 ? both_fans_within : first_ring + size_;
        for (const Members& one : a.places)
            for (const Members& other : b.places)
                if (distance(middle_of(one), middle_of(other)) < reach)
                    return extent_of(united(a, b)).second <= widest_gathering * shorter_side();
        return false;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < clusters.size() && !changed; ++i)
            for (std::size_t j = i + 1; j < clusters.size() && !changed; ++j) {
                if (!close(clusters[i], clusters[j])) continue;
                clusters[i] = united(clusters[i], clusters[j]);
                clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(j));
                changed = true;
            }
    }
    take_in(clusters);
    for (const std::size_t single : singles_) {
        const auto taken_in = std::find_if(clusters.begin(), clusters.end(), [&](const Cluster& cluster) {
            if (cluster.places.size() < 2 || cluster.size() >= most_gathered) return false;
            return distance(spots_[single], extent_of(cluster).first) < ring_about(cluster) + size_;
        });
        if (taken_in == clusters.end())
            squares_.take(square(spots_[single], size_), 0);
        else
            taken_in->places.push_back({single});
    }
    return clusters;
}

Spot Fan::middle_of(const Members& group) const {
    std::vector<float> xs, ys;
    for (const std::size_t member : group) {
        xs.push_back(spots_[member].x);
        ys.push_back(spots_[member].y);
    }
    const auto half = static_cast<std::ptrdiff_t>((group.size() - 1) / 2);
    std::nth_element(xs.begin(), xs.begin() + half, xs.end());
    std::nth_element(ys.begin(), ys.begin() + half, ys.end());
    return {xs[static_cast<std::size_t>(half)], ys[static_cast<std::size_t>(half)]};
}

void Fan::settle(std::size_t member, Spot centre, bool moved) {
    result_.centres[member] = centre;
    result_.moved[member] = moved;
    squares_.take(square(centre, size_), 0);
    if (moved) leaders_.take(origins_[member], centre, 0.1F, owner_);
}

bool Fan::side_by_side(const Members& group) {
    const float pitch = 1.4F * size_, length = pitch * static_cast<float>(group.size() - 1);
    const Spot middle = middle_of(group);
    for (const bool upright : {false, true}) {
        const float half_x = (upright ? 0 : length / 2) + size_ / 2, half_y = (upright ? length / 2 : 0) + size_ / 2;
        if (frame_.width() < 2 * half_x || frame_.height() < 2 * half_y) continue;
        Members order = group;
        const auto key = [&](std::size_t member) { return upright ? spots_[member].y : spots_[member].x; };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        // The mean, not the median: a pair stands on both sides of its place.
        Spot centre{0, 0};
        for (const std::size_t member : group) {
            centre.x += spots_[member].x / static_cast<float>(group.size());
            centre.y += spots_[member].y / static_cast<float>(group.size());
        }
        centre = {std::clamp(centre.x, frame_.left + half_x, frame_.right - half_x),
                  std::clamp(centre.y, frame_.top + half_y, frame_.bottom - half_y)};
        std::vector<Spot> row;
        for (std::size_t i = 0; i < group.size(); ++i) {
            const float along = pitch * static_cast<float>(i) - length / 2;
            row.push_back(upright ? Spot{centre.x, centre.y + along} : Spot{centre.x + along, centre.y});
        }
        const auto free = [&](Spot spot) { return is_free(spot) && leaders_.is_free(square(spot, size_), owner_); };
        if (!std::all_of(row.begin(), row.end(), free)) continue;
        for (std::size_t i = 0; i < group.size(); ++i)
            settle(order[i], row[i], distance(row[i], spots_[order[i]]) > 1.5F * size_);
        result_.hubs.push_back({middle, group, false, owner_});
        return true;
    }
    return false;
}

bool Fan::suits(Spot slot, Spot middle, bool clear) const {
    if (!is_free(slot)) return false;
    return !clear || (leaders_.is_free(square(slot, size_), owner_) && squares_.is_free(middle, slot, 0.2F, 0));
}

bool Fan::is_apart(const std::vector<Spot>& slots, Spot slot, float gap) const {
    const float least = size_ + gap;
    return std::none_of(slots.begin(), slots.end(), [&](Spot other) {
        return std::abs(other.x - slot.x) < least && std::abs(other.y - slot.y) < least;
    });
}

std::vector<Spot> Fan::even_slots(Spot middle, std::size_t count, float name_side) const {
    const float scale = std::max(1.0F, size_ / 4.3F);
    const std::size_t inner = count <= on_one_ring ? count : (count + 2) / 2;
    // The name takes a slot of its own; those of the second ring look through the gaps of the first.
    const float step = 2 * pi / static_cast<float>(inner + 1);
    std::vector<Spot> slots;
    for (std::size_t i = 0; i < inner; ++i) {
        slots.push_back(about(middle, first_ring * scale, name_side + step * static_cast<float>(i + 1)));
        if (slots.size() < count && i + 1 < inner && count > inner)
            slots.push_back(
                about(middle, (first_ring + next_ring) * scale, name_side + step * (static_cast<float>(i) + 1.5F)));
    }
    slots.resize(std::min(slots.size(), count));
    return slots;
}

std::vector<Spot> Fan::free_slots(Spot middle, std::size_t count, float name_side, const Rings& rings) const {
    std::vector<std::vector<float>> angles;  // of each ring, from the name's side clockwise
    std::vector<Spot> slots;
    const auto radius = [&](std::size_t ring) { return rings.first + rings.step * static_cast<float>(ring); };
    while (slots.size() < count) {
        const float r = radius(angles.size());
        if (r > rings.last) return {};
        angles.emplace_back();
        const float last = 2 * pi - rings.sector, step = std::min(size_ / 8 / r, 0.1F);
        // Every other ring begins half a symbol later, so that its leaders come through the gaps before it.
        const float first = rings.sector + (angles.size() % 2 == 0 ? (size_ + rings.gap) / 2 / r : 0);
        for (float angle = first; angle <= last; angle += step) {
            const Spot slot = about(middle, r, name_side + angle);
            if (!is_apart(slots, slot, rings.gap) || !suits(slot, middle, rings.clear)) continue;
            slots.push_back(slot);
            angles.back().push_back(angle);
        }
    }
    const std::size_t total = slots.size();
    // Each ring bears its share.
    std::vector<std::pair<float, Spot>> chosen;
    std::size_t left = count;
    for (std::size_t ring = 0; ring < angles.size(); ++ring) {
        const std::size_t room = angles[ring].size();
        const std::size_t share = ring + 1 == angles.size() ? left : (count * room + total / 2) / total;
        const std::size_t here = std::min({share, room, left});
        for (std::size_t i = 0; i < here; ++i) {
            const float angle = angles[ring][here > 1 ? i * (room - 1) / (here - 1) : room / 2];
            chosen.emplace_back(angle, about(middle, radius(ring), name_side + angle));
        }
        left -= here;
    }
    if (left > 0) return {};
    std::stable_sort(chosen.begin(), chosen.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Spot> result;
    for (const auto& [angle, spot] : chosen) result.push_back(spot);
    return result;
}

// Who goes to which slot: those that come from elsewhere than the middle to the nearest, the rest in their order; then
// leaders that cross change ends, which makes them shorter together and so comes to an end.
Members Fan::assigned(const Members& group, const std::vector<Spot>& slots, Spot middle) const {
    const std::size_t nobody = spots_.size();
    Members taken(slots.size(), nobody);
    Members strays, rest;
    for (const std::size_t member : group)
        (distance(origins_[member], middle) > 0.3F * size_ ? strays : rest).push_back(member);
    std::stable_sort(strays.begin(), strays.end(), [&](std::size_t a, std::size_t b) {
        return distance(origins_[a], middle) > distance(origins_[b], middle);
    });
    for (const std::size_t member : strays) {
        std::size_t best = slots.size();
        for (std::size_t i = 0; i < slots.size(); ++i)
            if (taken[i] == nobody && (best == slots.size() ||
                                       distance(slots[i], origins_[member]) < distance(slots[best], origins_[member])))
                best = i;
        taken[best] = member;
    }
    auto next = rest.begin();
    for (std::size_t& slot : taken)
        if (slot == nobody) slot = *next++;
    bool changed = true;
    for (int pass = 0; changed && pass < 200; ++pass) {
        changed = false;
        for (std::size_t i = 0; i < slots.size(); ++i)
            for (std::size_t j = i + 1; j < slots.size(); ++j)
                if (cross_each_other(origins_[taken[i]], slots[i], origins_[taken[j]], slots[j])) {
                    std::swap(taken[i], taken[j]);
                    changed = true;
                }
    }
    return taken;
}

void Fan::fan(const Members& group) {
    const Spot middle = middle_of(group);
    const std::size_t count = group.size();
    const float scale = std::max(1.0F, size_ / 4.3F);
    const bool at_right_edge = frame_.right - middle.x < name_length && middle.x - frame_.left > name_length;
    const float name_side = at_right_edge ? pi : 0;
    std::vector<Spot> slots;
    if (count <= in_gaps) {
        for (const Spot slot : even_slots(middle, count, name_side))
            if (is_apart(slots, slot, 0.01F * size_) && suits(slot, middle, true)) slots.push_back(slot);
        if (slots.size() < count) slots.clear();
    }
    const Rings wide{first_ring * scale, next_ring * scale,
                     34 * scale,         (count > on_one_ring ? 0.6F : 0.25F) * size_,
                     name_sector,        true};
    Rings less_clear = wide, close = wide;
    less_clear.clear = close.clear = false;
    close.first = std::min(wide.first, 2.4F * size_);
    close.step = 1.16F * size_;
    close.last = wide.last + 2 * size_ * std::sqrt(static_cast<float>(count));
    close.gap = 0.06F * size_;
    close.sector = name_sector / 2;
    for (const Rings& rings : {wide, less_clear, close})
        if (slots.empty()) slots = free_slots(middle, count, name_side, rings);
    if (slots.empty()) {
        for (const std::size_t member : group) alone(member);
    } else {
        const Members order = assigned(group, slots, middle);
        for (std::size_t i = 0; i < count; ++i) settle(order[i], slots[i], true);
    }
    result_.hubs.push_back({middle, group, true, owner_});
}

// One ring that holds all, outside of all the places; only where that would be too wide several.
void Fan::fan_about_places(const Cluster& cluster) {
    const Members members = cluster.members();
    const std::size_t count = members.size();
    const auto [middle, spread] = extent_of(cluster);
    for (const Members& place : cluster.places)
        for (const std::size_t member : place) origins_[member] = middle_of(place);
    const float nearest = std::max(first_ring, spread + beyond_places), wished = ring_about(cluster);
    std::vector<Spot> slots;
    for (const float gap : {0.3F, 0.15F})
        for (float radius = wished; slots.empty() && radius <= wished + next_ring; radius += 1)
            slots = free_slots(middle, count, 0, {radius, next_ring, radius, gap * size_, 0.01F, false});
    Rings rings{wished, std::max(next_ring, 1.6F * size_), wished + 5 * next_ring, 0.3F * size_, 0.01F, false};
    for (; slots.empty() && rings.first >= nearest; rings.first -= 2) slots = free_slots(middle, count, 0, rings);
    if (slots.empty()) {
        rings.first = nearest;
        rings.step = 1.16F * size_;
        rings.gap = 0.06F * size_;
        rings.last = nearest + 2 * size_ * std::sqrt(static_cast<float>(count));
        slots = free_slots(middle, count, 0, rings);
    }
    if (slots.empty()) {
        for (const std::size_t member : members) alone(member);
    } else {
        const Members order = assigned(members, slots, middle);
        for (std::size_t i = 0; i < count; ++i) settle(order[i], slots[i], true);
    }
    for (const Members& place : cluster.places) result_.hubs.push_back({middle_of(place), place, true, owner_});
}

void Fan::alone(std::size_t member) {
    const Spot spot = spots_[member];
    for (float radius = 0; radius <= farthest; radius += size_ / 2) {
        const int steps = radius == 0 ? 1 : static_cast<int>(4 * pi * radius / size_) + 1;
        for (int i = 0; i < steps; ++i) {
            const Spot centre = about(spot, radius, 2 * pi * static_cast<float>(i) / static_cast<float>(steps));
            if (!is_free(centre)) continue;
            settle(member, centre, radius > 0.75F * size_);
            return;
        }
    }
    // No room anywhere near: it stays, over others.
    settle(member, spot, false);
}

}  // namespace

FannedOut fan_out(const std::vector<Spot>& spots, double size, Frame frame, const std::vector<Frame>& covered) {
    if (!(size > 0)) return {spots, std::vector<bool>(spots.size(), false), {}};
    return Fan(spots, static_cast<float>(size), frame, covered).apart();
}

}  // namespace balise::map
