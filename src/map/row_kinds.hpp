#pragma once
// Rows told apart by the columns that a layer reads: what is evaluated once holds for all rows of a kind.
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "map/feature_table.hpp"
#include "map/style.hpp"

namespace balise::map {

class RowKinds {
public:
    // Tells rows apart by the columns that the expressions read and by `further` columns.
    RowKinds(const FeatureTable& table, const std::vector<const Expression*>& expressions,
             const std::vector<std::string>& further = {});

    // The number of the row's kind; a new kind gets the next number.
    std::uint32_t of(std::size_t row) {
        if (columns_.empty()) return first_row_.empty() ? add(row, 0) : 0;
        std::uint64_t key = 0;
        for (const auto* column : columns_) key = key * column->values().size() + column->code(row);
        if (!direct_.empty()) {
            const std::uint32_t known = direct_[key];
            return known != unknown ? known : direct_[key] = add(row, key);
        }
        return by_hash(row, key);
    }
    std::size_t count() const { return first_row_.size(); }
    // A row of the kind.
    std::size_t example(std::uint32_t kind) const { return first_row_[kind]; }
    // The kinds in an order that does not depend on which rows are in view: by the numbers of their columns' values.
    std::vector<std::uint32_t> in_order() const;

private:
    static constexpr std::uint32_t unknown = 0xffffffff;
    std::uint32_t add(std::size_t row, std::uint64_t key);
    std::uint32_t by_hash(std::size_t row, std::uint64_t key);
    bool same(std::size_t a, std::size_t b) const;

    std::vector<const Column*> columns_;
    std::vector<std::uint32_t> direct_;                                     // by key, when there are few keys
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> hashed_;  // keys may overflow and meet
    std::vector<std::size_t> first_row_;
    std::vector<std::uint64_t> keys_;
};

}  // namespace balise::map
