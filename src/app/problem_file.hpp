#pragma once
// The rows of an import that have problems, as a table to be mended and imported again.
#include <filesystem>

#include "app/action.hpp"
#include "base/problems.hpp"
#include "base/progress.hpp"
#include "exchange/reader.hpp"

namespace balise::app {

// Writes the rows of `source` that were refused, cells as found, with row number, severity and problem in front: CSV
// with the separator of the source, or as spreadsheets of the language expect it when the source is no text. Rows with
// warnings alone are left out, since they were imported.
void write_problem_rows(const std::filesystem::path& file, exchange::Source& source, const base::Problems& problems,
                        base::Language language);

// The language of an action's own output: argument "language", else French.
base::Language language_of(const Arguments& arguments);

}  // namespace balise::app
