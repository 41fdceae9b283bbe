#include "gui/options.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

base::Error wrong(const std::string& option, const std::string& value, const std::string& right) {
    return {base::ErrorKind::usage, mark("{0}: \"{1}\" is not understood; right would be: {2}", option, value, right)};
}

void read_size(const std::string& value, Options& options) {
    const auto cross = value.find('x');
    const auto width = base::parse_whole(value.substr(0, cross));
    const auto height = cross == std::string::npos ? std::nullopt : base::parse_whole(value.substr(cross + 1));
    if (!width || !height || *width < 1 || *height < 1 || *width > 16384 || *height > 16384)
        throw wrong("--size", value, "1600x1000");
    options.width = static_cast<int>(*width);
    options.height = static_cast<int>(*height);
}

void set(const std::string& option, const std::string& value, Options& options) {
    if (option == "--lang") {
        if (value != "fr" && value != "en") throw wrong(option, value, "fr, en");
        options.language = value == "fr" ? base::Language::french : base::Language::english;
    } else if (option == "--size") {
        read_size(value, options);
    } else if (option == "--scale") {
        const auto scale = base::parse_number(value);
        if (!scale || *scale < 0.8 || *scale > 3) throw wrong(option, value, "0.8 – 3");
        options.text_scale = static_cast<float>(*scale);
    } else if (option == "--audience") {
        const auto audience = model::audience_from_code(value);
        if (!audience) throw wrong(option, value, "public, partners, internal");
        options.audience = *audience;
    } else if (option == "--replay") {
        options.replay = value;
    } else {
        options.screenshot = value;
    }
}

bool takes_value(const std::string& option) {
    for (const char* known : {"--lang", "--size", "--scale", "--audience", "--replay", "--screenshot"})
        if (option == known) return true;
    return false;
}

}  // namespace

Options read_options(const std::vector<std::string>& words) {
    Options options;
    bool only_files = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string word = words[i];
        if (only_files || !word.starts_with("-") || word == "-") {
            if (!options.file.empty())
                throw base::Error(base::ErrorKind::usage,
                                  mark("only one project can be opened: \"{0}\" is too much", word));
            options.file = word;
            continue;
        }
        std::optional<std::string> value;
        if (const auto sign = word.find('='); sign != std::string::npos && word.starts_with("--")) {
            value = word.substr(sign + 1);
            word.resize(sign);
        }
        if (word == "--") {
            only_files = true;
        } else if (word == "--help" || word == "-h") {
            options.wants_help = true;
        } else if (word == "--version") {
            options.wants_version = true;
        } else if (word == "--dark") {
            options.dark = true;
        } else if (takes_value(word)) {
            if (!value) {
                if (i + 1 >= words.size()) throw base::Error(base::ErrorKind::usage, mark("{0} needs a value", word));
                value = words[++i];
            }
            set(word, *value, options);
        } else {
            throw base::Error(base::ErrorKind::usage, mark("there is no option {0}; see --help", word));
        }
    }
    return options;
}

std::string help_of_viewer(const base::Catalogue& say) {
    const std::vector<std::pair<std::string, base::Text>> lines{
        {"--lang fr|en", mark("language of the window")},
        {"--dark", mark("dark colours")},
        {"--scale 1.25", mark("size of letters and controls, 0.8 to 3")},
        {"--audience public|partners|internal", mark("whose view is shown first")},
        {"--size 1600x1000", mark("size of the window")},
        {"--screenshot OUT.png", mark("write the window as a picture when all is drawn, then end")},
        {"--replay STEPS", mark("carry out the steps of a file, then end; exit code 3 when one fails")},
        {"--help, --version", mark("this text; the version")},
    };
    std::string text = "balise-viewer [" + say(mark("OPTIONS")) + "] [" + say(mark("PROJECT")) + "]\n\n";
    text += say(mark("The window: map, records, sheets of a project.")) + "\n\n";
    for (const auto& [option, words] : lines) {
        text +=
            "  " + option + std::string(option.size() < 36 ? 36 - option.size() : 1, ' ') + "  " + say(words) + "\n";
    }
    text += "\n" + say(mark("Steps of a replay, one on each line; a line that begins with # is passed over")) + "\n\n";
    const std::vector<std::pair<std::string, base::Text>> steps{
        {"wait idle | wait 300 | wait for \"text\"",
         mark("until nothing is under way; milliseconds; until a frame shows it")},
        {"click \"Words\" | click X Y", mark("a control by its name, or a spot; also: double, right, move")},
        {"drag X1 Y1 X2 Y2 | wheel N at X Y", mark("with the mouse; N > 0 turns away from you")},
        {"key Ctrl+Z | type \"Words\"", mark("with the keyboard")},
        {"size WxH | drop FILE", mark("of the window; a file dropped on it")},
        {"expect \"text\" | expect no \"text\"", mark("what the frame shows or does not show")},
        {"expect control \"name\" disabled", mark("also: enabled, chosen, not chosen; without a word: it is there")},
        {"expect selected REF", mark("reference of the selected record, or: nothing")},
        {"frames reset | frames max MS", mark("longest frame since, without the painting")},
        {"frames tell \"words\" | time \"words\"", mark("all about the frames since; milliseconds since the last one")},
        {"screenshot FILE | print \"…\" | seen", mark("a picture; words on standard output; what the frame shows")},
    };
    for (const auto& [step, words] : steps)
        text += "  " + step + std::string(step.size() < 36 ? 36 - step.size() : 1, ' ') + "  " + say(words) + "\n";
    return text;
}

}  // namespace balise::gui
