#include "model/word_tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/words.hpp"

namespace balise::model {

namespace {

constexpr std::uint64_t hash_start = 0xCBF29CE484222325U;

constexpr std::uint64_t hash_step(std::uint64_t hash, char letter) {
    return (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
}

constexpr std::uint64_t finished(std::uint64_t hash) {
    hash ^= hash >> 32U;
    hash *= 0xD6E8FEB86659FD93U;
    return hash ^ (hash >> 32U);
}

constexpr std::uint64_t hash_of(std::string_view word) {
    std::uint64_t hash = hash_start;
    for (const char letter : word) hash = hash_step(hash, letter);
    return finished(hash);
}

// Left out of names and texts alike: "Foyer de l'Espoir" is "foyer espoir".
constexpr std::array<std::uint64_t, 29> stop_words{
    hash_of("de"),  hash_of("du"),   hash_of("des"), hash_of("d"),    hash_of("la"),  hash_of("le"),
    hash_of("les"), hash_of("l"),    hash_of("un"),  hash_of("une"),  hash_of("et"),  hash_of("en"),
    hash_of("a"),   hash_of("au"),   hash_of("aux"), hash_of("of"),   hash_of("the"), hash_of("and"),
    hash_of("in"),  hash_of("for"),  hash_of("at"),  hash_of("on"),   hash_of("to"),  hash_of("par"),
    hash_of("sur"), hash_of("pour"), hash_of("s"),   hash_of("dans"), hash_of("an")};

bool is_stop_word(const WordToken& token) {
    return token.letters <= 4 && std::find(stop_words.begin(), stop_words.end(), token.hash) != stop_words.end();
}

// The bare letter of U+00C0 to U+00FF; two letters and signs are told otherwise.
constexpr std::string_view bare_letters = "aaaaaa.ceeeeiiii.nooooo*.uuuuy..aaaaaa.ceeeeiiii.nooooo*.uuuuy.y";

class Words {
public:
    explicit Words(std::vector<WordToken>& out) : out_(out) {}

    void letter(char folded, bool is_capital) {
        if (token_.letters == 0) {
            hash_ = hash_start;
            token_.is_capital = is_capital;
            token_.is_all_capital = true;
        }
        hash_ = hash_step(hash_, folded);
        ++token_.letters;
        const bool is_digit = folded >= '0' && folded <= '9';
        if (!is_digit) token_.has_letter = true;
        if (!is_digit && !is_capital) token_.is_all_capital = false;
    }

    void end() {
        if (token_.letters == 0) return;
        token_.hash = finished(hash_);
        if (!is_stop_word(token_)) out_.push_back(token_);
        token_ = {};
    }

private:
    std::vector<WordToken>& out_;
    WordToken token_;
    std::uint64_t hash_ = hash_start;
};

void ascii(char c, Words& words) {
    if (c >= 'a' && c <= 'z') return words.letter(c, false);
    if (c >= '0' && c <= '9') return words.letter(c, false);
    if (c >= 'A' && c <= 'Z') return words.letter(static_cast<char>(c - 'A' + 'a'), true);
    words.end();
}

// The letters of French and the signs of its typography; false when the text holds anything else, which the slower way
// understands.
bool tokenise_plain(std::string_view text, Words& words) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            ascii(text[i], words);
            continue;
        }
        if (i + 1 >= text.size()) return false;
        const auto next = static_cast<unsigned char>(text[i + 1]);
        if (byte == 0xC3 && next >= 0x80 && next <= 0xBF) {
            const char bare = bare_letters[next - 0x80U];
            const bool is_capital = next < 0xA0;
            if (bare == '.') return false;
            if (bare == '*')
                words.end();
            else
                words.letter(bare, is_capital);
            ++i;
        } else if (byte == 0xC5 && (next == 0x92 || next == 0x93)) {
            words.letter('o', next == 0x92);
            words.letter('e', next == 0x92);
            ++i;
        } else if (byte == 0xC2 && (next == 0xA0 || next == 0xAB || next == 0xBB || next == 0xB0 || next == 0xB7)) {
            words.end();
            ++i;
        } else if (byte == 0xE2 && next == 0x80 && i + 2 < text.size()) {
            const auto last = static_cast<unsigned char>(text[i + 2]);
            // Dashes, quotation marks and narrow blanks; not the marks without width or of direction.
            if (!((last >= 0x90 && last <= 0x9F) || last == 0xA6 || last == 0xAF || last == 0xB2 || last == 0xB3))
                return false;
            words.end();
            i += 2;
        } else {
            return false;
        }
    }
    words.end();
    return true;
}

}  // namespace

std::uint64_t word_hash(std::string_view word) {
    return hash_of(word);
}

void tokenise(std::string_view text, std::vector<WordToken>& out) {
    out.clear();
    {
        Words words(out);
        if (tokenise_plain(text, words)) return;
    }
    out.clear();
    const auto folded = base::fold(text);
    Words words(out);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const auto byte = static_cast<unsigned char>(folded[i]);
        if (byte < 0x80) {
            ascii(folded[i], words);
        } else if (byte == 0xC2 || folded.compare(i, 2, "\xE2\x80") == 0) {  // signs, no letters
            words.end();
            i += byte == 0xC2 ? 1 : 2;
        } else {
            words.letter(folded[i], true);
        }
    }
    words.end();
    // Which letters were capitals is lost by folding; the benefit of the doubt goes to the one who hides.
    for (auto& token : out) token.is_capital = true;
}

}  // namespace balise::model
