#include "app/listing.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "app/listing_words.hpp"
#include "base/clock.hpp"
#include "base/words.hpp"

namespace balise::app {

int ProviderFilter::count() const {
    return (services.empty() ? 0 : 1) + (area.empty() ? 0 : 1) + (statuses.empty() ? 0 : 1) +
           (verified_within_months != 0 ? 1 : 0) + (full_package ? 1 : 0) + (has_free ? 1 : 0);
}

namespace {

// Which numbers of the list have one of the codes.
std::vector<char> chosen(const std::vector<Snapshot::Coded>& list, const std::vector<std::string>& codes) {
    std::vector<char> marks(list.size(), 0);
    for (std::size_t i = 0; i < list.size(); ++i)
        marks[i] = std::find(codes.begin(), codes.end(), list[i].code) != codes.end() ? 1 : 0;
    return marks;
}

// Bits of the services; nothing when one of them is not known, so that nobody offers all of them.
std::optional<std::uint16_t> bits_of(const Snapshot& snapshot, const std::vector<std::string>& services) {
    std::uint16_t bits = 0;
    for (const auto& code : services) {
        const auto at = std::find_if(snapshot.services.begin(), snapshot.services.end(),
                                     [&](const Snapshot::Coded& coded) { return coded.code == code; });
        if (at == snapshot.services.end()) return std::nullopt;
        bits = static_cast<std::uint16_t>(bits | 1U << static_cast<unsigned>(at - snapshot.services.begin()));
    }
    return bits;
}

// The package of the Compact: every category but the last, "other".
std::uint16_t package_bits(const Snapshot& snapshot) {
    std::uint16_t bits = 0;
    for (std::size_t i = 0; i < snapshot.services.size(); ++i)
        if (snapshot.services[i].code != "other") bits = static_cast<std::uint16_t>(bits | 1U << i);
    return bits;
}

// The area and all that lie below it.
std::vector<char> area_and_below(const Snapshot& snapshot, std::uint32_t area) {
    std::vector<char> marks(snapshot.areas.size(), 0);
    for (std::uint32_t i = 0; i < snapshot.areas.size(); ++i) {
        auto above = i;
        for (int steps = 0; above != ListedProvider::no_area && steps < 8; ++steps) {
            if (above == area) marks[i] = 1;
            above = snapshot.areas[above].parent;
        }
    }
    return marks;
}

// The day so many months before, as a number: 20261012.
std::uint32_t months_before(const std::string& today, int months) {
    if (!base::is_date(today)) return 0;
    const int month = std::stoi(today.substr(0, 4)) * 12 + std::stoi(today.substr(5, 2)) - 1 - months;
    return static_cast<std::uint32_t>(
        std::max(0, (month / 12) * 10000 + (month % 12 + 1) * 100 + std::stoi(today.substr(8, 2))));
}

class Sieve {
public:
    Sieve(const Snapshot& snapshot, const ProviderFilter& filter, const std::string& today)
        : hidden_types_(chosen(snapshot.types, filter.hidden_types)) {
        if (!filter.statuses.empty()) statuses_ = chosen(snapshot.statuses, filter.statuses);
        if (const auto bits = bits_of(snapshot, filter.services))
            services_ = *bits;
        else
            lets_nothing_ = true;
        if (filter.full_package) services_ = static_cast<std::uint16_t>(services_ | package_bits(snapshot));
        if (filter.verified_within_months > 0)
            since_ = std::max(1U, months_before(today, filter.verified_within_months));
        only_never_ = filter.verified_within_months < 0;
        has_free_ = filter.has_free;
        if (!filter.area.empty()) {
            if (const auto area = snapshot.find_area(filter.area))
                areas_ = area_and_below(snapshot, *area);
            else
                lets_nothing_ = true;
        }
    }

