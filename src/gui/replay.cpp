#include "gui/replay.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/file.hpp"
#include "base/words.hpp"

namespace balise::gui {

namespace {

constexpr int settling_frames = 3;
constexpr int wrong_step = 3;

template <class... F>
struct Each : F... {
    using F::operator()...;
};
template <class... F>
Each(F...) -> Each<F...>;

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

}  // namespace

Replay::Replay(const Options& options) {
    if (!options.replay.empty())
        steps_ = read_steps(base::read_file(options.replay));
    else
        steps_.push_back({0, "wait idle", step::WaitIdle{}});
    if (!options.screenshot.empty()) {
        steps_.push_back({0, "wait idle", step::WaitIdle{}});
        steps_.push_back({0, "screenshot", step::Screenshot{options.screenshot.string()}});
    }
    record_into(&seen_);
}

Replay::~Replay() {
    record_into(nullptr);
}

void Replay::fail(const std::string& what) {
    const int line = next_ > 0 && next_ <= steps_.size() ? steps_[next_ - 1].line : 0;
    std::fprintf(stderr, "line %d: %s\n%s\nseen:\n%s", line,
                 next_ > 0 && next_ <= steps_.size() ? steps_[next_ - 1].text.c_str() : "", what.c_str(),
                 seen_words().c_str());
    ended_ = true;
    exit_code_ = wrong_step;
}

std::string Replay::seen_words() const {
    std::string words;
    for (const auto& thing : seen_.things()) {
        const bool control = thing.kind == SeenThing::Kind::control;
        words += control ? "  [" : "   ";
        words += thing.words;
        if (control) words += thing.enabled ? "]" : "] disabled";
        if (thing.chosen) words += " chosen";
        char box[64];
        std::snprintf(box, sizeof box, "  %.0f,%.0f", static_cast<double>((thing.min.x + thing.max.x) / 2),
                      static_cast<double>((thing.min.y + thing.max.y) / 2));
        words += box;
        words += '\n';
    }
    return words;
}

void Replay::before_frame(const Desk& desk, WindowSystem& system, bool drawing) {
    const double now = desk.shown().now;
    while (!ended_) {
        if (waits_idle_) {
            if (wait_until_ >= 0 && now > wait_until_)
                return fail("still at work after " + base::number_text(patience_) + " s");
            if (!desk.idle() || drawing) return;
            waits_idle_ = waits_ = false;
            wait_until_ = -1;
            continue;
        }
        if (!wait_words_.empty()) {
            if (!inputs_.empty()) return;
            if (!seen_.shows(wait_words_)) {
                if (now > wait_until_)
                    return fail("still no \"" + wait_words_ + "\" after " + base::number_text(patience_) + " s");
                return;
            }
            wait_words_.clear();
            waits_ = false;
            wait_until_ = -1;
            continue;
        }
        if (wait_until_ >= 0) {
            if (now < wait_until_) return;
            wait_until_ = -1;
            waits_ = false;
        }
        if (!inputs_.empty() || !screenshot_.empty()) return;
        if (next_ >= steps_.size()) {
            ended_ = true;
            return;
        }
        begin(steps_[next_++], desk, system);
    }
}

void Replay::begin(const ReplayStep& step, const Desk& desk, WindowSystem& system) {
    const double now = desk.shown().now;
    std::visit(Each{
                   [&](const step::WaitIdle&) {
                       waits_idle_ = waits_ = true;
                       wait_until_ = now + patience_;
                   },
                   [&](const step::Wait& wanted) {
                       waits_ = true;
                       wait_until_ = now + wanted.seconds;
                   },
                   [&](const step::WaitFor& wanted) {
                       waits_ = true;
                       wait_words_ = wanted.words;
                       wait_until_ = now + patience_;
                   },
                   [&](const step::Mouse& wanted) { mouse(wanted); },
                   [&](const step::Drag& wanted) {
                       const auto to = [this](float x, float y) {
                           inputs_.push_back([this, x, y](ImGuiIO&) { mouse_ = {x, y}; });
                       };
                       const auto hold = [&, shift = wanted.shift, alt = wanted.alt](bool down) {
                           inputs_.push_back([shift, alt, down](ImGuiIO& io) {
                               if (shift) io.KeyShift = io.KeysDown[GLFW_KEY_LEFT_SHIFT] = down;
                               if (alt) io.KeyAlt = io.KeysDown[GLFW_KEY_LEFT_ALT] = down;
                           });
                       };
                       hold(true);
                       to(wanted.from_x, wanted.from_y);
                       inputs_.push_back([this](ImGuiIO&) { buttons_[0] = true; });
                       constexpr int steps = 8;
                       for (int i = 1; i <= steps; ++i) {
                           const float part = static_cast<float>(i) / steps;
                           to(wanted.from_x + (wanted.to_x - wanted.from_x) * part,
                              wanted.from_y + (wanted.to_y - wanted.from_y) * part);
                       }
                       inputs_.push_back([this](ImGuiIO&) { buttons_[0] = false; });
                       inputs_.push_back([](ImGuiIO&) {});
                       hold(false);
                   },
                   [&](const step::Wheel& wanted) {
                       inputs_.push_back([this, wanted](ImGuiIO&) { mouse_ = {wanted.x, wanted.y}; });
                       inputs_.push_back([wanted](ImGuiIO& io) { io.MouseWheel += wanted.turns; });
                       inputs_.push_back([](ImGuiIO&) {});
                   },
                   [&](const step::Key& wanted) { key(wanted); },
                   [&](const step::Type& wanted) {
                       inputs_.push_back([wanted](ImGuiIO& io) { io.AddInputCharactersUTF8(wanted.words.c_str()); });
                       inputs_.push_back([](ImGuiIO&) {});
                   },
                   [&](const step::Size& wanted) {
                       system.set_size(wanted.width, wanted.height);
                       for (int i = 0; i < settling_frames; ++i) inputs_.push_back([](ImGuiIO&) {});
                   },
                   [&](const step::Drop& wanted) {
                       system.drop(wanted.file);
                       inputs_.push_back([](ImGuiIO&) {});
                       inputs_.push_back([](ImGuiIO&) {});
                   },
                   [&](const step::Expect& wanted) { expect(wanted); },
                   [&](const step::ExpectControl& wanted) { expect_control(wanted); },
                   [&](const step::ExpectSelected& wanted) { expect_selected(wanted, desk); },
                   [&](const step::FramesReset&) {
                       frames_.clear();
                       longest_ = longest_painted_ = 0;
                   },
                   [&](const step::FramesTell& wanted) { tell_frames(wanted.label); },
                   [&](const step::Time& wanted) {
                       char words[64];
                       std::snprintf(words, sizeof words, ": %.1f ms", (now - timed_from_) * 1000);
                       say(wanted.label + words);
                       timed_from_ = now;
                   },
                   [&](const step::FramesMax& wanted) {
                       char words[128];
                       std::snprintf(words, sizeof words, "the longest frame took %.1f ms, with the painting %.1f ms",
                                     longest_ * 1000, longest_painted_ * 1000);
                       if (longest_ * 1000 > wanted.milliseconds) return fail(words);
                       say(words);
                   },
                   [&](const step::Screenshot& wanted) { screenshot_ = wanted.file; },
                   [&](const step::Print& wanted) { say(wanted.words); },
                   [&](const step::PrintSeen&) { say(seen_words()); },
               },
               step.what);
}

void Replay::mouse(const step::Mouse& wanted) {
    float x = wanted.x, y = wanted.y;
    if (!wanted.words.empty()) {
        const SeenThing* control = seen_.control(wanted.words);
        if (control == nullptr) return fail("there is no control \"" + wanted.words + "\"");
        if (!control->enabled && wanted.kind != step::Mouse::Kind::move)
            return fail("the control \"" + control->words + "\" is disabled");
        x = std::round((control->min.x + control->max.x) / 2);
        y = std::round((control->min.y + control->max.y) / 2);
    }
    using Kind = step::Mouse::Kind;
    switch (wanted.kind) {
        case Kind::move: inputs_.push_back([this, x, y](ImGuiIO&) { mouse_ = {x, y}; }); break;
        case Kind::click: press_at(x, y, 0, 1); break;
        case Kind::double_click: press_at(x, y, 0, 2); break;
        case Kind::right_click: press_at(x, y, 1, 1); break;
    }
    inputs_.push_back([](ImGuiIO&) {});
}

void Replay::press_at(float x, float y, int button, int times) {
    inputs_.push_back([this, x, y](ImGuiIO&) { mouse_ = {x, y}; });
    // Once more, so that what lies there knows of the mouse.
    inputs_.push_back([](ImGuiIO&) {});
    for (int i = 0; i < times; ++i) {
        inputs_.push_back([this, button](ImGuiIO&) { buttons_[button] = true; });
        inputs_.push_back([this, button](ImGuiIO&) { buttons_[button] = false; });
    }
}

void Replay::key(const step::Key& wanted) {
    const auto set = [wanted](ImGuiIO& io, bool down) {
        const auto modifier = [&](bool is, bool& state, int code) {
            if (!is) return;
            state = down;
            io.KeysDown[code] = down;
        };
        modifier(wanted.control, io.KeyCtrl, GLFW_KEY_LEFT_CONTROL);
        modifier(wanted.shift, io.KeyShift, GLFW_KEY_LEFT_SHIFT);
        modifier(wanted.alt, io.KeyAlt, GLFW_KEY_LEFT_ALT);
    };
    inputs_.push_back([set](ImGuiIO& io) { set(io, true); });
    inputs_.push_back([set, wanted](ImGuiIO& io) {
        set(io, true);
        io.KeysDown[wanted.key] = true;
    });
    inputs_.push_back([set, wanted](ImGuiIO& io) {
        set(io, true);
        io.KeysDown[wanted.key] = false;
    });
    inputs_.push_back([set](ImGuiIO& io) { set(io, false); });
}

void Replay::expect(const step::Expect& wanted) {
    if (seen_.shows(wanted.words) == wanted.absent)
        fail(wanted.absent ? "expected not to see \"" + wanted.words + "\""
                           : "expected to see \"" + wanted.words + "\"");
}

void Replay::expect_control(const step::ExpectControl& wanted) {
    using State = step::ExpectControl::State;
    const SeenThing* control = seen_.control(wanted.name);
    if (wanted.state == State::absent) {
        if (control != nullptr) fail("there is a control \"" + control->words + "\"");
        return;
    }
    if (control == nullptr) return fail("there is no control \"" + wanted.name + "\"");
    const auto state = [&](bool good, const char* words) {
        if (!good) fail("the control \"" + control->words + "\" is not " + words);
    };
    switch (wanted.state) {
        case State::there:
        case State::absent: break;
        case State::enabled: state(control->enabled, "enabled"); break;
        case State::disabled: state(!control->enabled, "disabled"); break;
        case State::chosen: state(control->chosen, "chosen"); break;
        case State::not_chosen: state(!control->chosen, "unchosen"); break;
    }
}

void Replay::expect_selected(const step::ExpectSelected& wanted, const Desk& desk) {
    const Shown& shown = desk.shown();
    std::string ref;
    const auto index = shown.selected.index;
    if (shown.snapshot) {
        const auto& snapshot = *shown.snapshot;
        const auto take = [&](const auto& list) {
            if (index < list.size()) ref = list[index].ref;
        };
        using Kind = app::Target::Kind;
        switch (shown.selected.kind) {
            case Kind::provider: take(snapshot.providers); break;
            case Kind::risk_zone: take(snapshot.risk_zones); break;
            case Kind::border_post: take(snapshot.border_posts); break;
            case Kind::transport_node: take(snapshot.transport_nodes); break;
            case Kind::area: ref = index < snapshot.areas.size() ? snapshot.areas[index].code : ""; break;
            case Kind::place: ref = index < snapshot.places.size() ? snapshot.places[index].code : ""; break;
            case Kind::nothing: break;
            case Kind::cluster:
            case Kind::feature: ref = shown.selected.id; break;
        }
    }
    if (ref != wanted.ref) fail("selected is \"" + ref + "\"");
}

void Replay::inject(ImGuiIO& io) {
    if (!inputs_.empty()) {
        inputs_.front()(io);
        inputs_.pop_front();
    }
    // The real mouse has no say.
    io.MousePos = mouse_;
    for (int i = 0; i < 3; ++i) io.MouseDown[i] = buttons_[i];
    // Whatever the speed of the machine, two presses in a row are a double click only when they are meant to be.
    io.DeltaTime = std::max(io.DeltaTime, 1.0F / 30);
}

void Replay::took_screenshot(bool written) {
    if (!written) fail("the picture could not be written: " + screenshot_.string());
    screenshot_.clear();
}

void Replay::after_frame(const FrameTimes& times) {
    longest_ = std::max(longest_, times.own);
    longest_painted_ = std::max(longest_painted_, times.painted);
    frames_.push_back(times);
}

// One line for programs: what the frames since the last reset have taken, in milliseconds.
void Replay::tell_frames(const std::string& label) {
    const auto of = [&](double FrameTimes::*what, double part) {
        std::vector<double> list;
        for (const auto& frame : frames_) list.push_back(frame.*what * 1000);
        if (list.empty()) return 0.0;
        std::sort(list.begin(), list.end());
        return list[static_cast<std::size_t>(part * static_cast<double>(list.size() - 1))];
    };
    char words[256];
    std::snprintf(words, sizeof words,
                  ": %zu frames, own median %.2f max %.2f ms, own processor median %.2f max %.2f ms, "
                  "with painting median %.2f max %.2f ms",
                  frames_.size(), of(&FrameTimes::own, 0.5), of(&FrameTimes::own, 1), of(&FrameTimes::processor, 0.5),
                  of(&FrameTimes::processor, 1), of(&FrameTimes::painted, 0.5), of(&FrameTimes::painted, 1));
    say(label + words);
}

}  // namespace balise::gui
