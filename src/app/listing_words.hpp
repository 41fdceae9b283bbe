#pragma once
// The words of a snapshot, for search: each different word of the providers once, in order, with the providers that
// have it. For snapshot*.cpp and listing*.cpp.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/listing.hpp"
#include "app/snapshot.hpp"

namespace balise::app {

struct Snapshot::Words {
    // Word i is text[begins[i], begins[i + 1]); folded as store/word_index.hpp folds; sorted by bytes.
    std::string text;
    std::vector<std::uint32_t> begins;
    // Of word i notes[first[i], first[i + 1]): twice the provider's number, plus one where the word is not in its name.
    std::vector<std::uint32_t> first, notes;

    // Providers in the order of their references.
    std::vector<std::uint32_t> by_ref;

    // What searching by type, service and area reads of each provider, close together.
    std::vector<std::uint16_t> types, services;
    std::vector<std::uint32_t> areas;

    // The words of something by its number.
    struct Named {
        std::uint32_t number = 0;
        std::vector<std::string> words;
    };
    std::vector<Named> type_names, service_names, area_names;

    // Places, areas and overlays, the largest first, then by name.
    struct Item {
        Found::Kind kind = Found::Kind::place;
        std::uint32_t index = 0;
        std::string folded;
        std::vector<std::string> words;
        std::int64_t population = -1;
    };
    std::vector<Item> items;

    std::vector<std::uint32_t> area_ranks;  // of areas by name

    std::size_t count() const { return begins.empty() ? 0 : begins.size() - 1; }
    std::string_view word(std::size_t i) const {
        return std::string_view(text).substr(begins[i], begins[i + 1] - begins[i]);
    }
};

// Collects the words of providers in any order.
class WordCollector {
public:
    explicit WordCollector(std::size_t expected);
    // The next provider: number 0, 1, 2…
    void add(std::string_view name, std::string_view locality);
    // The folded name of a provider; valid until the next is added.
    std::string_view folded_name(std::uint32_t provider) const;
    // Moves everything into `words`; provider i of the result is the one that was added as number `order[i]`.
    void move_to(Snapshot::Words& words, const std::vector<std::uint32_t>& order);

private:
    void add_words(std::string_view folded, std::uint32_t flag);
    std::uint32_t number_of(std::string_view word);
    void grow();
    std::string_view word(std::uint32_t number) const {
        return std::string_view(texts_).substr(begins_[number], begins_[number + 1] - begins_[number]);
    }

    std::string names_;  // folded, one after another
    std::vector<std::uint64_t> name_begins_{0};
    std::string texts_;  // of the different words, one after another
    std::vector<std::uint32_t> begins_{0};
    std::vector<std::uint32_t> table_;   // open addressing: number of the word + 1, 0 = free
    std::vector<std::uint32_t> marks_;   // of all providers one after another: twice the word's number + flag
    std::vector<std::uint32_t> firsts_;  // of each provider, where its marks begin
    std::string scratch_;
};

// The first eight bytes, so that numbers compare as the texts do.
inline std::uint64_t beginning_of(std::string_view text) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value = value << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return value;
}

// Everything of the words that does not come from the providers' own texts.
void add_names(Snapshot::Words& words, const Snapshot& snapshot);

}  // namespace balise::app
