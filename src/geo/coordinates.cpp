#include "geo/coordinates.hpp"

#include <cmath>
#include <cstdio>
#include <vector>

#include "base/words.hpp"

namespace balise::geo {

namespace {

// What a coordinate is made of: numbers with the sign behind each, and one letter before or after them all.
struct Pieces {
    std::vector<double> numbers;
    std::string marks;  // of each number: d m s, or a blank when no sign followed it
    char letter = 0;    // N S E W O
    bool letter_behind = false;
    bool has_sign = false;
    bool negative = false;
    bool decimal_comma = false;
    bool understood = true;
};

// The sign must be the one of its number: 5° 30' is a coordinate, 30' or 5' 30° is none.
bool take_mark(std::string_view& text, Pieces& pieces) {
    struct Sign {
        std::string_view words;
        char meaning;
    };
    static constexpr Sign signs[] = {{"°", 'd'},  {"º", 'd'}, {"˚", 'd'}, {"''", 's'}, {"′′", 's'},
                                     {"’’", 's'}, {"″", 's'}, {"”", 's'}, {"“", 's'},  {"\"", 's'},
                                     {"′", 'm'},  {"’", 'm'}, {"‘", 'm'}, {"'", 'm'},  {"´", 'm'}};
    const auto count = pieces.numbers.size();
    if (count == 0 || count > 3 || pieces.marks.back() != ' ' || pieces.letter_behind) return false;
    for (const auto& sign : signs)
        if (text.starts_with(sign.words) && sign.meaning == "dms"[count - 1]) {
            pieces.marks.back() = sign.meaning;
            text.remove_prefix(sign.words.size());
            return true;
        }
    return false;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool take_number(std::string_view& text, Pieces& pieces) {
    if (pieces.letter_behind) return false;
    std::size_t length = 0;
    bool has_point = false;
    std::string digits;
    for (; length < text.size(); ++length) {
        const char c = text[length];
        if (is_digit(c)) {
            digits += c;
        } else if ((c == '.' || c == ',') && !has_point && !digits.empty() && length + 1 < text.size() &&
                   is_digit(text[length + 1])) {
            has_point = true;
            pieces.decimal_comma = pieces.decimal_comma || c == ',';
            digits += '.';
        } else {
            break;
        }
    }
    const auto value = base::parse_number(digits);
    if (!value) return false;
    pieces.numbers.push_back(*value);
    pieces.marks += ' ';
    text.remove_prefix(length);
    return true;
}

bool take_sign(std::string_view& text, Pieces& pieces) {
    static constexpr std::string_view signs[] = {"-", "+", "−"};
    if (pieces.has_sign || !pieces.numbers.empty()) return false;
    for (const auto sign : signs)
        if (text.starts_with(sign)) {
            pieces.has_sign = true;
            pieces.negative = sign != "+";
            text.remove_prefix(sign.size());
            return true;
        }
    return false;
}

bool take_letter(std::string_view& text, Pieces& pieces) {
    if (pieces.letter != 0 || std::string_view("NSEWOnsewo").find(text.front()) == std::string_view::npos) return false;
    const char c = text.front();
    pieces.letter = static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
    pieces.letter_behind = !pieces.numbers.empty();
    text.remove_prefix(1);
    return true;
}

Pieces take_apart(std::string_view text) {
    Pieces pieces;
    while (!(text = base::trim(text)).empty()) {
        if (take_mark(text, pieces) || take_number(text, pieces) || take_sign(text, pieces) ||
            take_letter(text, pieces))
            continue;
        pieces.understood = false;
        break;
    }
    return pieces;
}

bool is_latitude(char letter) {
    return letter == 'N' || letter == 'S';
}

}  // namespace

std::optional<ParsedCoordinate> parse_coordinate(std::string_view text) {
    const auto pieces = take_apart(text);
    const auto count = pieces.numbers.size();
    if (!pieces.understood || count == 0 || count > 3) return std::nullopt;
    const bool has_marks = pieces.marks.find_first_not_of(' ') != std::string::npos;
    if (count == 2 && !has_marks && pieces.letter == 0) return std::nullopt;
    ParsedCoordinate result;
    result.decimal_comma = pieces.decimal_comma;
    result.sexagesimal = count > 1;
    double value = pieces.numbers[0];
    if (count > 1) {
        if (pieces.numbers[1] >= 60 || value != std::floor(value)) return std::nullopt;
        value += pieces.numbers[1] / 60;
    }
    if (count > 2) {
        if (pieces.numbers[2] >= 60 || pieces.numbers[1] != std::floor(pieces.numbers[1])) return std::nullopt;
        value += pieces.numbers[2] / 3600;
    }
    if (pieces.letter != 0) {
        if (pieces.negative) return std::nullopt;  // "-5 W" could mean either
        result.axis = is_latitude(pieces.letter) ? Axis::latitude : Axis::longitude;
    }
    const bool is_angle = pieces.letter != 0 || has_marks || count > 1;
    if (is_angle && value > (result.axis == Axis::latitude ? 90 : 180)) return std::nullopt;
    if (pieces.letter == 'S' || pieces.letter == 'W' || pieces.letter == 'O') value = -value;
    result.degrees = pieces.negative ? -value : value;
    return result;
}

namespace {

bool is_on_earth(double lon, double lat) {
    return std::abs(lon) <= 180 && std::abs(lat) <= 90;
}

// What follows the word POINT of well-known text: longitude first.
std::optional<LonLat> parse_point(std::string_view text) {
    const auto open = text.find('(');
    if (open == std::string_view::npos || !text.ends_with(')')) return std::nullopt;
    const auto parts = base::split(text.substr(open + 1, text.size() - open - 2), ' ');
    if (parts.size() != 2) return std::nullopt;
    const auto lon = base::parse_number(parts[0]);
    const auto lat = base::parse_number(parts[1]);
    if (!lon || !lat || !is_on_earth(*lon, *lat)) return std::nullopt;
    return LonLat{*lon, *lat};
}

std::optional<LonLat> combine(const ParsedCoordinate& first, const ParsedCoordinate& second) {
    if (first.axis == second.axis && first.axis != Axis::unknown) return std::nullopt;
    const bool is_plain = first.axis == Axis::unknown && second.axis == Axis::unknown;
    const bool lon_first =
        first.axis == Axis::longitude || second.axis == Axis::latitude || (is_plain && std::abs(first.degrees) > 90);
    const auto& lon = lon_first ? first : second;
    const auto& lat = lon_first ? second : first;
    if (!is_on_earth(lon.degrees, lat.degrees)) return std::nullopt;
    return LonLat{lon.degrees, lat.degrees};
}

std::optional<LonLat> cut_at(std::string_view text, std::size_t at, std::string_view separator) {
    const auto first = parse_coordinate(text.substr(0, at));
    const auto second = parse_coordinate(text.substr(at + separator.size()));
    if (!first || !second) return std::nullopt;
    // "5 21 4 0" is not cut: a blank cannot separate the pair and the minutes at once when nothing else tells them
    // apart.
    const bool is_plain = first->axis == Axis::unknown && second->axis == Axis::unknown;
    if (separator == " " && is_plain && first->sexagesimal != second->sexagesimal) return std::nullopt;
    return combine(*first, *second);
}

}  // namespace

std::optional<LonLat> parse_coordinate_pair(std::string_view text) {
    text = base::trim(text);
    if (base::fold(text.substr(0, 5)) == "point") return parse_point(text);
    if (parse_coordinate(text)) return std::nullopt;  // one coordinate: "5,35", "7 41 38 N"
    // The separators from the surest to the least sure: "," is the last because it may be a decimal comma.
    for (const std::string_view separator : {";", "/", "|", ", ", " ", "\u00a0", "\u202f", ","}) {
        std::optional<LonLat> found;
        for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator, at + 1)) {
            const auto cut = cut_at(text, at, separator);
            if (cut && found && *cut != *found) return std::nullopt;  // "4.25 W 5.35": whose letter is it?
            if (cut) found = cut;
        }
        if (found) return found;
    }
    return std::nullopt;
}

std::string dms_text(LonLat position, bool french) {
    const auto one = [](double degrees, const char* positive, const char* negative) {
        const auto seconds = static_cast<long long>(std::llround(std::abs(degrees) * 3600));
        char words[48];
        const int length = std::snprintf(words, sizeof words, "%lld°%02lld′%02lld″%s", seconds / 3600,
                                         seconds / 60 % 60, seconds % 60, degrees < 0 ? negative : positive);
        return std::string(words, static_cast<std::size_t>(length));
    };
    return one(position.lat, "N", "S") + " " + one(position.lon, "E", french ? "O" : "W");
}

}  // namespace balise::geo
