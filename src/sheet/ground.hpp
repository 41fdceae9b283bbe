#pragma once
// The country's tables in degrees, from which each sheet of an edition cuts what its window shows.
#include <vector>

#include "map/feature_table.hpp"
#include "sheet/region_sheet.hpp"

namespace balise::sheet {

// A table of shapes, with the box of each row's.
struct GroundTable {
    explicit GroundTable(map::FeatureTable from);
    std::vector<std::size_t> rows_in(const geo::Box& degrees) const;

    map::FeatureTable table;
    std::vector<geo::Box> boxes;
};

// "areas", "roads", "waters", "neighbours" and "places"; names in the language.
struct Ground {
    Ground(const model::Released& released, const Country& country, base::Language language);

    GroundTable areas, roads, waters, neighbours;
    map::FeatureTable places;
};

// True when neither is empty and they have a position in common.
bool touches(const geo::Box& a, const geo::Box& b);

}  // namespace balise::sheet
