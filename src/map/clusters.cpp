#include "map/clusters.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace balise::map {

namespace {

constexpr double turn = 2 * 3.14159265358979323846;

Spot on_circle(Spot centre, float radius, double angle) {
    return {static_cast<float>(static_cast<double>(centre.x) + static_cast<double>(radius) * std::sin(angle)),
            static_cast<float>(static_cast<double>(centre.y) - static_cast<double>(radius) * std::cos(angle))};
}

// The square cells of one size that a set of spots lies in, tied to the origin.
class Cells {
public:
    struct Cell {
        int column = 0, row = 0;
        std::vector<std::size_t> spots, seeds;  // in rising order; as they were found
        std::size_t around = 0;                 // spots in this cell and the eight about it
    };

    Cells(const std::vector<geo::Position>& spots, double size) : size_(size) {
        for (std::size_t i = 0; i < spots.size(); ++i) {
            const auto column = index(spots[i].x), row = index(spots[i].y);
            auto& cell = cells_[key(column, row)];
            cell.column = column;
            cell.row = row;
            cell.spots.push_back(i);
        }
        for (auto& [key, cell] : cells_)
            about(cell.column, cell.row, [&cell = cell](const Cell& near) {
                cell.around += near.spots.size();
                return true;
            });
    }

    Cell& of(geo::Position spot) { return cells_.at(key(index(spot.x), index(spot.y))); }
    std::unordered_map<std::uint64_t, Cell>& all() { return cells_; }

    // Calls `see` with the cell and those about it that hold spots, until it says false.
    template <typename See>
    void about(int column, int row, const See& see) const {
        for (int i = -1; i <= 1; ++i)
            for (int j = -1; j <= 1; ++j)
                if (const auto found = cells_.find(key(column + i, row + j)); found != cells_.end())
                    if (!see(found->second)) return;
    }

private:
    int index(double at) const { return static_cast<int>(std::floor(at / size_)); }
    static std::uint64_t key(int column, int row) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(column)) << 32U | static_cast<std::uint32_t>(row);
    }

    double size_;
    std::unordered_map<std::uint64_t, Cell> cells_;
};

// Every decision depends on what lies a few cells about it, and on nothing else:
// - a cell chooses its seeds from where the spots are densest, none nearer than `seeds_apart` to another; of four
//   neighbouring cells each has its turn after the one before it, so that the choice reaches back three cells;
// - every spot goes to the nearest seed.
class Grouping {
public:
    explicit Grouping(const std::vector<geo::Position>& spots)
        : spots_(spots), cells_(spots, seeds_apart), fine_(spots, 2), seed_of_(spots.size()) {
        for (int turn_of = 0; turn_of < 4; ++turn_of)
            for (auto& [key, cell] : cells_.all())
                if ((cell.column & 1) + 2 * (cell.row & 1) == turn_of) choose_seeds(cell);
        for (std::size_t i = 0; i < spots.size(); ++i) seed_of_[i] = nearest_seed(i);
        for (std::size_t i = 0; i < spots.size(); ++i)
            if (distance(i, seed_of_[i]) >= clear_of_disc && lonely(i)) seed_of_[i] = i;
    }

    std::vector<SymbolCluster> clusters() const {
        std::vector<std::size_t> number(spots_.size(), spots_.size());
        std::vector<SymbolCluster> found;
        for (std::size_t i = 0; i < spots_.size(); ++i) {
            auto& at = number[seed_of_[i]];
            if (at == spots_.size()) {
                at = found.size();
                found.push_back({spots_[seed_of_[i]], {}});
            }
            found[at].members.push_back(i);
        }
        for (auto& cluster : found) cluster.centre = middle_of(cluster);
        return found;
    }

private:
    static constexpr double clear_of_disc = 7.5;  // mm from the seed
    static constexpr double clear_of_symbol = 6;  // mm between symbols

    double distance(std::size_t a, std::size_t b) const {
        return std::hypot(spots_[a].x - spots_[b].x, spots_[a].y - spots_[b].y);
    }

    void choose_seeds(Cells::Cell& cell) {
        std::vector<std::pair<std::size_t, std::size_t>> order;
        for (const auto spot : cell.spots) order.emplace_back(spots_.size() - fine_.of(spots_[spot]).around, spot);
        std::sort(order.begin(), order.end());
        for (const auto& [sparseness, spot] : order)
            if (const auto candidate = spot; distance_to_seeds(cell, candidate) >= seeds_apart)
                cell.seeds.push_back(candidate);
    }

    double distance_to_seeds(const Cells::Cell& cell, std::size_t spot) const {
        double least = seeds_apart;
        cells_.about(cell.column, cell.row, [&](const Cells::Cell& near) {
            for (const auto seed : near.seeds) least = std::min(least, distance(seed, spot));
            return least >= seeds_apart;
        });
        return least;
    }

    std::size_t nearest_seed(std::size_t spot) {
        const auto& cell = cells_.of(spots_[spot]);
        std::size_t best = spot;
        double least = seeds_apart;
        cells_.about(cell.column, cell.row, [&](const Cells::Cell& near) {
            for (const auto seed : near.seeds)
                if (const double away = distance(seed, spot); away < least || (away == least && seed < best)) {
                    least = away;
                    best = seed;
                }
            return true;
        });
        return best;
    }

    // No other symbol would touch its own.
    bool lonely(std::size_t spot) {
        if (fine_.of(spots_[spot]).around > 1) return false;
        const auto& cell = cells_.of(spots_[spot]);
        bool alone = true;
        cells_.about(cell.column, cell.row, [&](const Cells::Cell& near) {
            for (const auto other : near.spots)
                alone = alone && (other == spot || distance(other, spot) >= clear_of_symbol);
            return alone;
        });
        return alone;
    }

    // The mean, but never so far from the seed that two discs could touch.
    geo::Position middle_of(const SymbolCluster& cluster) const {
        const auto seed = cluster.centre;
        const auto count = static_cast<double>(cluster.members.size());
        double x = 0, y = 0;
        for (const auto member : cluster.members) {
            x += (spots_[member].x - seed.x) / count;
            y += (spots_[member].y - seed.y) / count;
        }
        const double room = seeds_apart / 2 - static_cast<double>(cluster_radius(cluster.members.size()) + disc_halo);
        const double pull = std::min(1.0, room / std::max(std::hypot(x, y), 1e-9));
        return {seed.x + x * pull, seed.y + y * pull};
    }

    const std::vector<geo::Position>& spots_;
    Cells cells_, fine_;
    std::vector<std::size_t> seed_of_;
};

}  // namespace

std::vector<SymbolCluster> clusters_of(const std::vector<geo::Position>& spots) {
    return Grouping(spots).clusters();
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
