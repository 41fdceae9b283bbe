#pragma once
// The append-only history, hash-chained, and undo and redo by inverse change-sets (new entries; nothing is rewritten).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "store/project.hpp"

namespace balise::store {

struct HistoryEntry {
    std::int64_t number = 0;
    std::string time;        // UTC
    std::string action;      // "undo" and "redo" too
    std::string parameters;  // JSON
    std::string summary;     // JSON
    std::string author;
    std::int64_t of = 0;   // for undo and redo: the entry undone or redone
    bool undone = false;   // true while the entry's effect is taken back
    bool can_undo = true;  // false for entries with no change-set (exports)
};

std::vector<HistoryEntry> history(const Project& project);
// The entry that undo (redo) would take back (bring back) now.
std::optional<HistoryEntry> next_undo(const Project& project);
std::optional<HistoryEntry> next_redo(const Project& project);

// Takes back the newest entry that is not undone; returns the entry it undid. Throws not_found when there is nothing to
// undo, conflict when the file was changed by another program so that the change-set no longer fits (nothing is changed
// then).
HistoryEntry undo(Project& project, const std::string& author, base::Progress& progress, bool dry_run);
HistoryEntry redo(Project& project, const std::string& author, base::Progress& progress, bool dry_run);

// Number of the first entry whose hash does not fit, or nothing.
std::optional<std::int64_t> first_broken_link(const Project& project);

}  // namespace balise::store
