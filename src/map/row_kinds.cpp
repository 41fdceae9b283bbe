#include "map/row_kinds.hpp"

#include <algorithm>
#include <numeric>

namespace balise::map {

RowKinds::RowKinds(const FeatureTable& table, const std::vector<const Expression*>& expressions,
                   const std::vector<std::string>& further) {
    const auto read = [&](const std::string& name) {
        const auto* column = table.column(name);
        // A column that is all of one value tells nothing apart.
        if (column == nullptr || column->values().size() < 2) return;
        if (std::find(columns_.begin(), columns_.end(), column) == columns_.end()) columns_.push_back(column);
    };
    for (const auto* expression : expressions)
        if (expression->given())
            for (const auto& name : expression->columns()) read(name);
    for (const auto& name : further) read(name);

    constexpr std::uint64_t most = 1U << 20U;
    std::uint64_t keys = 1;
    for (const auto* column : columns_) keys = std::min(keys * column->values().size(), most + 1);
    if (keys <= most) direct_.assign(keys, unknown);
}

std::uint32_t RowKinds::add(std::size_t row, std::uint64_t key) {
    first_row_.push_back(row);
    keys_.push_back(key);
    return static_cast<std::uint32_t>(first_row_.size() - 1);
}

bool RowKinds::same(std::size_t a, std::size_t b) const {
    return std::all_of(columns_.begin(), columns_.end(),
                       [&](const Column* column) { return column->code(a) == column->code(b); });
}

std::uint32_t RowKinds::by_hash(std::size_t row, std::uint64_t key) {
    auto& known = hashed_[key];
    for (const auto kind : known)
        if (same(first_row_[kind], row)) return kind;
    known.push_back(add(row, key));
    return known.back();
}

std::vector<std::uint32_t> RowKinds::in_order() const {
    std::vector<std::uint32_t> order(count());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        for (const auto* column : columns_) {
            const auto x = column->code(first_row_[a]), y = column->code(first_row_[b]);
            if (x != y) return x < y;
        }
        return a < b;
    });
    return order;
}

}  // namespace balise::map
