#include "store/search_lists.hpp"

#include <array>
#include <cstring>

namespace balise::store {

namespace {

constexpr std::size_t most_bytes = std::size_t{32} << 20U;
constexpr std::int64_t highest_row = std::int64_t{1} << 22U;
constexpr std::size_t longest_text = 0xFFFF;

void put_size(std::string& out, std::size_t size) {
    out.push_back(static_cast<char>(size & 0xFFU));
    out.push_back(static_cast<char>(size >> 8U));
}

void put_text(std::string& out, std::string_view text) {
    put_size(out, text.size());
    out.append(text);
}

// Reads what was put.
class Unpacking {
public:
    explicit Unpacking(const char* at) : at_(at) {}
    std::size_t size() {
        const auto low = static_cast<unsigned char>(at_[0]);
        const auto high = static_cast<unsigned char>(at_[1]);
        at_ += 2;
        return low | static_cast<std::size_t>(high) << 8U;
    }
    std::string_view text() {
        const auto length = size();
        const std::string_view found(at_, length);
        at_ += length;
        return found;
    }
    double real() {
        double value = 0;
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        return value;
    }

private:
    const char* at_;
};

// The texts of a row but its name, which comes first.
template <class Row>
auto texts_of(Row& row) {
    return std::array{&row.id, &row.public_ref, &row.type, &row.area, &row.status, &row.locality, &row.assured_on};
}

bool fits(const ProviderRow& row) {
    const auto short_enough = [](const std::string& text) { return text.size() <= longest_text; };
    if (!short_enough(row.name) || row.services.size() > longest_text) return false;
    for (const auto* text : texts_of(row))
        if (!short_enough(*text)) return false;
    for (const auto& service : row.services)
        if (!short_enough(service)) return false;
    return true;
}

}  // namespace

std::optional<std::size_t> KeptRows::place_of(std::int64_t row) const {
    if (row < 0 || static_cast<std::size_t>(row) >= places_.size()) return std::nullopt;
    const auto place = places_[static_cast<std::size_t>(row)];
    return place == 0 ? std::nullopt : std::optional<std::size_t>(place);
}

std::optional<std::string_view> KeptRows::name(std::int64_t row) const {
    const auto place = place_of(row);
    if (!place) return std::nullopt;
    return Unpacking(bytes_.data() + *place).text();
}

bool KeptRows::take(std::int64_t row, ProviderRow& result) const {
    const auto place = place_of(row);
    if (!place) return false;
    Unpacking packed(bytes_.data() + *place);
    result.name = packed.text();
    for (auto* text : texts_of(result)) *text = packed.text();
    if (packed.size() != 0) {
        const double lon = packed.real();
        result.position = geo::LonLat{lon, packed.real()};
    }
    const auto services = packed.size();
    result.services.reserve(services);
    for (std::size_t i = 0; i < services; ++i) result.services.emplace_back(packed.text());
    return true;
}

void KeptRows::keep(std::int64_t row, const ProviderRow& kept) {
    if (row < 0 || row >= highest_row || !fits(kept)) return;
    if (bytes_.size() > most_bytes) {
        bytes_.clear();
        places_.clear();
    }
    if (bytes_.empty()) bytes_.push_back('\0');  // place 0 is nowhere
    const auto number = static_cast<std::size_t>(row);
    if (places_.size() <= number) places_.resize(number + 1);
    places_[number] = static_cast<std::uint32_t>(bytes_.size());
    put_text(bytes_, kept.name);
    for (const auto* text : texts_of(kept)) put_text(bytes_, *text);
    put_size(bytes_, kept.position ? 1 : 0);
    if (kept.position)
        for (const double value : {kept.position->lon, kept.position->lat}) {
            char raw[sizeof value];
            std::memcpy(raw, &value, sizeof value);
            bytes_.append(raw, sizeof value);
        }
    put_size(bytes_, kept.services.size());
    for (const auto& service : kept.services) put_text(bytes_, service);
}

std::shared_ptr<SearchLists> search_lists(Connection& connection) {
    const auto content = connection.content();
    auto& kept = connection.search_lists();
    if (content && kept && kept->content == content) return kept;
    auto made = std::make_shared<SearchLists>();
    made->content = content;
    kept = content ? made : nullptr;
    return made;
}

}  // namespace balise::store
