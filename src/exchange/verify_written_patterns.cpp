#include "exchange/verify_written_patterns.hpp"

#include <algorithm>
#include <bit>

namespace balise::exchange {

void PatternSet::add(std::string_view bytes, std::uint32_t owner, bool whole) {
    if (bytes.size() < short_width) return;
    Pattern pattern;
    pattern.start = pool_.size();
    pattern.size = static_cast<std::uint32_t>(bytes.size());
    pattern.owner = owner;
    pattern.whole = whole;
    pool_ += bytes;
    patterns_.push_back(pattern);
    longest_ = std::max(longest_, bytes.size());
}

void PatternSet::build() {
    build_table<long_width>(long_);
    build_table<short_width>(short_);
}

// Names begin alike ("Centre social de…") and addresses end alike, so that each string's key is taken where few others
// have theirs.
template <std::size_t width>
void PatternSet::build_table(Table& table) {
    std::vector<std::uint32_t> mine;
    for (std::uint32_t i = 0; i < patterns_.size(); ++i)
        if ((patterns_[i].size >= long_width) == (width == long_width)) mine.push_back(i);
    table.slots.clear();
    if (mine.empty()) return;
    const auto slot_bits = static_cast<unsigned>(std::bit_width(mine.size() * 2));
    const auto filter_bits = std::max(slot_bits + 4U, 12U);
    table.slots.resize(std::size_t{1} << slot_bits);
    table.slot_shift = 64U - slot_bits;
    table.filter.assign(std::size_t{1} << (filter_bits - 6U), 0);
    table.filter_shift = 64U - filter_bits;

    constexpr std::size_t most_windows = 24;
    constexpr unsigned counter_bits = 20;
    std::vector<std::uint16_t> taken(std::size_t{1} << counter_bits, 0);
    const std::size_t mask = table.slots.size() - 1;
    for (const auto index : mine) {
        auto& pattern = patterns_[index];
        const std::string_view bytes(pool_.data() + pattern.start, pattern.size);
        const std::size_t windows = bytes.size() - width + 1;
        const std::size_t stride = std::max<std::size_t>(1, windows / most_windows);
        std::uint16_t fewest = UINT16_MAX;
        for (std::size_t at = 0; at < windows && fewest > 0; at += stride) {
            const auto count = taken[hash_of(key_at<width>(bytes, at)) >> (64U - counter_bits)];
            if (count >= fewest) continue;
            fewest = count;
            pattern.window = static_cast<std::uint32_t>(at);
        }
        const auto key = key_at<width>(bytes, pattern.window);
        const auto hash = hash_of(key);
        auto& counter = taken[hash >> (64U - counter_bits)];
        if (counter < UINT16_MAX) ++counter;
        const auto bit = hash >> table.filter_shift;
        table.filter[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
        std::size_t slot = hash >> table.slot_shift;
        while (table.slots[slot].first != 0 && table.slots[slot].key != key) slot = (slot + 1) & mask;
        table.slots[slot].key = key;
        pattern.next = table.slots[slot].first;
        table.slots[slot].first = index + 1;
    }
}

}  // namespace balise::exchange
