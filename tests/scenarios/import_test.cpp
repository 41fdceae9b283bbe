// Imports of every kind from small files, and what is said to wrong ones.
#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::MatchesRegex;

const std::string square =
    R"({"type":"Polygon","coordinates":[[[-5.6,7.6],[-5.4,7.6],[-5.4,7.8],[-5.6,7.8],[-5.6,7.6]]]})";
const std::string line = R"({"type":"LineString","coordinates":[[-5.6,7.6],[-5.5,7.7]]})";

std::string feature_file(const std::string& properties, const std::string& geometry) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)" + properties +
           R"(,"geometry":)" + geometry + "}]}";
}

class Imports : public Scenario {
protected:
    std::string project;
    void SetUp() override {
        Scenario::SetUp();
        project = new_project();
    }
    Answer import(const std::string& source, const std::string& kind, const Words& more = {}) const {
        Words words{"import", project, source, "--as", kind};
        words.insert(words.end(), more.begin(), more.end());
        return balise(words);
    }
    // The import is refused in both languages with one of the codes, `pattern` is in the English message, and nothing
    // changes.
    void expect_refused(const std::string& source, const std::string& kind, const testing::Matcher<int>& code,
                        const std::string& pattern, const Words& more = {}) const {
        const auto before = dump(project);
        auto english = more;
        english.insert(english.end(), {"--lang", "en"});
        auto french = more;
        french.insert(french.end(), {"--lang", "fr"});
        const auto first = import(source, kind, english);
        const auto second = import(source, kind, french);
        EXPECT_THAT(first.code, code) << first.out << first.err;
        EXPECT_EQ(second.code, first.code);
        EXPECT_THAT(first.err, testing::ContainsRegex(pattern));
        EXPECT_NE(first.err, second.err) << "the same words in both languages";
        EXPECT_TRUE(dump(project) == before);
        const auto json = import(source, kind, {"--json"});
        EXPECT_EQ(json.json()["error"]["code"], first.code);
    }
};

TEST_F(Imports, ReportHasTheShapeOfTheContract) {
    const auto source = file("p.csv",
                             "name_fr,type,status,lon,lat,services\n"
                             "Centre Un,social_centre,active,-5.5,7.7,housing;transport:emergency\n"
                             "Ligne 116,hotline,active,,,crisis_intervention\n");
    const auto answer = import(source, "providers", {"--json"});
    ASSERT_CODE(answer, 0);
    const auto report = answer.json();
    EXPECT_THAT(keys(report),
                testing::UnorderedElementsAre("kind", "read", "added", "changed", "same", "refused", "problems"));
    EXPECT_EQ(report["read"], 2);
    EXPECT_EQ(report["added"], 2);
    EXPECT_EQ(report["refused"], 0);
    EXPECT_EQ(info(project)["providers"]["total"], 2);
    const auto again = import(source, "providers", {"--json"}).json();
    EXPECT_EQ(again["added"], 0);
    EXPECT_EQ(again["same"], 2);
}

