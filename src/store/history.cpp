#include "store/history.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <set>

#include "base/compress.hpp"
#include "base/error.hpp"
#include "store/change_state.hpp"
#include "store/sqlite_error.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

constexpr std::size_t largest_piece = std::size_t{1} << 30U;
// Above this size a change-set is applied without triggers and the indexes are built anew.
constexpr std::int64_t bulk_bytes = 200000;

struct Stacks {
    std::vector<HistoryEntry> entries;
    std::vector<std::size_t> undo;  // positions in entries
    std::vector<std::size_t> redo;
};

std::size_t position_of(const std::vector<HistoryEntry>& entries, std::int64_t number) {
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), number,
                         [](const HistoryEntry& entry, std::int64_t wanted) { return entry.number < wanted; });
    if (found == entries.end() || found->number != number)
        throw Error(ErrorKind::invalid_input, mark("the project file is damaged: {0}", "history"));
    return static_cast<std::size_t>(found - entries.begin());
}

// Undo and redo follow from the entries alone: an action clears what could be redone, an export changes nothing.
Stacks stacks_of(Connection& connection) {
    Stacks stacks;
    auto rows = connection.prepare(
        "SELECT number, time, action, parameters, summary, author, undo_of, redo_of, chunks FROM history ORDER BY "
        "number");
    while (rows.step()) {
        HistoryEntry entry;
        entry.number = rows.whole(0);
        entry.time = rows.text(1);
        entry.action = rows.text(2);
        entry.parameters = rows.text(3);
        entry.summary = rows.text(4);
        entry.author = rows.text(5);
        entry.of = rows.is_null(6) ? rows.whole(7) : rows.whole(6);
        entry.can_undo = rows.whole(8) > 0;
        const bool is_undo = !rows.is_null(6);
        const bool is_redo = !rows.is_null(7);
        stacks.entries.push_back(std::move(entry));
        const auto at = stacks.entries.size() - 1;
        if (is_undo || is_redo) {
            const auto target = position_of(stacks.entries, stacks.entries[at].of);
            stacks.entries[target].undone = is_undo;
            auto& from = is_undo ? stacks.undo : stacks.redo;
            std::erase(from, target);
            (is_undo ? stacks.redo : stacks.undo).push_back(target);
        } else if (stacks.entries[at].can_undo) {
            stacks.undo.push_back(at);
            stacks.redo.clear();
        }
    }
    return stacks;
}

std::optional<HistoryEntry> top(const Stacks& stacks, const std::vector<std::size_t>& stack) {
    if (stack.empty()) return std::nullopt;
    return stacks.entries[stack.back()];
}

// Owns a buffer that SQLite allocated.
struct Buffer {
    int size = 0;
    void* bytes = nullptr;
    Buffer() = default;
    ~Buffer() { sqlite3_free(bytes); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
};

int on_conflict(void* context, int kind, sqlite3_changeset_iter*) {
    // Keys may be broken between two pieces; the commit checks them.
    if (kind == SQLITE_CHANGESET_FOREIGN_KEY) return SQLITE_CHANGESET_OMIT;
    *static_cast<bool*>(context) = true;
    return SQLITE_CHANGESET_ABORT;
}

// Notes which tables and providers a piece touches.
void note_touched(Connection& connection, void* bytes, int size, bool bulk, IndexUpkeep& upkeep) {
    sqlite3_changeset_iter* iterator = nullptr;
    int code = sqlite3changeset_start(&iterator, size, bytes);
    if (code != SQLITE_OK) fail(connection.handle(), code);
    std::string last;
    while (sqlite3changeset_next(iterator) == SQLITE_ROW) {
        const char* table = nullptr;
        int columns = 0;
        int operation = 0;
        int indirect = 0;
        sqlite3changeset_op(iterator, &table, &columns, &operation, &indirect);
        const std::string_view name = table;
        if (name != last) {
            auto& touched = upkeep.table(name);
            if (bulk) touched.rebuild = touched.from_rows = true;
            last = name;
        }
        if (!bulk || (name != "provider" && name != "service")) continue;
        sqlite3_value* key = nullptr;  // first column: the row of the provider
        if (operation == SQLITE_INSERT)
            sqlite3changeset_new(iterator, 0, &key);
        else
            sqlite3changeset_old(iterator, 0, &key);
        if (key != nullptr) upkeep.stale_row(sqlite3_value_int64(key));
    }
    code = sqlite3changeset_finalize(iterator);
    if (code != SQLITE_OK) fail(connection.handle(), code);
}

void apply_piece(Connection& connection, std::string piece, bool inverse, bool bulk, IndexUpkeep& upkeep) {
    Buffer inverted;
    void* bytes = piece.data();
    int size = static_cast<int>(piece.size());
    if (inverse) {
        const int code = sqlite3changeset_invert(size, bytes, &inverted.size, &inverted.bytes);
        if (code != SQLITE_OK)
            throw Error(ErrorKind::invalid_input, mark("the project file is damaged: {0}", "history_chunk"));
        bytes = inverted.bytes;
        size = inverted.size;
    }
    note_touched(connection, bytes, size, bulk, upkeep);
    bool conflict = false;
    const int code = sqlite3changeset_apply(connection.handle(), size, bytes, nullptr, on_conflict, &conflict);
    if (conflict)
        throw Error(ErrorKind::conflict,
                    mark("the project was changed by another program since, so this step no longer fits"));
    if (code != SQLITE_OK) fail(connection.handle(), code);
}

struct Piece {
    std::int64_t ordinal = 0;
    std::int64_t size = 0;
};

void apply_entry(Connection& connection, std::int64_t entry, bool inverse, base::Progress& progress,
                 IndexUpkeep& upkeep) {
    std::vector<Piece> pieces;
    std::int64_t bytes = 0;
    {
        auto rows = connection.prepare("SELECT ordinal, size FROM history_chunk WHERE entry = ? ORDER BY ordinal");
        rows.with(entry);
        while (rows.step()) {
            pieces.push_back({rows.whole(0), rows.whole(1)});
            bytes += rows.whole(1);
        }
    }
    if (inverse) std::reverse(pieces.begin(), pieces.end());
    const bool bulk = bytes > bulk_bytes;
    std::optional<WithoutTriggers> quiet;
    if (bulk) quiet.emplace(connection);
    progress.stage(inverse ? mark("taking back") : mark("bringing back"), static_cast<std::int64_t>(pieces.size()));
    std::int64_t done = 0;
    for (const auto& piece : pieces) {
        std::string content;
        {
            auto row = connection.prepare("SELECT content FROM history_chunk WHERE entry = ? AND ordinal = ?");
            row.with(entry, piece.ordinal);
            if (row.step()) content = base::decompress(row.blob(0), largest_piece);
        }
        apply_piece(connection, std::move(content), inverse, bulk, upkeep);
        progress.step(++done);
    }
}

HistoryEntry step(Project& project, const std::string& author, base::Progress& progress, bool dry_run, bool inverse) {
    if (project.access() == Access::read_only && !dry_run)
        throw Error(ErrorKind::conflict, mark("the project was opened for reading only"));
    auto& connection = project.connection();
    if (project.access() == Access::read_only) {
        const auto entry = inverse ? next_undo(project) : next_redo(project);
        if (!entry)
            throw Error(ErrorKind::not_found,
                        inverse ? mark("there is nothing to undo") : mark("there is nothing to redo"));
        return *entry;
    }
    const Interruptible interruptible(connection, progress);
    const Transaction transaction(connection, Transaction::Kind::write);
    auto stacks = stacks_of(connection);
    auto target = top(stacks, inverse ? stacks.undo : stacks.redo);
    if (!target)
        throw Error(ErrorKind::not_found,
                    inverse ? mark("there is nothing to undo") : mark("there is nothing to redo"));
    IndexUpkeep upkeep(connection);
    apply_entry(connection, target->number, inverse, progress, upkeep);
    if (dry_run) return *target;
    upkeep.finish();
    NewEntry entry;
    entry.number = stacks.entries.back().number + 1;
    entry.entry = {
        .action = inverse ? "undo" : "redo", .parameters = "{}", .summary = target->summary, .author = author};
    (inverse ? entry.undo_of : entry.redo_of) = target->number;
    // The change-set is that of the entry taken back; the hash of this one covers it again.
    entry.chunk_digest =
        connection.text("SELECT chunk_digest FROM history WHERE number = " + std::to_string(target->number));
    progress.check();
    const auto hash = append_entry(connection, entry);
    commit_entry(connection, entry.number, hash);
    target->undone = inverse;
    return *target;
}

}  // namespace

