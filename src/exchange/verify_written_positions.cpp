#include "exchange/verify_written_positions.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "geo/crs.hpp"

namespace balise::exchange {

namespace {

constexpr std::array<double, 7> powers{1, 10, 100, 1e3, 1e4, 1e5, 1e6};
constexpr std::size_t coarsest = 3;
constexpr std::size_t finest = 6;
constexpr std::size_t thousandths_count = 180002;

// Cut and rounded to so many decimals, without sign.
std::array<std::uint64_t, 2> scaled(double degrees, std::size_t decimals) {
    // Decimal text is cut as text: 4.35 is 4.350, not 4.349999.
    const double exact = std::abs(degrees) * powers[decimals];
    const double nearest = std::round(exact);
    const double cut = std::abs(exact - nearest) < 1e-6 ? nearest : std::floor(exact);
    return {static_cast<std::uint64_t>(cut), static_cast<std::uint64_t>(nearest)};
}

std::uint64_t pair_key(std::size_t decimals, std::uint64_t lon, std::uint64_t lat) {
    return static_cast<std::uint64_t>(decimals) << 58U | lon << 29U | lat;
}
std::uint64_t axis_key(std::size_t decimals, std::uint64_t value) {
    return static_cast<std::uint64_t>(decimals) << 58U | value;
}

template <class Function>
void for_each_degree_key(geo::LonLat position, Function&& function) {
    for (std::size_t decimals = coarsest; decimals <= finest; ++decimals)
        for (const auto lon : scaled(position.lon, decimals))
            for (const auto lat : scaled(position.lat, decimals)) function(pair_key(decimals, lon, lat));
}

template <class Function>
void for_each_axis_key(double degrees, Function&& function) {
    for (std::size_t decimals = finest - 1; decimals <= finest; ++decimals)
        for (const auto value : scaled(degrees, decimals)) function(axis_key(decimals, value));
}

std::uint64_t arc_seconds(double degrees) {
    return static_cast<std::uint64_t>(std::llround(std::abs(degrees) * 3600));
}
std::uint64_t seconds_key(std::uint64_t lon, std::uint64_t lat) {
    return lon << 32U | lat;
}

// Three significant decimals or more: such a number is no coincidence.
bool is_fine(double degrees) {
    return std::abs(std::abs(degrees) * 100 - std::round(std::abs(degrees) * 100)) > 1e-9;
}

template <class Function>
void for_each_released_geometry(const model::Released& released, Function&& function) {
    const auto all = [&](const auto& records) {
        for (const auto& record : records) function(model::geometry_of(record));
    };
    all(released.providers());
    all(released.risk_zones());
    all(released.border_posts());
    all(released.transport_nodes());
    all(released.areas());
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// A number in text: its digits before and after the point.
struct Number {
    std::uint64_t whole = 0;
    std::size_t whole_digits = 0;
    std::array<std::uint64_t, finest + 1> scaled{};  // cut to so many decimals
    std::size_t decimals = 0;
    std::size_t begin = 0, end = 0;
};

// Reads the number that begins with the digit at `at`. A comma is a decimal sign when three digits or more and no point
// follow.
Number read_number(std::string_view text, std::size_t at) {
    Number number;
    number.begin = at;
    for (; at < text.size() && is_digit(text[at]); ++at, ++number.whole_digits)
        if (number.whole_digits < 12) number.whole = number.whole * 10 + static_cast<std::uint64_t>(text[at] - '0');
    std::size_t end = at;
    if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(text[at + 1])) {
        std::size_t last = at + 1;
        while (last < text.size() && is_digit(text[last])) ++last;
        const bool decimal_sign = text[at] == '.' || (last - at > 3 && (last == text.size() || text[last] != '.'));
        if (decimal_sign) {
            number.decimals = last - at - 1;
            end = last;
        }
    }
    number.scaled[0] = number.whole;
    for (std::size_t i = 1; i <= finest; ++i) {
        const auto digit = i <= number.decimals ? static_cast<std::uint64_t>(text[at + i] - '0') : 0U;
        number.scaled[i] = number.scaled[i - 1] * 10 + digit;
    }
    // More decimals than six are a double written out (5.047547999999999): rounded, it is what was meant.
    if (number.decimals > finest && text[at + finest + 1] >= '5') {
        ++number.scaled[finest];
        for (std::size_t i = finest; i > 0; --i) number.scaled[i - 1] = number.scaled[i] / 10;
    }
    number.end = end;
    return number;
}

// Calls function(number) for every number of a text.
template <class Function>
void for_each_number(std::string_view text, Function&& function) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const auto number = read_number(text, at);
        if (!function(number)) return;
        at = number.end;
    }
}

