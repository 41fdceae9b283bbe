#pragma once
// Finding providers by words and codes in the search index. For search.cpp alone.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.hpp"
#include "store/search_lists.hpp"

namespace balise::store {

// A provider found, and how well it fits.
struct Hit {
    std::int64_t row = 0;
    int score = 0;
};
// Sorted by row, each row once.
using Hits = std::vector<Hit>;

// Rows in both; scores added.
Hits both(const Hits& a, const Hits& b);
// Sorts by row and keeps the best score of each.
void unite(Hits& hits);

// Reads the search index; blocks that edits in other programs made stale are indexed in memory.
class WordSearch {
public:
    WordSearch(Connection& connection, SearchLists& lists) : connection_(connection), lists_(lists) {}

    // Providers with a code, see code_word.
    Hits with_code(std::string_view kind, std::string_view code);
    // Number of providers for each code of a kind; ":all:" has the one code "".
    std::map<std::string, std::int64_t> counts(std::string_view kind);
    // Providers in an area or in what lies below it.
    Hits in_area(const std::string& code);
    // Providers with all the words; words that nothing has are replaced by a near one, said in `corrected`.
    Hits with_words(const std::string& words, std::vector<std::string>& corrected);

private:
    template <class Function>
    void for_each_word(const std::string& from, const std::string& until, Function&& function);
    // Providers with a word, by beginning of the word, by names of services and types, by names of areas.
    Hits with_word(const std::string& word);
    void add_areas(const std::vector<std::string>& codes, int score, Hits& hits);
    std::vector<std::string> area_codes_below(const std::string& code);
    std::optional<std::string> near_word(const std::string& word);
    const SearchLists::Blocks& blocks();
    const std::vector<SearchLists::NamedArea>& areas();
    const std::vector<SearchLists::Label>& labels();

    Connection& connection_;
    SearchLists& lists_;
};

}  // namespace balise::store
