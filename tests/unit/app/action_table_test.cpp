// The table of actions, the finder of areas, jobs and the queue between their threads.
#include <set>

#include "app/area_finder.hpp"
#include "app/batch_queue.hpp"
#include "app/job.hpp"
#include "unit/app/fixture.hpp"

namespace balise::app::test {
namespace {

using namespace std::chrono_literals;

TEST(ActionTable, EveryActionIsDescribed) {
    const auto vocabularies = load_vocabularies();
    std::set<std::string> ids;
    for (const auto& one : actions()) {
        EXPECT_TRUE(ids.insert(one.id).second) << one.id;
        EXPECT_EQ(&action(one.id), &one);
        EXPECT_FALSE(one.title.empty()) << one.id;
        EXPECT_FALSE(one.help.empty()) << one.id;
        EXPECT_TRUE(one.run) << one.id;
        std::set<std::string> names;
        for (const auto& parameter : one.parameters) {
            const auto where = one.id + " " + parameter.name;
            EXPECT_TRUE(names.insert(parameter.name).second) << where;
            EXPECT_FALSE(parameter.help.empty()) << where;
            EXPECT_EQ(parameter.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string::npos) << where;
            if (!parameter.vocabulary.empty()) {
                EXPECT_NE(vocabularies.find(parameter.vocabulary), nullptr) << where;
            }
            if (parameter.type == ParameterType::code) {
                EXPECT_TRUE(!parameter.vocabulary.empty() || !parameter.choices.empty()) << where;
            }
            if (!parameter.default_value.empty() && !parameter.choices.empty()) {
                EXPECT_NE(std::find(parameter.choices.begin(), parameter.choices.end(), parameter.default_value),
                          parameter.choices.end())
                    << where;
            }
        }
    }
    for (const char* id : {"import", "add", "edit", "verify", "disclose", "remove", "export"})
        EXPECT_TRUE(ids.contains(id)) << id;
    EXPECT_THROW(action("nothing"), base::Error);
}

TEST(Arguments, AreReadByName) {
    Arguments arguments;
    arguments.add("set", "a=1");
    arguments.add("set", "b=2");
    arguments.add("level", "2");
    arguments.add("replace", "true");
    EXPECT_EQ(arguments.text("set"), "a=1");
    EXPECT_EQ(arguments.list("set").size(), 2U);
    EXPECT_EQ(arguments.whole("level"), 2);
    EXPECT_TRUE(arguments.flag("replace"));
    EXPECT_FALSE(arguments.flag("other"));
    EXPECT_EQ(arguments.text("other", "fallback"), "fallback");
    EXPECT_TRUE(arguments.list("other").empty());
    EXPECT_EQ(arguments.whole("other"), std::nullopt);
}

TEST(AreaFinder, NamesWithAndWithoutTheirHeads) {
    const AreaFinder finder(made_up_areas());
    for (const char* name :
         {"CI11", "ci11", "Gbêkê", "GBEKE", "gbeke", "Région du Gbêkê", "region du gbeke", "  Gbêkê "})
        EXPECT_EQ(finder.code_of(name), "CI11") << name;
    for (const char* name : {"La Mé", "Région de la Mé", "Mé"}) EXPECT_EQ(finder.code_of(name), "CI24") << name;
    EXPECT_EQ(finder.code_of("Abidjan"), "CI01") << "the region goes before its department";
    EXPECT_EQ(finder.code_of("District autonome d’Abidjan"), "CI01") << "the apostrophe of a typesetter";
    EXPECT_EQ(finder.code_of("Nowhere"), std::nullopt);
    EXPECT_EQ(finder.code_of(""), std::nullopt);
}

TEST(AreaFinder, TwoAreasOfOneNameAndLevelAreAmbiguous) {
    auto areas = made_up_areas();
    areas.push_back(region("CI30", "Gbêkê", "", -8, 8, -7, 9));
    const AreaFinder finder(areas);
    EXPECT_EQ(finder.code_of("Gbêkê"), std::nullopt);
    EXPECT_EQ(finder.code_of("CI30"), "CI30");
}

TEST(AreaFinder, ThePlaceOfAPoint) {
    const AreaFinder finder(made_up_areas());
    EXPECT_EQ(finder.at({-4.5, 5.3})->code, "CI0101");
    EXPECT_EQ(finder.at({-4.9, 5.9})->code, "CI01");
    EXPECT_FALSE(finder.at({-4.9, 5.9})->is_nearest);
    const auto outside = finder.at({-4.9, 6.03});
    ASSERT_TRUE(outside);
    EXPECT_EQ(outside->code, "CI01");
    EXPECT_TRUE(outside->is_nearest);
    EXPECT_FALSE(finder.at({-4.9, 6.1})) << "too far";
    const auto common = finder.at({-4, 5.5});
    ASSERT_TRUE(common) << "the common edge belongs to one of the two";
    EXPECT_FALSE(common->is_nearest);
}

TEST(AreaFinder, AboveAndBelow) {
    const AreaFinder finder(made_up_areas());
    EXPECT_TRUE(finder.related("CI01", "CI0101"));
    EXPECT_TRUE(finder.related("CI0101", "CI01"));
    EXPECT_TRUE(finder.related("CI01", "CI01"));
    EXPECT_TRUE(finder.related("CI", "CI0101"));
    EXPECT_TRUE(finder.related("CI0109", "CI01")) << "a code that is no longer in the list";
    EXPECT_FALSE(finder.related("CI01", "CI11"));
    EXPECT_EQ(finder.describe("CI11"), "Région du Gbêkê (CI11)");
    EXPECT_EQ(finder.describe("XX"), "XX");
    EXPECT_NE(finder.area("CI24"), nullptr);
    EXPECT_EQ(finder.area("XX"), nullptr);
}

TEST(AreaFinder, WithoutAreas) {
    const AreaFinder finder({});
    EXPECT_TRUE(finder.empty());
    EXPECT_FALSE(finder.at({-4, 5}));
    EXPECT_FALSE(finder.code_of("Gbêkê"));
}

TEST(Job, RunsAndReports) {
    Job job([](base::Progress& progress) {
        progress.stage(base::mark("reading"), 3);
        progress.step(3);
    });
    EXPECT_NO_THROW(job.finish());
    EXPECT_TRUE(job.finished());
    ASSERT_TRUE(job.report());
    EXPECT_EQ(job.report()->done, 3);
    EXPECT_NO_THROW(job.finish()) << "twice is once";
}

TEST(Job, PassesTheErrorOn) {
    Job job([](base::Progress&) { throw base::Error(base::ErrorKind::conflict, base::verbatim("why")); });
    try {
        job.finish();
        FAIL();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::conflict);
    }
    Job other([](base::Progress&) { throw std::runtime_error("other"); });
    EXPECT_THROW(other.finish(), std::runtime_error);
}

void work_for_ever(base::Progress& progress) {
    for (std::int64_t i = 0;; ++i) {
        progress.step(i);
        std::this_thread::sleep_for(100us);
    }
}

TEST(Job, IsCancelled) {
    Job job(work_for_ever);
    EXPECT_FALSE(job.wait(5ms));
    job.cancel();
    EXPECT_TRUE(job.wait(10s));
    EXPECT_THROW(job.finish(), base::Cancelled);
}

TEST(Job, LeavingItStopsIt) {
    const Job job(work_for_ever);
}

TEST(BatchQueue, KeepsTheOrderAndTheBound) {
    BatchQueue<int> queue(2);
    std::atomic<int> pushed = 0;
    std::jthread producer([&] {
        for (int i = 0; i < 1000; ++i) {
            queue.push(i);
            ++pushed;
        }
        queue.close(nullptr);
    });
    for (int i = 0; i < 1000; ++i) {
        ASSERT_LE(pushed, i + 3) << "two waiting, one in the hand";
        ASSERT_EQ(queue.pop(), i);
    }
    EXPECT_EQ(queue.pop(), std::nullopt);
    EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BatchQueue, AFailureComesAfterWhatWasReady) {
    BatchQueue<int> queue(4);
    queue.push(1);
    queue.close(std::make_exception_ptr(std::runtime_error("reading")));
    EXPECT_EQ(queue.pop(), 1);
    EXPECT_THROW(queue.pop(), std::runtime_error);
}

TEST(BatchQueue, AnAbandonedProducerStops) {
    BatchQueue<int> queue(1);
    std::atomic<bool> stopped = false;
    std::jthread producer([&] {
        while (queue.push(0)) {
        }
        stopped = true;
    });
    queue.pop();
    queue.abandon();
    producer.join();
    EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace balise::app::test
