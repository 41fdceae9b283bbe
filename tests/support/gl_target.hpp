#pragma once
// OpenGL without a window: a context of its own and something to paint into.
#include <cstdint>
#include <string>
#include <vector>

namespace balise::test {

// OpenGL 3.3 core by EGL without a surface, current in this thread while it lives.
class GlContext {
public:
    GlContext();
    ~GlContext();
    GlContext(const GlContext&) = delete;
    GlContext& operator=(const GlContext&) = delete;

    // Empty when there is a context, else why there is none.
    const std::string& missing() const { return missing_; }

private:
    std::string open();

    void* display_ = nullptr;
    void* context_ = nullptr;
    std::string missing_;
};

// A framebuffer with colours and a stencil, bound while it lives.
class GlTarget {
public:
    GlTarget(int columns, int rows, int samples = 4);
    ~GlTarget();
    GlTarget(const GlTarget&) = delete;
    GlTarget& operator=(const GlTarget&) = delete;

    void clear(std::uint8_t grey) const;
    // RGBA, row 0 on top.
    std::vector<std::uint8_t> pixels() const;

private:
    int columns_, rows_;
    unsigned framebuffers_[2] = {0, 0}, renderbuffers_[3] = {0, 0, 0};
};

}  // namespace balise::test
