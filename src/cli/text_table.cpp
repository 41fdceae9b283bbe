#include "cli/text_table.hpp"

#include <algorithm>
#include <cstdint>

namespace balise::cli {

namespace {

// The next character of a UTF-8 text and how many bytes it takes; a byte that fits nowhere stands for itself.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
};

Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::uint32_t lead = byte(0);
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (bytes == 1 || text.size() < bytes) return {lead, 1};
    std::uint32_t code = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {lead, 1};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    return {code, bytes};
}

struct Range {
    std::uint32_t first, last;
};
constexpr Range no_width[] = {{0x300, 0x36F},   {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069},
                              {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
constexpr Range two_wide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},
                              {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}};
// C0, DEL and C1 controls, line and paragraph separators, and the marks that turn the direction of writing.
constexpr Range unsafe[] = {{0, 0x1F},        {0x7F, 0x9F},     {0x2028, 0x2029},
                            {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

template <std::size_t size>
bool lies_in(std::uint32_t code, const Range (&ranges)[size]) {
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [&](Range range) { return code >= range.first && code <= range.last; });
}

std::size_t width_of(std::uint32_t code) {
    if (lies_in(code, no_width)) return 0;
    return lies_in(code, two_wide) ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const auto character = first_character(text);
        width += width_of(character.code);
        text.remove_prefix(character.bytes);
    }
    return width;
}

std::string printable(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const auto character = first_character(text);
        if (lies_in(character.code, unsafe) || (character.bytes == 1 && character.code >= 0x80))
            safe += ' ';
        else
            safe += text.substr(0, character.bytes);
        text.remove_prefix(character.bytes);
    }
    return safe;
}

std::string shortened(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::string cut;
    std::size_t used = 1;  // the ellipsis
    while (!text.empty()) {
        const auto character = first_character(text);
        used += width_of(character.code);
        if (used > width) break;
        cut += text.substr(0, character.bytes);
        text.remove_prefix(character.bytes);
    }
    return cut + "…";
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::string out;
    std::size_t used = indent;
    std::size_t start = 0;
    while (start <= text.size()) {
        const auto end = std::min(text.find(' ', start), text.size());
        const auto word = text.substr(start, end - start);
        const auto wide = display_width(word);
        if (used > indent && used + 1 + wide > width) {
            out += "\n" + std::string(indent, ' ');
            used = indent;
        } else if (used > indent) {
            out += ' ';
            ++used;
        }
        out += word;
        used += wide;
        start = end + 1;
    }
    return out;
}

void append_entry(std::string& out, const std::string& words, const std::string& explanation, std::size_t column) {
    out += "  " + words;
    const auto wide = display_width(words) + 2;
    if (wide + 2 > column)
        out += "\n" + std::string(column, ' ');
    else
        out += std::string(column - wide, ' ');
    out += wrapped(explanation, column, 100) + "\n";
}

void TextTable::add(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    for (auto& cell : cells) cell = printable(cell);
    rows_.push_back(std::move(cells));
}

void TextTable::print(std::ostream& out, std::size_t width) const {
    std::vector<std::size_t> widths(columns_.size(), 0);
    std::size_t total = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        for (const auto& row : rows_) widths[i] = std::max(widths[i], display_width(row[i]));
        if (widths[i] == 0) continue;
        widths[i] = std::max(widths[i], display_width(columns_[i].heading));
        total += widths[i] + 2;
    }
    for (std::size_t i = 0; i < columns_.size() && width > 0 && total > width + 2; ++i) {
        if (!columns_[i].may_shrink) continue;
        const auto less = std::min(total - width - 2, widths[i] - std::min<std::size_t>(widths[i], 12));
        widths[i] -= less;
        total -= less;
    }
    const auto line = [&](const auto& cell_of) {
        std::string words;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (widths[i] == 0) continue;
            const std::string cell = shortened(cell_of(i), widths[i]);
            const std::string blanks(widths[i] - display_width(cell), ' ');
            words += (columns_[i].align == Align::right ? blanks + cell : cell + blanks) + "  ";
        }
        words.erase(words.find_last_not_of(' ') + 1);
        out << words << '\n';
    };
    const bool has_headings =
        std::any_of(columns_.begin(), columns_.end(), [](const Column& column) { return !column.heading.empty(); });
    if (has_headings && !rows_.empty()) line([&](std::size_t i) { return columns_[i].heading; });
    for (const auto& row : rows_) line([&](std::size_t i) { return row[i]; });
}

}  // namespace balise::cli
