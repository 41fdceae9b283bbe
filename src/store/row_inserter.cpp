#include "store/row_inserter.hpp"

#include "store/encoded_rows.hpp"

namespace balise::store {

namespace {

// Only the columns that rows fill: most of a wide table's are empty in an import. "OR FAIL", as a failure ends the
// whole change: SQLite need not be able to take back the statement alone.
std::string insert_text(const TableShape& shape, const std::vector<char>& used) {
    std::string names;
    std::string values;
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (used[i] == 0) continue;
        names += (names.empty() ? "\"" : ", \"") + shape.columns[i] + '"';
        values += (values.empty() ? "c" : ", c") + std::to_string(i);
    }
    return "INSERT OR FAIL INTO \"" + shape.table + "\" (" + names + ") SELECT " + values + " FROM " +
           encoded_rows_type + "(?)";
}

}  // namespace

RowInserter::RowInserter(Connection& connection, const TableShape& shape)
    : connection_(connection), shape_(shape), used_(shape.columns.size(), 0) {}

void RowInserter::insert(const InsertRecord& rows) {
    row_ = 0;
    if (rows.rows().empty()) return;
    bool grew = false;
    for (std::size_t i = 0; i < used_.size(); ++i) {
        if (used_[i] != 0 || !rows.fills(i)) continue;
        used_[i] = 1;
        grew = true;
    }
    if (grew) insert_.emplace(connection_.prepare(insert_text(shape_, used_)));
    EncodedRows source(rows.rows(), shape_.columns.size());
    insert_->bind_pointer(1, &source, encoded_rows_type);
    try {
        insert_->run();
    } catch (...) {
        row_ = source.row() == 0 ? 0 : source.row() - 1;
        insert_->reset();
        insert_->bind_null(1);
        throw;
    }
    insert_->bind_null(1);
}

}  // namespace balise::store
