#pragma once
// What a snapshot holds for the map alone: the country and the released overlays as tables in WGS 84 degrees, made by
// map/record_tables.hpp in the snapshot's language. For app/scene*.cpp and app/snapshot*.cpp.
#include <memory>
#include <string>
#include <vector>

#include "app/snapshot.hpp"
#include "map/feature_table.hpp"

namespace balise::app {

struct Snapshot::Ground {
    // Never null. A table that has not changed since the snapshot before is the same object as there, so what was made
    // of it (projected shapes, their details) can be kept by its address as long as the pointer is kept too.
    using Table = std::shared_ptr<const map::FeatureTable>;

    // Of the country: the same for every audience.
    Table areas;   // row i: Snapshot::areas[i]
    Table places;  // row i: Snapshot::places[i]
    Table roads, waters, neighbours;
    // Released for the snapshot's audience. Their ids are public references.
    Table risk_zones;       // row i: Snapshot::risk_zones[i]
    Table border_posts;     // row i: Snapshot::border_posts[i]
    Table transport_nodes;  // row i: Snapshot::transport_nodes[i]
    // Providers are no table here: their points are Snapshot::providers[i].position.

    // For take_snapshot alone. Areas as the release gate wants them, without their shapes, and a point inside of each.
    struct Tree {
        std::vector<model::Area> areas;
        std::vector<geo::LonLat> middles;  // not a number for an area without a shape
        bool approximate = false;
    };
    std::shared_ptr<const Tree> tree;
    // What the file held when a table was made: the digest of all its rows, and the language (and for overlays the
    // audience) of the table.
    struct Origin {
        std::string areas, places, roads, waters, neighbours, risk_zones, border_posts, transport_nodes;
    };
    Origin origin;
};

}  // namespace balise::app
