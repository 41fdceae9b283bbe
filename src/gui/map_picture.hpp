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
    void paint(paint::gl::Painter& painter, const std::shared_ptr<paint::gl::UploadedList>& list,
               const paint::gl::Placing& placing, int columns, int rows, ImU32 ground);
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

// How the scene lies on the picture that the camera shows.
paint::gl::Placing placing_of(const app::Scene& scene, const app::Camera& camera, double pixels_per_millimetre);

}  // namespace balise::gui
