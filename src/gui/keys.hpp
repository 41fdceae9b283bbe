#pragma once
// Keys by what is printed on them. GLFW numbers keys by their place on a US keyboard; on a French one "Z" lies where W
// is there, and Ctrl+Z must still be the key that says Z.
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace balise::gui {

// The key's index in ImGuiIO::KeysDown: of a letter ("Z") by the keyboard's layout, of "F1", "Home", "Left", "+" … by
// its own number. -1 = no such key.
int key_index(std::string_view key);

// Whether the keys of "Ctrl+Shift+P" went down in this frame, with no other of Ctrl, Shift, Alt held.
bool is_pressed(std::string_view shortcut, bool repeat = false);

// "Ctrl+Shift+P" in the words of the language: "Ctrl+Maj+P".
std::string shortcut_words(std::string_view shortcut, const base::Catalogue& say);

}  // namespace balise::gui
