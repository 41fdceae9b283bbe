#pragma once
// The command line from words to exit code.

namespace balise::cli {

// Runs the command that the arguments ask for; never throws. Exit codes: 0 done, else the number of the
// base::ErrorKind.
int run(int argc, const char* const* argv) noexcept;

}  // namespace balise::cli
