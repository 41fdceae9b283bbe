#include "exchange/foreign_table.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::exchange {

namespace {

// How many rows are looked at before the first is handed out.
constexpr std::size_t sample_size = 200;

// A letter with which no word for a total begins: most rows need no closer look.
bool begins_otherwise(char first) {
    const char lower = first >= 'A' && first <= 'Z' ? static_cast<char>(first - 'A' + 'a') : first;
    return lower >= 'a' && lower <= 'z' && lower != 't' && lower != 's' && lower != 'g';
}

}  // namespace

ForeignTable::ForeignTable(FieldSet set, const ReadRequest& request, const model::Vocabularies& vocabularies,
                           base::Progress& progress)
    : set_(std::move(set)), request_(request), progress_(progress) {
    const Headings headings(set_, vocabularies);
    base::within(base::mark("reading {0}", request.file.filename().string()), [&] {
        source_ = Source::open(request.file, options(headings), progress);
        read_samples();
    });
    problem_row_ = problem_row_column(source_->columns());
    const std::vector<SourceRow> samples(samples_.begin(), samples_.end());
    columns_ = recognise_columns(set_, headings, *source_, samples, request_, vocabularies, pending_);
    make_readers(vocabularies);
    make_constants(vocabularies);
    find_positions();
    progress_.stage(base::mark("reading {0}", request.file.filename().string()), source_->size_hint());
}

SourceOptions ForeignTable::options(const Headings& headings) const {
    SourceOptions merged = request_.mapping.source;
    const auto& own = request_.source;
    if (!own.layer.empty()) merged.layer = own.layer;
    if (own.header_row) merged.header_row = own.header_row;
    if (own.skip_rows > 0) merged.skip_rows = own.skip_rows;
    if (!own.encoding.empty()) merged.encoding = own.encoding;
    if (!own.delimiter.empty()) merged.delimiter = own.delimiter;
    merged.corrections = own.corrections;
    std::set<std::string> mapped;
    for (const auto& [heading, field] : request_.mapping.columns) mapped.insert(base::fold(heading));
    merged.is_heading = [&headings, mapped](std::string_view cell) {
        return headings.find(cell).has_value() || admin_column(cell).has_value() || is_running_number(cell) ||
               mapped.contains(base::fold(cell));
    };
    return merged;
}

std::unique_ptr<Source> ForeignTable::reopened(const model::Vocabularies& vocabularies,
                                               base::Progress& progress) const {
    const Headings headings(set_, vocabularies);
    return Source::open(request_.file, options(headings), progress);
}

void ForeignTable::read_samples() {
    SourceRow row;
    while (samples_.size() < sample_size && source_->next(row)) samples_.push_back(row);
}

void ForeignTable::make_readers(const model::Vocabularies& vocabularies) {
    for (const auto& use : columns_.uses) {
        const auto& field = *set_.fields[use.field];
        const auto values = request_.mapping.values.find(std::string(field.name));
        readers_.emplace_back(field, vocabularies, values == request_.mapping.values.end() ? nullptr : &values->second);
        if (use.target == ColumnUse::Target::field && (field.is_key || field.name == "source_id")) keys_[use.field];
    }
}

void ForeignTable::make_constants(const model::Vocabularies& vocabularies) {
    for (const auto& [name, text] : request_.mapping.constants) {
        const auto index = set_.find(name);
        if (!index) continue;  // refused before, by recognise_columns
        CellReader reader(*set_.fields[*index], vocabularies, nullptr);
        const auto& understood = reader.read(text);
        for (const auto& problem : understood.problems)
            if (problem.severity == base::Severity::error)
                throw base::Error(base::ErrorKind::invalid_input, problem.message)
                    .in(base::mark("mapping, {0}", "constants." + name));
        if (model::is_set(understood.value)) constants_.emplace_back(*index, understood.value);
    }
}

void ForeignTable::find_positions() {
    bool lon = false;
    bool lat = false;
    for (const auto& use : columns_.uses) {
        const auto kind = set_.fields[use.field]->kind;
        lon = lon || (use.target == ColumnUse::Target::field && kind == model::FieldKind::longitude);
        lat = lat || (use.target == ColumnUse::Target::field && kind == model::FieldKind::latitude);
        tells_positions_ = tells_positions_ || use.target != ColumnUse::Target::field;
    }
    tells_positions_ = tells_positions_ || source_->has_geometry() || (!set_.has_shape && lon && lat);
    if (!set_.has_shape && !set_.has_position) return;
    positions_ = std::make_unique<Positions>(request_.crs.empty() ? request_.mapping.crs : request_.crs, *source_,
                                             set_.has_shape);
    std::vector<RawPosition> raw;
    for (const auto& sample : samples_) raw.push_back(raw_position(sample));
    positions_->judge(raw, pending_);
}

