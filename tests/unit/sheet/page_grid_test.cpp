// Where the parts of a page lie, and the squares of its index.
#include "sheet/page_grid.hpp"

#include <gtest/gtest.h>

#include "sheet/page.hpp"

namespace {

using namespace balise;
using namespace balise::sheet;

bool overlap(map::Frame a, map::Frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

class PageGrids : public testing::TestWithParam<std::pair<PaperFormat, Orientation>> {};

TEST_P(PageGrids, PartsKeepOffEachOtherAndTheMargins) {
    const auto grid = page_grid(GetParam().first, GetParam().second);
    std::vector<map::Frame> parts{grid.title, grid.hotline, grid.stamp,  grid.message, grid.sample,
                                  grid.map,   grid.list,    grid.legend, grid.note,    grid.footer};
    if (grid.legend_below_list) parts.erase(parts.begin() + 7);  // divided only when the legend is known
    for (std::size_t i = 0; i < parts.size(); ++i) {
        EXPECT_GE(parts[i].left, margin - 0.001) << i;
        EXPECT_LE(parts[i].right, grid.width - margin + 0.001) << i;
        EXPECT_GE(parts[i].top, margin - 1) << i;
        EXPECT_LE(parts[i].bottom, grid.height - 7) << i;
        for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(parts[i], parts[j])) << i << " over " << j;
    }
    EXPECT_NEAR(grid.window.width() / static_cast<float>(grid.columns), 22.75, 1.5);
    EXPECT_NEAR(grid.window.height() / static_cast<float>(grid.rows), 21.8, 2.2);
}

INSTANTIATE_TEST_SUITE_P(Papers, PageGrids,
                         testing::Values(std::pair(PaperFormat::a4, Orientation::portrait),
                                         std::pair(PaperFormat::a4, Orientation::landscape),
                                         std::pair(PaperFormat::a3, Orientation::portrait),
                                         std::pair(PaperFormat::a3, Orientation::landscape)));

TEST(PageGrid, A4HasTheSquaresAToH1To6) {
    const auto grid = page_grid(PaperFormat::a4, Orientation::portrait);
    EXPECT_EQ(grid.columns, 8);
    EXPECT_EQ(grid.rows, 6);
    EXPECT_EQ(square_of(grid, spot(14.1, 40.1)), "A1");
    EXPECT_EQ(square_of(grid, spot(195.9, 170.9)), "H6");
    EXPECT_EQ(square_of(grid, spot(14 + 22.75 * 4 + 0.1, 40 + 131.0 / 6 * 2 + 0.1)), "E3");
    EXPECT_EQ(square_of(grid, spot(196, 171)), "H6") << "the edge belongs to the last square";
    EXPECT_EQ(square_of(grid, spot(13.9, 100)), "") << "outside the window";
}

TEST(PageGrid, LettersGoOnAfterZ) {
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(53), "BB");
}

}  // namespace
