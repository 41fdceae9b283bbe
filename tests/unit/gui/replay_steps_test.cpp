// The language of replays and the command line.
#include "gui/replay_steps.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "gui/options.hpp"

namespace balise::gui {
namespace {

template <class Kind>
Kind only(const std::string& line) {
    const auto steps = read_steps(line);
    EXPECT_EQ(steps.size(), 1U);
    return std::get<Kind>(steps.at(0).what);
}

TEST(ReplaySteps, AreReadLineByLine) {
    const auto steps = read_steps("# words\n\nwait idle\n  click \"Vérifier\"\n");
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0].line, 3);
    EXPECT_EQ(steps[1].line, 4);
    EXPECT_EQ(std::get<step::Mouse>(steps[1].what).words, "Vérifier");
}

TEST(ReplaySteps, EachVerbHasItsForm) {
    EXPECT_DOUBLE_EQ(only<step::Wait>("wait 300").seconds, 0.3);
    EXPECT_EQ(only<step::WaitFor>("wait for \"Hôpital\"").words, "Hôpital");
    EXPECT_EQ(only<step::Mouse>("right 10 20").kind, step::Mouse::Kind::right_click);
    EXPECT_FLOAT_EQ(only<step::Mouse>("double 10 20").y, 20);
    EXPECT_FLOAT_EQ(only<step::Drag>("drag 1 2 3 4").to_y, 4);
    EXPECT_FLOAT_EQ(only<step::Wheel>("wheel -2 at 30 40").turns, -2);
    EXPECT_EQ(only<step::Type>("type \"a \\\"b\\\" c\"").words, "a \"b\" c");
    EXPECT_EQ(only<step::Size>("size 1024x700").height, 700);
    EXPECT_TRUE(only<step::Expect>("expect no \"x\"").absent);
    EXPECT_EQ(only<step::ExpectControl>("expect control \"x\" not chosen").state,
              step::ExpectControl::State::not_chosen);
    EXPECT_EQ(only<step::ExpectSelected>("expect selected EX-1").ref, "EX-1");
    EXPECT_EQ(only<step::ExpectSelected>("expect selected nothing").ref, "");
    EXPECT_DOUBLE_EQ(only<step::FramesMax>("frames max 16.5").milliseconds, 16.5);
    EXPECT_EQ(only<step::FramesTell>("frames tell \"opening\"").label, "opening");
    EXPECT_EQ(only<step::Time>("time \"search\"").label, "search");
}

TEST(ReplaySteps, KeysAreChords) {
    const auto key = only<step::Key>("key Ctrl+Shift+Z");
    EXPECT_TRUE(key.control);
    EXPECT_TRUE(key.shift);
    EXPECT_FALSE(key.alt);
    EXPECT_EQ(key.key, 'Z');
    EXPECT_NE(only<step::Key>("key F1").key, only<step::Key>("key F2").key);
}

TEST(ReplaySteps, WhatIsNotUnderstoodIsToldWithItsLine) {
    for (const char* line :
         {"clik \"x\"", "click", "click 1", "click \"x", "wait soon", "wait for it", "key Ctrl+Nothing", "size 10", "expect",
          "expect control \"x\" tired", "wheel 1 2 3", "frames max much", "frames tell it", "time"}) {
        try {
            read_steps("wait idle\n" + std::string(line) + "\n");
            ADD_FAILURE() << line;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::usage);
            EXPECT_NE(std::string(error.what()).find("line 2"), std::string::npos) << error.what();
        }
    }
}

TEST(ViewerOptions, AreRead) {
    const auto options = read_options(
        {"p.balise", "--lang=fr", "--dark", "--size", "1200x800", "--scale", "1.25", "--audience", "public"});
    EXPECT_EQ(options.file, "p.balise");
    EXPECT_EQ(options.language, base::Language::french);
    EXPECT_TRUE(options.dark);
    EXPECT_EQ(options.width, 1200);
    EXPECT_EQ(options.height, 800);
    EXPECT_FLOAT_EQ(options.text_scale.value_or(0), 1.25F);
    EXPECT_EQ(options.audience, model::Audience::everyone);
    EXPECT_FALSE(options.for_test());
    EXPECT_EQ(read_options({"--", "-odd name"}).file, "-odd name");
}

TEST(ViewerOptions, WrongOnesAreRefused) {
    using Words = std::vector<std::string>;
    for (const Words& words :
         {Words{"--lang", "de"}, Words{"--size", "big"}, Words{"--size", "0x5"}, Words{"--scale", "9"},
          Words{"--audience", "all"}, Words{"--unknown"}, Words{"a", "b"}, Words{"--replay"}}) {
        try {
            read_options(words);
            ADD_FAILURE() << words.front();
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::usage);
        }
    }
}

TEST(ViewerOptions, HelpTellsOfEveryOption) {
    const auto help = help_of_viewer(base::Catalogue::of(base::Language::english));
    for (const char* word : {"--lang", "--dark", "--scale", "--audience", "--size", "--screenshot", "--replay",
                             "--help", "--version", "wait idle", "expect control", "frames max"})
        EXPECT_NE(help.find(word), std::string::npos) << word;
}

}  // namespace
}  // namespace balise::gui
