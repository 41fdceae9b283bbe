#include "map/text.hpp"

#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/words.hpp"

#ifdef __SANITIZE_ADDRESS__
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();  // its header comes with clang only
#endif

namespace balise::map {
namespace {

const std::string difficult = "Œuvre d'Haÿ Forêt « Bœuf » № 12,5 e\u0301 x\u0323\u0301 fi ffl Ɔ́kɔ́ɔ́ N'Doumi";

TextStyle sized(double size) {
    TextStyle style;
    style.size = size;
    return style;
}

// Every byte and every glyph belongs to one cluster, clusters begin where characters do, and fonts exist.
void expect_sound(const ShapedText& text, const Typesetter& typesetter) {
    for (const GlyphRun& run : text.runs) {
        std::size_t bytes = 0, glyphs = 0;
        for (const Cluster& cluster : run.clusters) {
            EXPECT_TRUE(cluster.bytes > 0 || cluster.glyphs > 0);
            EXPECT_NE(static_cast<unsigned char>(run.text[std::min(bytes, run.text.size() - 1)]) & 0xC0U, 0x80U);
            bytes += cluster.bytes;
            glyphs += cluster.glyphs;
        }
        EXPECT_EQ(bytes, run.text.size());
        EXPECT_EQ(glyphs, run.glyphs.size());
        EXPECT_TRUE(base::is_utf8(run.text));
        ASSERT_LT(run.font, typesetter.fonts().size());
        EXPECT_TRUE(std::filesystem::exists(typesetter.fonts()[run.font].file));
        for (const Glyph& glyph : run.glyphs) EXPECT_LT(glyph.index, 65536U) << run.text;
    }
}

std::string told(const ShapedText& text) {
    std::string result;
    for (const GlyphRun& run : text.runs) result += run.text;
    return result;
}

TEST(Text, IsSetInInterWithEveryWeightOfItsOwn) {
    Typesetter typesetter;
    std::set<std::string> files;
    for (const Weight weight : {Weight::light, Weight::regular, Weight::medium, Weight::semibold, Weight::bold}) {
        TextStyle style;
        style.weight = weight;
        const ShapedText& line = typesetter.line("Bouaké", style);
        ASSERT_EQ(line.runs.size(), 1U);
        const Font& font = typesetter.fonts()[line.runs[0].font];
        EXPECT_NE(font.name.find("Inter"), std::string::npos) << font.name;
        EXPECT_EQ(font.name.find("Display"), std::string::npos) << font.name;
        EXPECT_FALSE(font.slanted);
        files.insert(font.file);
    }
    EXPECT_EQ(files.size(), 5U);
}

TEST(Text, WidthIsProportionalToSize) {
    Typesetter typesetter;
    for (const double spacing : {0.0, 0.06}) {
        TextStyle small = sized(2.5), large = sized(25);
        small.letter_spacing = large.letter_spacing = spacing;
        const ShapedText& a = typesetter.line(difficult, small);
        const ShapedText& b = typesetter.line(difficult, large);
        EXPECT_NEAR(b.width / a.width, 10, 1e-9);
        EXPECT_NEAR(b.ascent / a.ascent, 10, 1e-9);
        ASSERT_EQ(a.runs.size(), b.runs.size());
        EXPECT_NEAR(b.runs.back().glyphs.back().x / a.runs.back().glyphs.back().x, 10, 1e-4);
    }
}

TEST(Text, ClustersCoverTextAndGlyphs) {
    Typesetter typesetter;
    const ShapedText& line = typesetter.line(difficult, sized(3));
    expect_sound(line, typesetter);
    EXPECT_EQ(told(line), difficult);
    EXPECT_GT(line.width, 60);
    EXPECT_GT(line.ascent, line.cap_height);
    EXPECT_GT(line.height, line.ascent);
}

TEST(Text, GlyphsThatInterLacksComeFromDejaVuAlone) {
    Typesetter typesetter;
    const ShapedText& line = typesetter.line("Plan مرحبا ☎ 漢", sized(3));
    expect_sound(line, typesetter);
    for (const Font& font : typesetter.fonts())
        EXPECT_TRUE(font.name.find("Inter") != std::string::npos || font.name.find("DejaVu Sans") != std::string::npos)
            << font.name;
    EXPECT_GE(typesetter.fonts().size(), 2U);
}

TEST(Text, OddTextIsHarmless) {
    Typesetter typesetter;
    std::string heap = "a";
    for (int i = 0; i < 40000; ++i) heap += "\u0301";
    const std::vector<std::string> odd{"",
                                       " ",
                                       "\t\n\r\v\f\x01\x7F",
                                       std::string("a\0b", 3),
                                       "\xFF\xFE ab\xC3",
                                       "\xED\xA0\x80",
                                       "\u0301\u0301",
                                       "שלום world 123 مرحبا بالعالم",
                                       "\u202Eabc\u202C \u2066x\u2069",
                                       "a\u2028b\u2029c",
                                       "👩‍👩‍👧 \U0010FFFF \uFFFE",
                                       heap};
    for (const std::string& text : odd) {
        expect_sound(typesetter.line(text, sized(3)), typesetter);
        expect_sound(typesetter.paragraph(text, sized(3), 10, 1.3, Align::centre, 3), typesetter);
        expect_sound(typesetter.fitted(text, sized(3), 4), typesetter);
    }
    EXPECT_EQ(told(typesetter.line("a\tb\nc", sized(3))), "a b c");
    EXPECT_EQ(told(typesetter.line("a\xFF", sized(3))), "a\uFFFD");
}

TEST(Text, RightToLeftTextIsToldInReadingOrder) {
    Typesetter typesetter;
    const ShapedText& line = typesetter.line("שלום", sized(3));
    ASSERT_EQ(line.runs.size(), 1U);
    EXPECT_EQ(line.runs[0].text, "שלום");
    EXPECT_GT(line.runs[0].glyphs.front().x, line.runs[0].glyphs.back().x);
}

TEST(Text, TabularFiguresHaveOneWidth) {
    Typesetter typesetter;
    TextStyle tabular = sized(3), proportional = sized(3);
    proportional.tabular = false;
    EXPECT_NEAR(typesetter.line("1111", tabular).width, typesetter.line("8888", tabular).width, 1e-9);
    EXPECT_LT(typesetter.line("1111", proportional).width, typesetter.line("8888", proportional).width - 0.1);
}

TEST(Text, PairsAreKernedAndLettersSpaced) {
    Typesetter typesetter;
    const double apart = typesetter.line("A", sized(3)).width + typesetter.line("V", sized(3)).width;
    EXPECT_LT(typesetter.line("AV", sized(3)).width, apart - 0.05);
    TextStyle spaced = sized(3);
    spaced.letter_spacing = 0.1;
    EXPECT_NEAR(typesetter.line("HAMBOL", spaced).width, typesetter.line("HAMBOL", sized(3)).width + 5 * 0.3, 1e-9);
}

TEST(Text, CombiningAccentsStayOnTheirLetter) {
    Typesetter typesetter;
    TextStyle style = sized(3);
    style.family = "DejaVu Sans";  // it says where accents go; Inter's static fonts do not
    const GlyphRun set = typesetter.line("OX\u0301", style).runs.at(0);
    style.letter_spacing = 0.2;
    const GlyphRun spaced = typesetter.line("OX\u0301", style).runs.at(0);
    if (typesetter.fonts()[set.font].name.find("DejaVu") == std::string::npos)
        GTEST_SKIP() << "fonts-dejavu-core is not installed";
    ASSERT_EQ(set.glyphs.size(), 3U);
    EXPECT_LT(set.glyphs[2].y, -0.3F);  // above the capital: up is negative
    EXPECT_NEAR(spaced.glyphs[2].x - spaced.glyphs[1].x, set.glyphs[2].x - set.glyphs[1].x, 1e-5);
    EXPECT_NEAR(spaced.glyphs[1].x - set.glyphs[1].x, 0.6, 1e-5);
}

TEST(Text, ItalicIsTheFontsOwn) {
    Typesetter typesetter;
    TextStyle style = sized(3);
    style.italic = true;
    const ShapedText& line = typesetter.line("Bandama", style);
    EXPECT_NE(typesetter.fonts()[line.runs[0].font].name.find("Italic"), std::string::npos);
    EXPECT_FALSE(typesetter.fonts()[line.runs[0].font].slanted);
}

TEST(Paragraph, IsNeverWiderThanAsked) {
    Typesetter typesetter;
    const std::string text =
        "Les structures d'hébergement et de transit ne figurent sur aucune édition publique : appeler le 116. "
        "Autour de Bouaké, les symboles sont écartés du centre ; le trait ramène au lieu. "
        "Anticonstitutionnellement-anticonstitutionnellement AVAVAVAVAVAVAV";
    std::string blankless;
    for (const char c : text)
        if (c != ' ') blankless += c;
    for (double width = 3; width < 150; width *= 1.07) {
        const ShapedText set = typesetter.paragraph(text, sized(2.5), width);
        EXPECT_LE(set.width, width);
        expect_sound(set, typesetter);
        std::string got;
        for (const char c : told(set))
            if (c != ' ') got += c;
        EXPECT_EQ(got, blankless) << width;
        EXPECT_FALSE(set.cut);
        EXPECT_NEAR(set.height,
                    static_cast<double>(set.baselines.size() - 1) * 1.3 * 2.5 + typesetter.line("x", sized(2.5)).height,
                    1e-6);
    }
}

TEST(Paragraph, BreaksAtLineEndsAndBlanksAndKeepsNoBreakSpaces) {
    Typesetter typesetter;
    const ShapedText lines = typesetter.paragraph("un\n\ndeux", sized(2.5), 100);
    EXPECT_EQ(lines.baselines.size(), 3U);
    // Room for "publique" but not for "publique : 116" on the first line: the colon and the number stay with the word.
    const double width = typesetter.line("édition publique", sized(2.5)).width + 0.1;
    const ShapedText kept = typesetter.paragraph("édition publique\u00A0:\u202F116", sized(2.5), width);
    ASSERT_EQ(kept.baselines.size(), 2U);
    EXPECT_EQ(kept.runs[0].text, "édition");
    EXPECT_EQ(kept.runs[1].text, "publique\u00A0:\u202F116");
}

TEST(Paragraph, BreaksALongWordBetweenLetters) {
    Typesetter typesetter;
    const ShapedText set = typesetter.paragraph("Œ\u0301" + std::string(200, 'm'), sized(2.5), 20);
    EXPECT_GT(set.baselines.size(), 10U);
    EXPECT_LE(set.width, 20);
    EXPECT_GT(set.width, 17);
    const ShapedText narrow = typesetter.paragraph("mmm", sized(2.5), 0.1);
    EXPECT_EQ(narrow.baselines.size(), 3U);
}

TEST(Paragraph, IsCutAtTheLastLineAllowed) {
    Typesetter typesetter;
    const std::string name = "Complexe socio-éducatif EXEMPLE de la commune de Yopougon Sud";
    const ShapedText set = typesetter.paragraph(name, sized(2.5), 30, 1.3, Align::left, 2);
    EXPECT_TRUE(set.cut);
    EXPECT_EQ(set.baselines.size(), 2U);
    EXPECT_LE(set.width, 30);
    EXPECT_TRUE(told(set).ends_with("…"));
    EXPECT_FALSE(typesetter.paragraph(name, sized(2.5), 100, 1.3, Align::left, 2).cut);
    const ShapedText two = typesetter.paragraph("un\ndeux", sized(2.5), 30, 1.3, Align::left, 1);
    EXPECT_EQ(told(two), "un…");
    EXPECT_TRUE(two.cut);
}

TEST(Paragraph, IsAlignedWithinItsWidth) {
    Typesetter typesetter;
    const double word = typesetter.line("mot", sized(2.5)).width;
    EXPECT_NEAR(typesetter.paragraph("mot", sized(2.5), 30, 1.3, Align::right).runs[0].origin.x, 30 - word, 1e-5);
    EXPECT_NEAR(typesetter.paragraph("mot", sized(2.5), 30, 1.3, Align::centre).runs[0].origin.x, 15 - word / 2, 1e-5);
}

TEST(Fitted, ShowsAsManyLettersAsFit) {
    Typesetter typesetter;
    const std::string name = "Centre d’action sociale et d’éducation spécialisée EXEMPLE no";
    double before = 0;
    for (double width = 0.1; width < 130; width += 0.7) {
        const ShapedText set = typesetter.fitted(name, sized(2.5), width);
        EXPECT_LE(set.width, width);
        EXPECT_GE(set.width, before - 1.5);
        EXPECT_EQ(set.cut, told(set) != name);
        expect_sound(set, typesetter);
        before = set.width;
    }
    EXPECT_TRUE(typesetter.fitted(name, sized(2.5), 0.1).runs.empty());
    EXPECT_EQ(told(typesetter.fitted("Bouaké", sized(2.5), 100)), "Bouaké");
}

TEST(Text, LinesAreKeptAndForgotten) {
    Typesetter typesetter;
    const ShapedText* first = &typesetter.line("Bouaké", sized(2.5));
    EXPECT_EQ(first, &typesetter.line("Bouaké", sized(2.5)));
    for (std::size_t i = 0; i + 1 < Typesetter::lines_kept; ++i) typesetter.line(std::to_string(i), sized(2.5));
    EXPECT_EQ(first, &typesetter.line("Bouaké", sized(2.5)));
    for (std::size_t i = 0; i + 1 < Typesetter::lines_kept; ++i) typesetter.line(std::to_string(i), sized(2.6));
    EXPECT_EQ(first, &typesetter.line("Bouaké", sized(2.5)));
}

std::size_t bytes_in_use() {
#ifdef __SANITIZE_ADDRESS__
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

TEST(Text, MemoryIsBounded) {
    Typesetter typesetter;
    const auto set = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) typesetter.line("Localité no " + std::to_string(i), sized(2.5));
    };
    const std::size_t empty = bytes_in_use();
    set(0, 2 * Typesetter::lines_kept);
    const std::size_t full = bytes_in_use() - empty;
    EXPECT_LT(full, std::size_t{50} << 20U);
    set(2 * Typesetter::lines_kept, 4 * Typesetter::lines_kept);
    EXPECT_LT(bytes_in_use() - empty, full + full / 4);
}

TEST(Text, EveryThreadHasATypesetterOfItsOwn) {
    Typesetter here;
    const double width = here.line(difficult, sized(2.5)).width;
    std::vector<std::thread> threads;
    std::atomic<int> same = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            Typesetter typesetter;
            for (int n = 0; n < 50; ++n) typesetter.line(std::to_string(n), sized(3));
            if (typesetter.line(difficult, sized(2.5)).width == width) ++same;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(same, 4);
}

TEST(Text, IsPlacedAndTurned) {
    Typesetter typesetter;
    const ShapedText set = typesetter.paragraph("un\ndeux", sized(2), 30);
    const auto runs = placed(set, {10, 20}, 3.14159265358979 / 2);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_NEAR(runs[1].origin.x, 10 - 2.6, 1e-4);
    EXPECT_NEAR(runs[1].origin.y, 20, 1e-4);
    EXPECT_NEAR(runs[1].angle, 1.5707963, 1e-5);
}

class WithoutFonts : public testing::Test {
protected:
    // A machine with only the fonts of these folders.
    static void use(const std::vector<std::string>& folders) {
        const auto file = std::filesystem::temp_directory_path() / ("fonts_" + std::to_string(::getpid()) + ".conf");
        std::ofstream out(file);
        out << "<fontconfig>";
        for (const auto& folder : folders) out << "<dir>" << folder << "</dir>";
        out << "</fontconfig>";
        out.close();
        setenv("FONTCONFIG_FILE", file.c_str(), 1);
    }
    void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }  // fontconfig must not have begun
};

TEST_F(WithoutFonts, TheMessageNamesFontAndPackage) {
    const auto attempt = [] {
        use({});
        try {
            Typesetter typesetter;
        } catch (const base::Error& error) {
            std::cerr << error.what();
            std::_Exit(error.kind() == base::ErrorKind::not_found ? 3 : 4);
        }
        std::_Exit(0);
    };
    EXPECT_EXIT(attempt(), testing::ExitedWithCode(3), "Inter.*fonts-inter");
}

TEST_F(WithoutFonts, DejaVuStandsInForAllOfInter) {
    const std::filesystem::path folder = "/usr/share/fonts/truetype/dejavu";
    if (!std::filesystem::exists(folder / "DejaVuSans.ttf")) GTEST_SKIP() << "fonts-dejavu-core is not installed";
    const auto attempt = [&] {
        use({folder});
        Typesetter typesetter;
        const ShapedText& line = typesetter.line("Bouaké", sized(2.5));
        std::cerr << typesetter.fonts()[line.runs[0].font].name;
        std::_Exit(0);
    };
    EXPECT_EXIT(attempt(), testing::ExitedWithCode(0), "DejaVu Sans");
}

}  // namespace
}  // namespace balise::map
