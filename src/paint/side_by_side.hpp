#pragma once
// Work cut into pieces that do not know of each other, done by all cores.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace balise::paint {

// Calls `worker(next)` in as many threads as there are cores, but no more than `pieces`, the caller's among them. Each
// takes pieces by `next(piece)` until it says false. What one throws is thrown here, when all have ended.
template <class Worker>
void side_by_side(std::size_t pieces, const Worker& worker) {
    std::atomic<std::size_t> taken{0};
    const auto next = [&taken, pieces](std::size_t& piece) {
        piece = taken.fetch_add(1);
        return piece < pieces;
    };
    const auto work = [&] {
        try {
            worker(next);
        } catch (...) {
            taken = pieces;  // nothing more is begun
            throw;
        }
    };
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::future<void>> others;
    for (std::size_t other = 1; other < std::min(cores, pieces); ++other)
        others.push_back(std::async(std::launch::async, work));
    std::exception_ptr failure;
    const auto take_failure = [&failure](const auto& call) {
        try {
            call();
        } catch (...) {
            failure = std::current_exception();
        }
    };
    take_failure(work);
    for (auto& other : others) take_failure([&other] { other.get(); });
    if (failure) std::rethrow_exception(failure);
}

}  // namespace balise::paint
