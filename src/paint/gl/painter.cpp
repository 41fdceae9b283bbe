#include <algorithm>
#include <array>
#include <cmath>

#include "paint/gl/glyph_atlas.hpp"
#include "paint/gl/letters.hpp"
#include "paint/gl/points.hpp"
#include "paint/gl/screen.hpp"
#include "paint/gl/shaders.hpp"
#include "paint/gl/sheet_target.hpp"
#include "paint/gl/upload.hpp"
#include "paint/gl/uploaded_list.hpp"

namespace balise::paint::gl {

namespace {

// Before the first shader is compiled.
struct VersionCheck {
    VersionCheck() { check_version(); }
};

const void* index_offset(std::size_t index) {
    return reinterpret_cast<const void*>(index * sizeof(std::uint32_t));
}

}  // namespace

struct Painter::State {
    VersionCheck version;
    Program flat{"flat"}, glyph{"glyph"}, raster{"raster"}, mark{"mark"}, layer{"layer"};
    GlyphAtlas atlas;
    std::shared_ptr<Leftovers> leftovers = std::make_shared<Leftovers>();
    GLfloat largest_point = 1;

    // Of the painting that is going on.
    int columns = 1, rows = 1;
    PixelPlacing placing;
    map::Spot letters_moved;
    std::array<float, 4> window{};  // in which is painted: left, lower, right and upper edge in pixels
    int shape = 0;                  // what the stencil buffer was last marked with

    State() {
        GLfloat range[2] = {1, 1};
        glGetFloatv(GL_POINT_SIZE_RANGE, range);
        largest_point = range[1];
    }

    // Pixels from the upper left to OpenGL's box from -1 to 1, y up, for units of `scale` pixels.
    void place(const Program& program, double scale, double shift_x, double shift_y) const {
        use(program);
        glUniform4f(program.uniform("placing"), static_cast<float>(2 * scale / columns),
                    static_cast<float>(-2 * scale / rows), static_cast<float>(2 * shift_x / columns - 1),
                    static_cast<float>(1 - 2 * shift_y / rows));
    }
    void place(const Program& program) const { place(program, placing.scale, placing.shift_x, placing.shift_y); }

    // The scissor spares the work; that nothing lies beyond the edge is for the shaders to see to: llvmpipe lets those
    // samples of the next pixel through that lie in its nearer half.
    void show(int left, int lower, int wide, int high) {
        glScissor(left, lower, wide, high);
        window = {static_cast<float>(left), static_cast<float>(lower), static_cast<float>(left + wide),
                  static_cast<float>(lower + high)};
    }

    void use(const Program& program) const {
        program.use();
        glUniform4fv(program.uniform("window"), 1, window.data());
    }

    void cut(const std::optional<map::Frame>& frame) {
        if (!frame) return show(0, 0, columns, rows);
        const auto pixel = [](double value, int most) {
            return static_cast<int>(std::clamp(std::round(value), 0.0, static_cast<double>(most)));
        };
        const int left = pixel(frame->left * placing.scale + placing.shift_x, columns);
        const int right = pixel(frame->right * placing.scale + placing.shift_x, columns);
        const int top = pixel(frame->top * placing.scale + placing.shift_y, rows);
        const int bottom = pixel(frame->bottom * placing.scale + placing.shift_y, rows);
        show(left, rows - bottom, std::max(0, right - left), std::max(0, bottom - top));
    }

    void paint_triangles(const UploadedList& list, const Step& step) const {
        place(flat);
        glBindVertexArray(list.triangles.array);
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(step.count), GL_UNSIGNED_INT, index_offset(step.first));
    }

    // Each sample is painted by the first triangle that covers it only.
    void paint_one_shape(const UploadedList& list, const Step& step) {
        if (++shape > 255) {
            glClear(GL_STENCIL_BUFFER_BIT);
            shape = 1;
        }
        glEnable(GL_STENCIL_TEST);
        glStencilFunc(GL_NOTEQUAL, shape, 0xff);
        glStencilOp(GL_KEEP, GL_KEEP, GL_REPLACE);
        paint_triangles(list, step);
        glDisable(GL_STENCIL_TEST);
    }

    // Pixel on pixel, `left` and `top` from the target's upper left corner.
    void paint_layer(const UploadedList& list, std::uint32_t texture, int left, int top, bool upside_down) const {
        use(layer);
        glUniform2i(layer.uniform("moved"), left, top);
        glUniform1i(layer.uniform("rows"), rows);
        glUniform1i(layer.uniform("upside_down"), upside_down ? 1 : 0);
        glBindTexture(GL_TEXTURE_2D, texture);
        glBindVertexArray(list.triangles.array);
        glDrawArrays(GL_TRIANGLES, 0, 3);
    }

    void paint_points(UploadedList& list, const Step& step) const {
        update_sprites(list, flat, placing.scale);
        const auto moved = update_points(list, placing);
        if (list.placed_points.as_layers) {
            const auto& points = list.placed_points;
            return paint_layer(list, points.layers[step.first], static_cast<int>(moved.x) - points.margin,
                               static_cast<int>(moved.y), false);
        }
        const auto& batch = list.placed_points.batches[step.first];
        const auto& sheet = list.sprite_sheet;
        // Points whose middle is outside are left out by OpenGL; so the outside begins further out.
        const int margin = static_cast<int>(std::min(largest_point, 256.0F));
        const int wide = columns + 2 * margin, high = rows + 2 * margin;
        glViewport(-margin, -margin, wide, high);
        use(mark);
        glUniform2f(mark.uniform("moved"), moved.x + static_cast<float>(margin), moved.y + static_cast<float>(margin));
        glUniform2f(mark.uniform("target"), static_cast<float>(wide), static_cast<float>(high));
        glUniform4fv(mark.uniform("cells"), static_cast<GLsizei>(list.sprites.size()), sheet.cells.data());
        glUniform1i(mark.uniform("level"), sheet.level);
        glBindTexture(GL_TEXTURE_2D, sheet.texture);
        glBindVertexArray(list.placed_points.geometry.array);
        glEnable(GL_PROGRAM_POINT_SIZE);
        glDrawArrays(GL_POINTS, static_cast<GLint>(batch.first), static_cast<GLsizei>(batch.count));
        glDisable(GL_PROGRAM_POINT_SIZE);
        glViewport(0, 0, columns, rows);
    }

