#include "store/project.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <tuple>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/id.hpp"
#include "base/words.hpp"
#include "store/open.hpp"
#include "store/schema.hpp"
#include "store/tables.hpp"
#include "store/word_search.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;
namespace fs = std::filesystem;

struct Project::State {
    std::unique_ptr<Connection> connection;
    Access access;
};

namespace {

base::Text opening(const fs::path& file) {
    return mark("project {0}", file.string());
}

// Refuses what is no database at all before SQLite sees it.
void require_database(const fs::path& file) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) throw Error(ErrorKind::not_found, mark("there is no such file"));
    if (fs::is_directory(file, ignored)) throw Error(ErrorKind::invalid_input, mark("it is a folder"));
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(ErrorKind::io, mark("the project file cannot be read: {0}", mark("permission denied")));
    std::string head(16, '\0');
    in.read(head.data(), 16);
    if (head != std::string_view("SQLite format 3\0", 16))
        throw Error(ErrorKind::invalid_input, mark("it is not a Balise project file"));
}

void require_project(Connection& connection) {
    if (connection.whole("PRAGMA application_id") != application_id)
        throw Error(ErrorKind::invalid_input, mark("it is not a Balise project file"));
}

std::unique_ptr<Connection> connect_read_only(const fs::path& file) {
    try {
        auto connection = std::make_unique<Connection>(file, Connection::Mode::read_only);
        connection->whole("SELECT count(*) FROM sqlite_master");
        return connection;
    } catch (const Error& error) {
        // On read-only media SQLite cannot make the shared memory of WAL; without a log or journal the file itself is
        // everything.
        if (error.kind() != ErrorKind::io) throw;
        for (const char* suffix : {"-wal", "-journal"}) {
            std::error_code ignored;
            const auto log = fs::path(file.string() + suffix);
            if (fs::exists(log, ignored) && fs::file_size(log, ignored) > 0) throw;
        }
    }
    return std::make_unique<Connection>(file, Connection::Mode::immutable);
}

void require_version(Connection& connection, Access access, int newest) {
    const auto version = connection.whole("PRAGMA user_version");
    if (version <= newest) return;
    auto needed = version;
    auto setting = connection.prepare("SELECT value FROM setting WHERE key = 'reader_version'");
    if (setting.step()) needed = setting.whole(0);
    if (access == Access::read_write)
        throw Error(ErrorKind::unsupported, mark("the project file was written by a newer program (schema {0}, this "
                                                 "program knows {1}); it can only be read",
                                                 version, newest));
    if (needed > newest)
        throw Error(ErrorKind::unsupported,
                    mark("the project file was written by a newer program (schema {0}, this program knows {1})",
                         version, newest));
}

}  // namespace

int newest_schema_version() {
    return schema_scripts.empty() ? 0 : schema_scripts.back().number;
}

void create_with(const fs::path& file, std::span<const SchemaScript> scripts) {
    base::within(opening(file), [&] {
        std::error_code ignored;
        if (fs::exists(fs::symlink_status(file, ignored)))
            throw Error(ErrorKind::conflict, mark("the file exists already"));
        base::Aside aside(file);
        {
            Connection connection(aside.path(), Connection::Mode::create);
            // The suggested cache (in pages, kept in the file) lets QGIS and scripts read a large directory without
            // fetching its pages again and again.
            connection.run(
                "PRAGMA page_size = 8192; PRAGMA default_cache_size = 8000; PRAGMA journal_mode = MEMORY; "
                "PRAGMA synchronous = OFF");
            make_schema(connection, scripts);
            const auto id = base::IdSource("project").next().text();
            auto setting = connection.prepare("INSERT INTO setting (key, value) VALUES (?, ?)");
            setting.with("project_id", id).run();
            setting.with("reader_version", "1").run();
            setting.with("created", base::now_text()).run();
            if (connection.text("PRAGMA journal_mode = WAL") != "wal")
                throw Error(ErrorKind::io, mark("this folder cannot hold a project file that is written safely; copy "
                                                "the file to a disk of this computer"));
        }
        // A second program may have made the file in the meantime.
        if (fs::exists(fs::symlink_status(file, ignored)))
            throw Error(ErrorKind::conflict, mark("the file exists already"));
        aside.commit();
    });
}

void Project::create(const fs::path& file) {
    create_with(file, schema_scripts);
}

