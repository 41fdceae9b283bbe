#include "store/encoded_rows.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <new>

#include "store/sqlite_error.hpp"

namespace balise::store {

namespace {

constexpr int most_columns = 128;

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

// SQLite's virtual table: it has the rows of whatever pointer is given, so its cursor is all there is.
struct Cursor : sqlite3_vtab_cursor {
    EncodedRows* rows = nullptr;
    bool at_end = true;
};

Cursor& cursor_of(sqlite3_vtab_cursor* base) {
    return *static_cast<Cursor*>(base);
}

int connect(sqlite3* handle, void*, int, const char* const*, sqlite3_vtab** table, char**) {
    std::string text = "CREATE TABLE x(";
    for (int i = 0; i < most_columns; ++i) text += 'c' + std::to_string(i) + ", ";
    const int code = sqlite3_declare_vtab(handle, (text + "rows HIDDEN)").c_str());
    if (code != SQLITE_OK) return code;
    sqlite3_vtab_config(handle, SQLITE_VTAB_DIRECTONLY);
    *table = new (std::nothrow) sqlite3_vtab{};
    return *table == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
    delete table;
    return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (constraint.iColumn != most_columns || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        if (constraint.usable == 0) return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedRows = 1000;
        return SQLITE_OK;
    }
    return SQLITE_ERROR;  // called without its argument
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = new (std::nothrow) Cursor{};
    return *cursor == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* base) {
    delete &cursor_of(base);
    return SQLITE_OK;
}

int go_on(sqlite3_vtab_cursor* base) {
    auto& cursor = cursor_of(base);
    cursor.at_end = cursor.rows == nullptr || !cursor.rows->next();
    return SQLITE_OK;
}

int begin(sqlite3_vtab_cursor* base, int, const char*, int arguments, sqlite3_value** values) {
    auto& cursor = cursor_of(base);
    cursor.rows =
        arguments == 1 ? static_cast<EncodedRows*>(sqlite3_value_pointer(values[0], encoded_rows_type)) : nullptr;
    return go_on(base);
}

int is_at_end(sqlite3_vtab_cursor* base) {
    return cursor_of(base).at_end ? 1 : 0;
}

int give_value(sqlite3_vtab_cursor* base, sqlite3_context* context, int column) {
    const auto& rows = *cursor_of(base).rows;
    if (static_cast<std::size_t>(column) >= rows.columns()) return SQLITE_OK;
    const auto& value = rows.value(static_cast<std::size_t>(column));
    const auto size = static_cast<int>(value.bytes.size());
    switch (value.type) {
        case SQLITE_INTEGER: sqlite3_result_int64(context, static_cast<std::int64_t>(value.bits)); break;
        case SQLITE_FLOAT: sqlite3_result_double(context, std::bit_cast<double>(value.bits)); break;
        case SQLITE_TEXT: sqlite3_result_text(context, value.bytes.data(), size, SQLITE_STATIC); break;
        case SQLITE_BLOB: sqlite3_result_blob(context, value.bytes.data(), size, SQLITE_STATIC); break;
        default: break;  // NULL
    }
    return SQLITE_OK;
}

int give_row_number(sqlite3_vtab_cursor* base, sqlite3_int64* number) {
    *number = static_cast<sqlite3_int64>(cursor_of(base).rows->row());
    return SQLITE_OK;
}

}  // namespace

bool EncodedRows::next() {
    if (at_ >= rows_.size()) return false;
    ++row_;
    at_ += 2;  // operation and indirect flag
    for (auto& value : values_) {
        value.type = rows_[at_++];
        if (value.type == SQLITE_NULL) continue;
        if (value.type == SQLITE_INTEGER || value.type == SQLITE_FLOAT) {
            value.bits = read_big_endian(rows_.data() + at_);
            at_ += 8;
            continue;
        }
        const auto size = read_varint(rows_, at_);
        value.bytes = rows_.substr(at_, size);
        at_ += size;
    }
    return true;
}

void know_encoded_rows(sqlite3* handle) {
    static const sqlite3_module module = [] {
        sqlite3_module made{};
        made.xConnect = connect;
        made.xBestIndex = best_index;
        made.xDisconnect = disconnect;
        made.xOpen = open_cursor;
        made.xClose = close_cursor;
        made.xFilter = begin;
        made.xNext = go_on;
        made.xEof = is_at_end;
        made.xColumn = give_value;
        made.xRowid = give_row_number;
        return made;
    }();
    const int code = sqlite3_create_module_v2(handle, encoded_rows_type, &module, nullptr, nullptr);
    if (code != SQLITE_OK) fail(handle, code);
}

}  // namespace balise::store
