#pragma once
// The forms in which bytes are looked at when a written file is searched: words without case, accents and punctuation; escapes
// undone; telephone numbers as digits; UTF-16 as bytes.
#include <string>
#include <string_view>

namespace balise::exchange {

// Appends the text in lower case, without accents, every run of other characters as one blank. Bytes that are not UTF-8 are taken as
// Latin-1; control characters from 0x1C to 0x1F stay, as limits that no word reaches over.
void append_folded_words(std::string_view text, std::string& out);
std::string folded_words(std::string_view text);

// Appends the text with JSON (\u00e9, \n), XML (&amp;, &#233;) and percent (%C3%A9) escapes undone; false when there were none.
bool append_unescaped(std::string_view text, std::string& out);

// Appends runs of nine digits or more, written with or without blanks, dots, hyphens, brackets and slashes, one a line.
void append_digit_runs(std::string_view text, std::string& out);

// Appends the low bytes of UTF-16 code units of the first 256 characters, others as blanks; `offset` is 0 or 1 (the same search finds
// big-endian text one byte further).
void append_narrowed_utf16(std::string_view bytes, std::size_t offset, std::string& out);

}  // namespace balise::exchange
