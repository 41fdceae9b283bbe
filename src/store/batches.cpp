#include "store/batches.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "store/tables.hpp"

namespace balise::store {

using model::Provider;

struct OneMoment::State {
    Transaction transaction;
};

OneMoment::OneMoment(const Project& project)
    : state_(new State{Transaction(project.connection(), Transaction::Kind::read)}) {
    // SQLite takes the state of the file with the first thing that is read.
    project.connection().whole("SELECT count(*) FROM setting");
}
OneMoment::~OneMoment() = default;

namespace {

using FieldList = std::vector<const model::Field<Provider>*>;

struct Wanted {
    FieldList columns;
    bool position = false, services = false;
};

Wanted wanted_of(const std::vector<std::string_view>& names) {
    Wanted wanted;
    for (const auto name : names) {
        const auto* field = model::find_field<Provider>(name);
        if (field == nullptr)
            throw base::Error(base::ErrorKind::internal, base::mark("there is no field \"{0}\"", std::string(name)));
        if (field->kind == model::FieldKind::longitude || field->kind == model::FieldKind::latitude)
            wanted.position = true;
        else if (field->kind == model::FieldKind::services)
            wanted.services = true;
        else
            wanted.columns.push_back(field);
    }
    return wanted;
}

std::string list_of_columns(const Wanted& wanted) {
    std::string list = "fid";
    if (wanted.position) list += ", geom";
    for (const auto* field : wanted.columns) list += ", \"" + std::string(field->name) + '"';
    return list;
}

// The services of providers that are asked for in the order of their rows.
class ServicesInOrder {
public:
    explicit ServicesInOrder(Connection& connection)
        : rows_(connection.prepare(
              "SELECT provider, category, phase, status, label FROM service ORDER BY provider, ordinal")),
          has_row_(rows_.step()) {}

    void add_to(Provider& record, std::int64_t row) {
        while (has_row_ && rows_.whole(0) < row) has_row_ = rows_.step();
        for (; has_row_ && rows_.whole(0) == row; has_row_ = rows_.step())
            record.services.push_back({std::string(rows_.text(1)), std::string(rows_.text(2)),
                                       std::string(rows_.text(3)), std::string(rows_.text(4))});
    }

private:
    Statement rows_;
    bool has_row_;
};

}  // namespace

void for_each_batch(const Project& project, const std::vector<std::string_view>& fields, std::size_t size,
                    const std::function<void(std::vector<Provider>&)>& take) {
    auto& connection = project.connection();
    Transaction transaction(connection, Transaction::Kind::read);
    const auto wanted = wanted_of(fields);
    std::optional<ServicesInOrder> services;
    if (wanted.services) services.emplace(connection);
    auto rows = connection.prepare("SELECT " + list_of_columns(wanted) + " FROM provider ORDER BY fid");
    std::vector<Provider> batch;
    for (bool more = rows.step(); more;) {
        batch.clear();
        batch.reserve(size);
        for (; more && batch.size() < size; more = rows.step()) {
            auto& record = batch.emplace_back();
            read_row(connection, rows, 1, wanted.position, record, nullptr, &wanted.columns);
            if (services) services->add_to(record, rows.whole(0));
        }
        take(batch);
    }
}

std::vector<model::Area> areas_without_shapes(const Project& project) {
    auto& connection = project.connection();
    auto rows = connection.prepare("SELECT " + column_list<model::Area>() + " FROM area ORDER BY code");
    std::vector<model::Area> areas;
    while (rows.step()) read_row(connection, rows, 0, false, areas.emplace_back());
    return areas;
}

std::int64_t provider_count(const Project& project) {
    return project.connection().whole("SELECT count(*) FROM provider");
}

template <class Record>
std::optional<Record> record_of(const Project& project, const std::string& id) {
    auto& connection = project.connection();
    Transaction transaction(connection, Transaction::Kind::read);
    for (const auto& table : tables_of<Record>()) {
        auto row = connection.prepare("SELECT fid, " + std::string(table.has_geometry ? "geom, " : "") +
                                      column_list<Record>() + " FROM \"" + std::string(table.name) + "\" WHERE \"" +
                                      std::string(table.key) + "\" = ?");
        row.with(id);
        if (!row.step()) continue;
        Record record;
        read_row(connection, row, 1, table.has_geometry, record);
        if constexpr (std::is_same_v<Record, Provider>) {
            auto services = connection.prepare(
                "SELECT category, phase, status, label FROM service WHERE provider = ? ORDER BY ordinal");
            services.with(row.whole(0));
            while (services.step())
                record.services.push_back({std::string(services.text(0)), std::string(services.text(1)),
                                           std::string(services.text(2)), std::string(services.text(3))});
        }
        return record;
    }
    return std::nullopt;
}

template std::optional<Provider> record_of(const Project& project, const std::string& id);
template std::optional<model::RiskZone> record_of(const Project& project, const std::string& id);
template std::optional<model::BorderPost> record_of(const Project& project, const std::string& id);
template std::optional<model::TransportNode> record_of(const Project& project, const std::string& id);
template std::optional<model::Area> record_of(const Project& project, const std::string& id);
template std::optional<model::Place> record_of(const Project& project, const std::string& id);

template <class Record>
std::string digest_of_rows(const Project& project) {
    auto& connection = project.connection();
    Transaction transaction(connection, Transaction::Kind::read);
    base::Sha256 sum;
    std::string lengths;
    for (const auto& table : tables_of<Record>()) {
        auto rows = connection.prepare("SELECT * FROM \"" + std::string(table.name) + "\" ORDER BY fid");
        while (rows.step()) {
            // Lengths before the bytes, so that no two rows of different cells read the same.
            lengths.clear();
            for (int column = 0; column < rows.columns(); ++column)
                lengths += rows.is_null(column) ? std::string("-,") : std::to_string(rows.blob(column).size()) + ',';
            sum.add(lengths);
            for (int column = 0; column < rows.columns(); ++column)
                if (!rows.is_null(column)) sum.add(rows.blob(column));
        }
        sum.add(";");
    }
    return base::hex(sum.finish());
}

template std::string digest_of_rows<model::RiskZone>(const Project& project);
template std::string digest_of_rows<model::BorderPost>(const Project& project);
template std::string digest_of_rows<model::TransportNode>(const Project& project);
template std::string digest_of_rows<model::Area>(const Project& project);
template std::string digest_of_rows<model::Place>(const Project& project);
template std::string digest_of_rows<model::Road>(const Project& project);
template std::string digest_of_rows<model::Water>(const Project& project);
template std::string digest_of_rows<model::Neighbour>(const Project& project);

}  // namespace balise::store