std::vector<HistoryEntry> history(const Project& project) {
    return stacks_of(project.connection()).entries;
}

std::optional<HistoryEntry> next_undo(const Project& project) {
    const auto stacks = stacks_of(project.connection());
    return top(stacks, stacks.undo);
}

std::optional<HistoryEntry> next_redo(const Project& project) {
    const auto stacks = stacks_of(project.connection());
    return top(stacks, stacks.redo);
}

HistoryEntry undo(Project& project, const std::string& author, base::Progress& progress, bool dry_run) {
    return step(project, author, progress, dry_run, true);
}

HistoryEntry redo(Project& project, const std::string& author, base::Progress& progress, bool dry_run) {
    return step(project, author, progress, dry_run, false);
}

std::optional<std::int64_t> first_broken_link(const Project& project) {
    auto& connection = project.connection();
    Transaction transaction(connection, Transaction::Kind::read);
    auto rows = connection.prepare(
        "SELECT number, time, action, parameters, summary, author, coalesce(undo_of, 0), coalesce(redo_of, 0), chunks, "
        "chunk_digest, previous_hash, hash "
        "FROM history ORDER BY number");
    auto pieces = connection.prepare("SELECT content FROM history_chunk WHERE entry = ? ORDER BY ordinal");
    std::string previous;
    std::int64_t expected = 1;
    while (rows.step()) {
        NewEntry entry;
        entry.number = rows.whole(0);
        entry.entry.action = rows.text(2);
        entry.entry.parameters = rows.text(3);
        entry.entry.summary = rows.text(4);
        entry.entry.author = rows.text(5);
        entry.undo_of = rows.whole(6);
        entry.redo_of = rows.whole(7);
        entry.chunks = rows.whole(8);
        entry.chunk_digest = rows.text(9);
        const std::string hash(rows.text(11));
        base::Sha256 sum;
        std::int64_t count = 0;
        pieces.with(entry.number);
        while (pieces.step()) {
            sum.add(pieces.blob(0));
            ++count;
        }
        pieces.reset();
        const bool own_pieces = entry.undo_of == 0 && entry.redo_of == 0;
        const bool pieces_fit = count == entry.chunks && (!own_pieces || base::hex(sum.finish()) == entry.chunk_digest);
        if (entry.number != expected || rows.text(10) != previous || !pieces_fit ||
            entry_hash(previous, std::string(rows.text(1)), entry) != hash)
            return expected;
        previous = hash;
        ++expected;
    }
    if (connection.whole("SELECT count(*) FROM history_chunk WHERE entry >= " + std::to_string(expected)) > 0)
        return expected;
    return std::nullopt;
}

}  // namespace balise::store
