#pragma once
// What a change did, in SQLite's change-set format, cut into pieces that are kept compressed in history_chunk.
#include <cstdint>
#include <deque>
#include <future>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "store/connection.hpp"

struct sqlite3_session;

namespace balise::store {

// The columns of a table as a change-set describes them.
struct TableShape {
    std::string table;
    std::vector<std::string> columns;
    std::vector<unsigned char> key_positions;  // 0 = no part of the primary key
};
TableShape shape_of(Connection& connection, std::string_view table);

// Inserted rows of one table written directly in the format of a change-set: the session extension would read every
// row again. Values come in the order of the columns.
class InsertRecord {
public:
    explicit InsertRecord(const TableShape& shape);
    void begin_row();
    void add(std::int64_t value);
    void add(double value);
    void add_text(std::string_view text);
    void add_blob(std::string_view bytes);
    void add_null();
    void add(const model::Value& value);
    // The rows alone, one after another.
    std::string_view rows() const { return rows_; }
    // Some row has a value in the column.
    bool fills(std::size_t column) const { return filled_[column] != 0; }
    void clear() { rows_.clear(); }
    // Makes room for so many bytes.
    void reserve(std::size_t bytes) { rows_.reserve(bytes); }
    // Appends header and rows to a change-set, if there are rows.
    void append_to(std::string& changeset) const;

private:
    void add_bytes(char type, std::string_view bytes);
    // Marks the column of the next value.
    void fill() { filled_[column_++] = 1; }
    std::string header_;
    std::string rows_;
    std::vector<char> filled_;  // per column
    std::size_t column_ = 0;
};

// A change-set as the history keeps it.
struct PackedChanges {
    std::size_t size = 0;  // in bytes, unpacked
    std::string content;
};
PackedChanges pack(std::string_view changeset);

// Records a change as entry `entry` of the history.
class ChangeLog {
public:
    ChangeLog(Connection& connection, std::int64_t entry);
    ~ChangeLog();
    ChangeLog(const ChangeLog&) = delete;
    ChangeLog& operator=(const ChangeLog&) = delete;

    // Lets SQLite record what follows on the recorded tables; does nothing when it does already.
    void record();
    // Writes what was recorded and stops recording.
    void stop();
    // Counts a row that SQLite records; writes a piece from time to time, so that memory stays bounded.
    void count_row();
    // Appends a change-set written by ourselves; recording must be off.
    void append(std::string changeset);
    void append(const PackedChanges& changes);
    // Ends; number of pieces and their digest.
    std::int64_t finish();
    const std::string& digest() const { return digest_; }

private:
    void store_first();
    void store(const PackedChanges& changes);
    Connection& connection_;
    std::int64_t entry_;
    std::int64_t ordinal_ = 0;
    sqlite3_session* session_ = nullptr;
    std::int64_t rows_ = 0;
    struct Piece {
        std::string raw;
        std::future<PackedChanges> packed;  // not valid for small ones; ends before `raw`
    };
    std::deque<Piece> pieces_;
    base::Sha256 sum_;
    std::string digest_;
};

}  // namespace balise::store
