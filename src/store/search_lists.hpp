#pragma once
// What searching learns from the file and keeps for the next search on the same connection, until the file changes.
// For the search alone.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/connection.hpp"
#include "store/search.hpp"
#include "store/word_index.hpp"

namespace balise::store {

// Rows of the list that were read already, packed: some 150 bytes each, 32 MiB at most, then it begins anew.
class KeptRows {
public:
    // False when the row is not kept. `result` comes without area_name and distance.
    bool take(std::int64_t row, ProviderRow& result) const;
    std::optional<std::string_view> name(std::int64_t row) const;
    void keep(std::int64_t row, const ProviderRow& kept);

private:
    std::optional<std::size_t> place_of(std::int64_t row) const;
    std::string bytes_;
    std::vector<std::uint32_t> places_;  // by row number: where in bytes_, 0 for nowhere
};

struct SearchLists {
    // An administrative area by its names.
    struct NamedArea {
        std::string code, parent;
        std::vector<std::string> words;
    };
    // What a code of a vocabulary is called.
    struct Label {
        std::string kind, code;
        std::vector<std::string> words;
    };
    // Blocks of the search index, and those that edits in other programs made stale, indexed in memory.
    struct Blocks {
        std::vector<std::int64_t> fresh;
        std::map<std::int64_t, BlockWords> stale;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    std::optional<Connection::Content> content;
    // Each filled by the first search that needs it.
    std::optional<Blocks> blocks;
    std::optional<std::vector<NamedArea>> areas;
    std::optional<std::vector<Label>> labels;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> area_names;  // by code, as far as asked for
    KeptRows rows;
};

// Those of the connection if the file is still the same, else new ones. Within a transaction.
std::shared_ptr<SearchLists> search_lists(Connection& connection);

}  // namespace balise::store
