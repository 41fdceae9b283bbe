#include "app/in_parallel.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace balise::app {

namespace {

// What the threads share.
class Crew {
public:
    Crew(std::size_t count, const std::function<void(std::size_t, base::Progress&)>& work)
        : count_(count), work_(work) {}

    void run() {
        base::Progress progress(stop_.get_token());
        for (auto next = claim(); next < count_; next = claim()) {
            try {
                work_(next, progress);
            } catch (...) {
                const std::lock_guard lock(mutex_);
                if (!failure_) failure_ = std::current_exception();
                stop_.request_stop();
            }
            const std::lock_guard lock(mutex_);
            ++done_;
            changed_.notify_one();
        }
    }

    // Returns when all are done, or nothing more is begun after a failure or a wish to stop.
    void watch(base::Progress& progress) {
        const std::stop_callback passed_on(progress.stop_token(), [this] { stop_.request_stop(); });
        std::unique_lock lock(mutex_);
        for (std::size_t told = 0; done_ < count_ && !stop_.stop_requested();) {
            changed_.wait_for(lock, std::chrono::milliseconds(50));
            if (done_ == told || stop_.stop_requested()) continue;
            told = done_;
            lock.unlock();
            try {
                progress.step(static_cast<std::int64_t>(told));
            } catch (...) {
                stop_.request_stop();
            }
            lock.lock();
        }
    }

    void rethrow() {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::size_t claim() {
        const std::lock_guard lock(mutex_);
        return stop_.stop_requested() ? count_ : next_++;
    }

    std::size_t count_;
    const std::function<void(std::size_t, base::Progress&)>& work_;
    std::stop_source stop_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t next_ = 0, done_ = 0;
    std::exception_ptr failure_;
};

}  // namespace

void in_parallel(std::size_t count, base::Progress& progress,
                 const std::function<void(std::size_t, base::Progress&)>& work) {
    if (count == 0) return;
    Crew crew(count, work);
    {
        const auto most = std::max<std::size_t>(1, std::thread::hardware_concurrency());
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < std::min(most, count); ++i) threads.emplace_back([&crew] { crew.run(); });
        crew.watch(progress);
    }
    progress.check();  // asked to stop: that is what is told, not what it broke off
    crew.rethrow();
    progress.step(static_cast<std::int64_t>(count));
}

}  // namespace balise::app
