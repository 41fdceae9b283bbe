#include "cli/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "app/session.hpp"
#include "base/words.hpp"
#include "cli/help.hpp"

namespace balise::cli {

using app::Parameter;
using app::ParameterType;
using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

Error usage(base::Text message) {
    return {ErrorKind::usage, std::move(message)};
}

// Makes --help print our help, in the language of the call.
class HelpFormatter : public CLI::FormatterBase {
public:
    HelpFormatter(const Command& command, const base::Catalogue& say) : command_(command), say_(say) {}
    std::string make_help(const CLI::App* /*app*/, std::string /*name*/, CLI::AppFormatMode /*mode*/) const override {
        return command_help(command_, say_);
    }

private:
    const Command& command_;
    const base::Catalogue& say_;
};

using Options = std::vector<std::pair<Parameter, CLI::Option*>>;

Options add_options(CLI::App& parser, const Command& command) {
    Options options;
    std::vector<Parameter> parameters = command.parameters;
    for (auto& parameter : common_parameters(command)) parameters.push_back(std::move(parameter));
    for (const auto& parameter : parameters) {
        if (parameter.name == "help") continue;
        const std::string name = parameter.positional ? parameter.name : "--" + parameter.name;
        CLI::Option* option = nullptr;
        if (parameter.type == ParameterType::flag) {
            option = parser.add_flag(name);
        } else {
            option = parser.add_option(name)->type_size(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
            const bool takes_several = parameter.positional && parameter.repeated;
            option->expected(takes_several ? -1 : 1);
            option->allow_extra_args(takes_several);
        }
        options.emplace_back(parameter, option);
    }
    return options;
}

// CLI11 names options in its own words; ours say what to do.
Error translated(const CLI::ParseError& error, const CLI::App& parser, const Command& command) {
    const std::string words = error.what();
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const auto left = parser.remaining();
        const std::string word = left.empty() ? words : left.front();
        if (!word.starts_with("-")) return usage(mark("\"{0}\" is one word too many", word));
        const std::string name = word.substr(0, word.find('='));
        std::vector<std::string> names{"--help"};
        for (const auto* option : parser.get_options())
            if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
        const std::string near = nearest(name, names);
        if (near.empty()) return usage(mark("the command {0} has no option {1}", command.name, name));
        return usage(mark("the command {0} has no option {1}; did you mean {2}?", command.name, name, near));
    }
    const std::string option = words.substr(0, words.find(':'));
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) return usage(mark("{0} wants a value", option));
    return usage(mark("the command line cannot be read: {0}", words));
}

// "--format geojson csv FILE" → "--format geojson --format csv FILE": words behind a repeated option belong to it as
// long as they are among its choices.
std::vector<std::string> with_names_repeated(const std::vector<std::string>& words, const Command& command) {
    std::vector<std::string> out;
    const Parameter* open = nullptr;  // the option that further words may belong to
    bool wants_value = false;
    for (const auto& word : words) {
        if (word.starts_with("--")) {
            const auto found =
                std::find_if(command.parameters.begin(), command.parameters.end(), [&](const Parameter& parameter) {
                    return !parameter.positional && parameter.repeated && !parameter.choices.empty() &&
                           word == "--" + parameter.name;
                });
            open = found == command.parameters.end() ? nullptr : &*found;
            wants_value = open != nullptr;
        } else if (open != nullptr && !wants_value) {
            if (std::find(open->choices.begin(), open->choices.end(), word) != open->choices.end())
                out.push_back("--" + open->name);
            else
                open = nullptr;
        }
        if (!word.starts_with("--")) wants_value = false;
        out.push_back(word);
    }
    return out;
}

std::string spoken_name(const Parameter& parameter, const base::Catalogue& say) {
    return parameter.positional ? parameter_words(parameter, say) : "--" + parameter.name;
}

const model::Vocabularies& vocabularies() {
    static const model::Vocabularies loaded = app::load_vocabularies();
    return loaded;
}

// The code that one word means.
std::optional<std::string> recognised(const Parameter& parameter, const std::string& word) {
    if (!parameter.choices.empty()) {
        for (const auto& choice : parameter.choices)
            if (base::fold_to_key(choice) == base::fold_to_key(word)) return choice;
        return std::nullopt;
    }
    const auto* vocabulary = vocabularies().find(parameter.vocabulary);
    return vocabulary == nullptr ? std::optional(word) : vocabulary->recognise(word);
}

Error unknown_code(const Parameter& parameter, const std::string& word, const base::Catalogue& say) {
    const auto codes = accepted_codes(parameter);
    const std::string near = nearest(word, codes);
    const std::string name = spoken_name(parameter, say);
    const std::string all = base::join(codes, ", ");
    if (near.empty()) return usage(mark("{0}: \"{1}\" is none of: {2}", name, word, all));
    return usage(mark("{0}: \"{1}\" is none of: {2}; did you mean {3}?", name, word, all, near));
}

