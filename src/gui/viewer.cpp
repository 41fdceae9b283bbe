#include <clocale>
#include <csignal>
#include <cstdio>
#include <locale>

#include "app/session.hpp"
#include "base/error.hpp"
#include "gui/window.hpp"

namespace balise::gui {

using base::mark;

namespace {

int answer(const std::vector<std::string>& words, base::Language& language) {
    const Options options = read_options(words);
    if (options.language) language = *options.language;
    const auto& say = base::Catalogue::of(language);
    if (options.wants_help) {
        std::fputs(help_of_viewer(say).c_str(), stdout);
        return 0;
    }
    if (options.wants_version) {
        std::fputs((say(mark("balise-viewer {0} (project files of schema {1})", BALISE_VERSION,
                             store::newest_schema_version())) +
                    "\n")
                       .c_str(),
                   stdout);
        return 0;
    }
    return run_window(options);
}

}  // namespace

int run_viewer(int argc, const char* const* argv) noexcept {
    try {
        // As in the command line: numbers are written and read the same way everywhere.
        std::setlocale(LC_ALL, "C");
        std::setlocale(LC_CTYPE, "C.UTF-8");  // for typing accents
        std::locale::global(std::locale::classic());
        std::signal(SIGPIPE, SIG_IGN);
        auto language = base::language_of_environment();
        try {
            return answer({argv + (argc > 0 ? 1 : 0), argv + argc}, language);
        } catch (const base::Error& error) {
            std::fprintf(stderr, "balise-viewer: %s\n", error.describe(base::Catalogue::of(language)).c_str());
            return static_cast<int>(error.kind());
        }
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "balise-viewer: %s\n", fault.what());
    } catch (...) {
        std::fputs("balise-viewer: ?\n", stderr);
    }
    return static_cast<int>(base::ErrorKind::internal);
}

}  // namespace balise::gui
