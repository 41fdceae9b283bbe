#pragma once
// The language of replays: one step on each line.
#include <string>
#include <variant>
#include <vector>

namespace balise::gui {

namespace step {
struct WaitIdle {};
struct Wait {
    double seconds = 0;
};
// Until a frame shows these words.
struct WaitFor {
    std::string words;
};
// By the words of a control, or by a spot in pixels when they are empty.
struct Mouse {
    enum class Kind { click, double_click, right_click, move } kind = Kind::click;
    std::string words;
    float x = 0, y = 0;
};
struct Drag {
    float from_x = 0, from_y = 0, to_x = 0, to_y = 0;
    bool shift = false, alt = false;
};
struct Wheel {
    float turns = 0, x = 0, y = 0;
};
struct Key {
    bool control = false, shift = false, alt = false;
    int key = 0;  // of GLFW
};
struct Type {
    std::string words;
};
struct Size {
    int width = 0, height = 0;
};
struct Drop {
    std::string file;
};
struct Expect {
    std::string words;
    bool absent = false;
};
struct ExpectControl {
    std::string name;
    enum class State { there, enabled, disabled, chosen, not_chosen, absent } state = State::there;
};
struct ExpectSelected {
    std::string ref;  // empty: nothing is selected
};
struct FramesReset {};
struct FramesMax {
    double milliseconds = 0;
};
struct FramesTell {
    std::string label;
};
// Seconds since the last one, or since the program started.
struct Time {
    std::string label;
};
struct Screenshot {
    std::string file;
};
struct Print {
    std::string words;
};
struct PrintSeen {};
}  // namespace step

struct ReplayStep {
    int line = 0;
    std::string text;  // as written
    std::variant<step::WaitIdle, step::Wait, step::WaitFor, step::Mouse, step::Drag, step::Wheel, step::Key, step::Type,
                 step::Size, step::Drop, step::Expect, step::ExpectControl, step::ExpectSelected, step::FramesReset,
                 step::FramesMax, step::FramesTell, step::Time, step::Screenshot, step::Print, step::PrintSeen>
        what;
};

// Throws usage with the line that is not understood.
std::vector<ReplayStep> read_steps(const std::string& text);

}  // namespace balise::gui
