#include "gui/keys.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <array>
#include <utility>
#include <vector>

#include "base/words.hpp"

namespace balise::gui {

namespace {

constexpr std::pair<std::string_view, int> named[] = {{"Home", GLFW_KEY_HOME},
                                                      {"End", GLFW_KEY_END},
                                                      {"Left", GLFW_KEY_LEFT},
                                                      {"Right", GLFW_KEY_RIGHT},
                                                      {"Up", GLFW_KEY_UP},
                                                      {"Down", GLFW_KEY_DOWN},
                                                      {"PageUp", GLFW_KEY_PAGE_UP},
                                                      {"PageDown", GLFW_KEY_PAGE_DOWN},
                                                      {"Esc", GLFW_KEY_ESCAPE},
                                                      {"Enter", GLFW_KEY_ENTER},
                                                      {"KeypadEnter", GLFW_KEY_KP_ENTER},
                                                      {"Delete", GLFW_KEY_DELETE},
                                                      {"Backspace", GLFW_KEY_BACKSPACE},
                                                      {"Space", GLFW_KEY_SPACE},
                                                      {"Tab", GLFW_KEY_TAB}};

// Letters and signs are where the layout has them; without a window system they are where a US keyboard has them.
int key_of_sign(char sign) {
    const char lower = sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    for (int key = GLFW_KEY_SPACE; key <= GLFW_KEY_WORLD_2; ++key) {
        if (const char* name = glfwGetKeyName(key, 0); name != nullptr && name[0] == lower && name[1] == '\0')
            return key;
    }
    return static_cast<unsigned char>(sign);
}

bool is_down_now(int key, bool repeat) {
    return key >= 0 && ImGui::IsKeyPressed(key, repeat);
}

}  // namespace

int key_index(std::string_view key) {
    for (const auto& [name, code] : named)
        if (name == key) return code;
    if (key.size() >= 2 && key[0] == 'F') {
        const auto number = base::parse_whole(key.substr(1));
        return number && *number >= 1 && *number <= 12 ? GLFW_KEY_F1 + static_cast<int>(*number) - 1 : -1;
    }
    if (key.size() != 1) return -1;
    const char sign = key[0];
    if (sign >= '0' && sign <= '9') return GLFW_KEY_0 + (sign - '0');  // on French keyboards with Shift: by place
    if (sign == '+') return GLFW_KEY_EQUAL;
    if (sign == '-') return GLFW_KEY_MINUS;
    static std::array<int, 128> known{};  // asking the window system for each key and frame would be slow
    auto& index = known[static_cast<unsigned char>(sign) & 127U];
    if (index == 0) index = key_of_sign(sign);
    return index;
}

bool is_pressed(std::string_view shortcut, bool repeat) {
    bool ctrl = false, shift = false, alt = false;
    for (;;) {
        if (shortcut.starts_with("Ctrl+")) {
            ctrl = true;
            shortcut.remove_prefix(5);
        } else if (shortcut.starts_with("Shift+")) {
            shift = true;
            shortcut.remove_prefix(6);
        } else if (shortcut.starts_with("Alt+")) {
            alt = true;
            shortcut.remove_prefix(4);
        } else {
            break;
        }
    }
    const auto& io = ImGui::GetIO();
    const bool is_sign = shortcut == "+" || shortcut == "-";
    if (io.KeyCtrl != ctrl || io.KeyAlt != alt || (!is_sign && io.KeyShift != shift)) return false;
    if (is_down_now(key_index(shortcut), repeat)) return true;
    if (shortcut == "+") return is_down_now(GLFW_KEY_KP_ADD, repeat);
    if (shortcut == "-") return is_down_now(GLFW_KEY_KP_SUBTRACT, repeat);
    if (shortcut == "Enter") return is_down_now(GLFW_KEY_KP_ENTER, repeat);
    return false;
}

std::string shortcut_words(std::string_view shortcut, const base::Catalogue& say) {
    std::string words;
    while (!shortcut.empty()) {
        // The last one may itself be "+".
        const auto plus = shortcut.size() > 1 ? shortcut.find('+') : std::string_view::npos;
        const auto key = shortcut.substr(0, plus);
        if (!words.empty()) words += "+";
        if (key == "Shift")
            words += say(base::mark("Shift"));
        else if (key == "Home")
            words += say(base::mark("Home"));
        else if (key == "Esc")
            words += say(base::mark("Esc"));
        else if (key == "Enter")
            words += say(base::mark("Enter"));
        else if (key == "Left")
            words += "←";
        else if (key == "Right")
            words += "→";
        else
            words += key;
        if (plus == std::string_view::npos) break;
        shortcut.remove_prefix(plus + 1);
    }
    return words;
}

}  // namespace balise::gui
