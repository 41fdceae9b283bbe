// The styles that come with the program: read, complete, and true to what the tables and symbols hold.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "map/style.hpp"

namespace balise::map {
namespace {

// Columns by table, as record_tables.hpp and the sheet have them.
const std::map<std::string, std::set<std::string>> tables{
    {"areas", {"code", "parent_code", "level", "legal_type", "name", "accuracy", "population"}},
    {"places", {"code", "name", "kind", "population", "area_code"}},
    {"roads", {"code", "name", "class", "surface", "quality"}},
    {"waters", {"code", "name", "kind", "rank", "perennial"}},
    {"neighbours", {"code", "name"}},
    {"providers",
     {"name", "type", "ownership", "status", "area_code", "verified", "full", "position_method", "number", "crowded"}},
    {"risk_zones", {"name", "level", "area_code", "confidence"}},
    {"border_posts", {"name", "kind", "neighbour", "status", "brief"}},
    {"transport_nodes", {"name", "kind", "status"}},
    {"focus", {"name"}},
    {"focus_ribbon", {"name"}},
    {"surroundings", {"name"}},
    {"graticule", {}},
    // Of the window's map (app/scene_tables.hpp).
    {"land_border", {}},
    {"coast", {}},
    {"selected", {"type", "name"}}};

class Shipped : public ::testing::TestWithParam<const char*> {
protected:
    Style style = load_style(GetParam());

