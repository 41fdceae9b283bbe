#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <ogrsf_frmts.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "exchange/neutral.hpp"
#include "exchange/writer.hpp"
#include "write_fixture.hpp"

namespace balise::exchange::test {

using model::Audience;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const std::vector<std::string> payloads{"=1+1",
                                        "+1+1",
                                        "-1+1",
                                        "@SUM(A1)",
                                        "\t=1+1",
                                        "\r=1+1",
                                        " =1+1",
                                        "  \t@x",
                                        "＝1+1",
                                        "＋1+1",
                                        "－1+1",
                                        "＠SUM(A1)",
                                        "\xC2\xA0=1+1",
                                        "'=1+1",
                                        "''=cmd",
                                        "=cmd|' /C calc'!A0",
                                        "=HYPERLINK(\"http://x\",\"y\")",
                                        "\xE2\x80\x8B=1",
                                        "−5+3",
                                        "%0A=1",
                                        "\n=1",
                                        "\"=1\"",
                                        "a;=1",
                                        "a,=1\n=2"};

std::vector<std::vector<std::string>> cells_of(const std::string& bytes, char separator) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quoted && c == '"' && i + 1 < bytes.size() && bytes[i + 1] == '"') {
            rows.back().back() += '"';
            ++i;
        } else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == separator)
            rows.back().emplace_back();
        else if (!quoted && c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') {
            rows.emplace_back(1);
            ++i;
        } else
            rows.back().back() += c;
    }
    rows.pop_back();
    return rows;
}

}  // namespace

TEST(Neutral, TextSurvivesBothWays) {
    for (const auto& payload : payloads) EXPECT_EQ(plain_text(neutral_text(payload)), payload);
    for (const std::string text :
         {"", "'", "''", "L'Œuvre", "'quoted'", "a=b", "5,3", "Centre – social", "'+225 07", "+225 07"})
        EXPECT_EQ(plain_text(neutral_text(text)), text);
    EXPECT_EQ(neutral_text("+225 07 08"), "'+225 07 08");
    EXPECT_EQ(plain_text("'Oumé"), "'Oumé");
    EXPECT_EQ(plain_text("'=1"), "=1");
}

TEST(Write, KnowsItsFormats) {
    EXPECT_THAT(formats(), ElementsAre("geojson", "csv", "gpkg", "xlsx"));
    Scratch scratch;
    try {
        export_to(scratch / "x.dwg", directory(), Audience::everyone, "dwg");
        FAIL();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::unsupported);
    }
    EXPECT_TRUE(scratch.names().empty());
}

TEST(Write, NamesFilesAfterTheTarget) {
    Scratch scratch;
    export_to(scratch / "ed.csv", directory(), Audience::everyone, "csv");
    EXPECT_THAT(scratch.names(),
                ElementsAre("ed.csv", "ed_border_posts.csv", "ed_risk_zones.csv", "ed_transport_nodes.csv"));
    Scratch folder;
    export_to(folder / "new/geo", directory(), Audience::everyone, "geojson");
    EXPECT_THAT(folder.names(), ElementsAre("border_posts.geojson", "geo", "new", "providers.geojson",
                                            "risk_zones.geojson", "transport_nodes.geojson"));
    export_to(folder.path(), directory(), Audience::everyone, "gpkg");
    EXPECT_TRUE(fs::exists(folder / "directory.gpkg"));
}

