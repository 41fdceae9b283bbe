#pragma once
// A display list painted into a kept picture, which is painted again only when something changes. Needs a current
// OpenGL context.
#include <imgui.h>

#include <memory>

#include "app/scene.hpp"
#include "gui/panels.hpp"
#include "paint/gl/screen.hpp"

namespace balise::gui {

// A framebuffer with stencil and the texture that holds what was painted into it.
class Picture {
public:
    explicit Picture(int samples) : samples_(samples) {}
    ~Picture();
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;

    // Paints unless everything is as at the last call. `list` null: `ground` alone.
    // `from_kept`: what the painter has kept of the list, else the list itself.
    void paint(paint::gl::Painter& painter, const std::shared_ptr<paint::gl::UploadedList>& list,
               const paint::gl::Placing& placing, int columns, int rows, ImU32 ground, bool from_kept = false);
    ImTextureID texture() const;
    int columns() const { return columns_; }
    int rows() const { return rows_; }
    std::size_t times_painted() const { return times_painted_; }

private:
    void make(int columns, int rows);
    void release();

    int samples_ = 0, columns_ = 0, rows_ = 0;
    unsigned painted_ = 0, kept_ = 0, buffers_[2] = {0, 0}, texture_ = 0;
    std::shared_ptr<paint::gl::UploadedList> list_;
    paint::gl::Placing placing_;
    ImU32 ground_ = 0;
    bool is_valid_ = false;
    std::size_t times_painted_ = 0;
};

// The map: a new scene is painted over some frames while the one before stays, moved and stretched as the camera moves.
class MapPicture {
public:
    explicit MapPicture(int samples) : samples_(samples), direct_(samples) {}

    // `scene` and `list` null: the ground alone. True while there is more to be painted in the next frames. A scene for
    // another audience does not wait for its painting to take the place of the one before.
    bool paint(paint::gl::Painter& painter, const std::shared_ptr<const app::Scene>& scene,
               const std::shared_ptr<paint::gl::UploadedList>& list, const Shown& shown, double pixels_per_millimetre,
               int columns, int rows);
    ImTextureID texture() const { return is_direct_ ? direct_.texture() : kept_.texture(); }

private:
    int samples_;
    Picture kept_{0}, direct_;
    bool is_direct_ = false;  // too large a sheet to be kept
    std::shared_ptr<const app::Scene> scene_;
    std::shared_ptr<paint::gl::UploadedList> list_;
    model::Audience audience_ = model::Audience::internal;
};

// How the scene lies on the picture that the camera shows.
paint::gl::Placing placing_of(const app::Scene& scene, const app::Camera& camera, double pixels_per_millimetre);

}  // namespace balise::gui
