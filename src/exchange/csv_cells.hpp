#pragma once
// Cells of the CSV files that this program writes (RFC 4180).
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace balise::exchange {

// Adds a cell to a line, in quotation marks where it needs them. Both separators do, whichever is in use: the file may
// be opened under another language's settings.
void append_cell(std::string& line, std::string_view text);

// The separator that Excel expects where the language is spoken.
inline char separator_of(base::Language language) {
    return language == base::Language::french ? ';' : ',';
}

// One of those that append_cell allows for.
inline bool is_separator(char sign) {
    return sign == ',' || sign == ';' || sign == '\t';
}

// Without it Excel shows "Ã©" for "é".
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace balise::exchange
