#include "paint/gl/upload.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace balise::paint::gl {

namespace {

const void* at(std::size_t offset) {
    return reinterpret_cast<const void*>(offset);
}

// Every n-th pixel of a picture that the driver finds too large.
void thin_out(map::Raster& raster, std::uint32_t largest) {
    const auto every = (std::max(raster.columns, raster.rows) + largest - 1) / largest;
    if (every <= 1) return;
    std::vector<map::Colour> pixels;
    for (std::uint32_t row = 0; row < raster.rows; row += every)
        for (std::uint32_t column = 0; column < raster.columns; column += every)
            pixels.push_back(raster.pixels[std::size_t{row} * raster.columns + column]);
    raster.columns = (raster.columns + every - 1) / every;
    raster.rows = (raster.rows + every - 1) / every;
    raster.pixels = std::move(pixels);
}

void upload_raster(UploadedList& list, map::Raster& raster) {
    GLint largest = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
    thin_out(raster, static_cast<std::uint32_t>(largest));
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, static_cast<GLsizei>(raster.columns), static_cast<GLsizei>(raster.rows), 0,
                 GL_RGBA, GL_UNSIGNED_BYTE, raster.pixels.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, raster.smooth ? GL_LINEAR : GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, raster.smooth ? GL_LINEAR_MIPMAP_LINEAR : GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    if (raster.smooth) glGenerateMipmap(GL_TEXTURE_2D);
    list.raster_textures.push_back(texture);
    raster.pixels = {};

    const auto& frame = raster.frame;
    const float corners[] = {frame.left, frame.top,    0, 0, frame.right, frame.top,    1, 0,
                             frame.left, frame.bottom, 0, 1, frame.right, frame.bottom, 1, 1};
    Geometry geometry;
    fill_buffers(geometry, corners, sizeof corners, {0, 1, 2, 2, 1, 3});
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 16, at(0));
    glEnableVertexAttribArray(1);
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, 16, at(8));
    list.raster_frames.push_back(geometry);
}

// Places the sprites' squares in rows. `factor`: how much larger than a pixel a texel is made at first. False when they
// need more than the texture has.
bool arrange(UploadedList& list, double scale, int factor, int largest, int& columns, int& rows) {
    auto& sheet = list.sprite_sheet;
    sheet.cells.clear();
    int left = 0, top = 0, row = 0;
    columns = 0;
    const int room = largest / factor;
    for (const auto& sprite : list.sprites) {
        // Even, so that the middle lies between pixels.
        const double reach = static_cast<double>(sprite.reach) * static_cast<double>(sprite.size) * scale;
        const int side = 2 * std::clamp(static_cast<int>(std::ceil(reach)), 1, std::min(room / 2, 100));
        if (left + side > room) {
            top += row;
            left = row = 0;
        }
        for (const int number : {left, top, side, 0}) sheet.cells.push_back(static_cast<float>(number));
        left += side;
        row = std::max(row, side);
        columns = std::max(columns, left);
    }
    rows = top + row;
    return rows <= room;
}

// The bound texture's pictures, for the marks that are laid down without OpenGL.
void read_back(SpriteSheet& sheet, int columns, int rows) {
    sheet.columns = columns;
    sheet.pixels.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * 4);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glGetTexImage(GL_TEXTURE_2D, sheet.level, GL_RGBA, GL_UNSIGNED_BYTE, sheet.pixels.data());
}

}  // namespace

void read_as_corners() {
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Corner), at(0));
    glEnableVertexAttribArray(1);
    glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Corner), at(offsetof(Corner, colour)));
}

void fill_buffers(Geometry& geometry, const void* corners, std::size_t bytes,
                  const std::vector<std::uint32_t>& indices) {
    if (geometry.array == 0) {
        glGenVertexArrays(1, &geometry.array);
        glGenBuffers(1, &geometry.buffer);
        glGenBuffers(1, &geometry.index_buffer);
    }
    glBindVertexArray(geometry.array);
    glBindBuffer(GL_ARRAY_BUFFER, geometry.buffer);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), corners, GL_STATIC_DRAW);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, geometry.index_buffer);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(std::uint32_t)),
                 indices.data(), GL_STATIC_DRAW);
}

