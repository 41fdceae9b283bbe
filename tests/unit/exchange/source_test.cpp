// Opening foreign files: encodings, separators, headers, formats.
#include <xlsxwriter.h>

#include "read_fixture.hpp"

namespace balise::exchange::test {
namespace {

using Cells = std::vector<std::string>;

class SourceTest : public ReadTest {};

TEST_F(SourceTest, ReadsCommaSemicolonTabAndBar) {
    for (const std::string separator : {",", ";", "\t", "|"}) {
        const auto s = separator;
        const auto rows = rows_of(
            file("t.csv", "nom" + s + "lon" + s + "lat\nA" + s + "-4.1" + s + "5.3\nB" + s + "-4.2" + s + "5.4\n"));
        ASSERT_EQ(rows.size(), 2U) << separator;
        EXPECT_EQ(source_->columns(), (Cells{"nom", "lon", "lat"}));
        EXPECT_EQ(rows[1].cells, (Cells{"B", "-4.2", "5.4"}));
        EXPECT_EQ(rows[0].number, 2);
        EXPECT_EQ(source_->format(), "CSV");
    }
}

TEST_F(SourceTest, DecimalCommasDoNotMisleadTheSeparator) {
    const auto rows = rows_of(file("t.csv", "nom;lon;lat\nA;-4,10;5,30\nB;-4,20;5,40\nC;-4,25;5,45\n"));
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].cells, (Cells{"A", "-4,10", "5,30"}));
}

TEST_F(SourceTest, DecodesWhatPeopleSave) {
    const Cells expected{"Centre de santé d'Abobo", "Éveil"};
    const std::string utf8 = "nom,programme\nCentre de santé d'Abobo,Éveil\n";
    EXPECT_EQ(rows_of(file("a.csv", utf8)).at(0).cells, expected);
    EXPECT_EQ(rows_of(file("b.csv", "\xEF\xBB\xBF" + utf8)).at(0).cells, expected);
    EXPECT_EQ(source_->columns().at(0), "nom");
    EXPECT_EQ(rows_of(file("c.csv", "nom,programme\nCentre de sant\xE9 d'Abobo,\xC9veil\n")).at(0).cells,
              expected);  // Windows
    EXPECT_EQ(rows_of(file("d.csv", "nom,programme\rCentre de sant\x8E d'Abobo,\x83veil\r")).at(0).cells,
              expected);  // Macintosh
    EXPECT_EQ(rows_of(file("e.csv", "nom,programme\r\nCentre de sant\x82 d'Abobo,\x90veil\r\n")).at(0).cells,
              expected);  // DOS
    std::string little = "\xFF\xFE", big;
    for (const char16_t c : std::u16string(u"nom,programme\nCentre de santé d'Abobo,Éveil\n")) {
        little += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
        big += {static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
    }
    EXPECT_EQ(rows_of(file("f.csv", little)).at(0).cells, expected);
    EXPECT_EQ(rows_of(file("g.csv", big)).at(0).cells, expected);  // without a byte order mark
    SourceOptions options;
    options.encoding = "CP1252";
    EXPECT_EQ(rows_of(file("h.csv", "nom,programme\nCentre de sant\xE9 d'Abobo,\xC9veil\n"), options).at(0).cells,
              expected);
    options.encoding = "NO-SUCH";
    EXPECT_TRUE(has(refusal(file("i.csv", utf8), options), "NO-SUCH"));
}

TEST_F(SourceTest, QuotedLineBreaksAndBlankRowsKeepTheNumberOfTheRow) {
    const auto rows = rows_of(file("t.csv", "nom,adresse\r\nA,\"rue 1\r\nporte 2\"\r\n\r\n\"B \"\"x\"\"\",z\r\n"));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].cells[1], "rue 1\r\nporte 2");
    EXPECT_EQ(rows[0].number, 2);
    EXPECT_EQ(rows[1].cells[0], "B \"x\"");
    EXPECT_EQ(rows[1].number, 4);
}

