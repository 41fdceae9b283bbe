#pragma once
// The foot of a page: note, sources, disclaimer, imprint, page, producer, QR code.
#include <vector>

#include "sheet/draft.hpp"

namespace balise::sheet {

// What is general about the edition: positions, shelters, symbols moved apart. The sentence on shelters is the same
// whether or not there are any.
void draw_note(Page& page, const Draft& draft, map::Frame box);

// `neighbours`: pages of the neighbouring sheets.
void draw_footer(Page& page, const Draft& draft, map::Frame box, int page_index, const std::vector<int>& neighbours);

// "CI11-A4-FR", with the audience when it is not the public.
std::string map_number(const SheetRequest& request);

}  // namespace balise::sheet
