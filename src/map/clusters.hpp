#pragma once
// Symbols that are too close to each other to be told apart, drawn as one disc with their number.
#include <vector>

#include "geo/geometry.hpp"
#include "map/display_list.hpp"

namespace balise::map {

struct SymbolCluster {
    geo::Position centre;              // mean of the members' spots, save where discs would touch
    std::vector<std::size_t> members;  // in rising order; one member = a symbol on its own
};

// Every spot in exactly one cluster. No disc touches another or hides the middle of a symbol on its own.
// Spots are millimetres of the map's scale from a fixed point of the earth, not of the sheet. Then what is grouped
// depends on what lies within `clusters_look_about` of it alone, and stays as it is while the map is moved.
std::vector<SymbolCluster> clusters_of(const std::vector<geo::Position>& spots);
constexpr double seeds_apart = 10.8;                     // mm between what clusters form about
constexpr double clusters_look_about = 7 * seeds_apart;  // mm
constexpr float disc_halo = 0.35F;                       // mm about a disc

// Radius of the disc for so many members: 2.9 mm for two, 4.8 mm for a hundred and more.
float cluster_radius(std::size_t members);

// A sector of a ring as a polygon, appended as one ring; angles in radians clockwise from the top. A full turn is two
// rings.
void add_sector(Spot centre, float inner, float outer, double from, double to, Paths& out);
void add_disc(Spot centre, float radius, Paths& out);

}  // namespace balise::map
