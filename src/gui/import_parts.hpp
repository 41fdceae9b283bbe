#pragma once
// The parts of the import dialog. Private to import_*.cpp.
#include <string>

#include "gui/panels.hpp"

namespace balise::gui {

// What is kept in DialogState::values while the dialog is open: "as", "layer", "mapping", "problems" (file of refused
// rows; empty = a faulty file is refused whole), and "cell ROW:COLUMN" for cells that are to be read otherwise.
app::Arguments import_arguments(const Shown& shown, const DialogState& state);
// The problems of one row: indexes [first, second) of the preview's list, which is sorted by row.
std::pair<std::size_t, std::size_t> problems_of_row(const ImportPreview& preview, std::int64_t row);
std::string cell_key(std::int64_t row, std::size_t column);
// Number of cells that were corrected.
std::size_t corrected_cells(const DialogState& state);

// The rows with their verdicts; `state.line` is the row (its number) that is chosen.
void import_rows(const Shown& shown, DialogState& state, float height);
void import_problems(const Shown& shown, DialogState& state, float height);
// The chosen row, to be corrected; true when it is to be checked again.
bool import_row_editor(const Shown& shown, DialogState& state, float height);

}  // namespace balise::gui
