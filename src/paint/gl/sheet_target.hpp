#pragma once
// Where a whole sheet is painted to be kept as a picture.
#include <epoxy/gl.h>

#include "paint/gl/uploaded_list.hpp"

namespace balise::paint::gl {

// A framebuffer of its own with as many samples as the bound one has; bound while it lives, then that one again. The
// picture remains in the sheet's texture.
class SheetTarget {
public:
    SheetTarget(PaintedSheet& sheet, int columns, int rows);
    ~SheetTarget();
    SheetTarget(const SheetTarget&) = delete;
    SheetTarget& operator=(const SheetTarget&) = delete;

    // False when the driver cannot paint into it.
    bool is_whole() const { return is_whole_; }
    // Puts what was painted into the texture.
    void resolve() const;

private:
    int columns_, rows_;
    GLint before_ = 0;
    GLuint painted_ = 0, kept_ = 0, colours_ = 0, stencil_ = 0;
    bool is_whole_ = false;
};

}  // namespace balise::paint::gl
