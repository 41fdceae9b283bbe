#pragma once
// Withheld positions looked for in text and in bytes.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "exchange/verify_written_patterns.hpp"
#include "geo/geometry.hpp"
#include "model/release.hpp"

namespace balise::exchange {

// A sorted set of 64-bit keys with a bit filter before it.
class KeySet {
public:
    void add(std::uint64_t key) { keys_.push_back(key); }
    void build();
    // Takes a key out again; for use after build().
    void remove(std::uint64_t key);
    bool contains(std::uint64_t key) const;
    bool empty() const { return keys_.empty(); }

private:
    std::size_t index_of(std::uint64_t key) const;
    std::vector<std::uint64_t> keys_;
    std::vector<bool> removed_;
    std::vector<std::uint64_t> filter_;
    unsigned shift_ = 0;
};

// Withheld positions in the forms in which they could stand in a file: degrees with three decimals or more (rounded or
// cut), degrees, minutes and seconds, UTM metres of zones 29 and 30 as text; doubles (through a PatternSet) and pairs
// of floats as bytes. What a released position looks like at the same precision is not looked for.
class PositionSecrets {
public:
    PositionSecrets(const std::vector<geo::LonLat>& withheld, const model::Released& released);
    bool empty() const { return withheld_.empty(); }

    // How the position was written, when one is found in text.
    std::optional<base::Text> find_in_text(std::string_view text) const;
    // True when longitude and latitude of one position stand as 32-bit floats within 32 bytes of each other.
    bool find_floats(std::string_view bytes) const;
    // Adds the doubles of both axes, in both byte orders, under the number `owner`.
    void add_doubles(PatternSet& patterns, std::uint32_t owner) const;

private:
    void add_text_keys();
    void take_out_released(const model::Released& released);
    void add_floats(const model::Released& released);
    bool find_degrees(std::string_view text) const;
    bool find_metres(std::string_view text) const;
    bool find_sexagesimal(std::string_view text) const;

    std::vector<geo::LonLat> withheld_;
    std::vector<double> doubles_;  // single coordinates fine enough to be recognised alone
    KeySet degrees_, axes_, metres_, seconds_;
    std::vector<std::uint64_t> thousandths_;  // bit per 0.001°: may a withheld coordinate begin like this?
    std::vector<std::pair<std::uint32_t, std::uint32_t>> floats_;  // bits of a longitude, index of its position
    std::vector<std::uint64_t> float_filter_;
};

}  // namespace balise::exchange
