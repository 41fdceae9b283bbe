// What cairo makes of a display list: pictures, PDF, SVG and PNG, looked at with other programs.
#include "paint/cairo/paper.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <stop_token>

#include "base/error.hpp"
#include "base/file.hpp"
#include "support/sample_lists.hpp"
#include "unit/base/scratch.hpp"

namespace {

using namespace balise;
using base::ErrorKind;
using paint::cairo::Document;
using paint::cairo::Picture;
using test::ScratchFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// What a program prints, its complaints included; and its exit code at the end.
std::string run(const std::string& command) {
    std::string output;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("no shell");
    std::array<char, 4096> block{};
    while (const auto count = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), count);
    return output + "\nexit " + std::to_string(WEXITSTATUS(::pclose(pipe)));
}

ErrorKind kind_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const base::Error& error) {
        return error.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return ErrorKind::internal;
}

// Looks at the pixel at a spot in millimetres.
std::vector<int> pixel(const Picture& picture, double scale, double x, double y) {
    const auto column = static_cast<std::size_t>(x * scale);
    const auto row = static_cast<std::size_t>(y * scale);
    const auto* bytes = picture.bytes.data() + (row * static_cast<std::size_t>(picture.columns) + column) * 4;
    return {bytes[0], bytes[1], bytes[2]};
}

constexpr double scale = 10;  // pixels per millimetre

const Picture& picture() {
    static const Picture made = paint::cairo::picture_of(test::every_primitive(), scale * 25.4);
    return made;
}

Document document() {
    Document made;
    made.title = "Annuaire des services – Côte d’Ivoire";
    made.author = "Balise";
    made.subject = "Protection de l’enfance";
    made.keywords = "annuaire, atlas";
    made.language = "fr";
    made.created = "2026-11-23T09:40:00Z";
    made.pages.push_back({test::every_primitive(), "i", "Première page"});
    made.pages.push_back({test::strewn(3), "ii", "Deuxième page"});
    made.pages.push_back({test::every_primitive(), "1", {}});
    made.pages.back().list.width = 420;
    made.pages.back().list.height = 297;
    made.links.push_back({0, {5, 5, 25, 12}, {}, 2});
    made.links.push_back({2, {5, 5, 25, 12}, {}, 0});
    made.links.push_back({0, {5, 15, 25, 22}, "https://example.org/l'enfance?a=(1)", 0});
    return made;
}

std::string pdf_of(const Document& made, const ScratchFolder& scratch) {
    base::Progress progress;
    paint::cairo::write_pdf(made, scratch / "a.pdf", progress);
    return base::read_file(scratch / "a.pdf");
}

TEST(Picture, IsAsLargeAsTheSheet) {
    EXPECT_EQ(picture().columns, 1000);
    EXPECT_EQ(picture().rows, 800);
    EXPECT_EQ(picture().bytes.size(), 1000U * 800 * 4);
    EXPECT_EQ(picture().bytes[3], 255);
    auto empty = map::DisplayList();
    empty.background = {10, 20, 30, 255};
    const auto dot = paint::cairo::picture_of(empty, 96);
    EXPECT_THAT(dot.bytes, ElementsAre(10, 20, 30, 255));
    empty.width = 1e6F;
    EXPECT_EQ(kind_of([&] { paint::cairo::picture_of(empty, 300); }), ErrorKind::unsupported);
}

TEST(Picture, Areas) {
    const std::vector<int> ground{245, 243, 238}, green{70, 140, 90};
    EXPECT_EQ(pixel(picture(), scale, 2, 2), ground);
    EXPECT_EQ(pixel(picture(), scale, 7, 7), green);
    EXPECT_EQ(pixel(picture(), scale, 5.05, 7), green) << "the edge";
    EXPECT_EQ(pixel(picture(), scale, 4.95, 7), ground) << "beyond the edge";
    EXPECT_EQ(pixel(picture(), scale, 12, 12), ground) << "a hole";
    EXPECT_EQ(pixel(picture(), scale, 17, 17), green) << "another area of the batch over the hole";
    EXPECT_EQ(pixel(picture(), scale, 24, 24), green) << "two areas of a batch are not taken from each other";
    EXPECT_THAT(pixel(picture(), scale, 34, 20), ElementsAre(232, 151, 149)) << "half of it shines through";
    EXPECT_THAT(pixel(picture(), scale, 38, 25), ElementsAre(226, 105, 104)) << "two areas are painted twice";
}

