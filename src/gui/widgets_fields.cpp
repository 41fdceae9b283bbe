#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "gui/widgets_draw.hpp"

namespace balise::gui {

using namespace detail;

namespace {

struct FieldStyle {
    FieldStyle(ImVec2 padding, bool faulty) {
        const auto& colours = look().colours();
        ImGui::PushStyleColor(ImGuiCol_Border, faulty ? colours.error : colours.strong_line);
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, padding);
        ImGui::PushFont(look().font(Face::text));
    }
    ~FieldStyle() {
        ImGui::PopFont();
        ImGui::PopStyleVar();
        ImGui::PopStyleColor();
    }
    FieldStyle(const FieldStyle&) = delete;
    FieldStyle& operator=(const FieldStyle&) = delete;
};

// What all fields show after ImGui has drawn them: the outline of the one that is typed in, what is wrong below.
void finish_field(std::string_view name, const std::string& value, std::string_view hint, std::string_view fault) {
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    see_control(shown_part(name), min, max);
    see_text(value.empty() ? hint : std::string_view(value), min, max);
    if (ImGui::IsItemActive() || (ImGui::IsItemFocused() && !ImGui::GetCurrentContext()->NavDisableHighlight))
        draw_focus(*ImGui::GetWindowDrawList(), {min.x + 1, min.y + 1}, {max.x - 1, max.y - 1},
                   look().px(measure::corner));
    if (!fault.empty()) wrapped(fault, Face::small, look().colours().error);
}

}  // namespace

bool field(std::string_view name, std::string& value, float width, std::string_view hint, std::string_view fault,
           std::string_view icon_name, bool focus) {
    const float height = look().px(measure::field);
    const float letters = size_of({}, Face::text).y;
    const float left = look().px(icon_name.empty() ? 9 : 30);
    ImGui::PushID(name.data(), name.data() + name.size());
    bool changed = false;
    {
        const FieldStyle style({left, std::round((height - letters) / 2)}, !fault.empty());
        ImGui::SetNextItemWidth(width > 0 ? look().px(width) : ImGui::GetContentRegionAvail().x);
        if (focus) ImGui::SetKeyboardFocusHere();
        changed = ImGui::InputTextWithHint("##field", std::string(hint).c_str(), &value,
                                           ImGuiInputTextFlags_AutoSelectAll * (focus ? 1 : 0));
    }
    if (!icon_name.empty()) {
        const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
        draw_icon(*ImGui::GetWindowDrawList(), {min.x + look().px(16), (min.y + max.y) / 2}, icon_name, measure::icon,
                  look().colours().second);
    }
    finish_field(name, value, hint, fault);
    ImGui::PopID();
    return changed;
}

bool text_area(std::string_view name, std::string& value, float width, int lines, std::string_view fault) {
    const float letters = size_of({}, Face::text).y;
    const float wide = width > 0 ? look().px(width) : ImGui::GetContentRegionAvail().x;
    ImGui::PushID(name.data(), name.data() + name.size());
    bool changed = false;
    {
        const FieldStyle style({look().px(9), look().px(6)}, !fault.empty());
        changed =
            ImGui::InputTextMultiline("##area", &value, {wide, letters * static_cast<float>(lines) + look().px(12)});
    }
    finish_field(name, value, {}, fault);
    ImGui::PopID();
    return changed;
}

namespace {

struct Opener {
    Pressed state;
    bool clear = false;  // the × was pressed
};

// The closed drop-down list.
Opener opener(std::string_view name, std::string_view summary, float width, bool set) {
    const auto& colours = look().colours();
    const float wide = width > 0 ? look().px(width) : ImGui::GetContentRegionAvail().x;
    const float height = look().px(measure::field);
    Opener result;
    result.state = pressable(name, {wide, height});
    const auto [min, max] = std::pair{result.state.min, result.state.max};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float corner = look().px(measure::corner);
    draw_box(list, min, max,
             set                    ? colours.accent_soft
             : result.state.hovered ? colours.row_hover
                                    : colours.raised,
             set ? colours.accent : colours.strong_line, corner);
    if (result.state.focused) draw_focus(list, min, max, corner);
    const float y = centred(min.y, max.y, Face::text);
    see_text(summary, min, max);
    draw_words(list, {min.x + look().px(9), y}, summary, Face::text, colours.text, wide - look().px(34));
    const ImVec2 sign{max.x - look().px(14), (min.y + max.y) / 2};
    if (set) {
        const float d = look().px(3.5F);
        list.AddLine({sign.x - d, sign.y - d}, {sign.x + d, sign.y + d}, colours.accent, look().px(1.2F));
        list.AddLine({sign.x - d, sign.y + d}, {sign.x + d, sign.y - d}, colours.accent, look().px(1.2F));
        const bool on_sign = result.state.pressed && ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
                             ImGui::GetIO().MousePos.x > max.x - look().px(26);
        if (on_sign || (result.state.focused && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Delete)))) {
            result.clear = true;
            result.state.pressed = false;
        }
    } else {
        const float d = look().px(3);
        const ImVec2 arrow[] = {{sign.x - d, sign.y - d / 2}, {sign.x, sign.y + d / 2}, {sign.x + d, sign.y - d / 2}};
        list.AddPolyline(arrow, 3, colours.second, 0, look().px(1.4F));
    }
    return result;
}

