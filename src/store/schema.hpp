#pragma once
// Making and migrating the schema of a project file.
#include <filesystem>
#include <span>

#include "store/connection.hpp"
#include "store/schema_scripts.hpp"

namespace balise::store {

inline constexpr std::int64_t application_id = 0x42414C53;  // "BALS"

// Makes the metadata tables and runs all scripts on an empty database.
void make_schema(Connection& connection, std::span<const SchemaScript> scripts);
// Runs the scripts above the file's version, each in one transaction, after a verified backup beside the file
// ("project.v1-backup.sqlite"). On failure the file is at the last complete version.
void migrate(Connection& connection, std::span<const SchemaScript> scripts);
// Copies a database by SQLite's backup interface, checks the copy and syncs it. `target` is overwritten.
void copy_database(Connection& source, const std::filesystem::path& target, base::Progress& progress);

// Row count and extent of the tables where QGIS looks for them.
// With SOURCE_DATE_EPOCH: SpatiaLite's own time stamps are set to it, so that the same actions give the same bytes.
void settle_times(Connection& connection);

void update_statistics(Connection& connection, std::string_view table);

}  // namespace balise::store