TEST(Picture, Lines) {
    const std::vector<int> ground{245, 243, 238}, ink{30, 30, 30};
    EXPECT_EQ(pixel(picture(), scale, 60, 5), ink) << "a miter reaches out";
    EXPECT_EQ(pixel(picture(), scale, 75, 4.9), ground) << "a round join does not";
    EXPECT_EQ(pixel(picture(), scale, 90, 5.1), ground) << "nor does a bevel";
    EXPECT_EQ(pixel(picture(), scale, 72.4, 8.1 + 0.3), ink);
    EXPECT_EQ(pixel(picture(), scale, 53.7, 14.5), ground) << "a butt cap ends at the spot";
    EXPECT_EQ(pixel(picture(), scale, 68.6, 14.5), ink) << "a round one goes on";
    EXPECT_EQ(pixel(picture(), scale, 83.5, 14.6), ink) << "a square one further";
    EXPECT_EQ(pixel(picture(), scale, 71.4, 17.4), (std::vector<int>{0, 120, 0})) << "a closed line has a join";
    EXPECT_EQ(pixel(picture(), scale, 94, 21.2), (std::vector<int>{200, 0, 200})) << "a spot alone is a dot";
    EXPECT_EQ(pixel(picture(), scale, 67, 20.5), ground) << "beyond the limit a miter is a bevel";
    const auto once = pixel(picture(), scale, 55, 26.8);
    EXPECT_THAT(once, ElementsAre(242, 181, 119));
    EXPECT_EQ(pixel(picture(), scale, 60, 31), once) << "where translucent lines cross";
}

TEST(Picture, PicturesAndBoxes) {
    EXPECT_THAT(pixel(picture(), scale, 5.1, 42.1), ElementsAre(255, 0, 0));
    EXPECT_THAT(pixel(picture(), scale, 10.9, 47.9), ElementsAre(255, 0, 0)) << "squares stay squares";
    EXPECT_THAT(pixel(picture(), scale, 11.1, 47.9), ElementsAre(0, 255, 0));
    EXPECT_THAT(pixel(picture(), scale, 14, 51), ElementsAre(122, 121, 119));
    EXPECT_THAT(pixel(picture(), scale, 20, 51), ElementsAre(245, 243, 238));
    const auto blended = pixel(picture(), scale, 33, 43);
    EXPECT_NEAR(blended[0], 128, 4);
    EXPECT_NEAR(blended[1], 128, 4);
    EXPECT_THAT(pixel(picture(), scale, 25, 60.1), ElementsAre(120, 80, 160));
    EXPECT_THAT(pixel(picture(), scale, 25, 59.9), ElementsAre(245, 243, 238)) << "cut";
    EXPECT_THAT(pixel(picture(), scale, 25, 72.1), ElementsAre(245, 243, 238)) << "cut";
}

TEST(Picture, MarksAndLetters) {
    EXPECT_THAT(pixel(picture(), scale, 89.4, 44.5), ElementsAre(20, 90, 160)) << "wall over halo";
    EXPECT_THAT(pixel(picture(), scale, 88, 46), ElementsAre(250, 220, 120)) << "door over wall";
    EXPECT_THAT(pixel(picture(), scale, 80, 44), ElementsAre(245, 243, 238)) << "a ring is open";
    EXPECT_THAT(pixel(picture(), scale, 56.15, 43.9), ElementsAre(255, 255, 255)) << "the later mark is above";
    int letters = 0, halo = 0;
    for (double x = 52; x < 95; x += 0.1) {
        letters += pixel(picture(), scale, x, 54.5) == std::vector<int>{20, 20, 20} ? 1 : 0;
        halo += pixel(picture(), scale, x, 54.5) == std::vector<int>{255, 240, 160} ? 1 : 0;
    }
    EXPECT_GT(letters, 40);
    EXPECT_GT(halo, 40);
}

