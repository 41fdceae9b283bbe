// Display lists as text.
#include "map/display_list_text.hpp"

#include <gtest/gtest.h>

namespace {

using namespace balise::map;

TEST(DisplayListText, OneLineForEachThing) {
    DisplayList list;
    list.width = 210;
    list.height = 297;
    list.symbols.push_back({"disc", {{{{{-0.5F, 0}, {0.5F, 0}}, {2}}, {1, 2, 3, 4}, 0.1F}}});
    list.fonts.push_back({"/f.otf", 0, "Inter \"Bold\"", true});
    list.picks = {{4, 12, 1}, {4, Picked::no_row, 7}};
    Group group{"roads", Frame{1, 2, 3, 4}, {}};
    group.batches.emplace_back(
        Fill{{{{0, 0}, {1, 0}, {1, 1}, {5, 5}, {6, 5}, {6, 6}}, {3, 6}}, {1, 2}, {255, 0, 0, 255}, {0, 2}});
    group.batches.emplace_back(
        Stroke{{{{0, 0}, {-0.001F, 2.126F}}, {2}}, {0, 0, 0, 255}, 0.35F, Cap::round, Join::miter});
    group.batches.emplace_back(Marks{{{{1, 2}, 4.3F, 0, 1}}});
    group.batches.emplace_back(
        Lettering{{{0, 2.5F, {3, 4}, 0, {{1, 0, 0}}, "a\nb", {}}}, {9, 9, 9, 255}, {255, 255, 255, 255}, 0.7F});
    group.batches.emplace_back(Raster{{0, 0, 1, 1}, 1, 1, {{1, 2, 3, 4}}, true});
    list.groups.push_back(group);
    EXPECT_EQ(to_text(list), R"(sheet 210.00 x 297.00 #ffffff
font "Inter \"Bold\"" slanted
symbol "disc"
  stroke 0.10 #01020304
    path -0.50,0.00 0.50,0.00
pick 1 layer 4 row 12
pick 2 layer 4 x7
group "roads" clip 1.00,2.00 3.00,4.00
  fill #ff0000
    area
      ring 0.00,0.00 1.00,0.00 1.00,1.00
    area pick 2
      ring 5.00,5.00 6.00,5.00 6.00,6.00
  stroke #000000 0.35 round miter
    line 0.00,0.00 0.00,2.13
  marks
    "disc" 1.00,2.00 4.30 pick 1
  letters #090909 halo #ffffff 0.70
    "a\nb" 3.00,4.00 2.50 "Inter \"Bold\"" 1 glyphs
  raster 0.00,0.00 1.00,1.00 1 x 1 smooth )"
                             "be7a5e775165785d\n");
    list.groups[0].batches.pop_back();
    EXPECT_EQ(to_text(list), to_text(list));
}

TEST(DisplayListText, BrokenReferencesAreShown) {
    DisplayList list;
    list.groups.push_back({"g", std::nullopt, {Marks{{{{0, 0}, 1, 9, 0}}}}});
    EXPECT_NE(to_text(list).find("\"?\""), std::string::npos);
}

}  // namespace
