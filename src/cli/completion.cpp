// `completion`: scripts for shells, written from the table of commands.
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/words.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"

namespace balise::cli {

using app::Parameter;
using app::ParameterType;
using base::mark;

namespace {

std::vector<Parameter> options_of(const Command& command) {
    std::vector<Parameter> options;
    for (const auto& parameter : command.parameters)
        if (!parameter.positional) options.push_back(parameter);
    for (auto& parameter : common_parameters(command)) options.push_back(std::move(parameter));
    return options;
}

std::vector<const Command*> visible_commands() {
    std::vector<const Command*> visible;
    for (const auto& command : commands())
        if (!command.is_hidden) visible.push_back(&command);
    return visible;
}

std::string names_of(const std::vector<const Command*>& some) {
    std::vector<std::string> names;
    for (const auto* command : some) names.push_back(command->name);
    return base::join(names, " ");
}

// Text inside single quotes of a POSIX shell (and of fish, for the signs that we use).
std::string in_quotes(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("’") : std::string(1, c);
    return out + "'";
}

constexpr const char* bash_frame = R"(_balise() {
    local word=${COMP_WORDS[COMP_CWORD]} before= command= i
    COMPREPLY=()
    [ "$COMP_CWORD" -gt 0 ] && before=${COMP_WORDS[COMP_CWORD-1]}
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --lang) ((i++)) ;;
            -*) ;;
            *) command=${COMP_WORDS[i]}; break ;;
        esac
    done
    local options= values=
    case $command in
@COMMANDS@        *) options='@NAMES@ --help --version --lang --json'; [ "$before" = --lang ] && values='fr en' ;;
    esac
    if [ -n "$values" ]; then
        COMPREPLY=($(compgen -W "$values" -- "$word"))
    elif [ -z "$command" ] || [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -o filenames -F _balise balise
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string bash_script() {
    std::string cases;
    for (const auto* command : visible_commands()) {
        std::vector<std::string> names;
        std::string values;
        for (const auto& option : options_of(*command)) {
            names.push_back("--" + option.name);
            const auto codes = accepted_codes(option);
            if (!codes.empty())
                values += "                --" + option.name + ") values='" + base::join(codes, " ") + "' ;;\n";
        }
        for (const auto& parameter : command->parameters) {
            const auto codes = parameter.positional ? accepted_codes(parameter) : std::vector<std::string>();
            if (!codes.empty())
                values += "                *) [[ $word == -* ]] || values='" + base::join(codes, " ") + "' ;;\n";
        }
        cases += "        " + command->name + ")\n            options='" + base::join(names, " ") + "'\n";
        cases += "            case $before in\n" + values + "            esac ;;\n";
    }
    return replaced(replaced(bash_frame, "@COMMANDS@", cases), "@NAMES@", names_of(visible_commands()));
}

std::string zsh_option(const Parameter& option, const base::Catalogue& say) {
    std::string help = say(option.help);
    for (auto& c : help)
        if (c == '[' || c == ']' || c == ':') c = ' ';
    std::string spec = (option.repeated ? "*" : "") + ("--" + option.name) + "[" + help + "]";
    if (option.type == ParameterType::flag) return in_quotes(spec);
    const auto codes = accepted_codes(option);
    const bool is_file = option.type == ParameterType::file_in || option.type == ParameterType::file_out;
    spec += ":" + option.name + ":";
    if (!codes.empty()) spec += "(" + base::join(codes, " ") + ")";
    if (is_file) spec += "_files";
    return in_quotes(spec);
}

std::string zsh_script(const base::Catalogue& say) {
    std::string names;
    std::string cases;
    for (const auto* command : visible_commands()) {
        names += "        " + in_quotes(command->name + ":" + replaced(say(command->title), ":", " ")) + "\n";
        cases += "        " + command->name + ") _arguments";
        for (const auto& option : options_of(*command)) cases += " \\\n            " + zsh_option(option, say);
        std::vector<std::string> codes;
        for (const auto& parameter : command->parameters)
            if (parameter.positional && codes.empty()) codes = accepted_codes(parameter);
        cases +=
            " \\\n            " +
            (codes.empty() ? std::string("'*:file:_files'") : in_quotes("1:value:(" + base::join(codes, " ") + ")")) +
            " ;;\n";
    }
    return "#compdef balise\n_balise() {\n    local -a names\n    names=(\n" + names +
           "    )\n    if ((CURRENT == 2)); then\n        _describe command names\n        return\n    fi\n"
           "    local command=${words[2]}\n    shift words\n    ((CURRENT--))\n    case $command in\n" +
           cases +
           "    esac\n}\nif [ \"$funcstack[1]\" = _balise ]; then\n    _balise \"$@\"\nelse\n    compdef _balise "
           "balise\nfi\n";
}

std::string fish_script(const base::Catalogue& say) {
    std::string script;
    for (const auto* command : visible_commands()) {
        script += "complete -c balise -n __fish_use_subcommand -f -a " + command->name + " -d " +
                  in_quotes(say(command->title)) + "\n";
        const std::string here = "complete -c balise -n '__fish_seen_subcommand_from " + command->name + "'";
        for (const auto& option : options_of(*command)) {
            script += here + " -l " + option.name;
            const auto codes = accepted_codes(option);
            if (!codes.empty())
                script += " -x -a " + in_quotes(base::join(codes, " "));
            else if (option.type == ParameterType::file_in || option.type == ParameterType::file_out)
                script += " -r";
            else if (option.type != ParameterType::flag)
                script += " -x";
            script += " -d " + in_quotes(say(option.help)) + "\n";
        }
        for (const auto& parameter : command->parameters)
            if (const auto codes = parameter.positional ? accepted_codes(parameter) : std::vector<std::string>();
                !codes.empty())
                script += here + " -f -a " + in_quotes(base::join(codes, " ")) + "\n";
    }
    return script;
}

int run_completion(Invocation& call) {
    const auto shell = call.arguments.text("shell");
    const std::string script = shell == "bash"  ? bash_script()
                               : shell == "zsh" ? zsh_script(call.say)
                                                : fish_script(call.say);
    if (call.wants_json)
        print(call, Json{{"shell", shell}, {"script", script}});
    else
        call.out << script;
    return 0;
}

}  // namespace

std::vector<Command> completion_commands() {
    Parameter shell;
    shell.name = "shell";
    shell.type = ParameterType::code;
    shell.choices = {"bash", "zsh", "fish"};
    shell.required = shell.positional = true;
    shell.help = mark("The shell that the script is for");
    std::vector<Command> table;
    table.push_back({"completion",
                     mark("A script that completes commands in a shell"),
                     {},
                     {std::move(shell)},
                     false,
                     false,
                     run_completion,
                     {"balise completion bash > ~/.local/share/bash-completion/completions/balise",
                      "balise completion fish > ~/.config/fish/completions/balise.fish"}});
    return table;
}

}  // namespace balise::cli
