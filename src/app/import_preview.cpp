#include "app/import_preview.hpp"

#include <algorithm>

#include "app/file_actions.hpp"
#include "app/problem_file.hpp"
#include "base/id.hpp"
#include "store/change.hpp"

namespace balise::app {

using base::mark;

namespace {

constexpr std::size_t first_rows = 200, refused_rows = 1000;

// The label of a field, or its name where it has none.
std::string field_label(const model::Vocabularies& vocabularies, const std::string& kind, const std::string& field,
                        base::Language language) {
    if (field.empty()) return {};
    auto label = vocabularies.field_label(kind, field, language);
    return label.empty() ? field : label;
}

}  // namespace

void ImportTrace::note(std::int64_t row, RowVerdict verdict) {
    auto& noted = verdict == RowVerdict::refused ? noted_refused_ : noted_others_;
    if (noted >= (verdict == RowVerdict::refused ? refused : first)) return;
    ++noted;
    verdicts[row] = verdict;
}

void ImportTrace::read_cells(exchange::Source& source) {
    if (verdicts.empty()) return;
    const auto last = verdicts.rbegin()->first;
    exchange::SourceRow row;
    while (source.next(row) && row.number <= last)
        if (const auto found = verdicts.find(row.number); found != verdicts.end())
            rows.push_back({row.number, found->second, row.cells});
}

PreviewedImport preview_import(Session& session, Arguments arguments, base::Progress& progress) {
    const auto& vocabularies = session.vocabularies();
    if (!arguments.has("as")) {
        exchange::SourceOptions options;
        options.layer = arguments.text("layer");
        if (arguments.has("mapping")) options = exchange::read_mapping(arguments.text("mapping")).source;
        arguments.add("as", guess_kind(arguments.text("source"), options, vocabularies, progress));
    }
    auto request = import_request(arguments);
    ImportTrace trace;
    trace.first = first_rows;
    trace.refused = refused_rows;
    request.trace = &trace;
    request.accept_partial = true;
    request.problems_file.clear();
    auto& project = session.project();
    base::IdSource ids(project.project_id() + "\n" + std::to_string(project.revision()));
    Step step(project, vocabularies, arguments, progress, ids);
    step.dry_run = true;
    store::Change change(project, progress);  // never committed
    step.change = &change;
    Outcome outcome;
    try {
        outcome = import_file(step, request);
    } catch (const Refused& refusal) {
        outcome = refusal.found();
    }
    PreviewedImport preview;
    preview.arguments = std::move(arguments);
    preview.counts = trace.counts;
    preview.problems = std::move(outcome.problems);
    for (const auto& column : trace.columns) {
        preview.headings.push_back(column.column);
        preview.names.push_back(column.field);
        preview.fields.push_back(field_label(vocabularies, request.kind, column.field, language_of(preview.arguments)));
    }
    preview.rows = std::move(trace.rows);
    return preview;
}

}  // namespace balise::app
