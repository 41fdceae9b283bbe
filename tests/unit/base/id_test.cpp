// Identifiers.
#include "base/id.hpp"

#include <gtest/gtest.h>

#include <unordered_set>

#include "unit/base/scratch.hpp"

namespace {

using namespace balise::base;
using balise::test::EnvironmentVariable;

struct FirstTag;
using FirstId = Id<FirstTag>;

TEST(Uuid, ReadsAndWritesTheCanonicalForm) {
    const std::string_view words = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";  // the example of RFC 9562
    const auto uuid = Uuid::parse(words);
    ASSERT_TRUE(uuid);
    EXPECT_EQ(uuid->text(), words);
    EXPECT_EQ(Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), uuid);
    EXPECT_FALSE(uuid->is_nil());
    EXPECT_TRUE(Uuid{}.is_nil());
    EXPECT_EQ(Uuid{}.text(), "00000000-0000-0000-0000-000000000000");
}

TEST(Uuid, RefusesEverythingElse) {
    for (const std::string_view words :
         {"", "017f22e2", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
          "017f22e279b0-7cc3-98c4-dc0c0c07398f-", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
          "017f22e2_79b0_7cc3_98c4_dc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
          " 17f22e2-79b0-7cc3-98c4-dc0c0c07398f"})
        EXPECT_FALSE(Uuid::parse(words)) << words;
}

TEST(Uuid, IdsOfRecordsAreTyped) {
    const auto id = FirstId::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->text(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    EXPECT_FALSE(FirstId::parse("x"));
    static_assert(!std::is_convertible_v<FirstId, Id<struct OtherTag>>);
}

TEST(IdSource, MakesVersionSevenInOrder) {
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH", nullptr);
    IdSource ids("seed");
    Uuid before;
    for (int i = 0; i < 20'000; ++i) {
        const Uuid id = ids.next();
        ASSERT_EQ(id.bytes[6] >> 4U, 7) << i;
        ASSERT_EQ(id.bytes[8] >> 6U, 2) << i;
        ASSERT_LT(before, id) << i;
        before = id;
    }
}

TEST(IdSource, CarriesTheTimeInFront) {
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH",
                                    "1645557742");  // 2022-02-22, the moment of the example of RFC 9562
    EXPECT_EQ(IdSource("x").next().text().substr(0, 13), "017f22e2-79b0");
}

TEST(IdSource, IsReproducibleUnderSourceDateEpoch) {
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH", "1700000000");
    IdSource first("project\n1"), second("project\n1"), other("project\n2");
    for (int i = 0; i < 100; ++i) {
        const Uuid id = first.next();
        EXPECT_EQ(id, second.next());
        EXPECT_NE(id, other.next());
    }
    const EnvironmentVariable later("SOURCE_DATE_EPOCH", "1700000001");
    EXPECT_NE(IdSource("project\n1").next(), Uuid(IdSource("project\n2").next()));
}

TEST(IdSource, TwoSourcesWithoutEpochDiffer) {
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH", nullptr);
    EXPECT_NE(IdSource("same").next(), IdSource("same").next());
}

TEST(IdSource, AMillionIdsAreAllDifferent) {
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH", "1700000000");
    std::unordered_set<FirstId> seen;
    seen.reserve(1'000'000);
    IdSource one("a"), two("b");
    for (int i = 0; i < 500'000; ++i) {
        seen.insert(FirstId{one.next()});
        seen.insert(FirstId{two.next()});
    }
    EXPECT_EQ(seen.size(), 1'000'000U);
}

}  // namespace
