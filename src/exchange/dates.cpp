#include "exchange/dates.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"

namespace balise::exchange {

namespace {

struct Piece {
    bool is_number = false;
    long long number = 0;
    std::size_t digits = 0;
    std::string word;
};

// Numbers and words of a folded text; signs between them only separate.
std::vector<Piece> pieces_of(const std::string& text) {
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            Piece piece{true, 0, 0, {}};
            while (i < text.size() && text[i] >= '0' && text[i] <= '9' && piece.digits < 9) {
                piece.number = piece.number * 10 + (text[i++] - '0');
                ++piece.digits;
            }
            pieces.push_back(std::move(piece));
        } else if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
            Piece piece;
            while (i < text.size() &&
                   ((text[i] >= 'a' && text[i] <= 'z') || static_cast<unsigned char>(text[i]) >= 0x80))
                piece.word += text[i++];
            pieces.push_back(std::move(piece));
        } else {
            ++i;
        }
    }
    return pieces;
}

int month_of(const std::string& word) {
    struct Month {
        int number;
        std::array<std::string_view, 2> names;
    };
    static constexpr Month months[] = {{1, {"janvier", "january"}},
                                       {2, {"fevrier", "february"}},
                                       {3, {"mars", "march"}},
                                       {4, {"avril", "april"}},
                                       {5, {"mai", "may"}},
                                       {6, {"juin", "june"}},
                                       {7, {"juillet", "july"}},
                                       {8, {"aout", "august"}},
                                       {9, {"septembre", "september"}},
                                       {10, {"octobre", "october"}},
                                       {11, {"novembre", "november"}},
                                       {12, {"decembre", "december"}}};
    if (word.size() < 3) return 0;
    for (const auto& month : months)
        for (const auto name : month.names)
            if (name == word || (word.size() <= 4 && name.starts_with(word) && word != "jui")) return month.number;
    return 0;
}

std::string pad(long long year, long long month = 0, long long day = 0) {
    std::array<char, 40> buffer{};
    if (month == 0)
        std::snprintf(buffer.data(), buffer.size(), "%04lld", year);
    else if (day == 0)
        std::snprintf(buffer.data(), buffer.size(), "%04lld-%02lld", year, month);
    else
        std::snprintf(buffer.data(), buffer.size(), "%04lld-%02lld-%02lld", year, month, day);
    return buffer.data();
}

// Years of two digits lie in the hundred years that end next year.
long long full_year(long long year, std::size_t digits) {
    if (digits > 2) return year;
    const auto now = base::parse_whole(base::today().substr(0, 4)).value_or(2026);
    const auto guess = now / 100 * 100 + year;
    return guess > now + 1 ? guess - 100 : guess;
}

std::optional<ReadDate> checked(long long year, long long month, long long day, bool is_month_first = false) {
    if (year < 1800 || year > 2200 || month < 0 || month > 12) return std::nullopt;
    if (month == 0) return ReadDate{pad(year), false};
    if (day == 0) return ReadDate{pad(year, month), false};
    auto iso = pad(year, month, day);
    if (!base::is_date(iso)) return std::nullopt;
    return ReadDate{std::move(iso), is_month_first};
}

// Days since 30 December 1899, as spreadsheets count (civil calendar after Hinnant, "chrono-compatible low-level date
// algorithms").
std::optional<ReadDate> from_day_number(long long serial) {
    long long z = serial - 25569 + 719468;
    const long long era = z / 146097;
    const long long doe = z - era * 146097;
    const long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const long long mp = (5 * doy + 2) / 153;
    const long long day = doy - (153 * mp + 2) / 5 + 1;
    const long long month = mp < 10 ? mp + 3 : mp - 9;
    return checked(yoe + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

std::optional<ReadDate> from_numbers(const std::vector<Piece>& p) {
    if (p.size() == 1 && p[0].digits == 4) return checked(p[0].number, 0, 0);
    if (p.size() == 1 && p[0].digits == 8)
        return checked(p[0].number / 10000, p[0].number / 100 % 100, p[0].number % 100);
    if (p.size() == 2 && p[0].digits == 4)
        return p[1].number == 0 ? std::nullopt : checked(p[0].number, p[1].number, 0);
    if (p.size() == 2 && p[1].digits == 4)
        return p[0].number == 0 ? std::nullopt : checked(p[1].number, p[0].number, 0);
    if (p.size() != 3 || p[1].number == 0) return std::nullopt;
    if (p[0].digits == 4) return p[2].number == 0 ? std::nullopt : checked(p[0].number, p[1].number, p[2].number);
    if (p[0].digits > 2 || p[1].digits > 2 || (p[2].digits != 4 && p[2].digits != 2) || p[0].number == 0)
        return std::nullopt;
    const auto year = full_year(p[2].number, p[2].digits);
    if (auto day_first = checked(year, p[1].number, p[0].number)) return day_first;
    return checked(year, p[0].number, p[1].number, true);
}

std::optional<ReadDate> from_words(std::vector<Piece> p) {
    // Day of the week before, "1er", "5th", "of", "de".
    std::erase_if(p, [](const Piece& piece) {
        if (piece.is_number) return false;
        static constexpr std::array skipped{"er",        "st",       "nd",     "rd",       "th",     "le",
                                            "de",        "of",       "the",    "lundi",    "mardi",  "mercredi",
                                            "jeudi",     "vendredi", "samedi", "dimanche", "monday", "tuesday",
                                            "wednesday", "thursday", "friday", "saturday", "sunday"};
        return std::find(skipped.begin(), skipped.end(), piece.word) != skipped.end();
    });
    if (p.size() == 2 && !p[0].is_number && p[1].is_number && p[1].digits == 4)
        if (const int month = month_of(p[0].word)) return checked(p[1].number, month, 0);
    if (p.size() != 3 || !p[2].is_number || (p[2].digits != 4 && p[2].digits != 2)) return std::nullopt;
    const auto year = full_year(p[2].number, p[2].digits);
    if (p[0].is_number && !p[1].is_number && p[0].number > 0)
        if (const int month = month_of(p[1].word)) return checked(year, month, p[0].number);
    if (!p[0].is_number && p[1].is_number && p[1].number > 0)
        if (const int month = month_of(p[0].word)) return checked(year, month, p[1].number);
    return std::nullopt;
}

// Takes away the time of day: "T08:00:00Z", " 11:37:23".
std::string without_time(std::string text) {
    const auto colon = text.find(':');
    if (colon == std::string::npos) return text;
    const auto cut = text.find_last_of(" t", colon);
    if (cut != std::string::npos && cut > 5) text.resize(cut);
    return text;
}

}  // namespace

std::optional<ReadDate> read_date(std::string_view text) {
    text = base::trim(text);
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        std::string iso(text);
        if (base::is_date(iso)) return ReadDate{std::move(iso), false};
    }
    if (text.empty() || text.size() > 60) return std::nullopt;
    if (const auto number = base::parse_number(text); number && *number >= 20000 && *number < 80000)
        return from_day_number(static_cast<long long>(*number));
    const auto folded = without_time(base::fold(text));
    if (folded.starts_with('-')) return std::nullopt;
    auto pieces = pieces_of(folded);
    bool has_words = false;
    for (const auto& piece : pieces) has_words = has_words || !piece.is_number;
    return has_words ? from_words(std::move(pieces)) : from_numbers(pieces);
}

