#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "gui/widgets_draw.hpp"

namespace balise::gui {

using namespace detail;

namespace {

void draw_edges(ImDrawList& list, ImVec2 min, ImVec2 max, std::string_view edges) {
    const ImU32 line = look().colours().line;
    for (const char edge : edges) switch (edge) {
            case 'l': list.AddRectFilled(min, {min.x + 1, max.y}, line); break;
            case 'r': list.AddRectFilled({max.x - 1, min.y}, max, line); break;
            case 't': list.AddRectFilled(min, {max.x, min.y + 1}, line); break;
            case 'b': list.AddRectFilled({min.x, max.y - 1}, max, line); break;
            default: break;
        }
}

}  // namespace

bool begin_panel(std::string_view id, ImVec2 min, ImVec2 max, ImU32 colour, std::string_view edges, float padding_x,
                 float padding_y, bool scrolls) {
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize({std::max(1.0F, max.x - min.x), std::max(1.0F, max.y - min.y)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look().px(padding_x), look().px(padding_y)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, colour);
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                             ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                             ImGuiWindowFlags_NoFocusOnAppearing;
    if (scrolls)
        flags &= ~ImGuiWindowFlags_NoScrollbar;
    else
        flags |= ImGuiWindowFlags_NoScrollWithMouse;
    const bool visible = ImGui::Begin(std::string(id).c_str(), nullptr, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    // Over the padding as well, and not scrolled.
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(min, max);
    draw_edges(list, min, max, edges);
    list.PopClipRect();
    return visible;
}

void end_panel() {
    ImGui::End();
}

bool begin_dialog(std::string_view title, bool& open, float width, float height) {
    if (!open) return false;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float margin = look().px(16);
    const ImVec2 size{std::min(look().px(width), display.x - 2 * margin),
                      std::min(look().px(height), display.y - 2 * margin)};
    const std::string id = std::string(shown_part(title)) + "###dialog " + std::string(title);
    if (!ImGui::IsPopupOpen(id.c_str())) ImGui::OpenPopup(id.c_str());
    ImGui::SetNextWindowPos({std::round((display.x - size.x) / 2), std::round((display.y - size.y) / 2)});
    ImGui::SetNextWindowSize(size);
    const float pad = look().px(measure::padding);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, pad));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look().px(measure::corner));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, look().colours().panel);
    const bool shown = ImGui::BeginPopupModal(
        id.c_str(), nullptr,
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(4);
    if (!shown) return false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = ImGui::GetWindowPos().x + size.x - pad;
    text(shown_part(title), Face::title, 0, width - 2 * measure::padding - 40);
    ImGui::SetCursorScreenPos({right - look().px(24), at.y - look().px(2)});
    const Pressed close = pressable("×##close", {look().px(24), look().px(24)});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 middle{(close.min.x + close.max.x) / 2, (close.min.y + close.max.y) / 2};
    const float d = look().px(4.5F);
    if (close.hovered) draw_box(list, close.min, close.max, look().colours().row_hover, 0, look().px(measure::corner));
    if (close.focused) draw_focus(list, close.min, close.max, look().px(measure::corner));
    list.AddLine({middle.x - d, middle.y - d}, {middle.x + d, middle.y + d}, look().colours().text, look().px(1.3F));
    list.AddLine({middle.x - d, middle.y + d}, {middle.x + d, middle.y - d}, look().colours().text, look().px(1.3F));
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(34)});
    // Not while Esc closes a list of the dialog or takes back what was typed.
    const bool escaped = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows) &&
                         ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape)) && !ImGui::IsAnyItemActive();
    if (close.pressed || escaped) {
        open = false;
        ImGui::CloseCurrentPopup();
    }
    return true;
}

void end_dialog() {
    ImGui::EndPopup();
}

}  // namespace balise::gui
