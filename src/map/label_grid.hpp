#pragma once
// What is taken on a sheet, by place: boxes and thick segments in a grid of cells. Private to the module.
#include <cstdint>
#include <vector>

#include "map/display_list.hpp"

namespace balise::map {

Frame grown(const Frame& box, float by);
Frame hull(Spot a, Spot b, float half_width);
bool overlap(const Frame& a, const Frame& b);  // edges that only touch do not
bool within(const Frame& inner, const Frame& outer);
bool is_finite(Spot spot);
// Whether the segment comes into the box.
bool crosses(Spot a, Spot b, const Frame& box);
// Whether two segments come nearer to each other than `distance`.
bool nearer(Spot a, Spot b, Spot c, Spot d, float distance);
// Whether they cross at a spot inside both.
bool cross_each_other(Spot a, Spot b, Spot c, Spot d);

class OccupiedGrid {
public:
    static constexpr std::uint32_t nobody = 0xFFFFFFFFU;

    explicit OccupiedGrid(Frame frame, float cell = 6);

    // Takes a place; `owner` other than 0 does not mind it, `label` is reported by blockers(). What lies wholly outside
    // the frame is forgotten. Returns a number for release().
    std::uint32_t take(const Frame& box, std::uint32_t owner, std::uint32_t label = nobody);
    std::uint32_t take(Spot a, Spot b, float half_width, std::uint32_t owner, std::uint32_t label = nobody);
    void release(std::uint32_t item);

    // `over_lines`: segments that are no label's do not count.
    bool is_free(const Frame& box, std::uint32_t owner, bool over_lines = false) const;
    bool is_free(Spot a, Spot b, float half_width, std::uint32_t owner, bool over_lines = false) const;
    // The labels in the way, each once; false when something is in the way that is no label.
    bool blockers(const Frame& box, std::uint32_t owner, std::vector<std::uint32_t>& labels) const;

private:
    struct Item {
        Frame box;
        Spot a, b;
        float half_width = -1;  // less than 0: a box
        std::uint32_t owner = 0, label = nobody;
        bool minded_by(std::uint32_t asking) const { return owner == 0 || owner != asking; }
        bool meets(const Frame& other) const;
        bool meets(Spot from, Spot to, float other_half) const;
    };
    struct Cells {
        int left, top, right, bottom;
    };
    std::uint32_t add(const Item& item);
    Cells cells(const Frame& box) const;
    // Asks `stop` for each item in the cells of `box` (one may come twice) until it says true.
    template <class Stop>
    bool any(const Frame& box, Stop&& stop) const;

    Frame frame_;
    float cell_;
    int columns_, rows_;
    std::vector<Item> items_;
    std::vector<std::vector<std::uint32_t>> cells_;
};

}  // namespace balise::map
