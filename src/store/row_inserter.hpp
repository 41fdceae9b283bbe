#pragma once
// Inserting rows that were encoded before, all of a batch by one statement.
#include <cstddef>
#include <optional>
#include <vector>

#include "store/change_log.hpp"
#include "store/connection.hpp"

namespace balise::store {

// Inserts encoded rows of one table.
class RowInserter {
public:
    // `shape` must live as long.
    RowInserter(Connection& connection, const TableShape& shape);
    // Inserts the rows in order; after a failure `row()` says which one failed.
    void insert(const InsertRecord& rows);
    std::size_t row() const { return row_; }

private:
    Connection& connection_;
    const TableShape& shape_;
    std::optional<Statement> insert_;  // of the columns filled so far
    std::vector<char> used_;           // per column: filled by some row
    std::size_t row_ = 0;
};

}  // namespace balise::store
