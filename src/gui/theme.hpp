#pragma once
// Colours, fonts and measures of the window, in logical pixels. One table for light, one for dark.
#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "gui/requests.hpp"

namespace balise::gui {

// 0xRRGGBB with full opacity unless said; as ImGui packs them.
struct Palette {
    ImU32 window, panel, raised, line, strong_line;
    ImU32 text, second, disabled;
    ImU32 accent, on_accent, accent_soft;  // soft: selected row, chosen field
    ImU32 beacon;                          // selection only
    ImU32 good, good_soft, warning, warning_soft, error, error_soft, sample, sample_soft, confidential,
        confidential_soft;
    ImU32 row_hover, chip, shadow, tooltip, on_tooltip;
};
const Palette& palette(Theme theme);

// Sizes at text scale 1 of a 96-dpi screen; multiply by Look::scale.
namespace measure {
inline constexpr float top_bar = 48, left_panel = 288, left_narrow = 248, card = 352, card_narrow = 304, table = 212,
                       table_folded = 33, status_bar = 28, padding = 16, list_padding = 12, layer_row = 22,
                       group_row = 26, table_row = 25, table_header = 27, list_row = 42, button = 30, field = 28,
                       chip = 24, icon = 16, corner = 5, chip_corner = 4, tool = 34, tool_margin = 10,
                       suggestions_width = 312;
}  // namespace measure

enum class Face {
    small,      // 11.5
    list,       // 12.5
    text,       // 13
    text_bold,  // 13 semibold
    list_bold,  // 12.5 semibold
    head,       // 11 semibold, set in capitals with spacing by section_head
    figure,     // 21 semibold
    title,      // 18 semibold
    brand,      // 18 bold
};
inline constexpr int face_count = 9;

// Where a symbol or icon lies in the icon texture.
struct IconCell {
    ImVec2 uv0, uv1;
};

// What the widgets draw with; made by the window (fonts and textures) or by tests (one font, no texture).
struct Look {
    Theme theme = Theme::light;
    float scale = 1;  // logical → real pixels: screen density × text size
    ImFont* fonts[face_count] = {};
    ImTextureID icons = nullptr;
    std::unordered_map<std::string, IconCell> cells;  // "provider/social_centre", "icon/search"
    const Palette& colours() const { return palette(theme); }
    ImFont* font(Face face) const { return fonts[static_cast<int>(face)]; }
    float px(float logical) const { return static_cast<float>(static_cast<int>(logical * scale + 0.5F)); }
};

// The look of the frame that is being drawn. Set by the window before the panels, and by panel tests.
const Look& look();
void set_look(const Look* look);

// ImGui's own style made to agree with the look.
void apply_style(const Look& look);

}  // namespace balise::gui
