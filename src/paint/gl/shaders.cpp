#include "paint/gl/shaders.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/paths.hpp"

namespace balise::paint::gl {

namespace {

[[noreturn]] void refuse(const std::string& name, std::string words) {
    while (!words.empty() && (words.back() == '\0' || words.back() == '\n')) words.pop_back();
    throw base::Error(base::ErrorKind::unsupported,
                      base::mark("the graphics driver refuses the shader {0}: {1}", name, words));
}

GLuint compiled(GLenum kind, const std::string& name, bool cuts) {
    auto source = base::read_file(base::shader_folder() / name);
    // After the line with the version, which has to be the first.
    if (cuts) source.insert(source.find('\n') + 1, "#define CUTS\n");
    const GLuint shader = glCreateShader(kind);
    const char* text = source.c_str();
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    GLint worked = GL_FALSE;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &worked);
    if (worked == GL_TRUE) return shader;
    GLint length = 0;
    glGetShaderiv(shader, GL_INFO_LOG_LENGTH, &length);
    std::string words(static_cast<std::size_t>(std::max(length, 1)), '\0');
    glGetShaderInfoLog(shader, length, nullptr, words.data());
    glDeleteShader(shader);
    refuse(name, std::move(words));
}

}  // namespace

void check_version() {
    const int version = epoxy_gl_version();
    if (version < 33)
        throw base::Error(
            base::ErrorKind::unsupported,
            base::mark("the graphics driver offers OpenGL {0}.{1}; Balise needs 3.3", version / 10, version % 10));
}

Program::Program(const std::string& name, bool cuts) {
    const GLuint vertex = compiled(GL_VERTEX_SHADER, name + ".vert", cuts);
    const GLuint fragment = compiled(GL_FRAGMENT_SHADER, name + ".frag", cuts);
    id_ = glCreateProgram();
    glAttachShader(id_, vertex);
    glAttachShader(id_, fragment);
    glLinkProgram(id_);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint worked = GL_FALSE;
    glGetProgramiv(id_, GL_LINK_STATUS, &worked);
    if (worked == GL_TRUE) return;
    GLint length = 0;
    glGetProgramiv(id_, GL_INFO_LOG_LENGTH, &length);
    std::string words(static_cast<std::size_t>(std::max(length, 1)), '\0');
    glGetProgramInfoLog(id_, length, nullptr, words.data());
    glDeleteProgram(id_);
    refuse(name, std::move(words));
}

Program::~Program() {
    glDeleteProgram(id_);
}

}  // namespace balise::paint::gl
