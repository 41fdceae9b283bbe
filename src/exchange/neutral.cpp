#include "exchange/neutral.hpp"

#include <array>

namespace balise::exchange {

namespace {

// Blanks of several bytes and characters without width, which spreadsheets pass over.
constexpr std::array<std::string_view, 9> invisible{"\xC2\xA0",     "\xE2\x80\x8B", "\xE2\x80\x8C",
                                                    "\xE2\x80\x8D", "\xE2\x80\xAF", "\xE2\x81\xA0",
                                                    "\xE3\x80\x80", "\xEF\xBB\xBF", "\xC2\xAD"};
constexpr std::array<std::string_view, 9> starters{
    "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0", "\xE2\x88\x92"};

std::string_view without_invisible(std::string_view text) {
    for (bool found = true; found && !text.empty();) {
        found = static_cast<unsigned char>(text.front()) <= ' ' || text.front() == '\x7F';
        if (found) text.remove_prefix(1);
        for (const auto& character : invisible)
            if (text.starts_with(character)) {
                text.remove_prefix(character.size());
                found = true;
            }
    }
    return text;
}

// What follows the apostrophes at the beginning.
std::string_view without_apostrophes(std::string_view text) {
    const auto first = text.find_first_not_of('\'');
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

}  // namespace

bool starts_formula(std::string_view text) {
    if (text.starts_with('\t') || text.starts_with('\r')) return true;
    text = without_invisible(text);
    for (const auto& starter : starters)
        if (text.starts_with(starter)) return true;
    return false;
}

std::string neutral_text(std::string_view text) {
    if (starts_formula(without_apostrophes(text))) return "'" + std::string(text);
    return std::string(text);
}

std::string plain_text(std::string_view cell) {
    if (cell.starts_with('\'') && starts_formula(without_apostrophes(cell))) cell.remove_prefix(1);
    return std::string(cell);
}

}  // namespace balise::exchange
