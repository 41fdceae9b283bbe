#pragma once
// What the import of a file would do to every row, without doing it: for the clerk who decides.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/import.hpp"
#include "app/session.hpp"
#include "base/problems.hpp"

namespace balise::app {

enum class RowVerdict { added, changed, same, refused };

struct PreviewedRow {
    std::int64_t number = 0;  // as a person counts in the file
    RowVerdict verdict = RowVerdict::added;
    std::vector<std::string> cells;  // as found, or as corrected
};

// What an import tells of its rows while it runs: the first ones, and those that are refused.
struct ImportTrace {
    std::size_t first = 0, refused = 0;  // how many at most
    ImportCounts counts;
    std::map<std::int64_t, RowVerdict> verdicts;
    std::vector<exchange::ColumnVerdict> columns;
    std::vector<PreviewedRow> rows;

    void note(std::int64_t row, RowVerdict verdict);
    // Fills `rows` from the file.
    void read_cells(exchange::Source& source);

private:
    std::size_t noted_refused_ = 0, noted_others_ = 0;
};

struct PreviewedImport {
    Arguments arguments;  // as given, with the kind ("as") that was guessed when none was
    ImportCounts counts;
    base::Problems problems;  // all of them, with their rows
    std::vector<std::string> headings;
    std::vector<std::string> fields;  // for each heading the label of the field it was understood as; empty = not
    std::vector<std::string> names;   // the same as the field's own name, which problems may use
    std::vector<PreviewedRow> rows;   // in the order of the file
};

// `arguments` as of the action "import"; the counts are those of an import that takes the good rows. Needs a project
// that can be written, in its writing thread: runs the import and rolls it back. Throws what cannot be read at all.
PreviewedImport preview_import(Session& session, Arguments arguments, base::Progress& progress);

// The kind of record (a word of import_kinds) that a file most likely holds: told from its headings, its shapes and its
// name. Throws what opening throws.
std::string guess_kind(const std::filesystem::path& file, const exchange::SourceOptions& options,
                       const model::Vocabularies& vocabularies, base::Progress& progress);

}  // namespace balise::app
