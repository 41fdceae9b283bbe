// Tables for the map from records.
#include "map/record_tables.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace balise;
using base::Language;
using map::Value;

Value cell(const map::FeatureTable& table, const char* column, std::size_t row) {
    const auto* found = table.column(column);
    return found == nullptr ? Value{std::string("no such column")} : found->value(row);
}

geo::MultiPolygon square(double x, double y) {
    return {{{{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}}}}};
}

TEST(RecordTables, AreasInTheLanguageAndWithoutShape) {
    std::vector<model::Area> areas(2);
    areas[0].code = "CI11";
    areas[0].parent_code = "CI";
    areas[0].level = 1;
    areas[0].name_fr = "Gbêkê";
    areas[0].population = 1010849;
    areas[0].shape = square(-5, 7);
    areas[1].code = "D1";
    areas[1].name_fr = "Vallée du Bandama";
    areas[1].name_en = "Bandama Valley";
    const auto french = map::area_table(areas, Language::french), english = map::area_table(areas, Language::english);
    ASSERT_EQ(french.rows(), 2U);
    EXPECT_EQ(french.name, "areas");
    EXPECT_EQ(french.ids[0], "CI11");
    EXPECT_EQ(cell(french, "name", 1), Value{std::string("Vallée du Bandama")});
    EXPECT_EQ(cell(english, "name", 1), Value{std::string("Bandama Valley")});
    EXPECT_EQ(cell(english, "name", 0), Value{std::string("Gbêkê")}) << "the other language rather than nothing";
    EXPECT_EQ(cell(french, "level", 0), Value{1.0});
    EXPECT_EQ(cell(french, "level", 1), Value{});
    EXPECT_EQ(cell(french, "population", 0), Value{1010849.0});
    EXPECT_TRUE(geo::is_empty(french.shapes[1]));
}

TEST(RecordTables, BaseLayers) {
    model::Road road;
    road.code = "A3";
    road.road_class = "motorway";
    road.shape.paths = {{{-5, 7}, {-4, 6}}};
    const auto roads = map::road_table({road});
    EXPECT_EQ(cell(roads, "class", 0), Value{std::string("motorway")});
    EXPECT_FALSE(geo::is_empty(roads.shapes[0]));
    model::Water water;
    water.kind = "river";
    water.rank = 2;
    EXPECT_EQ(cell(map::water_table({water}), "rank", 0), Value{2.0});
    EXPECT_TRUE(geo::is_empty(map::water_table({water}).shapes[0]));
    model::Place place;
    place.name = "Bouaké";
    const auto places = map::place_table({place});
    EXPECT_TRUE(std::isnan(places.points[0].x));
    EXPECT_EQ(places.rows(), 1U);
    model::Neighbour neighbour;
    neighbour.name_fr = "Guinée";
    neighbour.name_en = "Guinea";
    EXPECT_EQ(cell(map::neighbour_table({neighbour}, Language::english), "name", 0), Value{std::string("Guinea")});
    EXPECT_EQ(map::area_table({}, Language::french).rows(), 0U);
}

model::Provider provider(const char* name, const char* assured) {
    model::Provider out;
    out.id.uuid.bytes[0] = static_cast<std::uint8_t>(name[0]);
    out.public_ref = model::public_ref_of(out.id.uuid);
    out.name_fr = name;
    out.type = "ngo";
    out.status = "active";
    out.position = geo::LonLat{-5, 7};
    out.assured_on = assured;
    return out;
}

TEST(RecordTables, ProvidersOfARelease) {
    model::Directory directory;
    directory.providers = {provider("a", "2025-11-23"), provider("b", "2025-11-22"), provider("c", "")};
    directory.providers[0].capacity_free = 0;
    directory.providers[1].capacity_free = 3;
    directory.providers[2].position.reset();
    directory.providers.push_back(provider("d", ""));
    directory.providers[3].type = "shelter_state";
    const auto released = model::release(directory, model::Audience::internal, {});
    const auto table = map::provider_table(released, Language::french, "2026-11-23");
    ASSERT_EQ(table.rows(), 4U);
    for (std::size_t row = 0; row < 4; ++row) {
        const auto name = std::get<std::string>(cell(table, "name", row));
        EXPECT_EQ(table.ids[row], released.providers()[row].public_ref);
        EXPECT_EQ(std::isnan(table.points[row].x), name == "c");
        const std::string expected = name == "a" ? "fresh" : name == "b" ? "stale" : "never";
        EXPECT_EQ(cell(table, "verified", row), Value{expected}) << name;
        EXPECT_EQ(cell(table, "full", row), Value{name == "a"}) << name;
    }
    const auto open =
        map::provider_table(model::release(directory, model::Audience::everyone, {}), Language::french, "2026-11-23");
    for (const auto& type : open.column("type")->values()) EXPECT_NE(type, Value{std::string("shelter_state")});
}

TEST(RecordTables, Overlays) {
    model::Directory directory;
    directory.risk_zones.resize(1);
    directory.risk_zones[0].level = "higher";
    directory.risk_zones[0].disclosure = "public";
    directory.risk_zones[0].shape = square(-5, 7);
    directory.border_posts.resize(1);
    directory.border_posts[0].kind = "customs";
    directory.border_posts[0].disclosure = "public";
    directory.transport_nodes.resize(1);
    directory.transport_nodes[0].kind = "port";
    directory.transport_nodes[0].disclosure = "public";
    directory.transport_nodes[0].position = geo::LonLat{-4, 5.3};
    const auto released = model::release(directory, model::Audience::internal, {});
    EXPECT_EQ(cell(map::risk_zone_table(released, Language::french), "level", 0), Value{std::string("higher")});
    EXPECT_FALSE(geo::is_empty(map::risk_zone_table(released, Language::french).shapes[0]));
    EXPECT_EQ(cell(map::border_post_table(released), "kind", 0), Value{std::string("customs")});
    EXPECT_TRUE(std::isnan(map::border_post_table(released).points[0].x));
    EXPECT_EQ(map::transport_node_table(released).points[0], (geo::Position{-4, 5.3}));
}

}  // namespace
