#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "cli/run.hpp"

int main(int argc, char** argv) {
    const int code = balise::cli::run(argc, argv);
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
    // Everything is written and closed. Unloading some 150 libraries one by one would only keep the user waiting.
    std::cout.flush();
    std::cerr.flush();
    std::fflush(nullptr);
    _exit(code);
#else
    return code;
#endif
}
