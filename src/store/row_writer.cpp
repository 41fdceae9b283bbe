#include "store/row_writer.hpp"

#include <sqlite3.h>

#include <bit>

namespace balise::store {

namespace {

// Only the columns that rows fill: most of a wide table's are empty in an import.
std::string insert_text(const TableShape& shape, const std::vector<char>& used) {
    std::string names;
    std::string marks;
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (used[i] == 0) continue;
        names += (names.empty() ? "\"" : ", \"") + shape.columns[i] + '"';
        marks += marks.empty() ? "?" : ", ?";
    }
    return "INSERT INTO \"" + shape.table + "\" (" + names + ") VALUES (" + marks + ")";
}

std::uint64_t read_big_endian(const char* bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = (value << 8U) | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::size_t read_varint(std::string_view bytes, std::size_t& at) {
    std::size_t value = 0;
    while ((static_cast<unsigned char>(bytes[at]) & 0x80U) != 0)
        value = (value << 7U) | (static_cast<unsigned char>(bytes[at++]) & 0x7FU);
    return (value << 7U) | static_cast<unsigned char>(bytes[at++]);
}

// Marks the columns that some row fills; true when there are new ones.
bool add_used(std::string_view rows, std::vector<char>& used) {
    bool grew = false;
    for (std::size_t at = 0; at < rows.size();) {
        at += 2;  // operation and indirect flag
        for (auto& filled : used) {
            const char type = rows[at++];
            if (type == SQLITE_NULL) continue;
            grew = grew || filled == 0;
            filled = 1;
            if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
                at += 8;
            else {
                const auto size = read_varint(rows, at);
                at += size;
            }
        }
    }
    return grew;
}

}  // namespace

RowInserter::RowInserter(Connection& connection, const TableShape& shape)
    : connection_(connection), shape_(shape), used_(shape.columns.size(), 0) {}

void RowInserter::insert(std::string_view rows) {
    row_ = 0;
    if (add_used(rows, used_)) {
        insert_.emplace(connection_.prepare(insert_text(shape_, used_)));
        bound_.assign(used_.size(), 0);
    }
    for (std::size_t at = 0; at < rows.size(); ++row_) {
        at += 2;  // operation and indirect flag
        int parameter = 0;
        for (std::size_t column = 0; column < used_.size(); ++column) {
            auto& bound = bound_[column];
            if (used_[column] != 0) ++parameter;
            const char type = rows[at++];
            if (type == SQLITE_NULL) {
                if (bound != 0) insert_->bind_null(parameter);
                bound = 0;
                continue;
            }
            bound = 1;
            if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
                const auto bits = read_big_endian(rows.data() + at);
                at += 8;
                if (type == SQLITE_INTEGER)
                    insert_->bind(parameter, static_cast<std::int64_t>(bits));
                else
                    insert_->bind(parameter, std::bit_cast<double>(bits));
                continue;
            }
            const auto size = read_varint(rows, at);
            const auto bytes = rows.substr(at, size);
            at += size;
            if (type == SQLITE_TEXT)
                insert_->bind(parameter, bytes);
            else
                insert_->bind_blob(parameter, bytes);
        }
        insert_->run();
    }
}

}  // namespace balise::store
