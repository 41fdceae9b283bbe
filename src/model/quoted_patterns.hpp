#pragma once
// What quotations() looks for, made ready for searching very many texts.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/hash_table.hpp"
#include "model/levels.hpp"
#include "model/quoted.hpp"
#include "model/word_tokens.hpp"

namespace balise::model {

// How much a released text gives away by the kind of its field.
enum class TextPlace {
    free,     // notes, hours, admission…
    name,     // a name, an organisation, a source: what is called alike is not yet the same
    address,  // neighbours share streets, and a hospital is a landmark
};

// Whose name it is: of a shelter it counts everywhere, of a hospital not where it serves as a landmark.
enum class NameWeight { landmark, ordinary, shelter };

// One sequence of words that must not be found.
struct QuotedWords {
    QuotedValue value = QuotedValue::name;
    NameWeight weight = NameWeight::ordinary;
    bool needs_capital = false;  // a common word may be spelt like it
    std::string of;
    bool is_single_word = false;

    bool counts_in(TextPlace place) const;
};

// Phrases found through the hash of their first word.
class PhraseIndex {
public:
    static constexpr std::size_t longest = 31;

    // Keeps the heavier of two with the same words.
    void add(std::span<const WordToken> words, QuotedWords pattern);
    bool empty() const { return patterns_.empty(); }

    // Calls found(hash of the words, pattern, first word) for each phrase in the text.
    template <class Function>
    void search(std::span<const WordToken> text, Function&& found) const {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (!may_begin(text[i].hash)) continue;
            const auto* lengths = lengths_.find(text[i].hash);
            if (lengths == nullptr) continue;
            std::uint64_t hash = 0;
            for (std::size_t length = 1; length <= longest && i + length <= text.size(); ++length) {
                hash = joined(hash, text[i + length - 1].hash);
                if ((*lengths >> length & 1U) == 0) continue;
                if (const auto* place = by_words_.find(hash)) found(hash, patterns_[*place], text[i]);
            }
        }
    }

private:
    static constexpr std::size_t filter_bits = std::size_t{1} << 20U;
    // Most words begin no phrase: told from a table that stays in the processor's cache.
    bool may_begin(std::uint64_t hash) const { return (filter_[(hash % filter_bits) / 64] >> (hash % 64) & 1U) != 0; }

    std::vector<std::uint64_t> filter_ = std::vector<std::uint64_t>(filter_bits / 64);
    HashTable<std::uint32_t> lengths_;   // per first word: a bit for each length
    HashTable<std::uint32_t> by_words_;  // the place in patterns_
    std::vector<QuotedWords> patterns_;
};

// Everything withheld from one audience that can be quoted.
class QuotedPatterns {
public:
    QuotedPatterns(const Directory& directory, const Released& released, const std::vector<Decision>& decisions,
                   const Vocabularies& vocabularies);

    const PhraseIndex& phrases() const { return phrases_; }
    // What has these telephone digits (national, 10 or the last 8), e-mail address or web address in lower case; null
    // when nothing has.
    const QuotedWords* exact(std::string_view key) const;
    bool has_exact() const { return !exact_.empty(); }
    // Positions with the records they are of, by cell (see position_cell).
    const std::unordered_multimap<std::uint64_t, std::pair<geo::LonLat, std::string>>& positions() const {
        return positions_;
    }
    bool empty() const { return phrases_.empty() && exact_.empty() && positions_.empty(); }

private:
    void learn_words(const Directory& directory, const Vocabularies& vocabularies);
    template <class Record>
    void learn_released(const std::vector<Record>& records);
    void learn_own(const FieldDescription& field, std::string_view text);
    template <class Record>
    void collect(const std::vector<Record>& all, const Levels& levels, Audience audience);
    void add_field(const FieldDescription& field, const std::string& text, const std::string& of, NameWeight weight);
    void add_name(std::string_view text, const std::string& of, NameWeight weight);
    void add_name_words(std::span<const WordToken> words, const std::string& of, NameWeight weight, bool is_shortened);
    void add_person(std::string_view text, const std::string& of);
    void add_address(std::string_view text, const std::string& of);
    void add_exact(std::string_view key, QuotedValue value, const std::string& of);
    void add_phone(std::string_view text, const std::string& of);
    bool is_distinctive(const WordToken& word) const;

    HashSet place_words_, type_words_, known_phrases_;
    HashTable<std::uint32_t> released_words_;  // in how many names
    HashSet known_exact_;                      // by exact_hash
    HashSet known_positions_;
    PhraseIndex phrases_;
    HashTable<std::uint32_t> by_exact_;  // by exact_hash: the place in exact_
    std::vector<QuotedWords> exact_;
    std::unordered_multimap<std::uint64_t, std::pair<geo::LonLat, std::string>> positions_;
    std::vector<WordToken> words_, part_;
};

// The square of a thousandth of a degree that a position lies in; signs do not count, since people leave them out.
std::uint64_t position_cell(double lon, double lat, int cells_east = 0, int cells_north = 0);

// Calls found(digits) for each whole group of groups of digits that could be a telephone number, without the country's
// prefix.
template <class Function>
void for_each_number(std::string_view text, Function&& found) {
    thread_local std::string digits;
    thread_local std::vector<std::size_t> starts;
    digits.clear();
    starts.clear();
    const auto end_of_run = [&] {
        starts.push_back(digits.size());
        for (std::size_t first = 0; first + 1 < starts.size(); ++first)
            for (std::size_t last = first + 1; last < starts.size() && starts[last] - starts[first] <= 15; ++last) {
                std::string_view number(digits.data() + starts[first], starts[last] - starts[first]);
                for (const std::string_view prefix : {"00225", "225"})
                    if (number.size() >= 8 + prefix.size() && number.starts_with(prefix)) {
                        number.remove_prefix(prefix.size());
                        break;
                    }
                if (number.size() == 10 || number.size() == 8) found(number);
            }
        digits.clear();
        starts.clear();
    };
    bool in_group = false;
    int gap = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            if (!in_group) starts.push_back(digits.size());
            digits += c;
            in_group = true;
            gap = 0;
            continue;
        }
        in_group = false;
        // Blanks (the no-break ones too) and the signs that people put between groups; anything else ends the number.
        const bool is_gap = c == ' ' || c == '.' || c == '-' || c == '(' || c == ')' || c == '+' || c == '/' ||
                            c == '\t' || static_cast<unsigned char>(c) >= 0x80;
        if (digits.empty()) continue;
        if (!is_gap || ++gap > 3) end_of_run();
    }
    if (!digits.empty()) end_of_run();
}

// "https://www.site.org/page/" → "site.org/page"; lower case.
std::string plain_url(std::string_view text);

}  // namespace balise::model
