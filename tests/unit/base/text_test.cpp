// Text marks and the catalogue. The French catalogue is made here by msgfmt, so that the test needs no translation of
// ours.
#include "base/text.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "unit/base/scratch.hpp"

namespace {

using namespace balise::base;
using balise::test::EnvironmentVariable;
using balise::test::ScratchFolder;

constexpr std::string_view translations = R"(msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgid "the file {0} has {1} lines"
msgstr "{1} lignes dans le fichier {0}"

msgid "{0} provider"
msgid_plural "{0} providers"
msgstr[0] "{0} structure"
msgstr[1] "{0} structures"

msgid "the disk is full"
msgstr "le disque est plein"

msgid "cannot write {0}: {1}"
msgstr "impossible d'écrire {0} : {1}"

msgid "a bad translation of {0}"
msgstr "une mauvaise traduction {0"

msgid "too many places for {0}"
msgstr "{0} {1} {2}"
)";

// The catalogues are loaded at their first use, so the folder must be known before any test runs.
class CatalogueFolder : public testing::Environment {
public:
    void SetUp() override {
        const auto folder = scratch_ / "fr/LC_MESSAGES";
        std::filesystem::create_directories(folder);
        const auto source = scratch_.put("fr.po", translations);
        const std::string command = "msgfmt -o '" + (folder / "balise.mo").string() + "' '" + source.string() + "'";
        ASSERT_EQ(std::system(command.c_str()), 0);
        ::setenv("BALISE_CATALOGUE_DIR", scratch_.path().c_str(), 1);
    }

private:
    ScratchFolder scratch_;
};
const auto* const catalogue_folder = testing::AddGlobalTestEnvironment(new CatalogueFolder);

const Catalogue& french() {
    return Catalogue::of(Language::french);
}
const Catalogue& english() {
    return Catalogue::of(Language::english);
}

TEST(Text, TranslatesWithArgumentsInAnyOrder) {
    const Text text = mark("the file {0} has {1} lines", "a.csv", 1200);
    EXPECT_EQ(english()(text), "the file a.csv has 1,200 lines");
    EXPECT_EQ(french()(text), "1\u202f200 lignes dans le fichier a.csv");
    EXPECT_TRUE(french().loaded());
    EXPECT_TRUE(english().loaded());
}

TEST(Text, MissingTranslationStaysEnglish) {
    EXPECT_EQ(french()(mark("nobody translated {0}", "this")), "nobody translated this");
    EXPECT_EQ(french().words("the disk is full"), "le disque est plein");
    EXPECT_EQ(french().words("unknown words"), "unknown words");
    EXPECT_EQ(french().words(""), "") << "the header of the catalogue is not a translation";
    EXPECT_EQ(french()(Text{}), "");
}

