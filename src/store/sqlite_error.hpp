#pragma once
// Failures of SQLite as base::Error; the one place that translates them.
struct sqlite3;

namespace balise::store {

// Throws the Error (or Cancelled) that fits the result code of the connection's last call.
[[noreturn]] void fail(sqlite3* database, int code);

}  // namespace balise::store
