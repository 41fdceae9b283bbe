#pragma once
// Threads of the desk: each does its orders one after another; what they give is taken over between frames.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/progress.hpp"
#include "base/text.hpp"

namespace balise::gui {

// What orders give back, kept until the window's thread takes it. Safe from all threads.
class Results {
public:
    using Apply = std::function<void()>;  // runs in the window's thread
    explicit Results(std::function<void()> wake) : wake_(std::move(wake)) {}
    void post(Apply apply);
    std::vector<Apply> take();
    bool empty() const;

private:
    mutable std::mutex mutex_;
    std::vector<Apply> waiting_;
    std::function<void()> wake_;
};

struct Order {
    base::Text title;
    // Orders of one lane replace each other: a newer one cancels and drops the older. 0: none does.
    int lane = 0;
    bool quiet = true;
    bool can_cancel = true;
    // In the worker's thread. Gives what is to be done with it in the window's thread.
    std::function<Results::Apply(base::Progress&)> work;
    // In the window's thread, when `work` threw; not called for an order that a newer one replaced.
    std::function<void(std::exception_ptr)> failed;
};

class Worker {
public:
    explicit Worker(Results& results);
    ~Worker();  // asks what runs to stop, drops what waits
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Numbers are unique in the program.
    int add(Order order);
    void cancel(int number);
    // Cancels and drops all; nothing of it is given back any more.
    void forget_all();
    bool idle() const;

    struct Underway {
        int number = 0;
        base::Text title;
        base::Progress::Report report;
        double since = 0;     // seconds it has been running; negative while it waits
        double in_stage = 0;  // seconds of the stage
        bool quiet = true, can_cancel = true;
    };
    std::vector<Underway> underway() const;

private:
    struct Entry;
    void run(const std::stop_token& stop);
    void finish(const std::shared_ptr<Entry>& entry, Results::Apply apply, std::exception_ptr failure);

    Results& results_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<std::shared_ptr<Entry>> waiting_;
    std::shared_ptr<Entry> running_;
    std::jthread thread_;
};

}  // namespace balise::gui
