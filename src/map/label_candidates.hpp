#pragma once
// Where a label might lie, best first, before anyone asks whether there is room. Private to the module.
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "map/labels.hpp"

namespace balise::map {

// What a text covers about its origin: from the capitals' height (or that of an accent on one) to the depth of its
// letters; blanks in the font above and below do not count.
Frame letters_box(const ShapedText& text);

struct Candidate {
    Frame box;  // what the letters cover
    Spot origin;
    std::optional<std::pair<Spot, Spot>> leader;
};

enum class Stage {
    beside,   // the positions about the symbol
    moved,    // the same up to 3 mm further; required ones 1.5 mm, or one could take them for another symbol's
    around,   // 16 directions, up to 6 mm
    leading,  // 32 directions, up to 16 mm, with a leader
};
std::vector<Candidate> point_candidates(const LabelWish& wish, const Frame& letters, Stage stage);

// For a symbol instead of words: on its anchor, up to 6.5 mm away, up to 22 mm with a leader, up to 14 mm without one.
std::vector<Candidate> box_candidates(const LabelWish& wish, Stage stage);

// Boxes that lie wholly within the rings and `frame`, `margin` away from both.
std::vector<Candidate> area_candidates(const LabelWish& wish, const Frame& letters, float margin, const Frame& frame);

// A text set letter by letter.
struct CurvedLabel {
    std::vector<GlyphRun> runs;
    std::vector<Frame> boxes;  // one for each letter that is seen
    Spot middle;
};
// The best places along the line of which `has_room` says that all boxes are free: one, and more where the line is
// long.
std::vector<CurvedLabel> line_labels(const LabelWish& wish, const ShapedText& text,
                                     const std::function<bool(const std::vector<Frame>&)>& has_room);

}  // namespace balise::map
