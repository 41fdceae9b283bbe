#pragma once
// The head of a page: name of the area, hotline, stamp of the audience, key message.
#include "sheet/draft.hpp"

namespace balise::sheet {

void draw_title_block(Page& page, const Draft& draft);
// The head of a page on which the list goes on.
void draw_short_title(Page& page, const Draft& draft, const ListPageGrid& grid);

}  // namespace balise::sheet
