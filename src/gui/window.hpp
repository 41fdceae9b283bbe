#pragma once
// The window of the program: GLFW, OpenGL 3.3, the loop that sleeps until something happens.
#include "gui/options.hpp"

namespace balise::gui {

// Runs until the window is closed, or until the steps of a replay are done. Returns the exit code. Throws unsupported,
// with what to do, when there is no display or no OpenGL 3.3.
int run_window(const Options& options);

// The whole program; never throws.
int run_viewer(int argc, const char* const* argv) noexcept;

}  // namespace balise::gui
