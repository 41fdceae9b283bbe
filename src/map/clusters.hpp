#pragma once
// Symbols that are too close to each other to be told apart, drawn as one disc with their number.
#include <vector>

#include "map/display_list.hpp"

namespace balise::map {

struct SymbolCluster {
    Spot centre;                       // mean of the members' spots
    std::vector<std::size_t> members;  // in rising order; one member = a symbol on its own
};

// Every spot in exactly one cluster: the first spot that is still free gathers all free ones within `reach` mm; then
// clusters whose discs would overlap, and symbols whose middle a disc would hide, are joined until there are none.
std::vector<SymbolCluster> clusters_of(const std::vector<Spot>& spots, float reach);

// Radius of the disc for so many members: 2.9 mm for two, 4.8 mm for a hundred and more.
float cluster_radius(std::size_t members);

// A sector of a ring as a polygon, appended as one ring; angles in radians clockwise from the top. A full turn is two
// rings.
void add_sector(Spot centre, float inner, float outer, double from, double to, Paths& out);
void add_disc(Spot centre, float radius, Paths& out);

}  // namespace balise::map
