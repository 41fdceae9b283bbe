#pragma once
// The rows of an import that have problems, as a table to be mended and imported again.
#include <filesystem>

#include "app/action.hpp"
#include "base/problems.hpp"
#include "base/progress.hpp"
#include "exchange/reader.hpp"

namespace balise::app {

// Writes the rows with errors or warnings, cells as found, with row number, severity and problem in front. UTF-8 CSV.
void write_problem_rows(const std::filesystem::path& file, const exchange::ReadRequest& request,
                        const base::Problems& problems, base::Language language, base::Progress& progress);

// The language of an action's own output: argument "language", else French.
base::Language language_of(const Arguments& arguments);

}  // namespace balise::app
