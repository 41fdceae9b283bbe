#pragma once
// Long work with a progress bar and Ctrl-C.
#include <functional>

#include "base/progress.hpp"
#include "cli/command.hpp"

namespace balise::cli {

// Runs `task` in an app::Job and waits for it. SIGINT and SIGTERM ask it to stop; what it throws is thrown here,
// base::Cancelled after a signal. If the work was done before the signal was seen, it counts as done.
void work(const Invocation& call, const std::function<void(base::Progress&)>& task);

}  // namespace balise::cli
