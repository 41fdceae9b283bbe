#include "geo/coordinates.hpp"

#include <cmath>
#include <cstdio>
#include <vector>

#include "base/words.hpp"

namespace balise::geo {

namespace {

// What a coordinate is made of: numbers, and the signs between them.
struct Pieces {
    std::vector<double> numbers;
    std::string letters;  // N S E W O in order
    std::string marks;    // d m s, one per sign found
    bool negative = false;
    bool decimal_comma = false;
    bool understood = true;
};

bool take_sign(std::string_view& text, Pieces& pieces) {
    struct Sign {
        std::string_view words;
        char meaning;
    };
    static constexpr Sign signs[] = {{"°", 'd'}, {"º", 'd'}, {"˚", 'd'}, {"''", 's'}, {"″", 's'}, {"”", 's'}, {"“", 's'}, {"\"", 's'},
                                     {"′", 'm'}, {"’", 'm'}, {"‘", 'm'}, {"'", 'm'}, {"´", 'm'}};
    for (const auto& sign : signs)
        if (text.starts_with(sign.words)) {
            pieces.marks += sign.meaning;
            text.remove_prefix(sign.words.size());
            return true;
        }
    return false;
}

bool take_number(std::string_view& text, Pieces& pieces) {
    std::size_t length = 0;
    bool has_point = false;
    std::string digits;
    while (length < text.size()) {
        const char c = text[length];
        if (c >= '0' && c <= '9')
            digits += c;
        else if ((c == '.' || c == ',') && !has_point && !digits.empty()) {
            has_point = true;
            pieces.decimal_comma = pieces.decimal_comma || c == ',';
            digits += '.';
        } else
            break;
        ++length;
    }
    if (digits.empty()) return false;
    if (digits.back() == '.') digits.pop_back();
    const auto value = base::parse_number(digits);
    if (!value) return false;
    pieces.numbers.push_back(*value);
    text.remove_prefix(length);
    return true;
}

Pieces take_apart(std::string_view text) {
    Pieces pieces;
    while (!(text = base::trim(text)).empty()) {
        if (take_sign(text, pieces) || take_number(text, pieces)) continue;
        const char c = text.front();
        if ((c == '-' || c == '+') && pieces.numbers.empty()) {
            pieces.negative = c == '-';
        } else if (text.starts_with("−") && pieces.numbers.empty()) {
            pieces.negative = true;
            text.remove_prefix(2);
        } else if (std::string_view("NSEWOnsewo").find(c) != std::string_view::npos) {
            pieces.letters += static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
        } else {
            pieces.understood = false;
            return pieces;
        }
        text.remove_prefix(1);
    }
    return pieces;
}

}  // namespace

std::optional<ParsedCoordinate> parse_coordinate(std::string_view text) {
    const auto pieces = take_apart(text);
    const auto count = pieces.numbers.size();
    if (!pieces.understood || count == 0 || count > 3 || pieces.letters.size() > 1) return std::nullopt;
    if (count == 1 && pieces.marks.size() > 1) return std::nullopt;
    if (count > 1 && pieces.marks.empty() && pieces.letters.empty() && count != 3) return std::nullopt;
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
    if (pieces.letters.size() == 1) {
        const char letter = pieces.letters[0];
        result.axis = letter == 'N' || letter == 'S' ? Axis::latitude : Axis::longitude;
        if (pieces.negative) return std::nullopt;  // "-5 W" could mean either
        if (letter == 'S' || letter == 'W' || letter == 'O') value = -value;
    }
    result.degrees = pieces.negative ? -value : value;
    return result;
}

std::optional<LonLat> parse_coordinate_pair(std::string_view text) {
    text = base::trim(text);
    const std::string folded = base::fold(text);
    if (folded.starts_with("point")) {
        const auto open = text.find('(');
        const auto close = text.find(')');
        if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
        const auto parts = base::split(text.substr(open + 1, close - open - 1), ' ');
        if (parts.size() != 2) return std::nullopt;
        const auto lon = base::parse_number(parts[0]);
        const auto lat = base::parse_number(parts[1]);
        if (!lon || !lat) return std::nullopt;
        return LonLat{*lon, *lat};
    }
    // Every place where the text may be cut in two; the first cut with two readable halves wins, "," only as the last choice
    // because it may be a decimal comma.
    for (const std::string_view separators : {";", "/", "|", ", ", " ", ","}) {
        for (std::size_t at = text.find(separators); at != std::string_view::npos; at = text.find(separators, at + 1)) {
            const auto first = parse_coordinate(text.substr(0, at));
            const auto second = parse_coordinate(text.substr(at + separators.size()));
            if (!first || !second) continue;
            if (first->axis == second->axis && first->axis != Axis::unknown) continue;
            const bool lon_first = first->axis == Axis::longitude || second->axis == Axis::latitude ||
                                   (first->axis == Axis::unknown && second->axis == Axis::unknown && std::abs(first->degrees) > 90);
            const auto& lon = lon_first ? *first : *second;
            const auto& lat = lon_first ? *second : *first;
            if (std::abs(lon.degrees) > 180 || std::abs(lat.degrees) > 90) continue;
            return LonLat{lon.degrees, lat.degrees};
        }
    }
    return std::nullopt;
}

std::string dms_text(LonLat position, bool french) {
    const auto one = [](double degrees, const char* positive, const char* negative) {
        const auto seconds = static_cast<long long>(std::llround(std::abs(degrees) * 3600));
        char words[48];
        const int length = std::snprintf(words, sizeof words, "%lld°%02lld′%02lld″%s", seconds / 3600, seconds / 60 % 60, seconds % 60,
                                         degrees < 0 ? negative : positive);
        return std::string(words, static_cast<std::size_t>(length));
    };
    return one(position.lat, "N", "S") + " " + one(position.lon, "E", french ? "O" : "W");
}

}  // namespace balise::geo
