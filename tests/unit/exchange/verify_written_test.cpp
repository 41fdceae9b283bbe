// verify_written finds what a faulty writer would leave: each test spoils a sound file in one way and wants the
// finding.
#include "exchange/verify_written.hpp"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <ogrsf_frmts.h>

#include <cstring>

#include "exchange/verify_page.hpp"
#include "exchange/verify_written_text.hpp"
#include "geo/coordinates.hpp"
#include "geo/crs.hpp"
#include "write_fixture.hpp"

namespace balise::exchange::test {

using model::Audience;

namespace {

const std::string secret_name = "Foyer Caché de l'Éléphant";
const std::string secret_phone = "+225 07 12 34 65 78";
constexpr geo::LonLat secret_place{-5.123457, 6.987654};

struct Case {
    model::Directory all;
    model::Released released;
    model::Withheld withheld;
    Secrets secrets;
};

Case make_case(const std::string& short_name = "") {
    auto d = directory();
    auto hidden = provider(7, "Autre", "shelter_state", "active");
    hidden.name_fr = secret_name;
    hidden.short_name = short_name;
    hidden.focal_phone = secret_phone;
    hidden.position = secret_place;
    d.providers.push_back(hidden);
    auto released = model::release(d, Audience::everyone, {});
    auto withheld = model::withheld_from(d, released, {});
    Secrets secrets(released, withheld, {});
    return {std::move(d), std::move(released), std::move(withheld), std::move(secrets)};
}

std::string forms(const Case& c, const std::string& text, Secrets::Kind kind = Secrets::Kind::text) {
    return c.secrets.find(text, kind).value_or(base::Text()).id;
}

std::string utf16(std::string_view latin1, bool big_endian) {
    std::string out;
    for (const char c : latin1) {
        if (big_endian) out += '\0';
        out += c;
        if (!big_endian) out += '\0';
    }
    return out;
}

std::string base64(const std::string& text) {
    char* encoded = CPLBase64Encode(static_cast<int>(text.size()), reinterpret_cast<const GByte*>(text.data()));
    std::string out(encoded);
    CPLFree(encoded);
    return out;
}

template <class Number>
std::string bytes_of(Number value, bool reversed) {
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    if (reversed) std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

}  // namespace

TEST(Verify, FindsWordsHoweverTheyAreWritten) {
    const auto c = make_case();
    EXPECT_EQ(forms(c, "nothing of that kind, 12.5, Centre social"), "");
    for (const std::string text :
         {"Foyer Caché de l'Éléphant", "FOYER CACHE DE L'ELEPHANT", "foyer  caché\tde l’éléphant",
          "Foyer-Cache_de_l'Elephant", "Foyer Cach\\u00e9 de l'\\u00c9l\\u00e9phant",
          "Foyer Cach&#233; de l&apos;&#xC9;l&#233;phant", "Foyer%20Cach%C3%A9%20de%20l%27%C3%89l%C3%A9phant",
          "Foyer Cach\xE9 de l'\xC9l\xE9phant", "Foyer Cache\xCC\x81 de l'E\xCC\x81le\xCC\x81phant",
          "xxFoyer Caché de l'Éléphantxx"})
        EXPECT_NE(forms(c, "before " + text + " after"), "") << text;
    const std::string latin1 = "Foyer Cach\xE9 de l'\xC9l\xE9phant";
    EXPECT_EQ(forms(c, "x" + utf16(latin1, false)), "UTF-16");
    EXPECT_EQ(forms(c, "xx" + utf16(latin1, false)), "UTF-16");
    EXPECT_EQ(forms(c, utf16(latin1, true)), "UTF-16");
    EXPECT_EQ(forms(c, utf16("FOYER CACHE DE L'ELEPHANT", false)), "UTF-16");
    for (const std::string before : {"", "a", "ab"})
        EXPECT_NE(forms(c, "\"" + base64(before + secret_name + "tail") + "\""), "") << before.size();
    char* hex =
        CPLBinaryToHex(static_cast<int>(secret_name.size()), reinterpret_cast<const GByte*>(secret_name.data()));
    EXPECT_NE(forms(c, hex), "");
    EXPECT_NE(forms(c, base::fold(hex)), "");
    EXPECT_NE(forms(c, "0" + std::string(hex)), "");
    CPLFree(hex);
}

TEST(Verify, FindsTelephoneNumbersByTheirDigits) {
    const auto c = make_case();
    for (const std::string text : {"+225 07 12 34 65 78", "0712346578", "07.12.34.65.78", "07-12-34-65-78",
                                   "(+225) 0712346578", "002250712346578", "712346578", "07/12/34/65/78",
                                   "07\xC2\xA0"
                                   "12\xC2\xA0"
                                   "34\xC2\xA0"
                                   "65\xC2\xA0"
                                   "78"})
        EXPECT_NE(forms(c, "tel;" + text + ";x"), "") << text;
    EXPECT_EQ(forms(c, "07 12 34 65 79"), "");
}

TEST(Verify, FindsPositionsInText) {
    const auto c = make_case();
    const auto metres =
        geo::Transformation("EPSG:4326", "EPSG:32630").forward(geo::Position{secret_place.lon, secret_place.lat});
    ASSERT_TRUE(metres);
    std::vector<std::string> texts{
        "[-5.123457,6.987654]",
        "-5.12346;6.98765",
        "-5.1235, 6.9877",
        "-5.123 6.988",
        "lat=6.987 lon=-5.123",
        "-5,123457; 6,987654",
        "<lon>-5.1234570001</lon><lat>6.9876540001</lat>",
        "-5.123457",
        geo::dms_text(secret_place, true),
        geo::dms_text(secret_place, false),
        "5°7.407'W 6°59.259'N",
        std::to_string(static_cast<long>(metres->x)) + " " + std::to_string(static_cast<long>(metres->y)),
        std::to_string(std::lround(metres->x)) + ".25;" + std::to_string(static_cast<long>(metres->y)) + ".5"};
    for (const auto& text : texts) EXPECT_NE(forms(c, "x " + text + " x"), "") << text;
    for (const std::string text : {"-5.12 6.98", "-5.223 6.888", "5.1234", "v5.123 build 4"})
        EXPECT_EQ(forms(c, text), "") << text;
}

TEST(Verify, FindsPositionsInBytes) {
    const auto c = make_case();
    for (const bool reversed : {false, true}) {
        EXPECT_NE(forms(c, "odd" + bytes_of(secret_place.lon, reversed) + "x", Secrets::Kind::binary), "");
        EXPECT_NE(forms(c, "even" + bytes_of(secret_place.lat, reversed), Secrets::Kind::binary), "");
        const auto lon = bytes_of(static_cast<float>(secret_place.lon), reversed);
        const auto lat = bytes_of(std::nextafterf(static_cast<float>(secret_place.lat), 100), reversed);
        EXPECT_NE(forms(c, "odd" + lon + lon + lat + lat, Secrets::Kind::binary), "");
        EXPECT_EQ(forms(c, "odd" + lon + lon, Secrets::Kind::binary), "");
    }
    const auto wkb = geo::to_wkb(geo::Point{{secret_place.lon, secret_place.lat}});
    char* hex = CPLBinaryToHex(static_cast<int>(wkb.size()), reinterpret_cast<const GByte*>(wkb.data()));
    EXPECT_NE(forms(c, hex), "");
    CPLFree(hex);
}

TEST(Verify, DoesNotMindWhatReleasedRecordsHoldToo) {
    auto d = directory();
    auto hidden = provider(7, "Autre", "shelter_state", "active");
    hidden.locality = "Bouaké";
    hidden.cost = "Gratuit";
    hidden.hours = "Lundi au vendredi";
    hidden.public_phone = {"+225 27 20 21 22 23"};
    hidden.focal_title = "Directrice";
    hidden.position = geo::LonLat{-5.047999, 7.704999};  // 80 m from an open centre: the same to three decimals
    d.providers.push_back(hidden);
    d.providers[0].name_fr = "Centre social de Bouaké";
    d.providers[0].cost = "Consultation gratuite";
    d.providers[0].hours = "Lundi au vendredi, 8 h à 17 h";
    d.providers[0].public_contact = "Voir la directrice, tél. 27 20 21 22 23";
    d.providers[0].position = geo::LonLat{-5.047512, 7.704534};
    for (const auto audience : {Audience::everyone, Audience::partners})
        for (const auto& format : formats()) {
            Scratch scratch;
            EXPECT_NO_THROW(export_to(scratch / ("k." + format), d, audience, format)) << format;
        }
    // A word within a longer one is no finding either.
    const auto c = make_case("Sassa");
    EXPECT_EQ(forms(c, "Sassandra"), "");
    EXPECT_EQ(forms(c, "(sassa)"), "words");
}

TEST(Verify, FindsSentencesOfANote) {
    auto d = directory();
    d.providers[1].notes =
        "Ouvert depuis 2014 par deux sœurs. Le portail vert est derrière la scierie.\nAppeler avant de venir.";
    const auto released = model::release(d, Audience::everyone, {});
    const Secrets secrets(released, model::withheld_from(d, released, {}), {});
    EXPECT_TRUE(secrets.find("… le portail vert est derrière la scierie, dit-on", Secrets::Kind::text));
    EXPECT_FALSE(secrets.find("le portail vert", Secrets::Kind::text));
}

TEST(Verify, CatchesSpoiledTextFiles) {
    const auto c = make_case();
    for (const std::string format : {"geojson", "csv"}) {
        Scratch scratch;
        const auto file = scratch / ("s." + format);
        export_to(file, c.all, Audience::everyone, format);
        EXPECT_FALSE(find_withheld(file, format, c.released, c.secrets));
        const auto sound = read_bytes(file);
        const auto at = sound.find("Ouvert");
        ASSERT_NE(at, std::string::npos);
        const std::string far(3 << 20, 'x');  // in the third piece, over the edge of the second
        for (const auto& leak : {secret_name, std::string("0712346578"), std::string("-5.12346,6.98765"),
                                 base64(secret_name), utf16("Foyer Cach\xE9 de l'\xC9l\xE9phant", false),
                                 far.substr(0, (2 << 20) - at - 9) + secret_name + far}) {
            write_bytes(file, sound.substr(0, at) + leak + sound.substr(at));
            EXPECT_TRUE(find_withheld(file, format, c.released, c.secrets)) << format << " " << leak.substr(0, 40);
        }
        write_bytes(file, sound + c.all.providers.back().focal_email);
        try {
            verify_written(file, format, "s." + format, c.released, c.secrets);
            FAIL();
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::internal);
            EXPECT_THAT(error.what(), testing::HasSubstr("s." + format));
            EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("boite")));
        }
    }
}

