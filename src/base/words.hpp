#pragma once
// Small operations on UTF-8 text.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace balise::base {

// For comparing and searching: lower case, accents removed, œ → oe, æ → ae, apostrophes and hyphens of all kinds
// unified, runs of white space to one blank. "Hôpital  Général d’Œuvre" → "hopital general d'oeuvre".
std::string fold(std::string_view text);
// fold() with everything but letters and digits removed: the form column headings are compared in.
std::string fold_to_key(std::string_view text);
// NFC form with invalid sequences refused.
std::optional<std::string> normalise_utf8(std::string_view text);
bool is_utf8(std::string_view text);

// Letter by letter, accents kept: "Gbêkê" → "GBÊKÊ". Bytes that are not UTF-8 are left out.
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

std::string_view trim(std::string_view text);                           // blanks, tabs, line ends and no-break spaces
std::vector<std::string> split(std::string_view text, char separator);  // parts trimmed, empty parts dropped
std::string join(const std::vector<std::string>& parts, std::string_view separator);
bool is_blank(std::string_view text);

// Locale-independent; the whole text must be the number. "1e5", "nan", "inf" are accepted by neither.
std::optional<double> parse_number(std::string_view text);
std::optional<long long> parse_whole(std::string_view text);
// Shortest text without an exponent that reads back as the same number.
std::string number_text(double value);

// Damerau–Levenshtein distance (optimal string alignment) of two byte strings, or limit + 1 when it is larger than
// limit.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace balise::base
