#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "map/labels.hpp"

namespace balise::map {
namespace {

constexpr Frame sheet{0, 0, 182, 139};
constexpr float size = 4.3F;

float apart(Spot a, Spot b) {
    return std::max(std::abs(a.x - b.x), std::abs(a.y - b.y));
}

bool cross(Spot a, Spot b, Spot c, Spot d) {
    const auto turn = [](Spot p, Spot q, Spot r) {
        return static_cast<double>(q.x - p.x) * (r.y - p.y) - static_cast<double>(q.y - p.y) * (r.x - p.x);
    };
    return turn(a, b, c) * turn(a, b, d) < -1e-6 && turn(c, d, a) * turn(c, d, b) < -1e-6;
}

// No two leaders of a fan about several places cross.
void expect_no_crossing(const std::vector<const FannedOut::Hub*>& hubs, const FannedOut& fanned) {
    std::vector<std::pair<Spot, Spot>> leaders;
    for (const auto* hub : hubs)
        for (const std::size_t member : hub->members) leaders.emplace_back(hub->middle, fanned.centres[member]);
    for (std::size_t i = 0; i < leaders.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(cross(leaders[i].first, leaders[i].second, leaders[j].first, leaders[j].second));
}

// No two symbols over each other, those that were moved inside, leaders of one hub not crossing.
void expect_sound(const std::vector<Spot>& spots, const FannedOut& fanned, const Frame& frame) {
    ASSERT_EQ(fanned.centres.size(), spots.size());
    ASSERT_EQ(fanned.moved.size(), spots.size());
    std::vector<bool> in_hub(spots.size(), false);
    std::map<std::size_t, std::vector<const FannedOut::Hub*>> fans;
    for (const auto& hub : fanned.hubs) fans[hub.fan].push_back(&hub);
    for (const auto& [number, hubs] : fans)
        if (hubs.size() > 1) expect_no_crossing(hubs, fanned);
    for (const auto& hub : fanned.hubs) {
        EXPECT_TRUE(std::is_sorted(hub.members.begin(), hub.members.end()));
        for (const std::size_t i : hub.members) {
            EXPECT_FALSE(in_hub[i]);
            in_hub[i] = true;
            for (const std::size_t j : hub.members)
                EXPECT_FALSE(i < j && hub.fanned && fans[hub.fan].size() == 1 &&
                             cross(spots[i], fanned.centres[i], spots[j], fanned.centres[j]))
                    << i << " " << j;
        }
    }
    for (std::size_t i = 0; i < spots.size(); ++i) {
        for (std::size_t j = i + 1; j < spots.size(); ++j)
            EXPECT_GE(apart(fanned.centres[i], fanned.centres[j]), size * 0.999F) << i << " " << j;
        const Spot at = fanned.centres[i];
        if (at == spots[i]) continue;
        EXPECT_TRUE(at.x >= frame.left + size / 2 - 0.01F && at.x <= frame.right - size / 2 + 0.01F &&
                    at.y >= frame.top + size / 2 - 0.01F && at.y <= frame.bottom - size / 2 + 0.01F)
            << i << ": " << at.x << " " << at.y;
    }
}

TEST(FanOut, NothingAndOneStayAsTheyAre) {
    EXPECT_TRUE(fan_out({}, size, sheet).centres.empty());
    const FannedOut one = fan_out({{3, 3}}, size, sheet);
    EXPECT_EQ(one.centres[0], (Spot{3, 3}));
    EXPECT_FALSE(one.moved[0]);
    EXPECT_TRUE(one.hubs.empty());
}

TEST(FanOut, SymbolsThatOverlapNothingStay) {
    const std::vector<Spot> spots{{20, 20}, {25, 20}, {60, 60}, {300, 300}, {300, 300}, {NAN, 1}};
    const FannedOut fanned = fan_out(spots, size, sheet);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(fanned.centres[i], spots[i]);
    EXPECT_TRUE(fanned.hubs.empty());
}

TEST(FanOut, TwoAndThreeStandSideBySide) {
    for (const std::size_t count : {2U, 3U}) {
        const std::vector<Spot> spots(count, Spot{50, 50});
        const FannedOut fanned = fan_out(spots, size, sheet);
        expect_sound(spots, fanned, sheet);
        ASSERT_EQ(fanned.hubs.size(), 1U);
        EXPECT_FALSE(fanned.hubs[0].fanned);
        float mean = 0;
        for (std::size_t i = 0; i < count; ++i) {
            EXPECT_EQ(fanned.centres[i].y, 50);
            EXPECT_FALSE(fanned.moved[i]);
            mean += fanned.centres[i].x / static_cast<float>(count);
            if (i > 0) {
                EXPECT_GT(fanned.centres[i].x, fanned.centres[i - 1].x);
                EXPECT_LT(fanned.centres[i].x - fanned.centres[i - 1].x, 6.5F);
            }
        }
        EXPECT_NEAR(mean, 50, 0.01);
    }
}

TEST(FanOut, UpToElevenStandOnOneRingClockwiseWithRoomForTheName) {
    for (std::size_t count = 4; count <= 11; ++count) {
        const std::vector<Spot> spots(count, Spot{90, 70});
        const FannedOut fanned = fan_out(spots, size, sheet);
        expect_sound(spots, fanned, sheet);
        ASSERT_EQ(fanned.hubs.size(), 1U);
        EXPECT_TRUE(fanned.hubs[0].fanned);
        EXPECT_EQ(fanned.hubs[0].middle, (Spot{90, 70}));
        double before = 0;
        for (std::size_t i = 0; i < count; ++i) {
            EXPECT_TRUE(fanned.moved[i]);
            const double dx = fanned.centres[i].x - 90, dy = fanned.centres[i].y - 70;
            EXPECT_NEAR(std::hypot(dx, dy), 12, 0.01);
            const double angle = std::fmod(std::atan2(dy, dx) + 6.283185307, 6.283185307);
            EXPECT_GT(angle, before);  // clockwise, as y goes down
            EXPECT_GT(angle, 0.436);   // 25°
            EXPECT_LT(angle, 6.283 - 0.436);
            before = angle;
        }
    }
}

TEST(FanOut, ManyOnOneSpotFillRings) {
    for (const std::size_t count : {12U, 21U, 22U, 40U, 60U, 90U, 300U}) {
        for (const Spot middle : {Spot{90, 70}, Spot{12, 8}, Spot{178, 100}, Spot{1, 138}}) {
            const std::vector<Spot> spots(count, middle);
            const FannedOut fanned = fan_out(spots, size, sheet);
            expect_sound(spots, fanned, sheet);
            float farthest = 0;
            for (const Spot at : fanned.centres)
                farthest = std::max(farthest, std::hypot(at.x - middle.x, at.y - middle.y));
            if (middle == Spot{90, 70}) {
                EXPECT_LT(farthest, count <= 21 ? 19.1F : count <= 40 ? 33.1F : 65.0F);
            }
        }
    }
}

// Communes of one city: a fan for each would throw its symbols over the others.
TEST(FanOut, ClosePlacesShareARingAboutThemAll) {
    std::vector<Spot> spots;
    const std::vector<Spot> places{{80, 60}, {92, 64}, {86, 75}, {74, 72}};
    for (const Spot place : places) spots.insert(spots.end(), 6, place);
    spots.push_back({84, 66});  // by itself, among them
    spots.push_back({150, 70});
    const FannedOut fanned = fan_out(spots, size, sheet);
    expect_sound(spots, fanned, sheet);
    ASSERT_EQ(fanned.hubs.size(), 5U);
    for (const auto& hub : fanned.hubs) {
        EXPECT_EQ(hub.fan, fanned.hubs.front().fan);
        EXPECT_EQ(hub.middle, spots[hub.members.front()]);
        for (const std::size_t member : hub.members)
            for (const Spot place : places) EXPECT_GT(apart(fanned.centres[member], place), size);
    }
    EXPECT_EQ(fanned.centres.back(), spots.back());
}

TEST(FanOut, NothingIsMovedUnderAnInset) {
    const Frame inset{60, 40, 88, 68};
    const std::vector<Spot> spots(20, Spot{90, 70});
    for (const Spot at : fan_out(spots, size, sheet, {inset}).centres)
        EXPECT_FALSE(at.x > inset.left - size / 2 + 0.01F && at.x < inset.right + size / 2 - 0.01F &&
                     at.y > inset.top - size / 2 + 0.01F && at.y < inset.bottom + size / 2 - 0.01F)
            << at.x << " " << at.y;
}

TEST(FanOut, TheNameLiesToTheLeftNearTheRightEdge) {
    const std::vector<Spot> spots(8, Spot{165, 70});
    for (const Spot at : fan_out(spots, size, sheet).centres)
        EXPECT_GT(std::abs(std::atan2(at.y - 70, 165 - at.x)), 0.43F);
}

TEST(FanOut, AFullSheetIsNotAnError) {
    const std::vector<Spot> spots(500, Spot{10, 10});
    const FannedOut fanned = fan_out(spots, size, {0, 0, 40, 40});
    EXPECT_EQ(fanned.centres.size(), 500U);
    EXPECT_EQ(fan_out(spots, 0, sheet).centres, spots);
    EXPECT_EQ(fan_out(spots, size, {0, 0, 0, 0}).centres.size(), 500U);
}

TEST(FanOut, AnyCrowdIsSound) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        const auto number = [&](float from, float to) {
            return from + (to - from) * static_cast<float>(random() % 10000) / 10000;
        };
        std::vector<Spot> spots;
        for (int town = 0; town < 8; ++town) {
            const Spot middle{number(3, 179), number(3, 136)};
            const float spread = town % 2 == 0 ? 0 : number(0, 6);
            for (auto i = random() % 14; i > 0; --i)
                spots.push_back({std::clamp(middle.x + number(-spread, spread), 0.5F, 181.0F),
                                 std::clamp(middle.y + number(-spread, spread), 0.5F, 138.0F)});
        }
        for (int i = 0; i < 60; ++i) spots.push_back({number(0, 182), number(0, 139)});
        std::shuffle(spots.begin(), spots.end(), random);
        const FannedOut fanned = fan_out(spots, size, sheet);
        expect_sound(spots, fanned, sheet);
        const FannedOut again = fan_out(spots, size, sheet);
        EXPECT_EQ(fanned.centres, again.centres);
        EXPECT_EQ(fanned.moved, again.moved);
    }
}

}  // namespace
}  // namespace balise::map
