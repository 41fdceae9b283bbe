#include "app/snapshot.hpp"

namespace balise::app {

std::uint32_t Snapshot::area_above(std::uint32_t area, int level) const {
    while (area != ListedProvider::no_area && areas[area].level > level) area = areas[area].parent;
    return area != ListedProvider::no_area && areas[area].level == level ? area : ListedProvider::no_area;
}

}  // namespace balise::app
