#pragma once
// Many marks: laid down on whole pixels by the processor's cores into a picture of the sheet, which is painted as one.
// For a graphics processor it is little, and without one it takes a tenth of the time of as many points.
#include "paint/gl/letters.hpp"
#include "paint/gl/uploaded_list.hpp"

namespace balise::paint::gl {

// Makes the pictures of the marks anew, unless they are those of this scale and this part of a pixel. The sprites must
// be of this scale. Returns the whole pixels by which they are then to be moved. Where a picture of the whole sheet
// would be too large, `placed_points.geometry` has the marks as points instead.
map::Spot update_points(UploadedList& list, const PixelPlacing& placing);

}  // namespace balise::paint::gl
