#include "analysis/crew.hpp"

#include <algorithm>
#include <utility>

namespace balise::analysis {

Crew::Crew(unsigned threads) {
    const unsigned wanted = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    for (unsigned member = 1; member < wanted; ++member)
        others_.emplace_back([this, member] {
            for (std::uint32_t seen = 0;;) {
                round_.wait(seen);
                seen = round_.load();
                if (ends_) return;
                take_part(member);
                if (busy_.fetch_sub(1) == 1) busy_.notify_one();
            }
        });
}

Crew::~Crew() {
    ends_ = true;
    ++round_;
    round_.notify_all();
    for (auto& other : others_) other.join();
}

void Crew::take_part(unsigned member) {
    try {
        for (auto i = next_.fetch_add(1); i < count_; i = next_.fetch_add(1)) (*work_)(member, i);
    } catch (...) {
        const std::scoped_lock lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
        next_ = count_;
    }
}

void Crew::each(std::size_t count, const std::function<void(unsigned, std::size_t)>& work) {
    work_ = &work;
    count_ = count;
    next_ = 0;
    // One piece of work is not worth waking anybody.
    if (count > 1 && !others_.empty()) {
        busy_ = static_cast<std::uint32_t>(others_.size());
        ++round_;
        round_.notify_all();
    }
    take_part(0);
    for (auto busy = busy_.load(); busy != 0; busy = busy_.load()) busy_.wait(busy);
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

}  // namespace balise::analysis
