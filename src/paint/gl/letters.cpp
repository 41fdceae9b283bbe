#include "paint/gl/letters.hpp"

#include <epoxy/gl.h>

#include <cmath>
#include <cstddef>

#include "paint/gl/upload.hpp"

namespace balise::paint::gl {

namespace {

std::array<std::uint8_t, 4> channels(map::Colour colour) {
    return {colour.red, colour.green, colour.blue, colour.alpha};
}

class LetterMaker {
public:
    LetterMaker(const UploadedList& list, GlyphAtlas& atlas, double scale, double shift_x, double shift_y)
        : list_(list), atlas_(atlas), scale_(scale), shift_x_(shift_x), shift_y_(shift_y) {}

    // False when the atlas is full.
    bool add(const map::GlyphRun& run, map::Colour colour, double halo) {
        if (run.size <= 0) return true;
        const auto& font = list_.fonts[run.font];
        const double cosine = std::cos(run.angle), sine = std::sin(run.angle);
        for (const auto& glyph : run.glyphs) {
            const double x = (run.origin.x + glyph.x * cosine - glyph.y * sine) * scale_ + shift_x_;
            const double y = (run.origin.y + glyph.x * sine + glyph.y * cosine) * scale_ + shift_y_;
            // To the nearest quarter of a pixel.
            const auto quarters_x = std::lround(x * 4), quarters_y = std::lround(y * 4);
            const auto* found = atlas_.find(font, {glyph.index, run.size * scale_, run.angle, halo,
                                                   static_cast<int>(quarters_x & 3), static_cast<int>(quarters_y & 3)});
            if (found == nullptr) return false;
            if (found->columns > 0) add(*found, quarters_x >> 2, quarters_y >> 2, channels(colour));
        }
        return true;
    }

    std::vector<GlyphCorner> corners;
    std::vector<std::uint32_t> indices;

private:
    void add(const AtlasGlyph& glyph, long column, long row, std::array<std::uint8_t, 4> colour) {
        const auto base = static_cast<std::uint32_t>(corners.size());
        for (int corner = 0; corner < 4; ++corner) {
            const int right = corner % 2 * glyph.columns, down = corner / 2 * glyph.rows;
            corners.push_back({static_cast<float>(column) + static_cast<float>(glyph.left + right) * glyph.stretch,
                               static_cast<float>(row) + static_cast<float>(glyph.top + down) * glyph.stretch, colour,
                               static_cast<float>(glyph.u + right), static_cast<float>(glyph.v + down)});
        }
        indices.insert(indices.end(), {base, base + 1, base + 2, base + 2, base + 1, base + 3});
    }

    const UploadedList& list_;
    GlyphAtlas& atlas_;
    double scale_, shift_x_, shift_y_;
};

bool add_lettering(LetterMaker& maker, const map::Lettering& lettering, double scale) {
    const double halo = lettering.halo_width * scale;
    if (halo > 0 && lettering.halo.alpha > 0)
        for (const auto& run : lettering.runs)
            if (!maker.add(run, lettering.halo, halo)) return false;
    for (const auto& run : lettering.runs)
        if (!maker.add(run, lettering.colour, 0)) return false;
    return true;
}

bool add_all(LetterMaker& maker, const UploadedList& list, double scale, std::vector<std::size_t>& ends) {
    for (const auto& lettering : list.letterings) {
        if (!add_lettering(maker, lettering, scale)) return false;
        ends.push_back(maker.indices.size() / 6);
    }
    return true;
}

// The view moves by quarters of a pixel, so that few ways to lie on the pixels recur.
double in_quarters(double pixels) {
    return std::round(pixels * 4) / 4;
}

}  // namespace

bool make_letters(const UploadedList& list, GlyphAtlas& atlas, const PixelPlacing& placing, std::size_t& next,
                  const std::function<bool()>& is_time) {
    const double shift_x = in_quarters(placing.shift_x), shift_y = in_quarters(placing.shift_y);
    LetterMaker maker(list, atlas, placing.scale, shift_x - std::floor(shift_x), shift_y - std::floor(shift_y));
    // A full atlas is update_letters' affair.
    while (next < list.letterings.size() && add_lettering(maker, list.letterings[next], placing.scale)) {
        ++next;
        if (is_time()) return next >= list.letterings.size();
    }
    return true;
}

map::Spot update_letters(UploadedList& list, GlyphAtlas& atlas, const PixelPlacing& placing) {
    auto& letters = list.letters;
    const double shift_x = in_quarters(placing.shift_x), shift_y = in_quarters(placing.shift_y);
    const map::Spot whole{static_cast<float>(std::floor(shift_x)), static_cast<float>(std::floor(shift_y))};
    const double fraction_x = shift_x - std::floor(shift_x), fraction_y = shift_y - std::floor(shift_y);
    if (letters.scale == placing.scale && letters.fraction_x == fraction_x && letters.fraction_y == fraction_y &&
        letters.atlas == atlas.generation())
        return whole;
    // An atlas that is full is emptied once for what other lists and scales have left in it, and while it still grows.
    constexpr int most_tries = 4;
    for (int turn = 0; turn < most_tries; ++turn) {
        LetterMaker maker(list, atlas, placing.scale, fraction_x, fraction_y);
        letters.ends.clear();
        const bool fits = add_all(maker, list, placing.scale, letters.ends);
        if (!fits && turn + 1 < most_tries) {
            atlas.empty();
            continue;
        }
        letters.ends.resize(list.letterings.size(), maker.indices.size() / 6);
        fill_buffers(letters.geometry, maker.corners.data(), maker.corners.size() * sizeof(GlyphCorner), maker.indices);
        break;
    }
    const auto at = [](std::size_t offset) { return reinterpret_cast<const void*>(offset); };
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(GlyphCorner), at(0));
    glEnableVertexAttribArray(1);
    glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(GlyphCorner), at(offsetof(GlyphCorner, colour)));
    glEnableVertexAttribArray(2);
    glVertexAttribPointer(2, 2, GL_FLOAT, GL_FALSE, sizeof(GlyphCorner), at(offsetof(GlyphCorner, u)));
    letters.scale = placing.scale;
    letters.fraction_x = fraction_x;
    letters.fraction_y = fraction_y;
    letters.atlas = atlas.generation();
    return whole;
}

}  // namespace balise::paint::gl
