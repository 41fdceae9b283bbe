#include "paint/cairo/pdf_content.hpp"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <string_view>

#include "base/error.hpp"

namespace balise::paint::cairo {

namespace {

constexpr std::string_view placeholder = "0.125 0.125 0.125 0.25 re f\n";

[[noreturn]] void not_as_expected() {
    throw base::Error(base::ErrorKind::internal, base::mark("the PDF has no content of pages where it should be"));
}

std::size_t number_at(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
    std::size_t value = 0;
    const auto begin = std::min(at, text.size());
    if (std::from_chars(text.data() + begin, text.data() + text.size(), value).ec != std::errc()) not_as_expected();
    return value;
}

// The number behind a word.
std::size_t number_behind(std::string_view text, std::string_view word) {
    const auto at = text.find(word);
    if (at == std::string_view::npos) not_as_expected();
    return number_at(text, at + word.size());
}

// Objects by their numbers, each from "7 0 obj" to where the next one begins.
struct Layout {
    std::map<std::size_t, std::string_view> objects;
    std::string_view head, tail;  // what lies before the first object, and the trailer
};

Layout layout_of(std::string_view content) {
    constexpr std::string_view start = "startxref\n", table_head = "xref\n0 ", trailer = "trailer\n";
    constexpr std::size_t entry_size = 20;
    const auto pointer = content.rfind(start);
    if (pointer == std::string_view::npos) not_as_expected();
    const auto table = number_at(content, pointer + start.size());
    if (table >= content.size() || content.substr(table, table_head.size()) != table_head) not_as_expected();
    const auto count = number_at(content, table + table_head.size());
    const auto entries = content.find('\n', table + table_head.size()) + 1;
    const auto end = content.find(trailer, table);
    if (end == std::string_view::npos || end != entries + count * entry_size) not_as_expected();
    std::vector<std::pair<std::size_t, std::size_t>> places;  // with the object's number
    for (std::size_t number = 1; number < count; ++number) {
        const auto entry = content.substr(entries + number * entry_size, entry_size);
        if (entry[17] != 'n') not_as_expected();
        std::size_t place = 0;
        std::from_chars(entry.data(), entry.data() + 10, place);
        places.emplace_back(place, number);
    }
    std::sort(places.begin(), places.end());
    Layout layout;
    layout.tail = content.substr(end, pointer - end);
    layout.head = content.substr(0, places.empty() ? table : places.front().first);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto last = i + 1 < places.size() ? places[i + 1].first : table;
        if (last > table) not_as_expected();
        layout.objects[places[i].second] = content.substr(places[i].first, last - places[i].first);
    }
    return layout;
}

z_stream stream_of(std::string_view in) {
    z_stream stream{};
    stream.next_in = static_cast<Bytef*>(static_cast<void*>(const_cast<char*>(in.data())));
    stream.avail_in = static_cast<uInt>(in.size());
    return stream;
}

std::string inflated(std::string_view packed) {
    auto stream = stream_of(packed);
    if (::inflateInit(&stream) != Z_OK) not_as_expected();
    std::string text;
    std::vector<char> block(std::size_t{1} << 16U);
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = static_cast<Bytef*>(static_cast<void*>(block.data()));
        stream.avail_out = static_cast<uInt>(block.size());
        result = ::inflate(&stream, Z_NO_FLUSH);
        text.append(block.data(), block.size() - stream.avail_out);
    }
    ::inflateEnd(&stream);
    if (result != Z_STREAM_END) not_as_expected();
    return text;
}

std::string deflated(std::string_view text) {
    auto stream = stream_of(text);
    // A third of the time of level 6 for a twentieth more.
    constexpr int level = 4, window_bits = 15, memory = 9;
    if (::deflateInit2(&stream, level, Z_DEFLATED, window_bits, memory, Z_DEFAULT_STRATEGY) != Z_OK) not_as_expected();
    std::string packed(::deflateBound(&stream, text.size()), '\0');
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(packed.data()));
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (result != Z_STREAM_END) not_as_expected();
    return packed;
}

// A page's content with each placeholder replaced.
std::string replaced(std::string_view content, const std::vector<std::string>& pieces) {
    std::string text;
    std::size_t at = 0;
    for (const auto& piece : pieces) {
        const auto found = content.find(placeholder, at);
        if (found == std::string_view::npos) not_as_expected();
        text.append(content.substr(at, found - at)).append("\n").append(piece);
        at = found + placeholder.size();
    }
    if (content.find(placeholder, at) != std::string_view::npos) not_as_expected();
    text.append(content.substr(at));
    return text;
}

using Bodies = std::map<std::size_t, std::string>;

// The objects that change with the content of one page: the stream, and its length.
void change_page(const Layout& layout, std::string_view page, const std::vector<std::vector<std::string>>& pages,
                 Bodies& bodies) {
    const auto number = number_behind(page, "/Type /Page %");
    const auto stream_number = number_behind(page, "/Contents ");
    const auto found = layout.objects.find(stream_number);
    if (number == 0 || number > pages.size() || found == layout.objects.end()) not_as_expected();
    constexpr std::string_view start = "stream\n", name = " 0 obj\n";
    const auto stream = found->second;
    const auto begin = stream.find(start);
    const auto length_number = number_behind(stream.substr(0, begin), "/Length ");
    const auto length_object = layout.objects.find(length_number);
    if (begin == std::string_view::npos || length_object == layout.objects.end()) not_as_expected();
    const auto length = number_behind(length_object->second, name);
    if (begin + start.size() + length > stream.size()) not_as_expected();
    const auto packed = deflated(replaced(inflated(stream.substr(begin + start.size(), length)), pages[number - 1]));
    auto& body = bodies[stream_number];
    body.append(stream.substr(0, begin + start.size())).append(packed);
    body.append(stream.substr(begin + start.size() + length));
    bodies[length_number] =
        std::to_string(length_number) + std::string(name) + "   " + std::to_string(packed.size()) + "\nendobj\n";
}

}  // namespace

void draw_placeholder(cairo_t* context) {
    // Without the clip, which cairo would narrow down to the rectangle: pieces bring their own.
    cairo_save(context);
    cairo_reset_clip(context);
    cairo_set_source_rgb(context, 0, 0, 0);
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
    cairo_rectangle(context, 0.125, 0.125, 0.125, 0.25);  // whole numbers of cairo's units
    cairo_fill(context);
    cairo_restore(context);
}

std::string with_pieces(const std::string& content, const std::vector<std::vector<std::string>>& pages) {
    const auto layout = layout_of(content);
    Bodies bodies;
    std::size_t found = 0;
    for (const auto& [number, object] : layout.objects)
        if (object.substr(0, 64).find("<< /Type /Page %") != std::string_view::npos) {
            change_page(layout, object, pages, bodies);
            ++found;
        }
    if (found != pages.size()) not_as_expected();
    std::string made(layout.head);
    std::string table = "xref\n0 " + std::to_string(layout.objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const auto& [number, object] : layout.objects) {
        char entry[32];
        std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", made.size());
        table += entry;
        const auto changed = bodies.find(number);
        if (changed != bodies.end())
            made += changed->second;
        else
            made += object;
    }
    const auto place = made.size();
    made.append(table).append(layout.tail).append("startxref\n").append(std::to_string(place)).append("\n%%EOF\n");
    return made;
}

}  // namespace balise::paint::cairo
