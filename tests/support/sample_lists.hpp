#pragma once
// Display lists made by hand, for the painters.
#include <cstdint>
#include <string>

#include "map/display_list.hpp"

namespace balise::test {

// Adds a line, or a ring, to paths.
void add(map::Paths& paths, const std::vector<map::Spot>& spots);
// A disc of `corners` corners about a centre.
std::vector<map::Spot> disc(map::Spot centre, float radius, int corners);

// Index of a font of Debian's fonts-inter or fonts-dejavu-core in the list, by its file's name ("Inter-Regular.otf").
std::uint32_t font_of(map::DisplayList& list, const std::string& file, bool slanted = false);
// A run of words, one glyph a letter, with the font's own advances.
map::GlyphRun run_of(const map::DisplayList& list, std::uint32_t font, const std::string& words, float size,
                     map::Spot origin, float angle = 0);

// 100 × 80 mm with each kind of batch and each of its ways; what lies where is said in the source.
map::DisplayList every_primitive(bool letters = true);
// Shapes of all kinds strewn over 120 × 90 mm, without letters.
map::DisplayList strewn(std::uint32_t seed);
// As heavy as a region on the screen: 19,104 roads, 500 areas, 2,000 marks on 508 × 285.75 mm (1920 × 1080 at 96 dpi).
map::DisplayList heavy();

}  // namespace balise::test