// Bands of rows are painted side by side; where they meet shows nowhere. A raster, here one beyond the sheet, keeps
// cairo from cutting the picture in bands.
TEST(Picture, IsTheSameInOnePiece) {
    std::vector<map::DisplayList> lists{test::every_primitive(), test::strewn(1), test::strewn(2), test::heavy()};
    for (auto& list : lists)
        for (auto& group : list.groups)
            std::erase_if(group.batches,
                          [](const map::Batch& batch) { return std::holds_alternative<map::Raster>(batch); });
    for (const double dots_per_inch : {96.0, 191.0, 300.0})
        for (auto& list : lists) {
            if (list.width > 500 && dots_per_inch > 200) continue;
            const auto in_bands = paint::cairo::picture_of(list, dots_per_inch);
            auto whole = list;
            whole.groups.push_back({"raster", {}, {map::Raster{{-20, -20, -10, -10}, 1, 1, {{0, 0, 0, 0}}, false}}});
            const auto in_one = paint::cairo::picture_of(whole, dots_per_inch);
            ASSERT_GT(in_one.rows, 256);
            std::size_t different = 0;
            int most = 0;
            for (std::size_t at = 0; at < in_one.bytes.size(); ++at) {
                different += in_one.bytes[at] == in_bands.bytes[at] ? 0U : 1U;
                most = std::max(most, std::abs(int{in_one.bytes[at]} - int{in_bands.bytes[at]}));
            }
            // Of cairo's coarser smoothing of fine print, a few pixels at the seams are a shade off.
            const bool is_fine = dots_per_inch > 250;
            EXPECT_LE(different, is_fine ? 40U : 0U) << dots_per_inch << " dpi, " << list.width << " mm";
            EXPECT_LE(most, is_fine ? 32 : 0) << dots_per_inch << " dpi, " << list.width << " mm";
        }
}

TEST(Picture, AHaloNeverCoversANeighboursLetter) {
    auto list = map::DisplayList();
    list.width = 30;
    list.height = 10;
    map::Lettering words;
    words.colour = {0, 0, 0, 255};
    const auto font = test::font_of(list, "Inter-Bold.otf");
    words.runs = {test::run_of(list, font, "III", 6, {5, 8}), test::run_of(list, font, "III", 6, {6, 8})};
    const auto dark = [&] {
        list.groups = {{"letters", {}, {words}}};
        const auto made = paint::cairo::picture_of(list, 254);
        int count = 0;
        for (std::size_t at = 0; at < made.bytes.size(); at += 4) count += made.bytes[at] < 10 ? 1 : 0;
        return count;
    };
    const int without = dark();
    words.halo = {255, 255, 255, 255};
    words.halo_width = 1;
    EXPECT_GT(without, 1000);
    EXPECT_EQ(dark(), without);
}

TEST(Pdf, IsTheSameWhenMadeTwice) {
    const ScratchFolder scratch;
    EXPECT_EQ(pdf_of(document(), scratch), pdf_of(document(), scratch));
    EXPECT_EQ(scratch.entries(), 1U);
}

TEST(Pdf, IsWhole) {
    const ScratchFolder scratch;
    pdf_of(document(), scratch);
    EXPECT_THAT(
        run("qpdf --check " + (scratch / "a.pdf").string()),
        AllOf(HasSubstr("No syntax or stream encoding errors found"), Not(HasSubstr("WARNING")), HasSubstr("exit 0")));
}

TEST(Pdf, ItsTextCanBeSearchedAndItsFontsAreInside) {
    const ScratchFolder scratch;
    pdf_of(document(), scratch);
    const auto file = (scratch / "a.pdf").string();
    EXPECT_THAT(run("pdftotext -raw -f 1 -l 1 " + file + " -"),
                AllOf(HasSubstr("Œuvre d’Hôpital à Haÿ"), HasSubstr("Grand-Béréby"), HasSubstr("Comoé")));
    const auto fonts = run("pdffonts " + file);
    EXPECT_THAT(fonts, AllOf(HasSubstr("+Inter-Regular"), HasSubstr("+DejaVuSans"), Not(HasSubstr(" no "))));
}

