// The controls: what they say when pressed by mouse and keyboard, and what is written down of them.
#include "gui/widgets.hpp"

#include <cmath>

#include "gui/frame.hpp"
#include "panel_bench.hpp"

namespace balise::gui {
namespace {

class Widgets : public test::PanelBench {
protected:
    Widgets() {
        ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        ImGui::GetIO().FontGlobalScale = 1;
    }
    void draw() override {
        follow_tab_key();
        begin_panel("panel", {0, 0}, {600, 900}, look().colours().panel, "lrtb", 12, 12, false);
        if (content) content();
        end_panel();
    }
    void press(ImGuiKey key) {
        ImGui::GetIO().KeysDown[key] = true;
        frame();
        ImGui::GetIO().KeysDown[key] = false;
        frames(2);
    }
    std::function<void()> content;
};

TEST_F(Widgets, ButtonIsPressedOnceAClick) {
    int pressed = 0;
    content = [&] { pressed += button("Verify") ? 1 : 0; };
    frame();
    click("Verify");
    EXPECT_EQ(pressed, 1);
}

TEST_F(Widgets, DisabledButtonIsNotPressedAndSaysWhy) {
    int pressed = 0;
    content = [&] { pressed += button("Verify", Emphasis::primary, {}, "the project can only be read") ? 1 : 0; };
    frame();
    EXPECT_FALSE(is_enabled("Verify"));
    click("Verify");
    EXPECT_EQ(pressed, 0);
    ImGui::GetIO().DeltaTime = 0.2F;
    frames(5);
    EXPECT_TRUE(seen_.shows("the project can only be read"));
}

TEST_F(Widgets, TabAndEnterReachButtons) {
    int first = 0, second = 0;
    content = [&] {
        first += button("First") ? 1 : 0;
        second += button("Second") ? 1 : 0;
    };
    frames(2);
    ImGui::GetIO().MousePos = {300, 800};
    ImGui::GetIO().MouseDown[0] = true;  // the panel takes the keyboard
    frame();
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
    press(ImGuiKey_Tab);
    EXPECT_EQ(first + second, 0) << "the Tab key alone presses nothing";
    press(ImGuiKey_Space);
    EXPECT_EQ(first + second, 1);
    press(ImGuiKey_Tab);
    press(ImGuiKey_Space);
    EXPECT_EQ(first, 1);
    EXPECT_EQ(second, 1);
}

TEST_F(Widgets, LabelsMayDifferInWhatIsNotShown) {
    int which = 0;
    content = [&] {
        if (button("Delete##one")) which = 1;
        if (button("Delete##two")) which = 2;
    };
    frame();
    const auto& things = seen_.things();
    ASSERT_EQ(things.size(), 2U);
    EXPECT_EQ(things[1].words, "Delete");
    ImGui::GetIO().MousePos = {things[1].min.x + 3, things[1].min.y + 3};
    frame();
    ImGui::GetIO().MouseDown[0] = true;
    frame();
    ImGui::GetIO().MouseDown[0] = false;
    frame();
    EXPECT_EQ(which, 2);
}

TEST_F(Widgets, SwitchCheckAndSegmentsKeepTheirState) {
    bool follows = false, full = true;
    int audience = 2;
    content = [&] {
        toggle("Follow map", follows);
        check("Full package", full);
        segmented("preview", {{"Public", ""}, {"Partners", ""}, {"Internal", "icon/lock"}}, audience);
    };
    frame();
    ASSERT_NE(seen_.control("Internal"), nullptr);
    EXPECT_TRUE(seen_.control("Internal")->chosen);
    EXPECT_FALSE(seen_.control("Follow map")->chosen);
    click("Follow map");
    click("Full package");
    click("Public");
    EXPECT_TRUE(follows);
    EXPECT_FALSE(full);
    EXPECT_EQ(audience, 0);
    EXPECT_TRUE(seen_.control("Public")->chosen);
    EXPECT_FALSE(seen_.control("Internal")->chosen);
}

TEST_F(Widgets, ChoiceOpensAndCloses) {
    int chosen = 0;
    const std::vector<std::string> areas{"All regions", "Gbêkê", "Poro"};
    content = [&] { choice("Area", areas, chosen, 200); };
    frame();
    EXPECT_TRUE(seen_.shows("All regions"));
    EXPECT_EQ(seen_.control("Poro"), nullptr);
    click("Area");
    ASSERT_NE(seen_.control("Poro"), nullptr);
    click("Poro");
    EXPECT_EQ(chosen, 2);
    frames(2);
    EXPECT_EQ(seen_.control("Gbêkê"), nullptr) << "the list is closed again";
    EXPECT_TRUE(seen_.shows("Poro"));
}

TEST_F(Widgets, FieldTakesWordsAndShowsItsFault) {
    std::string value = "x";
    std::string fault = "a telephone number has digits";
    content = [&] { field("Telephone", value, 200, "07 …", fault); };
    frame();
    EXPECT_TRUE(seen_.shows(fault));
    type("Telephone", "Bœuf");
    EXPECT_EQ(value, "Bœuf");
}

TEST_F(Widgets, RowIsPressedOverItsWholeWidth) {
    int pressed = 0;
    bool hovered = false;
    content = [&] { pressed += row("EX-0288", 25, true, &hovered) ? 1 : 0; };
    frame();
    const auto* control = seen_.control("EX-0288");
    ASSERT_NE(control, nullptr);
    EXPECT_TRUE(control->chosen);
    EXPECT_NEAR(control->max.x - control->min.x, 600 - 24, 1);
    click("EX-0288");
    EXPECT_TRUE(hovered);
    EXPECT_EQ(pressed, 1);
}

TEST_F(Widgets, LongWordsAreCutWithinTheirWidth) {
    const std::string words = "Centre d’éducation spécialisée de Grand-Bassam et environs";
    content = [&] { text(words, Face::text, 0, 80); };
    frame();
    ASSERT_FALSE(seen_.things().empty());
    EXPECT_EQ(seen_.things()[0].words, words) << "what is seen is the whole text";
    EXPECT_LE(seen_.things()[0].max.x - seen_.things()[0].min.x, 81);
}

TEST_F(Widgets, DialogClosesByEscape) {
    bool open = true;
    content = [&] {
        if (begin_dialog("Import", open, 400, 300)) {
            text("rows");
            end_dialog();
        }
    };
    frames(3);
    EXPECT_TRUE(seen_.shows("Import"));
    EXPECT_TRUE(seen_.shows("rows"));
    press(ImGuiKey_Escape);
    EXPECT_FALSE(open);
    frames(2);
    EXPECT_FALSE(seen_.shows("rows"));
}

TEST(Seen, FindsByTheWholeThenByTheBeginningThenInside) {
    Seen seen;
    const auto add = [&](const char* words) {
        seen.add({SeenThing::Kind::control, words, {0, 0}, {1, 1}, true, false});
    };
    add("Export all");
    add("Exporter");
    add("Export");
    seen.add({SeenThing::Kind::text, "Expo", {0, 0}, {1, 1}, true, false});
    EXPECT_EQ(seen.control("Export")->words, "Export");
    EXPECT_EQ(seen.control("Expo")->words, "Export all") << "a text is no control";
    EXPECT_EQ(seen.control("orter")->words, "Exporter");
    EXPECT_EQ(seen.control("print"), nullptr);
}

TEST(Seen, BlanksAndApostrophesAreAlike) {
    Seen seen;
    seen.add({SeenThing::Kind::text, "1\u202f284 fiches d\u2019accueil\u00a0: 3", {0, 0}, {1, 1}, true, false});
    EXPECT_TRUE(seen.shows("1 284 fiches d'accueil : 3"));
    EXPECT_FALSE(seen.shows("1284"));
}

TEST(Theme, TextCanBeReadOnItsGround) {
    const auto luminance = [](ImU32 colour) {
        const auto part = [&](int shift) {
            const double c = static_cast<double>((colour >> shift) & 0xffU) / 255;
            return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(IM_COL32_R_SHIFT) + 0.7152 * part(IM_COL32_G_SHIFT) + 0.0722 * part(IM_COL32_B_SHIFT);
    };
    const auto contrast = [&](ImU32 a, ImU32 b) {
        const double x = luminance(a), y = luminance(b);
        return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    };
    for (const auto theme : {Theme::light, Theme::dark}) {
        const auto& colours = palette(theme);
        for (const ImU32 ground : {colours.panel, colours.raised, colours.window, colours.row_hover}) {
            EXPECT_GE(contrast(colours.text, ground), 4.9);
            EXPECT_GE(contrast(colours.second, ground), 4.9);
            EXPECT_GE(contrast(colours.error, ground), 4.5);
        }
        EXPECT_GE(contrast(colours.text, colours.accent_soft), 4.9);
        EXPECT_GE(contrast(colours.on_accent, colours.accent), 4.9);
        EXPECT_GE(contrast(colours.on_tooltip, colours.tooltip), 4.9);
        EXPECT_GE(contrast(colours.confidential, colours.confidential_soft), 4.9);
        EXPECT_GE(contrast(colours.sample, colours.sample_soft), 4.9);
        EXPECT_GE(contrast(colours.good, colours.good_soft), 4.9);
        EXPECT_GE(contrast(colours.warning, colours.warning_soft), 4.9);
    }
}

}  // namespace
}  // namespace balise::gui
