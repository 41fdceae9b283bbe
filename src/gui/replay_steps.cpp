#include "gui/replay_steps.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cctype>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

struct Word {
    std::string text;
    bool quoted = false;
};

// Blanks part words; "…" holds them together, with \" and \\ inside.
std::optional<std::vector<Word>> words_of(const std::string& line) {
    std::vector<Word> words;
    std::size_t at = 0;
    while (true) {
        while (at < line.size() && std::isspace(static_cast<unsigned char>(line[at])) != 0) ++at;
        if (at >= line.size()) return words;
        Word word;
        if (line[at] == '"') {
            word.quoted = true;
            for (++at; at < line.size() && line[at] != '"'; ++at) {
                if (line[at] == '\\' && at + 1 < line.size()) ++at;
                word.text += line[at];
            }
            if (at++ >= line.size()) return std::nullopt;
        } else {
            while (at < line.size() && std::isspace(static_cast<unsigned char>(line[at])) == 0) word.text += line[at++];
        }
        words.push_back(std::move(word));
    }
}

std::optional<float> number(const Word& word) {
    const auto value = base::parse_number(word.text);
    if (word.quoted || !value) return std::nullopt;
    return static_cast<float>(*value);
}

std::optional<int> key_of(const std::string& name) {
    static const std::map<std::string, int> named{{"Enter", GLFW_KEY_ENTER},
                                                  {"Esc", GLFW_KEY_ESCAPE},
                                                  {"Escape", GLFW_KEY_ESCAPE},
                                                  {"Tab", GLFW_KEY_TAB},
                                                  {"Space", GLFW_KEY_SPACE},
                                                  {"Backspace", GLFW_KEY_BACKSPACE},
                                                  {"Delete", GLFW_KEY_DELETE},
                                                  {"Up", GLFW_KEY_UP},
                                                  {"Down", GLFW_KEY_DOWN},
                                                  {"Left", GLFW_KEY_LEFT},
                                                  {"Right", GLFW_KEY_RIGHT},
                                                  {"Home", GLFW_KEY_HOME},
                                                  {"End", GLFW_KEY_END},
                                                  {"PageUp", GLFW_KEY_PAGE_UP},
                                                  {"PageDown", GLFW_KEY_PAGE_DOWN},
                                                  {"Plus", GLFW_KEY_KP_ADD},
                                                  {"Minus", GLFW_KEY_KP_SUBTRACT},
                                                  {"Insert", GLFW_KEY_INSERT},
                                                  {"Comma", GLFW_KEY_COMMA},
                                                  {"Slash", GLFW_KEY_SLASH},
                                                  {"Menu", GLFW_KEY_MENU}};
    if (const auto found = named.find(name); found != named.end()) return found->second;
    if (name.size() == 1 && std::isalnum(static_cast<unsigned char>(name[0])) != 0)
        return std::toupper(static_cast<unsigned char>(name[0]));
    if (name.size() >= 2 && name[0] == 'F')
        if (const auto n = base::parse_whole(name.substr(1)); n && *n >= 1 && *n <= 12)
            return GLFW_KEY_F1 + static_cast<int>(*n) - 1;
    return std::nullopt;
}

std::optional<step::Key> chord(std::string words) {
    step::Key key;
    while (true) {
        const auto plus = words.find('+');
        if (plus == std::string::npos || plus == 0) break;
        const auto modifier = words.substr(0, plus);
        if (modifier == "Ctrl")
            key.control = true;
        else if (modifier == "Shift")
            key.shift = true;
        else if (modifier == "Alt")
            key.alt = true;
        else
            return std::nullopt;
        words.erase(0, plus + 1);
    }
    const auto code = key_of(words);
    if (!code) return std::nullopt;
    key.key = *code;
    return key;
}

using What = decltype(ReplayStep::what);

std::optional<What> mouse_step(const std::vector<Word>& words, step::Mouse::Kind kind) {
    step::Mouse mouse;
    mouse.kind = kind;
    if (words.size() == 2 && words[1].quoted) {
        mouse.words = words[1].text;
        return mouse;
    }
    if (words.size() != 3) return std::nullopt;
    const auto x = number(words[1]), y = number(words[2]);
    if (!x || !y) return std::nullopt;
    mouse.x = *x;
    mouse.y = *y;
    return mouse;
}