TEST(WriteGeojson, IsRfc7946) {
    Scratch scratch;
    export_to(scratch / "p.geojson", directory(), Audience::everyone, "geojson");
    const auto json = nlohmann::ordered_json::parse(read_bytes(scratch / "p.geojson"));
    EXPECT_EQ(json["type"], "FeatureCollection");
    EXPECT_EQ(json["audience"], "public");
    ASSERT_EQ(json["features"].size(), 3U);  // the social centre, the hotline and the half-hidden NGO
    std::map<std::string, nlohmann::ordered_json> by_type;
    for (const auto& feature : json["features"]) by_type[feature["properties"]["type"]] = feature;
    EXPECT_EQ(by_type["social_centre"]["geometry"]["coordinates"].dump(), "[-5.047548,7.704261]");
    EXPECT_TRUE(by_type["hotline"]["geometry"].is_null());
    EXPECT_TRUE(by_type["ngo"]["geometry"].is_null());
    EXPECT_EQ(by_type["ngo"]["properties"]["area_code"], "CI0101");
    EXPECT_FALSE(by_type["ngo"]["properties"].contains("address"));
    const auto& properties = by_type["social_centre"]["properties"];
    EXPECT_EQ(properties.begin().key(), "public_ref");
    EXPECT_FALSE(properties.contains("lon"));
    EXPECT_FALSE(properties.contains("id"));
    EXPECT_EQ(properties["name_fr"], "Ouvert Éveil «name_fr» n°1");
    const auto zones = nlohmann::json::parse(read_bytes(scratch / "p_risk_zones.geojson"));
    ASSERT_EQ(zones["features"].size(), 1U);
    EXPECT_EQ(zones["features"][0]["geometry"]["type"], "MultiPolygon");
    const auto& ring = zones["features"][0]["geometry"]["coordinates"][0][0];
    EXPECT_EQ(ring.front(), ring.back());
}

TEST(WriteCsv, UsesTheSeparatorOfTheLanguageAndAByteOrderMark) {
    Scratch scratch;
    export_to(scratch / "fr.csv", directory(), Audience::everyone, "csv");
    export_to(scratch / "en.csv", directory(), Audience::everyone, "csv", {}, base::Language::english);
    const auto french = read_bytes(scratch / "fr.csv");
    EXPECT_TRUE(french.starts_with("\xEF\xBB\xBFpublic_ref;name_fr;"));
    EXPECT_TRUE(read_bytes(scratch / "en.csv").starts_with("\xEF\xBB\xBFpublic_ref,name_fr,"));
    EXPECT_EQ(cells_of(french, ';'), cells_of(read_bytes(scratch / "en.csv"), ','));
    const auto rows = cells_of(french, ';');
    ASSERT_EQ(rows.size(), 4U);
    const auto lon = static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), "lon") - rows[0].begin());
    std::vector<std::string> lons;
    for (std::size_t i = 1; i < rows.size(); ++i) lons.push_back(rows[i][lon]);
    EXPECT_THAT(lons, testing::UnorderedElementsAre("", "", "-5.047548"));  // a number is not neutralised
}

TEST(WriteCsv, NeutralisesFormulasInEveryTextField) {
    const auto columns = model::release({}, Audience::internal, {}).columns<model::Provider>();
    for (const auto& payload : payloads) {
        model::Directory d;
        d.providers = {provider(1, "x", "social_centre", "active")};
        for (const auto* column : columns) {
            using Kind = model::FieldKind;
            if (column->is_key || (column->kind != Kind::text && column->kind != Kind::long_text &&
                                   column->kind != Kind::email && column->kind != Kind::url))
                continue;
            column->set(d.providers[0], payload);
        }
        d.providers[0].name_fr = payload;  // set() trims; the member may hold it all the same
        d.providers[0].services = {{"other", "", "", payload}};
        Scratch scratch;
        export_to(scratch / "f.csv", d, Audience::internal, "csv");
        const auto rows = cells_of(read_bytes(scratch / "f.csv"), ';');
        ASSERT_EQ(rows.size(), 2U) << payload;
        for (std::size_t i = 0; i < rows[1].size(); ++i) {
            const auto cell = base::trim(rows[1][i]);
            if (rows[0][i] == "lon" || cell.empty()) continue;
            EXPECT_EQ(std::string_view("=+-@\t\r").find(cell.front()), std::string_view::npos)
                << rows[0][i] << ": " << cell;
            for (const std::string_view wide : {"＝", "＋", "－", "＠"})
                EXPECT_FALSE(cell.starts_with(wide)) << rows[0][i];
            if (rows[0][i] == "name_fr") {
                EXPECT_EQ(plain_text(rows[1][i]), std::string(base::trim(payload)));
            }
        }
    }
}

