#pragma once
// What a Change keeps while it is open. For change*.cpp and history.cpp alone.
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "store/bulk_journal.hpp"
#include "store/change.hpp"
#include "store/change_log.hpp"
#include "store/packed_index.hpp"
#include "store/tables.hpp"
#include "store/word_index.hpp"

namespace balise::store {

// Work that is left for the end of a change, per table.
struct Touched {
    bool rebuild = false;           // the spatial index is to be made anew …
    bool from_rows = false;         // … from the rows, because some were changed without triggers
    std::vector<IndexEntry> added;  // … from what it holds and these

    // Rows were changed with triggers: what was added in bulk before no longer tells what the index must hold.
    void changed_by_row() {
        if (rebuild) from_rows = true;
    }
};

// Brings spatial indexes, search index and statistics up to date after a change.
class IndexUpkeep {
public:
    explicit IndexUpkeep(Connection& connection) : connection_(connection) {}
    Touched& table(std::string_view name) { return touched_[std::string(name)]; }
    // A provider changed while triggers were off.
    void stale_row(std::int64_t provider) { stale_.insert(block_of(provider)); }
    // A block of the search index was just written as a whole.
    void fresh_block(std::int64_t block);
    void finish();

private:
    Connection& connection_;
    std::map<std::string, Touched> touched_;
    std::set<std::int64_t> stale_;
};

// A new row of `history`.
struct NewEntry {
    std::int64_t number = 0;
    Entry entry;
    std::int64_t undo_of = 0;
    std::int64_t redo_of = 0;
    std::int64_t chunks = 0;
    std::string chunk_digest;
};
// What the chain keeps of an entry: SHA-256 over all of it and the hash of the entry before.
std::string entry_hash(const std::string& previous, const std::string& time, const NewEntry& entry);
// Appends it to the chain and returns its hash.
std::string append_entry(Connection& connection, const NewEntry& entry);
// Commits the open transaction that wrote the entry; after a failure finds out what really is in the file, since SQLite
// may report a failed sync of a transaction that will be there. Throws only when it is not.
void commit_entry(Connection& connection, std::int64_t number, const std::string& hash);

// From how many records on indexes are built once at the end.
inline constexpr std::size_t bulk_size = 500;

struct Change::State {
    State(Project& owner, base::Progress& told);

    Project& project;
    Connection& connection;
    base::Progress& progress;
    std::optional<BulkJournal> journal;  // ends after the transaction
    Interruptible interruptible;
    Transaction transaction;
    std::int64_t changes_before;  // of rows, by this connection
    std::int64_t entry;
    ChangeLog log;
    IndexUpkeep upkeep;
    bool failed = false;
    // The words of the last block of providers added in bulk, while more may follow.
    std::optional<WordBlock> words;
    std::map<std::string, std::int64_t, std::less<>> highest_deleted;  // per table
    std::optional<WithoutTriggers> quiet;                              // since bulk addition began

    // Lets SQLite record what follows, with triggers.
    void record();
    // What follows is written in bulk: nothing is recorded, and triggers are off.
    void begin_bulk();
    // Very much will be added: gives the change a journal that suits, if it has written nothing yet.
    void expect_much();

    // Writes that block. To be called before anything else changes providers, which then may make the block stale.
    void write_words();
    void write_words(std::int64_t block, const BlockWords& complete);
    // The number of the next new row. Never that of a row that this change deleted: SQLite would record the pair as an
    // update, and updates that exchange unique codes among rows cannot be taken back in any order.
    std::int64_t next_row(std::string_view table);
    // To be told of every row that is deleted.
    void deleted(std::string_view table, std::int64_t row);
    std::int64_t row_of(std::string_view table, std::string_view key_column, const std::string& key);

    // Runs work in which a failure makes the whole change fail.
    template <class Work>
    void guarded(Work&& work) {
        if (failed) throw base::Error(base::ErrorKind::internal, base::mark("the change failed before"));
        failed = true;
        std::forward<Work>(work)();
        failed = false;
    }
    // The same in bulk: without triggers when there are many records.
    template <class Work>
    void in_bulk(std::size_t records, Work&& work) {
        guarded([&] {
            write_words();
            record();
            std::optional<WithoutTriggers> without;
            if (records >= bulk_size) without.emplace(connection);
            work(records >= bulk_size);
        });
    }
};

}  // namespace balise::store
