#pragma once
// The search itself: times spread from cells whose time has become shorter, tile by tile. For travel_time.cpp alone.
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "analysis/crew.hpp"
#include "analysis/step_costs.hpp"
#include "analysis/travel_time.hpp"
#include "base/progress.hpp"

namespace balise::analysis {

// The grid with two rows and columns of blocked cells around it, so that no step leaves it.
struct Field {
    static constexpr std::size_t margin = 2;
    static constexpr float never = std::numeric_limits<float>::infinity();

    Field(Ground ground, const TravelOptions& options);

    std::size_t padded(std::size_t cell) const {
        return (cell / frame.columns + margin) * stride + cell % frame.columns + margin;
    }

    geo::GridFrame frame;
    std::size_t stride = 0;
    std::vector<float> friction;          // padded
    std::vector<float> minutes;           // padded; of starts and what was reached
    std::vector<std::uint32_t> facility;  // padded; empty without allocation
    std::vector<float> elevation;         // padded; empty without slopes. NaN where the slope does not count
    LengthTable lengths;
    SlopeTable slopes;
    TravelOptions options;
    double bucket = 1;  // minutes; about the smallest cost of a step
};

class Spread {
public:
    explicit Spread(Field& field);
    // The cell's time has become shorter (or is to be told to its neighbours again).
    void pend(std::size_t row, std::size_t column);
    // Until nothing is left that could become shorter within the limit.
    void run(base::Progress& progress);

private:
    static constexpr std::size_t side = 128;
    static constexpr std::size_t buckets = 256;
    using Local = std::uint16_t;  // cell of a tile: row · side + column

    struct Tile {
        float pending = Field::never;  // the smallest time in `later`
        std::vector<Local> later;
        // From the eight tiles around it, each written by that one alone.
        std::array<std::vector<Local>, 9> inbox;
        std::array<float, 9> inbox_pending;
    };
    struct Hand {  // one thread's
        std::array<std::vector<Local>, buckets> queue;
    };
    float pending_of(const Tile& tile) const;
    void work_on(Hand& hand, std::size_t tile, float start, float end);
    template <bool Knight, bool Sloped, bool Allocated>
    void work_as(Hand& hand, std::size_t tile, float start, float end);

    Field& field_;
    std::size_t tile_columns_, tile_rows_;
    std::vector<Tile> tiles_;
    Crew crew_;
    std::vector<Hand> hands_;
};

}  // namespace balise::analysis
