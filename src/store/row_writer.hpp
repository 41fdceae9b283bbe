#pragma once
// Writing records as rows of their tables: encoded once, in the format of a change-set, from which they are inserted.
// For change_rows.cpp alone.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "store/change_log.hpp"
#include "store/tables.hpp"

namespace balise::store {

// Appends what the column geom holds; nothing for a record without a place.
template <class Record>
void append_geometry(const Record& record, std::string& blob) {
    if constexpr (
        requires { record.shape; } || requires { record.position; })
        append_blob(model::geometry_of(record), blob);
}

// Encodes records as rows in the order of the table's columns. Touches no connection after its making, so that it can
// run beside the thread that inserts.
template <class Record>
class RowEncoder {
public:
    explicit RowEncoder(const TableShape& shape) {
        const auto& fields = column_fields<Record>();
        for (const auto& column : shape.columns) {
            const auto found =
                std::find_if(fields.begin(), fields.end(), [&](const auto* field) { return field->name == column; });
            sources_.push_back({column == "fid"             ? Source::row
                                : column == "geom"          ? Source::geometry
                                : found == fields.end()     ? Source::nothing
                                : (*found)->text != nullptr ? Source::text
                                                            : Source::field,
                                found == fields.end() ? nullptr : *found});
        }
    }

    // Appends one row; returns the bounding box of the geometry, if there is one.
    std::optional<geo::Box> encode(std::int64_t row, const Record& record, InsertRecord& rows) {
        blob_.clear();
        append_geometry(record, blob_);
        rows.begin_row();
        for (const auto& [kind, field] : sources_) {
            switch (kind) {
                case Source::row: rows.add(row); break;
                case Source::geometry: blob_.empty() ? rows.add_null() : rows.add_blob(blob_); break;
                case Source::text: {
                    const auto words = field->text(record);
                    words.empty() ? rows.add_null() : rows.add_text(words);
                    break;
                }
                case Source::field: rows.add(field->get(record)); break;
                case Source::nothing: rows.add_null(); break;
            }
        }
        return box_of_blob(blob_);
    }

private:
    enum class Source { row, geometry, text, field, nothing };
    std::vector<std::pair<Source, const model::Field<Record>*>> sources_;
    std::string blob_;
};

inline void encode_services(std::int64_t provider, const std::vector<model::Service>& services, InsertRecord& rows) {
    std::int64_t ordinal = 0;
    for (const auto& service : services) {
        rows.begin_row();
        rows.add(provider);
        rows.add(++ordinal);
        for (const auto* text : {&service.category, &service.phase, &service.status, &service.label})
            text->empty() ? rows.add_null() : rows.add_text(*text);
    }
}

}  // namespace balise::store
