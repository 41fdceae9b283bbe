#include "cli/help.hpp"

#include <algorithm>

#include "base/words.hpp"
#include "cli/text_table.hpp"

namespace balise::cli {

using base::mark;

namespace {

// What stands for the value of a parameter.
base::Text placeholder(const app::Parameter& parameter) {
    using app::ParameterType;
    switch (parameter.type) {
        case ParameterType::whole: return mark("N");
        case ParameterType::number: return mark("NUMBER");
        case ParameterType::file_in:
        case ParameterType::file_out: return mark("FILE");
        case ParameterType::id: return mark("ID");
        case ParameterType::code: return mark("CODE");
        case ParameterType::area: return mark("AREA");
        case ParameterType::date: return mark("YYYY-MM-DD");
        case ParameterType::fields: return mark("field=value");
        case ParameterType::flag: return {};
        case ParameterType::text: break;
    }
    return mark("TEXT");
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

// The name of a positional parameter as the usage line shows it.
std::string positional_word(const app::Parameter& parameter, const base::Catalogue& say) {
    if (parameter.type == app::ParameterType::fields) return say(mark("field=value"));
    if (parameter.name == "file") return say(mark("FILE"));
    if (parameter.name == "source") return say(mark("SOURCE"));
    if (parameter.name == "words") return say(mark("WORDS"));
    if (parameter.name == "id") return say(mark("ID"));
    if (parameter.name == "target") return say(mark("COPY"));
    if (parameter.name == "shell") return say(mark("SHELL"));
    return upper(parameter.name);
}

// "Help. One of: a, b. In km. Default: 50."
std::string explanation(const app::Parameter& parameter, const base::Catalogue& say) {
    std::vector<std::string> parts{say(parameter.help)};
    const auto codes = accepted_codes(parameter);
    if (!codes.empty()) parts.push_back(say(mark("one of: {0}", base::join(codes, ", "))));
    if (!parameter.unit.empty()) parts.push_back(say(mark("in {0}", parameter.unit)));
    if (parameter.repeated && !parameter.positional) parts.push_back(say(mark("may be repeated")));
    if (!parameter.default_value.empty()) parts.push_back(say(mark("by default: {0}", parameter.default_value)));
    if (parameter.required && !parameter.positional) parts.push_back(say(mark("required")));
    std::erase_if(parts, [](const std::string& part) { return part.empty(); });
    return base::join(parts, say.language() == base::Language::french ? "\u00a0; " : "; ");
}

void append_parameters(std::string& help, const std::string& heading, const std::vector<app::Parameter>& parameters,
                       const base::Catalogue& say) {
    if (parameters.empty()) return;
    help += "\n" + heading + "\n";
    for (const auto& parameter : parameters)
        append_entry(help, parameter_words(parameter, say), explanation(parameter, say), 30);
}

}  // namespace

std::string parameter_words(const app::Parameter& parameter, const base::Catalogue& say) {
    if (parameter.positional) return positional_word(parameter, say) + (parameter.repeated ? "…" : "");
    const std::string value = say(placeholder(parameter));
    std::string words = (parameter.name == "help" ? "-h, --" : "--") + parameter.name;
    if (!value.empty()) words += " " + value;
    return words;
}

std::string usage_line(const Command& command, const base::Catalogue& say) {
    std::string line = "balise " + command.name;
    for (const auto& parameter : command.parameters) {
        if (!parameter.positional && !parameter.required) continue;
        const std::string words = parameter_words(parameter, say);
        line += parameter.required ? " " + words : " [" + words + "]";
    }
    return line + " " + say(mark("[options]"));
}

std::string command_help(const Command& command, const base::Catalogue& say) {
    std::string help = say(command.title) + "\n";
    if (!command.help.empty()) help += wrapped(say(command.help), 0, 100) + "\n";
    help += "\n" + say(mark("Usage: {0}", usage_line(command, say))) + "\n";
    std::vector<app::Parameter> positional;
    std::vector<app::Parameter> options;
    for (const auto& parameter : command.parameters) (parameter.positional ? positional : options).push_back(parameter);
    append_parameters(help, say(mark("Arguments:")), positional, say);
    append_parameters(help, say(mark("Options:")), options, say);
    append_parameters(help, say(mark("Options of every command:")), common_parameters(command), say);
    if (!command.examples.empty()) help += "\n" + say(mark("Examples:")) + "\n";
    for (const auto& example : command.examples) help += "  " + example + "\n";
    return help;
}

std::string general_help(const base::Catalogue& say) {
    std::string help = say(mark("Balise: the directory and atlas of child-protection services")) + "\n\n";
    help +=
        say(mark("Usage: {0}", say(mark("balise COMMAND FILE [options]")))) + "\n\n" + say(mark("Commands:")) + "\n";
    for (const auto& command : commands())
        if (!command.is_hidden) append_entry(help, command.name, say(command.title), 16);
    help += "\n" + say(mark("Options:")) + "\n";
    Command none;
    for (const auto& parameter : common_parameters(none))
        append_entry(help, parameter_words(parameter, say), explanation(parameter, say), 16);
    append_entry(help, "--version", say(mark("The version of the program")), 16);
    help += "\n" + say(mark("More on a command: {0}", say(mark("balise COMMAND --help")))) + "\n";
    help += wrapped(say(mark("Exit codes: 0 done, 1 internal error, 2 wrong usage, 3 invalid input, 4 not found, 5 "
                             "conflict, 6 input or output, "
                             "7 unsupported, 130 cancelled")),
                    0, 100) +
            "\n";
    return help;
}

}  // namespace balise::cli
