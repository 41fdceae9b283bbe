#pragma once
// The search index: which word stands in which provider, in blocks of 4096 providers that are rebuilt as a whole.
// See src/decisions/0003-search-index.md.
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/records.hpp"
#include "store/connection.hpp"

namespace balise::store {

// The folded words of a text (base::fold; apostrophes, hyphens and all other signs separate). Words without meaning for
// a search ("de", "la", "the", single letters) are left out unless `all`.
std::vector<std::string> words_of(std::string_view text, bool all = false);
// Compares two texts as base::fold would write them.
int compare_folded(std::string_view a, std::string_view b);
// Appends what compare_folded compares, for sorting many texts by bytes.
void append_folded(std::string_view text, std::string& out);

// Where a word stands in a record.
enum WordPlace : unsigned { in_name = 1, in_address = 2 };

// One provider that has the word.
struct Posting {
    std::int64_t row = 0;
    unsigned places = 0;  // WordPlace bits; 0 for codes
};

inline constexpr int block_bits = 12;
inline std::int64_t block_of(std::int64_t row) {
    return row >> block_bits;
}

// Codes are words with a prefix that no text can have: ":type:court", ":status:active", ":area:CI01",
// ":service:housing" (offered), ":any_service:housing" (offered or not), ":all:" (every provider).
std::string code_word(std::string_view kind, std::string_view code);

// (word, entries) of a block, sorted by word.
using BlockWords = std::vector<std::pair<std::string, std::string>>;

// Words of one block, providers added in rising order.
class WordBlock {
public:
    explicit WordBlock(std::int64_t block) : block_(block) {}
    std::int64_t block() const { return block_; }
    // Begins the next provider.
    void begin(std::int64_t row);
    void text(std::string_view words, WordPlace place);
    void code(std::string_view kind, std::string_view code);
    void service(std::string_view category, std::string_view status, std::string_view label);
    void add(std::int64_t row, const model::Provider& provider);
    // (word, entries) sorted by word; the block is then empty.
    BlockWords take();

private:
    // A word of the block, found by open addressing.
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t word = 0;  // number of the word from 1; 0 = free
    };
    struct Word {
        std::size_t from = 0, size = 0;  // in texts_
        std::uint64_t beginning = 0;     // its first eight bytes as a number, for sorting
        std::uint32_t count = 0;         // of its notes
        std::uint32_t last = 0;          // its last note in notes_, from 1
    };
    struct Note {
        std::uint32_t word = 0;
        std::uint16_t row = 0;  // offset in the block
        std::uint16_t places = 0;
    };
    void note(std::string_view word, unsigned places);
    Word& word_of(std::string_view text);
    void grow();
    std::string_view text_of(const Word& word) const { return std::string_view(texts_).substr(word.from, word.size); }
    std::int64_t block_;
    std::uint16_t row_ = 0;
    std::string scratch_;
    std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << 12U);  // a power of two
    std::string texts_;                                                   // of all words, one behind the other
    std::vector<Word> words_;
    std::vector<Note> notes_;  // in the order of the providers
};

// How many providers the entries of a word list.
std::int64_t count_postings(std::string_view entries);
// Appends the postings of one word of one block.
void decode_postings(std::int64_t block, std::string_view entries, std::vector<Posting>& postings);

// The words of a block as the providers in the file say.
std::vector<std::pair<std::string, std::string>> words_of_block(Connection& connection, std::int64_t block);
void write_block(Connection& connection, std::int64_t block,
                 const std::vector<std::pair<std::string, std::string>>& words);
void mark_stale(Connection& connection, std::int64_t block);
std::vector<std::int64_t> stale_blocks(Connection& connection);
// Brings all stale blocks up to date.
void refresh_words(Connection& connection);
// All blocks that the index has.
std::vector<std::int64_t> indexed_blocks(Connection& connection);

}  // namespace balise::store