TEST_F(Imports, EveryKindIsRead) {
    const std::vector<std::tuple<std::string, std::string, Words>> sources{
        {file("providers.csv", "name_fr,type,status,lon,lat\nCentre Un,social_centre,active,-5.5,7.7\n"),
         "providers",
         {}},
        {file("areas.geojson",
              feature_file(
                  R"({"code":"CI9901","parent_code":"CI01","level":2,"legal_type":"departement","name_fr":"Essai"})",
                  square)),
         "areas",
         {"--level", "2"}},
        {file("places.csv", "name,kind,lon,lat,population\nEssaiville,town,-5.5,7.7,1200\n"), "places", {}},
        {file(
             "zones.geojson",
             feature_file(
                 R"({"name_fr":"Zone d'essai","level":"medium","trafficking_types":"forced_labour","sectors":"cocoa","disclosure":"public"})",
                 square)),
         "risk-zones",
         {}},
        {file("posts.csv", "name,kind,neighbour,lon,lat\nPoste d'essai,official_post,GH,-3.0,6.5\n"),
         "border-posts",
         {}},
        {file("nodes.csv", "name,kind,lon,lat\nGare d'essai,bus_station,-5.0,7.0\n"), "transport", {}},
        {file("roads.geojson",
              feature_file(R"({"code":"A99","name":"Route d'essai","class":"national","surface":"paved"})", line)),
         "roads",
         {}},
        {file("waters.geojson", feature_file(R"({"code":"W99","name":"Lac d'essai","kind":"lake"})", square)),
         "waters",
         {}},
    };
    for (const auto& [source, kind, more] : sources) {
        SCOPED_TRACE(kind);
        auto words = more;
        words.emplace_back("--json");
        const auto before = revision(project);
        const auto answer = import(source, kind, words);
        EXPECT_CODE(answer, 0);
        const auto report = answer.json();
        EXPECT_EQ(report["read"], 1) << report.dump(1);
        EXPECT_EQ(report["added"], 1) << report.dump(1);
        EXPECT_EQ(revision(project), before + 1);
    }
}

TEST_F(Imports, AllOrNothingWithEveryProblemAndItsRow) {
    const auto source = file("p.csv",
                             "name_fr,type,status,lon,lat\n"
                             "Centre Un,social_centre,active,-5.5,7.7\n"
                             "Centre Deux,social_centre,active,-5.5,97\n"
                             ",social_centre,active,-5.5,7.7\n");
    const auto before = dump(project);
    const auto answer = import(source, "providers", {"--json"});
    EXPECT_CODE(answer, 3);
    const auto report = answer.json();
    EXPECT_THAT(keys(report), testing::UnorderedElementsAre("kind", "read", "added", "changed", "same", "refused",
                                                            "problems", "error"));
    EXPECT_EQ(report["added"], 0);
    EXPECT_EQ(report["refused"], 2);
    EXPECT_EQ(report["error"]["code"], 3);
    std::vector<int> rows;
    for (const auto& problem : report["problems"]) {
        EXPECT_THAT(keys(problem), testing::UnorderedElementsAre("row", "severity", "field", "message", "suggestion"));
        if (problem["severity"] == "error") rows.push_back(problem["row"]);
    }
    EXPECT_THAT(rows, testing::AllOf(testing::Contains(3), testing::Contains(4)));
    EXPECT_TRUE(dump(project) == before);
    const auto text = import(source, "providers");
    EXPECT_EQ(text.out, "");
    EXPECT_THAT(text.err, testing::AllOf(HasSubstr("row 3"), HasSubstr("row 4")));
}

TEST_F(Imports, AcceptPartialTakesTheGoodRowsAndWritesTheOthers) {
    const auto source = file("p.csv",
                             "name_fr,type,status,lon,lat\nCentre Un,social_centre,active,-5.5,7.7\nCentre "
                             "Deux,social_centre,active,-5.5,97\n");
    const auto answer = import(source, "providers", {"--accept-partial", "--problems", path("bad.csv"), "--json"});
    EXPECT_CODE(answer, 0);
    EXPECT_EQ(answer.json()["added"], 1);
    EXPECT_EQ(answer.json()["refused"], 1);
    EXPECT_THAT(read_text(path("bad.csv")),
                testing::AllOf(HasSubstr("Centre Deux"), testing::Not(HasSubstr("Centre Un"))));
}

TEST_F(Imports, ManyProblemsAreListedByTheirSort) {
    std::string text = "name_fr,type,status,capacity_max,lon,lat\n";
    for (int i = 0; i < 300; ++i)
        text += "Centre " + std::to_string(i) + ",social_centre,active,beaucoup,-5.5," + std::to_string(7 + 0.001 * i) +
                "\n";
    const auto answer = import(file("p.csv", text), "providers");
    EXPECT_CODE(answer, 3);
    EXPECT_LT(std::count(answer.err.begin(), answer.err.end(), '\n'), 60);
    EXPECT_THAT(answer.err, testing::AllOf(HasSubstr("280 more like"), HasSubstr("--problems OUT.csv")));
}

TEST_F(Imports, AnEmptyFileIsRefused) {
    expect_refused(file("empty.csv", ""), "providers", 3, "empty");
    expect_refused(file("empty.xlsx", ""), "providers", 3, "empty");
}

TEST_F(Imports, APdfNamedXlsxIsRefusedByWhatItIs) {
    expect_refused(file("centres.xlsx", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), "providers",
                   AnyOf(3, 7), "PDF");
}

TEST_F(Imports, ACsvWithoutCoordinatesIsTold) {
    expect_refused(file("posts.csv", "name,kind,neighbour\nPoste,official_post,GH\n"), "border-posts", 3,
                   "position|coordinate|lon");
    // Providers may be without a point (helplines), but it is said.
    const auto answer = import(file("p.csv", "name_fr,type,status\nCentre Un,social_centre,active\n"), "providers");
    EXPECT_THAT(answer.err, testing::ContainsRegex("position|coordinate"));
}

TEST_F(Imports, ATruncatedGeoPackageIsRefused) {
    const auto sample = sample_project();
    ASSERT_CODE(balise({"export", sample, "--audience", "internal", "--format", "gpkg", "--out", path("whole.gpkg")}),
                0);
    const auto whole = read_text(path("whole.gpkg"));
    expect_refused(file("cut.gpkg", std::string_view(whole).substr(0, whole.size() / 2)), "providers", 3,
                   "cut.gpkg|damaged");
    expect_refused(file("stump.gpkg", std::string_view(whole).substr(0, 50)), "providers", AnyOf(3, 7),
                   "stump.gpkg|damaged");
}

TEST_F(Imports, AFormulaErrorInASpreadsheetNamesItsRow) {
    ASSERT_CODE(
        shell(
            "mkdir x && cd x && mkdir -p _rels xl/_rels xl/worksheets"
            " && printf '%s' '<?xml version=\"1.0\"?><Types "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
            "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
            "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override "
            "PartName=\"/xl/worksheets/sheet1.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>' > "
            "'[Content_Types].xml'"
            " && printf '%s' '<?xml version=\"1.0\"?><Relationships "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
            "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
            "Target=\"xl/workbook.xml\"/></Relationships>' > _rels/.rels"
            " && printf '%s' '<?xml version=\"1.0\"?><workbook "
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
            "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet "
            "name=\"Centres\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>' > xl/workbook.xml"
            " && printf '%s' '<?xml version=\"1.0\"?><Relationships "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
            "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
            "Target=\"worksheets/sheet1.xml\"/></Relationships>' > xl/_rels/workbook.xml.rels"
            " && printf '%s' '<?xml version=\"1.0\"?><worksheet "
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name_fr</t></is></c><c r=\"B1\" "
            "t=\"inlineStr\"><is><t>type</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>capacity_max</t></is></c></row>"
            "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Centre Un</t></is></c><c r=\"B2\" "
            "t=\"inlineStr\"><is><t>ngo</t></is></c><c r=\"C2\"><v>12</v></c></row>"
            "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>Centre Deux</t></is></c><c r=\"B3\" "
            "t=\"inlineStr\"><is><t>ngo</t></is></c><c r=\"C3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"
            "</sheetData></worksheet>' > xl/worksheets/sheet1.xml"
            " && python3 -c 'import "
            "zipfile,glob,os;z=zipfile.ZipFile(\"../formula.xlsx\",\"w\");[z.write(os.path.join(d,f)) for d,_,fs in "
            "os.walk(\".\") for f in fs]'"),
        0);
    expect_refused(path("formula.xlsx"), "providers", 3, "row 3");
    const auto report = import(path("formula.xlsx"), "providers", {"--json"}).json();
    bool told = false;
    for (const auto& problem : report["problems"])
        told =
            told || (problem["row"] == 3 && problem["message"].get<std::string>().find("#DIV/0!") != std::string::npos);
    EXPECT_TRUE(told) << report.dump(1);
}

TEST_F(Imports, AShapefileWithoutPrjIsTold) {
    ASSERT_CODE(
        shell("printf 'name,kind,wkt\\nEssaiville,town,POINT(250000 850000)\\n' > src.csv && ogr2ogr -f 'ESRI "
              "Shapefile' -oo GEOM_POSSIBLE_NAMES=wkt places.shp src.csv && rm -f places.prj && test -f places.shp"),
        0);
    expect_refused(path("places.shp"), "places", 3, "crs|CRS|reference system");
    const auto answer = import(path("places.shp"), "places", {"--crs", "EPSG:32630", "--json"});
    EXPECT_CODE(answer, 0);
    EXPECT_EQ(answer.json()["added"], 1);
}

TEST_F(Imports, WhatIsNotThereIsCode4) {
    expect_refused(path("none.csv"), "providers", 4, "none.csv");
    EXPECT_CODE(import(file("p.csv", "name_fr\nX\n"), "wizards"), 2);
}

TEST_F(Imports, AMappingThatIsNoneIsRefused) {
    const auto source = file("p.csv", "name_fr,type\nX,ngo\n");
    for (const auto& mapping : {file("m.json", "{nonsense"), file("n.json", "[1,2]")}) {
        const auto answer = import(source, "providers", {"--mapping", mapping});
        EXPECT_CODE(answer, 3);
    }
    EXPECT_CODE(import(source, "providers", {"--mapping", path("none.json")}), 4);
}

}  // namespace
}  // namespace balise::scenario
