#include "store/change_log.hpp"

#include <sqlite3.h>

#include <bit>

#include "base/compress.hpp"
#include "base/error.hpp"
#include "store/sqlite_error.hpp"
#include "store/tables.hpp"

namespace balise::store {

namespace {

constexpr std::int64_t rows_per_piece = 20000;

// SQLite's variable-length number.
void put_varint(std::string& out, std::uint64_t value) {
    char bytes[10];
    std::size_t count = 0;
    bytes[count++] = static_cast<char>(value & 0x7FU);
    while ((value >>= 7U) != 0) bytes[count++] = static_cast<char>((value & 0x7FU) | 0x80U);
    while (count > 0) out += bytes[--count];
}

void put_big_endian(std::string& out, std::uint64_t value) {
    char bytes[8];
    for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<char>((value >> (56U - 8U * i)) & 0xFFU);
    out.append(bytes, 8);
}

int collect(void* target, const void* bytes, int size) {
    static_cast<std::string*>(target)->append(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    return SQLITE_OK;
}

}  // namespace

TableShape shape_of(Connection& connection, std::string_view table) {
    TableShape shape;
    shape.table = table;
    auto rows = connection.prepare("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid");
    rows.with(table);
    while (rows.step()) {
        shape.columns.emplace_back(rows.text(0));
        shape.key_positions.push_back(static_cast<unsigned char>(rows.whole(1)));
    }
    return shape;
}

InsertRecord::InsertRecord(const TableShape& shape) : filled_(shape.columns.size(), 0) {
    header_ = "T";
    put_varint(header_, shape.columns.size());
    for (const auto position : shape.key_positions) header_ += static_cast<char>(position);
    header_ += shape.table;
    header_ += '\0';
}

void InsertRecord::begin_row() {
    rows_ += static_cast<char>(SQLITE_INSERT);
    rows_ += '\0';  // not indirect
    column_ = 0;
}
void InsertRecord::add(std::int64_t value) {
    fill();
    rows_ += static_cast<char>(SQLITE_INTEGER);
    put_big_endian(rows_, static_cast<std::uint64_t>(value));
}
void InsertRecord::add(double value) {
    fill();
    rows_ += static_cast<char>(SQLITE_FLOAT);
    put_big_endian(rows_, std::bit_cast<std::uint64_t>(value));
}
void InsertRecord::add_bytes(char type, std::string_view bytes) {
    fill();
    rows_ += type;
    put_varint(rows_, bytes.size());
    rows_ += bytes;
}
void InsertRecord::add_text(std::string_view text) {
    add_bytes(SQLITE_TEXT, text);
}
void InsertRecord::add_blob(std::string_view bytes) {
    add_bytes(SQLITE_BLOB, bytes);
}
void InsertRecord::add_null() {
    ++column_;
    rows_ += static_cast<char>(SQLITE_NULL);
}
void InsertRecord::add(const model::Value& value) {
    switch (value.index()) {
        case 1: return add(std::get<std::int64_t>(value));
        case 2: return add(std::get<double>(value));
        case 3: return add_text(std::get<std::string>(value));
        default: return add_null();
    }
}

void InsertRecord::append_to(std::string& changeset) const {
    if (rows_.empty()) return;
    changeset += header_;
    changeset += rows_;
}

PackedChanges pack(std::string_view changeset) {
    return {changeset.size(), base::compress(changeset)};
}

ChangeLog::ChangeLog(Connection& connection, std::int64_t entry) : connection_(connection), entry_(entry) {}

ChangeLog::~ChangeLog() {
    if (session_ != nullptr) sqlite3session_delete(session_);
}

void ChangeLog::record() {
    if (session_ != nullptr) return;
    int code = sqlite3session_create(connection_.handle(), "main", &session_);
    if (code != SQLITE_OK) fail(connection_.handle(), code);
    for (const auto table : recorded_tables()) {
        code = sqlite3session_attach(session_, std::string(table).c_str());
        if (code != SQLITE_OK) fail(connection_.handle(), code);
    }
    rows_ = 0;
}

void ChangeLog::stop() {
    if (session_ == nullptr) return;
    std::string changeset;
    const int code = sqlite3session_changeset_strm(session_, collect, &changeset);
    if (code != SQLITE_OK) fail(connection_.handle(), code);
    sqlite3session_delete(session_);
    session_ = nullptr;
    append(std::move(changeset));
}

void ChangeLog::count_row() {
    if (++rows_ < rows_per_piece) return;
    stop();
    record();
}

void ChangeLog::append(std::string changeset) {
    if (changeset.empty()) return;
    auto& piece = pieces_.emplace_back();
    piece.raw = std::move(changeset);
    // Small ones are not worth a thread.
    if (piece.raw.size() > 100000) piece.packed = std::async(std::launch::async, [&piece] { return pack(piece.raw); });
    while (pieces_.size() > 2) store_first();
}

void ChangeLog::append(const PackedChanges& changes) {
    if (changes.size == 0) return;
    while (!pieces_.empty()) store_first();
    store(changes);
}

void ChangeLog::store_first() {
    auto& piece = pieces_.front();
    store(piece.packed.valid() ? piece.packed.get() : pack(piece.raw));
    pieces_.pop_front();
}

void ChangeLog::store(const PackedChanges& changes) {
    auto insert = connection_.prepare("INSERT INTO history_chunk (entry, ordinal, size, content) VALUES (?, ?, ?, ?)");
    insert.bind(1, entry_);
    insert.bind(2, ordinal_++);
    insert.bind(3, static_cast<std::int64_t>(changes.size));
    insert.bind_blob(4, changes.content);
    insert.run();
    sum_.add(changes.content);
}

std::int64_t ChangeLog::finish() {
    stop();
    while (!pieces_.empty()) store_first();
    if (digest_.empty()) digest_ = base::hex(sum_.finish());
    return ordinal_;
}

}  // namespace balise::store
