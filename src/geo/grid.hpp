#pragma once
// Where the cells of a grid lie: columns eastwards, rows southwards, row 0 the northern one. The values are kept apart,
// row by row.
#include <cstddef>
#include <optional>
#include <string>

#include "geo/geometry.hpp"

namespace balise::geo {

struct GridFrame {
    std::size_t columns = 0, rows = 0;
    double left = 0, top = 0;                // outer corner of the first cell, in units of the system
    double cell_width = 1, cell_height = 1;  // both > 0, in units of the system (metres or degrees)
    std::string system;                      // WKT; empty = not known
    bool is_geographic = false;              // units are degrees of longitude and latitude

    std::size_t cells() const { return columns * rows; }
    Position centre(std::size_t column, std::size_t row) const {
        return {left + (static_cast<double>(column) + 0.5) * cell_width,
                top - (static_cast<double>(row) + 0.5) * cell_height};
    }
    // Index of the cell that holds a position; nothing outside. A position on an edge belongs to the cell east or south
    // of it.
    std::optional<std::size_t> cell_at(Position position) const {
        const double column = (position.x - left) / cell_width;
        const double row = (top - position.y) / cell_height;
        if (!(column >= 0 && row >= 0 && column < static_cast<double>(columns) && row < static_cast<double>(rows)))
            return std::nullopt;
        return static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column);
    }
    bool same_cells(const GridFrame& other) const {
        return columns == other.columns && rows == other.rows && left == other.left && top == other.top &&
               cell_width == other.cell_width && cell_height == other.cell_height;
    }
};

}  // namespace balise::geo
