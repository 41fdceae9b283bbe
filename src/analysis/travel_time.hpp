#pragma once
// Travel time on a grid: least cost from many starts to every cell, and which start is the nearest.
//
// The step from a cell to one of its 8 neighbours costs the mean friction of the two cells times the distance of their
// centres; a knight's step (16 neighbours) the mean of the four cells it touches times its length, and is blocked when
// one of them is. These are the rules of GRASS r.cost and r.cost -k. Slope: see Walking.
//
// Method: label correcting (delta stepping, Meyer and Sanders 2003, J. Algorithms 49) on tiles that fit a core's cache.
// Tiles of one of four colours never touch, so threads need no locks and the result does not depend on their number.
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/units.hpp"
#include "geo/grid.hpp"

namespace balise::analysis {

enum class Neighbours { eight, sixteen };
// Whether people walk away from the starts or towards them; the same without slopes.
enum class Direction { from_starts, towards_starts };

// What a person walks up and down. Speed on a slope relative to the level, Tobler 1993 (NCGIA 93-1): exp(-3.5 |s +
// 0.05|) ÷ exp(-3.5 · 0.05), s = rise ÷ distance in the direction of travel.
struct Walking {
    std::vector<float> elevation;      // metres, one for each cell; NaN: level
    std::vector<std::uint8_t> walked;  // 1 where the slope counts (a road is driven); empty: everywhere
};

// What crossing the ground costs.
struct Ground {
    geo::GridFrame frame;
    std::vector<float> friction;  // minutes per metre, one for each cell; NaN: no way through. Never negative
    std::shared_ptr<const Walking> walking;  // null: slopes do not count
};

struct Start {
    std::size_t cell = 0;        // index into the frame
    base::Minutes delay{0};      // at the start already
    std::uint32_t facility = 0;  // whom the cells are allotted to; several starts may have the same
};

struct TravelOptions {
    Neighbours neighbours = Neighbours::eight;
    Direction direction = Direction::towards_starts;
    // No farther than this; cells beyond count as not reached.
    base::Minutes limit{std::numeric_limits<double>::infinity()};
    bool allocation = true;
    unsigned threads = 0;  // 0 = as many as there are cores
};

// Allotted to nobody.
inline constexpr std::uint32_t no_facility = 0xffffffff;

// A search whose result can be changed: sites added, moved, taken away at a fraction of the cost of all of it.
class TravelTime {
public:
    // Throws invalid_input when friction holds negative or infinite values or the sizes do not fit, naming the first
    // cell. Takes 8 bytes a cell (12 with allocation) besides the ground; the ground's friction is moved in.
    explicit TravelTime(Ground ground, const TravelOptions& options = {});
    ~TravelTime();
    TravelTime(TravelTime&&) noexcept;
    TravelTime& operator=(TravelTime&&) noexcept;

    // Adds starts and spreads what becomes shorter by them. Starts on a cell without a way through are left out and
    // returned (indexes into `starts`). Throws cancelled, usage for a cell outside; after cancelling the times are not
    // to be used.
    std::vector<std::size_t> add(const std::vector<Start>& starts, base::Progress& progress);
    // Takes away all starts of these facilities. Needs the allocation.
    void remove(const std::vector<std::uint32_t>& facilities, base::Progress& progress);

    const geo::GridFrame& frame() const;
    // Minutes to the nearest start; infinite when none is within the limit, NaN where there is no way through.
    float minutes(std::size_t cell) const;
    std::uint32_t facility(std::size_t cell) const;
    // All cells, row by row; `minutes` and `facilities` have frame().columns values.
    void read_row(std::size_t row, float* minutes, std::uint32_t* facilities) const;
    // Number of cells that are within the limit.
    std::size_t reached() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::analysis
