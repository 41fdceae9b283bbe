#include "support/gl_target.hpp"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <stdexcept>

namespace balise::test {

GlContext::GlContext() : missing_(open()) {}

std::string GlContext::open() {
    if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless"))
        return "no OpenGL: install libegl1, libegl-mesa0 and libgl1-mesa-dri";
    auto* display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE)
        return "no OpenGL: EGL has no device";
    display_ = display;
    eglBindAPI(EGL_OPENGL_API);
    const EGLint wanted[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    const EGLint any[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, 0, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    eglChooseConfig(display, any, &config, 1, &count);
    context_ = eglCreateContext(display, count > 0 ? config : nullptr, EGL_NO_CONTEXT, wanted);
    if (context_ == EGL_NO_CONTEXT) return "no OpenGL: there is no context of version 3.3";
    if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) != EGL_TRUE)
        return "no OpenGL: the context does not become current";
    return {};
}

GlContext::~GlContext() {
    if (display_ == nullptr) return;
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context_ != nullptr) eglDestroyContext(display_, context_);
    // The display stays open for the next one: were the driver unloaded, its own leaks could not be told by its name.
}

GlTarget::GlTarget(int columns, int rows, int samples) : columns_(columns), rows_(rows) {
    glGenFramebuffers(2, framebuffers_);
    glGenRenderbuffers(3, renderbuffers_);
    const auto attach = [&](unsigned framebuffer, GLenum place, unsigned buffer, GLenum format, int each) {
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glBindRenderbuffer(GL_RENDERBUFFER, buffer);
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, each, format, columns, rows);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, place, GL_RENDERBUFFER, buffer);
    };
    attach(framebuffers_[1], GL_COLOR_ATTACHMENT0, renderbuffers_[2], GL_RGBA8, 0);
    attach(framebuffers_[0], GL_COLOR_ATTACHMENT0, renderbuffers_[0], GL_RGBA8, samples);
    attach(framebuffers_[0], GL_DEPTH_STENCIL_ATTACHMENT, renderbuffers_[1], GL_DEPTH24_STENCIL8, samples);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        throw std::runtime_error("the framebuffer is not complete");
}

GlTarget::~GlTarget() {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteFramebuffers(2, framebuffers_);
    glDeleteRenderbuffers(3, renderbuffers_);
}

void GlTarget::clear(std::uint8_t grey) const {
    const float part = static_cast<float>(grey) / 255;
    glClearColor(part, part, part, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

std::vector<std::uint8_t> GlTarget::pixels() const {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffers_[0]);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffers_[1]);
    glBlitFramebuffer(0, 0, columns_, rows_, 0, 0, columns_, rows_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffers_[1]);
    const auto bytes_of_a_row = static_cast<std::size_t>(columns_) * 4;
    std::vector<std::uint8_t> bytes(bytes_of_a_row * static_cast<std::size_t>(rows_));
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, columns_, rows_, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data());
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffers_[0]);
    // OpenGL's first row is the lowest.
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows_) / 2; ++row)
        std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(row * bytes_of_a_row),
                         bytes.begin() + static_cast<std::ptrdiff_t>((row + 1) * bytes_of_a_row),
                         bytes.end() - static_cast<std::ptrdiff_t>((row + 1) * bytes_of_a_row));
    return bytes;
}

}  // namespace balise::test
