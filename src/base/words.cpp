#include "base/words.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace balise::base {

namespace {

void append_utf8(std::string& out, utf8proc_int32_t code) {
    utf8proc_uint8_t bytes[4];
    const auto count = utf8proc_encode_char(code, bytes);
    out.append(bytes, bytes + count);
}

bool is_mark(utf8proc_int32_t code) {
    const auto category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

// One character after decomposition; marks vanish, signs of one meaning become one.
void append_folded(std::string& out, utf8proc_int32_t code) {
    if (is_mark(code)) return;
    switch (code) {
        case 0x153: out += "oe"; return;
        case 0xE6: out += "ae"; return;
        case 0xDF: out += "ss"; return;
        case 0x2018:
        case 0x2019:
        case 0x2BC:
        case 0x60: out += '\''; return;
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212: out += '-'; return;
        default: break;
    }
    const auto category = utf8proc_category(code);
    // Soft hyphens, byte order marks and marks of direction: nobody sees them.
    if (category == UTF8PROC_CATEGORY_CF && code != 0x200B) return;
    if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
        category == UTF8PROC_CATEGORY_CC || code == 0x200B) {
        if (!out.empty() && out.back() != ' ') out += ' ';
        return;
    }
    append_utf8(out, code);
}

bool ascii_only(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold_ascii(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
        else if (c == '`')
            out += '\'';
        else if (c <= ' ' || c == 0x7F) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else
            out += c;
    }
    return out;
}

std::string letter_by_letter(std::string_view text, utf8proc_int32_t (*change)(utf8proc_int32_t)) {
    std::string out;
    out.reserve(text.size());
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t code = 0;
        const auto used = utf8proc_iterate(bytes, left, &code);
        if (used > 0) append_utf8(out, change(code));
        bytes += std::max<utf8proc_ssize_t>(used, 1);
        left -= std::max<utf8proc_ssize_t>(used, 1);
    }
    return out;
}

}  // namespace

std::string upper_case(std::string_view text) {
    return letter_by_letter(text, utf8proc_toupper);
}

std::string lower_case(std::string_view text) {
    return letter_by_letter(text, utf8proc_tolower);
}

std::string fold(std::string_view text) {
    std::string out;
    if (ascii_only(text)) {
        out = fold_ascii(text);
    } else {
        out.reserve(text.size());
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
        auto left = static_cast<utf8proc_ssize_t>(text.size());
        while (left > 0) {
            utf8proc_int32_t code = 0;
            const auto used = utf8proc_iterate(bytes, left, &code);
            if (used <= 0) {  // not UTF-8: the byte is left out, so that folding never fails
                ++bytes;
                --left;
                continue;
            }
            bytes += used;
            left -= used;
            if (code ==
                0xB4) {  // an acute accent typed as an apostrophe; its decomposition would be a blank and a mark
                out += '\'';
                continue;
            }
            utf8proc_int32_t parts[16];
            int last_class = 0;
            const auto count = utf8proc_decompose_char(
                code, parts, 16,
                static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD), &last_class);
            for (utf8proc_ssize_t i = 0; i < count && i < 16; ++i) append_folded(out, parts[i]);
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string fold_to_key(std::string_view text) {
    std::string key;
    for (const char c : fold(text))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) key += c;
    return key;
}

bool is_utf8(std::string_view text) {
    if (ascii_only(text)) return true;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t code = 0;
        const auto used = utf8proc_iterate(bytes, left, &code);
        if (used <= 0) return false;
        bytes += used;
        left -= used;
    }
    return true;
}

std::optional<std::string> normalise_utf8(std::string_view text) {
    if (ascii_only(text)) return std::string(text);
    utf8proc_uint8_t* result = nullptr;
    const auto length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                     &result, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (length < 0) return std::nullopt;
    std::string out(reinterpret_cast<const char*>(result), static_cast<std::size_t>(length));
    std::free(result);
    return out;
}

namespace {

// Length of the blank at the start (or end) of a text: ASCII white space, U+00A0, U+202F, U+FEFF.
std::size_t blank_at_start(std::string_view text) {
    if (text.empty()) return 0;
    const auto first = static_cast<unsigned char>(text[0]);
    if (first <= ' ') return 1;
    if (text.starts_with("\u00a0")) return 2;
    if (text.starts_with("\u202f") || text.starts_with("\ufeff")) return 3;
    return 0;
}

std::size_t blank_at_end(std::string_view text) {
    if (text.empty()) return 0;
    if (static_cast<unsigned char>(text.back()) <= ' ') return 1;
    if (text.ends_with("\u00a0")) return 2;
    if (text.ends_with("\u202f") || text.ends_with("\ufeff")) return 3;
    return 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (const auto count = blank_at_start(text)) text.remove_prefix(count);
    while (const auto count = blank_at_end(text)) text.remove_suffix(count);
    return text;
}

bool is_blank(std::string_view text) {
    return trim(text).empty();
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const auto at = text.find(separator);
        const auto part = trim(text.substr(0, at));
        if (!part.empty()) parts.emplace_back(part);
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0) out += separator;
        out += parts[i];
    }
    return out;
}

namespace {

// from_chars knows no plus sign; "+-5" stays refused.
std::string_view without_plus(std::string_view text) {
    return text.size() > 1 && text[0] == '+' && text[1] != '-' ? text.substr(1) : text;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
    text = without_plus(text);
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<long long> parse_whole(std::string_view text) {
    text = without_plus(text);
    long long value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string number_text(double value) {
    // Without an exponent, because parse_number refuses one: one million is not "1e+06". The longest is the smallest
    // denormal number, with 1074 decimals at most.
    char buffer[1100];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    return {buffer, result.ptr};
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > limit) return limit + 1;
    std::vector<std::size_t> before(a.size() + 1);
    std::vector<std::size_t> last(a.size() + 1);
    std::vector<std::size_t> row(a.size() + 1);
    for (std::size_t i = 0; i <= a.size(); ++i) last[i] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
        row[0] = j;
        std::size_t smallest = row[0];
        for (std::size_t i = 1; i <= a.size(); ++i) {
            const std::size_t change = last[i - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            row[i] = std::min({change, last[i] + 1, row[i - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[i] = std::min(row[i], before[i - 2] + 1);
            smallest = std::min(smallest, row[i]);
        }
        if (smallest > limit) return limit + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return std::min(last[a.size()], limit + 1);
}

}  // namespace balise::base
