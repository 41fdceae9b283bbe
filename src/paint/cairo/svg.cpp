#include <cairo/cairo-svg.h>

#include <charconv>
#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "paint/cairo/canvas.hpp"
#include "paint/cairo/memory_stream.hpp"
#include "paint/cairo/paper.hpp"

namespace balise::paint::cairo {

namespace {

constexpr double points_per_millimetre = 72 / 25.4;

std::string number(double value, int decimals) {
    char digits[32];
    const auto result = std::to_chars(std::begin(digits), std::end(digits), value, std::chars_format::fixed, decimals);
    std::string text(digits, result.ptr);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string escaped(std::string_view words) {
    std::string text;
    for (const char letter : words) switch (letter) {
            case '&': text += "&amp;"; break;
            case '<': text += "&lt;"; break;
            case '>': text += "&gt;"; break;
            default: text += letter;
        }
    return text;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// The root element: cairo's size is in points and it knows no title.
std::string with_root(std::string_view content, const Document& document, const Page& page) {
    const auto root = content.find("<svg ");
    const auto end = root == std::string_view::npos ? root : content.find('>', root);
    if (end == std::string_view::npos)
        throw base::Error(base::ErrorKind::internal, base::mark("the SVG has no beginning"));
    const auto width = number(page.list.width, 3);
    const auto height = number(page.list.height, 3);
    std::string text = R"(<?xml version="1.0" encoding="UTF-8"?>)"
                       "\n";
    text +=
        R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width=")" +
        width + "mm\" height=\"" + height + "mm\" viewBox=\"0 0 " + number(page.list.width * points_per_millimetre, 3) +
        " " + number(page.list.height * points_per_millimetre, 3) + "\"";
    if (!document.language.empty()) text += " xml:lang=\"" + escaped(document.language) + "\"";
    text += ">\n<title>" + escaped(document.title) + "</title>\n";
    text += content.substr(end + 1);
    return text;
}

// Of a name that cairo counts through the life of the process, the part before the number.
std::string_view counted_stem(std::string_view rest) {
    for (const std::string_view stem : {"surface", "image"})
        if (rest.size() > stem.size() && rest.starts_with(stem) && is_digit(rest[stem.size()])) return stem;
    return {};
}

// Numbers of paths to a thousandth of a point, which is finer than cairo's own grid; and names counted from 1.
std::string tidied(std::string_view content) {
    std::string text;
    text.reserve(content.size());
    std::map<std::string, std::size_t, std::less<>> names;
    std::size_t at = 0;
    while (at < content.size()) {
        const auto rest = content.substr(at);
        if (const auto stem = counted_stem(rest); !stem.empty()) {
            auto length = stem.size();
            while (length < rest.size() && is_digit(rest[length])) ++length;
            const auto name = names.emplace(rest.substr(0, length), names.size() + 1).first;
            text.append(stem).append(std::to_string(name->second));
            at += length;
        } else if (rest.starts_with(" d=\"")) {
            const auto end = content.find('"', at + 4);
            text += " d=\"";
            at += 4;
            while (at < end) {
                double value = 0;
                const auto result = std::from_chars(content.data() + at, content.data() + end, value);
                if (result.ec == std::errc()) {
                    text += number(value, 3);
                    at = static_cast<std::size_t>(result.ptr - content.data());
                } else {
                    text += content[at++];
                }
            }
        } else {
            text += content[at++];
        }
    }
    return text;
}

}  // namespace

void write_svg(const Document& document, std::size_t page, const std::filesystem::path& file) {
    if (page >= document.pages.size())
        throw base::Error(base::ErrorKind::not_found, base::mark("there is no page {0}", page + 1));
    const auto& list = document.pages[page].list;
    std::string content;
    {
        const Surface surface(cairo_svg_surface_create_for_stream(
            append_to_string, &content, list.width * points_per_millimetre, list.height * points_per_millimetre));
        check(cairo_surface_status(surface.get()));
        const Context context(cairo_create(surface.get()));
        Stock stock;
        Canvas(context.get(), Medium::paper, points_per_millimetre, stock).draw(list, base::Progress());
        cairo_surface_finish(surface.get());
        check(cairo_surface_status(surface.get()));
    }
    base::write_file(file, with_root(tidied(content), document, document.pages[page]));
}

}  // namespace balise::paint::cairo
