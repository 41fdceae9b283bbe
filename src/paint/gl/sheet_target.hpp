#pragma once
// Where a whole sheet is painted to be kept as a picture.
#include <epoxy/gl.h>

#include "paint/gl/uploaded_list.hpp"

namespace balise::paint::gl {

// A framebuffer of its own with `samples` for each pixel. The picture remains in the sheet's texture. Making it,
// binding and resolving leave other framebuffers bound: see KeptBinding.
class SheetTarget {
public:
    SheetTarget(PaintedSheet& sheet, int columns, int rows, int samples);
    ~SheetTarget();
    SheetTarget(const SheetTarget&) = delete;
    SheetTarget& operator=(const SheetTarget&) = delete;

    // False when the driver cannot paint into it.
    bool is_whole() const { return is_whole_; }
    void bind() const { glBindFramebuffer(GL_DRAW_FRAMEBUFFER, painted_); }
    // Puts what was painted into the texture.
    void resolve() const;
    int columns() const { return columns_; }
    int rows() const { return rows_; }

private:
    int columns_, rows_;
    GLuint painted_ = 0, kept_ = 0, colours_ = 0, stencil_ = 0;
    bool is_whole_ = false;
};

// Binds again at its end what was bound at its beginning.
class KeptBinding {
public:
    KeptBinding() {
        glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_);
        glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_);
    }
    ~KeptBinding() {
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_));
        glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_));
    }
    KeptBinding(const KeptBinding&) = delete;
    KeptBinding& operator=(const KeptBinding&) = delete;

private:
    GLint draw_ = 0, read_ = 0;
};

}  // namespace balise::paint::gl
