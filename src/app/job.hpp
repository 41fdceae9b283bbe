#pragma once
// Long work in a thread of its own, with progress to look at and a way to stop it.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "base/progress.hpp"

namespace balise::app {

// Runs one function. Errors are kept and thrown again by `finish`.
class Job {
public:
    explicit Job(std::function<void(base::Progress&)> work);
    ~Job();  // asks the work to stop and waits for it
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    void cancel() { thread_.request_stop(); }
    bool finished() const { return finished_; }
    // Newest report, if there was one.
    std::optional<base::Progress::Report> report() const;
    // Waits at most so long; true when the work has ended.
    bool wait(std::chrono::milliseconds most) const;
    // Waits for the end; throws what the work threw.
    void finish();

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable ended_;
    std::optional<base::Progress::Report> report_;
    std::exception_ptr failure_;
    std::atomic<bool> finished_ = false;
    std::jthread thread_;
};

}  // namespace balise::app
