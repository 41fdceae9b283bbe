#pragma once
// Text into glyphs, once for screen and paper: shaped by Pango with hinting and rounding off, so that a label measures
// the same at every resolution.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "map/display_list.hpp"

namespace balise::map {

enum class Weight { light = 300, regular = 400, medium = 500, semibold = 600, bold = 700, extrabold = 800 };
enum class Align { left, centre, right };

struct TextStyle {
    std::string family = "Inter";  // or "DejaVu Sans"; any other is set in Inter
    Weight weight = Weight::regular;
    bool italic = false;
    double size = 2.5;          // em in millimetres (1 pt = 0.3528 mm)
    double letter_spacing = 0;  // in em
    bool tabular = true;        // figures of one width
    bool operator==(const TextStyle&) const = default;
    auto operator<=>(const TextStyle&) const = default;
};

constexpr double points(double pt) {
    return pt * 25.4 / 72;
}

// Shaped text about its own origin: the left end of the first baseline at (0, 0), y down.
struct ShapedText {
    std::vector<GlyphRun> runs;     // origins relative to that
    double width = 0;               // of the widest line, millimetres
    double ascent = 0;              // above the first baseline, of the font
    double height = 0;              // from the first ascent to the last descent
    double cap_height = 0;          // of capitals, for centring one line on a spot
    std::vector<double> baselines;  // y of each line, the first 0
    bool cut = false;               // something was left out with "…"
};

// Makes shaped text; keeps what it made. One for each thread.
class Typesetter {
public:
    // Throws not_found with the family's name and the package that brings it when neither `Inter` nor its fallback
    // (DejaVu Sans) is installed.
    Typesetter();
    ~Typesetter();
    Typesetter(Typesetter&&) noexcept;
    Typesetter& operator=(Typesetter&&) noexcept;

    // A line that was made is kept until this many others have been made since it was last asked for (fewer when they
    // are longer than 64 bytes on average).
    static constexpr std::size_t lines_kept = 16384;

    // One line, as it is: control characters and line ends become blanks, bytes that are no UTF-8 the sign for them.
    const ShapedText& line(std::string_view text, const TextStyle& style);
    // Broken into lines of at most `width` mm, lines `leading` em apart; at most `max_lines` (0 = any), the last cut
    // with "…". Breaks at line ends and by Unicode's rules (never at a no-break space); a word longer than the width is
    // broken, a letter never. Alignment is within `width`.
    ShapedText paragraph(std::string_view text, const TextStyle& style, double width, double leading = 1.3,
                         Align align = Align::left, int max_lines = 0);
    // One line cut with "…" to fit `width`; empty when not even "…" fits.
    ShapedText fitted(std::string_view text, const TextStyle& style, double width);

    // The fonts that runs refer to, so far; indexes stay as they are.
    const std::vector<Font>& fonts() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The runs moved so that the text's origin is at `spot`, turned by `angle` radians about it.
std::vector<GlyphRun> placed(const ShapedText& text, Spot spot, double angle = 0);

}  // namespace balise::map