// A label may hold a comma, so the whole is looked up first; then "housing,transport" is two.
std::vector<std::string> codes_in(const Parameter& parameter, const std::string& word, const base::Catalogue& say) {
    if (const auto code = recognised(parameter, word)) return {*code};
    const auto parts = base::split(word, ',');
    if (!parameter.repeated || parts.size() < 2) throw unknown_code(parameter, word, say);
    std::vector<std::string> codes;
    for (const auto& part : parts) {
        const auto code = recognised(parameter, part);
        if (!code) throw unknown_code(parameter, part, say);
        codes.push_back(*code);
    }
    return codes;
}

void add_value(app::Arguments& arguments, const Parameter& parameter, const std::string& word,
               const base::Catalogue& say) {
    const std::string name = spoken_name(parameter, say);
    if (!base::is_utf8(word) && parameter.type != ParameterType::file_in && parameter.type != ParameterType::file_out)
        throw usage(mark("{0} is not UTF-8 text", name));
    switch (parameter.type) {
        case ParameterType::code:
            for (auto& code : codes_in(parameter, word, say)) arguments.add(parameter.name, std::move(code));
            return;
        case ParameterType::whole:
            if (!base::parse_whole(word)) throw usage(mark("{0}: \"{1}\" is not a whole number", name, word));
            break;
        case ParameterType::number: {
            std::string number = word;
            std::replace(number.begin(), number.end(), ',', '.');
            if (!base::parse_number(number)) throw usage(mark("{0}: \"{1}\" is not a number", name, word));
            arguments.add(parameter.name, number);
            return;
        }
        case ParameterType::fields:
            if (word.find('=') == std::string::npos || word.starts_with('='))
                throw usage(mark(
                    "\"{0}\" is not of the form field=value; put quotes around the whole when the value holds blanks",
                    word));
            break;
        case ParameterType::flag:
            if (word != "true") throw usage(mark("{0} takes no value", name));
            break;
        default: break;
    }
    if (word.empty() && parameter.required) throw usage(mark("{0} is empty", name));
    arguments.add(parameter.name, word);
}

app::Arguments collected(const Options& options, const Command& command, const base::Catalogue& say) {
    app::Arguments arguments;
    for (const auto& [parameter, option] : options) {
        auto words = option->results();
        const bool takes_several = parameter.repeated || parameter.type == ParameterType::fields;
        if (parameter.type == ParameterType::flag && words.size() > 1) words.resize(1);
        if (words.size() > 1 && !takes_several)
            throw usage(mark("{0} is given more than once", spoken_name(parameter, say)));
        if (words.empty() && parameter.required) {
            const std::string line = usage_line(command, say);
            throw usage(mark("{0} is missing; usage: {1}", spoken_name(parameter, say), line));
        }
        for (const auto& word : words) add_value(arguments, parameter, word, say);
    }
    return arguments;
}

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
    const std::string folded = base::fold(word);
    const std::size_t limit = std::max<std::size_t>(1, std::min<std::size_t>(3, folded.size() / 3));
    std::string best;
    std::size_t least = limit + 1;
    for (const auto& candidate : candidates) {
        const auto distance = base::edit_distance(folded, base::fold(candidate), limit);
        if (distance >= least) continue;
        least = distance;
        best = candidate;
    }
    return best;
}

Error unknown_command(const std::string& word) {
    std::vector<std::string> names;
    for (const auto& command : commands())
        if (!command.is_hidden) names.push_back(command.name);
    const std::string near = nearest(word, names);
    if (near.empty())
        return usage(mark("there is no command \"{0}\"; the commands are: {1}", word, base::join(names, ", ")));
    return usage(mark("there is no command \"{0}\"; did you mean {1}?", word, near));
}

Manners read_manners(const std::vector<std::string>& words) {
    Manners manners;
    manners.language = base::language_of_environment();
    std::string language;
    bool options_end = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        const bool is_option = !options_end && word.size() > 1 && word.starts_with("-");
        if (!is_option && manners.command.empty()) {
            manners.command = word;
            continue;
        }
        manners.others.push_back(word);
        if (options_end) continue;
        if (word == "--") options_end = true;
        if (word == "--json") manners.wants_json = true;
        if (word == "--help" || word == "-h") manners.wants_help = true;
        if (word == "--version" && manners.command.empty()) manners.wants_version = true;
        if (word.starts_with("--lang=")) language = word.substr(7);
        if (word == "--lang" && i + 1 < words.size()) {
            language = words[++i];
            manners.others.push_back(language);
        }
    }
    if (language == "fr")
        manners.language = base::Language::french;
    else if (language == "en")
        manners.language = base::Language::english;
    else
        manners.wrong_language = language;
    return manners;
}

app::Arguments parse_arguments(const Command& command, const std::vector<std::string>& words,
                               const base::Catalogue& say) {
    CLI::App parser;
    parser.set_help_flag("-h,--help");
    parser.formatter(std::make_shared<HelpFormatter>(command, say));
    const auto options = add_options(parser, command);
    try {
        const auto named = with_names_repeated(words, command);
        parser.parse(std::vector<std::string>(named.rbegin(), named.rend()));
    } catch (const CLI::ParseError& error) {
        throw translated(error, parser, command);
    }
    return collected(options, command, say);
}

}  // namespace balise::cli
