#pragma once
// Choosing, sorting and searching the rows of a snapshot. Pure functions, for jobs.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "app/snapshot.hpp"

namespace balise::app {

// Which providers are shown. Empty lists and words: all.
struct ProviderFilter {
    std::vector<std::string> hidden_types{};  // eyes that are closed
    std::vector<std::string> services{};      // all of them
    std::string area{};                       // P-code of any level, or a district's
    std::vector<std::string> statuses{};      // any of them
    int verified_within_months = 0;           // 0 = any date, also none; -1 = never verified
    bool full_package = false;                // offers all of the categories 1 to 14
    bool has_free = false;                    // free places are known and more than none
    bool operator==(const ProviderFilter&) const = default;
    // How many of the filters (not the eyes) are set.
    int count() const;
};

using Rows = std::vector<std::uint32_t>;  // indexes into Snapshot::providers

// In rising order. `today` as "2026-11-24".
Rows rows_that_pass(const Snapshot& snapshot, const ProviderFilter& filter, const std::string& today);
// Of `rows`, those whose position lies in the box (degrees).
Rows rows_in(const Snapshot& snapshot, const Rows& rows, const geo::Box& degrees);

enum class ListColumn { type, ref, name, region, services, free, status, verified, visible };
// Sorted as the language sorts (accents folded), ties by name; what is not known comes last either way.
Rows sorted(const Snapshot& snapshot, Rows rows, ListColumn column, bool descending);

// An area with its providers: how many of `rows` lie in it, by type.
struct AreaCount {
    std::uint32_t area = 0;           // into Snapshot::areas
    std::vector<std::int64_t> types;  // as Snapshot::types, zero too
    std::int64_t total = 0;
};
// For every area of the level (1 = regions), those without any too, in the order of their names; answers "which regions
// have no transit centre". Providers whose area is not known or coarser are in none.
std::vector<AreaCount> providers_by_area(const Snapshot& snapshot, const Rows& rows, int level);

// One thing that was found, with the bytes [first, second) of its name that match.
struct Found {
    enum class Kind { provider, place, area, risk_zone, border_post, transport_node };
    Kind kind = Kind::provider;
    std::uint32_t index = 0;  // into the snapshot's list of this kind
    std::vector<std::pair<std::uint32_t, std::uint32_t>> matches;
};

struct FoundList {
    std::vector<Found> providers;  // best first, at most `limit`
    std::vector<Found> places;     // places, areas and overlays
    std::int64_t provider_total = 0, place_total = 0;
    bool place_first = false;  // the whole query is the name of the first place: places stand before providers
    Rows rows;                 // all providers found, best first
};

// Every word must be found at the beginning of a word of name, locality, area, type or services, or (four letters or
// more) of the reference (accents
// and œ folded; one typing error forgiven from five letters on when nothing else is found). Under 30 ms for 100,000
// providers.
FoundList search(const Snapshot& snapshot, const std::string& words, std::size_t limit);

}  // namespace balise::app
