// File browser, list of commands, settings, help.
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/paths.hpp"
#include "gui/folder_listing.hpp"
#include "gui/fuzzy.hpp"
#include "gui/help_pages.hpp"
#include "gui/words.hpp"
#include "unit/base/scratch.hpp"
#include "unit/gui/panel_fixture.hpp"

namespace balise::gui::test {
namespace {

class Files : public PanelTest {
protected:
    Files() {
        std::filesystem::create_directory(scratch_.path() / "Archives");
        scratch_.put("b.balise", std::string(2500, 'x'));
        scratch_.put("a.balise", "x");
        scratch_.put("notes.txt", "x");
        scratch_.put(".hidden.balise", "x");
        state_.browser.folder = scratch_.path();
        shown_.dialog = Dialog::open_file;
        draw_ = [this] { open_dialog(shown_, state_, requests_); };
        frames(draw_, 3);
    }
    // As after the dialog was called up anew.
    void call_up(Dialog dialog) {
        shown_.dialog = Dialog::none;
        frames([] {}, 2);
        shown_.dialog = dialog;
        state_.browser.folder = scratch_.path();
        frames(draw_, 3);
    }
    balise::test::ScratchFolder scratch_;
    DialogState state_;
    Draw draw_;
};

TEST_F(Files, folders_come_first_and_only_files_of_the_kind) {
    const auto& entries = state_.browser.entries;
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].name, "Archives");
    EXPECT_EQ(entries[1].name, "a.balise");
    EXPECT_EQ(entries[2].name, "b.balise");
    EXPECT_TRUE(shows("3 kB") || shows("2 kB"));
}

TEST_F(Files, a_file_is_chosen_and_opened) {
    click(draw_, "b.balise");
    click(draw_, "Open");
    ASSERT_NE(asked<ask::OpenProject>(), nullptr);
    EXPECT_EQ(asked<ask::OpenProject>()->file, scratch_.path() / "b.balise");
    ASSERT_NE(asked<ask::ShowDialog>(), nullptr);
    EXPECT_EQ(asked<ask::ShowDialog>()->dialog, Dialog::none);
}

TEST_F(Files, keys_walk_enter_and_go_up) {
    click(draw_, "Archives");
    press(draw_, GLFW_KEY_ENTER);
    frames(draw_, 2);
    EXPECT_EQ(state_.browser.folder, scratch_.path() / "Archives");
    EXPECT_TRUE(shows("No file of this kind here"));
    press(draw_, GLFW_KEY_BACKSPACE);
    frames(draw_, 2);
    EXPECT_EQ(state_.browser.folder, scratch_.path());
}

TEST_F(Files, a_copy_gets_its_ending_and_replaces_only_when_told_twice) {
    call_up(Dialog::save_as);
    EXPECT_EQ(state_.browser.name, "example 2026-11-24.balise");
    state_.browser.name = "copy";
    click(draw_, "Save");
    ASSERT_NE(asked<ask::SaveCopy>(), nullptr);
    EXPECT_EQ(asked<ask::SaveCopy>()->file, scratch_.path() / "copy.balise");
    asked_.clear();
    call_up(Dialog::save_as);
    state_.browser.name = "a.balise";
    click(draw_, "Save");
    EXPECT_EQ(asked<ask::SaveCopy>(), nullptr);
    EXPECT_TRUE(shows("There is a file of this name already; press Replace to overwrite it"));
    click(draw_, "Replace");
    ASSERT_NE(asked<ask::SaveCopy>(), nullptr);
    EXPECT_EQ(asked<ask::SaveCopy>()->file, scratch_.path() / "a.balise");
}

TEST_F(Files, a_new_project_replaces_nothing) {
    call_up(Dialog::new_project);
    state_.browser.name = "a.balise";
    click(draw_, "Save");
    frames(draw_, 1);
    EXPECT_EQ(asked<ask::NewProject>(), nullptr);
    EXPECT_TRUE(shows("There is a file of this name already; choose another name"));
}

TEST_F(Files, a_large_folder_is_listed_in_slices) {
    const auto folder = scratch_.path() / "Archives";
    for (int i = 0; i < 20000; ++i) std::ofstream(folder / ("f" + std::to_string((i * 7919) % 20000) + ".balise"));
    begin_listing(shown_, state_.browser, folder, {".balise"});
    using Clock = std::chrono::steady_clock;
    int slices = 1;
    auto longest = Clock::duration::zero();
    for (;; ++slices) {
        const auto begin = Clock::now();
        const bool more = continue_listing(state_.browser, 2);
        longest = std::max(longest, Clock::now() - begin);
        if (!more) break;
    }
    EXPECT_GT(slices, 2);
    EXPECT_EQ(state_.browser.entries.size(), 20000U);
    EXPECT_TRUE(std::is_sorted(state_.browser.entries.begin(), state_.browser.entries.end(),
                               [](const auto& a, const auto& b) { return a.key < b.key; }));
    RecordProperty("longest_slice_ms",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(longest).count()));
}

TEST_F(Files, a_folder_that_is_not_there_is_told) {
    begin_listing(shown_, state_.browser, scratch_.path() / "none", {});
    EXPECT_FALSE(state_.browser.fault.empty());
    EXPECT_FALSE(continue_listing(state_.browser, 5));
    EXPECT_EQ(whole_path("/a/b", "../c"), "/a/c");
    EXPECT_EQ(whole_path("/a/b", "/d"), "/d");
}

class Palette : public PanelTest {
protected:
    Palette() {
        shown_.dialog = Dialog::palette;
        draw_ = [this] { command_palette(shown_, state_, requests_); };
        frames(draw_, 4);
    }
    DialogState state_;
    Draw draw_;
};