constexpr std::size_t near = 48;  // bytes between two coordinates of one position

}  // namespace

void KeySet::build() {
    std::sort(keys_.begin(), keys_.end());
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    removed_.assign(keys_.size(), false);
    const auto bits = std::max(10U, static_cast<unsigned>(std::bit_width(keys_.size())) + 4U);
    shift_ = 64U - bits;
    filter_.assign(std::size_t{1} << (bits - 6U), 0);
    for (const auto key : keys_) {
        const auto bit = (key * 0x9E3779B97F4A7C15U) >> shift_;
        filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
    }
}

std::size_t KeySet::index_of(std::uint64_t key) const {
    if (keys_.empty()) return 0;
    const auto bit = (key * 0x9E3779B97F4A7C15U) >> shift_;
    if ((filter_[bit >> 6U] >> (bit & 63U) & 1U) == 0) return keys_.size();
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
    return found == keys_.end() || *found != key ? keys_.size() : static_cast<std::size_t>(found - keys_.begin());
}

void KeySet::remove(std::uint64_t key) {
    if (const auto index = index_of(key); index < keys_.size()) removed_[index] = true;
}

bool KeySet::contains(std::uint64_t key) const {
    const auto index = index_of(key);
    return index < keys_.size() && !removed_[index];
}

PositionSecrets::PositionSecrets(const std::vector<geo::LonLat>& withheld, const model::Released& released)
    : withheld_(withheld) {
    if (withheld_.empty()) return;
    add_text_keys();
    for (const auto& position : withheld_)
        for (const double axis : {position.lon, position.lat})
            for (const double value : {axis, std::round(axis * 1e6) / 1e6, std::round(axis * 1e5) / 1e5})
                if (is_fine(value)) doubles_.push_back(value);
    std::sort(doubles_.begin(), doubles_.end());
    doubles_.erase(std::unique(doubles_.begin(), doubles_.end()), doubles_.end());
    take_out_released(released);
    add_floats(released);
}

void PositionSecrets::add_text_keys() {
    thousandths_.assign(thousandths_count / 64 + 1, 0);
    const geo::Transformation west("EPSG:4326", "EPSG:32629");
    const geo::Transformation east("EPSG:4326", "EPSG:32630");
    for (const auto& position : withheld_) {
        for_each_degree_key(position, [&](std::uint64_t key) { degrees_.add(key); });
        seconds_.add(seconds_key(arc_seconds(position.lon), arc_seconds(position.lat)));
        for (const double axis : {position.lon, position.lat}) {
            for_each_axis_key(axis, [&](std::uint64_t key) { axes_.add(key); });
            for (const auto value : scaled(axis, coarsest))
                if (value < thousandths_count) thousandths_[value >> 6U] |= std::uint64_t{1} << (value & 63U);
        }
        for (const auto* zone : {&west, &east}) {
            const auto metres = zone->forward(geo::Position{position.lon, position.lat});
            if (!metres || metres->x < 0 || metres->y < 0 || metres->x > 1e6 || metres->y > 1e7) continue;
            for (const double x : {std::floor(metres->x), std::round(metres->x)})
                for (const double y : {std::floor(metres->y), std::round(metres->y)})
                    metres_.add(seconds_key(static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y)));
        }
    }
    for (auto* keys : {&degrees_, &axes_, &metres_, &seconds_}) keys->build();
}

void PositionSecrets::take_out_released(const model::Released& released) {
    std::vector<bool> known(doubles_.size(), false);
    for_each_released_geometry(released, [&](const geo::Geometry& geometry) {
        geo::for_each_position(geometry, [&](geo::Position p) {
            for (const auto position :
                 {geo::LonLat{p.x, p.y}, geo::LonLat{p.y, p.x}})  // pairs are looked for in either order
                for_each_degree_key(position, [&](std::uint64_t key) { degrees_.remove(key); });
            for (const double axis : {p.x, p.y}) {
                for_each_axis_key(axis, [&](std::uint64_t key) { axes_.remove(key); });
                const auto found = std::lower_bound(doubles_.begin(), doubles_.end(), axis);
                if (found != doubles_.end() && *found == axis)
                    known[static_cast<std::size_t>(found - doubles_.begin())] = true;
            }
            const auto lon = arc_seconds(p.x);
            const auto lat = arc_seconds(p.y);
            for (std::uint64_t dx = 0; dx < 5; ++dx)
                for (std::uint64_t dy = 0; dy < 5; ++dy)
                    if (lon + dx >= 2 && lat + dy >= 2) seconds_.remove(seconds_key(lon + dx - 2, lat + dy - 2));
        });
    });
    std::vector<double> kept;
    for (std::size_t i = 0; i < doubles_.size(); ++i)
        if (!known[i]) kept.push_back(doubles_[i]);
    doubles_ = std::move(kept);
}

