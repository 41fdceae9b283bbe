#pragma once
// Text in CSV cells that no spreadsheet takes for a formula, and back again.
#include <string>
#include <string_view>

namespace balise::exchange {

// True when a spreadsheet could evaluate the text: its first character, after blanks, control characters and invisible
// ones, is one of = + - @ (full-width forms too), or it begins with a tab or a carriage return.
bool starts_formula(std::string_view text);

// The text with an apostrophe in front if it would start a formula, or if it already carries apostrophes before one, so
// that plain_text(neutral_text(t)) == t for every t.
std::string neutral_text(std::string_view text);

// Takes the apostrophe away that neutral_text put there; any other text stays as it is.
std::string plain_text(std::string_view cell);

}  // namespace balise::exchange