namespace {

// Opens a package for writing, runs statements and closes it.
void spoil(const fs::path& file, const std::vector<std::string>& statements) {
    const char* const drivers[] = {"GPKG", nullptr};
    const std::unique_ptr<GDALDataset> dataset(
        GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers));
    ASSERT_TRUE(dataset);
    for (const auto& sql : statements) {
        CPLErrorReset();
        dataset->ReleaseResultSet(dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr));
        EXPECT_EQ(CPLGetLastErrorType(), CE_None) << sql << ": " << CPLGetLastErrorMsg();
    }
}

bool caught(const fs::path& file, const std::string& format, const Case& c) {
    try {
        return find_withheld(file, format, c.released, c.secrets).has_value();
    } catch (const base::Error& error) {
        return error.kind() == base::ErrorKind::internal;
    }
}

}  // namespace

TEST(Verify, CatchesSpoiledPackages) {
    const auto c = make_case();
    Scratch scratch;
    const auto sound = scratch / "sound.gpkg";
    export_to(sound, c.all, Audience::everyone, "gpkg");
    EXPECT_FALSE(caught(sound, "gpkg", c));
    const std::string name = "'Foyer Caché de l''Éléphant'";
    const std::vector<std::vector<std::string>> leaks{
        {"UPDATE providers SET name_fr = " + name},
        {"UPDATE providers SET name_fr = upper('Foyer cache de l elephant')"},
        {"UPDATE gpkg_contents SET min_x = -5.123457"},
        {"UPDATE gpkg_contents SET description = " + name},
        {"ALTER TABLE providers ADD COLUMN notes TEXT"},
        {"CREATE TABLE log (what TEXT)", "INSERT INTO log VALUES (" + name + ")"},
        {"CREATE TABLE log (what BLOB)",
         "INSERT INTO log VALUES (x'466f796572204361636865206465206c27456c657068616e74')"},
        {"CREATE TABLE log (a REAL)", "INSERT INTO log VALUES (6.987654)"},
        {"PRAGMA secure_delete = OFF", "CREATE TABLE log (what TEXT)", "INSERT INTO log VALUES (" + name + ")",
         "DELETE FROM log"},
        {"PRAGMA secure_delete = OFF", "CREATE TABLE log (what TEXT)", "INSERT INTO log VALUES ('x')",
         "DROP TABLE log"},
        {"CREATE VIEW v AS SELECT " + name},
        {"CREATE TABLE log (\"Foyer Cache de l Elephant\" TEXT)"},
        {"DELETE FROM providers WHERE fid = 1"},
    };
    for (const auto& statements : leaks) {
        const auto file = scratch / "spoiled.gpkg";
        fs::copy_file(sound, file, fs::copy_options::overwrite_existing);
        spoil(file, statements);
        EXPECT_TRUE(caught(file, "gpkg", c)) << statements.back();
    }
    const auto bytes = read_bytes(sound);
    for (const auto& leak : {bytes_of(secret_place.lat, false), bytes_of(secret_place.lat, true),
                             bytes_of(static_cast<float>(secret_place.lon), true) + "abc" +
                                 bytes_of(static_cast<float>(secret_place.lat), true)})
        for (const std::size_t at : {std::size_t{1001}, bytes.size() / 2 + 3, bytes.size() - 13}) {
            auto spoiled = bytes;
            spoiled.replace(at, leak.size(), leak);
            const auto file = scratch / "spoiled.gpkg";
            write_bytes(file, spoiled);
            EXPECT_TRUE(caught(file, "gpkg", c)) << at;
        }
}

