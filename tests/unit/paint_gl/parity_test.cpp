// Screen and paper show the same: the same lists painted by OpenGL, with four samples, and by cairo, at 192 dpi.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"
#include "paint/cairo/paper.hpp"
#include "paint/gl/screen.hpp"
#include "support/gl_target.hpp"
#include "support/sample_lists.hpp"
#include "support/sample_map.hpp"

namespace {

using namespace balise;
using paint::cairo::Picture;
using paint::gl::Painter;
using paint::gl::Placing;

constexpr double dots_per_inch = 192;
// The greatest share of pixels of which a channel may be off by more than 64 of 255. Letters, smoothed by FreeType on
// quarters of a pixel here and by cairo at their very place there, add no more than a few hundredths of a thousandth.
constexpr double most_different = 0.001;

class Screen : public testing::Test {
protected:
    void SetUp() override {
        if (!context_.missing().empty()) GTEST_SKIP() << context_.missing();
        painter_.emplace();
    }

    Picture painted(const map::DisplayList& list, double dpi = dots_per_inch, const Placing& placing = {}) {
        const auto size = paint::cairo::picture_of(blank(list), dpi);
        auto place = placing;
        place.pixels_per_millimetre = dpi / 25.4;
        const auto uploaded = Painter::prepared(list);
        return painted(*uploaded, place, size.columns, size.rows);
    }
    Picture painted(paint::gl::UploadedList& list, const Placing& placing, int columns, int rows) {
        const test::GlTarget target(columns, rows);
        target.clear(255);
        painter_->paint(list, placing, columns, rows);
        return {columns, rows, target.pixels()};
    }
    static map::DisplayList blank(const map::DisplayList& list) {
        map::DisplayList made;
        made.width = list.width;
        made.height = list.height;
        return made;
    }

    // The share of pixels that differ. Where it is too large, both pictures and the difference are written beside the
    // tests.
    static double difference(const Picture& screen, const Picture& paper, double most) {
        EXPECT_EQ(screen.columns, paper.columns);
        EXPECT_EQ(screen.rows, paper.rows);
        if (screen.bytes.size() != paper.bytes.size()) return 1;
        auto seen = paper;
        std::size_t far = 0;
        for (std::size_t at = 0; at < seen.bytes.size(); at += 4) {
            int worst = 0;
            for (std::size_t channel = at; channel < at + 3; ++channel) {
                const int apart = std::abs(int{screen.bytes[channel]} - int{paper.bytes[channel]});
                seen.bytes[channel] = static_cast<std::uint8_t>(255 - apart);
                worst = std::max(worst, apart);
            }
            far += worst > 64 ? 1U : 0U;
        }
        const double share = static_cast<double>(far) * 4 / static_cast<double>(seen.bytes.size());
        const char* always = std::getenv("BALISE_KEEP_PICTURES");
        if (share >= most || always != nullptr) {
            std::string name = std::string("parity_") + testing::UnitTest::GetInstance()->current_test_info()->name() +
                               "_" + std::to_string(pictures_kept()++);
            std::replace(name.begin(), name.end(), '/', '_');
            paint::cairo::write_png(screen, dots_per_inch, name + "_screen.png");
            paint::cairo::write_png(paper, dots_per_inch, name + "_paper.png");
            paint::cairo::write_png(seen, dots_per_inch, name + "_difference.png");
        }
        testing::Test::RecordProperty("share", std::to_string(share));
        std::printf("    %.4f %% of the pixels differ\n", share * 100);
        return share;
    }
    static int& pictures_kept() {
        static int count = 0;
        return count;
    }
    void expect_alike(const map::DisplayList& list, double most) {
        EXPECT_LT(difference(painted(list), paint::cairo::picture_of(list, dots_per_inch), most), most);
    }

