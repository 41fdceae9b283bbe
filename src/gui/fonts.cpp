#include "gui/fonts.hpp"

#include <imgui_freetype.h>

#include <algorithm>
#include <map>
#include <vector>

#include "app/interface_fonts.hpp"

namespace balise::gui {

namespace {

struct Cut {
    float size;  // em, logical pixels
    int weight;
};

constexpr Cut cut_of(Face face) {
    switch (face) {
        case Face::small: return {11.5F, 400};
        case Face::list: return {12.5F, 400};
        case Face::text: return {13, 400};
        case Face::text_bold: return {13, 600};
        case Face::list_bold: return {12.5F, 600};
        case Face::head: return {11, 600};
        case Face::figure: return {21, 600};
        case Face::title: return {18, 600};
        case Face::brand: return {18, 700};
    }
    return {13, 400};
}

// Latin with its accents, punctuation, figures' spaces, arrows and a few signs.
constexpr ImWchar ranges[] = {0x20,   0x17F,  0x18F,  0x18F,  0x1E0,  0x1E3,  0x254,  0x25B,  0x2BC,
                              0x2BC,  0x300,  0x302,  0x2007, 0x2015, 0x2018, 0x2022, 0x2026, 0x2026,
                              0x202F, 0x2033, 0x2039, 0x203A, 0x2044, 0x2044, 0x20AC, 0x20AC, 0x2116,
                              0x2116, 0x2122, 0x2122, 0x2190, 0x2195, 0x2212, 0x2212, 0x2248, 0x2248,
                              0x2260, 0x2265, 0x25CF, 0x25CF, 0x2713, 0x2713, 0xFFFD, 0xFFFD, 0};

std::vector<char32_t> letters() {
    std::vector<char32_t> list;
    for (const ImWchar* range = ranges; range[0] != 0; range += 2)
        for (char32_t letter = range[0]; letter <= range[1]; ++letter) list.push_back(letter);
    return list;
}

// Files and advances do not depend on the size: asked for once.
const app::InterfaceFont& measured(int weight) {
    static std::map<int, app::InterfaceFont> kept;
    const auto found = kept.find(weight);
    return found != kept.end() ? found->second
                               : kept.emplace(weight, app::interface_font(weight, letters())).first->second;
}

// ImGui's builder rounds advances up to whole pixels and knows no tabular figures: both are mended here.
void set_advances(ImFont& font, const std::vector<float>& advances, float em) {
    const auto list = letters();
    for (ImFontGlyph& glyph : font.Glyphs) {
        const auto at = std::lower_bound(list.begin(), list.end(), static_cast<char32_t>(glyph.Codepoint));
        if (at == list.end() || *at != glyph.Codepoint) continue;
        const float advance = advances[static_cast<std::size_t>(at - list.begin())] * em;
        if (glyph.Codepoint >= '0' && glyph.Codepoint <= '9') {
            const float shift = (advance - (glyph.X0 + glyph.X1)) / 2;
            glyph.X0 += shift;
            glyph.X1 += shift;
        }
        glyph.AdvanceX = advance;
        if (static_cast<int>(glyph.Codepoint) < font.IndexAdvanceX.Size)
            font.IndexAdvanceX[static_cast<int>(glyph.Codepoint)] = advance;
    }
    if (font.FallbackGlyph != nullptr) font.FallbackAdvanceX = font.FallbackGlyph->AdvanceX;
}

}  // namespace

void load_fonts(Look& look) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    atlas.TexDesiredWidth = look.scale > 1.4F ? 2048 : 1024;
    for (int i = 0; i < face_count; ++i) {
        const Cut cut = cut_of(static_cast<Face>(i));
        const auto& font = measured(cut.weight);
        ImFontConfig config;
        config.FontNo = static_cast<int>(font.face);
        config.EllipsisChar = 0x2026;
        // ImGui's size of a font is from ascent to descent.
        const float pixels = cut.size * look.scale * static_cast<float>(font.height);
        look.fonts[i] = atlas.AddFontFromFileTTF(font.file.c_str(), pixels, &config, ranges);
    }
    ImGui::GetIO().FontDefault = look.fonts[static_cast<int>(Face::text)];
    atlas.Build();
    for (int i = 0; i < face_count; ++i) {
        const Cut cut = cut_of(static_cast<Face>(i));
        set_advances(*look.fonts[i], measured(cut.weight).advances, cut.size * look.scale);
    }
}

}  // namespace balise::gui
