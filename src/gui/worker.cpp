#include "gui/worker.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>

#include "base/error.hpp"

namespace balise::gui {

using Clock = std::chrono::steady_clock;

void Results::post(Apply apply) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(apply));
    }
    if (wake_) wake_();
}

std::vector<Results::Apply> Results::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
}

bool Results::empty() const {
    const std::lock_guard lock(mutex_);
    return waiting_.empty();
}

struct Worker::Entry {
    int number = 0;
    Order order;
    std::stop_source stop;
    std::atomic<bool> replaced = false;  // nobody wants what it gives any more
    // Under the worker's mutex.
    base::Progress::Report report;
    Clock::time_point begun, stage_begun;
};

Worker::Worker(Results& results) : results_(results), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Worker::~Worker() {
    forget_all();
    thread_.request_stop();
    changed_.notify_all();
}

int Worker::add(Order order) {
    static std::atomic<int> last = 0;
    auto entry = std::make_shared<Entry>();
    entry->number = ++last;
    entry->order = std::move(order);
    const std::lock_guard lock(mutex_);
    const int lane = entry->order.lane;
    if (lane != 0) {
        std::erase_if(waiting_, [&](const auto& other) { return other->order.lane == lane; });
        if (running_ && running_->order.lane == lane) {
            running_->replaced = true;
            running_->stop.request_stop();
        }
    }
    waiting_.push_back(entry);
    changed_.notify_all();
    return entry->number;
}

void Worker::cancel(int number) {
    const std::lock_guard lock(mutex_);
    if (running_ && running_->number == number) running_->stop.request_stop();
    for (const auto& entry : waiting_)
        if (entry->number == number) entry->stop.request_stop();
}

void Worker::forget_all() {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    if (!running_) return;
    running_->replaced = true;
    running_->stop.request_stop();
}

bool Worker::idle() const {
    const std::lock_guard lock(mutex_);
    return waiting_.empty() && !running_;
}

std::vector<Worker::Underway> Worker::underway() const {
    const auto seconds = [](Clock::time_point from) {
        return std::chrono::duration<double>(Clock::now() - from).count();
    };
    std::vector<Underway> rows;
    const std::lock_guard lock(mutex_);
    if (running_ && !running_->replaced)
        rows.push_back({running_->number, running_->order.title, running_->report, seconds(running_->begun),
                        seconds(running_->stage_begun), running_->order.quiet, running_->order.can_cancel});
    for (const auto& entry : waiting_)
        rows.push_back({entry->number, entry->order.title, {}, -1, 0, entry->order.quiet, entry->order.can_cancel});
    return rows;
}

void Worker::run(const std::stop_token& stop) {
    while (true) {
        std::shared_ptr<Entry> entry;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
            entry = waiting_.front();
            waiting_.pop_front();
            running_ = entry;
            entry->begun = entry->stage_begun = Clock::now();
        }
        Results::Apply apply;
        std::exception_ptr failure;
        try {
            base::Progress progress(entry->stop.get_token(), [&](const base::Progress::Report& report) {
                const std::lock_guard lock(mutex_);
                if (!(report.stage == entry->report.stage)) entry->stage_begun = Clock::now();
                entry->report = report;
            });
            progress.check();
            apply = entry->order.work(progress);
        } catch (...) {
            failure = std::current_exception();
        }
        finish(entry, std::move(apply), failure);
    }
}

void Worker::finish(const std::shared_ptr<Entry>& entry, Results::Apply apply, std::exception_ptr failure) {
    // Given back before the worker counts as idle: who waits for "idle" then finds the result.
    if (!entry->replaced) {
        results_.post([entry, apply = std::move(apply), failure] {
            if (entry->replaced) return;
            if (failure) {
                if (entry->order.failed) entry->order.failed(failure);
            } else if (apply) {
                apply();
            }
        });
    }
    const std::lock_guard lock(mutex_);
    running_ = nullptr;
}

}  // namespace balise::gui
