#pragma once
// A foreign file made ready for reading records of one kind: source, columns, cell readers, positions and constants,
// without the record's type.
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/problems.hpp"
#include "base/progress.hpp"
#include "exchange/cells.hpp"
#include "exchange/columns.hpp"
#include "exchange/positions.hpp"
#include "exchange/reader.hpp"
#include "exchange/row_keys.hpp"
#include "exchange/source.hpp"

namespace balise::exchange {

class ForeignTable {
public:
    ForeignTable(FieldSet set, const ReadRequest& request, const model::Vocabularies& vocabularies,
                 base::Progress& progress);

    // Next row; false at the end. Problems noticed on the way are added; `is_sound` is false when the row's geometry
    // was refused.
    bool next(SourceRow& row, bool& is_sound, base::Problems& problems);
    // The file from its beginning, with the same sheet and the same row of headings.
    std::unique_ptr<Source> reopened(const model::Vocabularies& vocabularies, base::Progress& progress) const;
    // Gathers the parts of a row that tell its position; the views live as long as the row.
    RawPosition raw_position(const SourceRow& row) const;
    // Remembers a key of a row; the row that has it already, or 0.
    std::int64_t earlier_row_with(std::size_t field, const std::string& key, std::int64_t row);
    // Adds the problem of a file without positions or shapes, once.
    void complain_no_positions(base::Problems& problems);

    const FieldSet& fields() const { return set_; }
    const Columns& columns() const { return columns_; }
    CellReader& reader(std::size_t use) { return readers_[use]; }
    const Positions& positions() const { return *positions_; }
    const Source& source() const { return *source_; }
    // Field and value for every row that has none; already understood.
    const std::vector<std::pair<std::size_t, model::Value>>& constants() const { return constants_; }
    // Names of the fields that neither a column nor a constant gives.
    std::vector<std::string_view> fields_not_given() const;
    bool tells_positions() const { return tells_positions_; }
    bool positions_absent() const { return request_.mapping.positions_absent; }
    std::int64_t rows_read() const { return rows_read_; }
    const ReadRequest& request() const { return request_; }
    // The field is a key that must occur once in a file.
    bool is_key(std::size_t field) const { return keys_.contains(field); }

private:
    SourceOptions options(const Headings& headings) const;
    void read_samples();
    void make_readers(const model::Vocabularies& vocabularies);
    void make_constants(const model::Vocabularies& vocabularies);
    void find_positions();
    bool take_row(SourceRow& row);
    // The line of our own file of problems that speaks of a file as a whole.
    bool is_about_the_file(const SourceRow& row) const;
    // Words of its cells say no more than "Total".
    bool is_total(const SourceRow& row) const;
    void take_notes(base::Problems& problems);

    FieldSet set_;
    ReadRequest request_;
    base::Progress& progress_;
    std::unique_ptr<Source> source_;
    std::deque<SourceRow> samples_;
    base::Problems pending_;
    std::size_t notes_taken_ = 0;
    std::set<std::int64_t> unsound_rows_;
    Columns columns_;
    std::optional<std::size_t> problem_row_;  // of our own file of problems
    std::vector<CellReader> readers_;         // one per use
    std::vector<std::pair<std::size_t, model::Value>> constants_;
    std::unique_ptr<Positions> positions_;
    std::unordered_map<std::size_t, RowKeys> keys_;
    bool tells_positions_ = false;
    bool has_complained_ = false;
    std::int64_t rows_read_ = 0;
};

}  // namespace balise::exchange
