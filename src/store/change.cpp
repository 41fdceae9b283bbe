#include "store/change.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "store/change_state.hpp"
#include "store/schema.hpp"
#include "store/sqlite_error.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;

void IndexUpkeep::finish() {
    for (auto& [table, work] : touched_) {
        const auto tables = spatial_tables();
        if (std::find(tables.begin(), tables.end(), table) == tables.end()) continue;
        if (work.rebuild) {
            auto entries = work.from_rows ? entries_of_rows(connection_, table) : read_index(connection_, table);
            if (!work.from_rows) entries.insert(entries.end(), work.added.begin(), work.added.end());
            write_index(connection_, table, std::move(entries));
        }
        update_statistics(connection_, table);
    }
    for (const auto block : stale_) mark_stale(connection_, block);
    refresh_words(connection_);
    settle_times(connection_);
    touched_.clear();
    stale_.clear();
}

void IndexUpkeep::fresh_block(std::int64_t block) {
    stale_.erase(block);
    connection_.prepare("DELETE FROM search_stale WHERE block = ?").with(block).run();
}

namespace {

// Fields are preceded by their length, so that no two different entries give the same bytes.
void add_part(base::Sha256& sum, const std::string& part) {
    sum.add(std::to_string(part.size()) + ":");
    sum.add(part);
}

}  // namespace

std::string entry_hash(const std::string& previous, const std::string& time, const NewEntry& entry) {
    base::Sha256 sum;
    for (const auto& part : {previous, std::to_string(entry.number), time, entry.entry.action, entry.entry.parameters,
                             entry.entry.summary, entry.entry.author, std::to_string(entry.undo_of),
                             std::to_string(entry.redo_of), std::to_string(entry.chunks), entry.chunk_digest})
        add_part(sum, part);
    return base::hex(sum.finish());
}

std::string append_entry(Connection& connection, const NewEntry& entry) {
    const auto time = base::now_text();
    const auto previous = connection.text("SELECT hash FROM history ORDER BY number DESC LIMIT 1");
    const auto hash = entry_hash(previous, time, entry);
    auto insert = connection.prepare(
        "INSERT INTO history (number, time, action, parameters, summary, author, undo_of, redo_of, chunks, "
        "chunk_digest, previous_hash, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, ?, ?, ?)");
    insert.with(entry.number, time, entry.entry.action, entry.entry.parameters, entry.entry.summary, entry.entry.author,
                entry.undo_of, entry.redo_of, entry.chunks, entry.chunk_digest, previous, hash);
    insert.run();
    return hash;
}