TEST(WriteXlsx, HoldsNoFormulaWhateverTheText) {
    model::Directory d;
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        d.providers.push_back(provider(static_cast<int>(i), "x", "social_centre", "active"));
        d.providers.back().name_fr = d.providers.back().address = d.providers.back().website =
            d.providers.back().focal_email = payloads[i];
    }
    Scratch scratch;
    export_to(scratch / "f.xlsx", d, Audience::internal, "xlsx");
    for (const auto& [name, bytes] : contents(scratch / "f.xlsx")) {
        if (!name.ends_with(".xml")) continue;
        EXPECT_EQ(bytes.find("<f>"), std::string::npos) << name;
        EXPECT_EQ(bytes.find("<hyperlink"), std::string::npos) << name;
        EXPECT_EQ(bytes.find("state=\"hidden\""), std::string::npos) << name;
    }
    EXPECT_THAT(contents(scratch / "f.xlsx").at("xl/sharedStrings.xml"), HasSubstr("<t>=1+1</t>"));
}

TEST(WriteXlsx, SaysWhatItIsAndNamesColumnsInWords) {
    Scratch scratch;
    export_to(scratch / "f.xlsx", directory(), Audience::everyone, "xlsx");
    const auto all = contents(scratch / "f.xlsx");
    const auto& strings = all.at("xl/sharedStrings.xml");
    EXPECT_THAT(strings, HasSubstr("Répertoire d'essai"));
    EXPECT_THAT(strings, HasSubstr("Centre social"));
    EXPECT_EQ(strings.find(">social_centre<"), std::string::npos);
    EXPECT_THAT(all.at("xl/worksheets/sheet2.xml"), HasSubstr("<autoFilter"));
    EXPECT_THAT(all.at("xl/worksheets/sheet2.xml"), HasSubstr("state=\"frozen\""));
    EXPECT_EQ(all.at("docProps/core.xml")
                  .find("/"
                        "tmp"),
              std::string::npos);
}

TEST(WriteGpkg, HasLayersWithPointsIndexAndNoFreePage) {
    Scratch scratch;
    const auto d = directory();
    export_to(scratch / "d.gpkg", d, Audience::everyone, "gpkg");
    const char* const drivers[] = {"GPKG", nullptr};
    const std::unique_ptr<GDALDataset> dataset(
        GDALDataset::Open((scratch / "d.gpkg").c_str(), GDAL_OF_VECTOR, drivers));
    ASSERT_TRUE(dataset);
    ASSERT_EQ(dataset->GetLayerCount(), 5);
    auto* layer = dataset->GetLayerByName("providers");
    ASSERT_NE(layer, nullptr);
    EXPECT_EQ(layer->GetFeatureCount(), 3);
    OGREnvelope extent;
    ASSERT_EQ(layer->GetExtent(&extent, FALSE), OGRERR_NONE);
    EXPECT_EQ(extent.MinX, d.providers[0].position->lon);
    EXPECT_EQ(extent.MaxX, d.providers[0].position->lon);
    EXPECT_TRUE(layer->TestCapability(OLCFastSpatialFilter));
    EXPECT_EQ(layer->GetLayerDefn()->GetFieldDefn(layer->GetLayerDefn()->GetFieldIndex("capacity_max"))->GetType(),
              OFTInteger64);
    EXPECT_EQ(layer->GetLayerDefn()->GetFieldIndex("notes"), -1);
    auto* rows = dataset->ExecuteSQL("PRAGMA freelist_count", nullptr, nullptr);
    ASSERT_NE(rows, nullptr);
    EXPECT_EQ(std::unique_ptr<OGRFeature>(rows->GetNextFeature())->GetFieldAsInteger(0), 0);
    dataset->ReleaseResultSet(rows);
}

