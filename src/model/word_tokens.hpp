#pragma once
// The words of a text as numbers, for comparing very many texts with very many names.
#include <cstdint>
#include <string_view>
#include <vector>

namespace balise::model {

// One word: letters and digits without accents and case. Two words that a person takes for the same have one hash;
// different ones share a hash with a chance of 2^-64.
struct WordToken {
    std::uint64_t hash = 0;
    std::uint32_t letters = 0;    // letters and digits of the word
    bool has_letter = false;      // else it is a number
    bool is_capital = false;      // begins with a capital
    bool is_all_capital = false;  // an acronym, or shouted
};

// Replaces the content of `out` by the words of the text; articles and prepositions ("de", "l'", "of") are left out.
void tokenise(std::string_view text, std::vector<WordToken>& out);

// The hash of a word as tokenise gives it.
std::uint64_t word_hash(std::string_view word);

// The hash of words one after another: start with 0 and add them in order.
inline std::uint64_t joined(std::uint64_t before, std::uint64_t word) {
    return (before ^ word) * 0x9E3779B97F4A7C15U + (before >> 29U);
}

}  // namespace balise::model
