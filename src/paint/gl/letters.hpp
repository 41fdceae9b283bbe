#pragma once
// Letterings as quads of the atlas.
#include <functional>

#include "paint/gl/glyph_atlas.hpp"
#include "paint/gl/uploaded_list.hpp"

namespace balise::paint::gl {

// Where the list lies: pixel = spot × scale + shift.
struct PixelPlacing {
    double scale = 1, shift_x = 0, shift_y = 0;
};

// Makes the pictures of letters that update_letters will need, from the lettering `next` on until `is_time`; true when
// there are no more to be made.
bool make_letters(const UploadedList& list, GlyphAtlas& atlas, const PixelPlacing& placing, std::size_t& next,
                  const std::function<bool()>& is_time);

// Makes the quads of all letters anew, unless they are those of this scale, this part of a pixel and this atlas.
// Returns the whole pixels by which the quads are then to be moved.
map::Spot update_letters(UploadedList& list, GlyphAtlas& atlas, const PixelPlacing& placing);

}  // namespace balise::paint::gl
