#include "paint/gl/glyph_atlas.hpp"

#include <epoxy/gl.h>
#include <ft2build.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>
#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_OUTLINE_H
#include FT_STROKER_H

#include "base/error.hpp"
#include "paint/font_faces.hpp"

namespace balise::paint::gl {

namespace {

constexpr double largest_em = 256;  // pixels
constexpr int first_side = 1024, largest_side = 4096;
constexpr double slant = 0.2125565616700221;  // the tangent of 12°

struct CloseStroker {
    void operator()(FT_Stroker stroker) const { FT_Stroker_Done(stroker); }
};
struct CloseGlyph {
    void operator()(FT_Glyph glyph) const { FT_Done_Glyph(glyph); }
};
using Stroker = std::unique_ptr<FT_StrokerRec_, CloseStroker>;
using GlyphImage = std::unique_ptr<FT_GlyphRec_, CloseGlyph>;

struct FontOrder {
    bool operator()(const map::Font& a, const map::Font& b) const {
        return std::tie(a.file, a.face, a.slanted) < std::tie(b.file, b.face, b.slanted);
    }
};

// A look in whole numbers, so that equal ones are found again.
struct Key {
    std::uint32_t font, glyph;
    std::int32_t em, angle, halo;  // 1/64 pixel, 1/1000 radian, 1/64 pixel
    std::int32_t part;
    bool operator==(const Key&) const = default;
};
struct KeyHash {
    std::size_t operator()(const Key& key) const {
        std::uint64_t hash = 1469598103934665603ULL;
        for (const auto word : {std::uint64_t{key.font}, std::uint64_t{key.glyph}, static_cast<std::uint64_t>(key.em),
                                static_cast<std::uint64_t>(key.angle), static_cast<std::uint64_t>(key.halo),
                                static_cast<std::uint64_t>(key.part)})
            hash = (hash ^ word) * 1099511628211ULL;
        return static_cast<std::size_t>(hash ^ hash >> 32U);
    }
};

FT_Fixed fixed(double value) {
    return static_cast<FT_Fixed>(std::lround(value * 65536));
}

}  // namespace

struct GlyphAtlas::State {
    struct OpenFont {
        std::uint32_t number = 0;
        FontFace face;
        std::int32_t em = 0;
    };
    FontLibrary library = open_font_library();
    Stroker stroker;
    std::map<map::Font, OpenFont, FontOrder> fonts;
    std::unordered_map<Key, AtlasGlyph, KeyHash> glyphs;
    std::uint64_t generation = 1;
    int side = first_side;
    std::vector<std::uint8_t> texels = std::vector<std::uint8_t>(std::size_t{first_side} * first_side);
    int shelf_top = 0, shelf_rows = 0, shelf_used = 0;
    GLuint texture = 0;
    int texture_side = 0;
    int new_from = first_side, new_to = 0;  // rows that the texture has not seen

    OpenFont& open(const map::Font& font) {
        auto& opened = fonts[font];
        if (opened.face) return opened;
        opened.face = open_font_face(library.get(), font);
        opened.number = static_cast<std::uint32_t>(fonts.size());
        return opened;
    }

