#include "app/printing.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "base/words.hpp"

extern char** environ;

namespace balise::app {

namespace fs = std::filesystem;
using base::ErrorKind;
using base::mark;

namespace {

// The full path of the program "lp"; empty where there is none.
const std::string& print_program() {
    static const std::string found = [] {
        const char* path = std::getenv("PATH");
        for (const auto& folder : base::split(path == nullptr ? "/usr/bin:/bin" : path, ':')) {
            const auto program = fs::path(folder) / "lp";
            if (::access(program.c_str(), X_OK) == 0) return program.string();
        }
        return std::string();
    }();
    return found;
}

// What a program writes, at most some lines of it; its exit code in `code`.
std::string answer_of(const std::string& program, std::array<char*, 4> words, int& code) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw base::Error(ErrorKind::io, mark("the print service could not be started"));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    pid_t child = -1;
    const int failure = ::posix_spawn(&child, program.c_str(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::string said;
    std::array<char, 512> buffer{};
    for (ssize_t count = 0; failure == 0 && (count = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
        if (said.size() < 2000) said.append(buffer.data(), static_cast<std::size_t>(count));
    ::close(ends[0]);
    if (failure != 0) throw base::Error(ErrorKind::io, mark("the print service could not be started"));
    int status = 0;
    ::waitpid(child, &status, 0);
    code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return said;
}

}  // namespace

bool has_print_service() {
    return !print_program().empty();
}

void print_file(const fs::path& pdf, base::Progress& progress) {
    progress.stage(mark("printing"));
    if (!has_print_service())
        throw base::Error(ErrorKind::unsupported,
                          mark("this computer has no print service; save the sheet as PDF and print that"));
    std::string program = print_program(), end_of_options = "--", file = fs::absolute(pdf).string();
    int code = 0;
    const auto said = answer_of(program, {program.data(), end_of_options.data(), file.data(), nullptr}, code);
    if (code != 0)
        throw base::Error(ErrorKind::io,
                          mark("the printer did not take the sheet: {0}", std::string(base::trim(said))));
}

}  // namespace balise::app
