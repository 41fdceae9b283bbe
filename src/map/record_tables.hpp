#pragma once
// Tables for the map made from records. Confidential records come as a release only.
#include <vector>

#include "base/text.hpp"
#include "map/feature_table.hpp"
#include "model/records.hpp"
#include "model/release.hpp"

namespace balise::map {

// "areas": code, parent_code, level, legal_type, name, accuracy, population. `name` is of the language in all tables.
FeatureTable area_table(const std::vector<model::Area>& areas, base::Language language);
// "places": code, name, kind, population, area_code.
FeatureTable place_table(const std::vector<model::Place>& places);
// "roads": code, name, class, surface, quality.
FeatureTable road_table(const std::vector<model::Road>& roads);
// "waters": code, name, kind, rank, perennial.
FeatureTable water_table(const std::vector<model::Water>& waters);
// "neighbours": code, name.
FeatureTable neighbour_table(const std::vector<model::Neighbour>& neighbours, base::Language language);
// "providers": name, type, ownership, status, area_code, verified (fresh, stale, never; as of `today`), full (true when
// no place is free), position_method. Those without a position have none.
FeatureTable provider_table(const model::Released& released, base::Language language, const std::string& today);
// "risk_zones": name, level, area_code, confidence.
FeatureTable risk_zone_table(const model::Released& released, base::Language language);
// "border_posts": name, kind, neighbour, status. "transport_nodes": name, kind, status.
FeatureTable border_post_table(const model::Released& released);
FeatureTable transport_node_table(const model::Released& released);

}  // namespace balise::map
