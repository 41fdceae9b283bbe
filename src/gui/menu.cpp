#include "gui/menu.hpp"

#include "gui/placing.hpp"

namespace balise::gui {

namespace {
constexpr float item_height = 28, inset = 10, icon_column = 26;
}

bool begin_menu(const char* id, ImVec2 at, float width) {
    const auto& colours = look().colours();
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize({look().px(width), 0});
    ImGui::PushStyleColor(ImGuiCol_PopupBg, colours.raised);
    ImGui::PushStyleColor(ImGuiCol_Border, colours.strong_line);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look().px(4), look().px(5)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, look().px(measure::corner));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1);
    const bool is_open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove);
    ImGui::PopStyleVar(4);
    ImGui::PopStyleColor(2);
    if (is_open) ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    return is_open;
}

void end_menu() {
    ImGui::PopStyleVar();
    ImGui::EndPopup();
}

bool menu_item(std::string_view label, std::string_view icon_name, std::string_view shortcut, std::string_view why_not,
               bool checked) {
    const auto& colours = look().colours();
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool is_possible = why_not.empty();
    const bool pressed = row(label, item_height, false, nullptr, nullptr, why_not);
    const auto colour = is_possible ? colours.text : colours.disabled;
    const float middle = at.y + look().px(item_height) / 2;
    if (checked)
        icon_at({at.x + look().px(inset + 6), middle}, "icon/check", 14, colours.accent);
    else if (!icon_name.empty())
        icon_at({at.x + look().px(inset + 6), middle}, icon_name, 14, is_possible ? colours.second : colours.disabled);
    const float left = at.x + look().px(inset + icon_column - 4), right = at.x + width - look().px(inset);
    const auto ink = is_possible ? colours.second : colours.disabled;
    const float end = shortcut.empty() ? right : line_before(right, middle, shortcut, Face::small, ink) - look().px(12);
    line_at(left, middle, label, Face::text, colour, end - left);
    if (pressed) ImGui::CloseCurrentPopup();
    return pressed;
}

void menu_rule() {
    space(5);
    rule();
    space(5);
}

void menu_head(std::string_view words) {
    const auto at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + look().px(inset), at.y + look().px(2)});
    section_head(words);
    space(4);
}

}  // namespace balise::gui