void commit_entry(Connection& connection, std::int64_t number, const std::string& hash) {
    connection.set_progress(nullptr);  // from here on it is too late to stop
    const int code = sqlite3_exec(connection.handle(), "COMMIT", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return;
    try {
        fail(connection.handle(), code);
    } catch (const Error& reason) {
        connection.roll_back();
        if (reason.kind() == ErrorKind::conflict) throw;
        try {
            connection.reopen();
            auto found = connection.prepare("SELECT hash FROM history WHERE number = ?");
            found.with(number);
            if (found.step() && found.text(0) == hash) return;
        } catch (const Error&) {
            throw reason;
        }
        throw;
    }
}

namespace {

Connection& writable(Project& project) {
    if (project.access() == Access::read_only)
        throw Error(ErrorKind::conflict, mark("the project was opened for reading only"));
    return project.connection();
}

}  // namespace

Change::State::State(Project& owner, base::Progress& told)
    : project(owner),
      connection(writable(owner)),
      progress(told),
      interruptible(connection, progress),
      transaction(connection, Transaction::Kind::write),
      changes_before(sqlite3_total_changes64(connection.handle())),
      entry(connection.whole("SELECT coalesce(max(number), 0) + 1 FROM history")),
      log(connection, entry),
      upkeep(connection) {
    log.record();
}

void Change::State::record() {
    quiet.reset();
    log.record();
}

void Change::State::begin_bulk() {
    log.stop();
    // Turning triggers off makes SQLite prepare all statements anew: once is enough.
    if (!quiet) quiet.emplace(connection);
}

void Change::State::expect_much() {
    if (journal || sqlite3_total_changes64(connection.handle()) != changes_before) return;
    log.stop();
    const auto version = connection.whole("PRAGMA data_version");
    connection.roll_back();
    journal.emplace(connection);
    connection.set_progress(&progress);
    connection.run("BEGIN IMMEDIATE");
    // What was read before must still hold.
    if (journal->version().value_or(connection.whole("PRAGMA data_version")) != version)
        throw Error(ErrorKind::conflict, mark("another program is using the project file"));
}

void Change::State::write_words() {
    if (!words) return;
    write_words(words->block(), words->take());
    words.reset();
}

void Change::State::write_words(std::int64_t block, const BlockWords& complete) {
    upkeep.fresh_block(block);
    connection.prepare("DELETE FROM search_word WHERE block = ?").with(block).run();
    write_block(connection, block, complete);
}

std::int64_t Change::State::next_row(std::string_view table) {
    const auto highest = connection.whole("SELECT coalesce(max(fid), 0) FROM \"" + std::string(table) + "\"");
    const auto gone = highest_deleted.find(table);
    return std::max(highest, gone == highest_deleted.end() ? 0 : gone->second) + 1;
}

void Change::State::deleted(std::string_view table, std::int64_t row) {
    auto& highest = highest_deleted[std::string(table)];
    highest = std::max(highest, row);
}

std::int64_t Change::State::row_of(std::string_view table, std::string_view key_column, const std::string& key) {
    auto find = connection.prepare("SELECT fid FROM \"" + std::string(table) + "\" WHERE \"" + std::string(key_column) +
                                   "\" = ?");
    find.bind(1, std::string_view(key));
    return find.step() ? find.whole(0) : 0;
}

Change::Change(Project& project, base::Progress& progress) : state_(std::make_unique<State>(project, progress)) {}

Change::~Change() = default;

void Change::remove_areas(std::optional<std::int64_t> level, bool approximate_only) {
    auto& state = *state_;
    state.guarded([&] {
        state.record();
        state.deleted("area", state.connection.whole("SELECT coalesce(max(fid), 0) FROM area"));
        auto remove =
            state.connection.prepare("DELETE FROM area WHERE level IS ?1 AND (NOT ?2 OR accuracy = 'approximate')");
        if (level) remove.bind(1, *level);
        remove.bind(2, std::int64_t{approximate_only ? 1 : 0});
        remove.run();
        state.upkeep.table("area").changed_by_row();
    });
}

void Change::add_decision(const model::Decision& decision) {
    auto& state = *state_;
    state.guarded([&] {
        state.record();
        state.connection
            .prepare(
                "INSERT INTO decision (id, provider, field_group, audience, decided_by, approved_by, decided_on, "
                "reason) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .with(decision.id, decision.provider.text(), model::field_group_code(decision.group),
                  model::audience_code(decision.audience), decision.decided_by, decision.approved_by,
                  decision.decided_on, decision.reason)
            .run();
    });
}

void Change::set_setting(const std::string& key, const std::string& value) {
    auto& state = *state_;
    state.guarded([&] {
        state.record();
        state.connection
            .prepare(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
            .with(key, value)
            .run();
    });
}

void Change::set_vocabularies(const model::Vocabularies& vocabularies) {
    auto& state = *state_;
    state.guarded([&] {
        auto& connection = state.connection;
        state.record();
        connection.run("DELETE FROM vocabulary; DELETE FROM field_label");
        auto term_row =
            connection.prepare("INSERT INTO vocabulary (list, code, fr, en, position) VALUES (?, ?, ?, ?, ?)");
        for (const auto& [name, vocabulary] : vocabularies.all()) {
            std::int64_t position = 0;
            for (const auto& term : vocabulary.terms())
                term_row.with(name, term.code, term.fr, term.en, ++position).run();
        }
        auto field_row =
            connection.prepare("INSERT OR REPLACE INTO field_label (record, field, fr, en) VALUES (?, ?, ?, ?)");
        for (const auto& field : vocabularies.fields())
            field_row.with(field.record, field.field, field.fr, field.en).run();
    });
}

std::int64_t Change::commit(const Entry& entry, bool keep_empty) {
    auto& state = *state_;
    std::int64_t number = 0;
    state.guarded([&] {
        auto chunks = state.log.finish();
        if (chunks == 0 && !keep_empty) {
            state.connection.roll_back();
            return;
        }
        auto digest = state.log.digest();
        if (!entry.undoable && chunks > 0) {
            const WithoutTriggers allowed(state.connection);
            state.connection.prepare("DELETE FROM history_chunk WHERE entry = ?").with(state.entry).run();
            chunks = 0;
            digest = base::hex(base::sha256({}));
        }
        state.quiet.reset();
        state.write_words();
        state.upkeep.finish();
        state.progress.check();
        const auto hash = append_entry(state.connection, {state.entry, entry, 0, 0, chunks, digest});
        commit_entry(state.connection, state.entry, hash);
        state.journal.reset();
        number = state.entry;
    });
    state.failed = true;  // a change is committed once
    return number;
}

}  // namespace balise::store