namespace {

// SQLite tells only that it cannot open; people need to know what to change.
void require_writable(const fs::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (const auto& path : {file, folder}) {
        if (::access(path.c_str(), W_OK) == 0) continue;
        const auto reason = errno == EROFS ? mark("the disk is read-only") : mark("permission denied");
        throw Error(ErrorKind::io, mark("the project file cannot be written: {0}", reason));
    }
}

}  // namespace

std::unique_ptr<Connection> open_with(const fs::path& file, Access access, std::span<const SchemaScript> scripts) {
    return base::within(opening(file), [&] {
        require_database(file);
        if (access == Access::read_write) require_writable(file);
        const int newest = scripts.empty() ? 0 : scripts.back().number;
        auto connection = access == Access::read_only
                              ? connect_read_only(file)
                              : std::make_unique<Connection>(file, Connection::Mode::read_write);
        require_project(*connection);
        require_version(*connection, access, newest);
        if (access == Access::read_write) {
            migrate(*connection, scripts);
            // Edits made in QGIS since.
            if (!stale_blocks(*connection).empty()) {
                Transaction transaction(*connection, Transaction::Kind::write);
                refresh_words(*connection);
                transaction.commit();
            }
        }
        return connection;
    });
}

Project Project::open(const fs::path& file, Access access) {
    return Project(std::make_unique<State>(State{open_with(file, access, schema_scripts), access}));
}

Project::Project(std::unique_ptr<State> state) : state_(std::move(state)) {}
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;
Project::~Project() = default;

const fs::path& Project::file() const {
    return state_->connection->file();
}
Access Project::access() const {
    return state_->access;
}
Connection& Project::connection() const {
    return *state_->connection;
}
int Project::schema_version() const {
    return static_cast<int>(connection().whole("PRAGMA user_version"));
}
std::string Project::project_id() const {
    return setting("project_id").value_or(std::string());
}
std::int64_t Project::revision() const {
    return connection().whole("SELECT coalesce(max(number), 0) FROM history");
}

std::optional<std::string> Project::setting(const std::string& key) const {
    auto row = connection().prepare("SELECT value FROM setting WHERE key = ?");
    row.with(key);
    if (!row.step()) return std::nullopt;
    return std::string(row.text(0));
}

namespace {

using ServicesByRow = std::vector<std::pair<std::int64_t, model::Service>>;

ServicesByRow all_services(Connection& connection) {
    ServicesByRow services;
    auto rows =
        connection.prepare("SELECT provider, category, phase, status, label FROM service ORDER BY provider, ordinal");
    while (rows.step())
        services.emplace_back(rows.whole(0), model::Service{std::string(rows.text(1)), std::string(rows.text(2)),
                                                            std::string(rows.text(3)), std::string(rows.text(4))});
    return services;
}

// The place of each row, in the order of the table's rows, when records are put in the order of reference (or code) and
// id: records are large, so that they are read to their places and not moved.
std::vector<std::size_t> places_of_rows(Connection& connection, const Table& table, std::string_view order,
                                        std::size_t first) {
    struct Key {
        std::string reference, id;
        std::size_t row;
    };
    std::vector<Key> keys;
    auto rows = connection.prepare("SELECT " + std::string(order) + ", \"" + std::string(table.key) + "\" FROM \"" +
                                   std::string(table.name) + "\" ORDER BY fid");
    while (rows.step()) keys.push_back({std::string(rows.text(0)), std::string(rows.text(1)), keys.size()});
    std::sort(keys.begin(), keys.end(),
              [](const Key& a, const Key& b) { return std::tie(a.reference, a.id) < std::tie(b.reference, b.id); });
    std::vector<std::size_t> places(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) places[keys[i].row] = first + i;
    return places;
}

}  // namespace

