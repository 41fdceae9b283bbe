// Parts of a map drawn once more, larger: many providers in one town.
#include "sheet/enlargement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <set>

#include "fixture.hpp"
#include "sheet/dense_box.hpp"
#include "sheet/edge_room.hpp"

namespace {

using namespace balise;
using namespace balise::sheet;
using balise::sheet::test::overlaps;
using balise::sheet::test::request_for;
using balise::sheet::test::sheet_of;
using balise::sheet::test::words_on;
using balise::sheet::test::world;

// The same numbers everywhere: the standard's distributions differ between libraries.
class Dice {
public:
    double between(double low, double high) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return low + (high - low) * static_cast<double>(state_ >> 11) / 9007199254740992.0;
    }

private:
    std::uint64_t state_ = 42;
};

// So many health centres within about `kilometres` of the middle of Bouaké, more of them the nearer.
model::Directory crowded_town(std::size_t count, double kilometres) {
    auto directory = world().directory;
    directory.providers.assign(count, {});
    balise::test::give_ids(directory.providers);
    Dice dice;
    for (auto& provider : directory.providers) {
        const double away = kilometres / 110.6 * dice.between(0, 1), angle = dice.between(0, 6.28318);
        provider.type = "health";
        provider.status = "active";
        provider.position = geo::LonLat{-5.0303 + away * std::cos(angle), 7.6906 + away * std::sin(angle)};
        provider.area_code = "CI11";
        provider.locality = "Bouaké";
        provider.name_fr = provider.name_en = "Centre de santé";
    }
    return directory;
}

Sheet sheet_of_town(const model::Directory& directory, PaperFormat paper = PaperFormat::a4,
                    Orientation orientation = Orientation::portrait,
                    model::Audience audience = model::Audience::everyone) {
    const auto released = model::release(directory, audience, {});
    auto request = request_for(released, "CI11");
    request.paper = paper;
    request.orientation = orientation;
    request.language = paper == PaperFormat::a4 ? base::Language::french : base::Language::english;
    request.imprint.copy_number = "012";
    request.imprint.recipient = "Direction régionale";
    return sheet_of(request);
}

// The numbers that stand beside symbols, on all pages.
std::multiset<std::string> numbers_on(const Sheet& sheet) {
    std::multiset<std::string> numbers;
    for (const auto& page : sheet.pages)
        for (const auto& group : page.groups)
            for (const auto& batch : group.batches)
                if (const auto* lettering = std::get_if<map::Lettering>(&batch);
                    lettering != nullptr && group.name == "providers")
                    for (const auto& run : lettering->runs)
                        if (!run.text.empty()) numbers.insert(run.text);
    return numbers;
}

std::multiset<std::string> numbers_to(std::size_t last) {
    std::multiset<std::string> numbers;
    for (std::size_t number = 1; number <= last; ++number) numbers.insert(std::to_string(number));
    return numbers;
}

TEST(Enlargement, EveryNumberIsOnTheMapOrOnALargerOne) {
    for (const auto& [count, kilometres] : {std::pair<std::size_t, double>{90, 3}, {140, 8}, {300, 14}})
        for (const auto paper : {PaperFormat::a4, PaperFormat::a3})
            for (const auto orientation : {Orientation::portrait, Orientation::landscape}) {
                SCOPED_TRACE(std::to_string(count) + " " + std::to_string(static_cast<int>(paper)) + " " +
                             std::to_string(static_cast<int>(orientation)));
                const auto sheet = sheet_of_town(crowded_town(count, kilometres), paper, orientation);
                EXPECT_EQ(sheet.report.missing, std::vector<std::string>{});
                EXPECT_EQ(sheet.report.unnamed, std::vector<std::string>{});
                EXPECT_FALSE(sheet.report.too_crowded);
                EXPECT_EQ(numbers_on(sheet), numbers_to(count)) << "each once";
                EXPECT_EQ(sheet.report.cut, std::vector<std::string>{});
                EXPECT_EQ(overlaps(sheet), std::vector<std::string>{});
                EXPECT_EQ(sheet.report.providers_on_map, count);
            }
}

TEST(Enlargement, TheListGivesTheLetterAndTheMapTellsWhereItIs) {
    const auto sheet = sheet_of_town(crowded_town(300, 14));
    ASSERT_FALSE(sheet.report.enlarged.empty());
    const auto& first = sheet.report.enlarged.front();
    EXPECT_EQ(first.letter, "A");
    EXPECT_LT(first.scale, sheet.report.scale / 2.4);
    std::size_t tabs = 0, letters = 0;
    for (std::size_t i = 0; i < sheet.pages.size(); ++i)
        for (const auto& group : sheet.pages[i].groups)
            for (const auto& batch : group.batches)
                if (const auto* lettering = std::get_if<map::Lettering>(&batch))
                    for (const auto& run : lettering->runs) {
                        if (group.name == "enlarged") tabs += run.text.starts_with("A") ? 1U : 0U;
                        if (group.name == "list") letters += run.text == "A" ? 1U : 0U;
                        if (group.name == "enlargement frame" && run.text == "A") {
                            EXPECT_EQ(static_cast<int>(i), first.page);
                        }
                    }
    EXPECT_EQ(tabs, 1U);
    EXPECT_EQ(letters, first.providers);
}

