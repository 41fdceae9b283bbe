#include "base/progress.hpp"

#include "base/error.hpp"

namespace balise::base {

void Progress::stage(Text name, std::int64_t total) {
    check();
    report_ = Report{std::move(name), 0, total};
    if (listener_) listener_(report_);
}

void Progress::step(std::int64_t done) {
    check();
    report_.done = done;
    if (listener_) listener_(report_);
}

void Progress::check() const {
    if (stop_.stop_requested()) throw Cancelled();
}

}  // namespace balise::base
