#pragma once
// A change to the project file: one transaction, recorded by SQLite's session extension, appended to the history.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/progress.hpp"
#include "model/records.hpp"
#include "model/vocabulary.hpp"
#include "store/project.hpp"

namespace balise::store {

// What the history keeps of an action besides its change-set.
struct Entry {
    std::string action{};      // action id, "import"
    std::string parameters{};  // JSON object, as given
    std::string summary{};     // JSON: counts and names for the history list, language-free
    std::string author{};      // user name of the session; may be empty
    bool undoable = true;      // false: no change-set is kept (the creation of a project)
};

// Begins an immediate transaction; rolls back when it is destroyed without commit.
// A change that touches nothing leaves no history entry unless `keep_empty` (an export is an entry with no rows).
class Change {
public:
    Change(Project& project, base::Progress& progress);
    ~Change();
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;

    // Inserts; throws conflict when a key exists. Record: any of model/records.hpp with a table.
    // From 500 records on, the spatial and text index of the table are built once at the end instead of row by row.
    template <class Record>
    void add(std::span<const Record> records);
    // Replaces the record with the same id or code; throws not_found.
    template <class Record>
    void replace(std::span<const Record> records);
    // Only the area code changes (provider, risk_zone, border_post, transport_node, place): pairs of key (id or code)
    // and code.
    template <class Record>
    void set_area_codes(const std::vector<std::pair<std::string, std::string>>& codes);
    // By id or code; throws not_found.
    template <class Record>
    void remove(const std::vector<std::string>& keys);
    // All records of a kind (for an import that replaces them).
    template <class Record>
    void remove_all();
    // The areas of a P-code level, or with no level those outside the P-code tree (districts); only those whose
    // accuracy is "approximate" when asked for.
    void remove_areas(std::optional<std::int64_t> level, bool approximate_only);
    void add_decision(const model::Decision& decision);
    void set_setting(const std::string& key, const std::string& value);
    // The tables `vocabulary` (list, code, fr, en) and `field_label`, for other programs and for searching by the words
    // of codes.
    void set_vocabularies(const model::Vocabularies& vocabularies);

    // Brings the indexes up to date, appends the history entry and commits (synchronous=FULL). Returns the number of
    // the entry, or 0 when nothing changed. After an error the file is as before.
    std::int64_t commit(const Entry& entry, bool keep_empty = false);

    // For store itself.
    struct State;

private:
    friend class BulkAddition;
    std::unique_ptr<State> state_;
};

}  // namespace balise::store
