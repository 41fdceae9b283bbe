// One command for each action of app::actions(), and `actions`, which lists them for scripts and tests.
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/session.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "cli/text_table.hpp"
#include "cli/work.hpp"

namespace balise::cli {

using app::ParameterType;
using base::mark;

namespace {

// Options that every command has are no arguments of the action; the language of what is written is that of the answer.
app::Arguments arguments_for(const app::Action& action, const Invocation& call) {
    app::Arguments arguments;
    for (const auto& parameter : action.parameters)
        for (const auto& value : call.arguments.list(parameter.name)) arguments.add(parameter.name, value);
    if (!arguments.has("language")) arguments.add("language", std::string(base::language_code(call.language())));
    return arguments;
}

// A project that can only be read can still be exported.
app::Session open_for(const app::Action& action, const std::string& file) {
    try {
        return app::Session::open(file, store::Access::read_write);
    } catch (const base::Error& error) {
        const bool cannot_write = error.kind() == base::ErrorKind::io || error.kind() == base::ErrorKind::unsupported;
        if (action.changes_rows || !cannot_write) throw;
    }
    return app::Session::open(file, store::Access::read_only);
}

int run_action(const app::Action& action, Invocation& call) {
    app::Outcome outcome;
    work(call, [&](base::Progress& progress) {
        auto session = open_for(action, call.arguments.text("file"));
        outcome = session.perform(action.id, arguments_for(action, call), call.is_dry_run, progress);
    });
    if (call.wants_json) {
        print(call, to_json(outcome, call.say));
        return 0;
    }
    const bool has_file = call.arguments.has("problems");
    list_problems(call.err, outcome.problems, call.say,
                  has_file ? mark("all of them are in {0}", call.arguments.text("problems"))
                           : mark("--problems OUT.csv writes all of them to a file"));
    for (const auto& line : outcome.lines) call.out << printable(call.say(line)) << '\n';
    return 0;
}

const std::map<std::string, std::vector<std::string>>& examples() {
    static const std::map<std::string, std::vector<std::string>> table{
        {"import",
         {"balise import annuaire.balise centres.xlsx --as providers",
          "balise import annuaire.balise civ_adm1.shp --as areas --level 1 --dry-run"}},
        {"add",
         {"balise add annuaire.balise name_fr=\"Centre social de Man\" type=social_centre status=active lon=-7.55 "
          "lat=7.41"}},
        {"edit", {"balise edit annuaire.balise 7K2M9Q4T1X focal_phone=\"07 08 09 10 11\" capacity_free=4"}},
        {"verify", {"balise verify annuaire.balise 7K2M9Q4T1X --by \"A. Koné\" --method phone"}},
        {"export", {"balise export annuaire.balise --audience public --format geojson --out annuaire.geojson"}},
    };
    return table;
}

std::string type_name(ParameterType type) {
    switch (type) {
        case ParameterType::text: return "text";
        case ParameterType::whole: return "whole";
        case ParameterType::number: return "number";
        case ParameterType::flag: return "flag";
        case ParameterType::file_in: return "file_in";
        case ParameterType::file_out: return "file_out";
        case ParameterType::id: return "id";
        case ParameterType::code: return "code";
        case ParameterType::area: return "area";
        case ParameterType::date: return "date";
        case ParameterType::fields: return "fields";
    }
    return "text";
}

Json action_json(const app::Action& action, const base::Catalogue& say) {
    Json parameters = Json::array();
    for (const auto& parameter : action.parameters)
        parameters.push_back({{"name", parameter.name},
                              {"type", type_name(parameter.type)},
                              {"help", say(parameter.help)},
                              {"required", parameter.required},
                              {"positional", parameter.positional},
                              {"repeated", parameter.repeated},
                              {"codes", accepted_codes(parameter)},
                              {"unit", parameter.unit},
                              {"default", parameter.default_value}});
    return {{"id", action.id},
            {"title", say(action.title)},
            {"help", say(action.help)},
            {"changes_rows", action.changes_rows},
            {"parameters", std::move(parameters)}};
}

int run_actions(Invocation& call) {
    if (call.wants_json) {
        Json list = Json::array();
        for (const auto& action : app::actions()) list.push_back(action_json(action, call.say));
        print(call, Json{{"actions", std::move(list)}});
        return 0;
    }
    std::string text;
    for (const auto& action : app::actions()) append_entry(text, action.id, call.say(action.title), 14);
    call.out << text;
    return 0;
}

}  // namespace

std::vector<Command> action_commands() {
    std::vector<Command> table;
    for (const auto& action : app::actions()) {
        Command command;
        command.name = action.id;
        command.title = action.title;
        command.help = action.help;
        command.parameters.push_back(file_parameter());
        for (const auto& parameter : action.parameters)
            if (parameter.name != "language") command.parameters.push_back(parameter);
        command.changes_file = true;
        command.run = [&action](Invocation& call) { return run_action(action, call); };
        if (const auto found = examples().find(action.id); found != examples().end()) command.examples = found->second;
        table.push_back(std::move(command));
    }
    Command list;
    list.name = "actions";
    list.title = mark("The actions and their parameters");
    list.is_hidden = true;
    list.run = run_actions;
    table.push_back(std::move(list));
    return table;
}

}  // namespace balise::cli
