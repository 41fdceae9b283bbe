#pragma once
// Label placement: which labels are shown where, none over another and none over what must stay free.
// Point labels: eight positions (Imhof 1962/1975), then a short move, then a leader where allowed; lines: along the
// line; areas: inside, spaced, or not at all. Greedy by priority over a grid index.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "map/display_list.hpp"
#include "map/text.hpp"

namespace balise::map {

// What labels keep off: an upright box, or a segment with a half width. `owner` 0 = everybody's; a label does not keep
// off what bears its own owner number.
struct Obstacle {
    Frame box;
    std::optional<std::pair<Spot, Spot>> segment;  // then `box` is not read
    float half_width = 0;
    std::uint32_t owner = 0;
};

enum class LabelShape { point, line, area };

struct LabelWish {
    LabelShape shape = LabelShape::point;
    const ShapedText* text = nullptr;  // outlives the placement
    std::string words;                 // the same; set by `typesetter` where `text` is missing
    TextStyle style;
    double priority = 0;  // higher first; equals in the order given
    double halo = 0;      // millimetres, part of what must stay free
    std::uint32_t owner = 0;

    Spot anchor;           // point: the symbol's centre; area: where the label would best lie
    float radius = 0;      // point: half of the symbol's size plus the gap
    bool leader = false;   // point: may go up to 16 mm away with a leader
    bool centred = false;  // point: only on the anchor itself (numbers in clusters, names that replace symbols)
    Paths line;            // line: the course; area: the rings it must lie within (even-odd)
    std::vector<std::string>
        anchors;    // point: the positions to try in this order ("left", "top-right"…); empty = right first
    float box = 0;  // point: instead of words a symbol of this size, on its anchor or as near as there is room
    std::optional<std::size_t> follows;  // point: the anchor is where this wish, a box given before, has come to lie
    double once_within = 0;  // mm about the anchor within which equal words of another such wish do for both; 0: never
    bool required = false;   // reported as missing when there is no room (numbers of listed records)
};

// The positions for a label that is to lie on the far side of `anchor` as seen from `centre`, best first: for the
// numbers of symbols fanned out about it.
std::vector<std::string> positions_away_from(Spot centre, Spot anchor);

struct PlacedLabel {
    std::size_t wish = 0;        // a long line's label comes more than once
    std::vector<GlyphRun> runs;  // on the sheet
    Frame box;                   // what it covers, halo not included; for turned text its hull
    std::vector<Frame> boxes;    // for curved text one per letter, else the box
    std::optional<std::pair<Spot, Spot>> leader;
};

struct Placement {
    std::vector<PlacedLabel> placed;
    std::vector<std::size_t> left_out;  // wishes without room
};

// Everything placed lies wholly within `frame`. Deterministic. A lower label may take the place of a higher one that
// has another place beside its own symbol; it never drives one out.
Placement place_labels(const std::vector<LabelWish>& wishes, const std::vector<Obstacle>& obstacles, Frame frame,
                       Typesetter& typesetter);

// Symbols that share a place, moved apart: those whose squares of `size` mm would overlap. Two or three stand side by
// side about their middle; more are put on circles about it (12 mm and more, ring by ring, in the order given clockwise
// or, where they come from different spots, so that no two leaders cross), which leave a way free for the place's name:
// to the right, near the right edge to the left. Where there is no room the rings are filled where they can be, then
// drawn closer, then each goes to the nearest free spot. All that was moved lies within `frame` and off all others as
// long as there is room for it. Fans that would run into each other are gathered into one: its ring lies about all
// their places, and each leader goes to its own. Symbols that overlap nothing stay where they are, as do those outside
// the frame.
struct FannedOut {
    std::vector<Spot> centres;  // as many as came in
    std::vector<bool> moved;    // true: draw a leader back to where it came from
    struct Hub {
        Spot middle;
        std::vector<std::size_t> members;  // in the order given
        bool fanned = false;               // on rings about the middle; false: side by side
        std::size_t fan = 0;               // hubs too close for fans of their own share one and its number
    };
    std::vector<Hub> hubs;
};
// `covered`: boxes (an inset, a scale bar) that nothing is moved into.
FannedOut fan_out(const std::vector<Spot>& spots, double size, Frame frame, const std::vector<Frame>& covered = {});

}  // namespace balise::map