TEST_F(Palette, a_few_letters_and_enter_run_a_command) {
    type(draw_, "impo");
    press(draw_, GLFW_KEY_ENTER);
    ASSERT_NE(asked<ask::ShowDialog>(), nullptr);
    EXPECT_EQ(asked<ask::ShowDialog>()->dialog, Dialog::import);
}

TEST_F(Palette, what_cannot_be_done_is_not_run) {
    type(draw_, "undo");
    press(draw_, GLFW_KEY_ENTER);
    EXPECT_EQ(asked<ask::Undo>(), nullptr);
}

TEST(Commands, ids_and_shortcuts_are_given_once) {
    Shown shown;
    shown.say = &base::Catalogue::of(base::Language::english);
    std::set<std::string> ids, shortcuts;
    for (const auto& command : commands(shown)) {
        EXPECT_TRUE(ids.insert(command.id).second) << command.id;
        EXPECT_FALSE(command.title.empty());
        if (!command.shortcut.empty()) {
            EXPECT_TRUE(shortcuts.insert(command.shortcut).second) << command.shortcut;
        }
    }
    // With no project only what needs none.
    for (const auto& command : commands(shown))
        if (command.id == "import" || command.id == "export" || command.id == "undo") {
            EXPECT_EQ(command.why_not, "No project is open") << command.id;
        }
}

TEST(Fuzzy, letters_in_order_and_beginnings_first) {
    EXPECT_FALSE(fuzzy_score("Import a file", "xyz"));
    EXPECT_FALSE(fuzzy_score("abc", "cb"));
    EXPECT_EQ(fuzzy_score("Import", ""), 0);
    EXPECT_TRUE(fuzzy_score("Réinitialiser les filtres", "reini"));
    EXPECT_GT(*fuzzy_score("Import a file", "iaf"), *fuzzy_score("Bring a sheaf", "iaf"));
    EXPECT_GT(*fuzzy_score("Zoom in", "zo"), *fuzzy_score("Bozo", "zo"));
    // A jump to a beginning must not lose the rest: "d" of "dark" would leave no "k" of "desk".
    EXPECT_TRUE(fuzzy_score("desk area d", "dk"));
}

TEST_F(PanelTest, settings_change_only_what_differs) {
    DialogState state;
    shown_.dialog = Dialog::settings;
    const Draw draw = [&] { settings_dialog(shown_, state, requests_); };
    frames(draw, 3);
    ASSERT_NE(seen_.control("Save"), nullptr);
    EXPECT_FALSE(seen_.control("Save")->enabled);
    state.values["edition"] = "3";
    click(draw, "Save");
    ASSERT_NE(asked<ask::Perform>(), nullptr);
    EXPECT_EQ(asked<ask::Perform>()->action, "settings");
    EXPECT_EQ(asked<ask::Perform>()->arguments.list("fields"), std::vector<std::string>{"edition=3"});
}

TEST(Help, both_languages_say_the_same_with_symbols_that_exist) {
    const auto& french = help_pages(base::Language::french);
    const auto& english = help_pages(base::Language::english);
    ASSERT_GE(french.size(), 5U);
    ASSERT_EQ(french.size(), english.size());
    std::ifstream in(base::data_folder() / "symbols" / "symbols.json");
    const auto symbols = nlohmann::json::parse(in).at("symbols");
    for (std::size_t i = 0; i < french.size(); ++i) {
        ASSERT_EQ(french[i].lines.size(), english[i].lines.size()) << french[i].title;
        for (std::size_t line = 0; line < french[i].lines.size(); ++line) {
            EXPECT_EQ(french[i].lines[line].kind, english[i].lines[line].kind);
            const auto& symbol = french[i].lines[line].symbol;
            EXPECT_EQ(symbol, english[i].lines[line].symbol);
            if (!symbol.empty()) {
                EXPECT_TRUE(symbols.contains(symbol)) << symbol;
            }
        }
    }
}

TEST(Help, paragraphs_and_points_go_on_over_lines) {
    const auto pages = parse_help("# One\n\nfirst\nline\n\n- point\n  goes on\n\n## Head\n| {a/b} Word | meaning |\n");
    ASSERT_EQ(pages.size(), 1U);
    ASSERT_EQ(pages[0].lines.size(), 4U);
    EXPECT_EQ(pages[0].lines[0].words, "first line");
    EXPECT_EQ(pages[0].lines[1].words, "point goes on");
    EXPECT_EQ(pages[0].lines[3].word, "Word");
    EXPECT_EQ(pages[0].lines[3].symbol, "a/b");
    EXPECT_EQ(pages[0].lines[3].words, "meaning");
}

TEST_F(PanelTest, figures_as_people_write_them) {
    EXPECT_EQ(date_words(shown_, 20261012), "2026-10-12");
    EXPECT_EQ(date_words(shown_, 20261000), "2026-10");
    EXPECT_EQ(date_words(shown_, 0), "—");
    EXPECT_DOUBLE_EQ(parse_scale("1:25 000")->value, 25000);
    EXPECT_DOUBLE_EQ(parse_scale("1/1.000.000")->value, 1000000);
    EXPECT_FALSE(parse_scale("1:12"));
    EXPECT_FALSE(parse_scale("abc"));
    EXPECT_TRUE(is_stale(20250101, "2026-11-24"));
    EXPECT_FALSE(is_stale(20251124, "2026-11-24"));
    shown_.say = &base::Catalogue::of(base::Language::french);
    shown_.preferences.language = base::Language::french;
    EXPECT_EQ(date_words(shown_, 20261012), "12.10.2026");
    EXPECT_EQ(degrees_words(shown_, {-5.0303, 7.6939}), "7,69390° N  5,03030° O");
}

}  // namespace
}  // namespace balise::gui::test
