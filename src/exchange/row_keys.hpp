#pragma once
// The keys of a file's rows, to find those that occur twice: open addressing with the texts one behind the other, as a
// million of them must not cost a million allocations.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace balise::exchange {

class RowKeys {
public:
    // Remembers the key of a row; the row that has it already, or 0.
    std::int64_t earlier(std::string_view key, std::int64_t row) {
        if (rows_.size() * 2 >= slots_.size()) grow();
        const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(key));
        for (auto at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
            auto& slot = slots_[at];
            if (slot.number == 0) {
                texts_ += key;
                ends_.push_back(texts_.size());
                rows_.push_back(row);
                slot = {hash, static_cast<std::uint32_t>(rows_.size())};
                return 0;
            }
            if (slot.hash == hash && text(slot.number) == key) return rows_[slot.number - 1];
        }
    }

private:
    // Small, as the table is looked into at random.
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number = 0;  // of the key, from 1; 0 = free
    };

    std::string_view text(std::size_t number) const {
        const auto from = number == 1 ? 0 : ends_[number - 2];
        return std::string_view(texts_).substr(from, ends_[number - 1] - from);
    }

    void grow() {
        std::vector<Slot> larger(slots_.size() * 4);
        for (const auto& slot : slots_) {
            if (slot.number == 0) continue;
            auto at = slot.hash & (larger.size() - 1);
            while (larger[at].number != 0) at = (at + 1) & (larger.size() - 1);
            larger[at] = slot;
        }
        slots_ = std::move(larger);
    }

    std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a power of two
    std::string texts_;
    std::vector<std::size_t> ends_;  // per key, in texts_
    std::vector<std::int64_t> rows_;
};

}  // namespace balise::exchange