    bool passes(const ListedProvider& provider) const {
        if (lets_nothing_ || hidden_types_[provider.type] != 0) return false;
        if (!statuses_.empty() && statuses_[provider.status] == 0) return false;
        if ((provider.services & services_) != services_ || provider.verified < since_) return false;
        if (only_never_ && provider.verified != 0) return false;
        if (has_free_ && provider.free <= 0) return false;
        return areas_.empty() || (provider.area != ListedProvider::no_area && areas_[provider.area] != 0);
    }

private:
    bool lets_nothing_ = false, only_never_ = false, has_free_ = false;
    std::vector<char> hidden_types_, statuses_, areas_;
    std::uint16_t services_ = 0;
    std::uint32_t since_ = 0;
};

}  // namespace

Rows rows_that_pass(const Snapshot& snapshot, const ProviderFilter& filter, const std::string& today) {
    const Sieve sieve(snapshot, filter, today);
    Rows rows;
    rows.reserve(snapshot.providers.size());
    for (std::uint32_t i = 0; i < snapshot.providers.size(); ++i)
        if (sieve.passes(snapshot.providers[i])) rows.push_back(i);
    return rows;
}

Rows rows_in(const Snapshot& snapshot, const Rows& rows, const geo::Box& degrees) {
    Rows inside;
    for (const auto row : rows) {
        const auto& position = snapshot.providers[row].position;
        if (position && degrees.contains({position->lon, position->lat})) inside.push_back(row);
    }
    return inside;
}

namespace {

constexpr std::uint64_t unknown = std::numeric_limits<std::uint64_t>::max();

// Places of the codes when sorted by their labels; unknown for the code that says so.
std::vector<std::uint64_t> label_ranks(const std::vector<Snapshot::Coded>& list) {
    std::vector<std::pair<std::string, std::size_t>> labels;
    for (std::size_t i = 0; i < list.size(); ++i) labels.emplace_back(base::fold(list[i].label), i);
    std::sort(labels.begin(), labels.end());
    std::vector<std::uint64_t> ranks(list.size());
    for (std::size_t rank = 0; rank < labels.size(); ++rank)
        ranks[labels[rank].second] = list[labels[rank].second].code.empty() ? unknown : rank;
    return ranks;
}

// By what the rows of a column are sorted.
class SortKeys {
public:
    SortKeys(const Snapshot& snapshot, ListColumn column) : snapshot_(snapshot), column_(column) {
        if (column == ListColumn::status) codes_ = label_ranks(snapshot.statuses);
        if (column != ListColumn::region) return;
        for (std::uint32_t area = 0; area < snapshot.areas.size(); ++area) {
            const auto region = snapshot.area_above(area, 1);
            codes_.push_back(region == ListedProvider::no_area ? unknown : snapshot.words->area_ranks[region]);
        }
    }

    std::uint64_t of(std::uint32_t row) const {
        const auto& provider = snapshot_.providers[row];
        switch (column_) {
            case ListColumn::type: return snapshot_.types[provider.type].code.empty() ? unknown : provider.type;
            case ListColumn::ref: return provider.ref.empty() ? unknown : beginning_of(provider.ref);
            case ListColumn::name: return row;
            case ListColumn::region: return provider.area == ListedProvider::no_area ? unknown : codes_[provider.area];
            case ListColumn::services: return static_cast<std::uint64_t>(std::popcount(provider.services));
            case ListColumn::free: return provider.free < 0 ? unknown : static_cast<std::uint64_t>(provider.free);
            case ListColumn::status: return codes_[provider.status];
            case ListColumn::verified: return provider.verified == 0 ? unknown : provider.verified;
            case ListColumn::visible: return static_cast<std::uint64_t>(provider.visible);
        }
        return unknown;
    }

private:
    const Snapshot& snapshot_;
    ListColumn column_;
    std::vector<std::uint64_t> codes_;
};

}  // namespace

Rows sorted(const Snapshot& snapshot, Rows rows, ListColumn column, bool descending) {
    struct Keyed {
        std::uint64_t key;
        std::uint32_t row;
    };
    const SortKeys keys(snapshot, column);
    std::vector<Keyed> list(rows.size());
    std::transform(rows.begin(), rows.end(), list.begin(), [&](std::uint32_t row) {
        const auto key = keys.of(row);
        return Keyed{descending && key != unknown ? unknown - 1 - key : key, row};
    });
    const bool by_ref = column == ListColumn::ref;
    std::sort(list.begin(), list.end(), [&](const Keyed& a, const Keyed& b) {
        if (a.key != b.key) return a.key < b.key;
        if (by_ref) {
            const int order = snapshot.providers[a.row].ref.compare(snapshot.providers[b.row].ref);
            if (order != 0) return descending ? order > 0 : order < 0;
        }
        return a.row < b.row;  // rows are numbered by name
    });
    std::transform(list.begin(), list.end(), rows.begin(), [](const Keyed& keyed) { return keyed.row; });
    return rows;
}

std::vector<AreaCount> providers_by_area(const Snapshot& snapshot, const Rows& rows, int level) {
    std::vector<AreaCount> counts;
    constexpr auto nowhere = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> place_of(snapshot.areas.size(), nowhere);
    for (std::uint32_t area = 0; area < snapshot.areas.size(); ++area)
        if (snapshot.areas[area].level == level) {
            place_of[area] = counts.size();
            counts.push_back({area, std::vector<std::int64_t>(snapshot.types.size(), 0), 0});
        }
    for (std::uint32_t area = 0; area < snapshot.areas.size(); ++area) {
        const auto above = snapshot.area_above(area, level);
        if (above != ListedProvider::no_area) place_of[area] = place_of[above];
    }
    for (const auto row : rows) {
        const auto& provider = snapshot.providers[row];
        if (provider.area == ListedProvider::no_area || place_of[provider.area] == nowhere) continue;
        auto& count = counts[place_of[provider.area]];
        ++count.types[provider.type];
        ++count.total;
    }
    const auto& ranks = snapshot.words->area_ranks;
    std::sort(counts.begin(), counts.end(),
              [&](const AreaCount& a, const AreaCount& b) { return ranks[a.area] < ranks[b.area]; });
    return counts;
}

}  // namespace balise::app
