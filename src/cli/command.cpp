#include "cli/command.hpp"

#include <algorithm>
#include <iterator>

#include "app/session.hpp"

namespace balise::cli {

namespace {

// The order of the help; what is not named here follows.
constexpr std::string_view order[] = {"new",    "info",   "import",     "find",   "show",     "add",
                                      "edit",   "verify", "disclose",   "remove", "check",    "history",
                                      "undo",   "redo",   "export",     "map",    "settings", "travel-time",
                                      "backup", "dump",   "completion", "actions"};

std::vector<Command> make_table() {
    std::vector<Command> table;
    for (auto part :
         {project_commands, find_commands, history_commands, action_commands, grid_commands, completion_commands}) {
        auto some = part();
        table.insert(table.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    }
    const auto place = [](const Command& command) {
        return std::find(std::begin(order), std::end(order), command.name);
    };
    std::stable_sort(table.begin(), table.end(),
                     [&](const Command& a, const Command& b) { return place(a) < place(b); });
    return table;
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> table = make_table();
    return table;
}

const Command* find_command(std::string_view name) {
    for (const auto& command : commands())
        if (command.name == name) return &command;
    return nullptr;
}

app::Parameter flag(std::string name, base::Text help) {
    app::Parameter parameter;
    parameter.name = std::move(name);
    parameter.type = app::ParameterType::flag;
    parameter.help = std::move(help);
    return parameter;
}

app::Parameter file_parameter() {
    app::Parameter parameter;
    parameter.name = "file";
    parameter.type = app::ParameterType::file_in;
    parameter.help = base::mark("The project file");
    parameter.required = true;
    parameter.positional = true;
    return parameter;
}

std::vector<app::Parameter> common_parameters(const Command& command) {
    std::vector<app::Parameter> common;
    if (command.changes_file)
        common.push_back(flag("dry-run", base::mark("Do everything but change the file, and tell what would happen")));
    app::Parameter language;
    language.name = "lang";
    language.type = app::ParameterType::code;
    language.choices = {"fr", "en"};
    language.help = base::mark("The language of everything that is printed");
    common.push_back(std::move(language));
    common.push_back(flag("json", base::mark("One JSON document on standard output and nothing else there")));
    common.push_back(flag("help", base::mark("This help")));
    return common;
}

std::vector<std::string> accepted_codes(const app::Parameter& parameter) {
    if (!parameter.choices.empty() || parameter.vocabulary.empty()) return parameter.choices;
    static const model::Vocabularies vocabularies = app::load_vocabularies();
    std::vector<std::string> codes;
    if (const auto* vocabulary = vocabularies.find(parameter.vocabulary))
        for (const auto& term : vocabulary->terms()) codes.push_back(term.code);
    return codes;
}

}  // namespace balise::cli
