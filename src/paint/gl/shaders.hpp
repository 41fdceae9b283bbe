#pragma once
// Programs of the graphics processor, compiled from the folder shaders/.
#include <epoxy/gl.h>

#include <string>

namespace balise::paint::gl {

// A vertex and a fragment shader of one name, linked.
class Program {
public:
    // Throws unsupported with the driver's words.
    // `cuts`: nothing is painted beyond the uniform `window`, which takes longer.
    explicit Program(const std::string& name, bool cuts = false);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void use() const { glUseProgram(id_); }
    // Where a uniform is; -1 when the shader has none of this name, which OpenGL then ignores.
    GLint uniform(const char* name) const { return glGetUniformLocation(id_, name); }

private:
    GLuint id_ = 0;
};

// Throws unsupported when the current context is older than OpenGL 3.3.
void check_version();

}  // namespace balise::paint::gl