TEST(Verify, CatchesSpoiledWorkbooks) {
    const auto c = make_case();
    Scratch scratch;
    const auto sound = scratch / "sound.xlsx";
    export_to(sound, c.all, Audience::everyone, "xlsx");
    EXPECT_FALSE(caught(sound, "xlsx", c));
    const std::vector<std::pair<std::string, std::string>> leaks{
        {"xl/worksheets/sheet9.xml",
         "<sheetData><c t=\"inlineStr\"><is><t>Foyer Cach&#233; de l'Éléphant</t></is></c></sheetData>"},
        {"docProps/custom.xml", "<property>" + secret_phone + "</property>"},
        {"xl/worksheets/sheet9.xml", "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols>"},
        {"xl/worksheets/sheet9.xml", "<c r=\"A1\"><f>1+1</f></c>"},
        {"xl/worksheets/sheet9.xml", "<c><v>-5.123457</v></c><c><v>6.987654</v></c>"},
        {"xl/embedded.bin", "x" + utf16("Foyer Cach\xE9 de l'\xC9l\xE9phant", false)},
        {"Foyer Cache de l Elephant.xml", "<x/>"},
    };
    for (const auto& [entry, content] : leaks) {
        const auto file = scratch / "spoiled.xlsx";
        fs::copy_file(sound, file, fs::copy_options::overwrite_existing);
        VSILFILE* out = VSIFOpenL(("/vsizip/{" + file.string() + "}/" + entry).c_str(), "wb");
        ASSERT_NE(out, nullptr);
        VSIFWriteL(content.data(), 1, content.size(), out);
        VSIFCloseL(out);
        EXPECT_TRUE(caught(file, "xlsx", c)) << entry << " " << content;
    }
}

