#include "analysis/spread.hpp"

#include <algorithm>
#include <cmath>

namespace balise::analysis {

namespace {

struct Move {
    int down, across;
};

constexpr std::array<Move, 8> near_moves{{{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}};
constexpr std::array<Move, 8> knight_moves{{{-2, -1}, {-2, 1}, {-1, -2}, {-1, 2}, {1, -2}, {1, 2}, {2, -1}, {2, 1}}};

// The two cells that a knight's step goes through, as offsets.
constexpr std::array<Move, 2> crossed(Move move) {
    const int down = move.down > 0 ? 1 : -1, across = move.across > 0 ? 1 : -1;
    if (move.down == 2 || move.down == -2) return {{{down, 0}, {down, across}}};
    return {{{0, across}, {down, across}}};
}

constexpr std::ptrdiff_t offset(Move move, std::ptrdiff_t stride) {
    return move.down * stride + move.across;
}

float half_length(const StepLengths& lengths, Move move) {
    if (move.down == 0) return lengths.half_across;
    return move.across == 0 ? lengths.half_down : lengths.half_diagonal;
}

float quarter_length(const StepLengths& lengths, Move move) {
    return move.down == 2 || move.down == -2 ? lengths.quarter_tall : lengths.quarter_wide;
}

}  // namespace

Spread::Spread(Field& field)
    : field_(field),
      tile_columns_((field.frame.columns + side - 1) / side),
      tile_rows_((field.frame.rows + side - 1) / side),
      tiles_(tile_columns_ * tile_rows_),
      crew_(field.options.threads),
      hands_(crew_.size()) {
    for (auto& tile : tiles_) tile.inbox_pending.fill(Field::never);
}

void Spread::pend(std::size_t row, std::size_t column) {
    auto& tile = tiles_[row / side * tile_columns_ + column / side];
    tile.later.push_back(static_cast<Local>(row % side * side + column % side));
    tile.pending =
        std::min(tile.pending, field_.minutes[(row + Field::margin) * field_.stride + column + Field::margin]);
}

float Spread::pending_of(const Tile& tile) const {
    return std::min(tile.pending, *std::min_element(tile.inbox_pending.begin(), tile.inbox_pending.end()));
}

void Spread::run(base::Progress& progress) {
    const auto limit = static_cast<float>(field_.options.limit.value);
    std::vector<std::size_t> busy;
    for (;;) {
        float start = Field::never;
        for (const auto& tile : tiles_) start = std::min(start, pending_of(tile));
        if (start == Field::never || start > limit) break;
        progress.step(static_cast<std::int64_t>(start));
        // A window must hold something even where its width vanishes beside its start.
        const float end =
            std::max(start + static_cast<float>(field_.bucket * buckets), std::nextafter(start, Field::never));
        for (bool any = true; any;) {
            any = false;
            for (std::size_t colour = 0; colour < 4; ++colour) {
                busy.clear();
                for (std::size_t row = colour / 2; row < tile_rows_; row += 2)
                    for (std::size_t column = colour % 2; column < tile_columns_; column += 2)
                        if (pending_of(tiles_[row * tile_columns_ + column]) < end)
                            busy.push_back(row * tile_columns_ + column);
                if (busy.empty()) continue;
                any = true;
                crew_.each(busy.size(),
                           [&](unsigned member, std::size_t i) { work_on(hands_[member], busy[i], start, end); });
            }
            progress.check();
        }
    }
    for (auto& tile : tiles_) tile = Tile{Field::never, {}, {}, tile.inbox_pending};
    for (auto& tile : tiles_) tile.inbox_pending.fill(Field::never);
}

void Spread::work_on(Hand& hand, std::size_t tile, float start, float end) {
    const bool knight = field_.options.neighbours == Neighbours::sixteen;
    const bool sloped = !field_.elevation.empty(), allocated = !field_.facility.empty();
    const auto choose = [&]<bool Knight, bool Sloped>() {
        allocated ? work_as<Knight, Sloped, true>(hand, tile, start, end)
                  : work_as<Knight, Sloped, false>(hand, tile, start, end);
    };
    if (knight)
        sloped ? choose.template operator()<true, true>() : choose.template operator()<true, false>();
    else
        sloped ? choose.template operator()<false, true>() : choose.template operator()<false, false>();
}

template <bool Knight, bool Sloped, bool Allocated>
void Spread::work_as(Hand& hand, std::size_t which, float start, float end) {
    Tile& tile = tiles_[which];
    const std::size_t top = which / tile_columns_ * side, left = which % tile_columns_ * side;
    const auto stride = static_cast<std::ptrdiff_t>(field_.stride);
    const std::size_t origin = (top + Field::margin) * field_.stride + left + Field::margin;
    const float* const friction = field_.friction.data();
    float* const minutes = field_.minutes.data();
    std::uint32_t* const facility = field_.facility.data();
    const float* const elevation = field_.elevation.data();
    const bool towards = field_.options.direction == Direction::towards_starts;
    const float per_minute = static_cast<float>(1 / field_.bucket);
    const auto bucket_of = [&](float time) {
        return std::min(static_cast<std::size_t>((time - start) * per_minute), buckets - 1);
    };
    const auto cell_of = [&](Local local) { return origin + local / side * field_.stride + local % side; };

    // What waits in the tile and what its neighbours have sent.
    std::vector<Local> waiting;
    waiting.swap(tile.later);
    tile.pending = Field::never;
    const auto put = [&](Local local, float time) {
        if (time < end) {
            // Times before the window come from a search that goes on: they are as urgent as its first bucket.
            hand.queue[time > start ? bucket_of(time) : 0].push_back(local);
        } else {
            tile.later.push_back(local);
            tile.pending = std::min(tile.pending, time);
        }
    };
    for (const auto local : waiting) put(local, minutes[cell_of(local)]);
    for (std::size_t side_of = 0; side_of < tile.inbox.size(); ++side_of) {
        if (tile.inbox_pending[side_of] == Field::never) continue;
        for (const auto local : tile.inbox[side_of]) put(local, minutes[cell_of(local)]);
        tile.inbox[side_of].clear();
        tile.inbox_pending[side_of] = Field::never;
    }

    const auto improve = [&](std::size_t to, float time, std::uint32_t by, std::size_t row, std::size_t column) {
        minutes[to] = time;
        if constexpr (Allocated) facility[to] = by;
        if (row < side && column < side) {
            put(static_cast<Local>(row * side + column), time);
            return;
        }
        // Into the neighbour's box: its number is where this tile lies, seen from there.
        const int down = row < side ? 0 : (row < 2 * side ? 1 : -1),
                  across = column < side ? 0 : (column < 2 * side ? 1 : -1);
        auto& other = tiles_[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(which) +
                                                      down * static_cast<std::ptrdiff_t>(tile_columns_) + across)];
        const auto from = static_cast<std::size_t>((1 - down) * 3 + (1 - across));
        other.inbox[from].push_back(static_cast<Local>(row % side * side + column % side));
        other.inbox_pending[from] = std::min(other.inbox_pending[from], time);
    };