    const StyleLayer& layer(const std::string& id) const {
        const auto found =
            std::find_if(style.layers.begin(), style.layers.end(), [&](const auto& l) { return l.id == id; });
        if (found == style.layers.end()) throw std::runtime_error("no layer " + id);
        return *found;
    }
    bool paper() const { return std::string(GetParam()) == "paper"; }
};

TEST_P(Shipped, has_its_symbols_and_patterns) {
    EXPECT_NO_THROW(check_symbols(style, SymbolSet::load({}, std::string(GetParam()) == "screen_dark")));
}

TEST_P(Shipped, reads_columns_that_are_there) {
    for (const auto& layer : style.layers) {
        if (layer.kind == LayerKind::background) continue;
        ASSERT_TRUE(tables.contains(layer.source)) << layer.id << ": " << layer.source;
        const auto& columns = tables.at(layer.source);
        const auto check = [&](const Expression& expression, const std::string& what) {
            for (const auto& column : expression.columns())
                EXPECT_TRUE(columns.contains(column)) << layer.id << ", " << what << ": " << column;
        };
        check(layer.filter, "filter");
        for (const auto& [name, expression] : layer.properties) check(expression, name);
        for (const auto* key : {"legend-by", "number"}) {
            const auto column = layer.note(key, "name");
            EXPECT_TRUE(column == "name" || columns.contains(column)) << layer.id << ", " << key << ": " << column;
        }
    }
}

TEST_P(Shipped, says_in_both_languages_what_it_says_in_one) {
    for (const auto& layer : style.layers) {
        EXPECT_EQ(layer.metadata.contains("legend-fr"), layer.metadata.contains("legend-en")) << layer.id;
        EXPECT_EQ(layer.metadata.contains("legend-by"), layer.metadata.contains("legend-vocabulary")) << layer.id;
        EXPECT_FALSE(layer.metadata.contains("legend-vocabulary") && layer.metadata.contains("legend-fr"))
            << layer.id << ": the vocabulary has the words";
    }
}

// What is drawn for rows of this kind, at a scale of 1 : 1,000,000.
Scope row_of(FeatureTable& table, const std::vector<std::pair<std::string, Value>>& values) {
    table.points = {{0, 0}};
    for (const auto& [name, value] : values) {
        table.columns.emplace_back(name);
        table.columns.back().add(value);
    }
    return {&table, 0, 8.13};
}

TEST_P(Shipped, puts_each_place_into_one_layer) {
    using Row = std::vector<std::pair<std::string, Value>>;
    for (const auto& [row, wanted] :
         std::vector<std::pair<Row, std::string>>{{{{"kind", "locality"}, {"population", Value()}}, "localities"},
                                                  {{{"kind", "village"}, {"population", 900.0}}, "localities"},
                                                  {{{"kind", "town"}, {"population", Value()}}, "towns"},
                                                  {{{"kind", "town"}, {"population", 99999.0}}, "towns"},
                                                  {{{"kind", "town"}, {"population", 100000.0}}, "cities"},
                                                  {{{"kind", "locality"}, {"population", 200000.0}}, "cities"},
                                                  {{{"kind", "city"}, {"population", Value()}}, "cities"},
                                                  {{{"kind", "capital"}, {"population", 5000.0}}, "cities"}}) {
        FeatureTable table;
        const Scope scope = row_of(table, row);
        std::string found;
        for (const auto& id : {"localities", "towns", "cities"})
            if (layer(id).filter.truth(scope, false)) found += id;
        EXPECT_EQ(found, wanted);
    }
}

TEST_P(Shipped, gives_providers_their_symbols_but_no_hotline) {
    for (const auto& [type, shown] : std::vector<std::pair<std::string, bool>>{{"social_centre", true},
                                                                               {"transit_centre", true},
                                                                               {"unknown", true},
                                                                               {"hotline", false},
                                                                               {"mobile_app", false}}) {
        FeatureTable table;
        const Scope scope = row_of(table, {{"type", type}});
        EXPECT_EQ(layer("providers").filter.truth(scope, false), shown) << type;
        EXPECT_EQ(layer("providers").property("icon-image").words(scope, ""), "provider/" + type);
    }
    EXPECT_EQ(layer("providers").note("overlap"), paper() ? "fan" : "cluster");
    EXPECT_EQ(layer("providers").note("number"), paper() ? "number" : "");
    EXPECT_NEAR(layer("providers").property("icon-size").number({}, 0), paper() ? 4.3 : 15.5 * 25.4 / 96, 0.01);
}

TEST_P(Shipped, tells_levels_of_risk_by_more_than_colour) {
    std::set<std::string> patterns;
    for (const std::string level : {"lower", "medium", "higher"}) {
        FeatureTable table;
        const Scope scope = row_of(table, {{"level", level}});
        EXPECT_TRUE(layer("risk-" + level).filter.truth(scope, false));
        EXPECT_LE(layer("risk-" + level).property("fill-opacity").number(scope, 1), 0.12);
        patterns.insert(layer("risk-" + level + "-pattern").property("fill-pattern").words(scope, ""));
    }
    EXPECT_EQ(patterns.size(), 3U);
    EXPECT_TRUE(layer("risk-lower-outline").property("line-dasharray").numbers());
    EXPECT_FALSE(layer("risk-higher-outline").property("line-dasharray").numbers());
}

// Read off the list of label priorities: providers' numbers, great towns, towns, posts, rivers, localities.
TEST_P(Shipped, ranks_labels) {
    // On paper the largest towns come before the numbers, which have many places to go to.
    const bool on_paper = std::string(GetParam()) == "paper";
    double before = 1e9;
    for (const auto* id : {on_paper ? "cities" : "providers", on_paper ? "providers" : "cities", "towns",
                           "border-posts", "river-names", "localities"}) {
        const double priority = std::stod(layer(id).note("label-priority"));
        EXPECT_LT(priority, before) << id;
        before = priority;
    }
}

INSTANTIATE_TEST_SUITE_P(Styles, Shipped, ::testing::Values("paper", "screen", "screen_dark"),
                         [](const auto& style) { return std::string(style.param); });

TEST(ShippedStyles, are_named_when_another_is_asked_for) {
    try {
        load_style("papier");
        FAIL() << "there is no such style";
    } catch (const base::Error& error) {
        EXPECT_NE(std::string(error.what()).find("paper, screen, screen_dark"), std::string::npos) << error.what();
    }
}

TEST(ShippedStyles, paper_has_the_widths_of_the_sheet) {
    const auto style = load_style("paper");
    const auto width = [&](const std::string& id) {
        for (const auto& layer : style.layers)
            if (layer.id == id) return layer.property("line-width").number({}, -1);
        return -2.0;
    };
    EXPECT_EQ(width("border"), 0.5);
    EXPECT_EQ(width("focus"), 0.55);
    EXPECT_EQ(width("districts"), 0.4);
    EXPECT_EQ(width("regions"), 0.22);
    EXPECT_EQ(width("roads-motorway-casing"), 1.25);
    EXPECT_EQ(width("roads-motorway"), 0.8);
    EXPECT_EQ(width("roads-national-casing"), 0.85);
    EXPECT_EQ(width("roads-national"), 0.5);
    EXPECT_EQ(width("graticule"), 0.1);
    EXPECT_EQ(width("risk-lower-outline"), 0.28);
}

}  // namespace
}  // namespace balise::map