TEST(Verify, RefusesTheWholeExportAndLeavesNoFile) {
    const auto c = make_case();
    for (const std::string format :
         {"geojson", "xlsx"}) {  // the two that have a title, which does not come through the gate
        Scratch scratch;
        base::Progress progress;
        const WriteOptions options{base::Language::french, "Annexe : Foyer Caché de l'Éléphant", ""};
        try {
            write(c.released, c.withheld, format, scratch / ("r." + format), vocabularies(), options, progress);
            ADD_FAILURE() << format;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::internal) << error.what();
            // The form is a text of its own: it is said in the reader's language.
            const auto& arguments = error.message().arguments;
            ASSERT_EQ(arguments.size(), 2U);
            EXPECT_TRUE(std::holds_alternative<std::shared_ptr<const base::Text>>(arguments[1]));
        }
        EXPECT_TRUE(scratch.names().empty()) << format;
    }
}

TEST(VerifyText, FoldsAndUnescapes) {
    EXPECT_EQ(folded_words("  Œuvre « d'Éhoulé » – N°3 "), "oeuvre d ehoule n 3");
    std::string out;
    EXPECT_FALSE(append_unescaped("plain", out));
    EXPECT_TRUE(append_unescaped("a\\u00e9\\n&amp;&#x41;%42 100% & \\x", out));
    EXPECT_EQ(out, "aé &AB 100% & \\x");
    const DigitRuns runs("07 12-34.65(78) x 12345; 2025-11-21; 00225 0712346578 -5.0712346578");
    EXPECT_EQ(runs.digits(), "0712346578\n0022507123465785\n0712346578\n");
    EXPECT_TRUE(runs.is_number(0, 10));
    EXPECT_TRUE(runs.is_number(1, 9));
    EXPECT_FALSE(runs.is_number(3, 7));
    EXPECT_TRUE(runs.is_number(17, 9));
    EXPECT_FALSE(runs.is_number(18, 9));
}