TEST(Pdf, SaysWhatItIs) {
    const ScratchFolder scratch;
    const auto bytes = pdf_of(document(), scratch);
    const auto words = run("pdfinfo -isodates -f 1 -l 3 " + (scratch / "a.pdf").string());
    EXPECT_THAT(words, AllOf(HasSubstr("Annuaire des services – Côte d’Ivoire"), HasSubstr("Protection de l’enfance"),
                             HasSubstr("annuaire, atlas"), HasSubstr("2026-11-23T09:40:00Z"), HasSubstr("Tagged:"),
                             HasSubstr("Pages:           3")));
    EXPECT_THAT(words, AllOf(HasSubstr("Page    1 size:  283.46"), HasSubstr("Page    2 size:  340.15"),
                             HasSubstr("Page    3 size:  1190.55")));
    EXPECT_THAT(words, HasSubstr("Tagged:          yes"));
    EXPECT_THAT(bytes, HasSubstr("/Lang (fr)"));
    const auto objects = run("qpdf --json " + (scratch / "a.pdf").string());
    EXPECT_THAT(objects, AllOf(HasSubstr("Première page"), HasSubstr("Deuxième page")));
    EXPECT_THAT(objects, AllOf(HasSubstr("\"u:page 3\""), HasSubstr("\"u:page 1\""),
                               HasSubstr("https://example.org/l'enfance?a=(1)")));
}

TEST(Pdf, LooksLikeThePicture) {
    const ScratchFolder scratch;
    pdf_of(document(), scratch);
    run("pdftoppm -r 254 -f 1 -l 1 " + (scratch / "a.pdf").string() + " " + (scratch / "page").string());
    const auto ppm = base::read_file(scratch / "page-1.ppm");
    const auto& made = picture();
    const auto header = ppm.find("255\n") + 4;
    ASSERT_GE(ppm.size() - header, 1000U * 800 * 3);
    const auto columns = std::stoul(ppm.substr(3));
    std::size_t far = 0;
    for (std::size_t row = 0; row < 800; ++row)
        for (std::size_t column = 0; column < 1000; ++column)
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const int there = static_cast<unsigned char>(ppm[header + (row * columns + column) * 3 + channel]);
                const int here = made.bytes[(row * 1000 + column) * 4 + channel];
                // Poppler does not blend the pixels of pictures.
                const bool in_a_raster = row > 415 && row < 545 && column < 455;
                if (std::abs(there - here) > 64 && !in_a_raster) {
                    ++far;
                    break;
                }
            }
    EXPECT_LT(far, 8000U) << "1 % of the pixels";
}

TEST(Pdf, WhatGoesWrong) {
    const ScratchFolder scratch;
    base::Progress progress;
    EXPECT_EQ(kind_of([&] { paint::cairo::write_pdf({}, scratch / "a.pdf", progress); }), ErrorKind::invalid_input);
    auto made = document();
    made.pages[1].list.fonts.push_back({"/nowhere/Gone.otf", 0, "Gone Bold", false});
    made.pages[1].list.groups.push_back(
        {"x", {}, {map::Lettering{{{0, 3, {1, 1}, 0, {{1, 0, 0}}, "a", {{1, 1}}}}, {}, {}, 0}}});
    try {
        paint::cairo::write_pdf(made, scratch / "a.pdf", progress);
        ADD_FAILURE();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
        EXPECT_THAT(error.what(), AllOf(HasSubstr("Gone Bold"), HasSubstr("/nowhere/Gone.otf")));
    }
    EXPECT_EQ(kind_of([&] { paint::cairo::picture_of(made.pages[1].list, 96); }), ErrorKind::not_found);
    made = document();
    made.links.push_back({0, {}, {}, 9});
    EXPECT_EQ(kind_of([&] { paint::cairo::write_pdf(made, scratch / "a.pdf", progress); }), ErrorKind::internal);
    EXPECT_EQ(kind_of([&] { paint::cairo::write_pdf(document(), scratch / "no/a.pdf", progress); }), ErrorKind::io);
    EXPECT_EQ(scratch.entries(), 0U);
}

