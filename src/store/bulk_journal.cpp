#include "store/bulk_journal.hpp"

#include <sqlite3.h>

#include <string>

namespace balise::store {

namespace {

// The result of a PRAGMA; empty when it fails.
std::string attempt(Connection& connection, const char* pragma) {
    std::string result;
    sqlite3_exec(
        connection.handle(), pragma,
        [](void* target, int columns, char** values, char**) {
            if (columns > 0 && values[0] != nullptr) *static_cast<std::string*>(target) = values[0];
            return 0;
        },
        &result, nullptr);
    return result;
}

bool succeeds(Connection& connection, const char* sql) {
    return sqlite3_exec(connection.handle(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

// The lock goes with the next reading.
void unlock(Connection& connection) {
    succeeds(connection, "PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_master LIMIT 1");
}

}  // namespace

BulkJournal::BulkJournal(Connection& connection) : connection_(connection) {
    // On a network disk the connection is alone already, and there is no gain in changing anything.
    if (attempt(connection, "PRAGMA locking_mode") == "exclusive") return;
    // Whoever reads now need not be waited for.
    sqlite3_busy_timeout(connection.handle(), 0);
    attempt(connection, "PRAGMA locking_mode = EXCLUSIVE");
    // An empty transaction takes the lock, which is kept: nobody can change the file in between.
    if (succeeds(connection, "BEGIN IMMEDIATE")) {
        const auto version = attempt(connection, "PRAGMA data_version");
        succeeds(connection, "COMMIT");
        if (attempt(connection, "PRAGMA journal_mode = DELETE") == "delete") version_ = std::stoll(version);
    }
    sqlite3_busy_timeout(connection.handle(), busy_milliseconds);
    if (!version_) unlock(connection);
}

BulkJournal::~BulkJournal() {
    if (!version_ || connection_.handle() == nullptr) return;
    connection_.roll_back();
    // Should this fail (a full disk), the next opening for writing does it; until then the file is whole without a log.
    attempt(connection_, "PRAGMA journal_mode = WAL");
    unlock(connection_);
}

}  // namespace balise::store
