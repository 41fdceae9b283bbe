// The pieces of a PDF's pages that cairo did not make: that they are there, in their order, cut and coloured as cairo
// would have drawn them, and small.
#include "paint/cairo/pdf_content.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>

#include "base/error.hpp"
#include "base/file.hpp"
#include "paint/cairo/paper.hpp"
#include "support/sample_lists.hpp"
#include "unit/base/scratch.hpp"

namespace {

using namespace balise;
using test::ScratchFolder;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Le;

constexpr int pixels_per_millimetre = 10;

std::string pdf_of(const map::DisplayList& list, const std::filesystem::path& file) {
    paint::cairo::Document document;
    document.created = "2026-11-23T09:40:00Z";
    document.pages.push_back({list, {}, {}});
    base::Progress progress;
    paint::cairo::write_pdf(document, file, progress);
    return base::read_file(file);
}

void run(const std::string& command) {
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string output;
    std::array<char, 4096> block{};
    while (const auto count = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), count);
    ASSERT_EQ(::pclose(pipe), 0) << command << "\n" << output;
}

// A page as poppler paints it.
class Seen {
public:
    explicit Seen(const map::DisplayList& list) {
        const ScratchFolder scratch;
        pdf_of(list, scratch / "a.pdf");
        run("pdftoppm -r 254 -singlefile " + (scratch / "a.pdf").string() + " " + (scratch / "page").string());
        ppm_ = base::read_file(scratch / "page.ppm");
        header_ = ppm_.find("255\n") + 4;
        columns_ = std::stoul(ppm_.substr(3));
    }
    // At a spot in millimetres.
    std::vector<int> at(double x, double y) const {
        const auto pixel = static_cast<std::size_t>(y * pixels_per_millimetre) * columns_ +
                           static_cast<std::size_t>(x * pixels_per_millimetre);
        std::vector<int> channels;
        for (std::size_t channel = 0; channel < 3; ++channel)
            channels.push_back(static_cast<unsigned char>(ppm_.at(header_ + pixel * 3 + channel)));
        return channels;
    }

private:
    std::string ppm_;
    std::size_t header_ = 0, columns_ = 0;
};

const Seen& every_primitive() {
    static const Seen seen(test::every_primitive());
    return seen;
}

TEST(PdfContent, AreasAndFrames) {
    const auto& page = every_primitive();
    const std::vector<int> ground{245, 243, 238}, green{70, 140, 90};
    EXPECT_EQ(page.at(7, 7), green);
    EXPECT_EQ(page.at(5.15, 7), green) << "the edge";
    EXPECT_EQ(page.at(4.85, 7), ground) << "beyond the edge";
    EXPECT_EQ(page.at(12, 12), ground) << "a hole";
    EXPECT_EQ(page.at(17, 17), green) << "another area of the batch over the hole";
    EXPECT_EQ(page.at(24, 24), green) << "two areas of a batch are not taken from each other";
    EXPECT_EQ(page.at(25, 60.15), (std::vector<int>{120, 80, 160}));
    EXPECT_EQ(page.at(25, 59.85), ground) << "cut by the group's frame";
    EXPECT_EQ(page.at(25, 72.15), ground) << "cut by the group's frame";
}

TEST(PdfContent, Lines) {
    const auto& page = every_primitive();
    const std::vector<int> ground{245, 243, 238}, ink{30, 30, 30};
    EXPECT_EQ(page.at(60, 5), ink) << "a miter reaches out";
    EXPECT_EQ(page.at(75, 4.8), ground) << "a round join does not";
    EXPECT_EQ(page.at(53.6, 14.5), ground) << "a butt cap ends at the spot";
    EXPECT_EQ(page.at(68.6, 14.5), ink) << "a round one goes on";
    EXPECT_EQ(page.at(83.6, 14.6), ink) << "a square one further";
    EXPECT_EQ(page.at(71.4, 17.4), (std::vector<int>{0, 120, 0})) << "a closed line has a join";
    EXPECT_EQ(page.at(94, 21.2), (std::vector<int>{200, 0, 200})) << "a spot alone is a dot";
    EXPECT_EQ(page.at(67, 20.5), ground) << "beyond the limit a miter is a bevel";
}

TEST(PdfContent, MarksAndHalos) {
    const auto& page = every_primitive();
    EXPECT_THAT(page.at(89.4, 44.5), ElementsAre(20, 90, 160)) << "wall over halo";
    EXPECT_THAT(page.at(88, 46), ElementsAre(250, 220, 120)) << "door over wall";
    EXPECT_THAT(page.at(80, 44), ElementsAre(245, 243, 238)) << "a ring is open";
    EXPECT_THAT(page.at(56.15, 43.9), ElementsAre(255, 255, 255)) << "the later mark is above";
    int letters = 0, halo = 0;
    for (double x = 52; x < 95; x += 0.1) {
        letters += page.at(x, 54.5) == std::vector<int>{20, 20, 20} ? 1 : 0;
        halo += page.at(x, 54.5) == std::vector<int>{255, 240, 160} ? 1 : 0;
    }
    EXPECT_GT(letters, 40);
    EXPECT_GT(halo, 40);
}

