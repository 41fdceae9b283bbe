#pragma once
// A bounded queue between two threads: the producer waits when the consumer is behind, so that memory stays bounded.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace balise::app {

template <class Batch>
class BatchQueue {
public:
    explicit BatchQueue(std::size_t most) : most_(most) {}

    // False when the consumer has given up.
    bool push(Batch batch) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return batches_.size() < most_ || abandoned_; });
        if (abandoned_) return false;
        batches_.push_back(std::move(batch));
        changed_.notify_all();
        return true;
    }

    // The producer has ended, with a failure that `pop` throws again, or with none.
    void close(std::exception_ptr failure) {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        failure_ = std::move(failure);
        changed_.notify_all();
    }

    // The consumer has ended.
    void abandon() {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
        changed_.notify_all();
    }

    // The next batch; nothing at the end.
    std::optional<Batch> pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !batches_.empty() || closed_; });
        if (batches_.empty()) {
            if (failure_) std::rethrow_exception(failure_);
            return std::nullopt;
        }
        Batch batch = std::move(batches_.front());
        batches_.pop_front();
        changed_.notify_all();
        return batch;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Batch> batches_;
    std::size_t most_;
    bool closed_ = false;
    bool abandoned_ = false;
    std::exception_ptr failure_;
};

// Lists that one thread has done with, for the thread that fills them: memory that is freed where it was allocated
// need not be fetched from the other thread.
template <class List>
class Spares {
public:
    void give(List list) {
        const std::lock_guard lock(mutex_);
        lists_.push_back(std::move(list));
    }
    // An empty one when there is none.
    List take() {
        const std::lock_guard lock(mutex_);
        if (lists_.empty()) return {};
        List list = std::move(lists_.back());
        lists_.pop_back();
        return list;
    }

private:
    std::mutex mutex_;
    std::vector<List> lists_;
};

}  // namespace balise::app