std::optional<What> expect_step(const std::vector<Word>& words) {
    const auto is = [&](std::size_t i, const char* text) {
        return i < words.size() && !words[i].quoted && words[i].text == text;
    };
    if (words.size() == 2 && words[1].quoted) return step::Expect{words[1].text, false};
    if (words.size() == 3 && is(1, "no") && words[2].quoted) return step::Expect{words[2].text, true};
    if (words.size() == 3 && is(1, "selected")) return step::ExpectSelected{is(2, "nothing") ? "" : words[2].text};
    if (words.size() < 3 || !is(1, "control") || !words[2].quoted) return std::nullopt;
    using State = step::ExpectControl::State;
    if (words.size() == 3) return step::ExpectControl{words[2].text, State::there};
    if (words.size() == 4 && is(3, "enabled")) return step::ExpectControl{words[2].text, State::enabled};
    if (words.size() == 4 && is(3, "disabled")) return step::ExpectControl{words[2].text, State::disabled};
    if (words.size() == 4 && is(3, "chosen")) return step::ExpectControl{words[2].text, State::chosen};
    if (words.size() == 4 && is(3, "absent")) return step::ExpectControl{words[2].text, State::absent};
    if (words.size() == 5 && is(3, "not") && is(4, "chosen"))
        return step::ExpectControl{words[2].text, State::not_chosen};
    return std::nullopt;
}

std::optional<What> size_step(const std::string& text) {
    const auto cross = text.find('x');
    if (cross == std::string::npos) return std::nullopt;
    const auto width = base::parse_whole(text.substr(0, cross)), height = base::parse_whole(text.substr(cross + 1));
    if (!width || !height) return std::nullopt;
    return step::Size{static_cast<int>(*width), static_cast<int>(*height)};
}

// All that follow are numbers, at most four.
std::optional<std::vector<float>> numbers(const std::vector<Word>& words, std::size_t from) {
    std::vector<float> list;
    for (std::size_t i = from; i < words.size(); ++i) {
        const auto value = number(words[i]);
        if (!value) return std::nullopt;
        list.push_back(*value);
    }
    return list;
}

std::optional<What> step_of(const std::vector<Word>& words) {
    const std::string& verb = words.front().text;
    const std::size_t count = words.size();
    if (verb == "wait" && count == 2) {
        if (words[1].text == "idle") return step::WaitIdle{};
        if (const auto ms = number(words[1])) return step::Wait{static_cast<double>(*ms) / 1000};
        return std::nullopt;
    }
    if (verb == "wait" && count == 3 && words[1].text == "for" && words[2].quoted) return step::WaitFor{words[2].text};
    if (verb == "click") return mouse_step(words, step::Mouse::Kind::click);
    if (verb == "double") return mouse_step(words, step::Mouse::Kind::double_click);
    if (verb == "right") return mouse_step(words, step::Mouse::Kind::right_click);
    if (verb == "move") return mouse_step(words, step::Mouse::Kind::move);
    if (verb == "drag") {
        const bool shift = count > 1 && words[1].text == "shift", alt = count > 1 && words[1].text == "alt";
        const auto list = numbers(words, shift || alt ? 2 : 1);
        if (!list || list->size() != 4) return std::nullopt;
        return step::Drag{(*list)[0], (*list)[1], (*list)[2], (*list)[3], shift, alt};
    }
    if (verb == "wheel" && count == 5 && words[2].text == "at") {
        const auto turns = number(words[1]), x = number(words[3]), y = number(words[4]);
        if (!turns || !x || !y) return std::nullopt;
        return step::Wheel{*turns, *x, *y};
    }
    if (verb == "key" && count == 2) {
        if (const auto key = chord(words[1].text)) return *key;
        return std::nullopt;
    }
    if (verb == "type" && count == 2 && words[1].quoted) return step::Type{words[1].text};
    if (verb == "size" && count == 2) return size_step(words[1].text);
    if (verb == "drop" && count == 2) return step::Drop{words[1].text};
    if (verb == "expect") return expect_step(words);
    if (verb == "frames" && count == 2 && words[1].text == "reset") return step::FramesReset{};
    if (verb == "frames" && count == 3 && words[1].text == "max") {
        if (const auto ms = number(words[2])) return step::FramesMax{static_cast<double>(*ms)};
        return std::nullopt;
    }
    if (verb == "frames" && count == 3 && words[1].text == "tell" && words[2].quoted)
        return step::FramesTell{words[2].text};
    if (verb == "time" && count == 2 && words[1].quoted) return step::Time{words[1].text};
    if (verb == "screenshot" && count == 2) return step::Screenshot{words[1].text};
    if (verb == "print" && count == 2 && words[1].quoted) return step::Print{words[1].text};
    if (verb == "seen" && count == 1) return step::PrintSeen{};
    return std::nullopt;
}

}  // namespace

std::vector<ReplayStep> read_steps(const std::string& text) {
    std::vector<ReplayStep> steps;
    std::size_t at = 0;
    for (int line = 1; at < text.size(); ++line) {
        const auto end = std::min(text.find('\n', at), text.size());
        const std::string words(base::trim(text.substr(at, end - at)));
        at = end + 1;
        if (words.empty() || words[0] == '#') continue;
        const auto parts = words_of(words);
        const auto what = parts && !parts->empty() && !parts->front().quoted ? step_of(*parts) : std::nullopt;
        if (!what)
            throw base::Error(base::ErrorKind::usage,
                              mark("line {0}: the step \"{1}\" is not understood", line, words));
        steps.push_back({line, words, *what});
    }
    return steps;
}

}  // namespace balise::gui
