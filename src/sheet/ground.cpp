#include "sheet/ground.hpp"

#include "map/record_tables.hpp"

namespace balise::sheet {

GroundTable::GroundTable(map::FeatureTable from) : table(std::move(from)) {
    boxes.reserve(table.shapes.size());
    for (const auto& shape : table.shapes) boxes.push_back(geo::box_of(shape));
}

std::vector<std::size_t> GroundTable::rows_in(const geo::Box& degrees) const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < boxes.size(); ++row)
        if (touches(boxes[row], degrees)) rows.push_back(row);
    return rows;
}

Ground::Ground(const model::Released& released, const Country& country, base::Language language)
    : areas(map::area_table(released.areas(), language)),
      roads(map::road_table(country.roads)),
      waters(map::water_table(country.waters)),
      neighbours(map::neighbour_table(country.neighbours, language)),
      places(map::place_table(released.places())) {}

bool touches(const geo::Box& a, const geo::Box& b) {
    return !a.empty() && !b.empty() && a.min_x <= b.max_x && a.max_x >= b.min_x && a.min_y <= b.max_y &&
           a.max_y >= b.min_y;
}

}  // namespace balise::sheet
