#include "gui/form_checks.hpp"
#include "unit/gui/panel_bench.hpp"

namespace balise::gui::test {

namespace {

app::FormField form_field(const char* name, const char* label, const char* value, const char* group) {
    app::FormField field;
    field.name = name;
    field.label = label;
    field.value = value;
    field.group = group;
    return field;
}

std::shared_ptr<const app::Card> some_card() {
    app::Card card;
    card.kind = "provider";
    card.id = "0001";
    card.ref = "EX-0001";
    card.title = "Centre EXEMPLE";
    card.type_label = "Social centre";
    card.symbol = "provider/social_centre";
    card.disclosure = {{"name", "Name", model::Audience::internal, "type only", ""}};
    card.more = {{"notes", "Notes", "something", "something"}};
    return std::make_shared<const app::Card>(card);
}

}  // namespace

class EditDialog : public PanelBench {
protected:
    EditDialog() {
        shown_.card = some_card();
        shown_.dialog = Dialog::edit;
        shown_.form = std::make_shared<const std::vector<app::FormField>>(
            std::vector<app::FormField>{form_field("name_fr", "Name", "Centre EXEMPLE", "Identity"),
                                        form_field("hours", "Hours", "8h-17h", "Identity"),
                                        form_field("public_phone", "Telephone", "+225 27 00 00 02 88", "Identity"),
                                        form_field("capacity_max", "Places", "10", "Capacity"),
                                        form_field("capacity_free", "Free", "5", "Capacity")});
        frames(3);
    }
    void draw() override {
        edit_dialog(shown_, state_, requests_);
        verify_dialog(shown_, state_, requests_);
    }
    EditState state_;
};

TEST_F(EditDialog, SavingPerformsOneActionWithTheChangedFieldOnly) {
    EXPECT_FALSE(is_enabled("Save"));
    type("Hours", "24h/24");
    EXPECT_TRUE(is_enabled("Save"));
    click("Save");
    const auto performed = asked<ask::Perform>();
    ASSERT_EQ(performed.size(), 1U);
    EXPECT_EQ(performed[0].action, "edit");
    EXPECT_EQ(performed[0].arguments.text("id"), "0001");
    EXPECT_EQ(performed[0].arguments.list("fields"), std::vector<std::string>{"hours=24h/24"});
    ASSERT_EQ(asked<ask::ShowDialog>().size(), 1U);
}

TEST_F(EditDialog, WhatIsTypedBackIsNotChanged) {
    type("Hours", "24h/24");
    type("Hours", "8h-17h");
    EXPECT_FALSE(is_enabled("Save"));
}

TEST_F(EditDialog, APhoneNumberThatIsNoneIsToldAtTheFieldAndNotSent) {
    type("Telephone", "12 34 5x");
    EXPECT_TRUE(seen_.shows("is not a telephone number"));
    EXPECT_FALSE(is_enabled("Save"));
    click("Save");
    EXPECT_TRUE(asked<ask::Perform>().empty());
}

TEST_F(EditDialog, FieldsThatContradictEachOtherAreTold) {
    click("Capacity");
    type("Free", "12");
    EXPECT_TRUE(seen_.shows("more than the capacity"));
    EXPECT_FALSE(is_enabled("Save"));
}

TEST_F(EditDialog, APreviewForOthersCannotBeEdited) {
    shown_.audience = model::Audience::partners;
    type("Hours", "24h/24");
    EXPECT_FALSE(is_enabled("Save"));
}

TEST_F(EditDialog, ConfirmingSaysWhoHowAndWhen) {
    shown_.dialog = Dialog::verify;
    frames(3);
    EXPECT_FALSE(is_enabled("Verify"));
    type("Who checked", "Mme EXEMPLE");
    click("Phone call");
    click("in 6 months");
    click("Verify");
    const auto performed = asked<ask::Perform>();
    ASSERT_EQ(performed.size(), 1U);
    EXPECT_EQ(performed[0].action, "verify");
    EXPECT_EQ(performed[0].arguments.text("by"), "Mme EXEMPLE");
    EXPECT_EQ(performed[0].arguments.text("method"), "phone");
    EXPECT_EQ(performed[0].arguments.text("date"), "2026-11-24");
    EXPECT_EQ(performed[0].arguments.text("next"), "2027-05-24");
}

TEST(FormChecks, TellWhatIsWrongWithAValue) {
    EXPECT_TRUE(fault_of("public_phone", "+225 27 00 00 02 88").empty());
    EXPECT_FALSE(fault_of("public_phone", "appeler Awa").empty());
    EXPECT_FALSE(fault_of("focal_email", "awa(at)exemple").empty());
    EXPECT_FALSE(fault_of("capacity_max", "beaucoup").empty());
    EXPECT_FALSE(fault_of("capacity_max", "-3").empty());
    EXPECT_FALSE(fault_of("assured_on", "2026-02-30").empty());
    EXPECT_TRUE(fault_of("assured_on", "2026-02").empty());
    EXPECT_FALSE(fault_of("lon", "quelque part").empty());
    EXPECT_TRUE(fault_of("lon", "5°01'49\"W").empty());
    EXPECT_TRUE(contradictions({{"name_fr", "x"}, {"lon", "-5"}}).contains("lat"));
    EXPECT_TRUE(contradictions({{"name_fr", "x"}, {"services", "other"}}).contains("services"));
    EXPECT_TRUE(contradictions({{"name_fr", "x"}, {"age_min", "6"}, {"age_max", "17"}}).empty());
}

class CardPanel : public PanelBench {
protected:
    void draw() override { card_panel(shown_, state_, {{1248, 48}, {1600, 972}}, requests_); }
    CardState state_;
};

TEST_F(CardPanel, ThePublicSeesNoTableOfDisclosure) {
    shown_.card = some_card();
    frames(2);
    EXPECT_TRUE(seen_.shows("Centre EXEMPLE"));
    EXPECT_TRUE(seen_.shows("Who sees what"));
    EXPECT_TRUE(is_enabled("Edit"));
    for (const auto audience : {model::Audience::everyone, model::Audience::partners}) {
        shown_.audience = audience;
        frames(2);
        EXPECT_FALSE(seen_.shows("Who sees what"));
        EXPECT_FALSE(is_enabled("Edit"));
        EXPECT_FALSE(is_enabled("History"));
    }
}

TEST_F(CardPanel, AProjectForReadingSaysWhyItCannotBeChanged) {
    shown_.card = some_card();
    shown_.read_only = true;
    frames(2);
    EXPECT_FALSE(is_enabled("Verify"));
    EXPECT_FALSE(is_enabled("Edit"));
    EXPECT_TRUE(is_enabled("History"));
}

TEST_F(CardPanel, TheOtherFieldsUnfold) {
    shown_.card = some_card();
    frames(2);
    EXPECT_FALSE(seen_.shows("something"));
    click("1 more field");
    EXPECT_TRUE(seen_.shows("something"));
}

TEST_F(CardPanel, WithoutASelectionItTellsTheProjectsFigures) {
    app::Snapshot snapshot;
    snapshot.title = "Répertoire";
    snapshot.providers.resize(7);
    snapshot.withheld = 3;
    shown_.snapshot = std::make_shared<const app::Snapshot>(snapshot);
    frames(2);
    EXPECT_TRUE(seen_.shows("The project in figures"));
    EXPECT_TRUE(seen_.shows("of them not shown to the public"));
    shown_.audience = model::Audience::everyone;
    frames(2);
    EXPECT_FALSE(seen_.shows("not shown to the public"));
}

TEST_F(CardPanel, TheCountOfATypeFilters) {
    app::Snapshot snapshot;
    snapshot.types = {{"ngo", "NGO", 2}, {"court", "Court", 0}};
    shown_.snapshot = std::make_shared<const app::Snapshot>(snapshot);
    app::Card card;
    card.kind = "area";
    card.id = "CI11";
    card.title = "Gbêkê";
    card.counts = {{"ngo", "NGO", 2}, {"court", "Court", 0}};
    shown_.card = std::make_shared<const app::Card>(card);
    frames(2);
    EXPECT_TRUE(seen_.shows("none"));
    click("NGO");
    const auto filters = asked<ask::SetFilter>();
    ASSERT_EQ(filters.size(), 1U);
    EXPECT_EQ(filters[0].filter.area, "CI11");
    EXPECT_EQ(filters[0].filter.hidden_types, std::vector<std::string>{"court"});
}

class HistoryPanel : public PanelBench {
protected:
    void draw() override { history_panel(shown_, {{1248, 48}, {1600, 972}}, requests_); }
};

TEST_F(HistoryPanel, TellsEntriesAndWhatUndoWouldTakeBack) {
    std::vector<app::HistoryRow> rows(2);
    rows[0] = {2, "24.11.2026 10:00", "Edited: Centre EXEMPLE", "awa", false, true, false};
    rows[1] = {1, "23.11.2026 10:00", "Imported: centres.csv", "awa", true, false, false};
    shown_.history = std::make_shared<const std::vector<app::HistoryRow>>(rows);
    shown_.can_undo = true;
    shown_.undo_words = "Edited: Centre EXEMPLE";
    frames(2);
    EXPECT_TRUE(seen_.shows("Undo: Edited: Centre EXEMPLE"));
    EXPECT_TRUE(seen_.shows("undone"));
    EXPECT_FALSE(is_enabled("Redo"));
    click("Undo");
    EXPECT_EQ(asked<ask::Undo>().size(), 1U);
    shown_.audience = model::Audience::everyone;
    frames(2);
    EXPECT_FALSE(seen_.shows("Centre EXEMPLE"));
}

}  // namespace balise::gui::test
