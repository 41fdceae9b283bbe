#pragma once
// Paths of a page as operators of PDF, shorter and sooner made than by cairo: whole numbers on a fine grid, and what
// repeats (glyphs of halos, symbols) in the same bytes each time, which packing then makes small.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "map/display_list.hpp"
#include "paint/cairo/typefaces.hpp"

namespace balise::paint::cairo {

// Of one page, gathered in pieces. cairo draws between the pieces (letters, what is translucent, pictures) and leaves a
// placeholder for each; pdf_content.hpp puts them there. Opaque things only.
class PdfPaths {
public:
    explicit PdfPaths(Typefaces& typefaces) : typefaces_(typefaces) {}

    // What follows is cut at this frame, in millimetres; or not at all.
    void set_clip(const std::optional<map::Frame>& clip);

    void fill(const map::Fill& fill);
    void stroke(const map::Stroke& stroke);
    void halo(const map::Lettering& lettering, const std::vector<map::Font>& fonts);
    void mark(const map::Symbol& symbol, const map::Marks::Mark& mark);

    bool has_piece() const { return !piece_.empty(); }
    // Nothing more is added to the piece.
    void end_piece();
    const std::vector<std::string>& pieces() const { return pieces_; }

private:
    struct Cell {  // of the grid, from the sheet's upper left corner
        std::int32_t x = 0, y = 0;
        bool operator==(const Cell&) const = default;
    };
    // What the piece has set already.
    struct State {
        std::optional<map::Colour> filling, stroking;
        double width = -1;
        int cap = -1, join = -1;
    };

    void begin();
    void fill_colour(map::Colour colour);
    void line_look(map::Colour colour, double width, int cap, int join);
    void add_ring(const map::Spot* spots, std::size_t count);
    void add_line(const map::Spot* spots, std::size_t count);
    void add_cells(bool closed);
    void move_origin(Cell to);
    const std::string& glyph(const map::Font& font, std::uint32_t font_index, std::uint32_t glyph, float size);
    const std::string& symbol(const map::Symbol& symbol, const map::Marks::Mark& mark);

    Typefaces& typefaces_;
    std::vector<std::string> pieces_;
    std::string piece_;
    std::optional<map::Frame> clip_;
    State state_;
    std::vector<Cell> cells_;  // of the path that is being added
    std::map<std::tuple<std::uint32_t, std::uint32_t, float>, std::string> glyphs_;
    std::map<std::tuple<std::uint32_t, float>, std::string> symbols_;
};

// Whether nothing shines through any part of it.
bool is_opaque(const map::Symbol& symbol);

}  // namespace balise::paint::cairo
