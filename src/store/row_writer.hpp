#pragma once
// Writing records as rows of their tables. For change_rows.cpp alone.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "store/change_log.hpp"
#include "store/tables.hpp"

namespace balise::store {

// Inserts rows of one table: binds the values of each record in the order of the table's columns and, when asked to,
// notes them in change-set format.
template <class Record>
class RowWriter {
public:
    RowWriter(Connection& connection, const Table& table)
        : connection_(connection), shape_(shape_of(connection, table.name)), insert_(connection.prepare(insert_text())), record_(shape_) {
        const auto& fields = column_fields<Record>();
        for (const auto& column : shape_.columns) {
            const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto* field) { return field->name == column; });
            sources_.push_back(found == fields.end() ? nullptr : *found);
            if (column == "fid") row_column_ = sources_.size();
            if (column == "geom") geometry_column_ = sources_.size();
        }
        values_.resize(sources_.size());
        bound_.resize(sources_.size());
    }

    // Returns the bounding box of the geometry, if there is one.
    std::optional<geo::Box> insert(std::int64_t row, const Record& record, bool note) {
        blob_.clear();
        append_geometry(record);
        if (note) record_.begin_row();
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const int parameter = static_cast<int>(i) + 1;
            if (i + 1 == row_column_) {
                insert_.bind(parameter, row);
                if (note) record_.add(row);
            } else if (i + 1 == geometry_column_) {
                if (blob_.empty()) {
                    insert_.bind_null(parameter);
                    if (note) record_.add_null();
                } else {
                    insert_.bind_blob(parameter, blob_);
                    if (note) record_.add_blob(blob_);
                }
            } else {
                if (sources_[i] != nullptr) values_[i] = sources_[i]->get(record);
                const bool set = model::is_set(values_[i]);
                if (set || bound_[i]) insert_.bind(parameter, values_[i]);
                bound_[i] = set;
                if (note) record_.add(values_[i]);
            }
        }
        insert_.run();
        return box_of_blob(blob_);
    }

    InsertRecord& record() { return record_; }

private:
    std::string insert_text() const {
        std::string names;
        std::string marks;
        for (const auto& column : shape_.columns) {
            names += (names.empty() ? "\"" : ", \"") + column + '"';
            marks += marks.empty() ? "?" : ", ?";
        }
        return "INSERT INTO \"" + shape_.table + "\" (" + names + ") VALUES (" + marks + ")";
    }

    void append_geometry(const Record& record) {
        if constexpr (requires { record.shape; } || requires { record.position; }) append_blob(model::geometry_of(record), blob_);
    }

    Connection& connection_;
    TableShape shape_;
    Statement insert_;
    InsertRecord record_;
    std::vector<const model::Field<Record>*> sources_;
    std::size_t row_column_ = 0;       // counted from 1; 0 = none
    std::size_t geometry_column_ = 0;
    std::vector<model::Value> values_;
    std::vector<bool> bound_;
    std::string blob_;
};

// Inserts the services of providers.
class ServiceWriter {
public:
    explicit ServiceWriter(Connection& connection)
        : insert_(connection.prepare("INSERT INTO service (provider, ordinal, category, phase, status, label) VALUES (?, ?, ?, ?, ?, ?)")),
          record_(shape_of(connection, "service")) {}

    void insert(std::int64_t provider, const std::vector<model::Service>& services, bool note) {
        for (std::size_t i = 0; i < services.size(); ++i) {
            const auto ordinal = static_cast<std::int64_t>(i) + 1;
            const auto& service = services[i];
            insert_.bind(1, provider);
            insert_.bind(2, ordinal);
            if (note) {
                record_.begin_row();
                record_.add(provider);
                record_.add(ordinal);
            }
            int parameter = 3;
            for (const auto* text : {&service.category, &service.phase, &service.status, &service.label}) {
                if (text->empty()) {
                    insert_.bind_null(parameter);
                    if (note) record_.add_null();
                } else {
                    insert_.bind(parameter, std::string_view(*text));
                    if (note) record_.add_text(*text);
                }
                ++parameter;
            }
            insert_.run();
        }
    }

    InsertRecord& record() { return record_; }

private:
    Statement insert_;
    InsertRecord record_;
};

}  // namespace balise::store
