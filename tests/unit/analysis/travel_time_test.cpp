// Travel times against a plain search in double precision that tries every step.
#include "analysis/travel_time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <queue>
#include <random>

#include "base/error.hpp"

namespace balise::analysis {
namespace {

constexpr float blocked = std::numeric_limits<float>::quiet_NaN();

Ground flat(std::size_t columns, std::size_t rows, float friction, double cell = 100) {
    Ground ground;
    ground.frame.columns = columns;
    ground.frame.rows = rows;
    ground.frame.cell_width = ground.frame.cell_height = cell;
    ground.friction.assign(columns * rows, friction);
    return ground;
}

// Roads, bush and lakes by chance; the same for the same seed.
Ground country(std::size_t columns, std::size_t rows, unsigned seed) {
    auto ground = flat(columns, rows, 0);
    std::mt19937 random(seed);
    for (auto& value : ground.friction) {
        const auto dice = random() % 100;
        value = dice < 12 ? blocked : dice < 25 ? 0.001F : 0.01F + 0.0005F * static_cast<float>(random() % 100);
    }
    return ground;
}

double slope_factor(double slope) {
    return std::exp(-3.5 * 0.05) / std::exp(-3.5 * std::abs(slope + 0.05));
}

std::vector<double> plainly(const Ground& ground, const std::vector<Start>& starts, const TravelOptions& options) {
    const auto columns = static_cast<int>(ground.frame.columns), rows = static_cast<int>(ground.frame.rows);
    const double size = ground.frame.cell_width;
    const auto at = [&](int row, int column) {
        return static_cast<double>(ground.friction[static_cast<std::size_t>(row * columns + column)]);
    };
    std::vector<double> best(ground.frame.cells(), std::numeric_limits<double>::infinity());
    std::priority_queue<std::pair<double, int>, std::vector<std::pair<double, int>>, std::greater<>> queue;
    for (const auto& start : starts) queue.emplace(start.delay.value, static_cast<int>(start.cell));
    const int reach = options.neighbours == Neighbours::sixteen ? 2 : 1;
    while (!queue.empty()) {
        const auto [time, cell] = queue.top();
        queue.pop();
        const int row = cell / columns, column = cell % columns;
        if (time >= best[static_cast<std::size_t>(cell)] || std::isnan(at(row, column))) continue;
        best[static_cast<std::size_t>(cell)] = time;
        for (int down = -reach; down <= reach; ++down)
            for (int across = -reach; across <= reach; ++across) {
                const bool knight = std::abs(down * across) == 2;
                if ((down == 0 && across == 0) || (!knight && std::max(std::abs(down), std::abs(across)) > 1)) continue;
                if (row + down < 0 || row + down >= rows || column + across < 0 || column + across >= columns) continue;
                double mean = (at(row, column) + at(row + down, column + across)) / 2;
                if (knight)
                    mean = (mean + (std::abs(down) == 2
                                        ? at(row + down / 2, column) + at(row + down / 2, column + across)
                                        : at(row, column + across / 2) + at(row + down, column + across / 2)) /
                                       2) /
                           2;
                const double length = std::hypot(down, across) * size;
                double cost = mean * length;
                if (ground.walking) {
                    const auto& heights = ground.walking->elevation;
                    double rise = static_cast<double>(
                                      heights[static_cast<std::size_t>((row + down) * columns + column + across)]) -
                                  static_cast<double>(heights[static_cast<std::size_t>(cell)]);
                    if (options.direction == Direction::towards_starts) rise = -rise;
                    cost *= slope_factor(rise / length);
                }
                if (!std::isnan(cost)) queue.emplace(time + cost, (row + down) * columns + column + across);
            }
    }
    return best;
}

std::vector<float> times_of(const TravelTime& found) {
    std::vector<float> times(found.frame().cells());
    for (std::size_t cell = 0; cell < times.size(); ++cell) times[cell] = found.minutes(cell);
    return times;
}

void expect_same(const TravelTime& found, const std::vector<double>& wanted) {
    std::size_t wrong = 0;
    for (std::size_t cell = 0; cell < wanted.size(); ++cell) {
        const float time = found.minutes(cell);
        if (std::isfinite(wanted[cell]) != static_cast<bool>(std::isfinite(time)) ||
            (std::isfinite(wanted[cell]) && std::abs(static_cast<double>(time) - wanted[cell]) > 2e-5 * wanted[cell]))
            ++wrong;
    }
    EXPECT_EQ(wrong, 0U);
}

std::vector<Start> some_starts(const Ground& ground, unsigned seed, std::size_t count) {
    std::mt19937 random(seed);
    std::vector<Start> starts;
    while (starts.size() < count) {
        const std::size_t cell = random() % ground.frame.cells();
        if (!std::isnan(ground.friction[cell]))
            starts.push_back(
                {cell, base::Minutes(static_cast<double>(random() % 3)), static_cast<std::uint32_t>(starts.size())});
    }
    return starts;
}

TEST(TravelTime, OnEvenGroundIsDistanceTimesFriction) {
    base::Progress progress;
    TravelTime found(flat(300, 200, 0.012F));
    found.add({{0, base::Minutes(0), 7}}, progress);
    EXPECT_NEAR(found.minutes(100), 100 * 100 * 0.012, 1e-3);
    EXPECT_NEAR(found.minutes(100 * 300 + 100), 100 * 100 * std::sqrt(2) * 0.012, 1e-2);
    EXPECT_EQ(found.facility(150 * 300 + 299), 7U);
    EXPECT_EQ(found.reached(), 60000U);
}

TEST(TravelTime, AgreesWithThePlainSearch) {
    base::Progress progress;
    for (const auto neighbours : {Neighbours::eight, Neighbours::sixteen})
        for (const unsigned seed : {1U, 2U}) {
            const auto ground = country(301, 270, seed);
            const auto starts = some_starts(ground, seed, 9);
            TravelOptions options;
            options.neighbours = neighbours;
            TravelTime found(ground, options);
            EXPECT_THAT(found.add(starts, progress), testing::IsEmpty());
            expect_same(found, plainly(ground, starts, options));
        }
}

TEST(TravelTime, CountsSlopesByTheDirectionOfTravel) {
    base::Progress progress;
    auto ground = country(150, 140, 5);
    auto walking = std::make_shared<Walking>();
    for (std::size_t cell = 0; cell < ground.frame.cells(); ++cell)
        walking->elevation.push_back(40 * std::sin(static_cast<float>(cell % 150) / 9) +
                                     static_cast<float>(cell / 150) / 2);
    ground.walking = walking;
    const auto starts = some_starts(ground, 4, 3);
    std::vector<float> there, back;
    for (const auto direction : {Direction::from_starts, Direction::towards_starts}) {
        TravelOptions options;
        options.direction = direction;
        TravelTime found(ground, options);
        found.add(starts, progress);
        expect_same(found, plainly(ground, starts, options));
        (direction == Direction::from_starts ? there : back) = times_of(found);
    }
    EXPECT_NE(there, back);
}

TEST(TravelTime, DoesNotDependOnTheNumberOfThreads) {
    base::Progress progress;
    const auto ground = country(700, 650, 11);
    const auto starts = some_starts(ground, 3, 20);
    std::vector<std::vector<float>> times;
    std::vector<std::vector<std::uint32_t>> facilities;
    for (const unsigned threads : {1U, 2U, 5U}) {
        TravelOptions options;
        options.threads = threads;
        TravelTime found(ground, options);
        found.add(starts, progress);
        auto& to_whom = facilities.emplace_back();
        auto& minutes = times.emplace_back();
        for (std::size_t cell = 0; cell < ground.frame.cells(); ++cell) {
            to_whom.push_back(found.facility(cell));
            const float time = found.minutes(cell);
            minutes.push_back(std::isnan(time) ? -1 : time);
        }
    }
    EXPECT_EQ(times[0], times[1]);
    EXPECT_EQ(times[0], times[2]);
    EXPECT_EQ(facilities[0], facilities[1]);
    EXPECT_EQ(facilities[0], facilities[2]);
}

TEST(TravelTime, ASiteThatComesAndGoesLeavesNothingBehind) {
    base::Progress progress;
    const auto ground = country(400, 380, 21);
    const auto starts = some_starts(ground, 8, 12);
    for (const auto neighbours : {Neighbours::eight, Neighbours::sixteen}) {
        TravelOptions options;
        options.neighbours = neighbours;
        TravelTime found(ground, options);
        auto without = starts;
        const auto site = without[5];
        without.erase(without.begin() + 5);
        found.add(without, progress);
        expect_same(found, plainly(ground, without, options));
        found.add({site}, progress);
        expect_same(found, plainly(ground, starts, options));
        found.remove({site.facility}, progress);
        expect_same(found, plainly(ground, without, options));
        for (std::size_t cell = 0; cell < ground.frame.cells(); ++cell) ASSERT_NE(found.facility(cell), site.facility);
        found.remove({without[0].facility, without[1].facility}, progress);
        expect_same(found, plainly(ground, {without.begin() + 2, without.end()}, options));
    }
}

TEST(TravelTime, AStartHiddenByANearerOneComesToLight) {
    base::Progress progress;
    TravelTime found(flat(50, 50, 0.01F));
    found.add({{1275, base::Minutes(30), 1}, {1276, base::Minutes(0), 2}}, progress);
    EXPECT_EQ(found.facility(1275), 2U);
    found.remove({2}, progress);
    EXPECT_EQ(found.minutes(1275), 30);
    EXPECT_EQ(found.facility(1276), 1U);
}

TEST(TravelTime, StopsAtTheLimit) {
    base::Progress progress;
    TravelOptions options;
    options.limit = base::Minutes(20.5);
    TravelTime found(flat(400, 400, 0.01F), options);
    found.add({{200 * 400 + 200, base::Minutes(0), 0}}, progress);
    EXPECT_EQ(found.minutes(200 * 400 + 220), 20);
    EXPECT_TRUE(std::isinf(found.minutes(200 * 400 + 221)));
    EXPECT_EQ(found.facility(200 * 400 + 221), no_facility);
    found.add({{0, base::Minutes(0), 3}}, progress);
    EXPECT_TRUE(std::isinf(found.minutes(21)));
}

TEST(TravelTime, WaterStopsAndIslandsAreNotReached) {
    base::Progress progress;
    auto ground = flat(260, 10, 0.01F);
    for (std::size_t row = 0; row < 10; ++row) ground.friction[row * 260 + 130] = blocked;
    for (const auto neighbours : {Neighbours::eight, Neighbours::sixteen}) {
        TravelOptions options;
        options.neighbours = neighbours;
        TravelTime found(ground, options);
        EXPECT_THAT(found.add({{0, base::Minutes(0), 0}, {130, base::Minutes(0), 1}}, progress),
                    testing::ElementsAre(1));
        EXPECT_EQ(found.reached(), 1300U);
        EXPECT_TRUE(std::isnan(found.minutes(130)));
        EXPECT_TRUE(std::isinf(found.minutes(131)));
    }
}

TEST(TravelTime, DegreesAreMetresOfTheEllipsoid) {
    base::Progress progress;
    Ground ground = flat(100, 100, 0.001F, 0.01);
    ground.frame.is_geographic = true;
    ground.frame.left = -6;
    ground.frame.top = 8;
    TravelTime found(ground);
    found.add({{50 * 100, base::Minutes(0), 0}}, progress);
    // One degree less one cell at 7.495° N: 0.99 × 110,369 m; of longitude 0.99 × 110,374 m × … at the same latitude.
    EXPECT_NEAR(found.minutes(50 * 100 + 99), 0.001 * 0.99 * 110369.4, 0.02);
    EXPECT_NEAR(found.minutes(0), 0.001 * 0.5 * 110587.5, 0.02);
}

TEST(TravelTime, RefusesFrictionThatCannotBe) {
    auto ground = flat(10, 10, 0.01F);
    ground.friction[37] = -1;
    try {
        const TravelTime found(ground);
        FAIL() << "negative friction was taken";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input);
        EXPECT_THAT(error.what(), testing::HasSubstr("row 4, column 8"));
    }
    ground.friction[37] = std::numeric_limits<float>::infinity();
    EXPECT_THROW(TravelTime{ground}, base::Error);
    ground.friction.pop_back();
    EXPECT_THROW(TravelTime{ground}, base::Error);
}

TEST(TravelTime, FreeAndNearlyFreeCellsEnd) {
    base::Progress progress;
    auto ground = country(200, 200, 2);
    for (std::size_t cell = 0; cell < 4000; ++cell) ground.friction[cell * 7] = cell % 2 == 0 ? 0.0F : 1e-12F;
    const auto starts = some_starts(ground, 1, 4);
    TravelTime found(ground);
    found.add(starts, progress);
    expect_same(found, plainly(ground, starts, {}));
}

TEST(TravelTime, CanBeStopped) {
    std::stop_source stop;
    stop.request_stop();
    base::Progress progress(stop.get_token());
    TravelTime found(flat(500, 500, 0.01F));
    EXPECT_THROW(found.add({{0, base::Minutes(0), 0}}, progress), base::Cancelled);
}

}  // namespace
}  // namespace balise::analysis
