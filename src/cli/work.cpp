#include "cli/work.hpp"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <ostream>

#include "app/job.hpp"
#include "cli/terminal.hpp"
#include "cli/text_table.hpp"

namespace balise::cli {

namespace {

// Keeps SIGINT and SIGTERM from this thread and the threads it starts; they are then fetched by `arrived`.
class HeldSignals {
public:
    HeldSignals() {
        sigemptyset(&held_);
        sigaddset(&held_, SIGINT);
        sigaddset(&held_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &held_, &before_);
    }
    ~HeldSignals() {
        while (arrived()) {
            // A signal that came too late must not end the program now that the work is done.
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    bool arrived() const {
        const timespec at_once{};
        return sigtimedwait(&held_, nullptr, &at_once) > 0;
    }

private:
    sigset_t held_{};
    sigset_t before_{};
};

// One line on standard error, drawn over and over; nothing when that is no terminal.
class ProgressLine {
public:
    explicit ProgressLine(const Invocation& call) : call_(call) {
        const char* terminal = std::getenv("TERM");
        is_on_ = is_terminal(STDERR_FILENO) && terminal != nullptr && std::string_view(terminal) != "dumb";
    }
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void draw(const base::Progress::Report& report) {
        if (!is_on_) return;
        std::string line = "\r\x1b[K";
        if (report.total > 0) {
            constexpr std::int64_t cells = 24;
            const auto full = std::min(cells, cells * report.done / report.total);
            for (std::int64_t i = 0; i < cells; ++i) line += i < full ? "█" : "░";
            line += ' ' + call_.say.number(100 * report.done / report.total) + " %  ";
        } else if (report.done > 0) {
            line += call_.say.number(report.done) + "  ";
        }
        call_.err << line << shortened(printable(call_.say(report.stage)), 44) << std::flush;
        is_drawn_ = true;
    }
    void clear() {
        if (is_drawn_) call_.err << "\r\x1b[K" << std::flush;
        is_drawn_ = false;
    }

private:
    const Invocation& call_;
    bool is_on_ = false;
    bool is_drawn_ = false;
};

}  // namespace

void work(const Invocation& call, const std::function<void(base::Progress&)>& task) {
    using namespace std::chrono_literals;
    const HeldSignals signals;
    ProgressLine line(call);
    app::Job job(task);
    auto drawn = std::chrono::steady_clock::now();
    bool is_stopping = false;
    while (!job.wait(20ms)) {
        if (signals.arrived()) {
            line.clear();
            call.err << call.say(is_stopping ? base::mark("still stopping; the project file is safe")
                                             : base::mark("stopping…"))
                     << std::endl;
            is_stopping = true;
            job.cancel();
        }
        const auto now = std::chrono::steady_clock::now();
        if (is_stopping || now - drawn < 150ms) continue;
        drawn = now;
        if (const auto report = job.report()) line.draw(*report);
    }
    line.clear();
    job.finish();
}

}  // namespace balise::cli