void upload(UploadedList& list, const std::shared_ptr<Leftovers>& leftovers) {
    if (list.uploaded) return;
    list.leftovers = leftovers;
    list.uploaded = true;
    fill_buffers(list.triangles, list.mesh.corners.data(), list.mesh.corners.size() * sizeof(Corner),
                 list.mesh.indices);
    read_as_corners();
    list.mesh = {};
    for (auto& raster : list.rasters) upload_raster(list, raster);
}

void delete_leftovers(Leftovers& leftovers) {
    const std::lock_guard lock(leftovers.mutex);
    // OpenGL leaves out names that are 0.
    glDeleteBuffers(static_cast<GLsizei>(leftovers.buffers.size()), leftovers.buffers.data());
    glDeleteVertexArrays(static_cast<GLsizei>(leftovers.arrays.size()), leftovers.arrays.data());
    glDeleteTextures(static_cast<GLsizei>(leftovers.textures.size()), leftovers.textures.data());
    leftovers.buffers.clear();
    leftovers.arrays.clear();
    leftovers.textures.clear();
}

void update_sprites(UploadedList& list, const Program& flat, double scale) {
    auto& sheet = list.sprite_sheet;
    if (list.sprites.empty() || sheet.scale == scale) return;
    sheet.scale = scale;
    constexpr int largest = 4096;
    int columns = 0, rows = 0;
    sheet.level = 3;
    while (!arrange(list, scale, 1 << sheet.level, largest, columns, rows) && sheet.level > 0) --sheet.level;
    const int factor = 1 << sheet.level;
    Mesh mesh;
    for (std::size_t at_sprite = 0; at_sprite < list.sprites.size(); ++at_sprite) {
        const auto& sprite = list.sprites[at_sprite];
        const auto* cell = sheet.cells.data() + at_sprite * 4;
        // No larger than its place, when the list is enlarged very much.
        const auto size =
            std::min(sprite.size * static_cast<float>(scale), cell[2] / (2 * std::max(sprite.reach, 0.01F)));
        const auto base = static_cast<std::uint32_t>(mesh.corners.size());
        const auto& symbol = list.symbol_meshes.at(sprite.symbol);
        for (const auto& corner : symbol.corners)
            mesh.corners.push_back(
                {cell[0] + cell[2] / 2 + corner.x * size, cell[1] + cell[2] / 2 + corner.y * size, corner.colour});
        for (const auto index : symbol.indices) mesh.indices.push_back(base + index);
    }
    GLint framebuffer = 0, viewport[4];
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
    glGetIntegerv(GL_VIEWPORT, viewport);
    if (sheet.texture == 0) glGenTextures(1, &sheet.texture);
    glBindTexture(GL_TEXTURE_2D, sheet.texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, columns * factor, rows * factor, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST_MIPMAP_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    GLuint target = 0;
    glGenFramebuffers(1, &target);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target);
    glFramebufferTexture2D(GL_DRAW_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, sheet.texture, 0);
    glViewport(0, 0, columns * factor, rows * factor);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    Geometry geometry;
    fill_buffers(geometry, mesh.corners.data(), mesh.corners.size() * sizeof(Corner), mesh.indices);
    read_as_corners();
    flat.use();
    // Row 0 of the texture is the upper one.
    glUniform4f(flat.uniform("placing"), 2.0F / static_cast<float>(columns), 2.0F / static_cast<float>(rows), -1, -1);
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(mesh.indices.size()), GL_UNSIGNED_INT, nullptr);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(framebuffer));
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    glEnable(GL_SCISSOR_TEST);
    // Each level is the mean of four pixels of the one before: the symbols are smoothed 64-fold.
    glGenerateMipmap(GL_TEXTURE_2D);
    read_back(sheet, columns, rows);
    glDeleteFramebuffers(1, &target);
    glDeleteVertexArrays(1, &geometry.array);
    glDeleteBuffers(1, &geometry.buffer);
    glDeleteBuffers(1, &geometry.index_buffer);
}

}  // namespace balise::paint::gl