    // The letter's outline at its size, turned and put on its part of a pixel, or that of its halo; drawn.
    GlyphImage drawn(OpenFont& font, bool slanted, const Key& key) {
        if (font.em != key.em) {
            FT_Set_Char_Size(font.face.get(), 0, key.em, 72, 72);
            font.em = key.em;
        }
        if (FT_Load_Glyph(font.face.get(), key.glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return nullptr;
        auto* slot = font.face->glyph;
        if (slot->format != FT_GLYPH_FORMAT_OUTLINE || slot->outline.n_points == 0) return nullptr;
        const double angle = key.angle / 1000.0;
        const double lean = slanted ? slant : 0;
        // FreeType's y goes up.
        const double cosine = std::cos(angle), sine = std::sin(angle);
        const FT_Matrix matrix{fixed(cosine), fixed(lean * cosine + sine), fixed(-sine), fixed(cosine - lean * sine)};
        FT_Outline_Transform(&slot->outline, &matrix);
        FT_Outline_Translate(&slot->outline, key.part % 4 * 16, -(key.part / 4) * 16);
        FT_Glyph image = nullptr;
        if (FT_Get_Glyph(slot, &image) != 0) return nullptr;
        if (key.halo > 0) {
            FT_Stroker_Set(stroker.get(), key.halo, FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
            FT_Glyph_Stroke(&image, stroker.get(), 1);
        }
        if (FT_Glyph_To_Bitmap(&image, FT_RENDER_MODE_NORMAL, nullptr, 1) != 0) {
            FT_Done_Glyph(image);
            return nullptr;
        }
        return GlyphImage(image);
    }

    // Room for a picture and an empty texel about it; false when there is none.
    bool place(AtlasGlyph& glyph) {
        const int columns = glyph.columns + 2, rows = glyph.rows + 2;
        if (shelf_used + columns > side) {
            shelf_top += shelf_rows;
            shelf_rows = shelf_used = 0;
        }
        shelf_rows = std::max(shelf_rows, rows);
        if (columns > side || shelf_top + shelf_rows > side) return false;
        glyph.u = shelf_used + 1;
        glyph.v = shelf_top + 1;
        shelf_used += columns;
        return true;
    }
};

GlyphAtlas::GlyphAtlas() : state_(std::make_unique<State>()) {
    FT_Stroker stroker = nullptr;
    if (FT_Stroker_New(state_->library.get(), &stroker) != 0)
        throw base::Error(base::ErrorKind::internal, base::mark("the font library does not start"));
    state_->stroker.reset(stroker);
}

GlyphAtlas::~GlyphAtlas() {
    if (state_->texture != 0) glDeleteTextures(1, &state_->texture);
}

std::uint64_t GlyphAtlas::generation() const {
    return state_->generation;
}

const AtlasGlyph* GlyphAtlas::find(const map::Font& font, const GlyphLook& look) {
    auto& state = *state_;
    auto& opened = state.open(font);
    const double shrink = std::min(1.0, largest_em / look.em);
    const Key key{opened.number,
                  look.glyph,
                  static_cast<std::int32_t>(std::lround(look.em * shrink * 64)),
                  static_cast<std::int32_t>(std::lround(look.angle * 1000)),
                  static_cast<std::int32_t>(std::lround(look.halo * shrink * 64)),
                  look.part_y * 4 + look.part_x};
    if (const auto found = state.glyphs.find(key); found != state.glyphs.end()) return &found->second;
    AtlasGlyph glyph;
    glyph.stretch = static_cast<float>(1 / shrink);
    if (const auto image = state.drawn(opened, font.slanted, key)) {
        const auto& picture = *static_cast<FT_BitmapGlyph>(static_cast<void*>(image.get()));
        glyph.columns = static_cast<int>(picture.bitmap.width);
        glyph.rows = static_cast<int>(picture.bitmap.rows);
        glyph.left = picture.left;
        glyph.top = -picture.top;
        if (!state.place(glyph)) return nullptr;
        for (int row = 0; row < glyph.rows; ++row) {
            const auto* from = picture.bitmap.buffer + std::ptrdiff_t{row} * picture.bitmap.pitch;
            std::copy_n(from, glyph.columns,
                        state.texels.begin() + std::ptrdiff_t{glyph.v + row} * state.side + glyph.u);
        }
        state.new_from = std::min(state.new_from, glyph.v);
        state.new_to = std::max(state.new_to, glyph.v + glyph.rows);
    }
    return &state.glyphs.emplace(key, glyph).first->second;
}

void GlyphAtlas::empty() {
    auto& state = *state_;
    ++state.generation;
    state.glyphs.clear();
    state.side = std::min(largest_side, state.side * 2);
    state.texels.assign(static_cast<std::size_t>(state.side) * static_cast<std::size_t>(state.side), 0);
    state.shelf_top = state.shelf_rows = state.shelf_used = 0;
    state.new_from = 0;
    state.new_to = state.side;
}

void GlyphAtlas::bind() {
    auto& state = *state_;
    if (state.texture == 0) glGenTextures(1, &state.texture);
    glBindTexture(GL_TEXTURE_2D, state.texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (state.texture_side != state.side) {
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, state.side, state.side, 0, GL_RED, GL_UNSIGNED_BYTE, state.texels.data());
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        state.texture_side = state.side;
    } else if (state.new_from < state.new_to) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, state.new_from, state.side, state.new_to - state.new_from, GL_RED,
                        GL_UNSIGNED_BYTE, state.texels.data() + std::ptrdiff_t{state.new_from} * state.side);
    }
    state.new_from = state.side;
    state.new_to = 0;
}

}  // namespace balise::paint::gl
