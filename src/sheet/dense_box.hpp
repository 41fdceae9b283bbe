#pragma once
// Which part of a map is to be drawn once more, larger: the box that holds most of what the map has no room for.
#include <optional>
#include <vector>

#include "map/display_list.hpp"

namespace balise::sheet {

// A symbol on the map and how much it matters that the box holds it.
struct Crowded {
    map::Spot spot;
    double weight = 1;
};

struct BoxWish {
    double width = 0, height = 0;    // millimetres on the map
    double edge = 0;                 // that stay free within the box about what it holds
    map::Frame bounds;               // the box lies within
    std::vector<map::Frame> others;  // and clear of these
    std::size_t most = 150;          // that one map can number
};

struct DenseBox {
    map::Frame box;
    std::vector<std::size_t> members;  // of `crowd`, in their order
};

// The box with the greatest weight; of equal ones the first from the left and top. Nothing when none holds four.
std::optional<DenseBox> dense_box(const std::vector<Crowded>& crowd, const BoxWish& wish);

// The box cut to what it holds, `edge` about it, but not smaller than these. What then lies within is held too, as far
// as the wished size allows: symbols on the frame's line are the exception.
DenseBox fitted(const DenseBox& dense, const std::vector<Crowded>& crowd, const BoxWish& wish, double least_width,
                double least_height);

}  // namespace balise::sheet
