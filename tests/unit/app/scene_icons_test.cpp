// The pictures of lists and buttons.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/scene.hpp"
#include "model/vocabulary.hpp"

namespace balise {

TEST(IconSheet, HoldsEachPictureOnceInACellOfItsOwn) {
    const auto sheet = app::icon_sheet(8, 6, false);
    ASSERT_EQ(sheet.list.groups.size(), 1U);
    const auto& marks = std::get<map::Marks>(sheet.list.groups[0].batches.at(0)).marks;
    ASSERT_EQ(marks.size(), sheet.names.size());
    EXPECT_EQ(std::set<std::string>(sheet.names.begin(), sheet.names.end()).size(), sheet.names.size());
    for (std::size_t i = 0; i < marks.size(); ++i) {
        EXPECT_FLOAT_EQ(marks[i].centre.x, (static_cast<float>(i % sheet.columns) + 0.5F) * 8);
        EXPECT_FLOAT_EQ(marks[i].centre.y, (static_cast<float>(i / sheet.columns) + 0.5F) * 8);
        EXPECT_EQ(sheet.list.symbols.at(marks[i].symbol).name, sheet.names[i]);
        EXPECT_LE(marks[i].centre.y + 4, sheet.list.height + 1e-4F);
    }
}

TEST(IconSheet, HasThePicturesThatTheWindowNeeds) {
    const auto names = app::icon_sheet(8, 6, true).names;
    for (const char* name : {"provider/social_centre",
                             "provider/hotline",
                             "border/official_post",
                             "transport/airport",
                             "risk_zone/lower",
                             "risk_zone/medium",
                             "risk_zone/higher",
                             "icon/search",
                             "icon/close",
                             "icon/plus",
                             "icon/minus",
                             "icon/home",
                             "icon/back",
                             "icon/forward",
                             "icon/fit",
                             "icon/ruler",
                             "icon/eye",
                             "icon/eye_off",
                             "icon/lock",
                             "icon/check",
                             "icon/pencil",
                             "icon/history",
                             "icon/chevron_down",
                             "icon/chevron_right",
                             "icon/chevron_up",
                             "icon/undo",
                             "icon/redo",
                             "icon/moon",
                             "icon/sun",
                             "icon/folder",
                             "icon/file",
                             "icon/save",
                             "icon/print",
                             "icon/export",
                             "icon/import",
                             "icon/filter",
                             "icon/layers",
                             "icon/phone",
                             "icon/person",
                             "icon/clock",
                             "icon/pin",
                             "icon/warning",
                             "icon/info",
                             "icon/error",
                             "icon/triangle",
                             "icon/drag",
                             "icon/menu",
                             "icon/trash",
                             "icon/copy",
                             "icon/language",
                             "icon/keyboard",
                             "icon/question",
                             "icon/play",
                             "icon/stop",
                             "icon/map",
                             "icon/list",
                             "icon/zone",
                             "icon/border",
                             "icon/bus",
                             "icon/plane",
                             "icon/anchor",
                             "icon/arrows_move",
                             "icon/compass",
                             "icon/north",
                             "icon/bell",
                             "icon/calendar",
                             "icon/dot",
                             "icon/star",
                             "icon/shield",
                             "icon/external"})
        EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
}

TEST(IconSheet, NothingReachesBeyondItsCell) {
    const double cell = 8, size = 6;
    const auto sheet = app::icon_sheet(cell, size, false);
    for (const auto& symbol : sheet.list.symbols)
        for (const auto& part : symbol.parts)
            for (const auto& spot : part.paths.spots) {
                EXPECT_LE((std::abs(spot.x) + part.width / 2) * 6, 4.0F) << symbol.name;
                EXPECT_LE((std::abs(spot.y) + part.width / 2) * 6, 4.0F) << symbol.name;
            }
}

TEST(IconSheet, IconsAreWhiteToBeTinted) {
    for (const bool dark : {false, true})
        for (const auto& symbol : app::icon_sheet(8, 6, dark).list.symbols) {
            if (!symbol.name.starts_with("icon/")) continue;
            for (const auto& part : symbol.parts) EXPECT_EQ(part.colour, (map::Colour{255, 255, 255, 255}));
        }
}

}  // namespace balise