namespace {

constexpr unsigned float_filter_bits = 20;
constexpr std::size_t float_reach = 32;

std::uint32_t float_hash(std::uint32_t bits) {
    return (bits * 0x9E3779B1U) >> (32U - float_filter_bits);
}

// The nearest float and its neighbours: an R*Tree rounds outwards.
std::array<std::uint32_t, 3> float_forms(double value) {
    const auto nearest = static_cast<float>(value);
    return {std::bit_cast<std::uint32_t>(nearest), std::bit_cast<std::uint32_t>(std::nextafterf(nearest, 1000.0F)),
            std::bit_cast<std::uint32_t>(std::nextafterf(nearest, -1000.0F))};
}

std::uint32_t read_word(std::string_view bytes, std::size_t at, bool big_endian) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    return big_endian ? __builtin_bswap32(word) : word;
}

}  // namespace

void PositionSecrets::add_floats(const model::Released& released) {
    std::vector<bool> excluded(withheld_.size(), false);
    // A released position less than a float's step away would be taken for the withheld one.
    constexpr double step = 2e-6;
    std::vector<std::size_t> by_lon(withheld_.size());
    for (std::size_t i = 0; i < by_lon.size(); ++i) by_lon[i] = i;
    std::sort(by_lon.begin(), by_lon.end(),
              [&](std::size_t a, std::size_t b) { return withheld_[a].lon < withheld_[b].lon; });
    for_each_released_geometry(released, [&](const geo::Geometry& geometry) {
        geo::for_each_position(geometry, [&](geo::Position p) {
            auto at = std::lower_bound(by_lon.begin(), by_lon.end(), p.x - step,
                                       [&](std::size_t i, double lon) { return withheld_[i].lon < lon; });
            for (; at != by_lon.end() && withheld_[*at].lon <= p.x + step; ++at)
                if (std::abs(withheld_[*at].lat - p.y) <= step) excluded[*at] = true;
        });
    });
    float_filter_.assign((std::size_t{1} << float_filter_bits) / 64, 0);
    for (std::size_t i = 0; i < withheld_.size(); ++i) {
        if (excluded[i] || !is_fine(withheld_[i].lon) || !is_fine(withheld_[i].lat)) continue;
        for (const auto bits : float_forms(withheld_[i].lon)) {
            floats_.emplace_back(bits, static_cast<std::uint32_t>(i));
            const auto bit = float_hash(bits);
            float_filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
        }
    }
    std::sort(floats_.begin(), floats_.end());
}

bool PositionSecrets::find_floats(std::string_view bytes) const {
    if (floats_.empty()) return false;
    const auto lat_is_near = [&](std::size_t at, std::uint32_t index, bool big_endian) {
        const auto wanted = float_forms(withheld_[index].lat);
        const std::size_t from = at > float_reach ? at - float_reach : 0;
        const std::size_t to = std::min(bytes.size() - sizeof(float), at + float_reach);
        for (std::size_t i = from; i <= to; ++i)
            if (std::find(wanted.begin(), wanted.end(), read_word(bytes, i, big_endian)) != wanted.end()) return true;
        return false;
    };
    for (std::size_t at = 0; at + sizeof(float) <= bytes.size(); ++at)
        for (const bool big_endian : {false, true}) {
            const auto bits = read_word(bytes, at, big_endian);
            const auto hash = float_hash(bits);
            if ((float_filter_[hash >> 6U] >> (hash & 63U) & 1U) == 0) continue;
            auto found =
                std::lower_bound(floats_.begin(), floats_.end(), std::pair<std::uint32_t, std::uint32_t>(bits, 0));
            for (; found != floats_.end() && found->first == bits; ++found)
                if (lat_is_near(at, found->second, big_endian)) return true;
        }
    return false;
}

void PositionSecrets::add_doubles(PatternSet& patterns, std::uint32_t owner) const {
    for (const double value : doubles_) {
        std::string bytes(sizeof value, '\0');
        std::memcpy(bytes.data(), &value, sizeof value);
        // -2.96875 is six zeros and two bytes: no more than any other bytes say.
        if (std::count(bytes.begin(), bytes.end(), '\0') > 2) continue;
        patterns.add(bytes, owner);
        std::reverse(bytes.begin(), bytes.end());
        patterns.add(bytes, owner);
    }
}

