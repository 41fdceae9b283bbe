#include "map/clusters.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace balise::map {

namespace {

constexpr double turn = 2 * 3.14159265358979323846;

Spot on_circle(Spot centre, float radius, double angle) {
    return {static_cast<float>(static_cast<double>(centre.x) + static_cast<double>(radius) * std::sin(angle)),
            static_cast<float>(static_cast<double>(centre.y) - static_cast<double>(radius) * std::cos(angle))};
}

// Spots that are still free, by square cells of `reach`.
class FreeSpots {
public:
    FreeSpots(const std::vector<Spot>& spots, float reach) : spots_(spots), reach_(reach) {
        for (std::size_t i = 0; i < spots.size(); ++i) cells_[cell_of(spots[i])].push_back(i);
    }

    // Takes all free spots within reach of this one.
    std::vector<std::size_t> gather(Spot from) {
        std::vector<std::size_t> taken;
        const auto [column, row] = cell_of(from);
        for (int i = -1; i <= 1; ++i)
            for (int j = -1; j <= 1; ++j) {
                const auto found = cells_.find({column + i, row + j});
                if (found != cells_.end()) take(found->second, from, taken);
            }
        std::sort(taken.begin(), taken.end());
        return taken;
    }

private:
    using Cell = std::pair<int, int>;

    Cell cell_of(Spot spot) const {
        return {static_cast<int>(std::floor(spot.x / reach_)), static_cast<int>(std::floor(spot.y / reach_))};
    }

    void take(std::vector<std::size_t>& cell, Spot from, std::vector<std::size_t>& taken) {
        const auto near = [&](std::size_t i) {
            const float dx = spots_[i].x - from.x, dy = spots_[i].y - from.y;
            return dx * dx + dy * dy <= reach_ * reach_;
        };
        const auto kept = std::stable_partition(cell.begin(), cell.end(), [&](std::size_t i) { return !near(i); });
        taken.insert(taken.end(), kept, cell.end());
        cell.erase(kept, cell.end());
    }

    const std::vector<Spot>& spots_;
    float reach_;
    std::map<Cell, std::vector<std::size_t>> cells_;
};

bool too_close(const SymbolCluster& a, const SymbolCluster& b) {
    const std::size_t many = std::max(a.members.size(), b.members.size());
    if (many == 1) return false;
    const bool alone = a.members.size() == 1 || b.members.size() == 1;
    const float apart =
        alone ? cluster_radius(many) + 1 : cluster_radius(a.members.size()) + cluster_radius(b.members.size()) + 0.5F;
    const float dx = a.centre.x - b.centre.x, dy = a.centre.y - b.centre.y;
    return dx * dx + dy * dy < apart * apart;
}

SymbolCluster joined(const SymbolCluster& a, const SymbolCluster& b) {
    const auto m = static_cast<float>(a.members.size()), n = static_cast<float>(b.members.size());
    SymbolCluster both{{(a.centre.x * m + b.centre.x * n) / (m + n), (a.centre.y * m + b.centre.y * n) / (m + n)},
                       a.members};
    both.members.insert(both.members.end(), b.members.begin(), b.members.end());
    std::sort(both.members.begin(), both.members.end());
    return both;
}

// One sweep from left to right; false when nothing had to be joined.
bool join_once(std::vector<SymbolCluster>& clusters) {
    constexpr float widest = 11;  // two of the largest discs
    std::sort(clusters.begin(), clusters.end(), [](const SymbolCluster& a, const SymbolCluster& b) {
        return a.centre.x != b.centre.x ? a.centre.x < b.centre.x : a.members[0] < b.members[0];
    });
    std::vector<SymbolCluster> kept;
    std::size_t first = 0;
    bool changed = false;
    for (auto& cluster : clusters) {
        while (first < kept.size() && kept[first].centre.x < cluster.centre.x - 2 * widest) ++first;
        std::size_t near = first;
        while (near < kept.size() && !too_close(kept[near], cluster)) ++near;
        if (near == kept.size()) {
            kept.push_back(std::move(cluster));
        } else {
            kept[near] = joined(kept[near], cluster);
            changed = true;
        }
    }
    clusters = std::move(kept);
    return changed;
}

}  // namespace

std::vector<SymbolCluster> clusters_of(const std::vector<Spot>& spots, float reach) {
    std::vector<SymbolCluster> clusters;
    FreeSpots free(spots, reach);
    std::vector<char> done(spots.size(), 0);
    for (std::size_t i = 0; i < spots.size(); ++i) {
        if (done[i] != 0) continue;
        SymbolCluster cluster{{}, free.gather(spots[i])};
        double x = 0, y = 0;
        for (const auto member : cluster.members) {
            done[member] = 1;
            x += static_cast<double>(spots[member].x);
            y += static_cast<double>(spots[member].y);
        }
        const auto count = static_cast<double>(cluster.members.size());
        cluster.centre = {static_cast<float>(x / count), static_cast<float>(y / count)};
        clusters.push_back(std::move(cluster));
    }
    while (join_once(clusters)) {
    }  // there are fewer each time
    std::sort(clusters.begin(), clusters.end(),
              [](const SymbolCluster& a, const SymbolCluster& b) { return a.members[0] < b.members[0]; });
    return clusters;
}

float cluster_radius(std::size_t members) {
    const double share = std::log(static_cast<double>(std::max<std::size_t>(members, 2)) / 2) / std::log(50.0);
    return static_cast<float>(2.9 + 1.9 * std::min(share, 1.0));
}

void add_disc(Spot centre, float radius, Paths& out) {
    constexpr int sides = 48;
    for (int i = 0; i < sides; ++i) out.spots.push_back(on_circle(centre, radius, turn * i / sides));
    out.ends.push_back(static_cast<std::uint32_t>(out.spots.size()));
}

void add_sector(Spot centre, float inner, float outer, double from, double to, Paths& out) {
    if (to - from > turn - 1e-9) {
        add_disc(centre, outer, out);
        add_disc(centre, inner, out);
        return;
    }
    const int steps = std::max(1, static_cast<int>(std::ceil((to - from) / turn * 48)));
    for (int i = 0; i <= steps; ++i) out.spots.push_back(on_circle(centre, outer, from + (to - from) * i / steps));
    for (int i = steps; i >= 0; --i) out.spots.push_back(on_circle(centre, inner, from + (to - from) * i / steps));
    out.ends.push_back(static_cast<std::uint32_t>(out.spots.size()));
}

}  // namespace balise::map