TEST(Write, WorksWithNoRecordsAndWithoutPositions) {
    for (const auto& format : formats()) {
        Scratch scratch;
        const auto empty = export_to(scratch / ("empty." + format), {}, Audience::everyone, format);
        EXPECT_FALSE(empty.files.empty());
        for (const auto& file : empty.files) EXPECT_TRUE(fs::exists(file));
        model::Directory one;
        one.providers = {provider(1, "Écoute", "hotline", "active")};
        one.providers[0].position.reset();
        one.providers[0].name_fr = "Allô enfants en détresse – Œuvre d'Aboisso";
        export_to(scratch / ("one." + format), one, Audience::everyone, format);
        bool found = false;
        for (const auto& [name, bytes] : contents(scratch / ("one." + format)))
            found = found || bytes.find("détresse – Œuvre d") != std::string::npos;
        EXPECT_TRUE(found) << format;
    }
}

TEST(Write, LetsOnlyTheOwnerReadWhatIsNotPublic) {
    Scratch scratch;
    const auto everything = directory();
    const auto mode = [](const fs::path& file) { return static_cast<unsigned>(fs::status(file).permissions()); };
    for (const std::string format : {"geojson", "csv", "gpkg", "xlsx"})
        for (const auto audience : {Audience::everyone, Audience::partners, Audience::internal}) {
            const auto result = export_to(scratch / (std::to_string(static_cast<int>(audience)) + "." + format),
                                          everything, audience, format);
            for (const auto& file : result.files)
                EXPECT_EQ(mode(file), audience == Audience::everyone ? 0644U : 0600U) << file;
        }
}

TEST(Write, FailsWithIoAndLeavesNothing) {
    Scratch scratch;
    write_bytes(scratch / "file", "x");
    for (const auto& format : formats()) {
        try {
            export_to(scratch / ("file/below." + format), directory(), Audience::everyone, format);
            FAIL() << format;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::io) << format << error.what();
        }
        if (::geteuid() != 0) {
            fs::create_directory(scratch / "closed");
            fs::permissions(scratch / "closed", fs::perms::owner_read | fs::perms::owner_exec);
            EXPECT_THROW(export_to(scratch / ("closed/a." + format), directory(), Audience::everyone, format),
                         base::Error);
            EXPECT_TRUE(fs::is_empty(scratch / "closed"));
            fs::remove(scratch / "closed");
        }
    }
    EXPECT_THAT(scratch.names(), ElementsAre("file"));
}

TEST(Write, KeepsTheOldFileWhenTheDiskIsFull) {
    model::Directory d = directory();
    for (int i = 50; i < 99; ++i) d.providers.push_back(provider(i, "Plein", "social_centre", "active"));
    for (const auto& format : formats()) {
        Scratch scratch;
        write_bytes(scratch / ("old." + format), "what was there before");
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{12000, 12000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            int code = 1;
            try {
                export_to(scratch / ("old." + format), d, Audience::everyone, format);
            } catch (const base::Error& error) {
                code = error.kind() == base::ErrorKind::io ? 42 : 2;
            }
            ::_exit(code);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 42) << format << " " << status;
        EXPECT_THAT(scratch.names(), ElementsAre("old." + format));
        EXPECT_EQ(read_bytes(scratch / ("old." + format)), "what was there before");
    }
}

TEST(Write, StopsWhenAsked) {
    Scratch scratch;
    std::stop_source stop;
    stop.request_stop();
    base::Progress progress(stop.get_token());
    const auto released = model::release(directory(), Audience::everyone, {});
    for (const auto& format : formats())
        EXPECT_THROW(write(released, {}, format, scratch / ("x." + format), vocabularies(), {}, progress),
                     base::Cancelled);
    EXPECT_TRUE(scratch.names().empty());
}

}  // namespace balise::exchange::test
