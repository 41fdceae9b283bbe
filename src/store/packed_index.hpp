#pragma once
// The spatial index of a table, written at once: a packed R*Tree (Leutenegger, Lopez and Edgington 1997, with a Hilbert
// curve after Kamel and Faloutsos 1994) in the shadow tables of SQLite's R*Tree. See
// src/decisions/0004-packed-spatial-index.md.
#include <cstdint>
#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "store/connection.hpp"

namespace balise::store {

// One box of the index, rounded outwards to single precision as SQLite's R*Tree does it.
struct IndexEntry {
    std::int64_t row = 0;
    float min_x = 0, max_x = 0, min_y = 0, max_y = 0;
    bool operator==(const IndexEntry&) const = default;
};

IndexEntry index_entry(std::int64_t row, const geo::Box& box);

// All entries that the index of the table holds now.
std::vector<IndexEntry> read_index(Connection& connection, const std::string& table);
// Entries made from the geometries of the table.
std::vector<IndexEntry> entries_of_rows(Connection& connection, const std::string& table);
// Puts these entries in place of what the index holds.
void write_index(Connection& connection, const std::string& table, std::vector<IndexEntry> entries);
// The extent of the index (single precision, outwards); empty when it has no entries.
geo::Box index_extent(Connection& connection, const std::string& table);

}  // namespace balise::store