TEST_F(SourceTest, RowsThatCrossTheBoundaryOfAPieceStayWhole) {
    std::string csv = "nom,adresse,lon\n";
    for (int i = 0; i < 5000; ++i)
        csv += "Centre " + std::to_string(i) + ",\"" + std::string(static_cast<std::size_t>(i % 97), 'x') + "\"," +
               std::to_string(i) + "\n";
    const auto rows = rows_of(file("t.csv", csv));
    ASSERT_EQ(rows.size(), 5000U);
    for (int i = 0; i < 5000; ++i) {
        ASSERT_EQ(rows[static_cast<std::size_t>(i)].cells[0], "Centre " + std::to_string(i));
        ASSERT_EQ(rows[static_cast<std::size_t>(i)].cells[2], std::to_string(i));
    }
    EXPECT_TRUE(source_->notes().empty());
}

TEST_F(SourceTest, AQuotationMarkThatIsNeverClosedNamesItsRow) {
    EXPECT_TRUE(has(refusal(file("t.csv", "nom,x\nA,1\nB,\"2\nC,3\nD,4\n")), "row 3"));
}

TEST_F(SourceTest, TitlesAboveTheHeaderAreNotedAndAnEmptyFirstColumnIsKept) {
    const auto rows = rows_of(file("t.csv",
                                   "LISTE DES CENTRES SOCIAUX,,,\n,,,\nAnnée 2022,,,\n,NOM,VILLE,TEL\n,Centre "
                                   "A,Bouaké,0102030405\n,Centre B,Man,0102030406\n"));
    EXPECT_EQ(source_->columns(), (Cells{"", "NOM", "VILLE", "TEL"}));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].number, 5);
    EXPECT_EQ(source_->notes().size(), 2U);
}

TEST_F(SourceTest, HeadingsOfTwoRowsAreJoined) {
    SourceOptions options;
    options.is_heading = [](std::string_view cell) {
        return cell == "Nom" || cell == "Longitude" || cell == "Latitude" || cell == "Adresse";
    };
    const auto rows = rows_of(file("t.csv", "Nom,Adresse,Position,\n,,Longitude,Latitude\nA,rue 1,-4,5\n"), options);
    EXPECT_EQ(source_->columns(), (Cells{"Nom", "Adresse", "Longitude", "Latitude"}));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].number, 3);
}

TEST_F(SourceTest, RepeatedHeadingsInsideTheTableArePassedOver) {
    const auto rows = rows_of(file("t.csv", "nom,ville\nA,x\nnom,ville\nB,y\n"));
    EXPECT_EQ(rows.size(), 2U);
    EXPECT_EQ(source_->notes().size(), 1U);
}

TEST_F(SourceTest, HashtagRowMayLieBelowSeveralRows) {
    const auto rows = rows_of(file(
        "t.csv", "Junk,Junk,Junk\nNom,Province,Nombre\ntexte,texte,unité\n#org+name,#adm1,#affected\nA,Coast,100\n"));
    EXPECT_EQ(source_->hashtags(), (Cells{"#org+name", "#adm1", "#affected"}));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].number, 5);
}

TEST_F(SourceTest, HeaderRowAndSkippedRowsCanBeGiven) {
    SourceOptions options;
    options.header_row = 3;
    EXPECT_EQ(rows_of(file("t.csv", "a,b\nc,d\nnom,lon\nA,1\n"), options).size(), 1U);
    EXPECT_EQ(source_->columns(), (Cells{"nom", "lon"}));
    options.header_row = 0;
    EXPECT_EQ(rows_of(file("t.csv", "a,b\nc,d\n"), options).size(), 2U);
    EXPECT_EQ(source_->columns(), (Cells{"1", "2"}));
    options.header_row = 99;
    EXPECT_TRUE(has(refusal(file("t.csv", "a,b\nc,d\n"), options), "99"));
    options.header_row.reset();
    options.skip_rows = 2;
    rows_of(file("t.csv", "a,b\nc,d\nnom,lon\nA,1\n"), options);
    EXPECT_EQ(source_->columns(), (Cells{"nom", "lon"}));
}

