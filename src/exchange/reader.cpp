#include "exchange/reader.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/foreign_table.hpp"
#include "exchange/record_rules.hpp"

namespace balise::exchange {

template <class Record>
struct Reader<Record>::State {
    static constexpr bool has_position = requires(Record record) { record.position; };
    static constexpr bool has_shape = requires(Record record) { record.shape; };

    State(const ReadRequest& request, const model::Vocabularies& vocabularies, base::Progress& progress)
        : table(field_set<Record>(), request, vocabularies, progress) {
        facts.level = request.level ? request.level : table.columns().level;
        facts.tells_positions = table.tells_positions();
        facts.positions_absent = table.positions_absent();
        facts.not_given = table.fields_not_given();
        notes_field = table.fields().find("notes");
        website_field = table.fields().find("website");
        filled.resize(table.fields().fields.size());
    }

    void set(Record& record, std::size_t field, const model::Value& value, std::int64_t row_number,
             const std::string& heading, base::Problems& problems) {
        try {
            model::fields<Record>()[field].set(record, value);
            filled[field] = true;
        } catch (const base::Error& failure) {
            problems.error(row_number, heading, failure.message(), base::mark("correct the cell"));
        }
    }

    void add_to_notes(Record& record, const std::string& heading, const std::string& words) {
        if (!notes_field || words.empty()) return;
        const auto& field = model::fields<Record>()[*notes_field];
        auto text = model::text_of(field.get(record));
        if (!text.empty()) text += '\n';
        field.set(record, text + heading + ": " + words);
    }

    // A cell into its field; several columns of one list are joined, a second area code is not needed.
    void take(Record& record, std::size_t use_index, const SourceRow& row, base::Problems& problems) {
        const auto& use = table.columns().uses[use_index];
        const auto& field = model::fields<Record>()[use.field];
        const auto& cell = row.cells[use.column];
        const bool is_axis = field.kind == model::FieldKind::longitude || field.kind == model::FieldKind::latitude;
        if (is_axis && (cell.empty() || cell[0] != '#')) return;
        const auto& understood = table.reader(use_index).read(cell);
        for (const auto& problem : understood.problems) {
            problems.add({problem.severity, row.number, use.heading, problem.message, problem.suggestion});
            if (problem.severity == base::Severity::error) failed.push_back(field.name);
        }
        if (is_axis) return;
        if (!understood.aside.empty()) asides.emplace_back(use.heading, understood.aside);
        if (!understood.website.empty()) website = understood.website;
        if (!model::is_set(understood.value)) return;
        if (!filled[use.field]) {
            set(record, use.field, understood.value, row.number, use.heading, problems);
        } else if (field.kind != model::FieldKind::area_code) {
            set(record, use.field, model::text_of(field.get(record)) + ";" + model::text_of(understood.value),
                row.number, use.heading, problems);
        }
        if (!table.is_key(use.field)) return;
        if (const auto earlier = table.earlier_row_with(use.field, model::text_of(understood.value), row.number))
            problems.error(row.number, use.heading,
                           base::mark("\"{0}\" stands in row {1} already",
                                      model::text_of(understood.value).substr(0, 60), std::to_string(earlier)),
                           base::mark("keep one of the two rows, or give the second its own code"));
    }

    bool locate(Record& record, const SourceRow& row, base::Problems& problems) {
        bool refused = false;
        if constexpr (has_position) {
            record.position = table.positions().point(table.raw_position(row), row.number, problems, refused);
        } else if constexpr (has_shape) {
            constexpr bool must_touch = std::is_same_v<Record, model::Area> || std::is_same_v<Record, model::RiskZone>;
            auto shape = table.positions().shape(table.raw_position(row), row.number, must_touch, problems, refused);
            if (!refused && !geo::is_empty(shape)) {
                try {
                    model::set_shape(record, std::move(shape));
                } catch (const base::Error& failure) {
                    problems.error(row.number, "geometry", failure.message(),
                                   base::mark("import it as another kind of record, or take the row out"));
                    refused = true;
                }
            }
        }
        return refused;
    }

