#include "unit/gui/panel_fixture.hpp"

namespace balise::gui::test {
namespace {

class TopBar : public PanelTest {
protected:
    TopBar() {
        draw_ = [this] {
            shortcuts(shown_, state_, map_, requests_);
            top_bar(shown_, state_, {{0, 0}, {1600, 48}}, requests_);
            suggestions(shown_, state_, requests_);
        };
    }
    // As the desk would answer: the shelter and one centre, and a place.
    void answer() {
        auto list = std::make_shared<app::FoundList>();
        list->providers = {{app::Found::Kind::provider, 0, {{25, 30}}}};
        if (shown_.snapshot->providers.size() > 3) list->providers.push_back({app::Found::Kind::provider, 3, {}});
        list->places = {{app::Found::Kind::place, 0, {{0, 5}}}};
        list->provider_total = static_cast<std::int64_t>(list->providers.size());
        list->place_total = 1;
        list->place_first = state_.words == "bouake";
        shown_.search_words = state_.words;
        shown_.suggestions = list;
    }
    void search(const char* words) {
        press(draw_, 'K', true);
        frames(draw_, 2);
        type(draw_, words);
        answer();
        frames(draw_, 2);
    }
    TopBarState state_;
    MapState map_;
    Draw draw_;
};

TEST_F(TopBar, typing_searches_at_each_change) {
    search("bou");
    ASSERT_NE(asked<ask::Search>(), nullptr);
    EXPECT_EQ(asked<ask::Search>()->words, "bou");
    type(draw_, "a");
    EXPECT_EQ(asked<ask::Search>()->words, "boua");
}

TEST_F(TopBar, arrows_and_enter_choose_a_suggestion_and_fly_there) {
    search("bou");
    EXPECT_TRUE(shows("3 results"));
    press(draw_, GLFW_KEY_DOWN);
    press(draw_, GLFW_KEY_DOWN);
    press(draw_, GLFW_KEY_DOWN);
    press(draw_, GLFW_KEY_ENTER);
    const auto* chosen = asked<ask::Select>();
    ASSERT_NE(chosen, nullptr);
    EXPECT_EQ(chosen->target.kind, app::Target::Kind::place);
    EXPECT_EQ(chosen->target.id, "P1");
    EXPECT_TRUE(chosen->fly);
    EXPECT_FALSE(state_.suggestions_open);
}

TEST_F(TopBar, a_place_whose_whole_name_is_searched_stands_first) {
    search("bouake");
    press(draw_, GLFW_KEY_DOWN);
    press(draw_, GLFW_KEY_ENTER);
    const auto* chosen = asked<ask::Select>();
    ASSERT_NE(chosen, nullptr);
    EXPECT_EQ(chosen->target.kind, app::Target::Kind::place);
}

TEST_F(TopBar, a_click_chooses_a_suggestion) {
    search("bou");
    click(draw_, "Foyer EXEMPLE de Bouaké");
    const auto* chosen = asked<ask::Select>();
    ASSERT_NE(chosen, nullptr);
    EXPECT_EQ(chosen->target.index, 3U);
    EXPECT_FALSE(state_.suggestions_open);
}

TEST_F(TopBar, escape_ends_the_search) {
    search("bou");
    press(draw_, GLFW_KEY_ESCAPE);
    EXPECT_TRUE(state_.words.empty());
    EXPECT_EQ(asked<ask::Search>()->words, "");
    EXPECT_FALSE(state_.suggestions_open);
    EXPECT_EQ(asked<ask::Select>(), nullptr);
}

TEST_F(TopBar, suggestions_say_what_is_confidential_only_to_those_who_keep_the_directory) {
    search("bou");
    EXPECT_TRUE(shows("Gbêkê · confidential · 0 free of 24 places"));
    show_audience(model::Audience::everyone);
    answer();
    frames(draw_, 2);
    EXPECT_FALSE(shows("confidential"));
    EXPECT_FALSE(shows("Foyer EXEMPLE de Bouaké"));
}

// An answer of a larger snapshot must not be looked up in a smaller one.
TEST_F(TopBar, an_answer_to_another_audience_is_not_shown) {
    search("bou");
    const auto internal = shown_.suggestions;
    show_audience(model::Audience::everyone);
    shown_.suggestions = internal;
    frames(draw_, 2);
    EXPECT_FALSE(shows("3 results"));
}

TEST_F(TopBar, the_audience_is_switched) {
    click(draw_, "Partners");
    ASSERT_NE(asked<ask::SetAudience>(), nullptr);
    EXPECT_EQ(asked<ask::SetAudience>()->audience, model::Audience::partners);
}

TEST_F(TopBar, language_theme_and_tabs) {
    click(draw_, "FR");
    ASSERT_NE(asked<ask::SetLanguage>(), nullptr);
    EXPECT_EQ(asked<ask::SetLanguage>()->language, base::Language::french);
    click(draw_, "Dark colours");
    ASSERT_NE(asked<ask::SetTheme>(), nullptr);
    click(draw_, "Sheets");
    ASSERT_NE(asked<ask::ShowTask>(), nullptr);
    EXPECT_EQ(asked<ask::ShowTask>()->task, Task::sheets);
}

TEST_F(TopBar, the_menu_of_the_file_calls_up_dialogs) {
    click(draw_, "Menu of example.balise");
    click(draw_, "Save a copy…");
    ASSERT_NE(asked<ask::ShowDialog>(), nullptr);
    EXPECT_EQ(asked<ask::ShowDialog>()->dialog, Dialog::save_as);
}

TEST_F(TopBar, undo_tells_what_it_would_undo) {
    shown_.can_undo = true;
    shown_.undo_words = "Import of centres.xlsx";
    frames(draw_, 2);
    EXPECT_NE(seen_.control("Undo: Import of centres.xlsx"), nullptr);
    EXPECT_FALSE(seen_.control("Do again")->enabled);
    press(draw_, 'Z', true);
    EXPECT_NE(asked<ask::Undo>(), nullptr);
    press(draw_, 'Y', true);
    EXPECT_EQ(asked<ask::Redo>(), nullptr);
}

TEST_F(TopBar, what_is_typed_is_no_command) {
    shown_.can_undo = true;
    search("bou");
    press(draw_, 'Z', true);
    EXPECT_EQ(asked<ask::Undo>(), nullptr);
    press(draw_, GLFW_KEY_HOME);
    EXPECT_EQ(asked<ask::WholeCountry>(), nullptr);
}

TEST_F(TopBar, nothing_is_changed_in_a_project_for_reading) {
    shown_.can_undo = true;
    shown_.read_only = true;
    press(draw_, 'Z', true);
    press(draw_, 'I', true);
    EXPECT_EQ(asked<ask::Undo>(), nullptr);
    EXPECT_EQ(asked<ask::ShowDialog>(), nullptr);
}

}  // namespace
}  // namespace balise::gui::test
