#pragma once
// Menus: lists of commands that drop down from a control.
#include <imgui.h>

#include <string>
#include <string_view>

namespace balise::gui {

// Below `at` (real pixels) while the menu `id` is open; ImGui::OpenPopup(id) opens it. Ends with end_menu() when true.
bool begin_menu(const char* id, ImVec2 at, float width);
void end_menu();

// A line of a menu; true when chosen (the menu closes then). `why_not` not empty: cannot be chosen, told in the
// tooltip.
bool menu_item(std::string_view label, std::string_view icon_name = {}, std::string_view shortcut = {},
               std::string_view why_not = {}, bool checked = false);
void menu_rule();
void menu_head(std::string_view words);

}  // namespace balise::gui
