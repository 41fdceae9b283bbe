#pragma once
// What the tests of cut lines measure.
#include <cmath>

#include "map/clip.hpp"

namespace balise::map::test {

// Millimetres, of all paths together; a ring's last side does not count.
inline double length(const Paths& paths) {
    double sum = 0;
    std::size_t first = 0;
    for (const auto end : paths.ends) {
        for (std::size_t i = first + 1; i < end; ++i)
            sum += std::hypot(static_cast<double>(paths.spots[i].x - paths.spots[i - 1].x),
                              static_cast<double>(paths.spots[i].y - paths.spots[i - 1].y));
        first = end;
    }
    return sum;
}

}  // namespace balise::map::test
