// The country, the overlays and their tables for the map.
#include <limits>
#include <type_traits>

#include "app/snapshot_parts.hpp"
#include "geo/operations.hpp"
#include "map/record_tables.hpp"
#include "store/batches.hpp"

namespace balise::app {

using namespace model;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Table = Snapshot::Ground::Table;

const std::string& name_in(base::Language language, const std::string& fr, const std::string& en) {
    const bool english = language == base::Language::english ? !en.empty() : fr.empty();
    return english ? en : fr;
}

geo::LonLat middle_of(const geo::MultiPolygon& shape) {
    try {
        if (const auto point = geo::interior_point(shape)) return {point->x, point->y};
    } catch (const base::Error&) {
        // A shape that cannot be worked with has no middle.
    }
    return {none, none};
}

class Country {
public:
    Country(Snapshot& snapshot, const Session& session, const std::vector<Decision>& decisions, const Snapshot* before,
            base::Progress& progress)
        : snapshot_(snapshot),
          session_(session),
          project_(session.project()),
          decisions_(decisions),
          before_(before),
          progress_(progress),
          language_(snapshot.language) {}

    void read() {
        progress_.stage(base::mark("reading the map"));
        areas();
        const AreaNumbers numbers(snapshot_.areas);
        places(numbers);
        plain<Road>(&Snapshot::Ground::roads, &Snapshot::Ground::Origin::roads,
                    [](const auto& records) { return map::road_table(records); });
        plain<Water>(&Snapshot::Ground::waters, &Snapshot::Ground::Origin::waters,
                     [](const auto& records) { return map::water_table(records); });
        plain<Neighbour>(&Snapshot::Ground::neighbours, &Snapshot::Ground::Origin::neighbours,
                         [this](const auto& records) { return map::neighbour_table(records, language_); });
        overlays<RiskZone>(&Directory::risk_zones, &Snapshot::risk_zones, &Snapshot::risk_levels,
                           &Snapshot::Ground::risk_zones, &Snapshot::Ground::Origin::risk_zones, numbers,
                           [this](const Released& released) { return map::risk_zone_table(released, language_); });
        overlays<BorderPost>(&Directory::border_posts, &Snapshot::border_posts, &Snapshot::border_kinds,
                             &Snapshot::Ground::border_posts, &Snapshot::Ground::Origin::border_posts, numbers,
                             [](const Released& released) { return map::border_post_table(released); });
        overlays<TransportNode>(&Directory::transport_nodes, &Snapshot::transport_nodes, &Snapshot::transport_kinds,
                                &Snapshot::Ground::transport_nodes, &Snapshot::Ground::Origin::transport_nodes, numbers,
                                [](const Released& released) { return map::transport_node_table(released); });
        snapshot_.ground = std::make_shared<Snapshot::Ground>(std::move(ground_));
    }

private:
    using Origin = std::string Snapshot::Ground::Origin::*;
    using Kept = Table Snapshot::Ground::*;

    // Notes what the table is made of; true when the one before was made of the same.
    bool is_same(Origin origin, std::string made_of) {
        progress_.check();
        ground_.origin.*origin = std::move(made_of);
        return before_ != nullptr && before_->ground && before_->ground->origin.*origin == ground_.origin.*origin;
    }
    std::string in_language(std::string digest) const { return digest + std::string(base::language_code(language_)); }
    static Table shared(map::FeatureTable table) { return std::make_shared<const map::FeatureTable>(std::move(table)); }

    void areas() {
        if (is_same(&Snapshot::Ground::Origin::areas, in_language(store::digest_of_rows<Area>(project_)))) {
            ground_.areas = before_->ground->areas;
            ground_.tree = before_->ground->tree;
            snapshot_.areas = before_->areas;
        } else {
            const auto records = project_.all<Area>();
            ground_.areas = shared(map::area_table(records, language_));
            list_areas(records);
        }
        snapshot_.approximate_areas = ground_.tree->approximate;
    }

    void list_areas(const std::vector<Area>& records) {
        auto tree = std::make_shared<Snapshot::Ground::Tree>();
        for (const auto& record : records) {
            progress_.check();
            auto& area = snapshot_.areas.emplace_back();
            area.code = record.code;
            area.name = name_in(language_, record.name_fr, record.name_en);
            area.legal_type = record.legal_type;
            area.level = record.level ? static_cast<int>(*record.level) : -1;
            area.population = record.population.value_or(-1);
            area.box = geo::box_of(record.shape);
            tree->approximate = tree->approximate || record.accuracy == "approximate";
            tree->middles.push_back(middle_of(record.shape));
            auto& bare = tree->areas.emplace_back();
            bare.code = record.code;
            bare.parent_code = record.parent_code;
            bare.level = record.level;
        }
        const AreaNumbers numbers(snapshot_.areas);
        for (std::size_t i = 0; i < records.size(); ++i)
            snapshot_.areas[i].parent = numbers.exactly(records[i].parent_code);
        ground_.tree = std::move(tree);
    }

