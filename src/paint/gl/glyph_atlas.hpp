#pragma once
// Pictures of letters side by side in one texture of one channel, made when they are first needed.
#include <cstdint>
#include <memory>

#include "map/display_list.hpp"

namespace balise::paint::gl {

// Where a letter's picture lies, and where it goes.
struct AtlasGlyph {
    int u = 0, v = 0, columns = 0, rows = 0;  // texels; no columns: nothing to see
    int left = 0, top = 0;                    // of the picture from the letter's whole pixel, y down
    float stretch = 1;                        // very large letters are made smaller and stretched
};

// What a letter's picture depends on, besides its font.
struct GlyphLook {
    std::uint32_t glyph = 0;
    double em = 0;               // pixels
    double angle = 0;            // radians, clockwise
    double halo = 0;             // pixels; more than 0: the halo and not the letter
    int part_x = 0, part_y = 0;  // quarters of a pixel
};

class GlyphAtlas {
public:
    GlyphAtlas();
    ~GlyphAtlas();
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    // Grows with each emptying: places of glyphs found under an older number are no longer good.
    std::uint64_t generation() const;
    // Nothing when the atlas is full. Throws not_found when the font's file is gone.
    const AtlasGlyph* find(const map::Font& font, const GlyphLook& look);
    // Forgets all, and becomes larger if it may.
    void empty();
    // Sends what is new to the texture and binds it.
    void bind();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::paint::gl
