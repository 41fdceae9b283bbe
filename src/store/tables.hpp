#pragma once
// How the kinds of records map to tables: columns are the fields, position or shape is the column `geom`, services of a
// provider are rows of `service`.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/fields.hpp"
#include "store/connection.hpp"
#include "store/geometry_blob.hpp"

namespace balise::store {

struct Table {
    std::string_view name;
    std::string_view key;  // column of the id or code
    bool has_geometry = true;
};

// Tables that a session records; in the order in which an inverse change-set may be applied (services before
// providers).
std::span<const std::string_view> recorded_tables();
// Tables with a geometry column.
std::span<const std::string_view> spatial_tables();

// The column that names a record.
template <class Record>
constexpr std::string_view key_column() {
    if constexpr (requires(Record record) { record.id; })
        return "id";
    else
        return "code";
}

template <class Record>
constexpr bool is_spatial() {
    if constexpr (requires(Record record) { record.position; })
        return true;
    else
        return model::RecordTraits<Record>::has_shape;
}

inline constexpr Table water_tables[] = {{"water_line", "code"}, {"water_area", "code"}};
template <class Record>
inline constexpr Table own_table[] = {{model::RecordTraits<Record>::code, key_column<Record>(), is_spatial<Record>()}};

// The table (for waters: lines first, then polygons) of a kind of record.
template <class Record>
std::span<const Table> tables_of() {
    if constexpr (std::is_same_v<Record, model::Water>)
        return water_tables;
    else
        return own_table<Record>;
}

template <class Record>
const Table& table_for(const Record& record) {
    if constexpr (std::is_same_v<Record, model::Water>)
        return tables_of<Record>()[std::holds_alternative<geo::MultiPolygon>(record.shape) ? 1 : 0];
    else
        return tables_of<Record>()[0];
}

template <class Record>
std::string key_of(const Record& record) {
    if constexpr (requires { record.id; })
        return record.id.text();
    else
        return record.code;
}

// The fields that are columns (all but the position and the services).
template <class Record>
const std::vector<const model::Field<Record>*>& column_fields() {
    static const auto list = [] {
        std::vector<const model::Field<Record>*> found;
        for (const auto& field : model::fields<Record>())
            if (field.kind != model::FieldKind::longitude && field.kind != model::FieldKind::latitude &&
                field.kind != model::FieldKind::services)
                found.push_back(&field);
        return found;
    }();
    return list;
}

// `"a", "b"` for SQL.
template <class Record>
std::string column_list(std::string_view prefix = {}) {
    std::string list;
    for (const auto* field : column_fields<Record>()) {
        if (!list.empty()) list += ", ";
        list += prefix;
        list += '"';
        list += field->name;
        list += '"';
    }
    return list;
}

// The geometry of a row; SpatiaLite reads what our own decoder does not.
geo::Geometry geometry_from(Connection& connection, std::string_view blob);

// Fills a record from a row whose first column is geom (when the table has one), followed by column_fields(). Other
// programs may type anything into a cell: what cannot be understood reads as empty, as internal where it says who may
// see, and its column is added to `unread`. `columns`: those that the row has, in its order, if not all.
template <class Record>
void read_row(Connection& connection, const Statement& row, int first, bool has_geometry, Record& record,
              std::vector<std::string_view>* unread = nullptr,
              const std::vector<const model::Field<Record>*>* columns = nullptr) {
    int column = first;
    const auto attempt = [&](std::string_view name, auto&& work, auto&& otherwise) {
        try {
            work();
        } catch (const base::Error& error) {
            if (error.kind() != base::ErrorKind::invalid_input) throw;
            otherwise();
            if (unread != nullptr) unread->push_back(name);
        }
    };
    if (has_geometry) {
        if (!row.is_null(column))
            attempt(
                "geom",
                [&] {
                    if constexpr (requires { record.position; }) {
                        const auto blob = row.blob(column);
                        if (const auto position = point_of_blob(blob))
                            record.position = position;
                        else if (const auto shape = geometry_from(connection, blob);
                                 std::holds_alternative<geo::Point>(shape))
                            record.position = geo::LonLat{std::get<geo::Point>(shape).position.x,
                                                          std::get<geo::Point>(shape).position.y};
                    } else if constexpr (requires { record.shape; })
                        model::set_shape(record, geometry_from(connection, row.blob(column)));
                },
                [] {});
        ++column;
    }
    for (const auto* field : columns != nullptr ? *columns : column_fields<Record>()) {
        if (!row.is_null(column))
            attempt(
                field->name, [&] { field->set(record, row.value(column)); },
                [&] {
                    field->set(record,
                               field->name.starts_with("disclosure_") ? model::Value("internal") : model::Value());
                });
        ++column;
    }
}

}  // namespace balise::store
