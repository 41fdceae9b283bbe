#pragma once
// The choices of the task "Fiches". Private to sheet*.cpp. Kept in SheetsState::choices: "area" (that is shown),
// "several" (P-codes that are printed together, ';' between), "audience", "paper", "orientation", "language", "title",
// "message", "edition", "copy", "recipient", "search", "saving" (the format that is being saved), "asked".
#include <string>
#include <vector>

#include "gui/panels.hpp"

namespace balise::gui {

std::string chosen_in(const SheetsState& state, const std::string& name, const std::string& otherwise = {});
// Areas to be printed: those that are ticked, else the one that is shown.
std::vector<std::string> sheets_wanted(const SheetsState& state);
// Of the action "map", without a file: of the area that is shown.
app::Arguments sheet_arguments(const Shown& shown, const SheetsState& state);
// Why nothing can be saved or printed now; empty when it can.
std::string why_no_sheet(const Shown& shown);

void sheet_choices(const Shown& shown, SheetsState& state, Area area, Requests& requests);
// Page, zoom, saving and printing, above the page.
void sheet_tools(const Shown& shown, SheetsState& state, Area area, Requests& requests);
// Asks for a file or folder while `saving` is chosen.
void sheet_saving(const Shown& shown, SheetsState& state, Requests& requests);

}  // namespace balise::gui