    test::GlContext context_;
    std::optional<Painter> painter_;
};

TEST_F(Screen, EveryPrimitiveButLetters) {
    expect_alike(test::every_primitive(false), most_different);
}

TEST_F(Screen, EveryPrimitive) {
    expect_alike(test::every_primitive(), most_different);
}

TEST_F(Screen, StrewnShapes) {
    for (const std::uint32_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
        SCOPED_TRACE(seed);
        expect_alike(test::strewn(seed), most_different);
    }
}

// The sample country in every style: what people will see, with all that is in it.
class Country : public Screen, public testing::WithParamInterface<const char*> {
protected:
    static test::SampleView whole(bool labels) {
        return {.style = GetParam(), .scale = base::ScaleDenominator(4'300'000), .labels = labels};
    }
    // A town with its roads, zones and border, near.
    static test::SampleView near(bool labels) {
        return {.style = GetParam(),
                .centre = {-5.4, 9.8},
                .scale = base::ScaleDenominator(1'000'000),
                .width = 160,
                .height = 120,
                .margin = 6.37F,  // the map's edges lie within pixels
                .labels = labels};
    }
};

TEST_P(Country, WithoutWords) {
    for (const auto& view : {whole(false), near(false)}) {
        auto list = test::composed(view);
        for (auto& group : list.groups)  // the numbers in the discs are letters too
            std::erase_if(group.batches,
                          [](const auto& batch) { return std::holds_alternative<map::Lettering>(batch); });
        expect_alike(list, most_different);
    }
}

TEST_P(Country, WithWords) {
    for (const auto& view : {whole(true), near(true)}) expect_alike(test::composed(view), most_different);
}

INSTANTIATE_TEST_SUITE_P(Styles, Country, testing::Values("paper", "screen", "screen_dark"),
                         [](const auto& style) { return std::string(style.param); });

// The gate means something: a scale that is off by a thousandth does not pass.
TEST_F(Screen, AScaleThatIsOffIsNoticed) {
    auto list = test::every_primitive(false);
    const auto paper = paint::cairo::picture_of(list, dots_per_inch);
    Placing placing;
    placing.zoom = 1.001;
    const auto screen = painted(list, dots_per_inch, placing);
    EXPECT_GT(difference(screen, paper, 1), most_different);
}

TEST_F(Screen, MovedAndEnlarged) {
    const auto list = test::every_primitive();
    const auto uploaded = Painter::prepared(list);
    Placing placing;
    placing.pixels_per_millimetre = 8;
    painted(*uploaded, placing, 400, 320);
    // By whole pixels: the same picture elsewhere.
    placing.offset_x = -20;
    placing.offset_y = -10;
    const auto moved = painted(*uploaded, placing, 400, 320);
    const auto whole = paint::cairo::picture_of(list, 8 * 25.4);
    Picture cut{400, 320, {}};
    for (std::size_t row = 80; row < 400; ++row) {
        const auto begin = whole.bytes.begin() + static_cast<std::ptrdiff_t>((row * 800 + 160) * 4);
        cut.bytes.insert(cut.bytes.end(), begin, begin + 1600);
    }
    EXPECT_LT(difference(moved, cut, 0.004), 0.004);
    placing = {4, 2, 0, 0};
    const auto enlarged = painted(*uploaded, placing, 800, 640);
    EXPECT_LT(difference(enlarged, whole, most_different), most_different);
}

// From the second time at one scale on, a kept picture of the sheet is copied: by whole pixels and on the same part of
// a pixel it is what painting anew gives, whatever lay on the target and however many samples it has.
TEST_F(Screen, PaintedAgain) {
    const auto list = test::every_primitive();
    const auto kept = Painter::prepared(list);
    Placing placing{4, 1, 0.1, 0.05};
    painted(*kept, placing, 300, 250);
    for (const double pixels : {0.0, 13.0, -40.0}) {
        SCOPED_TRACE(pixels);
        placing.offset_x = 0.1 + pixels / 4;
        placing.offset_y = 0.05 - pixels / 8;
        const auto anew = Painter::prepared(list);
        EXPECT_LT(difference(painted(*kept, placing, 300, 250), painted(*anew, placing, 300, 250), 0.0005), 0.0005);
    }
    const auto third = Painter::prepared(list);
    placing.zoom = 1.5;
    EXPECT_LT(difference(painted(*kept, placing, 300, 250), painted(*third, placing, 300, 250), 0.0005), 0.0005)
        << "enlarged";
}

// Painted in parts over many frames, with others in between, the kept picture is what painting at once gives.
TEST_F(Screen, KeptInParts) {
    const auto list = test::every_primitive();
    const auto kept = Painter::prepared(list), other = Painter::prepared(list);
    const Placing placing{4, 1, 0, 0};
    EXPECT_FALSE(Painter::keeps(*kept, placing));
    int calls = 1;
    while (!painter_->keep(kept, placing, 4, 0)) {
        painted(*other, {4, 1 + calls * 0.1, 0, 0}, 120, 100);
        ASSERT_LT(++calls, 1000);
    }
    EXPECT_GT(calls, 3);
    EXPECT_TRUE(Painter::keeps(*kept, placing));
    EXPECT_FALSE(Painter::keeps(*kept, {5, 1, 0, 0}));
    const auto copied = [&](const Placing& where) {
        const test::GlTarget target(300, 250, 0);
        target.clear(255);
        EXPECT_TRUE(painter_->paint_kept(*kept, where, 300, 250));
        return Picture{300, 250, target.pixels()};
    };
    for (const double pixels : {0.0, 13.0, -40.0}) {
        SCOPED_TRACE(pixels);
        const Placing moved{4, 1, pixels / 4, -pixels / 8 * 2};
        const auto anew = Painter::prepared(list);
        EXPECT_LT(difference(copied(moved), painted(*anew, moved, 300, 250), 0.0005), 0.0005);
    }
    // Stretched it is blurred, and lies where it belongs.
    const Placing enlarged{4, 1.1, -2, -1};
    const auto anew = Painter::prepared(list);
    EXPECT_LT(difference(copied(enlarged), painted(*anew, enlarged, 300, 250), 0.2), 0.2);
}

TEST_F(Screen, AListThatWasNeverKeptIsNotPainted) {
    const auto list = Painter::prepared(test::every_primitive());
    EXPECT_FALSE(painter_->paint_kept(*list, {4, 1, 0, 0}, 100, 100));
    // Too large a sheet: there is nothing more to do, and no picture.
    EXPECT_TRUE(painter_->keep(list, {400, 1, 0, 0}, 4, 0));
    EXPECT_FALSE(Painter::keeps(*list, {400, 1, 0, 0}));
}

// They are set on whole pixels; where they are meant to lie there, they look as few marks do.
TEST_F(Screen, ManyMarksLookAsFewDo) {
    auto list = map::DisplayList();
    list.width = list.height = 127;
    list.symbols = test::every_primitive(false).symbols;
    map::Marks marks;
    constexpr float pixel = 25.4F / 192;
    for (int row = 0; row < 75; ++row)
        for (int column = 0; column < 75; ++column)
            marks.marks.push_back({{static_cast<float>(column * 13) * pixel, static_cast<float>(row * 13) * pixel},
                                   (row + column) % 3 == 0 ? 3.0F : 1.5F,
                                   static_cast<std::uint32_t>(column % 2),
                                   0});
    list.groups = {{"marks", {}, {marks}}};
    expect_alike(list, most_different);
}

// A picture of all marks and points on a sheet too large for one are the same, also when the view is moved.
TEST_F(Screen, ManyMarksOnAnySheet) {
    auto list = map::DisplayList();
    list.width = list.height = 60;
    list.symbols = test::every_primitive(false).symbols;
    map::Marks marks;
    for (std::uint32_t mark = 0; mark < 6000; ++mark)
        marks.marks.push_back(
            {{static_cast<float>(mark * 7919U % 6500U) / 100, static_cast<float>(mark * 104729U % 6100U) / 100},
             mark % 3 == 0 ? 2.5F : 1.5F,
             mark % 2,
             0});
    list.groups = {{"marks", {}, {marks}}};
    auto large = list;
    large.width = large.height = 3000;
    const auto in_a_layer = Painter::prepared(list);
    const auto as_points = Painter::prepared(large);
    Placing placing{4, 1, 0, 0};
    for (const double offset : {0.0, -12.5, 2.0, 2.1}) {  // millimetres of 4 pixels
        SCOPED_TRACE(offset);
        placing.offset_x = offset;
        placing.offset_y = -offset;
        auto one = painted(*in_a_layer, placing, 180, 180);
        auto other = painted(*as_points, placing, 180, 180);
        ASSERT_EQ(one.bytes.size(), other.bytes.size());
        int most = 0;
        constexpr std::size_t edge = 52;  // where the smaller sheet has begun, wherever it lies
        for (std::size_t row = edge; row < 170; ++row)
            for (std::size_t at = (row * 180 + edge) * 4; at < (row * 180 + 170) * 4; ++at)
                most = std::max(most, std::abs(int{one.bytes[at]} - int{other.bytes[at]}));
        EXPECT_LE(most, 4) << "but for rounding";
    }
}

// Not as points, whose size drivers limit, but as they are.
TEST_F(Screen, ManyLargeMarks) {
    auto list = map::DisplayList();
    list.width = list.height = 60;
    list.symbols = test::every_primitive(false).symbols;
    map::Marks marks;
    for (int mark = 0; mark < 5100; ++mark) marks.marks.push_back({{30, 30}, mark < 5099 ? 1.0F : 40.0F, 0, 0});
    list.groups = {{"marks", {}, {marks}}};
    expect_alike(list, most_different);
}

TEST_F(Screen, TheLaterMarkIsAbove) {
    auto list = map::DisplayList();
    list.width = list.height = 20;
    list.symbols = test::every_primitive(false).symbols;
    map::Marks marks;
    for (int mark = 0; mark < 6000; ++mark)
        marks.marks.push_back({{10, 10}, 6, static_cast<std::uint32_t>(mark % 2), 0});
    marks.marks.push_back({{10, 10}, 6, 0, 0});
    list.groups = {{"marks", {}, {marks}}};
    const auto screen = painted(list, 254);
    EXPECT_THAT(
        std::vector<int>(screen.bytes.begin() + (100 * 200 + 85) * 4, screen.bytes.begin() + (100 * 200 + 85) * 4 + 3),
        testing::ElementsAre(20, 90, 160));
}

TEST_F(Screen, LettersThatAreTooMany) {
    auto list = map::DisplayList();
    list.width = 200;
    list.height = 200;
    const auto font = test::font_of(list, "Inter-Bold.otf");
    map::Lettering words;
    for (int row = 0; row < 30; ++row)
        words.runs.push_back(test::run_of(list, font, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 5 + static_cast<float>(row) * 0.3F,
                                          {2, 10 + static_cast<float>(row) * 6}, 0.001F * static_cast<float>(row)));
    list.groups = {{"letters", {}, {words}}};
    // Letters of 300 pixels: all of them cannot be in the atlas at once; what is painted must not be wrong.
    const auto uploaded = Painter::prepared(list);
    Placing placing;
    placing.pixels_per_millimetre = 40;
    const auto screen = painted(*uploaded, placing, 500, 500);
    EXPECT_EQ(screen.bytes.size(), 500U * 500 * 4);
    placing.pixels_per_millimetre = 4;
    const auto small = painted(*uploaded, placing, 800, 800);
    EXPECT_LT(difference(small, paint::cairo::picture_of(list, 4 * 25.4), 0.02), 0.02);
}

TEST_F(Screen, AListMayBeForgottenAnywhere) {
    auto uploaded = Painter::prepared(test::every_primitive());
    painted(*uploaded, {}, 100, 100);
    uploaded.reset();
    auto never_painted = Painter::prepared(test::every_primitive());
    never_painted.reset();
    EXPECT_EQ(painted(*Painter::prepared({}), {}, 10, 10).bytes.size(), 400U);
}

TEST_F(Screen, AFontThatIsGone) {
    auto list = test::every_primitive();
    list.fonts.front().file = "/nowhere/Gone.otf";
    try {
        painted(list);
        ADD_FAILURE();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
        EXPECT_THAT(error.what(), testing::HasSubstr("/nowhere/Gone.otf"));
    }
}

}  // namespace
