#include "exchange/verify_written_text.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include "base/words.hpp"

namespace balise::exchange {

namespace {

void append_utf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | code >> 6U);
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | code >> 12U);
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        out += static_cast<char>(0xF0U | code >> 18U);
        out += static_cast<char>(0x80U | (code >> 12U & 0x3FU));
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::uint32_t table_end = 0x2580;

// What each character becomes: nothing (a combining mark), a blank, or letters and digits.
const std::vector<std::string>& folded_characters() {
    static const std::vector<std::string> table = [] {
        std::vector<std::string> made(table_end);
        for (std::uint32_t code = 0; code < table_end; ++code) {
            if (code >= 0x1C && code <= 0x1F) {
                made[code] = static_cast<char>(code);
                continue;
            }
            if (code >= 0xD800) continue;
            std::string between = "a";
            append_utf8(between, code);
            between = base::fold(between + "b");
            auto middle = between.size() >= 2 ? between.substr(1, between.size() - 2) : std::string(" ");
            const bool punctuation = code >= 0x2000 || (code >= 0xA0 && code < 0xC0);
            for (auto& c : middle)
                if (!is_alphanumeric(c) && (punctuation || static_cast<unsigned char>(c) < 0x80)) c = ' ';
            made[code] = middle;
        }
        return made;
    }();
    return table;
}

// The character that begins at `at`, and its length in bytes; bytes that are not UTF-8 count as Latin-1.
std::uint32_t character_at(std::string_view text, std::size_t at, std::size_t& length) {
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
    };
    const auto follows = [&](std::size_t count) {
        if (at + count >= text.size() + 0U) return false;
        for (std::size_t i = 1; i <= count; ++i)
            if ((byte(i) & 0xC0U) != 0x80U) return false;
        return true;
    };
    const auto first = byte(0);
    length = 1;
    if (first >= 0xC2 && first < 0xE0 && follows(1)) {
        length = 2;
        return (first & 0x1FU) << 6U | (byte(1) & 0x3FU);
    }
    if (first >= 0xE0 && first < 0xF0 && follows(2)) {
        length = 3;
        return (first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    }
    if (first >= 0xF0 && first < 0xF5 && follows(3)) {
        length = 4;
        return (first & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
    }
    return first;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Reads `count` hexadecimal digits, or nothing.
bool read_hex(std::string_view text, std::size_t at, std::size_t count, std::uint32_t& value) {
    if (at + count > text.size()) return false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const int digit = hex_value(text[at + i]);
        if (digit < 0) return false;
        value = value << 4U | static_cast<std::uint32_t>(digit);
    }
    return true;
}

// Each takes an escape that begins at `at`, appends what it stands for and returns its length; 0 = not an escape.
std::size_t take_backslash(std::string_view text, std::size_t at, std::string& out) {
    if (at + 1 >= text.size()) return 0;
    std::uint32_t code = 0;
    switch (text[at + 1]) {
        case 'n':
        case 'r':
        case 't':
        case 'b':
        case 'f': out += ' '; return 2;
        case '"':
        case '\\':
        case '/': out += text[at + 1]; return 2;
        case 'u': break;
        default: return 0;
    }
    if (!read_hex(text, at + 2, 4, code)) return 0;
    std::uint32_t low = 0;
    if (code >= 0xD800 && code < 0xDC00 && text.substr(at + 6).starts_with("\\u") && read_hex(text, at + 8, 4, low) &&
        low >= 0xDC00 && low < 0xE000) {
        append_utf8(out, 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U));
        return 12;
    }
    append_utf8(out, code);
    return 6;
}

std::size_t take_ampersand(std::string_view text, std::size_t at, std::string& out) {
    static constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    for (const auto& [name, character] : named)
        if (text.substr(at).starts_with(name)) {
            out += character;
            return name.size();
        }
    if (!text.substr(at).starts_with("&#")) return 0;
    const bool hexadecimal = at + 2 < text.size() && (text[at + 2] == 'x' || text[at + 2] == 'X');
    std::uint32_t code = 0;
    std::size_t end = at + (hexadecimal ? 3 : 2);
    for (const std::size_t limit = end + 7; end < text.size() && end < limit; ++end) {
        const int digit = hex_value(text[end]);
        if (digit < 0 || (!hexadecimal && digit > 9)) break;
        code = code * (hexadecimal ? 16U : 10U) + static_cast<std::uint32_t>(digit);
    }
    if (end >= text.size() || text[end] != ';' || code == 0 || code > 0x10FFFF) return 0;
    append_utf8(out, code);
    return end + 1 - at;
}

std::size_t take_percent(std::string_view text, std::size_t at, std::string& out) {
    std::uint32_t code = 0;
    if (!read_hex(text, at + 1, 2, code) || code < 0x20) return 0;
    out += static_cast<char>(code);
    return 3;
}

}  // namespace

void append_folded_words(std::string_view text, std::string& out) {
    const auto& table = folded_characters();
    const auto append_blank = [&] {
        if (!out.empty() && out.back() != ' ') out += ' ';
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (is_alphanumeric(text[at])) {
            out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[at];
            ++at;
            continue;
        }
        std::size_t length = 1;
        const auto code = byte < 0x80 ? byte : character_at(text, at, length);
        if (code >= table_end) {
            out += text.substr(at, length);
        } else {
            for (const char c : table[code]) {
                if (c == ' ')
                    append_blank();
                else
                    out += c;
            }
        }
        at += length;
    }
}