namespace {

// Digits, separators and sign of the number at the start; what follows must be nothing or a word of measure.
std::size_t blank_at(std::string_view text) {
    if (text.starts_with(' ') || text.starts_with('\'')) return 1;
    if (text.starts_with("\u00a0")) return 2;
    return text.starts_with("\u202f") || text.starts_with("\u2019") ? 3 : 0;
}

bool is_digit(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::optional<std::string> number_part(std::string_view text) {
    text = base::trim(text);
    std::string number;
    std::size_t i = 0;
    while (i < text.size()) {
        const char c = text[i];
        if (is_digit(text, i) || c == '.' || c == ',' || ((c == '-' || c == '+') && i == 0)) {
            number += c;
            ++i;
            continue;
        }
        // A blank parts groups of three digits, or the number from its measure.
        const auto blank = blank_at(text.substr(i));
        const auto next = i + blank;
        if (blank == 0 || !is_digit(text, next)) break;
        if (!is_digit(text, next + 1) || !is_digit(text, next + 2) || is_digit(text, next + 3)) return std::nullopt;
        i = next;
    }
    const auto rest = base::fold(base::trim(text.substr(i)));
    static constexpr std::array measures{"",          "places",   "place",  "lits",    "lit",     "beds",     "bed",
                                         "personnes", "personne", "people", "persons", "enfants", "children", "agents",
                                         "m",         "m.",       "metres", "metre",   "meters",  "meter",    "km",
                                         "kmh",       "km/h",     "ans",    "an",      "years",   "year",     "yrs"};
    if (number.empty() || std::find(measures.begin(), measures.end(), rest) == measures.end()) return std::nullopt;
    return number;
}

// All groups after the first have three digits: "1.200.000", "1,200".
bool is_grouped(const std::string& number, char separator) {
    auto at = number.find(separator);
    if (at == std::string::npos || at == 0 || at > 4) return false;
    while (at != std::string::npos) {
        const auto next = number.find(separator, at + 1);
        if ((next == std::string::npos ? number.size() : next) - at != 4) return false;
        at = next;
    }
    return true;
}

std::optional<double> plain(std::string number, char group, char decimal) {
    std::erase(number, group);
    for (auto& c : number)
        if (c == decimal) c = '.';
    return base::parse_number(number);
}

}  // namespace

std::optional<double> read_whole(std::string_view text) {
    if (const auto quick = base::parse_whole(text)) return static_cast<double>(*quick);
    const auto number = number_part(text);
    if (!number) return std::nullopt;
    std::optional<double> value;
    if (is_grouped(*number, '.') && number->find(',') == std::string::npos)
        value = plain(*number, '.', ',');
    else if (is_grouped(*number, ',') && number->find('.') == std::string::npos)
        value = plain(*number, ',', '.');
    else
        value = read_real(text);
    if (!value || *value != static_cast<double>(static_cast<long long>(*value))) return std::nullopt;
    return value;
}

std::optional<double> read_real(std::string_view text) {
    if (const auto quick = base::parse_number(text)) return quick;
    const auto number = number_part(text);
    if (!number) return std::nullopt;
    const auto comma = number->rfind(',');
    const auto point = number->rfind('.');
    if (comma == std::string::npos)
        return point != number->find('.') ? plain(*number, '.', ',') : base::parse_number(*number);
    if (point == std::string::npos)
        return comma != number->find(',') ? plain(*number, ',', '.') : plain(*number, ' ', ',');
    return comma > point ? plain(*number, '.', ',') : plain(*number, ',', '.');
}

}  // namespace balise::exchange
