#pragma once
// Independent pieces of work on all processors.
#include <cstddef>
#include <functional>

#include "base/progress.hpp"

namespace balise::app {

// Runs work(i, progress) for every i below `count`, each on one of several threads in no order, and tells `progress`
// how many are done. The first failure, or cancelling, stops the others and is thrown.
void in_parallel(std::size_t count, base::Progress& progress,
                 const std::function<void(std::size_t, base::Progress&)>& work);

}  // namespace balise::app
