#pragma once
// Bytes of unknown encoding into UTF-8.
#include <string>
#include <string_view>

namespace balise::exchange {

struct DecodedText {
    std::string
        text;  // UTF-8 without a byte order mark; may hold damaged sequences where the file itself is damaged UTF-8
    std::string encoding;  // as it was read: "UTF-8", "UTF-16LE", "CP1252"…
    bool is_damaged = false;
};

// Decodes by the byte order mark, else as UTF-8 where that is valid, else as the eight-bit encoding that makes French
// of it (Windows, DOS or old Macintosh), else as uchardet guesses. `wanted` overrides it all. Throws invalid_input when
// `wanted` is not known or does not fit.
DecodedText decode(std::string bytes, const std::string& wanted, const std::string& shown_name);

// As base::is_utf8, for megabytes: no character is decoded. Overlong forms, surrogates and what lies beyond U+10FFFF
// are refused.
bool is_valid_utf8(std::string_view text);

// One cell of a format that does not state its encoding: kept when it is valid UTF-8, else read as `fallback`.
std::string decode_cell(std::string_view cell, const std::string& fallback);

}  // namespace balise::exchange
