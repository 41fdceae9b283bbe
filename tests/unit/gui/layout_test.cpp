// Where panels lie.
#include "gui/layout.hpp"

#include <gtest/gtest.h>

namespace balise::gui {
namespace {

TEST(Layout, FollowsTheGridOfALargeWindow) {
    const auto layout = lay_out({1600, 1000}, 1, {Task::explore, true, false});
    EXPECT_FLOAT_EQ(layout.top_bar.height(), 48);
    EXPECT_FLOAT_EQ(layout.status_bar.height(), 28);
    EXPECT_FLOAT_EQ(layout.layers.width(), 288);
    ASSERT_TRUE(layout.card.has_value());
    EXPECT_FLOAT_EQ(layout.card->width(), 352);
    EXPECT_FLOAT_EQ(layout.table.height(), 212);
    EXPECT_FALSE(layout.card_over_map);
    EXPECT_FLOAT_EQ(layout.map.max.x, layout.card->min.x);
}

TEST(Layout, PanelsMeetWithoutGaps) {
    for (const float scale : {1.0F, 1.25F, 2.0F})
        for (const float width : {1024.0F, 1279.0F, 1600.0F}) {
            const auto layout = lay_out({width * scale, 760 * scale}, scale, {Task::explore, false, false});
            EXPECT_FLOAT_EQ(layout.layers.max.y, layout.filters.min.y);
            EXPECT_FLOAT_EQ(layout.filters.max.y, layout.status_bar.min.y);
            EXPECT_FLOAT_EQ(layout.layers.max.x, layout.map.min.x);
            EXPECT_FLOAT_EQ(layout.map.max.y, layout.table.min.y);
            EXPECT_FLOAT_EQ(layout.table.max.y, layout.status_bar.min.y);
            EXPECT_EQ(layout.card.has_value(), width >= 1280) << "with room enough the card stays";
            EXPECT_FLOAT_EQ(layout.map.max.x, layout.card ? layout.card->min.x : width * scale);
        }
}

TEST(Layout, NarrowWindowsGiveTheMapItsRoom) {
    const auto narrow = lay_out({1200, 760}, 1, {Task::explore, true, false});
    EXPECT_FLOAT_EQ(narrow.layers.width(), 248);
    EXPECT_FLOAT_EQ(narrow.card->width(), 304);
    EXPECT_FALSE(narrow.card_over_map);
    const auto smallest = lay_out({1024, 700}, 1, {Task::explore, true, true});
    EXPECT_TRUE(smallest.card_over_map);
    EXPECT_FLOAT_EQ(smallest.map.max.x, 1024) << "the map goes on below the card";
    EXPECT_FLOAT_EQ(smallest.table.height(), 33);
    EXPECT_GT(smallest.map.height(), 400);
}

}  // namespace
}  // namespace balise::gui
