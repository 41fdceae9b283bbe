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
        if (count_ * 3 >= slots_.size() * 2) grow();
        const auto hash = std::hash<std::string_view>{}(key);
        for (auto at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
            auto& slot = slots_[at];
            if (slot.row == 0) {
                slot = {hash, texts_.size(), key.size(), row};
                texts_ += key;
                ++count_;
                return 0;
            }
            if (slot.hash == hash && std::string_view(texts_).substr(slot.from, slot.size) == key) return slot.row;
        }
    }

private:
    struct Slot {
        std::size_t hash = 0;
        std::size_t from = 0, size = 0;  // in texts_
        std::int64_t row = 0;            // 0 = free
    };

    void grow() {
        std::vector<Slot> larger(slots_.size() * 2);
        for (const auto& slot : slots_) {
            if (slot.row == 0) continue;
            auto at = slot.hash & (larger.size() - 1);
            while (larger[at].row != 0) at = (at + 1) & (larger.size() - 1);
            larger[at] = slot;
        }
        slots_ = std::move(larger);
    }

    std::vector<Slot> slots_ = std::vector<Slot>(64);  // a power of two
    std::size_t count_ = 0;
    std::string texts_;
};

}  // namespace balise::exchange
