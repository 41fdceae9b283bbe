#pragma once
// The forms in which bytes are looked at when a written file is searched: words without case, accents and punctuation;
// escapes undone; telephone numbers as digits; UTF-16 as bytes.
#include <string>
#include <string_view>

namespace balise::exchange {

// Appends the text in lower case, without accents, every run of other characters as one blank. Bytes that are not UTF-8
// are taken as Latin-1; control characters from 0x1C to 0x1F stay, as limits that no word reaches over.
void append_folded_words(std::string_view text, std::string& out);
std::string folded_words(std::string_view text);

// Appends the text with JSON (\u00e9, \n), XML (&amp;, &#233;) and percent (%C3%A9) escapes undone; false when there
// were none.
bool append_unescaped(std::string_view text, std::string& out);

// Runs of nine digits or more, written with or without blanks, dots, hyphens, brackets and slashes between groups.
class DigitRuns {
public:
    explicit DigitRuns(std::string_view text);
    // The digits, runs parted by line ends.
    const std::string& digits() const { return digits_; }
    // True when the digits from `at` are a whole telephone number: groups begin and end there, but for a zero, the
    // country's code or the international prefix before it. Without this any long row of decimals would hold numbers by
    // chance.
    bool is_number(std::size_t at, std::size_t size) const;

private:
    bool begins_group(std::size_t at) const { return (marks_[at] & 1) != 0; }
    std::string digits_;
    std::string marks_;  // per digit: bit 0 = first of its group, bit 1 = last
};

// Appends what long runs of base64 digits (12 or more, at each of the four places where a group may begin) and of
// hexadecimal digits (10 or more) stand for, parted by 0x1F.
void append_decoded_runs(std::string_view bytes, std::string& out);

// Appends the low bytes of UTF-16 code units of the first 256 characters, others as blanks; `offset` is 0 or 1 (the
// same search finds big-endian text one byte further).
void append_narrowed_utf16(std::string_view bytes, std::size_t offset, std::string& out);

}  // namespace balise::exchange
