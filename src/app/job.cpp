#include "app/job.hpp"

namespace balise::app {

Job::Job(std::function<void(base::Progress&)> work)
    : thread_([this, work = std::move(work)](const std::stop_token& stop) {
          base::Progress progress(stop, [this](const base::Progress::Report& report) {
              const std::lock_guard lock(mutex_);
              report_ = report;
          });
          try {
              work(progress);
          } catch (...) {
              const std::lock_guard lock(mutex_);
              failure_ = std::current_exception();
          }
          const std::lock_guard lock(mutex_);
          finished_ = true;
          ended_.notify_all();
      }) {}

Job::~Job() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

std::optional<base::Progress::Report> Job::report() const {
    const std::lock_guard lock(mutex_);
    return report_;
}

bool Job::wait(std::chrono::milliseconds most) const {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, most, [this] { return finished_.load(); });
}

void Job::finish() {
    if (thread_.joinable()) thread_.join();
    if (failure_) std::rethrow_exception(failure_);
}

}  // namespace balise::app
