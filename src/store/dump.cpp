// Project::dump: the content as sorted text.
#include <algorithm>
#include <map>
#include <ostream>

#include "store/project.hpp"
#include "store/tables.hpp"

namespace balise::store {

namespace {

// One value on one line.
void append_escaped(std::string& line, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '\t': line += "\\t"; break;
            case '\n': line += "\\n"; break;
            case '\r': line += "\\r"; break;
            case '\\': line += "\\\\"; break;
            default: line += c;
        }
    }
}

void append_value(std::string& line, std::string_view column, std::string_view value) {
    line += '\t';
    line += column;
    line += '=';
    append_escaped(line, value);
}

template <class Record>
void dump_records(const Project& project, std::map<std::string, std::vector<std::string>>& tables) {
    auto& lines = tables[std::string(model::RecordTraits<Record>::code)];
    for (const auto& record : project.all<Record>()) {
        std::string line(model::RecordTraits<Record>::code);
        line += '\t';
        append_escaped(line, key_of(record));
        for (const auto& field : model::fields<Record>()) {
            const auto value = field.get(record);
            if (model::is_set(value) && field.name != "id" && field.name != "code")
                append_value(line, field.name, model::text_of(value));
        }
        if constexpr (requires { record.shape; }) {
            const auto geometry = model::geometry_of(record);
            if (!geo::is_empty(geometry)) append_value(line, "geometry", geo::to_wkt(geometry));
        }
        lines.push_back(std::move(line));
    }
}

// Tables that are no records; `key` makes the beginning of the line, all other columns but the row number follow.
void dump_table(Connection& connection, std::string_view table, std::string_view key, std::string_view where,
                std::map<std::string, std::vector<std::string>>& tables) {
    auto& lines = tables[std::string(table)];
    auto rows = connection.prepare("SELECT " + std::string(key) + ", * FROM \"" + std::string(table) + "\"" +
                                   std::string(where));
    while (rows.step()) {
        std::string line(table);
        line += '\t';
        append_escaped(line, rows.text(0));
        for (int column = 1; column < rows.columns(); ++column) {
            if (rows.is_null(column) || rows.column_name(column) == "fid" || rows.column_name(column) == key) continue;
            append_value(line, rows.column_name(column), model::text_of(rows.value(column)));
        }
        lines.push_back(std::move(line));
    }
}

}  // namespace

void Project::dump(std::ostream& out) const {
    auto& connection = this->connection();
    Transaction transaction(connection, Transaction::Kind::read);
    std::map<std::string, std::vector<std::string>> tables;
    dump_records<model::Provider>(*this, tables);
    dump_records<model::RiskZone>(*this, tables);
    dump_records<model::BorderPost>(*this, tables);
    dump_records<model::TransportNode>(*this, tables);
    dump_records<model::Area>(*this, tables);
    dump_records<model::Place>(*this, tables);
    dump_records<model::Road>(*this, tables);
    dump_records<model::Water>(*this, tables);
    dump_records<model::Neighbour>(*this, tables);
    dump_records<model::Organisation>(*this, tables);
    dump_table(connection, "decision", "id", "", tables);
    dump_table(connection, "grid", "code", "", tables);
    dump_table(connection, "style", "name", "", tables);
    dump_table(connection, "sheet", "name", "", tables);
    dump_table(connection, "scenario", "name", "", tables);
    dump_table(connection, "release", "number", "", tables);
    dump_table(connection, "release_recipient", "release", "", tables);
    dump_table(connection, "vocabulary", "list", "", tables);
    dump_table(connection, "field_label", "record", "", tables);
    // What differs between two projects of the same content.
    dump_table(connection, "setting", "key", " WHERE key NOT IN ('project_id', 'reader_version', 'created')", tables);
    for (auto& [table, lines] : tables) {
        std::sort(lines.begin(), lines.end());
        for (const auto& line : lines) out << line << '\n';
    }
}

}  // namespace balise::store
