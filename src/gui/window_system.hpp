#pragma once
// GLFW: the window itself, its events, its OpenGL context, and ImGui's context.
#include <filesystem>
#include <string>
#include <vector>

#include "gui/options.hpp"

struct GLFWwindow;

namespace balise::gui {

class WindowSystem {
public:
    // Throws unsupported with what to do when there is no display or no OpenGL 3.3.
    explicit WindowSystem(const Options& options);
    ~WindowSystem();
    WindowSystem(const WindowSystem&) = delete;
    WindowSystem& operator=(const WindowSystem&) = delete;

    GLFWwindow* window() const { return window_; }
    // Whether the person wants to close the window, once.
    bool take_close();
    // Whether the person came back from another window since the last call.
    bool take_came_back();
    // Sleeps until something happens, at most so long; 0: only looks.
    void wait(double seconds);
    // Whether something happened since the last call.
    bool take_events();
    std::vector<std::filesystem::path> take_dropped();
    void drop(const std::filesystem::path& file);  // as if a person had
    float density() const;                         // real pixels to a logical one
    void set_title(const std::string& title);
    void set_size(int width, int height);  // logical pixels

private:
    struct Callbacks;
    GLFWwindow* window_ = nullptr;
    std::string title_;
    bool happened_ = true, came_back_ = false;
    std::vector<std::filesystem::path> dropped_;
};

// Opens a folder or file with the desktop's program; does not wait for it.
void open_in_desktop(const std::string& path);

}  // namespace balise::gui
