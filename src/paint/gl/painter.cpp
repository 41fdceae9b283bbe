#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

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

// One for the whole target, one for a part of it.
struct Programs {
    Program whole, cutting;
    explicit Programs(const std::string& name) : whole(name), cutting(name, true) {}
};

// What of a list comes next.
struct Place {
    std::size_t section = 0, step = 0;
    std::size_t done = 0;  // indices of the step
};

// A kept picture that is being made.
struct Underway {
    std::shared_ptr<UploadedList> list;
    PixelPlacing placing;
    SheetTarget target;
    std::size_t next_letters = 0;
    bool has_letters = false, has_begun = false;
    Place place;
    int shape = 0;  // what its stencil buffer was last marked with

    Underway(std::shared_ptr<UploadedList> of, const PixelPlacing& where, int columns, int rows, int samples)
        : list(std::move(of)), placing(where), target(list->painted_sheet, columns, rows, samples) {}
};

}  // namespace

struct Painter::State {
    VersionCheck version;
    Programs flat{"flat"}, glyph{"glyph"}, raster{"raster"}, mark{"mark"}, layer{"layer"};
    Program kept{"kept"};
    GlyphAtlas atlas;
    std::shared_ptr<Leftovers> leftovers = std::make_shared<Leftovers>();
    GLfloat largest_point = 1;
    std::optional<Underway> underway;

    // Of the painting that is going on.
    int columns = 1, rows = 1;
    PixelPlacing placing;
    map::Spot letters_moved;
    std::array<float, 4> window{};  // in which is painted: left, lower, right and upper edge in pixels
    bool is_cut = false;            // that is not the whole target
    int shape = 0;                  // what the stencil buffer was last marked with

    State() {
        GLfloat range[2] = {1, 1};
        glGetFloatv(GL_POINT_SIZE_RANGE, range);
        largest_point = range[1];
    }

    // Pixels from the upper left to OpenGL's box from -1 to 1, y up, for units of `scale` pixels.
    void place(const Programs& programs, double scale, double shift_x, double shift_y) const {
        const Program& program = use(programs);
        glUniform4f(program.uniform("placing"), static_cast<float>(2 * scale / columns),
                    static_cast<float>(-2 * scale / rows), static_cast<float>(2 * shift_x / columns - 1),
                    static_cast<float>(1 - 2 * shift_y / rows));
    }
    void place(const Programs& programs) const { place(programs, placing.scale, placing.shift_x, placing.shift_y); }

    // The scissor spares the work; that nothing lies beyond the edge is for the shaders to see to: llvmpipe lets those
    // samples of the next pixel through that lie in its nearer half.
    void show(int left, int lower, int wide, int high) {
        glScissor(left, lower, wide, high);
        window = {static_cast<float>(left), static_cast<float>(lower), static_cast<float>(left + wide),
                  static_cast<float>(lower + high)};
        is_cut = left != 0 || lower != 0 || wide != columns || high != rows;
    }

