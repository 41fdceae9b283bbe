#pragma once
// Words into boxes: as large as wished, smaller where they must be.
#include <string>
#include <string_view>

#include "map/text.hpp"
#include "sheet/page.hpp"

namespace balise::sheet {

map::TextStyle style_of(const Pen& pen);

struct Fitted {
    map::ShapedText text;
    double size = 0;   // points
    bool fits = true;  // false: even the smallest size is too large; it is set at that size nevertheless
};

// One line of at most `width` mm (0 = any).
Fitted fit_line(map::Typesetter& typesetter, std::string_view words, const Pen& pen, double width);
// Lines of at most `width` mm in `height` mm.
Fitted fit_paragraph(map::Typesetter& typesetter, std::string_view words, const Pen& pen, double width, double height,
                     double leading);

// A French line does not begin with a colon, a semicolon, a question mark, an exclamation mark or a closing quote, no
// line with a dash, and none ends with an opening quote: the blank there becomes a no-break space.
std::string with_firm_blanks(std::string_view words);

}  // namespace balise::sheet
