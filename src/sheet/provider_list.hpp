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

// Sizes of an entry's words (points) and its lines (millimetres), from the airy ones of a short list to the tight ones
// that keep a longer list on its page.
struct ListStyle {
    double name = 7.6, smallest_name = 6.9, detail = 7.4, smallest_detail = 6.4;
    double first_baseline = 3.5, detail_pitch = 3.25, below = 1.75;
};

struct FlowedList {
    ListStyle style;
    std::vector<ListPage> pages;  // at least one
};

// The list in `first` with so many columns, and on as many further pages as it needs. The tightest style is taken only
// where it saves all of these. Columns of the last page are about equally long. `taken`: millimetres at the top of the
// pages after the first that the list keeps off; these pages are there even when it does not come so far.
FlowedList flow_list(Page& page, const Draft& draft, map::Frame first, int first_columns, const ListPageGrid& rest,
                     const std::vector<double>& taken = {});

void draw_list(Page& page, const Draft& draft, map::Frame list, const FlowedList& flowed, std::size_t list_page,
               int next_page);

// The phones of a record as they are printed: without the country's code, in pairs.
std::string phones_of(const model::Provider& provider);

}  // namespace balise::sheet
