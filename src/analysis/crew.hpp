#pragma once
// Some threads that do many short rounds of work together, without being started anew for each.
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace balise::analysis {

class Crew {
public:
    // `threads` in all, the calling one included; 0 = as many as there are cores.
    explicit Crew(unsigned threads);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    unsigned size() const { return static_cast<unsigned>(others_.size()) + 1; }
    // Calls work(member, i) once for each i < count, in any order; returns when all are done. Throws what the first
    // failing call threw.
    void each(std::size_t count, const std::function<void(unsigned, std::size_t)>& work);

private:
    void take_part(unsigned member);

    const std::function<void(unsigned, std::size_t)>* work_ = nullptr;
    std::size_t count_ = 0;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<std::uint32_t> round_ = 0, busy_ = 0;
    std::atomic<bool> ends_ = false;
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::vector<std::thread> others_;
};

}  // namespace balise::analysis
