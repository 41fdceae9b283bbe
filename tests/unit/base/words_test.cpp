// Small operations on text.
#include "base/words.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace {

using namespace balise::base;

TEST(Fold, IsAsItsHeaderSays) {
    EXPECT_EQ(fold("Hôpital  Général d’Œuvre"), "hopital general d'oeuvre");
}

TEST(Fold, LettersOfFrenchAndItsNeighbours) {
    EXPECT_EQ(fold("ÉÈÊË éèêë ÀÂ Ç ÎÏ ÔÖ ÙÛÜ Ÿ"), "eeee eeee aa c ii oo uuu y");
    EXPECT_EQ(fold("Œuvre œuvre Æ æ ß ẞ"), "oeuvre oeuvre ae ae ss ss");
    EXPECT_EQ(fold("E\u0301cole"), "ecole") << "an accent of its own";
    EXPECT_EQ(fold("ﬁn №"), "fin no");
}

TEST(LetterCase, KeepsAccents) {
    EXPECT_EQ(upper_case("Gbêkê – Séguéla œuf 12"), "GBÊKÊ – SÉGUÉLA ŒUF 12");
    EXPECT_EQ(lower_case("ÉCOLE À Œ"), "école à œ");
    EXPECT_EQ(upper_case("a\xFF"
                         "b"),
              "AB")
        << "a byte that is not UTF-8";
}

TEST(Fold, ApostrophesAndHyphensAreUnified) {
    for (const std::string_view apostrophe : {"'", "’", "‘", "ʼ", "`", "´"})
        EXPECT_EQ(fold("l" + std::string(apostrophe) + "enfant é"), "l'enfant e") << apostrophe;
    for (const std::string_view hyphen : {"-", "‐", "\u2011", "‒", "–", "—", "−"})
        EXPECT_EQ(fold("a" + std::string(hyphen) + "é"), "a-e") << hyphen;
    EXPECT_EQ(fold("l`enfant"), "l'enfant") << "without any accent too";
}

TEST(Fold, BlanksOfAllKindsBecomeOne) {
    EXPECT_EQ(fold("  a\u00a0\u202f b\t\r\nc\u2009d\u3000e\u2028f\u200bg  "), "a b c d e f g");
    EXPECT_EQ(fold(" \t a  b \n"), "a b");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold("\u00a0\u202f"), "");
    EXPECT_EQ(fold(std::string_view("a\0b", 3)), "a b");
}

TEST(Fold, InvisibleCharactersVanish) {
    EXPECT_EQ(fold("\ufeffp\u00e9da\u00adgogique\u200e \ufeff"), "pedagogique");
}

TEST(Fold, NeverFailsOnInvalidBytes) {
    EXPECT_EQ(fold("caf\xe9"), "caf");
    EXPECT_EQ(fold("\xff\xfe"), "");
    EXPECT_EQ(fold("a\xc3"), "a");
    EXPECT_EQ(fold("\xed\xa0\x80x"), "x") << "a surrogate";
    EXPECT_EQ(fold("ﷺ").empty(), false) << "one character that becomes eighteen";
}

TEST(Fold, FoldingTwiceChangesNothing) {
    for (const std::string_view words : {"Hôpital  Général d’Œuvre", "ẞ ŉ ǆ İ ı", "ﷺ", "l´été", "ΑΣ ας", "Ⅻ ½ ①"})
        EXPECT_EQ(fold(fold(words)), fold(words)) << words;
}

TEST(Fold, KeysHoldLettersAndDigitsOnly) {
    EXPECT_EQ(fold_to_key("Latitude (°) – N°"), "latitude\u00b0n\u00b0");
    EXPECT_EQ(fold_to_key("Nom de l’établissement *"), "nomdeletablissement");
    EXPECT_EQ(fold_to_key("  "), "");
}

TEST(Utf8, IsCheckedAndNormalised) {
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("Œuvre 😀"));
    for (const std::string_view bytes :
         {"\xff", "caf\xe9", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"}) {
        EXPECT_FALSE(is_utf8(bytes));
        EXPECT_EQ(normalise_utf8(bytes), std::nullopt);
    }
    EXPECT_EQ(normalise_utf8("E\u0301cole"), "École");
    EXPECT_EQ(normalise_utf8("École"), "École");
    EXPECT_EQ(normalise_utf8("plain"), "plain");
    EXPECT_EQ(normalise_utf8(""), "");
}

TEST(Words, Trim) {
    EXPECT_EQ(trim(" \t\u00a0\u202f\ufeff a b \u00a0\r\n"), "a b");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("\u00a0"), "");
    EXPECT_EQ(trim("à"), "à");
    EXPECT_EQ(trim("\xa0"), "\xa0") << "half a character is not a blank";
    EXPECT_TRUE(is_blank(" \u202f\n"));
    EXPECT_FALSE(is_blank(" x "));
}

