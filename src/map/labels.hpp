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
    std::string words;                 // the same, for curved labels that are set letter by letter and for messages
    TextStyle style;
    double priority = 0;  // higher first; equals in the order given
    double halo = 0;      // millimetres, part of what must stay free
    std::uint32_t owner = 0;

    Spot anchor;           // point: the symbol's centre; area: where the label would best lie
    float radius = 0;      // point: half of the symbol's size plus the gap
    bool leader = false;   // point: may go up to 12 mm away with a leader
    bool centred = false;  // point: only on the anchor itself (numbers in clusters, names that replace symbols)
    Paths line;            // line: the course; area: the rings it must lie within (even-odd)
    std::vector<std::string>
        anchors;            // point: the positions to try in this order ("left", "top-right"…); empty = right first
    bool required = false;  // reported as missing when there is no room (numbers of listed records)
};

struct PlacedLabel {
    std::size_t wish = 0;
    std::vector<GlyphRun> runs;  // on the sheet
    Frame box;                   // what it covers, halo not included; for turned text its hull
    std::vector<Frame> boxes;    // for curved text one per letter, else the box
    std::optional<std::pair<Spot, Spot>> leader;
};

struct Placement {
    std::vector<PlacedLabel> placed;
    std::vector<std::size_t> left_out;  // wishes without room
};

// Everything placed lies wholly within `frame`. Deterministic.
Placement place_labels(const std::vector<LabelWish>& wishes, const std::vector<Obstacle>& obstacles, Frame frame,
                       Typesetter& typesetter);

// Symbols that share a place, moved apart: those whose squares of `sizes` mm would overlap are put on circles about
// their middle (12 mm and more, ring by ring), leaving `free_sector` to the right of it for the name; each keeps off
// `frame`'s edge and off other groups. Symbols that overlap nothing stay where they are.
struct FannedOut {
    std::vector<Spot> centres;  // as many as came in
    std::vector<bool> moved;    // true: draw a leader back to where it came from
    struct Hub {
        Spot middle;
        std::vector<std::size_t> members;
    };
    std::vector<Hub> hubs;
};
FannedOut fan_out(const std::vector<Spot>& spots, double size, Frame frame);

}  // namespace balise::map
