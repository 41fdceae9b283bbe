#pragma once
// The one table of commands: parsing, help, completion and `balise actions` all read it.
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "app/action.hpp"
#include "base/text.hpp"

namespace balise::cli {

struct Invocation;

// One command. Its parameters are described as those of actions are; --help, --lang and --json come to all by
// themselves.
struct Command {
    std::string name;
    base::Text title;  // a few words, for the list of commands
    base::Text help;   // one or two sentences; may be empty
    std::vector<app::Parameter> parameters;
    bool changes_file = false;  // then there is --dry-run
    bool is_hidden = false;     // not in the list of commands
    // What it does; returns the exit code, throws base::Error.
    std::function<int(Invocation&)> run;
    std::vector<std::string> examples;  // command lines as typed
};

// One call of a command: what was given, in which language to answer and where to.
struct Invocation {
    const Command& command;
    app::Arguments arguments;
    const base::Catalogue& say;
    bool wants_json = false;
    bool is_dry_run = false;
    std::ostream& out;
    std::ostream& err;

    base::Language language() const { return say.language(); }
};

// In the order of the help: the fixed commands and, from app::actions(), one per action.
const std::vector<Command>& commands();
// Nothing when there is none of this name.
const Command* find_command(std::string_view name);

// --help, --lang, --json and, for commands that change the file, --dry-run.
std::vector<app::Parameter> common_parameters(const Command& command);
// "provider" → every code that a parameter accepts: its choices, or the codes of its vocabulary.
std::vector<std::string> accepted_codes(const app::Parameter& parameter);

// The parts of the table, one per file.
std::vector<Command> project_commands();  // new info dump backup check
std::vector<Command> find_commands();     // find show
std::vector<Command> history_commands();  // history undo redo
std::vector<Command> action_commands();   // one per action, and `actions`
std::vector<Command> grid_commands();     // travel-time
std::vector<Command> completion_commands();

// Shorthands for the tables.
app::Parameter file_parameter();
app::Parameter flag(std::string name, base::Text help);

}  // namespace balise::cli
