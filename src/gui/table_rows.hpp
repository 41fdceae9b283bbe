#pragma once
// The table's lists: header and rows of providers, and providers by region.
#include "gui/panels.hpp"

namespace balise::gui {

// A column of the list of providers, where it lies in real pixels.
struct Column {
    app::ListColumn what = app::ListColumn::name;
    float left = 0, right = 0;
    bool figures = false;  // right-aligned
};
// The columns that fit between `left` and `right`; "visible" only where more than one audience exists.
std::vector<Column> columns_between(const Shown& shown, float left, float right);

// Titles that sort when they are pressed.
void header_row(const Shown& shown, const std::vector<Column>& columns, float left, float right, float top,
                Requests& requests);

// A clickable title of a table. `order`: 0 = not sorted by it, 1 rising, -1 falling.
bool header_cell(std::string_view title, float left, float right, float top, bool figures, int order);

// Cells of one provider on a row that is drawn already.
void provider_cells(const Shown& shown, const std::vector<Column>& columns, const app::ListedProvider& provider,
                    float top);

// The list "by region" fills what is left of the panel.
void regions_list(const Shown& shown, TableState& state, float left, float right, Requests& requests);

}  // namespace balise::gui
