#pragma once
// Prepared lists into the memory of the graphics processor.
#include "paint/gl/shaders.hpp"
#include "paint/gl/uploaded_list.hpp"

namespace balise::paint::gl {

// Sends what paints the same at every place, once.
void upload(UploadedList& list, const std::shared_ptr<Leftovers>& leftovers);
void delete_leftovers(Leftovers& leftovers);

// Makes the pictures of the sprites anew when the scale is another. `flat` paints triangles. Leaves the framebuffer and
// the viewport as they were.
void update_sprites(UploadedList& list, const Program& flat, double scale);

// Fills the bound array's buffers; corners of `size` bytes.
void fill_buffers(Geometry& geometry, const void* corners, std::size_t bytes,
                  const std::vector<std::uint32_t>& indices);
void read_as_corners();

}  // namespace balise::paint::gl
