// Scale bar, graticule, north, squares of a code.
#include "sheet/map_frame.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "sheet/map_window.hpp"
#include "sheet/qr_code.hpp"

namespace {

using namespace balise;
using namespace balise::sheet;

map::MapView view_at(double lon, double lat, double denominator) {
    const auto projection = map::fit_projection({lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5});
    return {projection, *projection.forward({lon, lat}), base::ScaleDenominator(denominator), {14, 40, 196, 171}};
}

TEST(MapFrame, TheScaleBarIsRoundAndNeitherShortNorLong) {
    EXPECT_EQ(scale_marks(850'000, 35), (std::vector<double>{0, 5'000, 10'000, 20'000}));
    EXPECT_EQ(scale_marks(400'000, 35), (std::vector<double>{0, 2'000, 5'000, 10'000}));
    EXPECT_EQ(scale_marks(2'000'000, 35), (std::vector<double>{0, 10'000, 20'000, 50'000}));
    for (double denominator = 1000; denominator < 1e7; denominator *= 1.17) {
        const auto marks = scale_marks(denominator, 35);
        const double bar = marks.back() / denominator * 1000;
        EXPECT_LE(bar, 35.001) << denominator;
        EXPECT_GE(bar, 35 / 2.51) << denominator;
    }
}

TEST(MapFrame, NorthTurnsWithTheMeridian) {
    EXPECT_NEAR(north_of(view_at(-3, 7, 850'000)), 0, 1e-4) << "on the zone's own meridian";
    // West of it the meridians lean to the right by about Δλ sin φ (here 2.5° × sin 8°).
    EXPECT_NEAR(north_of(view_at(-5.5, 8, 850'000)), 2.5 * 3.14159265 / 180 * std::sin(8 * 3.14159265 / 180), 2e-4);
}

TEST(MapFrame, AnglesInBothLanguages) {
    EXPECT_EQ(angle_words(465, true, base::Language::french), "7°45′ N");
    EXPECT_EQ(angle_words(-330, false, base::Language::french), "5°30′ O");
    EXPECT_EQ(angle_words(-305, false, base::Language::english), "5°05′ W");
    EXPECT_EQ(angle_words(60, false, base::Language::english), "1°00′ E");
    EXPECT_EQ(angle_words(-60, true, base::Language::english), "1°00′ S");
}

TEST(MapFrame, TheGraticuleMeetsTheFrameWhereItSays) {
    const auto view = view_at(-5.3, 7.7, 850'000);
    const auto graticule = graticule_of(view, base::Language::french);
    EXPECT_EQ(graticule.step_minutes, 15);
    ASSERT_GE(graticule.ends.size(), 6U);
    for (const auto& end : graticule.ends) {
        const auto position = view.projection.inverse(view.from_sheet(end.spot));
        ASSERT_TRUE(position);
        const double minutes = (end.parallel ? position->lat : position->lon) * 60;
        EXPECT_NEAR(minutes / 15, std::round(minutes / 15), 1e-3) << end.words;
        EXPECT_EQ(angle_words(static_cast<int>(std::lround(minutes)), end.parallel, base::Language::french), end.words);
        EXPECT_NEAR(end.parallel ? end.spot.x - view.frame.left : end.spot.y - view.frame.bottom, 0, 1e-3);
    }
}

TEST(MapFrame, SurfaceWithinABox) {
    const std::vector<std::vector<map::Spot>> rings{{{0, 0}, {10, 0}, {10, 10}, {0, 10}},
                                                    {{4, 4}, {4, 6}, {6, 6}, {6, 4}}};
    EXPECT_NEAR(surface_within(rings, {-5, -5, 20, 20}), 96, 1e-4);
    EXPECT_NEAR(surface_within(rings, {5, 0, 20, 5}), 25 - 1, 1e-4);
    EXPECT_NEAR(surface_within(rings, {11, 0, 20, 5}), 0, 1e-4);
}

TEST(MapFrame, AQrCodeHasItsThreeEyes) {
    const auto code = qr_code("https://exemple.invalid/CI11", {100, 100, 117.4F, 117.4F}, {});
    ASSERT_TRUE(code);
    // Dark or light at the middle of a module.
    const auto dark = [&](double x, double y) {
        for (std::size_t i = 0; i + 4 < code->rings.spots.size(); i += 5) {
            const auto& a = code->rings.spots[i];
            const auto& c = code->rings.spots[i + 2];
            if (x > a.x && x < c.x && y > a.y && y < c.y) return true;
        }
        return false;
    };
    const int width = 29;  // version 3: 28 bytes at level M
    const double module = 17.4 / width;
    const auto at = [&](int column, int row) {
        return dark(100 + (column + 0.5) * module, 100 + (row + 0.5) * module);
    };
    for (const auto& [column, row] : {std::pair(0, 0), std::pair(width - 7, 0), std::pair(0, width - 7)})
        for (int i = 0; i < 7; ++i)
            for (int j = 0; j < 7; ++j) {
                const int ring = std::max(std::abs(i - 3), std::abs(j - 3));
                EXPECT_EQ(at(column + i, row + j), ring != 2) << column << "," << row << " " << i << "," << j;
            }
    EXPECT_FALSE(qr_code("", {0, 0, 10, 10}, {}));
    EXPECT_THROW(qr_code(std::string(5000, 'x'), {0, 0, 10, 10}, {}), base::Error);
}

}  // namespace
