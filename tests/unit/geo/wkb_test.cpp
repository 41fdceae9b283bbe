// Well-known binary: what we write, and everything that other programs may hand us.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/error.hpp"
#include "geo/geometry.hpp"

namespace {

using namespace balise;
using geo::Geometry;
using geo::MultiLine;
using geo::MultiPolygon;
using geo::Point;

const geo::Path square{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
const geo::Path hole{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}};
const Geometry point = Point{{-4.0083, 5.3097}};
const Geometry lines = MultiLine{{{{0, 0}, {1, 1}}, {{2, 2}, {3, 3}, {4, 5}}}};
const Geometry areas = MultiPolygon{{{{square, hole}}, {{{{10, 10}, {11, 10}, {11, 11}, {10, 10}}}}}};

// Puts well-known binary together by hand, in either byte order.
class Bytes {
public:
    explicit Bytes(bool big = false) : big_(big) {}
    Bytes& head(std::uint32_t type) {
        out_ += big_ ? '\0' : '\1';
        return number(type);
    }
    template <class T>
    Bytes& number(T value) {
        char raw[sizeof(T)];
        std::memcpy(raw, &value, sizeof(T));
        if (big_) std::reverse(raw, raw + sizeof(T));
        out_.append(raw, sizeof(T));
        return *this;
    }
    Bytes& count(std::uint32_t value) { return number(value); }
    Bytes& reals(std::initializer_list<double> values) {
        for (const double value : values) number(value);
        return *this;
    }
    Bytes& add(const std::string& bytes) {
        out_ += bytes;
        return *this;
    }
    const std::string& text() const { return out_; }

private:
    bool big_;
    std::string out_;
};

base::ErrorKind kind_of(std::string_view bytes) {
    try {
        geo::from_wkb(bytes);
    } catch (const base::Error& error) {
        return error.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return base::ErrorKind::internal;
}

TEST(Wkb, ReadsBackWhatItWrote) {
    for (const Geometry& geometry : {Geometry(), point, lines, areas})
        EXPECT_EQ(geo::from_wkb(geo::to_wkb(geometry)), geometry) << geo::to_wkt(geometry);
    EXPECT_EQ(geo::to_wkb(Geometry()), "");
    EXPECT_EQ(geo::to_wkb(Point{{1, 2}}), Bytes().head(1).reals({1, 2}).text());
}

TEST(Wkb, BothByteOrders) {
    for (const bool big : {false, true}) {
        EXPECT_EQ(geo::from_wkb(Bytes(big).head(1).reals({-4, 5.5}).text()), Geometry(Point{{-4, 5.5}}));
        EXPECT_EQ(geo::from_wkb(Bytes(big).head(2).count(2).reals({0, 0, 1, 1}).text()),
                  Geometry(MultiLine{{{{0, 0}, {1, 1}}}}));
        EXPECT_EQ(geo::from_wkb(Bytes(big).head(3).count(1).count(4).reals({0, 0, 1, 0, 1, 1, 0, 0}).text()),
                  Geometry(MultiPolygon{{{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}}}));
    }
    // The parts of one geometry may differ.
    const auto mixed = Bytes(true)
                           .head(5)
                           .count(2)
                           .add(Bytes(false).head(2).count(1).reals({1, 2}).text())
                           .add(Bytes(true).head(2).count(1).reals({3, 4}).text());
    EXPECT_EQ(geo::from_wkb(mixed.text()), Geometry(MultiLine{{{{1, 2}}, {{3, 4}}}}));
}

TEST(Wkb, HeightsAndMeasuresAreReadOver) {
    const Geometry expected = Point{{1, 2}};
    EXPECT_EQ(geo::from_wkb(Bytes().head(1001).reals({1, 2, 3}).text()), expected) << "ISO Z";
    EXPECT_EQ(geo::from_wkb(Bytes().head(2001).reals({1, 2, 3}).text()), expected) << "ISO M";
    EXPECT_EQ(geo::from_wkb(Bytes().head(3001).reals({1, 2, 3, 4}).text()), expected) << "ISO ZM";
    EXPECT_EQ(geo::from_wkb(Bytes().head(0x80000001U).reals({1, 2, 3}).text()), expected) << "EWKB Z";
    EXPECT_EQ(geo::from_wkb(Bytes().head(0xC0000001U).reals({1, 2, 3, 4}).text()), expected) << "EWKB ZM";
    EXPECT_EQ(geo::from_wkb(Bytes().head(0x20000001U).count(4326).reals({1, 2}).text()), expected)
        << "EWKB with a reference system";
    EXPECT_EQ(geo::from_wkb(Bytes(true).head(0xE0000001U).count(4326).reals({1, 2, 3, 4}).text()), expected);
    EXPECT_EQ(geo::from_wkb(Bytes().head(1002).count(2).reals({0, 0, 9, 1, 1, 9}).text()),
              Geometry(MultiLine{{{{0, 0}, {1, 1}}}}));
}

TEST(Wkb, CollectionsOfOneFamily) {
    const auto one = Bytes().head(1).reals({1, 2}).text();
    EXPECT_EQ(geo::from_wkb(Bytes().head(4).count(1).add(one).text()), Geometry(Point{{1, 2}}));
    EXPECT_EQ(
        geo::from_wkb(Bytes().head(7).count(1).add(Bytes().head(7).count(1).add(geo::to_wkb(areas)).text()).text()),
        areas);
    EXPECT_EQ(kind_of(Bytes().head(4).count(2).add(one).add(one).text()), base::ErrorKind::unsupported);
    EXPECT_EQ(kind_of(Bytes().head(7).count(2).add(one).add(geo::to_wkb(lines)).text()), base::ErrorKind::unsupported);
}

TEST(Wkb, EmptyPartsAreNoParts) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const auto& bytes :
         {Bytes().head(1).reals({nan, nan}).text(), Bytes().head(2).count(0).text(), Bytes().head(3).count(0).text(),
          Bytes().head(6).count(0).text(), Bytes().head(7).count(1).add(Bytes().head(3).count(0).text()).text()})
        EXPECT_EQ(geo::from_wkb(bytes), Geometry());
    const auto half = geo::from_wkb(Bytes().head(1).reals({nan, 5}).text());
    EXPECT_TRUE(std::holds_alternative<Point>(half));
    EXPECT_FALSE(geo::is_finite(half));
}