RawPosition ForeignTable::raw_position(const SourceRow& row) const {
    RawPosition raw;
    raw.geometry = &row.geometry;
    for (const auto& use : columns_.uses) {
        const auto cell = base::trim(row.cells[use.column]);
        const auto kind = set_.fields[use.field]->kind;
        if (use.target == ColumnUse::Target::coordinates)
            raw.pair = cell;
        else if (use.target == ColumnUse::Target::geometry)
            raw.wkt = cell;
        else if (kind == model::FieldKind::longitude)
            raw.lon = cell;
        else if (kind == model::FieldKind::latitude)
            raw.lat = cell;
    }
    return raw;
}

void ForeignTable::take_notes(base::Problems& problems) {
    if (!pending_.empty()) problems.append(std::exchange(pending_, {}));
    const auto& notes = source_->notes();
    for (; notes_taken_ < notes.size(); ++notes_taken_) {
        const auto& note = notes[notes_taken_];
        if (note.severity == base::Severity::error && note.row > 0) unsound_rows_.insert(note.row);
        problems.add(note);
    }
}

bool ForeignTable::is_total(const SourceRow& row) const {
    static const std::set<std::string> totals{"total",      "totaux",   "totalgeneral", "soustotal", "soustotaux",
                                              "grandtotal", "subtotal", "sum",          "somme"};
    bool says_total = false;
    for (const auto& cell : row.cells) {
        const auto words = base::trim(cell);
        if (words.empty() || (words.front() >= '0' && words.front() <= '9')) continue;
        if (begins_otherwise(words.front()) || words.size() > 40 || !totals.contains(base::fold_to_key(words)))
            return false;
        says_total = true;
    }
    if (!says_total || !geo::is_empty(row.geometry)) return false;
    const auto position = raw_position(row);  // what has a place is no sum
    return position.lon.empty() && position.lat.empty() && position.pair.empty() && position.wkt.empty();
}

bool ForeignTable::is_about_the_file(const SourceRow& row) const {
    return problem_row_ && base::trim(row.cells[*problem_row_]) == "0";
}

bool ForeignTable::take_row(SourceRow& row) {
    if (samples_.empty()) return source_->next(row);
    std::swap(row, samples_.front());
    samples_.pop_front();
    return true;
}

bool ForeignTable::next(SourceRow& row, bool& is_sound, base::Problems& problems) {
    bool found = take_row(row);
    while (found && (is_about_the_file(row) || is_total(row))) {
        if (!is_about_the_file(row)) problems.note(row.number, {}, base::mark("the row of a total was passed over"));
        found = take_row(row);
    }
    take_notes(problems);
    if (!found) return false;
    if (++rows_read_ % 1024 == 0) progress_.step(rows_read_);
    is_sound = unsound_rows_.empty() || !unsound_rows_.contains(row.number);
    return true;
}

std::vector<std::string_view> ForeignTable::fields_not_given() const {
    std::vector<char> given(set_.fields.size(), 0);
    for (const auto& use : columns_.uses)
        if (use.target == ColumnUse::Target::field) given[use.field] = 1;
    for (const auto& [field, value] : constants_) given[field] = 1;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < given.size(); ++i)
        if (given[i] == 0) names.push_back(set_.fields[i]->name);
    return names;
}

std::int64_t ForeignTable::earlier_row_with(std::size_t field, const std::string& key, std::int64_t row) {
    return keys_[field].earlier(key, row);
}

void ForeignTable::complain_no_positions(base::Problems& problems) {
    if (has_complained_) return;
    has_complained_ = true;
    if (set_.has_shape) {
        problems.error(
            0, "geometry", base::mark("the file holds no geometry: it is a table, not a map layer"),
            base::mark("import the layer itself (.shp, .gpkg, .geojson), or a table with a column {0}", "wkt"));
        return;
    }
    const auto looked_for = base::mark("no columns with positions were found; looked for {0}; found {1}",
                                       "lon, longitude, x; lat, latitude, y; coordinates, GPS, wkt",
                                       base::join(source_->columns(), ", ").substr(0, 400));
    if (set_.record == "provider")
        problems.error(0, "lon", looked_for,
                       base::mark("add the columns lon and lat, or name them in a mapping; if the file truly has no "
                                  "positions, say so with {0}",
                                  "--positions none"));
    else
        problems.error(0, "lon", looked_for, base::mark("add the columns lon and lat, or name them in a mapping"));
}

}  // namespace balise::exchange
