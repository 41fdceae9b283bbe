#pragma once
// A flat table from 64-bit hashes to small values: very many are learned and asked for, none is taken out.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace balise::model {

// Open addressing with linear probing, at most half full; Value is cheap to copy and starts as Value{}. The hashes 0
// and 1 are taken for one.
template <class Value>
class HashTable {
public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    // Null when the hash is not there.
    const Value* find(std::uint64_t hash) const {
        if (size_ == 0) return nullptr;
        const auto slot = slot_of(key_of(hash));
        return keys_[slot] == 0 ? nullptr : &values_[slot];
    }
    bool contains(std::uint64_t hash) const { return find(hash) != nullptr; }

    // The value of the hash, which is added where it is missing; the second tells whether it was.
    std::pair<Value*, bool> add(std::uint64_t hash) {
        if (2 * (size_ + 1) > keys_.size()) grow();
        const auto slot = slot_of(key_of(hash));
        const bool is_new = keys_[slot] == 0;
        if (is_new) {
            keys_[slot] = key_of(hash);
            ++size_;
        }
        return {&values_[slot], is_new};
    }
    Value& operator[](std::uint64_t hash) { return *add(hash).first; }

private:
    static std::uint64_t key_of(std::uint64_t hash) { return hash == 0 ? 1 : hash; }

    // Where the key is, or the free slot where it belongs.
    std::size_t slot_of(std::uint64_t key) const {
        auto slot = static_cast<std::size_t>(key * 0x9E3779B97F4A7C15U >> shift_);
        while (keys_[slot] != 0 && keys_[slot] != key) slot = (slot + 1) & (keys_.size() - 1);
        return slot;
    }

    void grow() {
        const auto wider = keys_.empty() ? std::size_t{64} : keys_.size() * 4;
        auto keys = std::exchange(keys_, std::vector<std::uint64_t>(wider));
        auto values = std::exchange(values_, std::vector<Value>(wider));
        shift_ = 64 - std::countr_zero(wider);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i] == 0) continue;
            const auto slot = slot_of(keys[i]);
            keys_[slot] = keys[i];
            values_[slot] = values[i];
        }
    }

    std::vector<std::uint64_t> keys_;  // 0 = free; the number of slots is a power of two
    std::vector<Value> values_;
    int shift_ = 64;
    std::size_t size_ = 0;
};

// Only whether a hash was seen.
class HashSet {
public:
    void insert(std::uint64_t hash) { seen_.add(hash); }
    bool contains(std::uint64_t hash) const { return seen_.contains(hash); }
    bool empty() const { return seen_.empty(); }

private:
    struct Nothing {};
    HashTable<Nothing> seen_;
};

}  // namespace balise::model
