// Words into boxes.
#include "sheet/text_flow.hpp"

#include <gtest/gtest.h>

namespace {

using namespace balise;
using namespace balise::sheet;

TEST(TextFlow, ALineShrinksAsFarAsItMay) {
    map::Typesetter typesetter;
    const Pen pen{10, Weight::regular, {}, Side::left, 6};
    const double natural = fit_line(typesetter, "Services de protection", pen, 0).text.width;
    const auto whole = fit_line(typesetter, "Services de protection", pen, natural + 1);
    EXPECT_EQ(whole.size, 10);
    const auto smaller = fit_line(typesetter, "Services de protection", pen, natural * 0.8);
    EXPECT_TRUE(smaller.fits);
    EXPECT_LE(smaller.text.width, natural * 0.8 + 0.01);
    EXPECT_LT(smaller.size, 8.1);
    const auto hopeless = fit_line(typesetter, "Services de protection", pen, natural * 0.3);
    EXPECT_FALSE(hopeless.fits);
    EXPECT_EQ(hopeless.size, 6);
}

TEST(TextFlow, AParagraphShrinksToItsBox) {
    map::Typesetter typesetter;
    const Pen pen{8, Weight::regular, {}, Side::left, 5};
    const std::string words =
        "Les limites et les noms figurant sur cette carte n’impliquent ni reconnaissance ni acceptation.";
    const auto set = fit_paragraph(typesetter, words, pen, 40, 9, 1.3);
    EXPECT_TRUE(set.fits);
    EXPECT_LE(set.text.height, 9.01);
    EXPECT_FALSE(set.text.cut);
    EXPECT_FALSE(fit_paragraph(typesetter, words, pen, 40, 2, 1.3).fits);
}

TEST(TextFlow, PunctuationStaysWithItsWord) {
    EXPECT_EQ(with_firm_blanks("Sources : a ; b ? c ! « d » 12 % – e"),
              "Sources\u00a0: a\u00a0; b\u00a0? c\u00a0! «\u00a0d\u00a0» 12\u00a0%\u00a0– e");
    EXPECT_EQ(with_firm_blanks("plain words: here"), "plain words: here");
}

TEST(TextFlow, WhatDoesNotFitIsReported) {
    map::Typesetter typesetter;
    Page page(typesetter, 100, 100);
    page.line_of("court", {0, 10}, {8, Weight::regular}, 50);
    EXPECT_TRUE(page.cut().empty());
    page.line_of("beaucoup trop long pour la place", {0, 20}, {8, Weight::regular}, 5);
    page.paragraph("beaucoup trop long pour la place", {0, 30, 5, 32}, {8, Weight::regular});
    EXPECT_EQ(page.cut().size(), 2U);
    EXPECT_EQ(page.texts().size(), 3U);
}

}  // namespace
