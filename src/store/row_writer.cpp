#include "store/row_writer.hpp"

#include <sqlite3.h>

#include <bit>

namespace balise::store {

namespace {

std::string insert_text(const TableShape& shape) {
    std::string names;
    std::string marks;
    for (const auto& column : shape.columns) {
        names += (names.empty() ? "\"" : ", \"") + column + '"';
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

}  // namespace

RowInserter::RowInserter(Connection& connection, const TableShape& shape)
    : insert_(connection.prepare(insert_text(shape))), bound_(shape.columns.size(), 0) {}

void RowInserter::insert(std::string_view rows) {
    row_ = 0;
    for (std::size_t at = 0; at < rows.size(); ++row_) {
        at += 2;  // operation and indirect flag
        int parameter = 0;
        for (auto& bound : bound_) {
            ++parameter;
            const char type = rows[at++];
            if (type == SQLITE_NULL) {
                if (bound != 0) insert_.bind_null(parameter);
                bound = 0;
                continue;
            }
            bound = 1;
            if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
                const auto bits = read_big_endian(rows.data() + at);
                at += 8;
                if (type == SQLITE_INTEGER)
                    insert_.bind(parameter, static_cast<std::int64_t>(bits));
                else
                    insert_.bind(parameter, std::bit_cast<double>(bits));
                continue;
            }
            const auto size = read_varint(rows, at);
            const auto bytes = rows.substr(at, size);
            at += size;
            if (type == SQLITE_TEXT)
                insert_.bind(parameter, bytes);
            else
                insert_.bind_blob(parameter, bytes);
        }
        insert_.run();
    }
}

}  // namespace balise::store