TEST(Words, SplitAndJoin) {
    EXPECT_EQ(split(" a ; b;;c; ", ';'), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_TRUE(split("", ';').empty());
    EXPECT_TRUE(split(" ; ", ';').empty());
    EXPECT_EQ(join({"a", "b", "c"}, "; "), "a; b; c");
    EXPECT_EQ(join({}, ";"), "");
    EXPECT_EQ(join({"", "a", ""}, ";"), ";a;") << "an empty part keeps its place, the first too";
}

TEST(Numbers, AreRead) {
    EXPECT_EQ(parse_number("5.25"), 5.25);
    EXPECT_EQ(parse_number("-5"), -5);
    EXPECT_EQ(parse_number("+5"), 5);
    EXPECT_EQ(parse_number(".5"), 0.5);
    EXPECT_EQ(parse_number("007"), 7);
    EXPECT_EQ(parse_whole("-12"), -12);
    EXPECT_EQ(parse_whole("+12"), 12);
    EXPECT_EQ(parse_whole("9223372036854775807"), 9223372036854775807LL);
}

TEST(Numbers, OnlyPlainOnes) {
    for (const std::string_view words :
         {"",         " ",    " 5",  "5 ",  "5,25", "1e5", "1E5", "nan", "NaN",   "inf",   "-inf",
          "infinity", "0x10", "+-5", "-+5", "++5",  "+",   "-",   ".",   "5.2.1", "1 000", "5m"})
        EXPECT_EQ(parse_number(words), std::nullopt) << words;
    EXPECT_EQ(parse_number("1" + std::string(400, '0')), std::nullopt) << "larger than a number can be";
    for (const std::string_view words : {"", "5.0", "1e3", "+-5", "--5", "9223372036854775808", "0x1f", "5 ", "nan"})
        EXPECT_EQ(parse_whole(words), std::nullopt) << words;
}

TEST(Numbers, AreWrittenWithoutExponent) {
    EXPECT_EQ(number_text(1'000'000), "1000000");
    EXPECT_EQ(number_text(0.00001), "0.00001");
    EXPECT_EQ(number_text(-5.0303), "-5.0303");
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(0), "0");
    EXPECT_EQ(number_text(1e22), "10000000000000000000000");
}

TEST(Numbers, WhatIsWrittenReadsBackTheSame) {
    std::mt19937_64 random(42);
    for (int i = 0; i < 20'000; ++i) {
        const std::uint64_t bits = random();
        const auto value = std::bit_cast<double>(bits);
        if (std::isfinite(value)) {
            ASSERT_EQ(parse_number(number_text(value)), value) << value;
        }
        const double degrees = std::ldexp(static_cast<double>(bits >> 11U), -46) - 64;
        ASSERT_EQ(parse_number(number_text(degrees)), degrees);
    }
    for (const double value : {std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest(),
                               std::numeric_limits<double>::min(), std::numeric_limits<double>::denorm_min(), -0.0})
        EXPECT_EQ(parse_number(number_text(value)), value);
}

// The definition, without bands or early ends.
std::size_t plain_distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

TEST(EditDistance, KnownAnswers) {
    EXPECT_EQ(edit_distance("kitten", "sitting", 10), 3U);
    EXPECT_EQ(edit_distance("bouake", "bouaek", 10), 1U) << "two letters exchanged are one change";
    EXPECT_EQ(edit_distance("ca", "abc", 10), 3U) << "optimal string alignment, not the unrestricted distance";
    EXPECT_EQ(edit_distance("", "abc", 10), 3U);
    EXPECT_EQ(edit_distance("same", "same", 0), 0U);
    EXPECT_EQ(edit_distance("abcdef", "uvwxyz", 2), 3U) << "limit + 1";
    EXPECT_EQ(edit_distance("a", "abcdefgh", 3), 4U);
}

TEST(EditDistance, AgreesWithTheDefinition) {
    std::mt19937 random(7);
    const auto word = [&] {
        std::string made;
        for (auto left = random() % 9; left > 0; --left) made += static_cast<char>('a' + random() % 3);
        return made;
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::string a = word(), b = word();
        const std::size_t limit = random() % 6;
        ASSERT_EQ(edit_distance(a, b, limit), std::min(plain_distance(a, b), limit + 1))
            << a << " " << b << " " << limit;
        ASSERT_EQ(edit_distance(a, b, limit), edit_distance(b, a, limit));
    }
}

}  // namespace
