#pragma once
// Rows encoded in memory as a table-valued function of SQL, so that one statement inserts a whole batch: begun once,
// with cursors that stay at the end of their tables.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace balise::store {

// Goes through rows in the format of an InsertRecord, one at a time.
class EncodedRows {
public:
    struct Value {
        char type = 0;  // SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB, SQLITE_NULL
        std::uint64_t bits = 0;
        std::string_view bytes = {};
    };
    // `rows` must live as long.
    EncodedRows(std::string_view rows, std::size_t columns) : rows_(rows), values_(columns) {}
    // Goes to the next row; false at the end.
    bool next();
    const Value& value(std::size_t column) const { return values_[column]; }
    std::size_t columns() const { return values_.size(); }
    // How many rows were gone to.
    std::size_t row() const { return row_; }

private:
    std::string_view rows_;
    std::size_t at_ = 0;
    std::size_t row_ = 0;
    std::vector<Value> values_;
};

// The type of the pointer that the function takes.
inline constexpr const char* encoded_rows_type = "balise_encoded_rows";

// Makes `SELECT c0, c5 FROM balise_encoded_rows(?)` known to a connection; the parameter is a pointer to EncodedRows.
// Only for statements of our own: views and triggers in a file cannot call it.
void know_encoded_rows(sqlite3* handle);

}  // namespace balise::store
