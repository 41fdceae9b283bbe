#include <algorithm>
#include <random>

#include "unit/store/fixture.hpp"

namespace balise::store::test {

using base::ErrorKind;

class HistoryTest : public StoreTest {};

TEST_F(HistoryTest, UndoAndRedoAreLinearAndSurviveClosing) {
    auto project = make();
    const auto empty = dump_of(project);
    add(project, made_up_providers(3, 1), "first");
    const auto one = dump_of(project);
    add(project, made_up_providers(3, 2), "second");
    const auto two = dump_of(project);
    project = open();
    EXPECT_EQ(next_undo(project)->number, 2);
    EXPECT_EQ(undo(project, "me", progress, false).number, 2);
    EXPECT_EQ(dump_of(project), one);
    project = open();
    EXPECT_EQ(undo(project, "me", progress, false).action, "first");
    EXPECT_EQ(dump_of(project), empty);
    EXPECT_EQ(next_undo(project), std::nullopt);
    EXPECT_EQ(kind_of_failure([&] { undo(project, "", progress, false); }), ErrorKind::not_found);
    EXPECT_EQ(redo(project, "me", progress, false).number, 1);
    EXPECT_EQ(dump_of(project), one);
    EXPECT_EQ(next_redo(project)->number, 2);
    EXPECT_EQ(redo(project, "me", progress, false).number, 2);
    EXPECT_EQ(dump_of(project), two);
    EXPECT_EQ(kind_of_failure([&] { redo(project, "", progress, false); }), ErrorKind::not_found);
    // A new action ends what could be brought back.
    undo(project, "me", progress, false);
    add(project, made_up_providers(3, 3), "third");
    EXPECT_EQ(next_redo(project), std::nullopt);
    const auto entries = history(project);
    ASSERT_EQ(entries.size(), 8U);
    EXPECT_EQ(entries[2].action, "undo");
    EXPECT_EQ(entries[2].of, 2);
    EXPECT_FALSE(entries[2].can_undo);
    EXPECT_TRUE(entries[1].undone);
    EXPECT_FALSE(entries[0].undone);
    EXPECT_EQ(project.revision(), 8);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(HistoryTest, ATrialChangesNothing) {
    auto project = make();
    add(project, made_up_providers(3));
    const auto before = dump_of(project);
    EXPECT_EQ(undo(project, "", progress, true).number, 1);
    EXPECT_EQ(dump_of(project), before);
    EXPECT_EQ(project.revision(), 1);
}

TEST_F(HistoryTest, NothingChangedIsNoEntryUnlessWanted) {
    auto project = make();
    const auto providers = made_up_providers(3);
    add(project, providers);
    {
        Change change(project, progress);
        change.replace<model::Provider>(providers);
        EXPECT_EQ(change.commit({"edit", "{}", "{}", ""}), 0);
    }
    EXPECT_EQ(project.revision(), 1);
    {
        Change change(project, progress);
        EXPECT_EQ(change.commit({"export", "{}", "{}", ""}, true), 2);
    }
    EXPECT_FALSE(history(project)[1].can_undo);
    EXPECT_EQ(next_undo(project)->number, 1);
    {
        Change change(project, progress);
        change.set_setting("title", "x");
        EXPECT_EQ(change.commit({"new", "{}", "{}", "", false}), 3);
    }
    EXPECT_FALSE(history(project)[2].can_undo);
    EXPECT_EQ(first_broken_link(project), std::nullopt);
}

TEST_F(HistoryTest, AStepThatNoLongerFitsIsAConflictAndChangesNothing) {
    auto project = make();
    add(project, made_up_providers(3));
    project.connection().run("UPDATE provider SET name_fr = 'edited elsewhere' WHERE fid = 2");
    const auto before = dump_of(project);
    EXPECT_EQ(kind_of_failure([&] { undo(project, "", progress, false); }), ErrorKind::conflict);
    EXPECT_EQ(dump_of(project), before);
    EXPECT_EQ(project.revision(), 1);
}

TEST_F(HistoryTest, AnImportInManyPiecesIsTakenBackAndBroughtBack) {
    auto project = make();
    add(project, made_up_providers(30, 1));
    const auto before = dump_of(project);
    add(project, made_up_providers(9000, 2));
    const auto after = dump_of(project);
    EXPECT_GT(project.connection().whole("SELECT chunks FROM history WHERE number = 2"), 1);
    undo(project, "", progress, false);
    EXPECT_EQ(dump_of(project), before);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
    redo(project, "", progress, false);
    EXPECT_EQ(dump_of(project), after);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(HistoryTest, ItCannotBeRewrittenUnnoticed) {
    auto project = make();
    add(project, made_up_providers(3, 1));
    add(project, made_up_providers(3, 2));
    add(project, made_up_providers(3, 3));
    auto& connection = project.connection();
    EXPECT_THROW(connection.run("UPDATE history SET author = 'x'"), base::Error);
    EXPECT_THROW(connection.run("DELETE FROM history"), base::Error);
    EXPECT_THROW(connection.run("DELETE FROM history_chunk"), base::Error);
    EXPECT_EQ(first_broken_link(project), std::nullopt);
    const auto tampered = [&](const std::string& sql) {
        const WithoutTriggers quiet(connection);
        connection.run("SAVEPOINT tampering");
        connection.run(sql);
        const auto found = first_broken_link(project);
        connection.run("ROLLBACK TO tampering; RELEASE tampering");
        return found;
    };
    EXPECT_EQ(tampered("UPDATE history SET author = 'x' WHERE number = 2"), 2);
    EXPECT_EQ(tampered("UPDATE history SET time = '2020' WHERE number = 1"), 1);
    EXPECT_EQ(tampered("DELETE FROM history WHERE number = 2"), 2);
    EXPECT_EQ(tampered("DELETE FROM history WHERE number = 1"), 1);
    EXPECT_EQ(tampered("UPDATE history_chunk SET content = x'00' WHERE entry = 3"), 3);
    EXPECT_EQ(tampered("INSERT INTO history_chunk VALUES (3, 9, 1, x'00')"), 3);
    EXPECT_EQ(first_broken_link(project), std::nullopt);
}

// The rows of one level come back in another order, under the numbers of those removed: an import of areas.
TEST_F(HistoryTest, AreasReplacedInAnotherOrderAreTakenBack) {
    auto project = make();
    const auto area = [](int number, std::optional<std::int64_t> level, double size) {
        model::Area made;
        made.code = (level ? "CI" : "D") + std::to_string(100 + number);
        made.level = level;
        made.legal_type = level ? "region" : "district";
        made.name_fr = "Unité " + std::to_string(number);
        made.accuracy = level && size < 1 ? "approximate" : "official";
        made.shape = square_at(-8.0 + number % 20 * 0.2, 5.0 + number / 20 * 0.2, size);
        return made;
    };
    for (const int count : {33, 600}) {  // row by row and in bulk
        std::vector<model::Area> areas;
        for (int i = 0; i < 14; ++i) areas.push_back(area(i, std::nullopt, 0.5));
        for (int i = 0; i < count; ++i) areas.push_back(area(i, 1, 0.5));
        std::vector<model::Place> places(3000);
        for (std::size_t i = 0; i < places.size(); ++i) {
            places[i].code = "P" + std::to_string(i);
            places[i].name = "Localité " + std::to_string(i);
            places[i].area_code = "CI" + std::to_string(100 + i % 30);
        }
        {
            Change change(project, progress);
            change.remove_all<model::Area>();
            change.remove_all<model::Place>();
            change.add<model::Place>(places);
            change.add<model::Area>(areas);
            change.commit({"new", "{}", "{}", ""});
        }
        const auto before = dump_of(project);
        {
            Change change(project, progress);
            change.remove_areas(1, false);
            std::vector<model::Area> drawn;
            for (int i = count - 1; i >= 0; --i) drawn.push_back(area(i, 1, 1.0));
            std::swap(drawn[3], drawn[17]);
            change.add<model::Area>(drawn);
            std::vector<model::Area> districts;
            for (int i = 0; i < 14; ++i) districts.push_back(area(i, std::nullopt, 2.0));
            change.replace<model::Area>(districts);
            std::vector<std::pair<std::string, std::string>> codes;
            for (std::size_t i = 0; i < places.size(); ++i)
                codes.emplace_back(places[i].code, "CI" + std::to_string(100 + (i + 7) % 30));
            change.set_area_codes<model::Place>(codes);
            change.commit({"import", "{}", "{}", ""});
        }
        const auto after = dump_of(project);
        ASSERT_NE(before, after);
        undo(project, "", progress, false);
        EXPECT_EQ(dump_of(project), before);
        EXPECT_TRUE(project.check_integrity().empty());
        redo(project, "", progress, false);
        EXPECT_EQ(dump_of(project), after);
        EXPECT_TRUE(project.check_integrity().empty());
    }
}

// The same exchange of numbers with every verb that deletes.
TEST_F(HistoryTest, RecordsRemovedAndAddedAgainInOneChangeAreTakenBack) {
    auto project = make();
    auto providers = made_up_providers(40);
    add(project, providers);
    const auto before = dump_of(project);
    for (const bool all : {true, false}) {
        Change change(project, progress);
        std::vector<std::string> keys;
        for (const auto& provider : providers) keys.push_back(provider.id.text());
        all ? change.remove_all<model::Provider>() : change.remove<model::Provider>(keys);
        std::reverse(providers.begin(), providers.end());
        std::swap(providers[1], providers[20]);
        change.add<model::Provider>(providers);
        change.commit({"import", "{}", "{}", ""});
        EXPECT_EQ(dump_of(project), before);
        undo(project, "", progress, false);
        EXPECT_EQ(dump_of(project), before);
        redo(project, "", progress, false);
        EXPECT_EQ(dump_of(project), before);
        EXPECT_TRUE(project.check_integrity().empty());
    }
}

// Random changes against records in memory, with undo and redo.
TEST_F(HistoryTest, ARandomWalkKeepsToTheModel) {
    auto project = make();
    std::mt19937 random(7);
    using State = std::map<std::string, model::Provider>;
    std::vector<State> undo_stack;
    std::vector<State> redo_stack;
    State now;
    unsigned seed = 10;
    const auto pick = [&] {
        auto at = now.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random() % now.size()));
        return at;
    };
    for (int step = 0; step < 60; ++step) {
        const auto kind = random() % 8;
        const auto before = now;
        if (kind <= 1 || now.empty()) {
            // Now and then enough for the bulk way, which joins blocks that have rows already.
            const auto added =
                made_up_providers(kind == 0 && step % 3 == 0 ? 500 + random() % 300 : 1 + random() % 4, ++seed);
            add(project, added);
            for (const auto& provider : added) now[provider.id.text()] = provider;
        } else if (kind == 2) {
            std::vector<std::string> keys;
            for (auto count = std::min<std::size_t>(now.size(), 1 + random() % (step % 5 == 0 ? 600 : 3)); count > 0;
                 --count) {
                const auto at = pick();
                keys.push_back(at->first);
                now.erase(at);
            }
            Change change(project, progress);
            change.remove<model::Provider>(keys);
            change.commit({"remove", "{}", "{}", ""});
        } else if (kind <= 4) {
            auto edited = pick()->second;
            edited.name_fr = "Édité " + std::to_string(step);
            edited.services = {{"other", "both", "", "Label " + std::to_string(step)}};
            edited.position = step % 4 == 0 ? std::nullopt : std::optional(geo::LonLat{-5.0 - step / 100.0, 6.5});
            now[edited.id.text()] = edited;
            Change change(project, progress);
            change.replace<model::Provider>(std::vector{edited});
            change.commit({"edit", "{}", "{}", ""});
        } else if (kind == 5) {
            std::vector<std::pair<std::string, std::string>> codes;
            for (auto& [key, provider] : now) {
                provider.area_code = "CI" + std::to_string(10 + random() % 80);
                codes.emplace_back(key, provider.area_code);
            }
            Change change(project, progress);
            change.set_area_codes<model::Provider>(codes);
            change.commit({"areas", "{}", "{}", ""});
        } else {
            const bool back = kind == 6;
            auto& from = back ? undo_stack : redo_stack;
            auto& to = back ? redo_stack : undo_stack;
            if (from.empty()) continue;
            back ? undo(project, "", progress, false) : redo(project, "", progress, false);
            to.push_back(now);
            now = from.back();
            from.pop_back();
        }
        if (kind <= 5) {
            undo_stack.push_back(before);
            redo_stack.clear();
        }
        if (step % 6 == 5 || step == 59) {
            State held;
            for (auto& provider : project.all<model::Provider>()) held[provider.id.text()] = std::move(provider);
            ASSERT_EQ(held, now) << "step " << step;
            ASSERT_EQ(project.check_integrity(), std::vector<base::Text>{}) << "step " << step;
            ASSERT_EQ(project.connection().whole("SELECT count(*) FROM search_stale"), 0);
        }
    }
}

}  // namespace balise::store::test
