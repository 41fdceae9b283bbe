#include "unit/gui/panel_bench.hpp"

namespace balise::gui::test {

class ImportDialog : public PanelBench {
protected:
    ImportDialog() {
        shown_.dialog = Dialog::import;
        auto& preview = shown_.import_preview;
        preview.file = "/data/centres.csv";
        preview.ready = true;
        preview.arguments.add("source", "/data/centres.csv");
        preview.arguments.add("as", "providers");
        preview.headings = {"name_fr", "capacity_max"};
        preview.fields = {"Name", "Places"};
        using Verdict = ImportPreview::Row::Verdict;
        preview.rows = {{2, Verdict::added, {"Un", "10"}, ""}, {3, Verdict::refused, {"Deux", "beaucoup"}, "why"}};
        preview.read = 2;
        preview.added = preview.refused = 1;
        preview.problems.error(3, "capacity_max", base::mark("\"{0}\" is not a whole number", "beaucoup"),
                               base::mark("check the number"));
        // Looked at before the dialog opened: as when the file was dropped.
        preview.ready = false;
        frame();
        preview.ready = true;
        frames(3);
    }
    void draw() override { import_dialog(shown_, state_, requests_); }
    DialogState state_;
};

TEST_F(ImportDialog, TellsTheVerdictOfEveryRowWithReasonAndRemedy) {
    click("First rows");
    EXPECT_TRUE(seen_.shows("new"));
    EXPECT_TRUE(seen_.shows("refused"));
    click("Refused rows");
    EXPECT_TRUE(seen_.shows("is not a whole number"));
    click("All remarks");
    EXPECT_TRUE(seen_.shows("check the number"));
}

TEST_F(ImportDialog, RefusedRowsHoldTheImportBackUntilTheyAreSetAside) {
    EXPECT_FALSE(is_enabled("Import 1 row"));
    click("Take the good rows");
    EXPECT_TRUE(is_enabled("Import 1 row"));
    click("Import 1 row");
    const auto imports = asked<ask::Import>();
    ASSERT_EQ(imports.size(), 1U);
    EXPECT_FALSE(imports[0].dry);
    EXPECT_TRUE(imports[0].arguments.flag("accept-partial"));
    EXPECT_EQ(imports[0].arguments.text("problems"), "/data/centres-refused.csv");
    EXPECT_EQ(imports[0].arguments.text("source"), "/data/centres.csv");
    EXPECT_EQ(imports[0].arguments.text("as"), "providers");
}

TEST_F(ImportDialog, ACorrectedCellIsCheckedAgainWithoutTouchingTheFile) {
    EXPECT_FALSE(is_enabled("Check again"));
    type("capacity_max", "20");
    click("Check again");
    const auto imports = asked<ask::Import>();
    ASSERT_EQ(imports.size(), 1U);
    EXPECT_TRUE(imports[0].dry);
    EXPECT_EQ(imports[0].arguments.list("correct"), std::vector<std::string>{"3:2=20"});
}

TEST_F(ImportDialog, AWrongFileIsToldInWords) {
    shown_.import_preview.failure = base::mark("\"{0}\" is a PDF", "centres.csv");
    frames(2);
    EXPECT_TRUE(seen_.shows("is a PDF"));
    EXPECT_FALSE(is_enabled("Import 1 row"));
}

class ExportDialog : public PanelBench {
protected:
    ExportDialog() {
        shown_.dialog = Dialog::export_files;
        shown_.file = "/data/directory.balise";
        app::Snapshot snapshot;
        snapshot.providers.resize(3);
        snapshot.providers[0].visible = model::Audience::everyone;
        snapshot.providers[1].visible = model::Audience::partners;
        shown_.snapshot = std::make_shared<const app::Snapshot>(snapshot);
        frames(3);
    }
    void draw() override { export_dialog(shown_, state_, requests_); }
    DialogState state_;
};

TEST_F(ExportDialog, AsksForAnExportToTheChosenCircle) {
    EXPECT_TRUE(seen_.shows("1 provider, with"));
    click("Partners");
    EXPECT_TRUE(seen_.shows("2 providers, with"));
    click("CSV");
    click("Export");
    const auto performed = asked<ask::Perform>();
    ASSERT_EQ(performed.size(), 1U);
    EXPECT_EQ(performed[0].action, "export");
    EXPECT_EQ(performed[0].arguments.text("audience"), "partners");
    EXPECT_EQ(performed[0].arguments.list("format").size(), 2U);
    EXPECT_EQ(performed[0].arguments.text("out"), "/data/directory-partners");
}

TEST_F(ExportDialog, APublicPreviewOffersNoNarrowerCircle) {
    shown_.audience = model::Audience::everyone;
    frames(2);
    EXPECT_EQ(seen_.control("Partners"), nullptr);
    EXPECT_EQ(seen_.control("Internal"), nullptr);
}

class SheetsPanel : public PanelBench {
protected:
    SheetsPanel() {
        app::Snapshot snapshot;
        snapshot.areas.resize(2);
        snapshot.areas[0].code = "CI";
        snapshot.areas[0].name = "Côte d'Ivoire";
        snapshot.areas[0].level = 0;
        snapshot.areas[1].code = "CI11";
        snapshot.areas[1].name = "Gbeke";
        snapshot.areas[1].level = 1;
        shown_.snapshot = std::make_shared<const app::Snapshot>(snapshot);
        frames(2);
    }
    void draw() override { place_ = sheets_panel(shown_, state_, {{0, 48}, {1600, 972}}, requests_); }
    SheetsState state_;
    std::optional<PagePlace> place_;
};

TEST_F(SheetsPanel, AsksOncePerChoice) {
    ASSERT_EQ(asked<ask::PreviewSheet>().size(), 1U);
    frames(3);
    EXPECT_EQ(asked<ask::PreviewSheet>().size(), 1U);
    click("Gbeke");
    type("Title", "Fiche");
    const auto asked_for = asked<ask::PreviewSheet>();
    ASSERT_GE(asked_for.size(), 3U);
    EXPECT_EQ(asked_for.back().arguments.text("area"), "CI11");
    EXPECT_EQ(asked_for.back().arguments.text("title"), "Fiche");
    EXPECT_EQ(asked_for.back().arguments.text("audience"), "public");
}

TEST_F(SheetsPanel, TheWholePageFitsAndIsAsLargeAsOnPaperWhenAsked) {
    auto pages = std::make_shared<std::vector<map::DisplayList>>(1);
    pages->front().width = 210;
    pages->front().height = 297;
    shown_.sheet_preview.pages = pages;
    frames(2);
    ASSERT_TRUE(place_);
    EXPECT_GE(place_->box.min.y, place_->clip.min.y);
    EXPECT_LE(place_->box.max.y, place_->clip.max.y);
    EXPECT_NEAR(place_->box.width() / place_->box.height(), 210.0 / 297, 0.01);
    click("100 %");
    EXPECT_NEAR(place_->box.width(), 210 * 96 / 25.4, 1);
}

TEST_F(SheetsPanel, NothingIsSavedWhileAMandatoryElementIsMissing) {
    shown_.sheet_preview.missing = {base::mark("the producer")};
    frames(2);
    EXPECT_TRUE(seen_.shows("the producer"));
    EXPECT_FALSE(is_enabled("Save PDF"));
    EXPECT_FALSE(place_);
    click("Fill it in the settings");
    ASSERT_EQ(asked<ask::ShowDialog>().size(), 1U);
    EXPECT_EQ(asked<ask::ShowDialog>()[0].dialog, Dialog::settings);
}

}  // namespace balise::gui::test
