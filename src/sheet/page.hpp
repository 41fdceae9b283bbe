#pragma once
// One page while it is being filled: shapes, symbols and texts in millimetres, in the order they are drawn. Every text
// is told where it may be; what does not fit is reported, never quietly cut.
#include <string>
#include <string_view>
#include <vector>

#include "map/display_list.hpp"
#include "map/text.hpp"

namespace balise::sheet {

enum class Weight { regular, medium, semibold, bold };
enum class Side { left, centre, right };

// How words are written: size in points, which shrinks down to `smallest` when the words do not fit.
struct Pen {
    double size = 7;
    Weight weight = Weight::regular;
    map::Colour colour{0x1B, 0x21, 0x24};
    Side side = Side::left;
    double smallest = 0;  // 0 = may not shrink
    double spacing = 0;   // between letters, in em
    map::Colour halo{0, 0, 0, 0};
    double halo_width = 0;  // millimetres
    bool italic = false;
};

// A text as it was set: what it covers and the size it came to.
struct SetText {
    map::Frame box;
    double size = 0;      // points
    double baseline = 0;  // of the last line
    bool fits = true;
};

class Page {
public:
    Page(map::Typesetter& typesetter, float width, float height);

    // What follows belongs to a group of this name.
    void group(std::string name);

    void fill(map::Frame box, map::Colour colour);
    void fill(map::Paths rings, map::Colour colour);
    void outline(map::Frame box, map::Colour colour, double width);
    void line(map::Spot from, map::Spot to, map::Colour colour, double width);
    void stroke(map::Paths lines, map::Colour colour, double width);
    void symbol(std::uint32_t symbol, map::Spot centre, double size);

    // One line; `at` is the left end, middle or right end of its baseline. Shrinks to at most `width` mm (0 = any).
    SetText line_of(std::string_view words, map::Spot at, const Pen& pen, double width = 0);
    // As many lines as the box has room for, the first at its top; shrinks when it has not.
    SetText paragraph(std::string_view words, map::Frame box, const Pen& pen, double leading = 1.3);
    // Words turned by `angle` radians about `at`, the middle of the baseline.
    void turned(std::string_view words, map::Spot at, double angle, const Pen& pen);

    // Millimetres of one line.
    double width_of(std::string_view words, const Pen& pen);
    // Height that `words` take in a column of `width` mm.
    double height_of(std::string_view words, const Pen& pen, double width, double leading = 1.3);

    // Batches made elsewhere (the map, a sample of the legend) that refer to the page's symbols and the typesetter's
    // fonts, moved by `by`.
    void add(std::vector<map::Batch> batches, map::Spot by = {});
    void add(map::Group group);
    // Something written that is not set by this page (labels of the map).
    void add_text(map::Frame box) { texts_.push_back(box); }

    // Something that found no room and is told by its name.
    void report_cut(std::string words) { cut_.push_back(std::move(words)); }

    map::Typesetter& typesetter() { return *typesetter_; }
    map::DisplayList& list() { return list_; }
    const map::DisplayList& list() const { return list_; }
    const std::vector<map::Frame>& texts() const { return texts_; }
    const std::vector<std::string>& cut() const { return cut_; }

private:
    std::vector<map::Batch>& batches();
    map::Lettering& lettering(const Pen& pen);
    void write(const map::ShapedText& text, map::Spot origin, double angle, const Pen& pen);

    map::Typesetter* typesetter_;
    map::DisplayList list_;
    std::vector<map::Frame> texts_;
    std::vector<std::string> cut_;
};

// The pen one step smaller, for columns of which all shrink together.
Pen with_size(Pen pen, double size);
map::Paths rectangle(map::Frame box);
map::Paths polygon(const std::vector<map::Spot>& spots);
map::Spot spot(double x, double y);
map::Frame frame(double left, double top, double right, double bottom);

}  // namespace balise::sheet
