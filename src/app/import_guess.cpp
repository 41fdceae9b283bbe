// What a file most likely holds.
#include <algorithm>
#include <array>

#include "app/import_preview.hpp"
#include "base/words.hpp"
#include "exchange/columns.hpp"

namespace balise::app {

using namespace model;

namespace {

enum class Shape { none, points, lines, polygons };

struct Candidate {
    std::string_view word;           // of import_kinds
    std::array<Shape, 2> shapes;     // that its records may have; none: any
    std::vector<std::string> stems;  // folded, in names of files
    exchange::Headings headings;
    exchange::FieldSet fields;
};

constexpr std::size_t rows_looked_at = 40;

template <class Record>
Candidate candidate(std::string_view word, std::array<Shape, 2> shapes, std::vector<std::string> stems,
                    const Vocabularies& vocabularies) {
    auto fields = exchange::field_set<Record>();
    exchange::Headings headings(fields, vocabularies);
    return {word, shapes, std::move(stems), std::move(headings), std::move(fields)};
}

std::vector<Candidate> candidates(const Vocabularies& vocabularies) {
    std::vector<Candidate> list;
    list.push_back(candidate<Provider>("providers", {Shape::points, Shape::none}, {"prestat", "provider", "centre"},
                                       vocabularies));
    list.push_back(candidate<BorderPost>("border-posts", {Shape::points, Shape::points}, {"border", "front", "poste"},
                                         vocabularies));
    list.push_back(candidate<TransportNode>("transport", {Shape::points, Shape::points},
                                            {"transport", "gare", "station"}, vocabularies));
    list.push_back(
        candidate<RiskZone>("risk-zones", {Shape::polygons, Shape::polygons}, {"risk", "risque"}, vocabularies));
    list.push_back(candidate<Area>("areas", {Shape::polygons, Shape::polygons},
                                   {"area", "admin", "region", "limite", "adm"}, vocabularies));
    list.push_back(
        candidate<Place>("places", {Shape::points, Shape::points}, {"place", "locali", "lieu", "ville"}, vocabularies));
    list.push_back(candidate<Road>("roads", {Shape::lines, Shape::lines}, {"road", "route"}, vocabularies));
    list.push_back(candidate<Water>("waters", {Shape::lines, Shape::polygons}, {"water", "eau", "riv"}, vocabularies));
    return list;
}

std::vector<exchange::SourceRow> first_rows(exchange::Source& source) {
    std::vector<exchange::SourceRow> rows;
    exchange::SourceRow row;
    while (rows.size() < rows_looked_at && source.next(row)) rows.push_back(row);
    return rows;
}

Shape shape_of(const std::vector<exchange::SourceRow>& rows) {
    if (rows.empty()) return Shape::none;
    const auto& geometry = rows.front().geometry;
    if (std::holds_alternative<geo::Point>(geometry)) return Shape::points;
    if (std::holds_alternative<geo::MultiLine>(geometry)) return Shape::lines;
    if (std::holds_alternative<geo::MultiPolygon>(geometry)) return Shape::polygons;
    return Shape::none;
}

// A heading that says more than "name" counts fully only where it is the field's own name or label.
int points_for(const Candidate& candidate, const std::vector<std::string>& columns) {
    int points = 0;
    for (const auto& column : columns)
        if (const auto found = candidate.headings.find(column))
            points += found->sureness <= exchange::Headings::by_label   ? 3
                      : found->sureness == exchange::Headings::by_alias ? 2
                                                                        : 1;
    return points;
}

// What stands below the headings: "type" is a heading of many kinds of records, "police" is a type of few.
int points_of_words(const Candidate& candidate, const std::vector<std::string>& columns,
                    const std::vector<exchange::SourceRow>& rows, const Vocabularies& vocabularies) {
    int points = 0;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const auto found = candidate.headings.find(columns[column]);
        const auto index = found ? candidate.fields.find(found->field) : std::nullopt;
        if (!index || candidate.fields.fields[*index]->kind != FieldKind::code) continue;
        const auto* vocabulary = vocabularies.find(candidate.fields.fields[*index]->vocabulary);
        if (vocabulary == nullptr) continue;
        std::size_t filled = 0, known = 0;
        for (const auto& row : rows) {
            if (column >= row.cells.size() || base::is_blank(row.cells[column])) continue;
            ++filled;
            if (vocabulary->recognise(row.cells[column])) ++known;
        }
        if (filled > 0) points += known * 2 >= filled ? 3 : known == 0 ? -3 : 0;
    }
    return points;
}

}  // namespace

std::string guess_kind(const std::filesystem::path& file, const exchange::SourceOptions& options,
                       const Vocabularies& vocabularies, base::Progress& progress) {
    const auto list = candidates(vocabularies);
    auto sought = options;
    sought.is_heading = [&list](std::string_view cell) {
        return std::any_of(list.begin(), list.end(),
                           [&](const Candidate& one) { return one.headings.find(cell).has_value(); });
    };
    const auto source = exchange::Source::open(file, sought, progress);
    const auto columns = source->columns();
    const auto rows = first_rows(*source);
    const auto shape = source->has_geometry() ? shape_of(rows) : Shape::none;
    const auto name = base::fold(file.stem().string());
    const Candidate* best = &list.front();
    int most = -1;
    for (const auto& one : list) {
        int points = points_for(one, columns) + points_of_words(one, columns, rows, vocabularies);
        if (shape != Shape::none && std::find(one.shapes.begin(), one.shapes.end(), shape) == one.shapes.end())
            points -= 100;
        else if (shape == Shape::none && one.shapes[0] != Shape::points)
            points -= 100;  // lines and areas need shapes
        for (const auto& stem : one.stems)
            if (name.find(stem) != std::string::npos) {
                points += 4;
                break;
            }
        if (points <= most) continue;
        most = points;
        best = &one;
    }
    return std::string(best->word);
}

}  // namespace balise::app
