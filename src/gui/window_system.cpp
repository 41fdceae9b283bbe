#include "gui/window_system.hpp"

#include <sys/wait.h>
#include <unistd.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr int least_width = 1024, least_height = 700;

std::string glfw_words() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words == nullptr ? std::string() : words;
}

base::Error no_display(const std::string& words) {
    return base::Error(base::ErrorKind::unsupported,
                       mark("there is no screen to open a window on: start the program from a desktop, or set DISPLAY "
                            "({0}); without a screen use the command balise",
                            words));
}

base::Error no_opengl(const std::string& words) {
    return base::Error(base::ErrorKind::unsupported,
                       mark("the graphics driver has no OpenGL 3.3 ({0}): bring the driver up to date, or start with "
                            "LIBGL_ALWAYS_SOFTWARE=1 in the environment",
                            words));
}

}  // namespace

struct WindowSystem::Callbacks {
    static WindowSystem& of(GLFWwindow* window) {
        return *static_cast<WindowSystem*>(glfwGetWindowUserPointer(window));
    }
    static void install(GLFWwindow* window) {
        glfwSetKeyCallback(window, [](GLFWwindow* w, int, int, int, int) { of(w).happened_ = true; });
        glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { of(w).happened_ = true; });
        glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { of(w).happened_ = true; });
        glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
        glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).happened_ = true; });
        glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { of(w).happened_ = true; });
        glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
            of(w).happened_ = true;
            of(w).came_back_ = of(w).came_back_ || focused == GLFW_TRUE;
        });
        glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).happened_ = true; });
        glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).happened_ = true; });
        glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { of(w).happened_ = true; });
        glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
            for (int i = 0; i < count; ++i) of(w).drop(paths[i]);
        });
    }
};

WindowSystem::WindowSystem(const Options& options) {
    if (glfwInit() != GLFW_TRUE) throw no_display(glfw_words());
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    // In a test a picture has the size that was asked for, whatever the screen.
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, options.for_test() ? GLFW_FALSE : GLFW_TRUE);
    glfwWindowHint(GLFW_SAMPLES, 0);
    int width = options.width, height = options.height;
    if (width == 0) {
        width = 1600;
        height = 1000;
        if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
            int x = 0, y = 0, wide = 0, high = 0;
            glfwGetMonitorWorkarea(monitor, &x, &y, &wide, &high);
            if (wide > 0) width = std::clamp(wide - 40, least_width, width);
            if (high > 0) height = std::clamp(high - 60, least_height, height);
        }
    }
    window_ = glfwCreateWindow(width, height, "Balise", nullptr, nullptr);
    if (window_ == nullptr) {
        const std::string words = glfw_words();
        glfwTerminate();
        throw no_opengl(words);
    }
    glfwSetWindowSizeLimits(window_, least_width, least_height, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(options.for_test() ? 0 : 1);
    glfwSetWindowUserPointer(window_, this);
    Callbacks::install(window_);
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
}

WindowSystem::~WindowSystem() {
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

bool WindowSystem::take_close() {
    const bool asked = glfwWindowShouldClose(window_) == GLFW_TRUE;
    glfwSetWindowShouldClose(window_, GLFW_FALSE);
    return asked;
}

bool WindowSystem::take_came_back() {
    return std::exchange(came_back_, false);
}

void WindowSystem::wait(double seconds) {
    if (seconds <= 0)
        glfwPollEvents();
    else
        glfwWaitEventsTimeout(seconds);
}

bool WindowSystem::take_events() {
    return std::exchange(happened_, false);
}

std::vector<std::filesystem::path> WindowSystem::take_dropped() {
    return std::exchange(dropped_, {});
}

void WindowSystem::drop(const std::filesystem::path& file) {
    dropped_.push_back(file);
    happened_ = true;
}

float WindowSystem::density() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    // Where the window's units are not pixels, ImGui has them multiplied already.
    return std::clamp(std::max(x, y), 0.75F, 4.0F);
}

void WindowSystem::set_title(const std::string& title) {
    if (title == title_) return;
    title_ = title;
    glfwSetWindowTitle(window_, title.c_str());
}

void WindowSystem::set_size(int width, int height) {
    glfwSetWindowSize(window_, width, height);
}

void open_in_desktop(const std::string& path) {
    // Twice removed, so that nobody has to wait for it.
    const pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            execlp("xdg-open", "xdg-open", path.c_str(), static_cast<char*>(nullptr));
            _exit(127);
        }
        _exit(0);
    }
    if (child > 0) waitpid(child, nullptr, 0);
}

}  // namespace balise::gui