    const Program& use(const Programs& programs) const {
        const Program& program = is_cut ? programs.cutting : programs.whole;
        program.use();
        if (is_cut) glUniform4fv(program.uniform("window"), 1, window.data());
        return program;
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
    void paint_one_shape(const UploadedList& list, const Step& step, bool begins = true) {
        if (begins && ++shape > 255) {
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
    void paint_layer(const UploadedList& list, std::uint32_t texture, int left, int top) const {
        const Program& program = use(layer);
        glUniform2i(program.uniform("moved"), left, top);
        glUniform1i(program.uniform("rows"), rows);
        glBindTexture(GL_TEXTURE_2D, texture);
        glBindVertexArray(list.triangles.array);
        glDrawArrays(GL_TRIANGLES, 0, 3);
    }

    void paint_points(UploadedList& list, const Step& step) const {
        update_sprites(list, flat.whole, placing.scale);
        const auto moved = update_points(list, placing);
        if (list.placed_points.as_layers) {
            const auto& points = list.placed_points;
            return paint_layer(list, points.layers[step.first], static_cast<int>(moved.x) - points.margin,
                               static_cast<int>(moved.y));
        }
        const auto& batch = list.placed_points.batches[step.first];
        const auto& sheet = list.sprite_sheet;
        // Points whose middle is outside are left out by OpenGL; so the outside begins further out.
        const int margin = static_cast<int>(std::min(largest_point, 256.0F));
        const int wide = columns + 2 * margin, high = rows + 2 * margin;
        glViewport(-margin, -margin, wide, high);
        const Program& program = use(mark);
        glUniform2f(program.uniform("moved"), moved.x + static_cast<float>(margin),
                    moved.y + static_cast<float>(margin));
        glUniform2f(program.uniform("target"), static_cast<float>(wide), static_cast<float>(high));
        glUniform4fv(program.uniform("cells"), static_cast<GLsizei>(list.sprites.size()), sheet.cells.data());
        glUniform1i(program.uniform("level"), sheet.level);
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
    }

    void clear_stencil() {
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
        clear_stencil();
        for (const auto& section : list.sections) {
            cut(section.clip);
            for (const auto& step : section.steps) paint_step(list, step);
        }
        end();
    }

    // Finer parts of a pixel come from rounding only.
    static double in_parts(double pixels) {
        constexpr double parts = 64;
        return std::round(pixels * parts) / parts;
    }

    // The size of the list's sheet in pixels; nothing when a picture of it would be too large.
    static std::optional<std::array<int, 2>> size_of_sheet(const UploadedList& list, const PixelPlacing& where) {
        constexpr double widest = 4096;
        const double wide = std::ceil(list.width * where.scale + where.shift_x);
        const double high = std::ceil(list.height * where.scale + where.shift_y);
        if (!(wide >= 1 && high >= 1 && wide <= widest && high <= widest)) return std::nullopt;
        return std::array{static_cast<int>(wide), static_cast<int>(high)};
    }

    // As the sheet's own picture has it: its corner within the first pixel.
    static PixelPlacing on_sheet(const PixelPlacing& where) {
        const double x = in_parts(where.shift_x), y = in_parts(where.shift_y);
        return {where.scale, x - std::floor(x), y - std::floor(y)};
    }

    static bool holds(const PaintedSheet& sheet, const PixelPlacing& where) {
        const auto on = on_sheet(where);
        return sheet.scale == on.scale && sheet.part_x == on.shift_x && sheet.part_y == on.shift_y;
    }

    // What is painted a second time at one scale is kept as a picture of the whole sheet: moving the view, or painting
    // it again for a window above it, is one copy. False when this is the first time, or the sheet is too large.
    bool paint_again(UploadedList& list, const PixelPlacing& where, int wide, int high) {
        auto& sheet = list.painted_sheet;
        const auto on = on_sheet(where);
        if (!holds(sheet, where)) {
            sheet.scale = on.scale;
            sheet.part_x = on.shift_x;
            sheet.part_y = on.shift_y;
            sheet.is_made = false;
            return false;
        }
        if (!sheet.is_made) {
            const auto size = size_of_sheet(list, on);
            if (!size) return false;
            const KeptBinding binding;
            GLint samples = 0;
            glGetIntegerv(GL_SAMPLES, &samples);
            const SheetTarget target(sheet, (*size)[0], (*size)[1], samples);
            if (!target.is_whole()) return false;
            target.bind();
            paint_all(list, on, (*size)[0], (*size)[1]);
            target.resolve();
            sheet.is_made = true;
        }
        copy(list, where, wide, high);
        return true;
    }

    // The kept picture where the sheet lies now, stretched if need be.
    void copy(const UploadedList& list, const PixelPlacing& where, int wide, int high) {
        const auto& sheet = list.painted_sheet;
        columns = wide;
        rows = high;
        begin();
        const double stretch = where.scale / sheet.scale;
        double left = where.shift_x - sheet.part_x * stretch, top = where.shift_y - sheet.part_y * stretch;
        if (stretch == 1) {  // pixel on pixel
            left = std::round(left);
            top = std::round(top);
        }
        kept.use();
        const auto across = [&](double pixels) { return static_cast<float>(2 * pixels / wide - 1); };
        const auto up = [&](double pixels) { return static_cast<float>(1 - 2 * pixels / high); };
        glUniform4f(kept.uniform("frame"), across(left), up(top), across(left + sheet.columns * stretch),
                    up(top + sheet.rows * stretch));
        glBindTexture(GL_TEXTURE_2D, sheet.texture);
        glBindVertexArray(list.triangles.array);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
        end();
    }

    // Paints what comes next into the bound framebuffer; true when that was the last.
    bool paint_some(UploadedList& list, Place& place, const std::function<bool()>& is_time) {
        constexpr std::size_t indices_at_once = 3 * 4096;
        for (; place.section < list.sections.size(); ++place.section, place.step = 0) {
            const auto& section = list.sections[place.section];
            cut(section.clip);
            for (; place.step < section.steps.size(); ++place.step, place.done = 0) {
                Step step = section.steps[place.step];
                const bool parts = step.kind == Step::Kind::triangles || step.kind == Step::Kind::one_shape;
                while (parts && step.count - place.done > indices_at_once) {
                    Step part = step;
                    part.first += place.done;
                    part.count = indices_at_once;
                    paint_part(list, part, place.done == 0);
                    place.done += indices_at_once;
                    if (is_time()) return false;
                }
                step.first += place.done;
                step.count -= place.done;
                if (parts)
                    paint_part(list, step, place.done == 0);
                else
                    paint_step(list, step);
                if (is_time()) {
                    ++place.step;
                    place.done = 0;
                    return false;
                }
            }
        }
        return true;
    }

    void paint_part(UploadedList& list, const Step& step, bool is_first) {
        if (step.kind == Step::Kind::triangles) return paint_triangles(list, step);
        paint_one_shape(list, step, is_first);
    }

    bool keep(const std::shared_ptr<UploadedList>& list, const PixelPlacing& where, int samples, double seconds) {
        auto& sheet = list->painted_sheet;
        if (sheet.is_made && holds(sheet, where)) return true;
        const auto on = on_sheet(where);
        const auto size = size_of_sheet(*list, on);
        if (!size) return true;
        const KeptBinding binding;
        const bool goes_on = underway && underway->list == list && holds(sheet, where);
        if (!goes_on) {
            underway.reset();
            sheet.scale = on.scale;
            sheet.part_x = on.shift_x;
            sheet.part_y = on.shift_y;
            sheet.is_made = false;
            underway.emplace(list, on, (*size)[0], (*size)[1], samples);
            if (!underway->target.is_whole()) {
                underway.reset();
                return true;
            }
        }
        using Clock = std::chrono::steady_clock;
        const auto until = Clock::now() + std::chrono::duration<double>(seconds);
        const auto is_time = [&] { return Clock::now() >= until; };
        if (!underway->has_letters) {
            underway->has_letters = make_letters(*list, atlas, on, underway->next_letters, is_time);
            if (!underway->has_letters || is_time()) return false;
        }
        columns = underway->target.columns();
        rows = underway->target.rows();
        placing = on;
        shape = underway->shape;
        if (!list->letterings.empty()) letters_moved = update_letters(*list, atlas, placing);
        underway->target.bind();
        begin();
        if (!std::exchange(underway->has_begun, true)) clear_stencil();
        const bool done = paint_some(*list, underway->place, [&] {
            glFinish();  // what drivers only put off is not done
            return is_time();
        });
        underway->shape = shape;
        end();
        if (!done) return false;
        underway->target.resolve();
        underway.reset();
        sheet.is_made = true;
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

namespace {

PixelPlacing in_pixels(const Placing& placing) {
    return {placing.pixels_per_millimetre * placing.zoom, placing.offset_x * placing.pixels_per_millimetre,
            placing.offset_y * placing.pixels_per_millimetre};
}

}  // namespace

void Painter::paint(UploadedList& list, const Placing& placing, int columns, int rows) {
    if (columns <= 0 || rows <= 0) return;
    auto& state = *state_;
    delete_leftovers(*state.leftovers);
    upload(list, state.leftovers);
    const auto where = in_pixels(placing);
    if (state.paint_again(list, where, columns, rows)) return;
    state.paint_all(list, where, columns, rows);
}

bool Painter::keep(const std::shared_ptr<UploadedList>& list, const Placing& placing, int samples, double seconds) {
    auto& state = *state_;
    delete_leftovers(*state.leftovers);
    upload(*list, state.leftovers);
    return state.keep(list, in_pixels(placing), samples, seconds);
}

bool Painter::keeps(const UploadedList& list, const Placing& placing) {
    return list.painted_sheet.is_made && State::holds(list.painted_sheet, in_pixels(placing));
}

bool Painter::paint_kept(UploadedList& list, const Placing& placing, int columns, int rows) {
    if (columns <= 0 || rows <= 0 || !list.painted_sheet.is_made) return false;
    state_->copy(list, in_pixels(placing), columns, rows);
    return true;
}

}  // namespace balise::paint::gl