TEST_F(SourceTest, AFileWithoutHeadingsIsNoticed) {
    EXPECT_TRUE(
        has(refusal(file("s.tsv", "2279172\tZuénoula\t7.43027\t-6.05054\n2279214\tMan\t6.7\t-6.8\n")), "header_row"));
    rows_of(file("t.tsv", "2279172\tZuénoula\tPPL\t7.43027\t-6.05054\n2279214\tMan\tPPLA\t6.7\t-6.8\n"));
    ASSERT_FALSE(source_->notes().empty());
    EXPECT_TRUE(has(base::describe(source_->notes()[0], base::Catalogue::of(base::Language::english)), "header_row"));
}

TEST_F(SourceTest, JsonListsObjectsAndNestedLists) {
    auto rows = rows_of(file(
        "a.json",
        R"([{"nom": "A", "tel": 101}, {}, {"nom": "B", "actif": true, "notes": null, "langues": ["fra", "dyu"]}])"));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(source_->columns(), (Cells{"nom", "tel", "actif", "notes", "langues"}));
    EXPECT_EQ(rows[1].cells, (Cells{"B", "", "true", "", "fra;dyu"}));
    EXPECT_EQ(rows[1].number, 3);
    rows = rows_of(file("b.json", R"([["Nom", "Ville"], ["#org", "#loc"], ["A", "Man"]])"));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(source_->hashtags(), (Cells{"#org", "#loc"}));
    rows = rows_of(file("c.json", R"({"status": "OK", "results": [{"#org": "A"}]})"));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(source_->hashtags(), (Cells{"#org"}));
}

TEST_F(SourceTest, GeoJsonKeepsPropertiesGeometryAndTheFormOfNumbers) {
    const auto rows = rows_of(file("a.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":5575655590.0,"nom":"É"},"geometry":{"type":"Point","coordinates":[-4.1,5.3,12]}},
        {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}},
        {"type":"Feature","properties":{"nom":"x"},"geometry":null}]})"));
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].cells, (Cells{"5575655590", "É"}));
    EXPECT_EQ(rows[0].geometry, geo::Geometry(geo::Point{{-4.1, 5.3}}));
    EXPECT_EQ(geo::vertex_count(rows[1].geometry), 5U);  // closed
    EXPECT_EQ(source_->crs(), "OGC:CRS84");
    EXPECT_TRUE(source_->has_geometry());
}

TEST_F(SourceTest, SpreadsheetsKeepTheNumbersOfTheirRows) {
    const auto path = folder_ / "a.xlsx";
    auto* book = workbook_new(path.c_str());
    auto* sheet = workbook_add_worksheet(book, "Feuille 1");
    auto* empty = workbook_add_worksheet(book, "Vide");
    ASSERT_NE(empty, nullptr);
    auto* format = workbook_add_format(book);
    format_set_num_format(format, "dd/mm/yyyy");
    worksheet_write_string(sheet, 1, 1, "LISTE 2022", nullptr);
    worksheet_write_string(sheet, 4, 1, "Nom", nullptr);
    worksheet_write_string(sheet, 4, 3, "Lon", nullptr);
    worksheet_write_string(sheet, 4, 4, "Date", nullptr);
    worksheet_write_string(sheet, 4, 5, "Ratio", nullptr);
    worksheet_write_string(sheet, 7, 1, "Centre é", nullptr);
    worksheet_write_number(sheet, 7, 3, -4.1, nullptr);
    worksheet_write_number(sheet, 7, 4, 45363, format);
    worksheet_write_formula_str(sheet, 7, 5, "=1/0", nullptr, "#DIV/0!");
    workbook_close(book);
    const auto rows = rows_of(path);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(source_->format(), "XLSX");
    EXPECT_EQ(rows[0].number, 8);
    EXPECT_EQ(rows[0].cells, (Cells{"", "Centre é", "", "-4.1", "2024/03/12", "#DIV/0!"}));
    SourceOptions options;
    options.layer = "feuille 1";
    EXPECT_EQ(rows_of(path, options).size(), 1U);
    options.layer = "1";
    EXPECT_EQ(rows_of(path, options).size(), 1U);
    options.layer = "Feuille 9";
    EXPECT_TRUE(has(refusal(path, options), "it has: Feuille 1"));
}

}  // namespace
}  // namespace balise::exchange::test
