#include "store/bulk_journal.hpp"

#include <sqlite3.h>

#include "base/error.hpp"

namespace balise::store {

namespace {

// The lock goes at the end of the next transaction, which turning the log on is. Should that fail (a full disk, another
// program that was quicker), the next opening for writing does it; until then the file is whole without a log.
void give_back(Connection& connection) noexcept {
    sqlite3_exec(connection.handle(), "PRAGMA locking_mode = NORMAL", nullptr, nullptr, nullptr);
    sqlite3_exec(connection.handle(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    sqlite3_exec(connection.handle(), "SELECT 1 FROM sqlite_master LIMIT 1", nullptr, nullptr, nullptr);
    sqlite3_busy_timeout(connection.handle(), busy_milliseconds);
}

}  // namespace

BulkJournal::BulkJournal(Connection& connection) : connection_(connection) {
    // On a network disk the connection is alone already, and there is no gain in changing anything.
    if (connection.text("PRAGMA locking_mode") == "exclusive") return;
    // Whoever reads now need not be waited for.
    sqlite3_busy_timeout(connection.handle(), 0);
    try {
        connection.run("PRAGMA locking_mode = EXCLUSIVE");
        // An empty transaction takes the lock, which is kept: nobody can change the file in between.
        connection.run("BEGIN IMMEDIATE");
        const auto version = connection.whole("PRAGMA data_version");
        connection.run("COMMIT");
        if (connection.text("PRAGMA journal_mode = DELETE") == "delete") version_ = version;
    } catch (const base::Error& error) {
        connection.roll_back();
        if (error.kind() != base::ErrorKind::conflict) {
            give_back(connection);
            throw;
        }
    }
    if (version_)
        sqlite3_busy_timeout(connection.handle(), busy_milliseconds);
    else
        give_back(connection);
}

BulkJournal::~BulkJournal() {
    if (!version_ || connection_.handle() == nullptr) return;
    connection_.roll_back();
    give_back(connection_);
}

}  // namespace balise::store
