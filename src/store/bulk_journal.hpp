#pragma once
// Writing very much at once: with a rollback journal instead of the write-ahead log, so that every page is written once
// and not twice. See src/decisions/0009-journal-of-an-import.md.
#include <cstdint>
#include <optional>

#include "store/connection.hpp"

namespace balise::store {

// Within its life the project file belongs to this connection alone and has a rollback journal; both end with it. When
// another program has the file open, everything stays as it is.
class BulkJournal {
public:
    // To be made while no transaction is open.
    explicit BulkJournal(Connection& connection);
    ~BulkJournal();
    BulkJournal(const BulkJournal&) = delete;
    BulkJournal& operator=(const BulkJournal&) = delete;

    // "PRAGMA data_version" when the file began to belong to this connection; nothing when it does not.
    std::optional<std::int64_t> version() const { return version_; }

private:
    Connection& connection_;
    std::optional<std::int64_t> version_;
};

}  // namespace balise::store
