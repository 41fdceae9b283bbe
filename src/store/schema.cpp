#include "store/schema.hpp"

#include <sqlite3.h>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "store/packed_index.hpp"
#include "store/sqlite_error.hpp"
#include "store/tables.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

void run_script(Connection& connection, const SchemaScript& script) {
    Transaction transaction(connection, Transaction::Kind::write);
    connection.run(std::string(script.sql));
    connection.run("PRAGMA user_version = " + std::to_string(script.number));
    transaction.commit();
}

std::filesystem::path backup_name(const std::filesystem::path& file, std::int64_t version) {
    auto name = file;
    name.replace_filename(file.stem().string() + ".v" + std::to_string(version) + "-backup" +
                          file.extension().string());
    return name;
}

}  // namespace

void make_schema(Connection& connection, std::span<const SchemaScript> scripts) {
    // Without the argument this takes minutes: one transaction per row.
    if (connection.whole("SELECT InitSpatialMetaData(1, 'WGS84')") != 1)
        throw Error(ErrorKind::io, mark("the disk could not be read or written ({0})", "InitSpatialMetaData"));
    connection.run("PRAGMA application_id = " + std::to_string(application_id));
    for (const auto& script : scripts) run_script(connection, script);
    Transaction transaction(connection, Transaction::Kind::write);
    for (const auto table : spatial_tables()) update_statistics(connection, table);
    transaction.commit();
}

void migrate(Connection& connection, std::span<const SchemaScript> scripts) {
    const auto version = connection.whole("PRAGMA user_version");
    if (scripts.empty() || version >= scripts.back().number) return;
    const auto backup = backup_name(connection.file(), version);
    base::Progress progress;
    {
        base::Aside aside(backup);
        copy_database(connection, aside.path(), progress);
        aside.commit();
    }
    for (const auto& script : scripts)
        if (script.number > version)
            base::within(mark("migrating the project file to version {0} (the copy {1} is as before)", script.number,
                              backup.string()),
                         [&] { run_script(connection, script); });
}

void copy_database(Connection& source, const std::filesystem::path& target, base::Progress& progress) {
    {
        Connection copy(target, Connection::Mode::create);
        auto* backup = sqlite3_backup_init(copy.handle(), "main", source.handle(), "main");
        if (backup == nullptr) fail(copy.handle(), sqlite3_errcode(copy.handle()));
        int code = SQLITE_OK;
        try {
            do {
                code = sqlite3_backup_step(backup, 2000);
                progress.check();
                if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(50);
            } while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
        } catch (...) {
            sqlite3_backup_finish(backup);
            throw;
        }
        sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE) fail(nullptr, code);
        const auto verdict = copy.text("PRAGMA quick_check(1)");
        if (verdict != "ok") throw Error(ErrorKind::io, mark("the copy of the project file is damaged: {0}", verdict));
    }
    base::sync_to_disk(target);
}

void update_statistics(Connection& connection, std::string_view table) {
    const auto box = index_extent(connection, std::string(table));
    auto update = connection.prepare(
        "UPDATE geometry_columns_statistics SET last_verified = ?7, row_count = ?1, extent_min_x = ?2, extent_min_y = "
        "?3, "
        "extent_max_x = ?4, extent_max_y = ?5 WHERE f_table_name = ?6 AND f_geometry_column = 'geom'");
    update.bind(1, connection.whole("SELECT count(*) FROM \"" + std::string(table) + "\""));
    if (!box.empty()) {
        update.bind(2, box.min_x);
        update.bind(3, box.min_y);
        update.bind(4, box.max_x);
        update.bind(5, box.max_y);
    }
    update.bind(6, table);
    const auto now = base::now_text();
    update.bind(7, std::string_view(now));
    update.run();
    connection
        .prepare(
            "UPDATE views_geometry_columns_statistics SET (last_verified, row_count, extent_min_x, extent_min_y, "
            "extent_max_x, extent_max_y) = "
            "(SELECT last_verified, row_count, extent_min_x, extent_min_y, extent_max_x, extent_max_y FROM "
            "geometry_columns_statistics "
            "WHERE f_table_name = ?1 AND f_geometry_column = 'geom') "
            "WHERE view_name IN (SELECT view_name FROM views_geometry_columns WHERE f_table_name = ?1)")
        .with(table)
        .run();
}

void settle_times(Connection& connection) {
    if (!base::source_date_epoch()) return;
    const auto now = base::now_text();
    connection.prepare("UPDATE geometry_columns_time SET last_insert = ?1, last_update = ?1, last_delete = ?1")
        .with(now)
        .run();
    connection.prepare("UPDATE spatialite_history SET timestamp = ?1").with(now).run();
}

}  // namespace balise::store
