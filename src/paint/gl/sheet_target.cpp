#include "paint/gl/sheet_target.hpp"

namespace balise::paint::gl {

SheetTarget::SheetTarget(PaintedSheet& sheet, int columns, int rows, int samples) : columns_(columns), rows_(rows) {
    if (sheet.texture == 0) glGenTextures(1, &sheet.texture);
    glBindTexture(GL_TEXTURE_2D, sheet.texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, columns, rows, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glGenFramebuffers(1, &kept_);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, kept_);
    glFramebufferTexture2D(GL_DRAW_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, sheet.texture, 0);
    is_whole_ = glCheckFramebufferStatus(GL_DRAW_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    glGenFramebuffers(1, &painted_);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, painted_);
    glGenRenderbuffers(1, &colours_);
    glBindRenderbuffer(GL_RENDERBUFFER, colours_);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_RGBA8, columns, rows);
    glFramebufferRenderbuffer(GL_DRAW_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colours_);
    glGenRenderbuffers(1, &stencil_);
    glBindRenderbuffer(GL_RENDERBUFFER, stencil_);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_DEPTH24_STENCIL8, columns, rows);
    glFramebufferRenderbuffer(GL_DRAW_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER, stencil_);
    glBindRenderbuffer(GL_RENDERBUFFER, 0);
    is_whole_ = is_whole_ && glCheckFramebufferStatus(GL_DRAW_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    glDisable(GL_SCISSOR_TEST);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glClearColor(0, 0, 0, 0);
    if (is_whole_) glClear(GL_COLOR_BUFFER_BIT);
    sheet.columns = columns;
    sheet.rows = rows;
}

SheetTarget::~SheetTarget() {
    const GLuint framebuffers[] = {painted_, kept_}, renderbuffers[] = {colours_, stencil_};
    glDeleteFramebuffers(2, framebuffers);
    glDeleteRenderbuffers(2, renderbuffers);
}

void SheetTarget::resolve() const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, painted_);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, kept_);
    glDisable(GL_SCISSOR_TEST);
    glBlitFramebuffer(0, 0, columns_, rows_, 0, 0, columns_, rows_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

}  // namespace balise::paint::gl
