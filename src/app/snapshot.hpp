#pragma once
// What one audience may see of a project, compact enough for a million providers: read in a job, then shared by map,
// table, search and filters. Everything in it came through the release gate; nothing else reaches the window's lists.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/id.hpp"
#include "base/progress.hpp"
#include "model/records.hpp"
#include "model/release.hpp"

namespace balise::app {

// One provider as lists and map need it. Codes are indexes into the snapshot's lists.
struct ListedProvider {
    static constexpr std::uint32_t no_area = 0xffffffff;
    base::Uuid id;  // of the record, for every audience: what `find`, `card_of` and actions take; never shown
    std::string ref, name, locality;  // name in the snapshot's language; where it is withheld the type's label
    std::uint16_t type = 0, status = 0;
    std::uint16_t services = 0;                           // bit n: offers (active) the category Snapshot::services[n]
    std::uint32_t area = no_area;                         // finest one that is released
    std::uint32_t verified = 0;                           // 20261012 (20261000: a month); 0 = never or withheld
    std::int32_t capacity = -1, free = -1;                // -1 = not known or withheld
    model::Audience visible = model::Audience::internal;  // the widest circle that learns of it
    bool generalised = false;                             // the position is an area's, not its own
    bool sample = false;
    std::optional<geo::LonLat> position;
};

struct ListedArea {
    std::string code, name, legal_type;
    std::uint32_t parent = ListedProvider::no_area;
    int level = -1;  // of the P-code tree; -1 outside it (districts)
    geo::Box box;    // degrees
    std::int64_t population = -1;
};

struct ListedPlace {
    std::string code, name, kind;
    std::int64_t population = -1;
    std::uint32_t area = ListedProvider::no_area;
    geo::LonLat position;  // not a number where it is not known
};

// An overlay record: risk zone, border post or transport node.
struct ListedOverlay {
    std::string id, ref, name, kind;  // kind: the level of a risk zone, else the kind's code
    std::uint32_t area = ListedProvider::no_area;
    std::optional<geo::LonLat> position;  // of a zone: a point inside it
    geo::Box box;                         // degrees
};

struct Snapshot {
    std::int64_t revision = 0;
    model::Audience audience = model::Audience::internal;
    base::Language language = base::Language::french;
    std::string title;                            // of the project: its setting, else the file's name
    std::map<std::string, std::string> settings;  // what is printed on every page: setting_names() → words
    bool is_sample = false;                       // EXEMPLE is shown
    bool approximate_areas = false;               // then sheets and status bar say so
    // Codes and labels in the vocabulary's order, with how many providers each has.
    struct Coded {
        std::string code, label;
        std::int64_t count = 0;
    };
    // Other codes that records have follow after the vocabularies' own; "" without a label: not known, or withheld. For
    // the public, shelters and other protected types are only there when one was opened to it.
    std::vector<Coded> types, statuses, services;
    std::vector<Coded> risk_levels, border_kinds, transport_kinds;
    std::vector<ListedArea> areas;
    std::vector<ListedPlace> places;
    std::vector<ListedProvider> providers;  // by name
    std::vector<ListedOverlay> risk_zones, border_posts, transport_nodes;
    std::int64_t withheld = -1;  // internal only: how many providers the public does not see; -1 elsewhere

    // The area of the level (1 = region) that holds `area`, or no_area.
    std::uint32_t area_above(std::uint32_t area, int level) const;
    // Index of a provider; nothing when it is not there. `id` as text.
    std::optional<std::uint32_t> find(const std::string& id) const;
    std::optional<std::uint32_t> find_area(const std::string& code) const;

    // For the map alone (app/scene): shapes and tables, made by the same job; see app/ground.hpp.
    struct Ground;
    std::shared_ptr<const Ground> ground;
    // For searching alone.
    struct Words;
    std::shared_ptr<const Words> words;
    std::vector<std::uint32_t> by_id;  // providers in the order of their ids, for `find`
};

// Reads what the audience may see; `session` may be read-only and belongs to the calling thread. Reads and releases in
// batches: memory stays within about 350 bytes a provider. `before` (or null): its ground is taken over when nothing of
// it has changed since. Throws cancelled.
std::shared_ptr<const Snapshot> take_snapshot(const Session& session, model::Audience audience, base::Language language,
                                              const std::shared_ptr<const Snapshot>& before, base::Progress& progress);

}  // namespace balise::app