TEST(VerifyPatterns, FindsEachOfManyAmongMany) {
    PatternSet set;
    std::vector<std::string> words;
    for (int i = 0; i < 20000; ++i)
        words.push_back("Centre social de la commune " + std::to_string(i * 7919) + " – EXEMPLE");
    for (int i = 0; i < 2000; ++i) words.push_back("w" + std::to_string(10000 + i));
    for (std::uint32_t i = 0; i < words.size(); ++i) set.add(words[i], i);
    set.build();
    for (std::uint32_t i = 0; i < words.size(); i += 371) {
        std::set<std::uint32_t> found;
        set.search("…" + words[i] + "…", [&](const PatternSet::Hit& hit) {
            found.insert(hit.owner);
            return true;
        });
        EXPECT_TRUE(found.contains(i)) << words[i];
    }
    set.search("nothing here at all, Centre social de la commune – EXEMPLE", [](const PatternSet::Hit&) {
        ADD_FAILURE();
        return true;
    });
}

// Thousands of numbers of outlines are no positions; the same numbers anywhere else are.
TEST(VerifyPage, OutlinesOfAPictureAreNotTakenForPositions) {
    const auto c = make_case();
    const auto file = fs::path(testing::TempDir()) / "outlines.svg";
    const auto verdict = [&](const std::string& inside) {
        write_bytes(file, "<svg xmlns=\"http://www.w3.org/2000/svg\">" + inside + "</svg>");
        try {
            verify_page(file, "svg", "outlines.svg", 1, {}, c.secrets);
            return true;
        } catch (const base::Error&) {
            return false;
        }
    };
    EXPECT_TRUE(verdict("<path fill=\"none\" d=\"M 5.123457 6.987654 L -5.123457,6.987654 Z\"/>"));
    EXPECT_FALSE(verdict("<path fill=\"none\" d=\"M 1 2\"/><desc>-5.123457, 6.987654</desc>"));
    EXPECT_FALSE(verdict("<path id=\"5.123457 6.987654\" d=\"M 1 2\"/>"));
    EXPECT_FALSE(verdict("<path d=\"M 1 2 Foyer Caché de l'Éléphant\"/>"));
    fs::remove(file);
}

}  // namespace balise::exchange::test
