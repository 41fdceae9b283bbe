#include "store/search_lists.hpp"

#include <gtest/gtest.h>

namespace balise::store::test {

namespace {

ProviderRow made_up_row() {
    ProviderRow row;
    row.id = "01900000-0000-7000-8000-000000000001";
    row.name = "Œuvre";
    row.type = "ngo";
    row.area = "CI05";
    row.assured_on = "2025-01-31";
    row.position = geo::LonLat{-5.25, 7.5};
    row.services = {"housing", "legal_assistance"};
    return row;
}

}  // namespace

TEST(KeptRows, GivesBackWhatWasKept) {
    KeptRows rows;
    ProviderRow found;
    EXPECT_FALSE(rows.take(0, found));
    EXPECT_FALSE(rows.name(7));
    const auto first = made_up_row();
    ProviderRow second;
    second.locality = "Man";
    rows.keep(7, first);
    rows.keep(0, second);
    ASSERT_TRUE(rows.take(7, found));
    EXPECT_EQ(found.id, first.id);
    EXPECT_EQ(found.public_ref, "");
    EXPECT_EQ(found.name, first.name);
    EXPECT_EQ(found.type, first.type);
    EXPECT_EQ(found.area, first.area);
    EXPECT_EQ(found.status, "");
    EXPECT_EQ(found.assured_on, first.assured_on);
    EXPECT_EQ(found.position, first.position);
    EXPECT_EQ(found.services, first.services);
    EXPECT_EQ(rows.name(7), first.name);
    ProviderRow other;
    ASSERT_TRUE(rows.take(0, other));
    EXPECT_EQ(other.locality, "Man");
    EXPECT_EQ(other.position, std::nullopt);
    EXPECT_TRUE(other.services.empty());
    EXPECT_FALSE(rows.take(3, other));
    EXPECT_FALSE(rows.take(-1, other));
}

TEST(KeptRows, DoesNotGrowWithoutEnd) {
    KeptRows rows;
    ProviderRow found;
    auto long_text = made_up_row();
    long_text.locality.assign(0x10000, 'x');
    rows.keep(1, long_text);
    EXPECT_FALSE(rows.take(1, found));  // too long to be packed
    rows.keep(-5, made_up_row());
    rows.keep(std::int64_t{1} << 40U, made_up_row());
    EXPECT_FALSE(rows.take(std::int64_t{1} << 40U, found));
    long_text.locality.assign(0xFFFF, 'x');
    for (std::int64_t row = 1; row <= 600; ++row) rows.keep(row, long_text);  // 39 MB
    EXPECT_FALSE(rows.take(1, found));
    ASSERT_TRUE(rows.take(600, found));
    EXPECT_EQ(found.locality, long_text.locality);
}

}  // namespace balise::store::test
