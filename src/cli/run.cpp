#include "cli/run.hpp"

#include <unistd.h>

#include <clocale>
#include <csignal>
#include <locale>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/session.hpp"
#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/report.hpp"
#include "cli/terminal.hpp"

namespace balise::cli {

using base::mark;

namespace {

int print_version(const Listener& to) {
    const int schema = store::newest_schema_version();
    if (to.wants_json) {
        const Json document{{"name", "balise"}, {"version", BALISE_VERSION}, {"schema", schema}};
        to.out << document.dump(2) << '\n';
    } else {
        to.out << to.say(mark("balise {0} (project files of schema {1})", BALISE_VERSION, schema)) << '\n';
    }
    return 0;
}

int print_help(const Listener& to, const std::string& help) {
    if (to.wants_json)
        to.out << Json{{"help", help}}.dump(2) << '\n';
    else
        to.out << help;
    return 0;
}

// Where `import` found too much to list.
base::Text remedy_for(const Command& command, const app::Arguments& arguments) {
    if (command.name != "import") return mark("--json lists all of them");
    if (arguments.has("problems")) return mark("all of them are in {0}", arguments.text("problems"));
    return mark("--problems OUT.csv writes all of them to a file");
}

int run_command(const Manners& manners, const Listener& to) {
    if (manners.wants_version) return print_version(to);
    if (!manners.wrong_language.empty())
        throw base::Error(base::ErrorKind::usage,
                          mark("--lang: \"{0}\" is none of: {1}", manners.wrong_language, "fr, en"));
    if (manners.command == "help") {
        const auto* about = manners.others.empty() ? nullptr : find_command(manners.others.front());
        return print_help(to, about != nullptr ? command_help(*about, to.say) : general_help(to.say));
    }
    if (manners.command.empty()) {
        if (manners.wants_help) return print_help(to, general_help(to.say));
        if (!to.wants_json) to.err << general_help(to.say) << '\n';
        throw base::Error(base::ErrorKind::usage, mark("say which command to run"));
    }
    const auto* command = find_command(manners.command);
    if (command == nullptr) throw unknown_command(manners.command);
    if (manners.wants_help) return print_help(to, command_help(*command, to.say));

    Invocation call{*command, parse_arguments(*command, manners.others, to.say), to.say, to.wants_json, false, to.out,
                    to.err};
    call.is_dry_run = call.arguments.flag("dry-run");
    try {
        return command->run(call);
    } catch (const app::Refused& refused) {
        return report_failure(to, refused, remedy_for(*command, call.arguments));
    }
}

int answer(const std::vector<std::string>& words, std::ostream& out, std::ostream& err) {
    const Manners manners = read_manners(words);
    const Listener to{base::Catalogue::of(manners.language), manners.wants_json, out, err};
    try {
        int code = 0;
        try {
            code = run_command(manners, to);
            out.flush();
        } catch (const base::Error& error) {
            // When standard output itself has failed, only standard error is left.
            code = report_failure({to.say, to.wants_json && out.good(), out, err}, error);
            if (error.kind() == base::ErrorKind::usage && !manners.command.empty() && !to.wants_json &&
                find_command(manners.command) != nullptr)
                err << to.say(mark("more: {0}", "balise " + manners.command + " --help")) << std::endl;
        }
        return code;
    } catch (const ReaderGone&) {
        return 0;
    } catch (const base::Error& error) {
        return report_failure({to.say, false, out, err}, error);
    } catch (const std::exception& fault) {
        return report_fault({to.say, to.wants_json && out.good(), out, err}, fault);
    }
}

}  // namespace

int run(int argc, const char* const* argv) noexcept {
    try {
        // Numbers are read and written the same way everywhere; only Catalogue::number writes them as people do.
        std::setlocale(LC_ALL, "C");
        std::locale::global(std::locale::classic());
        std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, never the end in the middle of a change
        DescriptorBuffer out_buffer(STDOUT_FILENO);
        DescriptorBuffer err_buffer(STDERR_FILENO);
        std::ostream out(&out_buffer);
        std::ostream err(&err_buffer);
        out.exceptions(std::ios::badbit);
        const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
        const int code = answer(words, out, err);
        err.flush();
        return code;
    } catch (...) {
        return static_cast<int>(base::ErrorKind::internal);
    }
}

}  // namespace balise::cli
