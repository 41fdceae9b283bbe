#pragma once
// The numbered list of providers: columns of entries of as many lines as they need, over as many pages as it takes.
#include <vector>

#include "sheet/draft.hpp"

namespace balise::sheet {

// Which providers stand in which column, in order.
struct ListPage {
    struct Entry {
        std::size_t listed = 0;  // index into the listing
        double top = 0, height = 0;
    };
    std::vector<map::Frame> columns;
    std::vector<std::vector<Entry>> entries;  // for each column
    std::size_t count() const;
};

// Where the heading of a list ends and its entries begin.
map::Frame below_heading(map::Frame list);

// The pages of the list: the first in `first` with so many columns, the others as `rest` says.
std::vector<ListPage> flow_list(Page& page, const Draft& draft, map::Frame first, int first_columns,
                                const ListPageGrid& rest);

void draw_list(Page& page, const Draft& draft, map::Frame list, const ListPage& flowed, int next_page);

// The phones of a record as they are printed: without the country's code, in pairs.
std::string phones_of(const model::Provider& provider);

}  // namespace balise::sheet
