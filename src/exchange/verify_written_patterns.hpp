#pragma once
// Very many byte strings looked for in one pass.
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace balise::exchange {

// A set of byte strings of five bytes or more. At every offset a hash of the next 8 (or 5) bytes is asked of a bit
// filter, then of a table, then the whole string is compared: about 2 ns a byte, whatever the number of strings.
// (Aho–Corasick would take several kilobytes a string and miss the cache at every byte.)
class PatternSet {
public:
    struct Hit {
        std::uint32_t owner = 0;
        std::size_t at = 0;
        std::size_t size = 0;
    };

    // Strings shorter than five bytes are not taken. `whole`: letters or digits may stand neither before nor after it.
    void add(std::string_view bytes, std::uint32_t owner, bool whole = false);
    // To be called once, after the last add().
    void build();
    bool empty() const { return patterns_.empty(); }
    std::size_t longest() const { return longest_; }

    // Calls visit(Hit) for every occurrence until it returns false.
    template <class Visit>
    void search(std::string_view text, Visit&& visit) const {
        if (search_table<long_width>(long_, text, visit)) search_table<short_width>(short_, text, visit);
    }

private:
    struct Pattern {
        std::size_t start = 0;  // in pool_
        std::uint32_t size = 0;
        std::uint32_t owner = 0;
        std::uint32_t window = 0;  // where in the string its key begins
        std::uint32_t next = 0;    // next pattern with the same key + 1
        bool whole = false;
    };
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t first = 0;  // pattern + 1; 0 = free
    };
    struct Table {
        unsigned filter_shift = 0, slot_shift = 0;
        std::vector<std::uint64_t> filter;
        std::vector<Slot> slots;
    };

    static constexpr std::size_t long_width = 8;
    static constexpr std::size_t short_width = 5;

    template <std::size_t width>
    static std::uint64_t key_at(std::string_view text, std::size_t at) {
        std::uint64_t key = 0;
        std::memcpy(&key, text.data() + at, width);
        return key;
    }
    static std::uint64_t hash_of(std::uint64_t key) { return key * 0x9E3779B97F4A7C15U; }

    template <std::size_t width, class Visit>
    bool search_table(const Table& table, std::string_view text, Visit& visit) const {
        if (table.slots.empty() || text.size() < width) return true;
        const std::size_t last = text.size() - width;
        for (std::size_t at = 0; at <= last; ++at) {
            const auto key = key_at<width>(text, at);
            const auto hash = hash_of(key);
            const auto bit = hash >> table.filter_shift;
            if ((table.filter[bit >> 6U] >> (bit & 63U) & 1U) == 0) continue;
            if (!visit_slot(table, key, hash, text, at, visit)) return false;
        }
        return true;
    }
    static bool is_word(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80;
    }
    bool matches(const Pattern& pattern, std::string_view text, std::size_t key_offset) const {
        if (key_offset < pattern.window) return false;
        const std::size_t start = key_offset - pattern.window;
        if (start + pattern.size > text.size() ||
            std::memcmp(text.data() + start, pool_.data() + pattern.start, pattern.size) != 0)
            return false;
        if (!pattern.whole) return true;
        return (start == 0 || !is_word(text[start - 1])) &&
               (start + pattern.size == text.size() || !is_word(text[start + pattern.size]));
    }
    template <class Visit>
    bool visit_slot(const Table& table, std::uint64_t key, std::uint64_t hash, std::string_view text, std::size_t at,
                    Visit& visit) const {
        const std::size_t mask = table.slots.size() - 1;
        for (std::size_t slot = hash >> table.slot_shift;; slot = (slot + 1) & mask) {
            const auto& entry = table.slots[slot];
            if (entry.first == 0) return true;
            if (entry.key != key) continue;
            for (auto index = entry.first; index != 0; index = patterns_[index - 1].next) {
                const auto& pattern = patterns_[index - 1];
                if (matches(pattern, text, at) && !visit(Hit{pattern.owner, at - pattern.window, pattern.size}))
                    return false;
            }
            return true;
        }
    }
    template <std::size_t width>
    void build_table(Table& table);

    std::string pool_;
    std::vector<Pattern> patterns_;
    std::size_t longest_ = 0;
    Table long_, short_;
};

}  // namespace balise::exchange
