#pragma once
// The fonts of a display list, opened: outlines of single glyphs, and faces for text that stays text.
#include <cairo/cairo.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "map/display_list.hpp"

namespace balise::paint::cairo {

// The outline of a glyph in em, y down. `kinds` says how many of `points` each step takes.
struct Outline {
    enum class Step : std::uint8_t { move, line, curve };  // 1, 1 and 3 points
    struct Point {
        double x, y;
    };
    std::vector<Step> steps;
    std::vector<Point> points;
};

// One for each document or picture; not to be shared between threads.
class Typefaces {
public:
    Typefaces();
    ~Typefaces();
    Typefaces(const Typefaces&) = delete;
    Typefaces& operator=(const Typefaces&) = delete;

    // The outline, empty for a space. Throws not_found when the font's file is gone, invalid_input when it is no font.
    const Outline& outline(const map::Font& font, std::uint32_t glyph);
    // For show_text_glyphs; kept for the life of the process, as cairo keeps what it made of it.
    static cairo_font_face_t* face(const map::Font& font);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// To the right by 12°, for fonts without italics: x grows by this much of the height.
constexpr double slant = 0.2125565616700221;

}  // namespace balise::paint::cairo