TEST(Pdf, CanBeCancelled) {
    const ScratchFolder scratch;
    std::stop_source stop;
    base::Progress progress(stop.get_token(), [&](const base::Progress::Report& report) {
        if (report.done == 1) stop.request_stop();
    });
    EXPECT_EQ(kind_of([&] { paint::cairo::write_pdf(document(), scratch / "a.pdf", progress); }), ErrorKind::cancelled);
    EXPECT_EQ(scratch.entries(), 0U);
}

TEST(Paper, AFullDiskLeavesNoHalfFile) {
    const ScratchFolder scratch;
    for (const char* name : {"a.pdf", "a.svg", "a.png"}) {
        // A limit on the size of files fails as a full disk does: in the middle.
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{4096, 4096};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            try {
                base::Progress progress;
                const auto extension = std::filesystem::path(name).extension();
                if (extension == ".pdf") paint::cairo::write_pdf(document(), scratch / name, progress);
                if (extension == ".svg") paint::cairo::write_svg(document(), 0, scratch / name);
                if (extension == ".png")
                    paint::cairo::write_png(paint::cairo::picture_of(test::strewn(1), 96), 96, scratch / name);
            } catch (const base::Error& error) {
                ::_exit(static_cast<int>(error.kind()));
            }
            ::_exit(0);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(WEXITSTATUS(status), static_cast<int>(ErrorKind::io)) << name;
        EXPECT_EQ(scratch.entries(), 0U) << name;
    }
}

TEST(Svg, IsTheSameTwiceAndSaysItsSize) {
    const ScratchFolder scratch;
    paint::cairo::write_svg(document(), 0, scratch / "a.svg");
    const auto once = base::read_file(scratch / "a.svg");
    paint::cairo::picture_of(test::strewn(1), 30);
    paint::cairo::write_svg(document(), 0, scratch / "b.svg");
    EXPECT_EQ(once, base::read_file(scratch / "b.svg"));
    EXPECT_THAT(once,
                AllOf(HasSubstr("width=\"100mm\" height=\"80mm\" viewBox=\"0 0 283.465 226.772\""),
                      HasSubstr("<title>Annuaire des services – Côte d’Ivoire</title>"), HasSubstr("xml:lang=\"fr\"")));
    EXPECT_THAT(run("python3 -c \"import sys, xml.dom.minidom as m; "
                    "print(m.parse(sys.argv[1]).documentElement.tagName)\" " +
                    (scratch / "a.svg").string()),
                HasSubstr("svg\n\nexit 0"));
    EXPECT_EQ(kind_of([&] { paint::cairo::write_svg(document(), 3, scratch / "c.svg"); }), ErrorKind::not_found);
}

TEST(Png, HoldsThePixelsAndTheirDensity) {
    const ScratchFolder scratch;
    const auto file = scratch / "a.png";
    paint::cairo::write_png(picture(), 254, file);
    const auto bytes = base::read_file(file);
    EXPECT_THAT(bytes, HasSubstr(std::string("pHYs\0\0\x27\x10\0\0\x27\x10\1", 13)));
    const auto seen = run("gdalinfo -checksum " + file.string());
    EXPECT_THAT(seen, AllOf(HasSubstr("Size is 1000, 800"), HasSubstr("Band 3"), Not(HasSubstr("Band 4"))));
    run("gdal_translate -q -of ENVI -co INTERLEAVE=BIP " + file.string() + " " + (scratch / "raw").string());
    const auto raw = base::read_file(scratch / "raw");
    ASSERT_EQ(raw.size(), 1000U * 800 * 3);
    std::size_t different = 0;
    for (std::size_t at = 0; at < raw.size() / 3; ++at)
        for (std::size_t channel = 0; channel < 3; ++channel)
            different +=
                int{static_cast<unsigned char>(raw[at * 3 + channel])} != int{picture().bytes[at * 4 + channel]} ? 1U
                                                                                                                 : 0U;
    EXPECT_EQ(different, 0U);
}

}  // namespace