bool PositionSecrets::find_degrees(std::string_view text) const {
    std::array<Number, 3> before{};
    std::size_t count = 0;
    bool found = false;
    for_each_number(text, [&](const Number& number) {
        if (number.decimals == 0 || number.scaled[coarsest] >= thousandths_count ||
            (thousandths_[number.scaled[coarsest] >> 6U] >> (number.scaled[coarsest] & 63U) & 1U) == 0)
            return true;
        if (number.decimals >= finest - 1) {
            const auto decimals = std::min(number.decimals, finest);
            if (axes_.contains(axis_key(decimals, number.scaled[decimals]))) found = true;
        }
        for (std::size_t i = 0; i < std::min<std::size_t>(count, before.size()) && !found; ++i) {
            const auto& other = before[i];
            if (number.begin - other.end > near || std::max(number.decimals, other.decimals) < coarsest) continue;
            const auto decimals = std::clamp(std::min(number.decimals, other.decimals), coarsest, finest);
            found = degrees_.contains(pair_key(decimals, number.scaled[decimals], other.scaled[decimals])) ||
                    degrees_.contains(pair_key(decimals, other.scaled[decimals], number.scaled[decimals]));
        }
        before[count++ % before.size()] = number;
        return !found;
    });
    return found;
}

bool PositionSecrets::find_metres(std::string_view text) const {
    Number before;
    bool found = false;
    for_each_number(text, [&](const Number& number) {
        if (number.whole_digits < 5 || number.whole_digits > 7) return true;
        if (before.end > 0 && number.begin - before.end <= near)
            found = metres_.contains(seconds_key(before.whole, number.whole)) ||
                    metres_.contains(seconds_key(number.whole, before.whole));
        before = number;
        return !found;
    });
    return found;
}

namespace {

// Degrees, minutes and seconds around the degree sign at `at`, as whole seconds; nothing when they are not that exact.
std::optional<std::uint64_t> seconds_around(std::string_view text, std::size_t at, std::size_t& end) {
    std::size_t begin = at;
    while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\xC2')) --begin;
    std::size_t digits = begin;
    while (digits > 0 && is_digit(text[digits - 1])) --digits;
    if (digits == begin || begin - digits > 3) return std::nullopt;
    const auto degrees = read_number(text.substr(0, begin), digits).whole;
    const auto skip_to_digit = [&](std::size_t from) {
        std::size_t i = from;
        while (i < text.size() && i < from + 8 && !is_digit(text[i])) ++i;
        return i < text.size() && is_digit(text[i]) ? i : std::string_view::npos;
    };
    const auto first = skip_to_digit(at + 1);
    if (first == std::string_view::npos) return std::nullopt;
    const auto minutes = read_number(text, first);
    end = minutes.end;
    if (minutes.whole >= 60) return std::nullopt;
    if (minutes.decimals >= 2)
        return degrees * 3600 +
               static_cast<std::uint64_t>(std::llround(static_cast<double>(minutes.scaled[finest]) / 1e6 * 60));
    const auto second = skip_to_digit(minutes.end);
    if (second == std::string_view::npos) return std::nullopt;
    const auto seconds = read_number(text, second);
    if (seconds.whole >= 60) return std::nullopt;
    end = seconds.end;
    return degrees * 3600 + minutes.whole * 60 +
           static_cast<std::uint64_t>(std::llround(static_cast<double>(seconds.scaled[finest]) / 1e6));
}

}  // namespace

bool PositionSecrets::find_sexagesimal(std::string_view text) const {
    std::optional<std::uint64_t> before;
    std::size_t before_end = 0;
    for (std::size_t at = text.find_first_of("\xB0\xBA"); at != std::string_view::npos;
         at = text.find_first_of("\xB0\xBA", at + 1)) {
        std::size_t end = at;
        const auto value = seconds_around(text, at, end);
        if (!value) continue;
        if (before && at - before_end <= near)
            for (std::uint64_t dx = 0; dx < 3; ++dx)
                for (std::uint64_t dy = 0; dy < 3; ++dy) {
                    const auto a = *before + dx;
                    const auto b = *value + dy;
                    if (a == 0 || b == 0) continue;
                    if (seconds_.contains(seconds_key(a - 1, b - 1)) || seconds_.contains(seconds_key(b - 1, a - 1)))
                        return true;
                }
        before = value;
        before_end = end;
    }
    return false;
}

std::optional<base::Text> PositionSecrets::find_in_text(std::string_view text) const {
    if (withheld_.empty()) return std::nullopt;
    if (find_degrees(text)) return base::mark("decimal degrees");
    if (find_metres(text)) return base::mark("UTM metres");
    if (find_sexagesimal(text)) return base::mark("degrees, minutes and seconds");
    return std::nullopt;
}

}  // namespace balise::exchange
