// Whole sheets as pictures, beside those kept in tests/golden. BALISE_GOLDEN=write makes the pictures anew: look at
// them before they are committed.
#include <cairo.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "fixture.hpp"
#include "paint/cairo/paper.hpp"

namespace {

using namespace balise;
using namespace balise::sheet;
using balise::sheet::test::request_for;
using balise::sheet::test::sheet_of;
using balise::sheet::test::world;
using model::Audience;

constexpr double tolerated_share = 0.005;  // of the pixels
constexpr int tolerated_difference = 64;   // of 255, in any channel

struct Golden {
    const char* name;
    const char* area;
    Audience audience;
    base::Language language;
    PaperFormat paper;
    Orientation orientation;
    double dots_per_inch;
};

void PrintTo(const Golden& golden, std::ostream* out) {
    *out << golden.name;
}

class GoldenSheets : public ::testing::TestWithParam<Golden> {};

// The picture of a PNG file, opaque; no rows when there is none.
paint::cairo::Picture read_png(const std::filesystem::path& file) {
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_image_surface_create_from_png(file.c_str()), &cairo_surface_destroy);
    paint::cairo::Picture picture;
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return picture;
    picture.columns = cairo_image_surface_get_width(surface.get());
    picture.rows = cairo_image_surface_get_height(surface.get());
    const unsigned char* row = cairo_image_surface_get_data(surface.get());
    for (int y = 0; y < picture.rows; ++y, row += cairo_image_surface_get_stride(surface.get()))
        for (std::ptrdiff_t x = 0; x < picture.columns; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, row + 4 * x, sizeof pixel);
            for (const unsigned shift : {16U, 8U, 0U})
                picture.bytes.push_back(static_cast<std::uint8_t>((pixel >> shift) & 0xFFU));
            picture.bytes.push_back(255);
        }
    return picture;
}

double share_that_differs(const paint::cairo::Picture& a, const paint::cairo::Picture& b) {
    std::size_t different = 0;
    for (std::size_t at = 0; at < a.bytes.size(); at += 4) {
        bool differs = false;
        for (std::size_t channel = 0; channel < 3; ++channel)
            differs =
                differs || std::abs(int{a.bytes[at + channel]} - int{b.bytes[at + channel]}) > tolerated_difference;
        different += differs ? 1U : 0U;
    }
    return static_cast<double>(different) / (static_cast<double>(a.bytes.size()) / 4);
}

TEST_P(GoldenSheets, LookAsTheyDid) {
    const auto& golden = GetParam();
    const auto released = model::release(world().directory, golden.audience, {});
    auto request = request_for(released, golden.area);
    request.language = golden.language;
    request.paper = golden.paper;
    request.orientation = golden.orientation;
    const auto made = sheet_of(request);
    const auto picture = paint::cairo::picture_of(made.pages[0], golden.dots_per_inch);
    const auto file =
        std::filesystem::path(BALISE_SOURCE_DIR) / "tests" / "golden" / (std::string(golden.name) + ".png");
    const char* wish = std::getenv("BALISE_GOLDEN");
    if (wish != nullptr && std::string(wish) == "write") {
        paint::cairo::write_png(picture, golden.dots_per_inch, file);
        return;
    }
    const auto kept = read_png(file);
    ASSERT_EQ(kept.columns, picture.columns) << file;
    ASSERT_EQ(kept.rows, picture.rows) << file;
    const double share = share_that_differs(kept, picture);
    EXPECT_LT(share, tolerated_share) << file << ": if it is to look otherwise now, run again with BALISE_GOLDEN=write";
    if (share >= tolerated_share)
        paint::cairo::write_png(picture, golden.dots_per_inch, std::string(golden.name) + "-now.png");
}

INSTANTIATE_TEST_SUITE_P(Sheets, GoldenSheets,
                         ::testing::Values(Golden{"region", "CI11", Audience::everyone, base::Language::french,
                                                  PaperFormat::a4, Orientation::portrait, 60},
                                           Golden{"district_partners", "CI01", Audience::partners,
                                                  base::Language::english, PaperFormat::a3, Orientation::landscape, 40},
                                           Golden{"country", "CI", Audience::everyone, base::Language::french,
                                                  PaperFormat::a4, Orientation::portrait, 60}),
                         [](const auto& golden) { return std::string(golden.param.name); });

}  // namespace
