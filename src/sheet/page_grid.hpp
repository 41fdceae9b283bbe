#pragma once
// Where the parts of a page lie, in millimetres.
#include "map/display_list.hpp"
#include "sheet/region_sheet.hpp"

namespace balise::sheet {

inline constexpr double margin = 10, band_width = 4;

struct PageGrid {
    double width = 0, height = 0;
    map::Frame title;    // name and subtitle
    map::Frame hotline;  // panel
    map::Frame stamp;
    map::Frame message;
    map::Frame sample;  // the mark of fictional data
    map::Frame map;     // with the index band
    map::Frame window;  // the map itself
    int columns = 0, rows = 0;
    map::Frame list;
    int list_columns = 1;
    map::Frame legend;
    int legend_columns = 2;
    bool legend_below_list = false;  // then the two share one column and the legend takes what it needs
    map::Frame note, footer;
    double furniture = 1;  // size of inset and scale box against those of A4
};

// The first page of a sheet.
PageGrid page_grid(PaperFormat paper, Orientation orientation);

// A page that goes on with the list.
struct ListPageGrid {
    double width = 0, height = 0;
    map::Frame title, stamp, list, footer;
    int list_columns = 1;
};
ListPageGrid list_page_grid(PaperFormat paper, Orientation orientation);

// "C4" of a spot in the window; nothing outside it. Letters go on after Z with AA.
std::string square_of(const PageGrid& grid, map::Spot spot);
std::string column_letters(int column);
// The columns of a list in `box`.
std::vector<map::Frame> columns_of(map::Frame box, int count, double gap);

}  // namespace balise::sheet
