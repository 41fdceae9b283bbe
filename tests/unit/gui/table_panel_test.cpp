#include "unit/gui/panel_fixture.hpp"

namespace balise::gui::test {
namespace {

class Table : public PanelTest {
protected:
    Table() {
        draw_ = [this] { table_panel(shown_, state_, {{288, 700}, {1600, 972}}, requests_); };
    }
    TableState state_;
    Draw draw_;
};

TEST_F(Table, a_click_on_a_title_sorts_and_again_turns_round) {
    click(draw_, "Region");
    ASSERT_NE(asked<ask::SortBy>(), nullptr);
    EXPECT_EQ(asked<ask::SortBy>()->column, app::ListColumn::region);
    EXPECT_FALSE(asked<ask::SortBy>()->descending);
    shown_.sort_column = app::ListColumn::region;
    click(draw_, "Region");
    EXPECT_TRUE(asked<ask::SortBy>()->descending);
}

TEST_F(Table, rows_tell_what_matters) {
    frames(draw_, 2);
    for (const char* words :
         {"EX-0004", "Foyer EXEMPLE de Bouaké", "Gbêkê", "0 / 24", "Full", "2026-10-12", "internal"})
        EXPECT_TRUE(shows(words)) << words;
}

TEST_F(Table, others_learn_nothing_of_what_is_withheld) {
    for (const auto audience : {model::Audience::everyone, model::Audience::partners}) {
        show_audience(audience);
        frames(draw_, 2);
        for (const char* words : {"Visible to", "internal", "Foyer", "EX-0004"}) EXPECT_FALSE(shows(words)) << words;
        EXPECT_NE(seen_.control("In view"), nullptr);
        EXPECT_TRUE(shows("3"));
    }
}

TEST_F(Table, a_row_is_chosen_and_twice_brought_into_view) {
    click(draw_, "Centre social de Cocody");
    ASSERT_NE(asked<ask::Select>(), nullptr);
    EXPECT_EQ(asked<ask::Select>()->target.index, 1U);
    EXPECT_FALSE(asked<ask::Select>()->fly);
    EXPECT_NE(asked<ask::Hover>(), nullptr);
}

TEST_F(Table, hovering_ends_when_the_mouse_leaves) {
    frames(draw_, 2);
    const auto* row = seen_.control("Centre social de Cocody");
    ASSERT_NE(row, nullptr);
    move_to(draw_, {row->min.x + 100, row->min.y + 5});
    ASSERT_NE(asked<ask::Hover>(), nullptr);
    EXPECT_EQ(asked<ask::Hover>()->target.index, 1U);
    move_to(draw_, {10, 10});
    EXPECT_EQ(asked<ask::Hover>()->target.kind, app::Target::Kind::nothing);
}

TEST_F(Table, arrows_walk_and_enter_flies) {
    click(draw_, "Centre social de Cocody");
    shown_.selected = asked<ask::Select>()->target;
    press(draw_, GLFW_KEY_DOWN);
    ASSERT_EQ(asked<ask::Select>()->target.index, 2U);
    shown_.selected = asked<ask::Select>()->target;
    press(draw_, GLFW_KEY_UP);
    EXPECT_EQ(asked<ask::Select>()->target.index, 1U);
    shown_.selected = asked<ask::Select>()->target;
    press(draw_, GLFW_KEY_ENTER);
    EXPECT_TRUE(asked<ask::Select>()->fly);
}

TEST_F(Table, what_is_chosen_on_the_map_is_scrolled_to) {
    auto snapshot = made_up(model::Audience::internal);
    app::Rows all;
    snapshot->providers.clear();
    for (std::uint32_t i = 0; i < 100000; ++i) {
        snapshot->providers.push_back(provider(1, "Centre " + std::to_string(i), 0, 2));
        all.push_back(i);
    }
    shown_.snapshot = snapshot;
    shown_.passing = shown_.in_view = std::make_shared<const app::Rows>(all);
    frames(draw_, 3);
    EXPECT_TRUE(shows("Centre 3"));
    EXPECT_FALSE(shows("Centre 70000"));
    EXPECT_LT(seen_.things().size(), 400U);  // only the rows in sight are drawn
    shown_.selected = {app::Target::Kind::provider, 70000, "x"};
    frames(draw_, 3);
    EXPECT_TRUE(shows("Centre 70000"));
    EXPECT_FALSE(shows("Centre 3"));
}

// Choosing something by search moves the map: the list of what is in view comes after the choice.
TEST_F(Table, what_is_chosen_stays_in_sight_when_the_list_follows) {
    auto snapshot = made_up(model::Audience::internal);
    app::Rows all;
    snapshot->providers.clear();
    for (std::uint32_t i = 0; i < 1000; ++i) {
        snapshot->providers.push_back(provider(1, "Centre " + std::to_string(i), 0, 2));
        all.push_back(i);
    }
    shown_.snapshot = snapshot;
    shown_.passing = shown_.in_view = std::make_shared<const app::Rows>(app::Rows{1, 2, 3});
    frames(draw_, 2);
    shown_.selected = {app::Target::Kind::provider, 700, "x"};
    frames(draw_, 2);
    EXPECT_FALSE(shows("Centre 700"));
    shown_.in_view = std::make_shared<const app::Rows>(all);
    frames(draw_, 3);
    EXPECT_TRUE(shows("Centre 700"));
}

TEST_F(Table, an_empty_list_tells_the_way_out) {
    shown_.passing = shown_.in_view = std::make_shared<const app::Rows>();
    shown_.filter.statuses = {"inactive"};
    frames(draw_, 2);
    EXPECT_TRUE(shows("No provider passes the filters"));
    click(draw_, "Reset the filters");
    ASSERT_NE(asked<ask::SetFilter>(), nullptr);
    EXPECT_EQ(asked<ask::SetFilter>()->filter, app::ProviderFilter{});
}

TEST_F(Table, regions_without_a_type_are_marked) {
    state_.region_type = "shelter_state";
    click(draw_, "By region");
    EXPECT_TRUE(shows("1 region without any"));
    EXPECT_TRUE(shows("none"));
    click(draw_, "Abidjan");
    ASSERT_NE(asked<ask::Select>(), nullptr);
    EXPECT_EQ(asked<ask::Select>()->target.kind, app::Target::Kind::area);
    EXPECT_EQ(asked<ask::Select>()->target.id, "CI01");
    EXPECT_TRUE(asked<ask::Select>()->fly);
}

// A closed eye or a chosen area says nothing about other regions.
TEST_F(Table, regions_are_counted_without_eyes_and_area) {
    shown_.filter.hidden_types = {"social_centre"};
    shown_.filter.area = "CI11";
    shown_.passing = std::make_shared<const app::Rows>(app::Rows{3});
    state_.region_type = "social_centre";
    click(draw_, "By region");
    EXPECT_TRUE(shows("Every region has at least one"));
}

// "No shelter in any region" would be a lie where shelters are withheld.
TEST_F(Table, a_type_that_is_withheld_cannot_be_counted_by_region) {
    show_audience(model::Audience::everyone);
    state_.region_type = "shelter_state";
    click(draw_, "By region");
    EXPECT_FALSE(shows("accueil"));
    EXPECT_TRUE(shows("Every region has at least one"));
    click(draw_, "Type");
    EXPECT_FALSE(shows("accueil"));
}

TEST_F(Table, rows_of_a_larger_snapshot_are_passed_over) {
    const auto internal = shown_.in_view;
    show_audience(model::Audience::everyone);
    shown_.in_view = internal;
    frames(draw_, 3);
    EXPECT_TRUE(shows("Centre social de Cocody"));
}

TEST_F(Table, folding_leaves_the_tabs) {
    click(draw_, "Fold the table");
    EXPECT_TRUE(state_.folded);
    frames(draw_, 2);
    EXPECT_FALSE(shows("EX-0001"));
    click(draw_, "Selection");
    EXPECT_FALSE(state_.folded);
    EXPECT_TRUE(shows("Choose a provider on the map or in a list"));
}

TEST_F(Table, the_list_may_stop_following_the_map) {
    click(draw_, "Follow map");
    ASSERT_NE(asked<ask::FollowMap>(), nullptr);
    EXPECT_FALSE(asked<ask::FollowMap>()->on);
}

}  // namespace
}  // namespace balise::gui::test
