#include "sheet/text_flow.hpp"

#include <algorithm>

namespace balise::sheet {

namespace {

map::Weight weight_of(Weight weight) {
    switch (weight) {
        case Weight::regular: return map::Weight::regular;
        case Weight::medium: return map::Weight::medium;
        case Weight::semibold: return map::Weight::semibold;
        case Weight::bold: return map::Weight::bold;
    }
    return map::Weight::regular;
}

map::Align align_of(Side side) {
    switch (side) {
        case Side::left: return map::Align::left;
        case Side::centre: return map::Align::centre;
        case Side::right: return map::Align::right;
    }
    return map::Align::left;
}

constexpr double step = 0.96;    // from one size to the next
constexpr double slack = 0.005;  // millimetres that rounding may add

double smallest_of(const Pen& pen) {
    return pen.smallest > 0 ? std::min(pen.smallest, pen.size) : pen.size;
}

}  // namespace

map::TextStyle style_of(const Pen& pen) {
    map::TextStyle style;
    style.weight = weight_of(pen.weight);
    style.italic = pen.italic;
    style.size = map::points(pen.size);
    style.letter_spacing = pen.spacing;
    return style;
}

Fitted fit_line(map::Typesetter& typesetter, std::string_view words, const Pen& pen, double width) {
    for (double size = pen.size;;) {
        Fitted result{typesetter.line(words, style_of(with_size(pen, size))), size, true};
        if (width <= 0 || result.text.width <= width + slack) return result;
        if (size <= smallest_of(pen)) {
            result.fits = false;
            return result;
        }
        size = std::max(size * step, smallest_of(pen));
    }
}

Fitted fit_paragraph(map::Typesetter& typesetter, std::string_view words, const Pen& pen, double width, double height,
                     double leading) {
    const std::string firm = with_firm_blanks(words);
    for (double size = pen.size;;) {
        Fitted result{typesetter.paragraph(firm, style_of(with_size(pen, size)), width, leading, align_of(pen.side)),
                      size, true};
        if (result.text.height <= height + slack && result.text.width <= width + slack) return result;
        if (size <= smallest_of(pen)) {
            result.fits = false;
            return result;
        }
        size = std::max(size * step, smallest_of(pen));
    }
}

std::string with_firm_blanks(std::string_view words) {
    std::string out;
    out.reserve(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto rest = words.substr(i + 1);
        const bool firm = words[i] == ' ' && (words.substr(0, i).ends_with("«") || rest.starts_with(":") ||
                                              rest.starts_with(";") || rest.starts_with("?") || rest.starts_with("!") ||
                                              rest.starts_with("»") || rest.starts_with("%") || rest.starts_with("–"));
        if (firm)
            out += "\u00a0";
        else
            out += words[i];
    }
    return out;
}

}  // namespace balise::sheet