template <class Record>
std::vector<Record> Project::all() const {
    auto& connection = this->connection();
    Transaction transaction(connection, Transaction::Kind::read);
    std::vector<Record> records;
    ServicesByRow services;
    if constexpr (std::is_same_v<Record, model::Provider>) services = all_services(connection);
    auto next = services.begin();
    constexpr bool has_reference = requires(Record record) {
        record.public_ref;
    };
    for (const auto& table : tables_of<Record>()) {
        const auto places = places_of_rows(connection, table, has_reference ? "public_ref" : "code", records.size());
        records.resize(records.size() + places.size());
        auto rows =
            connection.prepare("SELECT fid, " + std::string(table.has_geometry ? "geom, " : "") +
                               column_list<Record>() + " FROM \"" + std::string(table.name) + "\" ORDER BY fid");
        for (std::size_t at = 0; rows.step() && at < places.size(); ++at) {
            Record& record = records[places[at]];
            read_row(connection, rows, 1, table.has_geometry, record);
            if constexpr (std::is_same_v<Record, model::Provider>) {
                const auto row = rows.whole(0);
                while (next != services.end() && next->first < row) ++next;
                for (; next != services.end() && next->first == row; ++next)
                    record.services.push_back(std::move(next->second));
            }
        }
    }
    // Lines and polygons are two tables of waters.
    if (tables_of<Record>().size() > 1)
        std::sort(records.begin(), records.end(),
                  [](const Record& a, const Record& b) { return key_of(a) < key_of(b); });
    return records;
}

template std::vector<model::Provider> Project::all() const;
template std::vector<model::RiskZone> Project::all() const;
template std::vector<model::BorderPost> Project::all() const;
template std::vector<model::TransportNode> Project::all() const;
template std::vector<model::Area> Project::all() const;
template std::vector<model::Place> Project::all() const;
template std::vector<model::Road> Project::all() const;
template std::vector<model::Water> Project::all() const;
template std::vector<model::Neighbour> Project::all() const;
template std::vector<model::Organisation> Project::all() const;

namespace {

model::Provider read_provider(Connection& connection, std::int64_t fid) {
    model::Provider provider;
    {
        auto row =
            connection.prepare("SELECT geom, " + column_list<model::Provider>() + " FROM provider WHERE fid = ?");
        row.with(fid);
        if (row.step()) read_row(connection, row, 0, true, provider);
    }
    auto rows =
        connection.prepare("SELECT category, phase, status, label FROM service WHERE provider = ? ORDER BY ordinal");
    rows.with(fid);
    while (rows.step())
        provider.services.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)),
                                     std::string(rows.text(3))});
    return provider;
}

std::string upper_case(std::string text) {
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}
std::string lower_case(std::string text) {
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

// One provider, or nothing; throws conflict with the candidates when there are several.
std::optional<std::int64_t> only_one(Statement& rows, const std::string& asked) {
    std::vector<std::string> candidates;
    std::int64_t row = 0;
    while (rows.step()) {
        row = rows.whole(0);
        candidates.push_back(std::string(rows.text(1)) + " (" + std::string(rows.text(2)) + ")");
        if (candidates.size() == 8) break;
    }
    if (candidates.empty()) return std::nullopt;
    if (candidates.size() > 1)
        throw Error(ErrorKind::conflict,
                    mark("\"{0}\" fits several providers: {1}", asked, base::join(candidates, ", ")));
    return row;
}

}  // namespace

std::optional<model::Provider> Project::find_provider(const std::string& id) const {
    auto& connection = this->connection();
    Transaction transaction(connection, Transaction::Kind::read);
    const auto asked = std::string(base::trim(id));
    if (asked.empty()) return std::nullopt;
    const auto find = [&](std::string_view where, const std::string& value,
                          const std::string& until) -> std::optional<std::int64_t> {
        auto rows = connection.prepare("SELECT fid, public_ref, coalesce(name_fr, name_en, '') FROM provider WHERE " +
                                       std::string(where) + " ORDER BY public_ref");
        rows.bind(1, std::string_view(value));
        if (!until.empty()) rows.bind(2, std::string_view(until));
        return only_one(rows, asked);
    };
    auto row = find("id = ?", lower_case(asked), {});
    if (!row) row = find("public_ref = ?", upper_case(asked), {});
    if (!row) row = find("source_id = ?", asked, {});
    if (!row && asked.size() >= 4) {
        const auto low = lower_case(asked);
        const auto high = upper_case(asked);
        auto rows = connection.prepare(
            "SELECT fid, public_ref, coalesce(name_fr, name_en, '') FROM provider WHERE (id >= ?1 AND id < ?2) OR "
            "(public_ref >= ?3 AND public_ref < ?4) "
            "ORDER BY public_ref");
        rows.with(low, low + '\x7F', high, high + '\x7F');
        row = only_one(rows, asked);
    }
    if (!row) return std::nullopt;
    return read_provider(connection, *row);
}

