#pragma once
// The project file: one SpatiaLite database. Reading is here; every change goes through store::Change.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/text.hpp"
#include "model/records.hpp"

namespace balise::store {

class Connection;

enum class Access { read_only, read_write };

// The version of the schema that this program writes.
int newest_schema_version();

struct AreaSummary {
    std::optional<std::int64_t> level;  // nothing for units outside the P-code tree
    std::string legal_type;             // only for those
    std::int64_t count = 0;
    std::string source;
    std::string accuracy;
};

struct Summary {
    int schema = 0;
    std::int64_t providers = 0;
    std::map<std::string, std::int64_t> providers_by_type;
    std::vector<AreaSummary> areas;
    std::int64_t risk_zones = 0, border_posts = 0, transport_nodes = 0;
    std::int64_t places = 0, roads = 0, waters = 0, neighbours = 0, organisations = 0, decisions = 0, grids = 0;
    std::int64_t history_entries = 0;
    std::string last_change;         // time of the newest history entry, or empty
    std::string last_change_action;  // its action id
};

class Project {
public:
    // Makes a new file with the newest schema and nothing in it but the metadata. Written aside and renamed: there is
    // never a half file. Throws conflict when the file exists, io when it cannot be written.
    static void create(const std::filesystem::path& file);

    // Opens; throws not_found, invalid_input (not a project file, damaged), unsupported (newer schema and read_write
    // wanted, or a newer schema that even reading does not understand), io, conflict (locked by another program). An
    // older schema is migrated when opened read_write (verified backup beside the file first). A file or folder that
    // cannot be written is opened for reading by read_only; read_write on it throws io with the reason.
    static Project open(const std::filesystem::path& file, Access access);

    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;
    ~Project();

    const std::filesystem::path& file() const;
    Access access() const;
    int schema_version() const;
    // The id of the project, made when it was created.
    std::string project_id() const;
    // Number of the newest history entry: rises by one with every committed change.
    std::int64_t revision() const;

    // All records of a kind, by public reference or code. Record: any of model/records.hpp with a table.
    template <class Record>
    std::vector<Record> all() const;
    // By id (UUID), public_ref, source_id or a unique beginning (4 characters or more) of id or public_ref. Throws
    // conflict, listing the candidates, when several fit.
    std::optional<model::Provider> find_provider(const std::string& id) const;
    std::vector<model::Decision> decisions() const;
    Summary summary() const;
    std::optional<std::string> setting(const std::string& key) const;

    // The whole content but history, as sorted text for comparison: "table<TAB>key<TAB>column=value…" lines; geometry
    // as WKT.
    void dump(std::ostream& out) const;

    // Faults of the file itself: SQLite's quick_check, spatial index against geometry, search index against records,
    // history chain, cells that cannot be read.
    std::vector<base::Text> check_integrity() const;

    // Brings everything that was committed into the main file, so that it alone may be copied or renamed once the
    // project is closed; throws io when that cannot be done and conflict while another program reads or writes.
    void checkpoint();

    // A verified copy (SQLite backup interface, quick_check, synced, renamed). Works while others read. `target` must
    // not exist unless `replace`; throws conflict when the replaced one holds changes that another program has not
    // tidied away (a log that is not empty).
    void backup(const std::filesystem::path& target, bool replace, base::Progress& progress) const;

    // For store itself and its tests.
    Connection& connection() const;

private:
    struct State;
    explicit Project(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace balise::store
