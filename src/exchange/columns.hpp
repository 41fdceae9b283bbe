#pragma once
// Which column holds which field.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/problems.hpp"
#include "exchange/reader.hpp"
#include "model/fields.hpp"
#include "model/vocabulary.hpp"

namespace balise::exchange {

// The fields of one kind of record, without its type.
struct FieldSet {
    std::string_view record;
    std::vector<const model::FieldDescription*> fields;
    bool has_position = false;  // lon and lat
    bool has_shape = false;

    std::optional<std::size_t> find(std::string_view name) const;
};

template <class Record>
FieldSet field_set() {
    FieldSet set;
    set.record = model::RecordTraits<Record>::code;
    for (const auto& field : model::fields<Record>()) set.fields.push_back(&field);
    set.has_shape = model::RecordTraits<Record>::has_shape;
    set.has_position = set.find("lon").has_value();
    return set;
}

// Column headings by all their names: field names, labels and aliases in both languages.
class Headings {
public:
    // How a heading was recognised; the lower, the surer.
    enum Sureness { by_field_name, by_label, by_alias, by_stem };
    struct Found {
        std::string field;
        Sureness sureness = by_alias;
    };

    Headings(const FieldSet& set, const model::Vocabularies& vocabularies);
    std::optional<Found> find(std::string_view heading) const;
    // The field whose names are most like a heading; empty when none is near.
    std::string nearest(std::string_view heading) const;

private:
    void add(std::string_view words, const std::string& field, Sureness sureness);
    std::unordered_map<std::string, Found> by_key_;
};

// One column in use.
struct ColumnUse {
    enum class Target { field, coordinates, geometry };
    std::size_t column = 0;
    Target target = Target::field;
    std::size_t field = 0;  // index in FieldSet::fields
    std::string heading;    // for messages
};

struct Columns {
    std::vector<ColumnVerdict> verdicts;  // one per column
    std::vector<ColumnUse> uses;  // in the order in which they are read: where two give one field, the better first
    std::optional<std::int64_t> level;  // of the areas, told by the deepest P-code column
};

// `samples`: the first rows, to tell empty columns and identifiers of others. Columns not understood and given twice
// are reported. Throws invalid_input when the mapping names a field that the record does not have.
Columns recognise_columns(const FieldSet& set, const Headings& headings, const Source& source,
                          const std::vector<SourceRow>& samples, const ReadRequest& request,
                          const model::Vocabularies& vocabularies, base::Problems& problems);

// The column of our own file of problems that holds the row of the file it is about; row 0 is that file as a whole.
std::optional<std::size_t> problem_row_column(const std::vector<std::string>& columns);

// "N°", "No": a heading of numbers that count the rows and change with them.
bool is_running_number(std::string_view heading);

// Columns of OCHA's common operational datasets: "ADM2_PCODE" is {pcode, 2}.
struct AdminColumn {
    enum class Part { name_fr, name_en, other_name, pcode } part = Part::pcode;
    std::int64_t level = 0;
};
std::optional<AdminColumn> admin_column(std::string_view heading);

}  // namespace balise::exchange