TEST(Wkb, CutAtEveryByteIsDamaged) {
    for (const Geometry& geometry : {point, lines, areas}) {
        const std::string whole = geo::to_wkb(geometry);
        for (std::size_t length = 1; length < whole.size(); ++length)
            ASSERT_EQ(kind_of(whole.substr(0, length)), base::ErrorKind::invalid_input) << length;
    }
}

TEST(Wkb, AnyByteChangedIsAnErrorOrAGeometry) {
    std::string whole = geo::to_wkb(areas);
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            const char before = whole[at];
            whole[at] = static_cast<char>(before ^ (1 << bit));
            try {
                geo::from_wkb(whole);
            } catch (const base::Error&) {
            }
            whole[at] = before;
        }
}

TEST(Wkb, AbsurdCountsAskForNoMemory) {
    for (const std::uint32_t type : {2U, 3U, 4U, 5U, 6U, 7U}) {
        EXPECT_EQ(kind_of(Bytes().head(type).count(0xFFFFFFFFU).text()), base::ErrorKind::invalid_input) << type;
        EXPECT_EQ(kind_of(Bytes().head(type).count(0x7FFFFFFFU).reals({0, 0, 1, 1}).text()),
                  base::ErrorKind::invalid_input)
            << type;
    }
    EXPECT_EQ(kind_of(Bytes().head(3).count(1).count(0xFFFFFFFFU).text()), base::ErrorKind::invalid_input);
}

TEST(Wkb, NestingIsLimited) {
    std::string bomb;
    for (int i = 0; i < 200'000; ++i) bomb += Bytes().head(7).count(1).text();
    EXPECT_EQ(kind_of(bomb), base::ErrorKind::invalid_input);
}

TEST(Wkb, KindsThatAreNotOurs) {
    for (const std::uint32_t type : {0U, 8U, 10U, 15U, 17U, 999U, 1000U, 4001U, 1'000'002U, 0x1FFFFFFFU})
        EXPECT_EQ(kind_of(Bytes().head(type).count(0).reals({1, 2, 3, 4}).text()), base::ErrorKind::unsupported)
            << type;
}

TEST(Wkt, IsWrittenWithTheShortestNumbers) {
    EXPECT_EQ(geo::to_wkt(point), "POINT(-4.0083 5.3097)");
    EXPECT_EQ(geo::to_wkt(Point{{1'000'000, 0.00001}}), "POINT(1000000 0.00001)");
    EXPECT_EQ(geo::to_wkt(lines), "MULTILINESTRING((0 0,1 1),(2 2,3 3,4 5))");
    EXPECT_EQ(geo::to_wkt(areas),
              "MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1)),((10 10,11 10,11 11,10 10)))");
    EXPECT_EQ(geo::to_wkt(Geometry()), "");
}

TEST(Geometry, BoxesAndCounts) {
    EXPECT_TRUE(geo::Box().empty());
    EXPECT_TRUE(geo::box_of(Geometry()).empty());
    EXPECT_EQ(geo::box_of(areas), (geo::Box{0, 0, 11, 11}));
    EXPECT_EQ(geo::box_of(point), (geo::Box{-4.0083, 5.3097, -4.0083, 5.3097}));
    EXPECT_FALSE(geo::box_of(point).empty());
    geo::Box box;
    box.add(geo::Box());
    EXPECT_TRUE(box.empty());
    box.add(geo::Box{-2, -2, -1, -1});
    EXPECT_EQ(box, (geo::Box{-2, -2, -1, -1}));
    EXPECT_TRUE(box.contains({-1, -2}));
    EXPECT_FALSE(box.contains({0, 0}));
    EXPECT_EQ(geo::vertex_count(areas), 14U);
    EXPECT_EQ(geo::vertex_count(lines), 5U);
    EXPECT_TRUE(geo::is_empty(Geometry()));
    EXPECT_TRUE(geo::is_empty(MultiPolygon{}));
    EXPECT_FALSE(geo::is_empty(point));
}

TEST(Geometry, FiniteOrNot) {
    EXPECT_TRUE(geo::is_finite(areas));
    Geometry changed = areas;
    std::get<MultiPolygon>(changed).polygons[0].rings[1][2].y = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(geo::is_finite(changed));
}

TEST(Geometry, PositionsAreMovedOneByOne) {
    for (Geometry geometry : {point, lines, areas}) {
        const auto before = geo::box_of(geometry);
        geo::transform_positions(geometry, [](geo::Position p) { return geo::Position{p.x + 1, p.y - 2}; });
        const auto after = geo::box_of(geometry);
        EXPECT_DOUBLE_EQ(after.min_x, before.min_x + 1);
        EXPECT_DOUBLE_EQ(after.max_y, before.max_y - 2);
    }
}

}  // namespace
