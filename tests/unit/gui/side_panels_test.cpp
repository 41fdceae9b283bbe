// Layers, filters, status bar, start screen.
#include "unit/gui/panel_fixture.hpp"

namespace balise::gui::test {
namespace {

class Layers : public PanelTest {
protected:
    Layers() {
        draw_ = [this] { layers_panel(shown_, state_, {{0, 48}, {288, 760}}, requests_); };
    }
    LayersState state_;
    Draw draw_;
};

TEST_F(Layers, a_click_on_a_type_closes_its_eye) {
    click(draw_, "Centre social");
    ASSERT_NE(asked<ask::SetFilter>(), nullptr);
    EXPECT_EQ(asked<ask::SetFilter>()->filter.hidden_types, std::vector<std::string>{"social_centre"});
    shown_.filter = asked<ask::SetFilter>()->filter;
    click(draw_, "Centre social");
    EXPECT_TRUE(asked<ask::SetFilter>()->filter.hidden_types.empty());
}

TEST_F(Layers, levels_and_groups_are_hidden) {
    click(draw_, "Plus élevé");
    ASSERT_NE(asked<ask::SetLayers>(), nullptr);
    bool found = false;
    for (const auto& group : asked<ask::SetLayers>()->layers)
        if (group.id == "risk_zones") found = group.hidden == std::vector<std::string>{"higher"};
    EXPECT_TRUE(found);
    click(draw_, "Hide Risk zones");
    for (const auto& group : asked<ask::SetLayers>()->layers)
        if (group.id == "risk_zones") {
            EXPECT_FALSE(group.visible);
        }
}

TEST_F(Layers, counts_are_of_what_passes) {
    shown_.passing = std::make_shared<const app::Rows>(app::Rows{0, 1});
    frames(draw_, 2);
    EXPECT_TRUE(shows("2"));
    EXPECT_FALSE(shows("3"));
}

// A line "State shelter 0" would tell that there are such records.
TEST_F(Layers, others_see_no_line_of_what_is_withheld) {
    frames(draw_, 2);
    EXPECT_TRUE(shows("Centre d'accueil d'État"));
    show_audience(model::Audience::everyone);
    frames(draw_, 2);
    EXPECT_FALSE(shows("Centre d'accueil d'État"));
    EXPECT_FALSE(shows("Centre de transit"));
    EXPECT_TRUE(shows("Centre social"));
}

TEST_F(Layers, groups_fold_and_change_places) {
    click(draw_, "Risk zones");
    EXPECT_FALSE(shows("Plus élevé"));
    const auto* head = seen_.control("Risk zones");
    ASSERT_NE(head, nullptr);
    move_to(draw_, {head->min.x + 60, head->min.y + 5});
    ImGui::GetIO().MouseDown[1] = true;
    frame(draw_);
    ImGui::GetIO().MouseDown[1] = false;
    frames(draw_, 2);
    const auto before = shown_.layers;
    click(draw_, "Move up");
    ASSERT_NE(asked<ask::SetLayers>(), nullptr);
    EXPECT_EQ(asked<ask::SetLayers>()->layers.at(0).id, before.at(1).id);
    EXPECT_EQ(asked<ask::SetLayers>()->layers.at(1).id, before.at(0).id);
}

TEST_F(Layers, a_file_can_be_added) {
    click(draw_, "Add a layer from a file");
    ASSERT_NE(asked<ask::ShowDialog>(), nullptr);
    EXPECT_EQ(asked<ask::ShowDialog>()->dialog, Dialog::add_layer);
}

class Filters : public PanelTest {
protected:
    Filters() {
        draw_ = [this] { filters_panel(shown_, {{0, 700}, {288, 960}}, requests_); };
    }
    Draw draw_;
};

TEST_F(Filters, a_region_is_chosen) {
    click(draw_, "Area");
    click(draw_, "Gbêkê");
    ASSERT_NE(asked<ask::SetFilter>(), nullptr);
    EXPECT_EQ(asked<ask::SetFilter>()->filter.area, "CI11");
}

TEST_F(Filters, several_statuses_are_chosen) {
    click(draw_, "Status");
    click(draw_, "En activité");
    ASSERT_NE(asked<ask::SetFilter>(), nullptr);
    shown_.filter = asked<ask::SetFilter>()->filter;
    click(draw_, "Inactif");
    EXPECT_EQ(asked<ask::SetFilter>()->filter.statuses, (std::vector<std::string>{"active", "inactive"}));
    shown_.filter = asked<ask::SetFilter>()->filter;
    frames(draw_, 2);
    EXPECT_TRUE(shows("En activité + 1 more"));
}

TEST_F(Filters, reset_leaves_the_eyes) {
    shown_.filter.hidden_types = {"ngo"};
    shown_.filter.full_package = true;
    click(draw_, "Reset");
    ASSERT_NE(asked<ask::SetFilter>(), nullptr);
    EXPECT_FALSE(asked<ask::SetFilter>()->filter.full_package);
    EXPECT_EQ(asked<ask::SetFilter>()->filter.hidden_types, std::vector<std::string>{"ngo"});
}

// To others a date that is withheld looks like none: nobody may be called unverified.
TEST_F(Filters, never_verified_is_asked_only_by_those_who_keep_the_directory) {
    click(draw_, "Verified");
    EXPECT_TRUE(shows("Never"));
    press(draw_, GLFW_KEY_ESCAPE);
    show_audience(model::Audience::everyone);
    frames(draw_, 2);
    click(draw_, "Verified");
    EXPECT_FALSE(shows("Never"));
}

class StatusBar : public PanelTest {
protected:
    StatusBar() {
        draw_ = [this] { status_bar(shown_, state_, cursor_, {{0, 972}, {1600, 1000}}, requests_); };
    }
    StatusState state_;
    std::optional<geo::LonLat> cursor_ = geo::LonLat{-5.0303, 7.6939};
    Draw draw_;
};

TEST_F(StatusBar, coordinates_are_shown_and_copied) {
    frames(draw_, 2);
    EXPECT_TRUE(shows("7.69390° N  5.03030° W"));
    click(draw_, "Coordinates");
    ASSERT_NE(asked<ask::CopyText>(), nullptr);
    EXPECT_EQ(asked<ask::CopyText>()->text, "7.6939, -5.0303");
}

TEST_F(StatusBar, a_scale_is_typed) {
    click(draw_, "Scale");
    frames(draw_, 2);
    type(draw_, "1:250 000");
    press(draw_, GLFW_KEY_ENTER);
    ASSERT_NE(asked<ask::MoveCamera>(), nullptr);
    EXPECT_DOUBLE_EQ(asked<ask::MoveCamera>()->camera.scale.value, 250000);
}

TEST_F(StatusBar, jobs_are_told_and_cancelled) {
    shown_.jobs = {{3, base::mark("Import of {0}", "centres.xlsx"), {}, 0.62, 4, true, false},
                   {4, base::mark("Filtering"), {}, -1, -1, true, true}};
    frames(draw_, 2);
    EXPECT_TRUE(shows("Import of centres.xlsx"));
    EXPECT_TRUE(shows("62 %"));
    EXPECT_TRUE(shows("4 s left"));
    EXPECT_FALSE(shows("Filtering"));
    click(draw_, "Cancel: Import of centres.xlsx");
    ASSERT_NE(asked<ask::CancelJob>(), nullptr);
    EXPECT_EQ(asked<ask::CancelJob>()->job, 3);
}

TEST_F(StatusBar, what_is_saved_and_what_is_approximate) {
    frames(draw_, 2);
    EXPECT_TRUE(shows("Saved · revision 7"));
    EXPECT_FALSE(shows("Approximate boundaries"));
    auto snapshot = made_up(model::Audience::internal);
    snapshot->approximate_areas = true;
    shown_.snapshot = snapshot;
    shown_.read_only = true;
    frames(draw_, 2);
    EXPECT_TRUE(shows("Approximate boundaries"));
    EXPECT_TRUE(shows("For reading only · revision 7"));
}

class StartScreen : public PanelTest {
protected:
    StartScreen() {
        shown_.snapshot.reset();
        shown_.file.clear();
        draw_ = [this] { start_screen(shown_, state_, {{0, 48}, {1600, 972}}, requests_); };
    }
    DialogState state_;
    Draw draw_;
};

TEST_F(StartScreen, newcomers_are_shown_three_ways) {
    for (const auto& [words, dialog] :
         {std::pair{"Try with a sample project", Dialog::new_sample},
          std::pair{"Begin a new project", Dialog::new_project}, std::pair{"Open a project", Dialog::open_file}}) {
        click(draw_, words);
        ASSERT_NE(asked<ask::ShowDialog>(), nullptr) << words;
        EXPECT_EQ(asked<ask::ShowDialog>()->dialog, dialog);
    }
}

TEST_F(StartScreen, recent_files_are_opened) {
    shown_.preferences.recent = {"/projects/kept.balise"};
    click(draw_, "kept.balise");
    ASSERT_NE(asked<ask::OpenProject>(), nullptr);
    EXPECT_EQ(asked<ask::OpenProject>()->file, "/projects/kept.balise");
}

TEST_F(StartScreen, a_failure_is_told_with_its_remedy) {
    shown_.file = "/projects/kept.balise";
    shown_.open_failure = base::verbatim("another program holds the file");
    shown_.open_remedy = base::verbatim("close the other program");
    frames(draw_, 2);
    EXPECT_TRUE(shows("kept.balise could not be opened"));
    EXPECT_TRUE(shows("another program holds the file"));
    EXPECT_TRUE(shows("close the other program"));
    click(draw_, "Open for reading");
    ASSERT_NE(asked<ask::OpenProject>(), nullptr);
    EXPECT_TRUE(asked<ask::OpenProject>()->for_reading);
}

}  // namespace
}  // namespace balise::gui::test
