#pragma once
// Progress and cancellation of long work.
#include <cstdint>
#include <functional>
#include <stop_token>

#include "base/text.hpp"

namespace balise::base {

// Handed to long work. Work calls `step` often: it reports the amount done and throws Cancelled when asked to stop.
class Progress {
public:
    struct Report {
        Text stage;
        std::int64_t done = 0;
        std::int64_t total = 0;  // 0 = not known
    };
    using Listener = std::function<void(const Report&)>;

    Progress() = default;
    explicit Progress(std::stop_token stop, Listener listener = {})
        : stop_(std::move(stop)), listener_(std::move(listener)) {}

    // Begins a stage of `total` steps (0 = not known).
    void stage(Text name, std::int64_t total = 0);
    // Advances to `done` steps of the stage.
    void step(std::int64_t done);
    // Throws Cancelled when asked to stop.
    void check() const;
    bool stop_requested() const { return stop_.stop_requested(); }
    const std::stop_token& stop_token() const { return stop_; }

private:
    std::stop_token stop_;
    Listener listener_;
    Report report_;
};

}  // namespace balise::base
