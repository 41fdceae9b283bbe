// What stands behind the window, without one: a real project, real threads.
#include "gui/desk.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>

#include "base/error.hpp"
#include "base/file.hpp"

namespace balise::gui {
namespace {

namespace fs = std::filesystem;

class DeskOfAProject : public testing::Test {
protected:
    static void SetUpTestSuite() {
        home = fs::temp_directory_path() / ("balise-desk-" + std::to_string(::getpid()));
        fs::create_directories(home);
        base::Progress progress;
        app::create_project(home / "template.balise", true, progress);
    }
    static void TearDownTestSuite() { fs::remove_all(home); }

    DeskOfAProject() {
        folder = home / testing::UnitTest::GetInstance()->current_test_info()->name();
        fs::create_directories(folder);
        file = folder / "p.balise";
        fs::copy_file(home / "template.balise", file);
        desk = std::make_unique<Desk>(folder / "viewer.json", [] {});
        desk->set_map_place({220, 160, 96 / 25.4, {}});
        desk->set_language(base::Language::english);
    }

    // Frames until nothing is under way.
    void settle(double seconds = 60) {
        const auto begun = std::chrono::steady_clock::now();
        while (true) {
            desk->take_over(now += 0.01);
            if (desk->idle()) {
                desk->take_over(now += 0.01);
                if (desk->idle()) return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            ASSERT_LT(std::chrono::steady_clock::now() - begun, std::chrono::duration<double>(seconds));
        }
    }
    void ask(Request request) {
        std::vector<Request> one;
        one.push_back(std::move(request));
        desk->carry_out(std::move(one));
    }
    void open() {
        ask(ask::OpenProject{file});
        settle();
        ASSERT_NE(shown().snapshot, nullptr) << shown().open_failure.id;
    }
    const Shown& shown() const { return desk->shown(); }
    std::string words() const {
        std::string all;
        for (const auto& told : shown().messages) all += shown().say->translate(told.text) + "\n";
        return all;
    }
    void select(std::uint32_t row) {
        const auto& provider = shown().snapshot->providers.at(row);
        ask(ask::Select{{app::Target::Kind::provider, row, provider.id.text()}});
        settle();
    }
    // An edit of the provider's capacity.
    void edit(const std::string& id, const std::string& field_and_value) {
        app::Arguments arguments;
        arguments.add("id", id);
        arguments.add("fields", field_and_value);
        ask(ask::Perform{"edit", arguments});
    }

    static fs::path home;
    fs::path folder, file;
    std::unique_ptr<Desk> desk;
    double now = 0;
};
fs::path DeskOfAProject::home;

TEST_F(DeskOfAProject, OpensWithListsMapAndCamera) {
    open();
    EXPECT_GT(shown().snapshot->providers.size(), 100U);
    ASSERT_NE(shown().passing, nullptr);
    EXPECT_EQ(shown().passing->size(), shown().snapshot->providers.size());
    ASSERT_NE(shown().in_view, nullptr);
    ASSERT_NE(shown().scene, nullptr);
    EXPECT_EQ(shown().scene->camera, shown().camera);
    EXPECT_NE(desk->picture(), nullptr);
    EXPECT_FALSE(shown().opening);
    EXPECT_FALSE(shown().read_only);
    ASSERT_FALSE(shown().preferences.recent.empty());
    EXPECT_EQ(shown().preferences.recent.front(), file);
    EXPECT_NE(base::read_file(folder / "viewer.json").find("p.balise"), std::string::npos);
}

TEST_F(DeskOfAProject, AnEditIsSeenAndCanBeTakenBack) {
    open();
    select(0);
    ASSERT_NE(shown().card, nullptr);
    const auto id = shown().card->id;
    const auto revision = shown().snapshot->revision;
    edit(id, "locality=Nouvelle-Localité");
    settle();
    EXPECT_EQ(shown().snapshot->revision, revision + 1) << words();
    ASSERT_NE(shown().snapshot->find(id), std::nullopt);
    EXPECT_EQ(shown().snapshot->providers[*shown().snapshot->find(id)].locality, "Nouvelle-Localité");
    EXPECT_TRUE(shown().can_undo);
    EXPECT_FALSE(shown().undo_words.empty());
    EXPECT_FALSE(shown().can_redo);
    EXPECT_EQ(shown().selected.id, id);
    ask(ask::Undo{});
    settle();
    EXPECT_NE(shown().snapshot->providers[*shown().snapshot->find(id)].locality, "Nouvelle-Localité");
    EXPECT_TRUE(shown().can_redo);
    ask(ask::Redo{});
    settle();
    EXPECT_EQ(shown().snapshot->providers[*shown().snapshot->find(id)].locality, "Nouvelle-Localité");
}

TEST_F(DeskOfAProject, WhatIsRefusedIsToldAndChangesNothing) {
    open();
    select(0);
    const auto revision = shown().snapshot->revision;
    edit(shown().card->id, "capacity=many");
    settle();
    EXPECT_EQ(shown().snapshot->revision, revision);
    ASSERT_FALSE(shown().messages.empty());
    EXPECT_EQ(shown().messages.back().kind, Message::Kind::error);
}

TEST_F(DeskOfAProject, ACancelledJobLeavesTheProjectAsItWas) {
    open();
    const auto revision = shown().snapshot->revision;
    const auto source = folder / "many.csv";
    {
        std::ofstream out(source);
        out << "name,type,lat,lon\n";
        for (int i = 0; i < 60'000; ++i)
            out << "Centre " << i << ",social_centre," << 5 + i % 40 / 10.0 << "," << -7 + i % 30 / 10.0 << "\n";
    }
    app::Arguments arguments;
    arguments.add("source", source.string());
    arguments.add("as", "providers");
    ask(ask::Import{arguments, false});
    desk->take_over(now += 0.01);
    ASSERT_FALSE(shown().jobs.empty());
    ask(ask::CancelJob{shown().jobs.front().number});
    settle();
    EXPECT_EQ(shown().snapshot->revision, revision) << words();
    ASSERT_FALSE(shown().messages.empty());
    EXPECT_EQ(shown().messages.back().kind, Message::Kind::note) << words();
}

TEST_F(DeskOfAProject, NothingThatIsBeingWrittenIsLostByLeaving) {
    open();
    select(0);
    const auto id = shown().card->id;
    // The edit waits behind an import.
    const auto source = folder / "many.csv";
    {
        std::ofstream out(source);
        out << "name,type,status,lat,lon\n";
        for (int i = 0; i < 5'000; ++i)
            out << "Centre " << i << ",social_centre,active," << 5 + i % 40 / 10.0 << "," << -7 + i % 30 / 10.0 << "\n";
    }
    app::Arguments arguments;
    arguments.add("source", source.string());
    arguments.add("as", "providers");
    ask(ask::Import{arguments, false});
    edit(id, "locality=Bien-Gardée");
    ask(ask::OpenProject{folder / "other.balise"});
    ask(ask::CloseProject{});
    EXPECT_NE(shown().snapshot, nullptr);
    EXPECT_NE(words().find("still being written"), std::string::npos);
    ask(ask::Quit{});
    EXPECT_TRUE(desk->take_wishes().empty());
    settle();
    const auto wishes = desk->take_wishes();
    ASSERT_EQ(wishes.size(), 1U);
    EXPECT_EQ(wishes.front().kind, WindowWish::Kind::quit);
    EXPECT_EQ(shown().snapshot->providers[*shown().snapshot->find(id)].locality, "Bien-Gardée");
    // With nothing under way it closes at once.
    ask(ask::Quit{});
    EXPECT_EQ(desk->take_wishes().size(), 1U);
}

TEST_F(DeskOfAProject, WhatAnotherProgramChangedIsSeen) {
    open();
    const auto& first = shown().snapshot->providers.front();
    const auto id = first.id.text();
    {
        auto other = app::Session::open(file, store::Access::read_write);
        app::Arguments arguments;
        arguments.add("id", id);
        arguments.add("fields", "locality=Ailleurs");
        base::Progress progress;
        other.perform("edit", arguments, false, progress);
    }
    const auto revision = shown().snapshot->revision;
    desk->look_again();
    settle();
    EXPECT_EQ(shown().snapshot->revision, revision + 1);
    EXPECT_EQ(shown().snapshot->providers[*shown().snapshot->find(id)].locality, "Ailleurs");
    desk->look_again();
    settle();
    EXPECT_EQ(shown().snapshot->revision, revision + 1);
}

TEST_F(DeskOfAProject, AnotherAudienceSeesOtherListsInOneMoment) {
    open();
    const auto all = shown().snapshot->providers.size();
    ask(ask::SetAudience{model::Audience::everyone});
    // Until it is ready everything is as it was, the audience too.
    EXPECT_EQ(shown().audience, model::Audience::internal);
    while (shown().audience == model::Audience::internal) {
        desk->take_over(now += 0.01);
        EXPECT_EQ(shown().snapshot->audience, shown().audience);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(shown().snapshot->audience, model::Audience::everyone);
    settle();
    EXPECT_LT(shown().snapshot->providers.size(), all);
    EXPECT_EQ(shown().snapshot->withheld, -1);
    EXPECT_EQ(shown().form, nullptr);
}

TEST_F(DeskOfAProject, AnotherAudienceIsToldAtOnceAndCanBeGivenUp) {
    open();
    ask(ask::SetAudience{model::Audience::everyone});
    desk->take_over(now += 0.01);
    ASSERT_FALSE(shown().jobs.empty());
    EXPECT_FALSE(shown().jobs.front().quiet);
    EXPECT_TRUE(shown().jobs.front().can_cancel);
    ask(ask::CancelJob{shown().jobs.front().number});
    settle();
    // Too late it may be; then all of it is the other audience's.
    EXPECT_EQ(shown().audience, shown().snapshot->audience);
    ask(ask::SetAudience{model::Audience::partners});
    settle();
    EXPECT_EQ(shown().audience, model::Audience::partners);
}

TEST_F(DeskOfAProject, OpeningCanBeCancelled) {
    ask(ask::OpenProject{file});
    // As soon as its records are being read.
    for (int turn = 0; turn < 5000 && !shown().snapshot; ++turn) {
        desk->take_over(now += 0.001);
        for (const auto& job : shown().jobs)
            if (job.can_cancel && shown().opening) ask(ask::CancelJob{job.number});
        if (shown().file.empty()) break;
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    settle();
    EXPECT_EQ(shown().snapshot, nullptr);
    EXPECT_TRUE(shown().file.empty());
    EXPECT_FALSE(shown().opening);
    EXPECT_TRUE(shown().open_failure.id.empty()) << shown().open_failure.id;
    // And again, to the end.
    open();
}

TEST_F(DeskOfAProject, ASelectedRecordThatIsWithheldIsLetGo) {
    open();
    std::uint32_t hidden = 0;
    const auto& providers = shown().snapshot->providers;
    while (hidden < providers.size() && providers[hidden].visible != model::Audience::internal) ++hidden;
    ASSERT_LT(hidden, providers.size());
    select(hidden);
    ASSERT_NE(shown().card, nullptr);
    ask(ask::SetAudience{model::Audience::everyone});
    settle();
    EXPECT_EQ(shown().selected.kind, app::Target::Kind::nothing);
    EXPECT_EQ(shown().card, nullptr);
    EXPECT_TRUE(shown().messages.empty()) << words();
}

TEST_F(DeskOfAProject, FilterSearchAndSortGiveTheNewestAnswer) {
    open();
    app::ProviderFilter filter;
    filter.area = "CI11";
    ask(ask::SetFilter{filter});
    for (const char* typed : {"c", "ce", "cen", "cent", "centre"}) ask(ask::Search{typed});
    ask(ask::SortBy{app::ListColumn::name, true});
    settle();
    EXPECT_LT(shown().passing->size(), shown().snapshot->providers.size());
    ASSERT_NE(shown().suggestions, nullptr);
    EXPECT_EQ(shown().search_words, "centre");
    EXPECT_EQ(shown().found->size(), static_cast<std::size_t>(shown().suggestions->provider_total));
    ask(ask::Search{""});
    settle();
    EXPECT_EQ(shown().found, nullptr);
}

TEST_F(DeskOfAProject, TheCameraGoesBackAndForward) {
    open();
    const auto first = shown().camera;
    app::Camera nearer = first;
    nearer.scale = base::ScaleDenominator(500'000);
    ask(ask::MoveCamera{nearer, true});
    EXPECT_TRUE(shown().can_go_back);
    ask(ask::Back{});
    EXPECT_EQ(shown().camera, first);
    EXPECT_FALSE(shown().can_go_back);
    EXPECT_TRUE(shown().can_go_forward);
    ask(ask::Forward{});
    settle();
    EXPECT_EQ(shown().camera, nearer);
    ASSERT_NE(shown().scene, nullptr);
    EXPECT_EQ(shown().scene->camera, nearer);
    nearer.centre.x = std::nan("");
    ask(ask::MoveCamera{nearer, true});
    EXPECT_FALSE(std::isnan(shown().camera.centre.x));
}

TEST_F(DeskOfAProject, ADamagedFileIsToldWithAWayOut) {
    base::write_file(file, std::string(5000, 'x'));
    ask(ask::OpenProject{file});
    settle();
    EXPECT_EQ(shown().snapshot, nullptr);
    EXPECT_FALSE(shown().opening);
    EXPECT_FALSE(shown().open_failure.empty());
    EXPECT_FALSE(shown().open_remedy.empty());
    EXPECT_TRUE(shown().preferences.recent.empty());
}

TEST_F(DeskOfAProject, OpenedForReadingNothingCanBeChanged) {
    ask(ask::OpenProject{file, true});
    settle();
    ASSERT_NE(shown().snapshot, nullptr);
    EXPECT_TRUE(shown().read_only);
    select(0);
    edit(shown().card->id, "locality=x");
    settle();
    ASSERT_FALSE(shown().messages.empty());
    EXPECT_EQ(shown().messages.back().kind, Message::Kind::error);
}

TEST_F(DeskOfAProject, AnImportIsTriedFirst) {
    open();
    const auto source = folder / "few.csv";
    base::write_file(source, "name,type,lat,lon\nCentre A,social_centre,7.1,-5\nCentre B,no such type,7.2,-5\n");
    app::Arguments arguments;
    arguments.add("source", source.string());
    arguments.add("as", "providers");
    ask(ask::Import{arguments, true});
    settle();
    const auto& preview = shown().import_preview;
    EXPECT_TRUE(preview.ready);
    EXPECT_TRUE(preview.failure.empty());
    EXPECT_EQ(preview.read, 2);
    EXPECT_EQ(preview.added + preview.refused, 2);
    EXPECT_EQ(preview.rows.size(), 2U);
    EXPECT_EQ(shown().snapshot->revision, 1);
}

}  // namespace
}  // namespace balise::gui
