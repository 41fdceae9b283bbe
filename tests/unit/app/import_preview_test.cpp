#include "app/import_preview.hpp"

#include "base/file.hpp"
#include "unit/app/fixture.hpp"

namespace balise::app::test {

class ImportPreview : public SessionTest {
protected:
    std::filesystem::path write(const std::string& name, const std::string& text) {
        base::write_file(scratch_ / name, text);
        return scratch_ / name;
    }
    PreviewedImport preview(const std::filesystem::path& file, const Words& more = {}) {
        Arguments arguments;
        arguments.add("source", file.string());
        for (const auto& [name, value] : more) arguments.add(name, value);
        return preview_import(session_, arguments, progress_);
    }
    static std::string verdicts(const PreviewedImport& preview) {
        std::string words;
        for (const auto& row : preview.rows)
            words += std::to_string(row.number) + "acsr"[static_cast<std::size_t>(row.verdict)] + " ";
        return words;
    }
    const std::string table_ =
        "source_id,name_fr,type,status,capacity_max,lon,lat,source\n"
        "A1,Centre EXEMPLE un,social_centre,active,10,-4.5,5.3,EXEMPLE\n"
        "A2,Centre EXEMPLE deux,social_centre,active,beaucoup,-4.6,5.3,EXEMPLE\n"
        "A3,Centre EXEMPLE trois,ngo,active,12,-4.7,5.3,EXEMPLE\n";
};

TEST_F(ImportPreview, TellsEveryRowsVerdictAndChangesNothing) {
    const auto file = write("centres.csv", table_);
    const auto before = dump();
    const auto first = preview(file);
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(first.arguments.text("as"), "providers");
    EXPECT_EQ(verdicts(first), "2a 3r 4a ");
    EXPECT_EQ(first.counts.added, 2);
    EXPECT_EQ(first.counts.refused, 1);
    EXPECT_TRUE(first.problems.has_errors());
    EXPECT_EQ(first.headings.size(), 8U);
    EXPECT_FALSE(first.fields[1].empty());
    EXPECT_EQ(first.rows[1].cells[4], "beaucoup");
}

TEST_F(ImportPreview, AfterTheImportRowsAreTheSameOrChanged) {
    const auto file = write("centres.csv", table_);
    perform("import", {{"source", file.string()}, {"as", "providers"}, {"accept-partial", "true"}});
    auto changed = table_;
    changed.replace(changed.find(",12,"), 4, ",14,");
    EXPECT_EQ(verdicts(preview(write("centres2.csv", changed))), "2s 3r 4c ");
}

TEST_F(ImportPreview, ACorrectedCellIsTakenAndTheFileStaysAsItIs) {
    const auto file = write("centres.csv", table_);
    const auto mended = preview(file, {{"correct", "3:5=20"}});
    EXPECT_EQ(verdicts(mended), "2a 3a 4a ");
    EXPECT_EQ(mended.rows[1].cells[4], "20");
    perform("import", {{"source", file.string()}, {"as", "providers"}, {"correct", "3:5=20"}});
    EXPECT_EQ(session_.project().all<model::Provider>().size(), 3U);
    EXPECT_EQ(base::read_file(file), table_);
    EXPECT_EQ(nlohmann::json::parse(store::history(session_.project()).back().summary).at("source"), "centres.csv");
}

TEST_F(ImportPreview, CorrectionsOfWhatIsNotThereAreRefused) {
    const auto file = write("centres.csv", table_);
    for (const auto* words : {"3:99=20", "3=20", "x:1=20", "3:0=1"})
        EXPECT_THROW(preview(file, {{"correct", words}}), base::Error) << words;
}

TEST_F(ImportPreview, GuessesWhatAFileHolds) {
    const auto guess = [&](const std::filesystem::path& file) { return preview(file).arguments.text("as"); };
    const auto samples = std::filesystem::path(BALISE_SOURCE_DIR) / "data/samples";
    EXPECT_EQ(guess(samples / "providers.csv"), "providers");
    EXPECT_EQ(guess(samples / "border_posts.csv"), "border-posts");
    EXPECT_EQ(guess(samples / "transport_nodes.csv"), "transport");
    EXPECT_EQ(guess(samples / "risk_zones.geojson"), "risk-zones");
    EXPECT_EQ(guess(write("quelconque.csv", table_)), "providers");
    // The headings fit transport nodes as well; the types do not.
    EXPECT_EQ(guess(write("a.csv", "name,type,lat,lon\nCentre A,social_centre,5.3,-4.0\nPoste B,police,6.8,-5.2\n")),
              "providers");
    EXPECT_EQ(guess(write("b.csv", "name,type,lat,lon\nGare A,bus_station,5.3,-4.0\nGare B,Gare routière,6.8,-5.2\n")),
              "transport");
}

}  // namespace balise::app::test