std::vector<model::Decision> Project::decisions() const {
    std::vector<model::Decision> decisions;
    auto rows = connection().prepare(
        "SELECT id, provider, field_group, audience, decided_by, approved_by, decided_on, reason FROM decision ORDER "
        "BY decided_on, id");
    while (rows.step()) {
        model::Decision decision;
        decision.id = rows.text(0);
        const auto provider = model::ProviderId::parse(rows.text(1));
        const auto group = model::field_group_from_code(rows.text(2));
        const auto audience = model::audience_from_code(rows.text(3));
        // What cannot be understood opens nothing.
        if (!provider || !group || !audience) continue;
        decision.provider = *provider;
        decision.group = *group;
        decision.audience = *audience;
        decision.decided_by = rows.text(4);
        decision.approved_by = rows.text(5);
        decision.decided_on = rows.text(6);
        decision.reason = rows.text(7);
        decisions.push_back(std::move(decision));
    }
    return decisions;
}

Summary Project::summary() const {
    auto& connection = this->connection();
    Transaction transaction(connection, Transaction::Kind::read);
    const auto count = [&](const char* table) {
        return connection.whole("SELECT count(*) FROM " + std::string(table));
    };
    Summary summary;
    summary.schema = schema_version();
    const auto lists = search_lists(connection);
    WordSearch words(connection, *lists);
    summary.providers = words.counts("all")[""];
    summary.providers_by_type = words.counts("type");
    std::int64_t without_type = summary.providers;
    for (const auto& [type, providers] : summary.providers_by_type) without_type -= providers;
    if (without_type > 0) summary.providers_by_type["unknown"] += without_type;
    auto areas = connection.prepare(
        "SELECT level, CASE WHEN level IS NULL THEN legal_type END, source, accuracy, count(*) FROM area GROUP BY 1, "
        "2, 3, 4 ORDER BY level IS NULL, 1, 2, 3, 4");
    while (areas.step()) {
        AreaSummary area;
        if (!areas.is_null(0)) area.level = areas.whole(0);
        area.legal_type = areas.text(1);
        area.source = areas.text(2);
        area.accuracy = areas.text(3);
        area.count = areas.whole(4);
        summary.areas.push_back(std::move(area));
    }
    summary.risk_zones = count("risk_zone");
    summary.border_posts = count("border_post");
    summary.transport_nodes = count("transport_node");
    summary.places = count("place");
    summary.roads = count("road");
    summary.waters = count("water_line") + count("water_area");
    summary.neighbours = count("neighbour");
    summary.organisations = count("organisation");
    summary.decisions = count("decision");
    summary.grids = count("grid");
    auto last = connection.prepare("SELECT number, time, action FROM history ORDER BY number DESC LIMIT 1");
    if (last.step()) {
        summary.history_entries = count("history");
        summary.last_change = last.text(1);
        summary.last_change_action = last.text(2);
    }
    return summary;
}

void Project::checkpoint() {
    base::within(opening(file()), [&] {
        auto row = connection().prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        if (!row.step()) throw Error(ErrorKind::io, mark("the project file cannot be completed"));
        if (row.whole(0) != 0) throw Error(ErrorKind::conflict, mark("another program is using the project file"));
        if (row.whole(1) > 0) throw Error(ErrorKind::io, mark("the project file cannot be completed"));
    });
}

void Project::backup(const fs::path& target, bool replace, base::Progress& progress) const {
    base::within(mark("copy {0}", target.string()), [&] {
        std::error_code ignored;
        if (fs::equivalent(target, file(), ignored))
            throw Error(ErrorKind::conflict, mark("a project cannot be copied onto itself"));
        if (!replace && fs::exists(fs::symlink_status(target, ignored)))
            throw Error(ErrorKind::conflict,
                        mark("the file exists already; choose another name, or replace it with --replace"));
        // SQLite would play a log that belonged to the old file into the new one.
        for (const char* suffix : {"-wal", "-journal"}) {
            const fs::path log(target.string() + suffix);
            if (fs::exists(log, ignored) && fs::file_size(log, ignored) > 0)
                throw Error(ErrorKind::conflict,
                            mark("the file there is in use or was not closed well ({0}); choose another name",
                                 log.filename().string()));
        }
        base::Aside aside(target);
        copy_database(connection(), aside.path(), progress);
        aside.commit();
    });
}

}  // namespace balise::store
