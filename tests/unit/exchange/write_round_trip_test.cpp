// What was written is read back as it was, by the program's own reader, in every format.
#include <gmock/gmock.h>

#include "exchange/reader.hpp"
#include "write_fixture.hpp"

namespace balise::exchange::test {

namespace {

template <class Record>
std::map<std::string, Record> read_all(const fs::path& file, const std::string& layer) {
    ReadRequest request;
    request.file = file;
    request.source.layer = layer;
    base::Progress progress;
    Reader<Record> reader(request, vocabularies(), progress);
    std::map<std::string, Record> found;
    base::Problems problems;
    for (auto rows = reader.next(100, problems); !rows.empty(); rows = reader.next(100, problems))
        for (auto& row : rows) found[row.record.public_ref] = row.record;
    for (const auto& problem : problems)
        if (problem.severity == base::Severity::error)
            ADD_FAILURE() << file.filename() << " "
                          << base::describe(problem, base::Catalogue::of(base::Language::english));
    return found;
}

// Texts that a cell could spoil.
model::Directory difficult() {
    auto d = directory();
    auto& p = d.providers[0];
    p.name_fr = "=SOMME(A1) « l'Œuvre »";
    p.short_name = "'@x";
    p.address = "+225, derrière la gare; porte \"B\"";
    p.landmark = "- en face";
    p.notes = "Première ligne\nDeuxième; \"citée\", fin";
    p.former_names = {"Ancien, nom", "-Autre nom"};
    p.cost = "'=1";
    return d;
}

}  // namespace

namespace {

void expect_same_after(const std::string& format, base::Language language) {
    const auto d = difficult();
    Scratch scratch;
    const auto file =
        export_to(scratch / ("r." + format), d, model::Audience::internal, format, {}, language).files.at(0);
    std::string layer;
    if (format == "gpkg") layer = "providers";
    if (format == "xlsx") layer = base::Catalogue::of(language)(base::mark("Providers"));
    const auto found = read_all<model::Provider>(file, layer);
    ASSERT_EQ(found.size(), d.providers.size()) << format;
    for (const auto& wanted : d.providers) {
        ASSERT_TRUE(found.contains(wanted.public_ref)) << format;
        for (const auto& field : model::fields<model::Provider>())
            EXPECT_EQ(model::text_of(field.get(found.at(wanted.public_ref))), model::text_of(field.get(wanted)))
                << format << " " << base::language_code(language) << " " << field.name;
    }
}

}  // namespace

TEST(RoundTrip, ProvidersComeBackAsTheyWere) {
    for (const auto language : {base::Language::french, base::Language::english})
        for (const auto* format : {"geojson", "gpkg", "xlsx"}) expect_same_after(format, language);
}

TEST(RoundTrip, ProvidersComeBackFromCsvWithoutTheApostrophes) {
    for (const auto language : {base::Language::french, base::Language::english}) expect_same_after("csv", language);
}

TEST(RoundTrip, TheSheetOfProvidersIsFoundWithoutBeingNamed) {
    Scratch scratch;
    const auto d = directory();
    const auto file = export_to(scratch / "r.xlsx", d, model::Audience::internal, "xlsx").files.at(0);
    EXPECT_EQ(read_all<model::Provider>(file, "").size(), d.providers.size());
}

TEST(RoundTrip, OverlaysComeBackAsTheyWere) {
    const auto d = directory();
    for (const std::string format : {"geojson", "csv", "gpkg"}) {
        Scratch scratch;
        const auto files = export_to(scratch / ("r." + format), d, model::Audience::internal, format).files;
        const bool single = files.size() == 1;
        const auto posts = read_all<model::BorderPost>(single ? files[0] : files[2], single ? "border_posts" : "");
        for (const auto& wanted : d.border_posts) {
            ASSERT_TRUE(posts.contains(wanted.public_ref)) << format;
            EXPECT_TRUE(posts.at(wanted.public_ref) == wanted) << format;
        }
        if (format == "csv") continue;  // has no polygons
        const auto zones = read_all<model::RiskZone>(single ? files[0] : files[1], single ? "risk_zones" : "");
        for (const auto& wanted : d.risk_zones) {
            ASSERT_TRUE(zones.contains(wanted.public_ref)) << format;
            EXPECT_EQ(zones.at(wanted.public_ref).shape.polygons.size(), wanted.shape.polygons.size()) << format;
            EXPECT_EQ(zones.at(wanted.public_ref).name_fr, wanted.name_fr) << format;
        }
    }
}

}  // namespace balise::exchange::test