// What is translucent is left to cairo, and comes in its turn.
TEST(PdfContent, TheOrderOfDrawingIsKept) {
    map::DisplayList list;
    list.width = 40;
    list.height = 10;
    const auto square = [](float left, map::Colour colour) {
        return map::Fill{{{{left, 2}, {left + 10, 2}, {left + 10, 8}, {left, 8}}, {4}}, {1}, colour, {}};
    };
    list.groups = {
        {"a", {}, {square(1, {200, 0, 0, 255}), square(5, {0, 0, 0, 128}), square(12, {0, 200, 0, 255})}},
        {"b", map::Frame{20, 0, 22, 10}, {square(17, {0, 0, 200, 255})}},
        {"c", map::Frame{29, 0, 29.1F, 10}, {square(25, {0, 0, 200, 255}), square(27, {200, 0, 200, 255})}},
    };
    const Seen page(list);
    EXPECT_THAT(page.at(3, 5), ElementsAre(200, 0, 0));
    EXPECT_THAT(page.at(7, 5)[0], ::testing::AllOf(::testing::Ge(98), Le(101))) << "the shade lies on the first";
    EXPECT_THAT(page.at(13, 5), ElementsAre(0, 200, 0)) << "and below the next, which is opaque again";
    EXPECT_THAT(page.at(21, 5), ElementsAre(0, 0, 200));
    EXPECT_THAT(page.at(19.8, 5), ElementsAre(0, 200, 0)) << "cut";
    EXPECT_THAT(page.at(23, 5), Each(255)) << "cut";
    EXPECT_THAT(page.at(29.05, 5), ElementsAre(200, 0, 200)) << "a sliver";
    EXPECT_THAT(page.at(28, 5), Each(255)) << "cut to a sliver";
}

TEST(PdfContent, WhatRepeatsTakesLittleRoom) {
    map::DisplayList list;
    list.width = 200;
    list.height = 280;
    map::Lettering words;
    words.halo = {255, 255, 255, 255};
    words.halo_width = 0.3F;
    const auto font = test::font_of(list, "Inter-Bold.otf");
    const auto bytes_with = [&](int labels) {
        words.runs.clear();
        for (int i = 0; i < labels; ++i)
            words.runs.push_back(test::run_of(list, font, "Grand-Lahou", 2.2F,
                                              {static_cast<float>(i % 7) * 27.7F, 5 + static_cast<float>(i) * 0.91F}));
        list.groups = {{"words", {}, {words}}};
        const ScratchFolder scratch;
        return pdf_of(list, scratch / "a.pdf").size();
    };
    // Outlines by cairo take 1,200 bytes a label, packed.
    EXPECT_LT(bytes_with(300) - bytes_with(100), 200U * 150);
}

TEST(PdfContent, NoPlaceholderIsLeft) {
    const ScratchFolder scratch;
    pdf_of(test::every_primitive(), scratch / "a.pdf");
    run("qpdf --qdf --object-streams=disable " + (scratch / "a.pdf").string() + " " + (scratch / "b.pdf").string());
    const auto plain = base::read_file(scratch / "b.pdf");
    EXPECT_NE(plain.find("0.05 0 0 0.05 0 0 cm"), std::string::npos) << "pieces are there";
    EXPECT_EQ(plain.find("0.125 0.25 re"), std::string::npos);
}

TEST(PdfContent, WhatCairoDidNotWriteIsRefused) {
    const ScratchFolder scratch;
    const auto whole = pdf_of(test::strewn(2), scratch / "a.pdf");
    const auto kind_of = [](const std::string& content, const std::vector<std::vector<std::string>>& pages) {
        try {
            paint::cairo::with_pieces(content, pages);
        } catch (const base::Error& error) {
            return error.kind();
        }
        ADD_FAILURE() << "nothing was thrown";
        return base::ErrorKind::io;
    };
    EXPECT_EQ(paint::cairo::with_pieces(whole, {{}}), whole) << "nothing to put in";
    EXPECT_EQ(kind_of("", {}), base::ErrorKind::internal);
    EXPECT_EQ(kind_of("startxref\n999999\n%%EOF\n", {}), base::ErrorKind::internal);
    EXPECT_EQ(kind_of(whole.substr(0, whole.size() / 2), {{}}), base::ErrorKind::internal);
    EXPECT_EQ(kind_of(whole, {{"0 0 m\n"}}), base::ErrorKind::internal) << "a piece without a placeholder";
    EXPECT_EQ(kind_of(whole, {{}, {}}), base::ErrorKind::internal) << "a page too many";
    for (std::size_t cut = 0; cut < whole.rfind("\nxref\n"); cut += 997) {
        auto damaged = whole;
        damaged.erase(cut, 3);
        EXPECT_EQ(kind_of(damaged, {{}}), base::ErrorKind::internal) << "three bytes lacking at " << cut;
    }
}

}  // namespace
