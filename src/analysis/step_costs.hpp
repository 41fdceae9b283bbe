#pragma once
// What one step on the grid costs. For the search alone.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/grid.hpp"

namespace balise::analysis {

// Parts of the distances between the centres of cells, metres.
struct StepLengths {
    float half_across = 0, half_down = 0, half_diagonal = 0;  // half the distance
    float quarter_wide = 0, quarter_tall = 0;                 // a quarter of a knight's step, two columns or two rows
};

// By where a step goes: twice the row plus the rows it goes down. In metres of a plane all are the same.
class LengthTable {
public:
    explicit LengthTable(const geo::GridFrame& frame);
    // Of steps from `row` that go `down` rows, -2 to 2.
    const StepLengths& at(std::size_t row, int down) const {
        return lengths_[(2 * row + static_cast<std::size_t>(down + 2)) * stride_];
    }
    double shortest() const { return shortest_; }

private:
    std::vector<StepLengths> lengths_;
    std::size_t stride_ = 0;
    double shortest_ = 0;
};

// Time on a slope as a multiple of the time on the level, for slopes of -2 to 2 by interpolation (error below 1e-6),
// beyond as at the ends.
class SlopeTable {
public:
    SlopeTable();
    float factor(float slope) const {
        const float place = (slope + reach) * static_cast<float>(cells / (2 * reach));
        if (!(place > 0)) return factors_.front();
        if (place >= static_cast<float>(cells)) return factors_.back();
        const auto cell = static_cast<std::size_t>(place);
        const float part = place - static_cast<float>(cell);
        return factors_[cell] + part * (factors_[cell + 1] - factors_[cell]);
    }

private:
    static constexpr float reach = 2;
    static constexpr std::size_t cells = 16000;  // so that the bend at -0.05 lies on a node
    std::array<float, cells + 1> factors_;
};

}  // namespace balise::analysis