    void paint_letters(const UploadedList& list, const Step& step) {
        const auto begin = step.first == 0 ? 0 : list.letters.ends[step.first - 1];
        const auto end = list.letters.ends[step.first];
        if (begin == end) return;
        place(glyph, 1, letters_moved.x, letters_moved.y);
        atlas.bind();
        glBindVertexArray(list.letters.geometry.array);
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>((end - begin) * 6), GL_UNSIGNED_INT, index_offset(begin * 6));
    }

    void paint_raster(const UploadedList& list, const Step& step) const {
        place(raster);
        glBindTexture(GL_TEXTURE_2D, list.raster_textures[step.first]);
        glBindVertexArray(list.raster_frames[step.first].array);
        glDrawElements(GL_TRIANGLES, 6, GL_UNSIGNED_INT, nullptr);
    }

    void paint_step(UploadedList& list, const Step& step) {
        switch (step.kind) {
            case Step::Kind::triangles: return paint_triangles(list, step);
            case Step::Kind::one_shape: return paint_one_shape(list, step);
            case Step::Kind::points: return paint_points(list, step);
            case Step::Kind::letters: return paint_letters(list, step);
            case Step::Kind::raster: return paint_raster(list, step);
        }
    }

    void begin() {
        glViewport(0, 0, columns, rows);
        glEnable(GL_SCISSOR_TEST);
        show(0, 0, columns, rows);
        glEnable(GL_BLEND);
        glBlendEquation(GL_FUNC_ADD);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        for (const auto off : {GL_DEPTH_TEST, GL_CULL_FACE, GL_STENCIL_TEST, GL_FRAMEBUFFER_SRGB})
            glDisable(static_cast<GLenum>(off));
        glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
        glStencilMask(0xff);
        glActiveTexture(GL_TEXTURE0);
        glClearStencil(0);
        glClear(GL_STENCIL_BUFFER_BIT);
        shape = 0;
    }

    void paint_all(UploadedList& list, const PixelPlacing& where, int wide, int high) {
        columns = wide;
        rows = high;
        placing = where;
        if (!list.letterings.empty()) letters_moved = update_letters(list, atlas, placing);
        begin();
        for (const auto& section : list.sections) {
            cut(section.clip);
            for (const auto& step : section.steps) paint_step(list, step);
        }
        end();
    }

    // What is painted a second time at one scale is kept as a picture of the whole sheet: moving the view, or painting
    // it again for a window above it, is one copy. False when this is the first time, or the sheet is too large.
    bool paint_again(UploadedList& list, const PixelPlacing& where, int wide, int high) {
        constexpr double parts = 64;  // finer parts of a pixel come from rounding only
        constexpr double widest = 4096;
        const double x = std::round(where.shift_x * parts) / parts, y = std::round(where.shift_y * parts) / parts;
        const double part_x = x - std::floor(x), part_y = y - std::floor(y);
        auto& sheet = list.painted_sheet;
        if (sheet.scale != where.scale || sheet.part_x != part_x || sheet.part_y != part_y) {
            sheet.scale = where.scale;
            sheet.part_x = part_x;
            sheet.part_y = part_y;
            sheet.is_made = false;
            return false;
        }
        const double sheet_columns = std::ceil(list.width * where.scale + part_x);
        const double sheet_rows = std::ceil(list.height * where.scale + part_y);
        if (!(sheet_columns >= 1 && sheet_rows >= 1 && sheet_columns <= widest && sheet_rows <= widest)) return false;
        if (!sheet.is_made) {
            const SheetTarget target(sheet, static_cast<int>(sheet_columns), static_cast<int>(sheet_rows));
            if (!target.is_whole()) return false;
            paint_all(list, {where.scale, part_x, part_y}, static_cast<int>(sheet_columns),
                      static_cast<int>(sheet_rows));
            target.resolve();
            sheet.is_made = true;
        }
        columns = wide;
        rows = high;
        begin();
        // Row 0 of a picture that OpenGL painted is the lower one.
        paint_layer(list, sheet.texture, static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)), true);
        end();
        return true;
    }

    static void end() {
        glBindVertexArray(0);
        glUseProgram(0);
        glDisable(GL_SCISSOR_TEST);
    }
};

Painter::Painter() : state_(std::make_unique<State>()) {}
Painter::~Painter() {
    if (state_) delete_leftovers(*state_->leftovers);
}
Painter::Painter(Painter&&) noexcept = default;
Painter& Painter::operator=(Painter&&) noexcept = default;

void Painter::paint(UploadedList& list, const Placing& placing, int columns, int rows) {
    if (columns <= 0 || rows <= 0) return;
    auto& state = *state_;
    delete_leftovers(*state.leftovers);
    upload(list, state.leftovers);
    const PixelPlacing placing_in_pixels{placing.pixels_per_millimetre * placing.zoom,
                                         placing.offset_x * placing.pixels_per_millimetre,
                                         placing.offset_y * placing.pixels_per_millimetre};
    if (state.paint_again(list, placing_in_pixels, columns, rows)) return;
    state.paint_all(list, placing_in_pixels, columns, rows);
}

}  // namespace balise::paint::gl