TEST(Enlargement, WhereNoMapCouldNumberThemThePageSaysSo) {
    // All of them at the very same place.
    const auto sheet = sheet_of_town(crowded_town(300, 0));
    EXPECT_TRUE(sheet.report.too_crowded || !sheet.report.missing.empty());
    const auto words = words_on(sheet.pages[0]);
    const auto& say = base::Catalogue::of(base::Language::french);
    EXPECT_NE(words.find(say(base::mark("Too many providers for numbers on the map: a disc tells how many stand "
                                        "there, the list the square of each."))
                             .substr(0, 20)),
              std::string::npos);
    EXPECT_EQ(overlaps(sheet), std::vector<std::string>{});
}

TEST(Enlargement, AFewProvidersNeedNone) {
    EXPECT_TRUE(sheet_of_town(crowded_town(20, 5)).report.enlarged.empty());
}

TEST(Enlargement, TwiceTheSame) {
    const auto directory = crowded_town(300, 14);
    const auto first = sheet_of_town(directory), second = sheet_of_town(directory);
    ASSERT_FALSE(first.report.enlarged.empty());
    ASSERT_EQ(first.pages.size(), second.pages.size());
    for (std::size_t i = 0; i < first.pages.size(); ++i) EXPECT_EQ(first.pages[i], second.pages[i]);
}

BoxWish wish_of(double side) {
    BoxWish wish;
    wish.width = wish.height = side;
    wish.edge = 1;
    wish.bounds = {0, 0, 100, 100};
    return wish;
}

TEST(DenseBox, HoldsTheCrowdAmidIt) {
    std::vector<Crowded> crowd{{{10, 10}}, {{12, 90}}, {{90, 15}}};
    for (int i = 0; i < 9; ++i)
        crowd.push_back({{70.0F + static_cast<float>(i % 3), 60.0F + static_cast<float>(i / 3)}});
    const auto found = dense_box(crowd, wish_of(20));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->members.size(), 9U);
    EXPECT_NEAR((found->box.left + found->box.right) / 2, 71, 2);
    EXPECT_NEAR((found->box.top + found->box.bottom) / 2, 61, 2);
    const auto tight = fitted(*found, crowd, wish_of(20), 8, 8);
    EXPECT_EQ(tight.members, found->members);
    EXPECT_NEAR(tight.box.width(), 8, 0.1);
    EXPECT_NEAR(tight.box.height(), 8, 0.1);
}

TEST(DenseBox, NoMoreThanOneMapCanNumberAndClearOfOthers) {
    std::vector<Crowded> crowd;
    for (int i = 0; i < 400; ++i)
        crowd.push_back({{20.0F + static_cast<float>(i % 20) * 2, 20.0F + static_cast<float>(i / 20) * 2}});
    auto wish = wish_of(30);
    wish.most = 120;
    const auto first = dense_box(crowd, wish);
    ASSERT_TRUE(first);
    EXPECT_LE(first->members.size(), 120U);
    EXPECT_GT(first->members.size(), 60U);
    wish.others = {first->box};
    const auto other = dense_box(crowd, wish);
    ASSERT_TRUE(other);
    EXPECT_FALSE(other->box.left < first->box.right && first->box.left < other->box.right &&
                 other->box.top < first->box.bottom && first->box.top < other->box.bottom);
}

TEST(DenseBox, ThreeAreNoCrowd) {
    EXPECT_FALSE(dense_box({{{10, 10}}, {{11, 11}}, {{12, 12}}}, wish_of(20)));
    EXPECT_FALSE(dense_box({}, wish_of(20)));
}

TEST(Enlargement, RoomIsOverTheSurroundingsOnly) {
    const map::Frame window{0, 0, 100, 100};
    // The area takes the left half.
    map::Paths area;
    area.spots = {{0, 0}, {50, 0}, {50, 100}, {0, 100}, {0, 0}};
    area.ends = {5};
    const auto room = room_at_edge(window, 30, 20, {area}, {{70, 0, 100, 40}}, {{95, 95}});
    ASSERT_TRUE(room);
    EXPECT_GE(room->left, 49);
    EXPECT_GE(room->top, 40);
    EXPECT_FALSE(room->contains({95, 95}));
    EXPECT_FALSE(room_at_edge(window, 60, 20, {area}, {}, {})) << "it would hide the area";
    EXPECT_FALSE(room_at_edge(window, 130, 20, {area}, {}, {})) << "it is larger than the window";
}

TEST(Enlargement, TheLegendTellsWhatOnlyTheLargerMapShows) {
    const auto entry = [](std::string layer) {
        map::LegendEntry made;
        made.layer = std::move(layer);
        return made;
    };
    std::vector<map::LegendEntry> legend{entry("providers"), entry("roads"), entry("focus")};
    add_to_legend(legend, {entry("towns"), entry("providers"), entry("roads"), entry("tracks"), entry("rivers")});
    std::string order;
    for (const auto& one : legend) order += one.layer + " ";
    EXPECT_EQ(order, "towns providers roads tracks rivers focus ");
}

}  // namespace