    // A file that tells no positions where they are needed: said once, and no row of it is usable.
    bool lacks_positions(const Record& record, base::Problems& problems) {
        if constexpr (!has_position && !has_shape) return false;
        if (facts.tells_positions || facts.positions_absent) return false;
        if constexpr (std::is_same_v<Record, model::Provider>)
            if (has_no_place(record)) return false;
        table.complain_no_positions(problems);
        return true;
    }

    bool read_row(Parsed<Record>& parsed, base::Problems& problems) {
        bool is_sound = true;
        if (!table.next(current, is_sound, problems)) return false;
        const auto& row = current;
        parsed.row = row.number;
        if (!is_checked) is_complete = check_file<Record>(facts, problems);
        is_checked = true;
        const auto errors_before = problems.errors();
        std::fill(filled.begin(), filled.end(), false);
        asides.clear();
        failed.clear();
        website.clear();
        auto& record = parsed.record;
        for (std::size_t i = 0; i < table.columns().uses.size(); ++i)
            if (table.columns().uses[i].target == ColumnUse::Target::field) take(record, i, row, problems);
        for (const auto& [field, value] : table.constants())
            if (!filled[field])
                set(record, field, value, row.number, std::string(table.fields().fields[field]->name), problems);
        for (const auto& [heading, words] : asides) add_to_notes(record, heading, words);
        if (!website.empty()) {
            if (website_field && !filled[*website_field])
                set(record, *website_field, website, row.number, "website", problems);
            else
                add_to_notes(record, "web", website);
        }
        const bool refused = locate(record, row, problems) || !is_sound;
        complete(record, RowFacts{facts, row.number, refused, failed}, problems);
        parsed.usable = is_sound && !refused && is_complete && problems.errors() == errors_before;
        if (lacks_positions(record, problems)) parsed.usable = false;
        return true;
    }

    ForeignTable table;
    FileFacts facts;
    std::optional<std::size_t> notes_field, website_field;
    std::vector<char> filled;  // per field: the row has given it
    std::vector<std::pair<std::string, std::string>> asides;
    std::vector<std::string_view> failed;  // fields whose cell was refused
    std::string website;
    bool is_checked = false;
    bool is_complete = true;  // the file gives every field that each record needs
    SourceRow current;
};

template <class Record>
Reader<Record>::Reader(const ReadRequest& request, const model::Vocabularies& vocabularies, base::Progress& progress)
    : state_(std::make_unique<State>(request, vocabularies, progress)) {}

template <class Record>
Reader<Record>::~Reader() = default;

template <class Record>
const std::vector<ColumnVerdict>& Reader<Record>::columns() const {
    return state_->table.columns().verdicts;
}

template <class Record>
std::string Reader<Record>::format() const {
    return state_->table.source().format();
}

template <class Record>
std::unique_ptr<Source> Reader<Record>::reopened(const model::Vocabularies& vocabularies,
                                                 base::Progress& progress) const {
    return state_->table.reopened(vocabularies, progress);
}

template <class Record>
std::int64_t Reader<Record>::rows_read() const {
    return state_->table.rows_read();
}

template <class Record>
std::vector<Parsed<Record>> Reader<Record>::next(std::size_t most, base::Problems& problems) {
    std::vector<Parsed<Record>> rows;
    next(most, problems, rows);
    return rows;
}

template <class Record>
void Reader<Record>::next(std::size_t most, base::Problems& problems, std::vector<Parsed<Record>>& rows) {
    rows.clear();
    rows.reserve(std::min<std::size_t>(most, 10'000));
    base::within(base::mark("reading {0}", state_->table.request().file.filename().string()), [&] {
        while (rows.size() < most) {
            if (state_->read_row(rows.emplace_back(), problems)) continue;
            rows.pop_back();
            break;
        }
    });
}

template class Reader<model::Provider>;
template class Reader<model::Area>;
template class Reader<model::Place>;
template class Reader<model::RiskZone>;
template class Reader<model::BorderPost>;
template class Reader<model::TransportNode>;
template class Reader<model::Road>;
template class Reader<model::Water>;
template class Reader<model::Neighbour>;
template class Reader<model::Organisation>;

}  // namespace balise::exchange