    for (std::size_t now = 0; now < buckets; ++now) {
        auto& queue = hand.queue[now];
        for (std::size_t i = 0; i < queue.size(); ++i) {
            const Local local = queue[i];
            const std::size_t row = local / side, column = local % side, cell = cell_of(local);
            const float time = minutes[cell];
            // It has become shorter since and was dealt with in that bucket.
            if (time > start && bucket_of(time) != now) continue;
            const float own = friction[cell];
            [[maybe_unused]] std::uint32_t by = 0;
            if constexpr (Allocated) by = facility[cell];
            const auto slope_factor = [&](std::size_t to, float length) {
                const float rise = towards ? elevation[cell] - elevation[to] : elevation[to] - elevation[cell];
                return rise == rise ? field_.slopes.factor(rise / length) : 1.0F;
            };
            for (const auto move : near_moves) {
                const auto to = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) + offset(move, stride));
                const float half = half_length(field_.lengths.at(top + row, move.down), move);
                float cost = (own + friction[to]) * half;
                if constexpr (Sloped) cost *= slope_factor(to, 2 * half);
                // Blocked cells have a friction that is no number: nothing is shorter.
                if (time + cost < minutes[to])
                    improve(to, time + cost, by, row + static_cast<std::size_t>(move.down),
                            column + static_cast<std::size_t>(move.across));
            }
            if constexpr (Knight) {
                for (const auto move : knight_moves) {
                    const auto to = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) + offset(move, stride));
                    const auto through = crossed(move);
                    const auto at = [&](Move part) {
                        return friction[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) +
                                                                 offset(part, stride))];
                    };
                    const float quarter = quarter_length(field_.lengths.at(top + row, move.down), move);
                    float cost = ((own + friction[to]) + (at(through[0]) + at(through[1]))) * quarter;
                    if constexpr (Sloped) cost *= slope_factor(to, 4 * quarter);
                    if (time + cost < minutes[to])
                        improve(to, time + cost, by, row + static_cast<std::size_t>(move.down),
                                column + static_cast<std::size_t>(move.across));
                }
            }
        }
        queue.clear();
    }
}

}  // namespace balise::analysis