std::string folded_words(std::string_view text) {
    std::string out;
    append_folded_words(text, out);
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

bool append_unescaped(std::string_view text, std::string& out) {
    bool found = false;
    std::size_t plain = 0;
    for (std::size_t at = text.find_first_of("\\&%"); at != std::string_view::npos;
         at = text.find_first_of("\\&%", at)) {
        const auto before = out.size();
        out += text.substr(plain, at - plain);
        std::size_t length = 0;
        switch (text[at]) {
            case '\\': length = take_backslash(text, at, out); break;
            case '&': length = take_ampersand(text, at, out); break;
            default: length = take_percent(text, at, out); break;
        }
        if (length == 0) {
            out.resize(before);
            out += text.substr(plain, at - plain + 1);
            length = 1;
        } else
            found = true;
        at += length;
        plain = at;
    }
    if (found) out += text.substr(plain);
    return found;
}

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr std::size_t shortest_run = 9;
constexpr int widest_gap = 4;

// True when a point at `at` is followed by a short group, as in "07.08.09"; otherwise it is a decimal point.
bool parts_groups(std::string_view text, std::size_t at) {
    constexpr std::size_t longest_group = 4;
    std::size_t count = 0;
    while (count <= longest_group && at + 1 + count < text.size() && is_digit(text[at + 1 + count])) ++count;
    return count <= longest_group;
}

}  // namespace

DigitRuns::DigitRuns(std::string_view text) {
    static const std::array<bool, 256> joins = [] {
        std::array<bool, 256> table{};
        // The last six are the bytes of the no-break spaces and of the long hyphens.
        for (const char c : std::string_view(" .-()/+\xC2\xA0\xE2\x80\xAF\x93"))
            table[static_cast<unsigned char>(c)] = true;
        return table;
    }();
    std::size_t start = 0;
    int gap = 0;
    bool in_group = false;
    const auto end_run = [&] {
        if (digits_.size() - start < shortest_run) {
            digits_.resize(start);
            marks_.resize(start);
        } else {
            digits_ += '\n';
            marks_ += '\0';
        }
        start = digits_.size();
        gap = 0;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (is_digit(c)) {
            digits_ += c;
            marks_ += in_group ? '\0' : '\1';
            in_group = true;
            gap = 0;
            continue;
        }
        if (in_group) marks_.back() = static_cast<char>(marks_.back() | 2);
        in_group = false;
        if (digits_.size() == start) continue;
        if (joins[static_cast<unsigned char>(c)] && ++gap <= widest_gap && (c != '.' || parts_groups(text, at)))
            continue;
        end_run();
    }
    if (in_group) marks_.back() = static_cast<char>(marks_.back() | 2);
    end_run();
}

bool DigitRuns::is_number(std::size_t at, std::size_t size) const {
    if ((marks_[at + size - 1] & 2) == 0) return false;
    for (const std::string_view before : {"", "0", "225", "2250", "00225", "002250"})
        if (at >= before.size() && digits_.compare(at - before.size(), before.size(), before) == 0 &&
            begins_group(at - before.size()))
            return true;
    return false;
}

namespace {

constexpr char no_digit = 64;

// The value of each base64 digit, of the usual and of the URL-safe alphabet.
const std::array<char, 256>& base64_values() {
    static const std::array<char, 256> table = [] {
        std::array<char, 256> made{};
        made.fill(no_digit);
        constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (std::size_t i = 0; i < digits.size(); ++i)
            made[static_cast<unsigned char>(digits[i])] = static_cast<char>(i);
        made['-'] = 62;
        made['_'] = 63;
        return made;
    }();
    return table;
}

void append_base64(std::string_view run, std::string& out) {
    const auto& values = base64_values();
    unsigned bits = 0;
    int count = 0;
    for (const char c : run) {
        bits = (bits << 6U | static_cast<unsigned>(values[static_cast<unsigned char>(c)])) & 0xFFFFU;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
    }
    out += '\x1F';
}

void append_hex_runs(std::string_view run, std::string& out) {
    constexpr std::size_t shortest = 10;
    for (std::size_t at = 0; at < run.size();) {
        std::size_t end = at;
        while (end < run.size() && hex_value(run[end]) >= 0) ++end;
        if (end - at >= shortest)
            for (std::size_t first = at; first < at + 2; ++first) {
                for (std::size_t i = first; i + 1 < end; i += 2)
                    out += static_cast<char>(hex_value(run[i]) << 4 | hex_value(run[i + 1]));
                out += '\x1F';
            }
        at = end + 1;
    }
}

}  // namespace

void append_decoded_runs(std::string_view bytes, std::string& out) {
    constexpr std::size_t shortest_hex = 10;
    constexpr std::size_t shortest_base64 = 12;
    const auto& values = base64_values();
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t end = at;
        while (end < bytes.size() && values[static_cast<unsigned char>(bytes[end])] != no_digit) ++end;
        const auto run = bytes.substr(at, end - at);
        if (run.size() >= shortest_hex) append_hex_runs(run, out);
        if (run.size() >= shortest_base64)
            for (std::size_t offset = 0; offset < 4; ++offset) append_base64(run.substr(offset), out);
        at = end + 1;
    }
}

void append_narrowed_utf16(std::string_view bytes, std::size_t offset, std::string& out) {
    bool blank = true;  // blanks at the beginning are not needed
    for (std::size_t at = offset; at < bytes.size(); at += 2) {
        const char high = at + 1 < bytes.size() ? bytes[at + 1] : '\0';
        if (high == '\0' && bytes[at] != '\0') {
            const auto code = static_cast<unsigned char>(bytes[at]);
            append_utf8(out, code);
            blank = false;
        } else if (bytes[at] == '\x53' && high == '\x01') {
            out += "oe";
            blank = false;
        } else if (!blank) {
            out += '\x1F';
            blank = true;
        }
    }
}

}  // namespace balise::exchange
