#include <gtest/gtest.h>

#include <cmath>

#include "map/style.hpp"

namespace balise::map {
namespace {

// Rows: an Abidjan with all values, and a place of which nothing is known but its name.
FeatureTable places() {
    FeatureTable table;
    table.name = "places";
    table.points = {{-4.0, 5.35}, {-5.0, 7.7}};
    const auto add = [&](const char* name, const Value& first, const Value& second) {
        Column column(name);
        column.add(first);
        column.add(second);
        table.columns.push_back(std::move(column));
    };
    add("name", "Abidjan", "Goli-Maya");
    add("kind", "city", "locality");
    add("population", 6321017.0, Value());
    add("capital", true, false);
    add("rank", 2.0, 4.0);
    add("count", "12", "twelve");
    add("colour", "#0B5C73", "petrol");
    return table;
}

// The expression as symbol-sort-key, text-field, filter or text-color of a layer.
Expression as(const std::string& where, const std::string& expression) {
    const std::string block = where == "text-color" ? "paint" : "layout";
    const std::string json =
        where == "filter" ? R"(,"filter":)" + expression : ",\"" + block + "\":{\"" + where + "\":" + expression + "}";
    auto style = parse_style(R"({"version":8,"layers":[{"id":"a","type":"symbol","source":"places")" + json + "}]}",
                             "test.json");
    return where == "filter" ? style.layers.at(0).filter : style.layers.at(0).property(where);
}

class Evaluated : public ::testing::Test {
protected:
    double number(const std::string& expression, std::size_t row = 0, double zoom = 8) const {
        return as("symbol-sort-key", expression).number({&table, row, zoom}, -99);
    }
    std::string words(const std::string& expression, std::size_t row = 0, double zoom = 8) const {
        return as("text-field", expression).words({&table, row, zoom}, "none");
    }
    bool truth(const std::string& expression, std::size_t row = 0, double zoom = 8) const {
        return as("filter", expression).truth({&table, row, zoom}, false);
    }
    Colour colour(const std::string& expression, std::size_t row = 0, double zoom = 8) const {
        return as("text-color", expression).colour({&table, row, zoom}, Colour{1, 2, 3, 4});
    }
    FeatureTable table = places();
};

TEST_F(Evaluated, literals_and_columns) {
    EXPECT_EQ(number("3.5"), 3.5);
    EXPECT_EQ(number(R"(["literal", 4])"), 4);
    EXPECT_EQ(words(R"("Balise")"), "Balise");
    EXPECT_EQ(words(R"(["get", "name"])", 1), "Goli-Maya");
    EXPECT_EQ(words(R"(["get", "population"])", 0), "6321017") << "a number is written as words";
    EXPECT_EQ(words(R"(["get", "population"])", 1), "none") << "no value: the fallback";
    EXPECT_EQ(words(R"(["get", "nowhere"])"), "none");
    EXPECT_EQ(number(R"(["get", "name"])"), -99) << "words are no number";
    EXPECT_TRUE(truth(R"(["has", "population"])", 0));
    EXPECT_FALSE(truth(R"(["has", "population"])", 1));
    EXPECT_FALSE(truth(R"(["has", "nowhere"])"));
    EXPECT_EQ(number(R"(["zoom"])", 0, 7.25), 7.25);
    EXPECT_EQ(number(R"(["get", "rank"])", 9), -99) << "a row that is not there";
}

TEST_F(Evaluated, comparisons) {
    EXPECT_TRUE(truth(R"(["==", ["get", "kind"], "city"])"));
    EXPECT_FALSE(truth(R"(["==", ["get", "kind"], "city"])", 1));
    EXPECT_TRUE(truth(R"(["!=", ["get", "kind"], "city"])", 1));
    EXPECT_TRUE(truth(R"(["!=", ["get", "population"], 3])", 1)) << "nothing is different from three";
    EXPECT_TRUE(truth(R"(["<", ["get", "rank"], 3])"));
    EXPECT_FALSE(truth(R"(["<", ["get", "rank"], 2])"));
    EXPECT_TRUE(truth(R"(["<=", ["get", "rank"], 2])"));
    EXPECT_TRUE(truth(R"([">", ["get", "population"], 100000])"));
    EXPECT_FALSE(truth(R"([">", ["get", "population"], 100000])", 1)) << "what is not known does not hold";
    EXPECT_FALSE(truth(R"(["<=", ["get", "population"], 100000])", 1)) << "and its contrary does not either";
    EXPECT_TRUE(truth(R"([">=", ["get", "rank"], 4])", 1));
    EXPECT_TRUE(truth(R"(["<", ["get", "name"], "Bouaké"])"));
    EXPECT_FALSE(truth(R"(["<", ["get", "name"], 5])")) << "words and numbers have no order";
    EXPECT_TRUE(truth(R"(["==", ["get", "capital"], true])"));
}

TEST_F(Evaluated, lists_and_parts_of_words) {
    EXPECT_TRUE(truth(R"(["in", ["get", "kind"], ["literal", ["town", "city"]]])"));
    EXPECT_FALSE(truth(R"(["in", ["get", "kind"], ["literal", ["town", "city"]]])", 1));
    EXPECT_TRUE(truth(R"(["in", ["get", "rank"], ["literal", [4, 2]]])"));
    EXPECT_FALSE(truth(R"(["in", ["get", "population"], ["literal", [1]]])", 1));
    EXPECT_TRUE(truth(R"(["in", "Maya", ["get", "name"]])", 1));
    EXPECT_FALSE(truth(R"(["in", "Maya", ["get", "name"]])", 0));
}

TEST_F(Evaluated, truths) {
    EXPECT_TRUE(truth(R"(["all", ["get", "capital"], ["==", ["get", "rank"], 2]])"));
    EXPECT_FALSE(truth(R"(["all", ["get", "capital"], ["==", ["get", "rank"], 3]])"));
    EXPECT_TRUE(truth(R"(["all"])"));
    EXPECT_TRUE(truth(R"(["any", ["get", "capital"], ["==", ["get", "rank"], 4]])", 1));
    EXPECT_FALSE(truth(R"(["any"])"));
    EXPECT_TRUE(truth(R"(["!", ["get", "capital"]])", 1));
    EXPECT_FALSE(truth(R"(["!", ["get", "capital"]])", 0));
    EXPECT_FALSE(truth(R"(["!", ["get", "population"]])", 1));
}

TEST_F(Evaluated, choices) {
    EXPECT_EQ(words(R"(["case", ["get", "capital"], "seat", ["==", ["get", "rank"], 4], "fourth", "other"])", 0),
              "seat");
    EXPECT_EQ(words(R"(["case", ["get", "capital"], "seat", ["==", ["get", "rank"], 4], "fourth", "other"])", 1),
              "fourth");
    EXPECT_EQ(words(R"(["case", ["get", "capital"], "seat", "other"])", 1), "other");
    const std::string match = R"(["match", ["get", "kind"], ["village", "locality"], "small", "city", "large", "?"])";
    EXPECT_EQ(words(match, 0), "large");
    EXPECT_EQ(words(match, 1), "small");
    EXPECT_EQ(words(R"(["match", ["get", "rank"], 4, "four", [1, 2], "few", "?"])", 0), "few");
    EXPECT_EQ(words(R"(["match", ["get", "population"], 4, "four", "?"])", 1), "?");
    EXPECT_EQ(words(R"(["coalesce", ["get", "population"], ["get", "name"]])", 1), "Goli-Maya");
    EXPECT_EQ(number(R"(["coalesce", ["get", "population"], 0])", 1), 0);
}

TEST_F(Evaluated, steps) {
    const std::string step = R"(["step", ["get", "rank"], 10, 2, 20, 4, 40])";
    EXPECT_EQ(number(step, 0), 20) << "a stop belongs to what begins at it";
    EXPECT_EQ(number(step, 1), 40);
    EXPECT_EQ(number(R"(["step", ["zoom"], 1, 6, 2, 9, 3])", 0, 5.999), 1);
    EXPECT_EQ(number(R"(["step", ["zoom"], 1, 6, 2, 9, 3])", 0, 8.9), 2);
    EXPECT_EQ(number(R"(["step", ["get", "population"], 1, 6, 2])", 1), -99);
    EXPECT_EQ(words(R"(["step", ["get", "rank"], "a", 3, "b"])", 1), "b");
}

TEST_F(Evaluated, interpolations) {
    const std::string line = R"(["interpolate", ["linear"], ["zoom"], 6, 1, 10, 3, 12, 3])";
    EXPECT_EQ(number(line, 0, 2), 1);
    EXPECT_DOUBLE_EQ(number(line, 0, 8), 2);
    EXPECT_DOUBLE_EQ(number(line, 0, 10), 3);
    EXPECT_EQ(number(line, 0, 30), 3);
    // (2^1 - 1) / (2^2 - 1) of the way.
    EXPECT_DOUBLE_EQ(number(R"(["interpolate", ["exponential", 2], ["zoom"], 6, 0, 8, 9])", 0, 7), 3);
    EXPECT_EQ(number(R"(["interpolate", ["linear"], ["get", "population"], 1, 6, 2, 9])", 1), -99);
    EXPECT_EQ(colour(R"(["interpolate", ["linear"], ["zoom"], 6, "#000000", 8, "#FFFFFF"])", 0, 7),
              (Colour{128, 128, 128, 255}));
    EXPECT_EQ(colour(R"(["interpolate", ["linear"], ["zoom"], 6, "#FF000000", 8, "#0000FF"])", 0, 7),
              (Colour{0, 0, 255, 128}))
        << "what is transparent lends no colour";
}

TEST_F(Evaluated, words_and_numbers) {
    EXPECT_EQ(words(R"(["concat", ["get", "name"], " ", ["get", "rank"], ["get", "population"]])", 1), "Goli-Maya 4");
    EXPECT_EQ(words(R"(["to-string", ["get", "capital"]])"), "true");
    EXPECT_EQ(words(R"(["to-string", 2.5])"), "2.5");
    EXPECT_EQ(number(R"(["to-number", ["get", "count"]])"), 12);
    EXPECT_EQ(number(R"(["to-number", ["get", "count"], 7])", 1), 7);
    EXPECT_EQ(number(R"(["to-number", ["get", "count"]])", 1), -99);
    EXPECT_EQ(number(R"(["to-number", ["get", "capital"]])"), 1);
    EXPECT_EQ(words(R"(["upcase", "Gbêkê"])"), "GBÊKÊ");
    EXPECT_EQ(words(R"(["downcase", "ÉCOLE"])"), "école");
    EXPECT_EQ(words(R"(["upcase", ["get", "population"]])", 1), "none");
}

TEST_F(Evaluated, sums) {
    EXPECT_EQ(number(R"(["+", 1, 2, ["get", "rank"]])"), 5);
    EXPECT_EQ(number(R"(["-", 1, ["get", "rank"]])"), -1);
    EXPECT_EQ(number(R"(["-", ["get", "rank"]])"), -2);
    EXPECT_EQ(number(R"(["*", 2, 3, ["get", "rank"]])"), 12);
    EXPECT_EQ(number(R"(["/", 3, ["get", "rank"]])"), 1.5);
    EXPECT_EQ(number(R"(["/", 3, 0])"), -99) << "nothing, not infinity";
    EXPECT_EQ(number(R"(["min", 3, ["get", "rank"], 9])"), 2);
    EXPECT_EQ(number(R"(["max", 3, ["get", "rank"], 9])"), 9);
    EXPECT_EQ(number(R"(["+", 1, ["get", "population"]])", 1), -99);
}

TEST_F(Evaluated, colours) {
    EXPECT_EQ(colour(R"(["get", "colour"])"), (Colour{0x0B, 0x5C, 0x73, 255}));
    EXPECT_EQ(colour(R"(["get", "colour"])", 1), (Colour{1, 2, 3, 4})) << "no colour: the fallback";
    EXPECT_EQ(colour(R"(["match", ["get", "kind"], "city", "#fff", "black"])", 1), (Colour{0, 0, 0, 255}));
}

TEST(Expression, knows_what_it_reads) {
    const auto expression = as("text-field", R"(["case", ["<", ["zoom"], 8], ["get", "short"],
        ["concat", ["get", "name"], ["get", "kind"], ["get", "name"]]])");
    EXPECT_EQ(expression.columns(), (std::vector<std::string>{"kind", "name", "short"}));
    EXPECT_TRUE(expression.reads_zoom());
    EXPECT_FALSE(as("text-field", R"(["get", "name"])").reads_zoom());
    EXPECT_FALSE(Expression().given());
    EXPECT_TRUE(Expression().columns().empty());
    EXPECT_EQ(Expression().number({}, 4), 4);
}

TEST(Expression, tells_the_words_it_may_yield) {
    const auto words = [](const std::string& e) { return as("text-field", e).fixed_words(); };
    using List = std::vector<std::string>;
    EXPECT_EQ(words(R"("one")"), List{"one"});
    EXPECT_EQ(words(R"(["match", ["get", "kind"], "label", "a", "b"])"), (List{"a", "b"}));
    EXPECT_EQ(words(R"(["case", ["==", ["get", "kind"], "x"], "a", ["step", ["zoom"], "b", 3, "c"]])"),
              (List{"a", "b", "c"}));
    EXPECT_EQ(words(R"(["coalesce", ["get", "kind"], "z"])"), List{"z"});
    EXPECT_EQ(words(R"(["concat", "provider/", ["get", "kind"]])"), List{});
}

TEST(Column, holds_each_value_once) {
    Column column("kind");
    for (int i = 0; i < 1000; ++i) column.add("value " + std::to_string(i % 40));
    column.add(Value());
    column.add(1.0);
    column.add(true);
    column.add(std::nan(""));
    column.add(std::nan(""));
    EXPECT_EQ(column.size(), 1005U);
    EXPECT_EQ(column.values().size(), 44U);
    for (std::size_t i = 0; i < 1000; ++i)
        ASSERT_EQ(column.value(i), Value("value " + std::to_string(i % 40))) << "row " << i;
    EXPECT_EQ(column.code(3), column.code(43));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(column.value(1000)));
    EXPECT_EQ(column.value(1002), Value(true)) << "true is not one";
    EXPECT_EQ(column.code(1003), column.code(1004));
}

}  // namespace
}  // namespace balise::map