constexpr std::size_t widths_measured = 120;  // of a longer list the first ones

// The open list below the box; ends with EndPopup when true.
// `around`: logical pixels of a row beside its words.
bool begin_list(const char* id, const Opener& from, const std::vector<std::string>& options, float around) {
    const auto count = options.size();
    const float row_height = look().px(26);
    const float height = std::min(static_cast<float>(count), 12.0F) * row_height + look().px(8);
    const float below = ImGui::GetIO().DisplaySize.y - from.state.max.y - look().px(4);
    const float y = below >= height || from.state.min.y < height ? from.state.max.y + look().px(2)
                                                                 : from.state.min.y - height - look().px(2);
    // As wide as its longest words.
    float wide = from.state.max.x - from.state.min.x;
    for (std::size_t i = 0; ImGui::IsPopupOpen(id) && i < std::min<std::size_t>(count, widths_measured); ++i)
        wide = std::max(wide, look().px(width_of(options[i], Face::text) + around));
    wide = std::min(wide, ImGui::GetIO().DisplaySize.x - from.state.min.x - look().px(8));
    ImGui::SetNextWindowPos({from.state.min.x, y});
    ImGui::SetNextWindowSize({wide, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, look().px(4)));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const bool open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove);
    if (!open) ImGui::PopStyleVar(2);
    return open;
}

void end_list() {
    ImGui::EndPopup();
    ImGui::PopStyleVar(2);
}

}  // namespace

bool choice(std::string_view name, const std::vector<std::string>& options, int& chosen, float width, bool set) {
    const int count = static_cast<int>(options.size());
    ImGui::PushID(name.data(), name.data() + name.size());
    const Opener box =
        opener(name, chosen >= 0 && chosen < count ? std::string_view(options[static_cast<std::size_t>(chosen)]) : "",
               width, set);
    bool changed = box.clear;
    if (box.clear) chosen = -1;
    if (box.state.pressed) ImGui::OpenPopup("list");
    if (begin_list("list", box, options, 30)) {
        const bool appears = ImGui::IsWindowAppearing();
        ImGuiListClipper clipper;
        clipper.Begin(count, look().px(26));
        if (appears && chosen >= 0) ImGui::SetScrollY(std::max(0.0F, (static_cast<float>(chosen) - 5) * look().px(26)));
        while (clipper.Step())
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                const auto& option = options[static_cast<std::size_t>(i)];
                const ImVec2 at = ImGui::GetCursorScreenPos();
                ImGui::PushID(i);
                if (row(option, 26, i == chosen)) {
                    changed = chosen != i;
                    chosen = i;
                    ImGui::CloseCurrentPopup();
                }
                ImGui::PopID();
                if (appears && i == std::max(0, chosen)) ImGui::SetItemDefaultFocus();
                draw_words(*ImGui::GetWindowDrawList(),
                           {at.x + look().px(10), centred(at.y, at.y + look().px(26), Face::text)}, option, Face::text,
                           look().colours().text, ImGui::GetWindowWidth() - look().px(16));
            }
        end_list();
    }
    ImGui::PopID();
    return changed;
}

bool choices(std::string_view name, const std::vector<std::string>& options, std::vector<bool>& on,
             std::string_view summary, float width, bool set) {
    on.resize(options.size());
    ImGui::PushID(name.data(), name.data() + name.size());
    const Opener box = opener(name, summary, width, set);
    bool changed = box.clear;
    if (box.clear) on.assign(options.size(), false);
    if (box.state.pressed) ImGui::OpenPopup("list");
    if (begin_list("list", box, options, 58)) {
        for (std::size_t i = 0; i < options.size(); ++i) {
            bool is_on = on[i];
            ImGui::PushID(static_cast<int>(i));
            ImGui::SetCursorPosX(look().px(10));
            const float y = ImGui::GetCursorPosY();
            if (check(options[i], is_on)) {
                on[i] = is_on;
                changed = true;
            }
            ImGui::SetCursorPosY(y + look().px(26));
            ImGui::PopID();
        }
        end_list();
    }
    ImGui::PopID();
    return changed;
}

}  // namespace balise::gui