    void places(const AreaNumbers& numbers) {
        // Their areas are numbers, which depend on the list of areas.
        if (is_same(&Snapshot::Ground::Origin::places, store::digest_of_rows<Place>(project_) + ground_.origin.areas)) {
            ground_.places = before_->ground->places;
            snapshot_.places = before_->places;
            return;
        }
        const auto records = project_.all<Place>();
        ground_.places = shared(map::place_table(records));
        for (const auto& record : records)
            snapshot_.places.push_back({record.code, record.name, record.kind, record.population.value_or(-1),
                                        numbers.of(record.area_code),
                                        record.position.value_or(geo::LonLat{none, none})});
    }

    template <class Record, class Function>
    void plain(Kept kept, Origin origin, Function&& table_of) {
        if (is_same(origin, in_language(store::digest_of_rows<Record>(project_))))
            ground_.*kept = before_->ground.get()->*kept;
        else
            ground_.*kept = shared(table_of(project_.all<Record>()));
    }

    template <class Record, class Function>
    void overlays(std::vector<Record> Directory::*records, std::vector<ListedOverlay> Snapshot::*list,
                  std::vector<Snapshot::Coded> Snapshot::*codes, Kept kept, Origin origin, const AreaNumbers& numbers,
                  Function&& table_of) {
        Directory directory;
        directory.*records = project_.all<Record>();
        std::vector<Record> all = directory.*records;
        // While it passes the gate a record's reference is its number among all, to tell which one it is.
        for (std::size_t i = 0; i < all.size(); ++i) (directory.*records)[i].public_ref = gate_ticket(i);
        const auto released = release(directory, snapshot_.audience, decisions_);
        const char* vocabulary = std::is_same_v<Record, RiskZone>     ? "risk_level"
                                 : std::is_same_v<Record, BorderPost> ? "border_kind"
                                                                      : "transport_kind";
        CodeList counts(snapshot_.*codes, labels_of(session_, vocabulary, language_));
        for (const auto& record : released_of<Record>(released)) {
            const auto& original = all[std::stoul(record.public_ref)];
            (snapshot_.*list).push_back(listed(record, original, numbers));
            counts.count(counts.of((snapshot_.*list).back().kind));
        }
        table<Record>(released, snapshot_.*list, kept, origin, table_of);
    }

    // The table's ids are references again.
    template <class Record, class Function>
    void table(const Released& released, const std::vector<ListedOverlay>& list, Kept kept, Origin origin,
               Function&& table_of) {
        const std::string made_of = in_language(store::digest_of_rows<Record>(project_)) +
                                    std::string(audience_code(snapshot_.audience)) + ground_.origin.areas;
        if (is_same(origin, made_of)) {
            ground_.*kept = before_->ground.get()->*kept;
            return;
        }
        auto table = table_of(released);
        for (std::size_t i = 0; i < list.size(); ++i) table.ids[i] = list[i].ref;
        ground_.*kept = shared(std::move(table));
    }

    template <class Record>
    static const std::vector<Record>& released_of(const Released& released) {
        if constexpr (std::is_same_v<Record, RiskZone>)
            return released.risk_zones();
        else if constexpr (std::is_same_v<Record, BorderPost>)
            return released.border_posts();
        else
            return released.transport_nodes();
    }

    template <class Record>
    ListedOverlay listed(const Record& record, const Record& original, const AreaNumbers& numbers) const {
        ListedOverlay overlay;
        overlay.id = original.id.text();
        overlay.ref = original.public_ref;
        overlay.area = numbers.of(record.area_code);
        if constexpr (std::is_same_v<Record, RiskZone>) {
            overlay.name = name_in(language_, record.name_fr, record.name_en);
            overlay.kind = record.level;
            overlay.box = geo::box_of(record.shape);
            const auto middle = middle_of(record.shape);
            if (middle.lon == middle.lon) overlay.position = middle;
        } else {
            overlay.name = record.name;
            overlay.kind = record.kind;
            overlay.position = record.position;
            if (record.position) overlay.box.add(geo::Position{record.position->lon, record.position->lat});
        }
        return overlay;
    }

    Snapshot& snapshot_;
    const Session& session_;
    const store::Project& project_;
    const std::vector<Decision>& decisions_;
    const Snapshot* before_;
    base::Progress& progress_;
    base::Language language_;
    Snapshot::Ground ground_;
};

}  // namespace

void add_country(Snapshot& snapshot, const Session& session, const std::vector<Decision>& decisions,
                 const Snapshot* before, base::Progress& progress) {
    Country(snapshot, session, decisions, before, progress).read();
}

}  // namespace balise::app