TEST(Text, PluralFormsOfBothLanguages) {
    const auto words = [](const Catalogue& in, std::int64_t count) {
        return in(mark_plural("{0} provider", "{0} providers", count));
    };
    EXPECT_EQ(words(english(), 0), "0 providers");
    EXPECT_EQ(words(english(), 1), "1 provider");
    EXPECT_EQ(words(english(), 2), "2 providers");
    EXPECT_EQ(words(french(), 0), "0 structure");
    EXPECT_EQ(words(french(), 1), "1 structure");
    EXPECT_EQ(words(french(), 2), "2 structures");
    EXPECT_EQ(words(french(), 5'000'000'000), "5\u202f000\u202f000\u202f000 structures");
    EXPECT_EQ(words(english(), std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808 providers");
    EXPECT_EQ(words(french(), -4'294'967'296), "-4\u202f294\u202f967\u202f296 structure");
}

TEST(Text, PluralWithoutTranslation) {
    EXPECT_EQ(french()(mark_plural("{0} row of {1}", "{0} rows of {1}", 3, "x")), "3 rows of x");
    EXPECT_EQ(french()(mark_plural("{0} row of {1}", "{0} rows of {1}", 1, "x")), "1 row of x");
}

TEST(Text, NestedTextIsTranslatedToo) {
    const Text text = mark("cannot write {0}: {1}", "b.csv", mark("the disk is full"));
    EXPECT_EQ(french()(text), "impossible d'écrire b.csv : le disque est plein");
    EXPECT_EQ(english()(text), "cannot write b.csv: the disk is full");
}

TEST(Text, DataIsNeverTakenForAPattern) {
    EXPECT_EQ(french()(verbatim("the disk is full")), "the disk is full");
    EXPECT_EQ(english()(verbatim("{0} {1} }{")), "{0} {1} }{");
    EXPECT_EQ(english()(mark("the file {0} has {1} lines", "{1}", "{0}")), "the file {1} has {0} lines");
}

TEST(Text, BadPatternsNeverThrow) {
    for (const std::string_view pattern : {"{", "}", "{0", "{0:", "{9}", "{-1}", "{name}", "{0:d}", "{0:.2f}", "{0!r}",
                                           "{99999999999999999999}", "{}{0}"}) {
        EXPECT_NO_THROW(EXPECT_FALSE(english()(mark(pattern, "x")).empty())) << pattern;
        EXPECT_NO_THROW(EXPECT_FALSE(english()(mark(pattern)).empty())) << pattern;
    }
    EXPECT_EQ(french()(mark("a bad translation of {0}", "x")), "une mauvaise traduction {0");
    EXPECT_EQ(french()(mark("too many places for {0}", "x")), "{0} {1} {2}");
}

TEST(Text, Numbers) {
    EXPECT_EQ(french().number(12345.5, 1), "12\u202f345,5");
    EXPECT_EQ(english().number(12345.5, 1), "12,345.5");
    EXPECT_EQ(english().number(1234567.0, 2), "1,234,567");
    EXPECT_EQ(english().number(-0.001, 2), "0");
    EXPECT_EQ(english().number(-999.96, 1), "-1,000");
    EXPECT_EQ(english().number(std::int64_t{999}), "999");
    EXPECT_EQ(french().number(std::int64_t{-1000}), "-1\u202f000");
    EXPECT_EQ(english().number(std::numeric_limits<double>::quiet_NaN(), 1), "–");
    EXPECT_EQ(english().number(-std::numeric_limits<double>::infinity(), 1), "–");
    // Beyond 2^53 a double would round.
    EXPECT_EQ(english().number(std::int64_t{9'007'199'254'740'993}), "9,007,199,254,740,993");
}

TEST(Text, ComparesByContent) {
    EXPECT_EQ(mark("a {0}", 1), mark("a {0}", 1));
    EXPECT_NE(mark("a {0}", 1), mark("a {0}", 2));
    EXPECT_NE(mark("a {0}", 1), mark("a {0}", "1"));
}

TEST(Text, LanguageOfTheEnvironment) {
    const EnvironmentVariable list("LANGUAGE", nullptr), all("LC_ALL", nullptr), messages("LC_MESSAGES", nullptr),
        lang("LANG", nullptr);
    EXPECT_EQ(language_of_environment(), Language::french);
    {
        const EnvironmentVariable chosen("LANG", "en_GB.UTF-8");
        EXPECT_EQ(language_of_environment(), Language::english);
        const EnvironmentVariable stronger("LC_ALL", "fr_CI.UTF-8");
        EXPECT_EQ(language_of_environment(), Language::french);
        const EnvironmentVariable strongest("LANGUAGE", "en:fr");
        EXPECT_EQ(language_of_environment(), Language::english);
    }
    const EnvironmentVariable other("LANG", "C.UTF-8");
    EXPECT_EQ(language_of_environment(), Language::french);
}

TEST(TextDeathTest, DamagedCatalogueIsTakenAsNone) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const ScratchFolder scratch;
    std::filesystem::create_directories(scratch / "fr/LC_MESSAGES");
    // The magic number of a .mo file, then counts and offsets that lead nowhere.
    scratch.put("fr/LC_MESSAGES/balise.mo",
                std::string_view("\xde\x12\x04\x95\0\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f\xff\xff\xff\x7f", 20));
    EXPECT_EXIT(
        {
            ::setenv("BALISE_CATALOGUE_DIR", scratch.path().c_str(), 1);
            const bool is_english = french()(mark("the disk is full")) == "the disk is full" || french().loaded();
            std::_Exit(is_english ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

}  // namespace
