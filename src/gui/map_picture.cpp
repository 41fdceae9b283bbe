#include "gui/map_picture.hpp"

#include <epoxy/gl.h>

#include <cmath>

#include "gui/theme.hpp"

namespace balise::gui {

namespace {

bool same(const paint::gl::Placing& a, const paint::gl::Placing& b) {
    return a.pixels_per_millimetre == b.pixels_per_millimetre && a.zoom == b.zoom && a.offset_x == b.offset_x &&
           a.offset_y == b.offset_y;
}

}  // namespace

Picture::~Picture() {
    release();
}

void Picture::release() {
    if (texture_ == 0) return;
    glDeleteTextures(1, &texture_);
    glDeleteRenderbuffers(2, buffers_);
    glDeleteFramebuffers(1, &painted_);
    if (kept_ != painted_) glDeleteFramebuffers(1, &kept_);
    texture_ = painted_ = kept_ = buffers_[0] = buffers_[1] = 0;
}

void Picture::make(int columns, int rows) {
    release();
    columns_ = columns;
    rows_ = rows;
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, columns, rows, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glBindTexture(GL_TEXTURE_2D, 0);
    glGenRenderbuffers(2, buffers_);
    glBindRenderbuffer(GL_RENDERBUFFER, buffers_[0]);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples_, GL_DEPTH24_STENCIL8, columns, rows);
    glGenFramebuffers(1, &painted_);
    glBindFramebuffer(GL_FRAMEBUFFER, painted_);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER, buffers_[0]);
    if (samples_ == 0) {
        kept_ = painted_;
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    } else {
        glBindRenderbuffer(GL_RENDERBUFFER, buffers_[1]);
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples_, GL_RGBA8, columns, rows);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, buffers_[1]);
        glGenFramebuffers(1, &kept_);
        glBindFramebuffer(GL_FRAMEBUFFER, kept_);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    }
    glBindRenderbuffer(GL_RENDERBUFFER, 0);
}

void Picture::paint(paint::gl::Painter& painter, const std::shared_ptr<paint::gl::UploadedList>& list,
                    const paint::gl::Placing& placing, int columns, int rows, ImU32 ground, bool from_kept) {
    if (columns <= 0 || rows <= 0) return;
    const bool other_size = columns != columns_ || rows != rows_;
    if (is_valid_ && !other_size && list == list_ && same(placing, placing_) && ground == ground_) return;
    GLint before = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &before);
    if (other_size || texture_ == 0) make(columns, rows);
    glBindFramebuffer(GL_FRAMEBUFFER, painted_);
    glViewport(0, 0, columns, rows);
    glDisable(GL_SCISSOR_TEST);
    const auto channel = [&](int shift) { return static_cast<float>((ground >> shift) & 0xffU) / 255.0F; };
    glClearColor(channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT),
                 channel(IM_COL32_A_SHIFT));
    glClear(GL_COLOR_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
    if (list && from_kept)
        painter.paint_kept(*list, placing, columns, rows);
    else if (list)
        painter.paint(*list, placing, columns, rows);
    if (kept_ != painted_) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, painted_);
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, kept_);
        glBlitFramebuffer(0, 0, columns, rows, 0, 0, columns, rows, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before));
    list_ = list;
    placing_ = placing;
    ground_ = ground;
    is_valid_ = true;
    ++times_painted_;
}

ImTextureID Picture::texture() const {
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_));
}

bool MapPicture::paint(paint::gl::Painter& painter, const std::shared_ptr<const app::Scene>& scene,
                       const std::shared_ptr<paint::gl::UploadedList>& list, const Shown& shown,
                       double pixels_per_millimetre, int columns, int rows) {
    constexpr double seconds_a_frame = 0.012;
    if (!scene || !list || shown.audience != audience_) {
        scene_.reset();
        list_.reset();
    }
    audience_ = shown.audience;
    bool more = false;
    const paint::gl::Placing own{pixels_per_millimetre, 1, 0, 0};
    if (scene && list && (list != list_ || !painter.keeps(*list, own))) {
        more = !painter.keep(list, own, samples_, seconds_a_frame);
        if (!more) {
            scene_ = scene;
            list_ = list;
            is_direct_ = !painter.keeps(*list, own);
        }
    }
    ImU32 ground = look().colours().window;
    paint::gl::Placing placing;
    if (scene_) {
        placing = placing_of(*scene_, shown.camera, pixels_per_millimetre);
        const auto& colour = scene_->list.background;
        ground = IM_COL32(colour.red, colour.green, colour.blue, 255);
    }
    (is_direct_ ? direct_ : kept_).paint(painter, list_, placing, columns, rows, ground, !is_direct_);
    return more;
}

paint::gl::Placing placing_of(const app::Scene& scene, const app::Camera& camera, double pixels_per_millimetre) {
    const double then = scene.camera.millimetres_per_metre(), now = camera.millimetres_per_metre();
    paint::gl::Placing placing;
    placing.pixels_per_millimetre = pixels_per_millimetre;
    placing.zoom = now / then;
    placing.offset_x =
        camera.width / 2 +
        ((-scene.margin_x - scene.camera.width / 2) / then + scene.camera.centre.x - camera.centre.x) * now;
    placing.offset_y =
        camera.height / 2 +
        ((-scene.margin_y - scene.camera.height / 2) / then - scene.camera.centre.y + camera.centre.y) * now;
    if (std::abs(placing.zoom - 1) < 1e-9) {
        placing.zoom = 1;
        // On whole pixels a kept picture is copied, and letters stay sharp.
        const auto snapped = [&](double offset) {
            return std::round(offset * pixels_per_millimetre) / pixels_per_millimetre;
        };
        placing.offset_x = snapped(placing.offset_x);
        placing.offset_y = snapped(placing.offset_y);
    }
    return placing;
}

}  // namespace balise::gui
