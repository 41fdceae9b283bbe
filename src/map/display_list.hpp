#pragma once
// What is drawn, as a value: batches in the order of drawing, in millimetres of the sheet. Everything is decided
// before: painters read this and nothing else, and hold no opinion.
//
// The origin is the upper left corner of the sheet, x to the right, y down. A list for the screen is a sheet as large
// as the map view; moving the view before the next list is ready is a matter of the painter's transformation.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace balise::map {

// sRGB, alpha not multiplied in.
struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    bool operator==(const Colour&) const = default;
};

// A spot on the sheet in millimetres.
struct Spot {
    float x = 0, y = 0;
    bool operator==(const Spot&) const = default;
};

// An upright rectangle on the sheet in millimetres.
struct Frame {
    float left = 0, top = 0, right = 0, bottom = 0;
    float width() const { return right - left; }
    float height() const { return bottom - top; }
    bool contains(Spot spot) const { return spot.x >= left && spot.x <= right && spot.y >= top && spot.y <= bottom; }
    bool operator==(const Frame&) const = default;
};

// Lines or rings one after another. A line whose last spot equals its first is closed: it has a join there and no caps.
struct Paths {
    std::vector<Spot> spots;
    std::vector<std::uint32_t> ends;  // for each path, the index after its last spot
    bool operator==(const Paths&) const = default;
};

// What stands behind something drawn, for clicks: an index into DisplayList::picks plus one; 0 = nothing.
using Pick = std::uint32_t;

// Areas filled by the even-odd rule, one after the other: where two areas of one batch overlap, both are painted.
struct Fill {
    Paths rings;                       // closed whether or not the first spot is repeated
    std::vector<std::uint32_t> areas;  // for each area, the index after its last ring
    Colour colour;
    std::vector<Pick> picks;  // one for each area, or empty
    bool operator==(const Fill&) const = default;
};

enum class Cap : std::uint8_t { butt, round, square };
enum class Join : std::uint8_t { miter, round, bevel };  // miter limit 4, beyond it bevel

// Lines of one colour and width. Dashes are cut already. A translucent batch is painted as one shape: where lines of it
// cross, the colour is not doubled.
struct Stroke {
    Paths lines;
    Colour colour;
    float width = 0;  // millimetres, > 0
    Cap cap = Cap::butt;
    Join join = Join::round;
    bool operator==(const Stroke&) const = default;
};

// One part of a symbol: filled by the even-odd rule (width 0) or stroked with round joins and caps.
struct SymbolPart {
    Paths paths;
    Colour colour;
    float width = 0;
    bool operator==(const SymbolPart&) const = default;
};

// A symbol in units of its size: the box from -0.5 to 0.5, y down. Its parts are painted in order; a halo is its first
// part. Stroke widths are in units of the size too.
struct Symbol {
    std::string name;
    std::vector<SymbolPart> parts;
    bool operator==(const Symbol&) const = default;
};

// Many instances of symbols, painted in order.
struct Marks {
    struct Mark {
        Spot centre;
        float size = 0;            // millimetres
        std::uint32_t symbol = 0;  // index into DisplayList::symbols
        Pick pick = 0;
        bool operator==(const Mark&) const = default;
    };
    std::vector<Mark> marks;
    bool operator==(const Marks&) const = default;
};

// A font file as FreeType opens it.
struct Font {
    std::string file;
    std::uint32_t face = 0;  // index of the face in the file
    std::string name;        // "Inter Semi-Bold", for messages
    bool slanted = false;    // the letters are to be slanted by 12°, as the file has no italic
    bool operator==(const Font&) const = default;
};

struct Glyph {
    std::uint32_t index = 0;  // of the font
    float x = 0, y = 0;       // millimetres from the run's origin, along and across the baseline before turning
    bool operator==(const Glyph&) const = default;
};

// How bytes of the text and glyphs belong together, in order, as cairo's text clusters.
struct Cluster {
    std::uint16_t bytes = 0, glyphs = 0;
    bool operator==(const Cluster&) const = default;
};

// Glyphs of one font on one straight baseline. Text along a curve is several runs.
struct GlyphRun {
    std::uint32_t font = 0;  // index into DisplayList::fonts
    float size = 0;          // em in millimetres
    Spot origin;             // of the baseline
    float angle = 0;         // radians, clockwise on the sheet
    std::vector<Glyph> glyphs;
    std::string text;               // UTF-8; empty when the text is already told by another run (a halo below)
    std::vector<Cluster> clusters;  // cover `text` and `glyphs`; empty when `text` is
    bool operator==(const GlyphRun&) const = default;
};

// Runs of one colour. All halos of a batch are painted before its letters: a halo never covers a neighbour's letter.
struct Lettering {
    std::vector<GlyphRun> runs;
    Colour colour;
    Colour halo;
    float halo_width = 0;  // millimetres on each side of the letters' outlines, 0 = none
    bool operator==(const Lettering&) const = default;
};

// A picture; row 0 is the upper one. Neighbouring pixels are blended when `smooth`, else they stay squares.
struct Raster {
    Frame frame;
    std::uint32_t columns = 0, rows = 0;
    std::vector<Colour> pixels;  // rows × columns
    bool smooth = false;
    bool operator==(const Raster&) const = default;
};

using Batch = std::variant<Fill, Stroke, Marks, Lettering, Raster>;

// Batches that belong together (a layer, a frame of the sheet), cut at an upright box when there is one.
struct Group {
    std::string name;
    std::optional<Frame> clip;
    std::vector<Batch> batches;
    bool operator==(const Group&) const = default;
};

// What a click finds: numbers only, as there may be millions. `record_behind` in compose.hpp tells the record.
struct Picked {
    static constexpr std::uint32_t no_row = 0xffffffff;
    std::uint32_t layer = 0;     // index into the style's layers
    std::uint32_t row = no_row;  // of the layer's table; for a cluster no_row
    std::uint32_t count = 1;
    bool operator==(const Picked&) const = default;
};

struct DisplayList {
    float width = 0, height = 0;  // millimetres
    Colour background{255, 255, 255, 255};
    std::vector<Symbol> symbols;
    std::vector<Font> fonts;
    std::vector<Group> groups;
    std::vector<Picked> picks;
    bool operator==(const DisplayList&) const = default;
};

}  // namespace balise::map
