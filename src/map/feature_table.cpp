#include "map/feature_table.hpp"

#include <functional>

namespace balise::map {

namespace {

constexpr std::uint32_t free_bucket = 0xffffffff;

std::size_t hash_of(const Value& value) {
    const std::size_t kind = value.index() * 0x9e3779b97f4a7c15ULL;
    if (const auto* words = std::get_if<std::string>(&value)) return kind ^ std::hash<std::string>{}(*words);
    if (const auto* number = std::get_if<double>(&value))
        return *number == *number ? kind ^ std::hash<double>{}(*number) : kind;
    if (const auto* truth = std::get_if<bool>(&value)) return kind ^ (*truth ? 1U : 2U);
    return kind;
}

// Numbers that are not numbers are one value here, or each would be a new one.
bool same(const Value& a, const Value& b) {
    const auto *x = std::get_if<double>(&a), *y = std::get_if<double>(&b);
    return (x && y && *x != *x && *y != *y) || a == b;
}

}  // namespace

void Column::add(const Value& value) {
    if (values_.size() * 2 >= buckets_.size()) grow();
    const std::size_t mask = buckets_.size() - 1;
    std::size_t bucket = hash_of(value) & mask;
    while (buckets_[bucket] != free_bucket && !same(values_[buckets_[bucket]], value)) bucket = (bucket + 1) & mask;
    if (buckets_[bucket] == free_bucket) {
        buckets_[bucket] = static_cast<std::uint32_t>(values_.size());
        values_.push_back(value);
    }
    codes_.push_back(buckets_[bucket]);
}

void Column::grow() {
    buckets_.assign(buckets_.empty() ? 16 : buckets_.size() * 2, free_bucket);
    const std::size_t mask = buckets_.size() - 1;
    for (std::uint32_t code = 0; code < values_.size(); ++code) {
        std::size_t bucket = hash_of(values_[code]) & mask;
        while (buckets_[bucket] != free_bucket) bucket = (bucket + 1) & mask;
        buckets_[bucket] = code;
    }
}

const Column* FeatureTable::column(std::string_view wanted) const {
    for (const auto& known : columns)
        if (known.name() == wanted) return &known;
    return nullptr;
}

}  // namespace balise::map
