#include "gui/hatch.hpp"

#include <algorithm>

#include "gui/theme.hpp"

namespace balise::gui {

namespace {

struct LevelColours {
    unsigned red, green, blue;
};

LevelColours colours_of_level(const std::string& level, bool dark) {
    if (level == "higher") return dark ? LevelColours{0xFF, 0x5C, 0x7A} : LevelColours{0x8F, 0x12, 0x30};
    if (level == "medium") return dark ? LevelColours{0xF0, 0x8A, 0x5D} : LevelColours{0xB5, 0x47, 0x1D};
    return dark ? LevelColours{0xE0, 0xAE, 0x5C} : LevelColours{0xB7, 0x79, 0x1F};
}

void dots(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 ink, float scale) {
    const float step = 4.4F * scale;
    int line = 0;
    for (float y = min.y + step / 2; y < max.y; y += step / 1.4F, ++line)
        for (float x = min.x + (line % 2 == 0 ? step / 2 : step); x < max.x; x += step)
            list.AddCircleFilled({x, y}, 0.9F * scale, ink);
}

void diagonals(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 ink, float scale, bool rising) {
    const float step = 5 * scale, height = max.y - min.y;
    for (float x = min.x - height; x < max.x; x += step) {
        const ImVec2 low{x, rising ? max.y : min.y}, high{x + height, rising ? min.y : max.y};
        list.AddLine(low, high, ink, 1.1F * scale);
    }
}

void dashed_outline(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 ink, float scale) {
    const float dash = 3 * scale;
    for (float x = min.x; x < max.x; x += 2 * dash) {
        list.AddLine({x, min.y}, {std::min(x + dash, max.x), min.y}, ink, scale);
        list.AddLine({x, max.y}, {std::min(x + dash, max.x), max.y}, ink, scale);
    }
    for (float y = min.y; y < max.y; y += 2 * dash) {
        list.AddLine({min.x, y}, {min.x, std::min(y + dash, max.y)}, ink, scale);
        list.AddLine({max.x, y}, {max.x, std::min(y + dash, max.y)}, ink, scale);
    }
}

}  // namespace

void hatch_sample(ImDrawList& list, ImVec2 min, ImVec2 max, const std::string& level, bool dark, float scale,
                  bool dim) {
    const auto colours = colours_of_level(level, dark);
    const auto alpha = [&](unsigned full) {
        return IM_COL32(colours.red, colours.green, colours.blue, dim ? full / 3 : full);
    };
    list.AddRectFilled(min, max, alpha(28));
    list.PushClipRect(min, max, true);
    if (level == "higher" || level == "medium") diagonals(list, min, max, alpha(255), scale, true);
    if (level == "higher") diagonals(list, min, max, alpha(255), scale, false);
    if (level != "higher" && level != "medium") dots(list, min, max, alpha(255), scale);
    list.PopClipRect();
    if (level == "higher" || level == "medium")
        list.AddRect(min, max, alpha(255), 0, 0, (level == "higher" ? 1.4F : 1.0F) * scale);
    else
        dashed_outline(list, min, max, alpha(255), scale);
}

}  // namespace balise::gui
