#include "support/sample_lists.hpp"

#include <ft2build.h>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <random>
#include <stdexcept>
#include FT_FREETYPE_H

namespace balise::test {

namespace {

using map::Colour;
using map::Fill;
using map::Marks;
using map::Paths;
using map::Spot;
using map::Stroke;

constexpr float pi = std::numbers::pi_v<float>;

void end_area(Fill& fill) {
    fill.areas.push_back(static_cast<std::uint32_t>(fill.rings.ends.size()));
}

Stroke stroke_of(const std::vector<Spot>& spots, Colour colour, float width, map::Cap cap, map::Join join) {
    Stroke stroke;
    add(stroke.lines, spots);
    stroke.colour = colour;
    stroke.width = width;
    stroke.cap = cap;
    stroke.join = join;
    return stroke;
}

std::vector<map::Symbol> symbols() {
    map::Symbol house{"house", {}};
    map::SymbolPart halo, wall, door, line;
    add(halo.paths, disc({0, 0}, 0.5F, 48));
    halo.colour = {255, 255, 255, 255};
    add(wall.paths, {{-0.35F, 0.35F}, {-0.35F, -0.1F}, {0, -0.4F}, {0.35F, -0.1F}, {0.35F, 0.35F}});
    wall.colour = {20, 90, 160, 255};
    add(door.paths, {{-0.1F, 0.35F}, {-0.1F, 0.05F}, {0.1F, 0.05F}, {0.1F, 0.35F}});
    door.colour = {250, 220, 120, 255};
    add(line.paths, {{-0.35F, -0.1F}, {0, -0.4F}, {0.35F, -0.1F}});
    line.colour = {10, 40, 80, 255};
    line.width = 0.08F;
    house.parts = {halo, wall, door, line};
    map::Symbol ring{"ring", {}};
    map::SymbolPart hole;
    add(hole.paths, disc({0, 0}, 0.45F, 40));
    add(hole.paths, disc({0, 0}, 0.2F, 24));
    hole.colour = {200, 40, 40, 200};
    ring.parts = {hole};
    return {house, ring};
}

// Upper left: areas. 5..45 × 5..35.
void add_areas(map::Group& group) {
    Fill fill;
    fill.colour = {70, 140, 90, 255};
    add(fill.rings, {{5, 5}, {25, 5}, {25, 25}, {5, 25}});
    add(fill.rings, {{10, 10}, {20, 10}, {20, 20}, {10, 20}});  // a hole
    end_area(fill);
    add(fill.rings, {{15, 15}, {30, 15}, {30, 30}, {15, 30}});  // over the first one's hole and corner
    end_area(fill);
    add(fill.rings, {{32, 5}, {45, 5}, {33, 15}, {45, 15}, {32, 5}});  // crosses itself
    end_area(fill);
    group.batches.emplace_back(fill);
    Fill glass;
    glass.colour = {220, 60, 60, 128};
    add(glass.rings, {{32, 18}, {42, 18}, {42, 30}, {32, 30}});
    end_area(glass);
    add(glass.rings, {{36, 22}, {46, 22}, {46, 34}, {36, 34}});  // doubled where they overlap
    end_area(glass);
    group.batches.emplace_back(glass);
}

// Upper right: lines. 52..98 × 5..35.
void add_lines(map::Group& group) {
    const std::vector<Spot> corner{{54, 14}, {60, 6}, {66, 14}};
    auto moved = corner;
    for (const auto& [cap, join] :
         {std::pair(map::Cap::butt, map::Join::miter), std::pair(map::Cap::round, map::Join::round),
          std::pair(map::Cap::square, map::Join::bevel)}) {
        group.batches.emplace_back(stroke_of(moved, {30, 30, 30, 255}, 2, cap, join));
        for (auto& spot : moved) spot.x += 15;
    }
    // Too sharp for a miter.
    group.batches.emplace_back(
        stroke_of({{54, 20}, {66, 20.5F}, {54, 21.5F}}, {0, 0, 120, 255}, 1, map::Cap::butt, map::Join::miter));
    // Closed, thin, and a dot.
    group.batches.emplace_back(stroke_of({{72, 18}, {80, 18}, {80, 26}, {72, 26}, {72, 18}}, {0, 120, 0, 255}, 1.5F,
                                         map::Cap::butt, map::Join::miter));
    group.batches.emplace_back(stroke_of({{84, 18}, {96, 26}}, {0, 0, 0, 255}, 0.1F, map::Cap::butt, map::Join::round));
    group.batches.emplace_back(stroke_of({{94, 20}}, {200, 0, 200, 255}, 3, map::Cap::round, map::Join::round));
    // Translucent and crossing: one shape.
    Stroke glass = stroke_of({{54, 26}, {66, 36}}, {240, 120, 0, 128}, 2, map::Cap::round, map::Join::round);
    add(glass.lines, {{66, 26}, {54, 36}});
    add(glass.lines, {{56, 31}, {64, 31}, {60, 27}, {60, 35}});
    group.batches.emplace_back(glass);
}

// Lower left: pictures, and areas cut at a box. 5..45 × 42..75.
void add_pictures(std::vector<map::Group>& groups) {
    map::Group pictures{"pictures", {}, {}};
    for (const bool smooth : {false, true}) {
        map::Raster raster;
        raster.frame = {smooth ? 27.0F : 5.0F, 42, smooth ? 45.0F : 23.0F, 54};
        raster.columns = 3;
        raster.rows = 2;
        raster.smooth = smooth;
        raster.pixels = {{255, 0, 0, 255},   {0, 255, 0, 255}, {0, 0, 255, 255},
                         {255, 255, 0, 255}, {0, 0, 0, 128},   {255, 255, 255, 0}};
        pictures.batches.emplace_back(raster);
    }
    groups.push_back(pictures);
    map::Group cut{"cut", map::Frame{10, 60, 40, 72}, {}};
    Fill fill;
    fill.colour = {120, 80, 160, 255};
    add(fill.rings, disc({25, 66}, 14, 60));
    end_area(fill);
    cut.batches.emplace_back(fill);
    groups.push_back(cut);
}

// Lower right: symbols and letters. 52..98 × 40..76.
void add_marks(map::Group& group) {
    Marks marks;
    for (int column = 0; column < 5; ++column) {
        const auto step = static_cast<float>(column);
        marks.marks.push_back({{56 + step * 8, 44}, 3 + step, static_cast<std::uint32_t>(column % 2), 0});
    }
    marks.marks.push_back({{58, 44}, 4, 0, 0});  // over the first
    group.batches.emplace_back(marks);
}

void add_letters(map::DisplayList& list) {
    map::Group group{"letters", {}, {}};
    const auto regular = font_of(list, "Inter-Regular.otf");
    const auto dejavu = font_of(list, "DejaVuSans.ttf", true);
    map::Lettering words;
    words.colour = {20, 20, 20, 255};
    words.halo = {255, 240, 160, 255};
    words.halo_width = 0.5F;
    words.runs = {run_of(list, regular, "Œuvre d’Hôpital à Haÿ", 4, {52, 56}),
                  run_of(list, regular, "Grand-Béréby", 4, {54, 76}, -0.35F)};
    group.batches.emplace_back(words);
    map::Lettering slanted;
    slanted.colour = {0, 60, 140, 255};
    slanted.runs = {run_of(list, dejavu, "Comoé", 5, {78, 72})};
    group.batches.emplace_back(slanted);
    list.groups.push_back(group);
}

float between(std::mt19937& random, float low, float high) {
    // Not std::uniform_real_distribution, which is not the same in every library.
    return low + (high - low) * static_cast<float>(random() % 65536U) / 65535.0F;
}

std::vector<Spot> wander(std::mt19937& random, Spot start, int count, float step) {
    std::vector<Spot> spots{start};
    float heading = between(random, -pi, pi);
    for (int spot = 1; spot < count; ++spot) {
        heading += between(random, -0.6F, 0.6F);
        start = {start.x + step * std::cos(heading), start.y + step * std::sin(heading)};
        spots.push_back(start);
    }
    return spots;
}

std::vector<Spot> blob(std::mt19937& random, Spot centre, float radius, int corners) {
    auto spots = disc(centre, radius, corners);
    for (auto& spot : spots) {
        const float factor = between(random, 0.7F, 1.2F);
        spot = {centre.x + (spot.x - centre.x) * factor, centre.y + (spot.y - centre.y) * factor};
    }
    return spots;
}

Colour any_colour(std::mt19937& random, bool translucent) {
    const auto channel = [&random] { return static_cast<std::uint8_t>(random() % 256U); };
    const auto red = channel(), green = channel(), blue = channel();
    return {red, green, blue, translucent ? static_cast<std::uint8_t>(60 + random() % 150U) : std::uint8_t{255}};
}

}  // namespace

void add(map::Paths& paths, const std::vector<map::Spot>& spots) {
    paths.spots.insert(paths.spots.end(), spots.begin(), spots.end());
    paths.ends.push_back(static_cast<std::uint32_t>(paths.spots.size()));
}

std::vector<map::Spot> disc(map::Spot centre, float radius, int corners) {
    std::vector<Spot> spots;
    for (int corner = 0; corner < corners; ++corner) {
        const float angle = 2 * pi * static_cast<float>(corner) / static_cast<float>(corners);
        spots.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return spots;
}

std::uint32_t font_of(map::DisplayList& list, const std::string& file, bool slanted) {
    for (const char* folder : {"/usr/share/fonts/opentype/inter/", "/usr/share/fonts/truetype/dejavu/"})
        if (std::filesystem::exists(folder + file)) {
            list.fonts.push_back({folder + file, 0, file, slanted});
            return static_cast<std::uint32_t>(list.fonts.size() - 1);
        }
    throw std::runtime_error("the font " + file + " is not installed: tools/packages-build.txt");
}

map::GlyphRun run_of(const map::DisplayList& list, std::uint32_t font, const std::string& words, float size,
                     map::Spot origin, float angle) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    if (FT_Init_FreeType(&library) != 0 || FT_New_Face(library, list.fonts[font].file.c_str(), 0, &face) != 0)
        throw std::runtime_error("no font");
    map::GlyphRun run{font, size, origin, angle, {}, words, {}};
    float x = 0;
    for (std::size_t at = 0; at < words.size();) {
        // UTF-8 that is known to be right.
        const auto lead = static_cast<unsigned char>(words[at]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        FT_ULong letter = bytes == 1 ? lead : lead & (0xffU >> (bytes + 1));
        for (std::size_t byte = 1; byte < bytes; ++byte)
            letter = letter << 6U | (static_cast<unsigned char>(words[at + byte]) & 0x3fU);
        const auto glyph = FT_Get_Char_Index(face, letter);
        FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE);
        run.glyphs.push_back({glyph, x, 0});
        run.clusters.push_back({static_cast<std::uint16_t>(bytes), 1});
        x += static_cast<float>(face->glyph->advance.x) / static_cast<float>(face->units_per_EM) * size;
        at += bytes;
    }
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    return run;
}

map::DisplayList every_primitive(bool letters) {
    map::DisplayList list;
    list.width = 100;
    list.height = 80;
    list.background = {245, 243, 238, 255};
    list.symbols = symbols();
    map::Group group{"shapes", {}, {}};
    add_areas(group);
    add_lines(group);
    add_marks(group);
    list.groups.push_back(group);
    add_pictures(list.groups);
    if (letters) add_letters(list);
    return list;
}

map::DisplayList strewn(std::uint32_t seed) {
    std::mt19937 random(seed);
    map::DisplayList list;
    list.width = 120;
    list.height = 90;
    list.symbols = symbols();
    for (int turn = 0; turn < 4; ++turn) {
        map::Group group{"turn", {}, {}};
        if (turn == 2) group.clip = map::Frame{20.3F, 15.1F, 100.7F, 80.9F};
        Fill fill;
        fill.colour = any_colour(random, turn % 2 == 1);
        for (int area = 0; area < 12; ++area) {
            const Spot centre{between(random, 0, 120), between(random, 0, 90)};
            const float radius = between(random, 3, 12);
            add(fill.rings, blob(random, centre, radius, 24));
            if (area % 3 == 0) add(fill.rings, disc(centre, radius * 0.4F, 20));
            end_area(fill);
        }
        group.batches.emplace_back(fill);
        for (int batch = 0; batch < 3; ++batch) {
            Stroke stroke;
            stroke.colour = any_colour(random, batch == 1);
            stroke.width = between(random, 0.1F, 1.2F);
            stroke.cap = static_cast<map::Cap>(random() % 3U);
            stroke.join = static_cast<map::Join>(random() % 3U);
            for (int line = 0; line < 10; ++line)
                add(stroke.lines, wander(random, {between(random, 0, 120), between(random, 0, 90)}, 20, 2));
            group.batches.emplace_back(stroke);
        }
        Marks marks;
        for (int mark = 0; mark < 40; ++mark)
            marks.marks.push_back({{between(random, 0, 120), between(random, 0, 90)},
                                   between(random, 1.5F, 6),
                                   static_cast<std::uint32_t>(random() % 2U),
                                   0});
        group.batches.emplace_back(marks);
        list.groups.push_back(group);
    }
    return list;
}

map::DisplayList heavy() {
    std::mt19937 random(7);
    map::DisplayList list;
    list.width = 508;
    list.height = 285.75F;
    list.symbols = symbols();
    map::Group group{"region", {}, {}};
    for (int batch = 0; batch < 5; ++batch) {
        Fill fill;
        fill.colour = any_colour(random, batch == 4);
        for (int area = 0; area < 100; ++area) {
            const Spot centre{between(random, 0, 508), between(random, 0, 285)};
            add(fill.rings, blob(random, centre, between(random, 5, 18), 120));
            end_area(fill);
        }
        group.batches.emplace_back(fill);
    }
    const float widths[] = {0.6F, 0.4F, 0.25F, 0.15F};
    for (const float width : widths) {
        Stroke stroke;
        stroke.colour = any_colour(random, false);
        stroke.width = width;
        stroke.cap = map::Cap::round;
        for (int line = 0; line < 4776; ++line)
            add(stroke.lines, wander(random, {between(random, 0, 508), between(random, 0, 285)}, 12, 1));
        group.batches.emplace_back(stroke);
    }
    Marks marks;
    for (int mark = 0; mark < 2000; ++mark)
        marks.marks.push_back({{between(random, 0, 508), between(random, 0, 285)},
                               mark % 3 == 0 ? 4.0F : 3.0F,
                               static_cast<std::uint32_t>(mark % 2),
                               0});
    group.batches.emplace_back(marks);
    list.groups.push_back(group);
    return list;
}

}  // namespace balise::test
