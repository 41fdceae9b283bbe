#include "gui/theme.hpp"

#include <imgui_internal.h>

namespace balise::gui {

namespace {

constexpr ImU32 rgb(std::uint32_t colour) {
    return IM_COL32((colour >> 16U) & 0xffU, (colour >> 8U) & 0xffU, colour & 0xffU, 0xff);
}

constexpr Palette light{rgb(0xF3F4F2), rgb(0xFBFBFA), rgb(0xFFFFFF), rgb(0xDFE1DD), rgb(0xC4C9C4), rgb(0x1B2124),
                        rgb(0x59636A), rgb(0x858D92), rgb(0x0B5C73), rgb(0xFFFFFF), rgb(0xDDEDF1), rgb(0xD9480F),
                        rgb(0x17603A), rgb(0xE2F1E8), rgb(0x8A5A00), rgb(0xFFF3D1), rgb(0xB3261E), rgb(0xFBE9E7),
                        rgb(0x6B4A00), rgb(0xFFF3D1), rgb(0x5E2570), rgb(0xEFE3F3), rgb(0xF1F4F2), rgb(0xEDEFED),
                        rgb(0xC4C9C4), rgb(0x1B2124), rgb(0xFFFFFF)};

constexpr Palette dark{rgb(0x14191D), rgb(0x1A2025), rgb(0x20282E), rgb(0x303941), rgb(0x3B464F), rgb(0xE8ECEE),
                       rgb(0x9FABB3), rgb(0x6D7A83), rgb(0x4FB9D3), rgb(0x0E1317), rgb(0x1F3A44), rgb(0xFF8A4C),
                       rgb(0x5CCB9B), rgb(0x1D3529), rgb(0xE0AE5C), rgb(0x3A2F12), rgb(0xFF7B72), rgb(0x3A1F1E),
                       rgb(0xF4D38A), rgb(0x3A2F12), rgb(0xDCC8EE), rgb(0x2A2233), rgb(0x242D33), rgb(0x2A333A),
                       rgb(0x0E1317), rgb(0x303941), rgb(0xE8ECEE)};

const Look* current_look = nullptr;

}  // namespace

const Palette& palette(Theme theme) {
    return theme == Theme::dark ? dark : light;
}

const Look& look() {
    static const Look plain;
    return current_look == nullptr ? plain : *current_look;
}

void set_look(const Look* look) {
    current_look = look;
}

namespace {

void apply_colours(ImGuiStyle& style, const Palette& colours) {
    const auto set = [&](ImGuiCol which, ImU32 colour) {
        style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
    };
    const ImU32 nothing = 0;
    set(ImGuiCol_Text, colours.text);
    set(ImGuiCol_TextDisabled, colours.disabled);
    set(ImGuiCol_WindowBg, colours.panel);
    set(ImGuiCol_ChildBg, nothing);
    set(ImGuiCol_PopupBg, colours.raised);
    set(ImGuiCol_Border, colours.strong_line);
    set(ImGuiCol_BorderShadow, nothing);
    set(ImGuiCol_FrameBg, colours.raised);
    set(ImGuiCol_FrameBgHovered, colours.raised);
    set(ImGuiCol_FrameBgActive, colours.raised);
    set(ImGuiCol_ScrollbarBg, nothing);
    set(ImGuiCol_ScrollbarGrab, colours.strong_line);
    set(ImGuiCol_ScrollbarGrabHovered, colours.disabled);
    set(ImGuiCol_ScrollbarGrabActive, colours.second);
    set(ImGuiCol_Header, colours.accent_soft);
    set(ImGuiCol_HeaderHovered, colours.row_hover);
    set(ImGuiCol_HeaderActive, colours.accent_soft);
    set(ImGuiCol_Separator, colours.line);
    set(ImGuiCol_TextSelectedBg, (colours.accent & 0x00ffffffU) | 0x50000000U);
    set(ImGuiCol_NavHighlight, colours.accent);
    set(ImGuiCol_ModalWindowDimBg, IM_COL32(10, 16, 20, 90));
    set(ImGuiCol_ResizeGrip, nothing);
    set(ImGuiCol_ResizeGripHovered, nothing);
    set(ImGuiCol_ResizeGripActive, nothing);
}

}  // namespace

void apply_style(const Look& look) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = {0, 0};
    style.WindowRounding = 0;
    style.WindowBorderSize = 0;
    style.WindowMinSize = {1, 1};
    style.ChildBorderSize = 0;
    style.PopupRounding = look.px(measure::corner);
    style.PopupBorderSize = 1;
    style.FramePadding = {look.px(8), look.px(6)};
    style.FrameRounding = look.px(measure::corner);
    style.FrameBorderSize = 1;
    style.ItemSpacing = {look.px(8), look.px(4)};
    style.ItemInnerSpacing = {look.px(6), look.px(4)};
    style.ScrollbarSize = look.px(10);
    style.ScrollbarRounding = look.px(5);
    style.GrabRounding = look.px(5);
    style.DisabledAlpha = 1;  // widgets draw what cannot be used themselves
    style.AntiAliasedLinesUseTex = true;
    apply_colours(style, look.colours());
}

}  // namespace balise::gui
