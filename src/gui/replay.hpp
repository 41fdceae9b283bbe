#pragma once
// Carries out the steps of a replay in the window itself: mouse and keys are put into ImGui's input, one state a frame.
#include <imgui.h>

#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "gui/desk.hpp"
#include "gui/options.hpp"
#include "gui/replay_steps.hpp"
#include "gui/seen.hpp"
#include "gui/window_system.hpp"

namespace balise::gui {

// What a frame has taken, in seconds.
struct FrameTimes {
    double own = 0;        // the program itself, without OpenGL
    double processor = 0;  // of that, what this thread was given of the processor
    double painted = 0;    // all of it
};

class Replay {
public:
    // Reads the steps; a screenshot that was asked for is taken at the end. Throws what reading throws.
    explicit Replay(const Options& options);
    ~Replay();
    Replay(const Replay&) = delete;
    Replay& operator=(const Replay&) = delete;

    // The parts of a frame, in their order. `drawing`: frames are due anyway.
    void before_frame(const Desk& desk, WindowSystem& system, bool drawing);
    bool wants_frame() const { return !inputs_.empty() || !screenshot_.empty(); }
    void inject(ImGuiIO& io);
    void begin_frame() { seen_.begin_frame(); }
    const std::filesystem::path& screenshot_due() const { return screenshot_; }
    void took_screenshot(bool written);
    void after_frame(const FrameTimes& times);

    // False while it only waits for jobs.
    bool hurries() const { return !waits_; }
    bool ended() const { return ended_; }
    int exit_code() const { return exit_code_; }

private:
    // Input for one frame.
    using Input = std::function<void(ImGuiIO&)>;
    void begin(const ReplayStep& step, const Desk& desk, WindowSystem& system);
    void mouse(const step::Mouse& wanted);
    void press_at(float x, float y, int button, int times);
    void key(const step::Key& wanted);
    void expect(const step::Expect& wanted);
    void expect_control(const step::ExpectControl& wanted);
    void expect_selected(const step::ExpectSelected& wanted, const Desk& desk);
    void fail(const std::string& what);
    std::string seen_words() const;
    void tell_frames(const std::string& label);

    std::vector<ReplayStep> steps_;
    std::size_t next_ = 0;
    std::deque<Input> inputs_;
    Seen seen_;
    std::filesystem::path screenshot_;
    std::vector<FrameTimes> frames_;  // since the last reset
    double timed_from_ = 0;
    double longest_ = 0, longest_painted_ = 0;
    std::string wait_words_;  // not empty: until a frame shows them
    double wait_until_ = -1;
    bool waits_ = false, waits_idle_ = false;
    double patience_ = 60;  // seconds that "wait idle" takes at most
    ImVec2 mouse_{-1, -1};
    bool buttons_[3] = {false, false, false};
    bool ended_ = false;
    int exit_code_ = 0;
};

}  // namespace balise::gui
