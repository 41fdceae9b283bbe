#pragma once
// The pages' content of a PDF by cairo, written anew with pieces that cairo did not make.
#include <cairo/cairo.h>

#include <string>
#include <vector>

namespace balise::paint::cairo {

// Stands in the content where a piece belongs: a rectangle of a size that nothing else has.
void draw_placeholder(cairo_t* context);

// The pieces of each page, in the order of its placeholders, put in their places. Throws internal when the file is not
// laid out as cairo lays it out, or when a placeholder lacks a piece or a piece its placeholder.
std::string with_pieces(const std::string& content, const std::vector<std::vector<std::string>>& pages);

}  // namespace balise::paint::cairo
