#include "map/style.hpp"

#include <gtest/gtest.h>

namespace balise::map {
namespace {

// The whole message of the error in English, or "accepted".
std::string complaint(const std::string& json) {
    try {
        parse_style(json, "mine.json");
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input) << error.what();
        return error.what();
    }
    return "accepted";
}

std::string layer(const std::string& members) {
    return R"({"version":8,"layers":[{"id":"a","type":"symbol","source":"places")" + members + "}]}";
}
std::string layout(const std::string& members) {
    return layer(R"(,"layout":{)" + members + "}");
}
std::string field(const std::string& expression) {
    return layout(R"("text-field":)" + expression);
}
std::string key(const std::string& expression) {
    return layout(R"("symbol-sort-key":)" + expression);
}
std::string line(const std::string& members) {
    return R"({"version":8,"layers":[{"id":"a","type":"line","source":"roads","paint":{)" + members + "}}]}";
}

TEST(Style, unknown_property_is_named_with_its_path) {
    EXPECT_EQ(complaint(line(R"("line-colour":"#fff")")),
              "mine.json: layers[0].paint.line-colour: unknown property; did you mean line-color?");
    EXPECT_EQ(complaint(line(R"("shadow":1)")), "mine.json: layers[0].paint.shadow: unknown property");
    EXPECT_EQ(complaint(line(R"("line-cap":"butt")")),
              "mine.json: layers[0].paint.line-cap: this property belongs to layout");
    EXPECT_EQ(complaint(line(R"("fill-color":"#fff")")),
              "mine.json: layers[0].paint.fill-color: this property belongs to layers of the type fill");
    EXPECT_EQ(complaint(layer(R"(,"min-zoom":3)")),
              "mine.json: layers[0].min-zoom: unknown property; did you mean minzoom?");
    EXPECT_EQ(complaint(R"({"version":8,"layer":[]})"), "mine.json: layer: unknown property; did you mean layers?");
    EXPECT_EQ(complaint(layer(R"(,"metadata":{"balise:legend":"x"})")),
              "mine.json: layers[0].metadata.balise:legend: unknown property; did you mean balise:legend-fr?");
    EXPECT_EQ(complaint(layer(R"(,"metadata":{"other:legend":[1]})")), "accepted");
}

TEST(Style, wrong_structure_is_refused) {
    EXPECT_EQ(complaint("{\n \"version\": 8,\n \"layers\" [] }"), "mine.json: line 3, column 11: this is not JSON");
    EXPECT_EQ(complaint("[]"), "mine.json: style: expected: an object");
    EXPECT_EQ(complaint(R"({"layers":[]})"), "mine.json: version: expected: 8");
    EXPECT_EQ(complaint(R"({"version":7,"layers":[]})"), "mine.json: version: expected: 8");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[]})"), "mine.json: layers: the list is empty");
    EXPECT_EQ(complaint(R"({"version":8,"layers":{}})"), "mine.json: layers: expected: a list of layers");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[3]})"), "mine.json: layers[0]: expected: an object");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[{"type":"background"}]})"),
              "mine.json: layers[0]: \"id\" is missing");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[{"id":"a"}]})"), "mine.json: layers[0]: \"type\" is missing");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[{"id":"","type":"fill"}]})"),
              "mine.json: layers[0].id: expected: words that are not empty");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[{"id":"a","type":"circle"}]})"),
              "mine.json: layers[0].type: \"circle\" is none of: background, fill, line, symbol, raster");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[{"id":"a","type":"fill"}]})"),
              "mine.json: layers[0]: \"source\" is missing");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[{"id":"a","type":"background","source":"x"}]})"),
              "mine.json: layers[0].source: a background has no source");
    EXPECT_EQ(complaint(R"({"version":8,"layers":[{"id":"a","type":"background"},{"id":"a","type":"background"}]})"),
              "mine.json: layers[1].id: another layer is called \"a\" too");
    EXPECT_EQ(complaint(layer(R"(,"layout":[])")), "mine.json: layers[0].layout: expected: an object");
}

TEST(Style, wrong_values_are_refused) {
    EXPECT_EQ(complaint(layer(R"(,"minzoom":25)")), "mine.json: layers[0].minzoom: expected: a zoom between 0 and 24");
    EXPECT_EQ(complaint(layer(R"(,"minzoom":9,"maxzoom":9)")), "mine.json: layers[0]: minzoom is not below maxzoom");
    EXPECT_EQ(complaint(line(R"("line-width":"2")")),
              "mine.json: layers[0].paint.line-width: expected: a number; found: words");
    EXPECT_EQ(complaint(line(R"("line-width":-1)")), "mine.json: layers[0].paint.line-width: -1 is less than 0");
    EXPECT_EQ(complaint(line(R"("line-width":null)")), "mine.json: layers[0].paint.line-width: expected: a number");
    EXPECT_EQ(complaint(line(R"("line-width":1e999)")), "mine.json: this is not JSON: a number is too large");
    EXPECT_EQ(complaint(line(R"("line-opacity":1.5)")),
              "mine.json: layers[0].paint.line-opacity: 1.5 is not between 0 and 1");
    EXPECT_EQ(complaint(line(R"("line-color":"petrol")")),
              "mine.json: layers[0].paint.line-color: \"petrol\" is not a colour");
    EXPECT_EQ(complaint(line(R"("line-color":3)")),
              "mine.json: layers[0].paint.line-color: expected: a colour; found: a number");
    EXPECT_EQ(complaint(line(R"("line-dasharray":[1,"2"])")),
              "mine.json: layers[0].paint.line-dasharray[1]: expected: a number");
    EXPECT_EQ(complaint(line(R"("line-dasharray":[])")),
              "mine.json: layers[0].paint.line-dasharray: the list is empty");
    EXPECT_EQ(complaint(line(R"("line-dasharray":[1,-1])")),
              "mine.json: layers[0].paint.line-dasharray[1]: -1 is less than 0");
    EXPECT_EQ(complaint(line(R"("line-dasharray":3)")),
              "mine.json: layers[0].paint.line-dasharray: expected: a list of numbers; found: a number");
    EXPECT_EQ(complaint(layout(R"("text-anchor":"middle")")),
              "mine.json: layers[0].layout.text-anchor: \"middle\" is none of: center, left, right, top, bottom, "
              "top-left, top-right, bottom-left, bottom-right");
    EXPECT_EQ(complaint(layout(R"("text-variable-anchor":["left","middle"])")),
              "mine.json: layers[0].layout.text-variable-anchor[1]: \"middle\" is none of: center, left, right, top, "
              "bottom, top-left, top-right, bottom-left, bottom-right");
    EXPECT_EQ(complaint(layout(R"("text-font":"Inter")")),
              "mine.json: layers[0].layout.text-font: expected: a list of words; found: words");
    EXPECT_EQ(complaint(layout(R"("icon-allow-overlap":"yes")")),
              "mine.json: layers[0].layout.icon-allow-overlap: expected: true or false; found: words");
    EXPECT_EQ(complaint(layout(R"("symbol-placement":["get","how"])")),
              "mine.json: layers[0].layout.symbol-placement: this property is a fixed value, not an expression");
    EXPECT_EQ(complaint(layout(R"("text-optional":["get","how"])")),
              "mine.json: layers[0].layout.text-optional: this property reads no column, only the zoom");
}

TEST(Style, wrong_metadata_is_refused) {
    const auto note = [](const std::string& members) { return complaint(layer(R"(,"metadata":{)" + members + "}")); };
    EXPECT_EQ(note(R"("balise:overlap":"heap")"),
              "mine.json: layers[0].metadata.balise:overlap: \"heap\" is none of: all, cluster, fan, aside");
    EXPECT_EQ(note(R"("balise:leader":"yes")"),
              "mine.json: layers[0].metadata.balise:leader: \"yes\" is none of: true, false");
    EXPECT_EQ(note(R"("balise:label-priority":"high")"),
              "mine.json: layers[0].metadata.balise:label-priority: \"high\" is not a number");
    EXPECT_EQ(note(R"("balise:number":["a"])"),
              "mine.json: layers[0].metadata.balise:number: expected: a number or words");
    EXPECT_EQ(note(R"("balise:legend-with":"a")"), "accepted");
    EXPECT_EQ(note(R"("balise:legend-with":"a, b")"),
              "mine.json: layers[0].metadata.balise:legend-with: there is no layer \"b\"");
    const auto style =
        parse_style(layer(R"(,"metadata":{"balise:leader":true,"balise:label-priority":70})"), "mine.json");
    EXPECT_EQ(style.layers.at(0).note("leader"), "true");
    EXPECT_EQ(style.layers.at(0).note("label-priority"), "70");
    EXPECT_EQ(style.layers.at(0).note("overlap", "all"), "all");
}

TEST(Style, wrong_expressions_are_refused) {
    const std::string at = "mine.json: layers[0].layout.text-field";
    EXPECT_EQ(complaint(field(R"(["gett","x"])")), at + "[0]: unknown operator \"gett\"; did you mean get?");
    EXPECT_EQ(complaint(field(R"(["frobnicate"])")), at + "[0]: unknown operator \"frobnicate\"");
    EXPECT_EQ(complaint(field("[]")), at + ": an expression begins with the name of its operator");
    EXPECT_EQ(complaint(field("[3]")), at + ": an expression begins with the name of its operator");
    EXPECT_EQ(complaint(field(R"(["get"])")), at + ": get takes 1 argument");
    EXPECT_EQ(complaint(field(R"(["get",3])")), at + "[1]: expected: the name of a column");
    EXPECT_EQ(complaint(field(R"(["upcase",3])")), at + "[1]: expected: words; found: a number");
    EXPECT_EQ(complaint(field(R"(["zoom"])")), at + ": expected: words; found: a number");
    EXPECT_EQ(complaint(field(R"(["literal",["a"]])")), at + "[1]: a list has no place here");
    EXPECT_EQ(complaint(field(R"(["case",true,"a"])")), at + ": case takes at least 3 arguments");
    EXPECT_EQ(complaint(field(R"(["case",true,"a",true,"b"])")),
              at + ": case ends with what holds when no condition does");
    EXPECT_EQ(complaint(field(R"(["case","x","a","b"])")), at + "[1]: expected: true or false; found: words");
    EXPECT_EQ(complaint(field(R"(["case",true,4,"b"])")), at + "[2]: expected: words; found: a number");
    EXPECT_EQ(complaint(field(R"(["match",["get","k"],"a","x","a","y","z"])")), at + "[4]: the label is there twice");
    EXPECT_EQ(complaint(field(R"(["match",["get","k"],[],"x","z"])")), at + "[2]: the list is empty");
    EXPECT_EQ(complaint(field(R"(["match",["get","k"],true,"x","z"])")), at + "[2]: expected: a number or words");
    EXPECT_EQ(complaint(field(R"(["match",["zoom"],"a","x","z"])")), at + "[2]: expected: a number; found: words");
    EXPECT_EQ(complaint(field(R"(["match",["get","k"],"a","x","b","y"])")),
              at + ": match ends with what holds when no label fits");
    EXPECT_EQ(complaint(field(R"(["step",["zoom"],"a",5,"b",5,"c"])")),
              at + "[5]: each stop must be greater than the one before it");
    EXPECT_EQ(complaint(field(R"(["step",["zoom"],"a",5,"b",6])")), at + ": each stop needs an output");
    EXPECT_EQ(complaint(field(R"(["interpolate",["linear"],["zoom"],1,"a",2,"b"])")),
              at + ": interpolate yields numbers or colours only");
    std::string deep = "\"x\"";
    for (int i = 0; i < 60; ++i) deep = R"(["upcase",)" + deep + "]";
    EXPECT_NE(complaint(field(deep)).find("expressions are nested too deep"), std::string::npos);
}

TEST(Style, wrong_sums_and_comparisons_are_refused) {
    const std::string at = "mine.json: layers[0].layout.symbol-sort-key";
    EXPECT_EQ(complaint(key(R"(["+",1,"a"])")), at + "[2]: expected: a number; found: words");
    EXPECT_EQ(complaint(key(R"(["/",1])")), at + ": / takes 2 arguments");
    EXPECT_EQ(complaint(key(R"(["+"])")), at + ": + takes at least 1 argument");
    EXPECT_EQ(complaint(key(R"(["-",1,2,3])")), at + ": - takes at least 1 argument");
    EXPECT_EQ(complaint(key(R"(["interpolate",["cubic"],["zoom"],1,1,2,2])")),
              at + "[1]: expected: [\"linear\"], [\"exponential\", 1.5]");
    EXPECT_EQ(complaint(key(R"(["interpolate",["exponential",0],["zoom"],1,1,2,2])")),
              at + "[1]: expected: [\"linear\"], [\"exponential\", 1.5]");
    const auto filter = [](const std::string& e) { return complaint(layer(R"(,"filter":)" + e)); };
    const std::string here = "mine.json: layers[0].filter";
    EXPECT_EQ(filter(R"(["==","kind","city"])"),
              here + ": two fixed values are compared; a column is written [\"get\", \"name\"]");
    EXPECT_EQ(filter(R"(["==",["zoom"],"a"])"), here + "[2]: expected: a number; found: words");
    EXPECT_EQ(filter(R"(["<",["get","a"],true])"), here + ": true and false have no order");
    EXPECT_EQ(filter(R"(["get","name"])"), "accepted") << "a column may hold a truth";
    EXPECT_EQ(filter(R"(["zoom"])"), here + ": expected: true or false; found: a number");
    EXPECT_EQ(filter(R"(["in",["get","a"],["literal",[true]]])"), here + "[2][1][0]: expected: a number or words");
    EXPECT_EQ(filter(R"(["!",["zoom"]])"), here + "[1]: expected: true or false; found: a number");
}

TEST(Style, reads_layers) {
    const auto style = parse_style(R"({"version":8,"name":"Mine","metadata":{"x":1},"layers":[
        {"id":"sea","type":"background","paint":{"background-color":"#D5E4EB"}},
        {"id":"roads","type":"line","source":"roads","minzoom":5,"maxzoom":9.5,"filter":["==",["get","class"],"national"],
         "layout":{"line-cap":"round","visibility":"none"},"paint":{"line-width":0.5,"line-dasharray":[2,1]}},
        {"id":"names","type":"symbol","source":"places","layout":{"text-font":["Inter Semi Bold"],
         "text-variable-anchor":["literal",["right","top"]]}}]})",
                                   "mine.json");
    EXPECT_EQ(style.name, "Mine");
    ASSERT_EQ(style.layers.size(), 3U);
    const auto& roads = style.layers[1];
    EXPECT_EQ(roads.kind, LayerKind::line);
    EXPECT_EQ(roads.source, "roads");
    EXPECT_EQ(roads.min_zoom, 5);
    EXPECT_EQ(roads.max_zoom, 9.5);
    EXPECT_TRUE(roads.filter.given());
    EXPECT_EQ(roads.property("line-width").number({}, 9), 0.5);
    EXPECT_EQ(*roads.property("line-dasharray").numbers(), (std::vector<double>{2, 1}));
    EXPECT_EQ(roads.property("visibility").words({}, ""), "none");
    EXPECT_FALSE(roads.property("line-color").given());
    EXPECT_THROW(roads.property("line-colour"), base::Error);
    EXPECT_EQ(*style.layers[2].property("text-font").word_list(), std::vector<std::string>{"Inter Semi Bold"});
    EXPECT_EQ(*style.layers[2].property("text-variable-anchor").word_list(),
              (std::vector<std::string>{"right", "top"}));
    EXPECT_EQ(style.layers[2].min_zoom, 0);
    EXPECT_EQ(style.layers[2].max_zoom, 24);
}

TEST(Style, colours) {
    using Wanted = std::optional<Colour>;
    EXPECT_EQ(parse_colour("#0B5C73"), (Wanted{{0x0B, 0x5C, 0x73, 255}}));
    EXPECT_EQ(parse_colour("#fFf"), (Wanted{{255, 255, 255, 255}}));
    EXPECT_EQ(parse_colour("#1238"), (Wanted{{0x11, 0x22, 0x33, 0x88}}));
    EXPECT_EQ(parse_colour("#01020304"), (Wanted{{1, 2, 3, 4}}));
    EXPECT_EQ(parse_colour("rgb(1, 2,3)"), (Wanted{{1, 2, 3, 255}}));
    EXPECT_EQ(parse_colour("rgba(1,2,3,0.5)"), (Wanted{{1, 2, 3, 128}}));
    EXPECT_EQ(parse_colour("hsl(120, 100%, 25%)"), (Wanted{{0, 128, 0, 255}}));
    EXPECT_EQ(parse_colour("hsla(240,100%,50%,0)"), (Wanted{{0, 0, 255, 0}}));
    EXPECT_EQ(parse_colour("teal"), (Wanted{{0, 128, 128, 255}}));
    EXPECT_EQ(parse_colour("transparent"), (Wanted{{0, 0, 0, 0}}));
    for (const auto* wrong : {"", "#", "#12", "#12345", "#12345g", "rgb(1,2)", "rgb(1,2,256)", "rgb(1,2,3",
                              "rgba(1,2,3,2)", "hsl(1,2,3)", "hsl(400,1%,1%)", "lab(1,2,3)", "petrol", "rgb(1,2,3,4)"})
        EXPECT_EQ(parse_colour(wrong), std::nullopt) << wrong;
}

TEST(Style, fonts_by_name) {
    EXPECT_EQ(font_named("Inter").family, "Inter");
    EXPECT_EQ(font_named("Inter").weight, Weight::regular);
    EXPECT_EQ(font_named("Inter Semi Bold").weight, Weight::semibold);
    EXPECT_EQ(font_named("Inter SemiBold Italic").weight, Weight::semibold);
    EXPECT_TRUE(font_named("Inter SemiBold Italic").italic);
    EXPECT_EQ(font_named("Inter Bold").weight, Weight::bold);
    EXPECT_EQ(font_named("Noto Sans Medium Italic").family, "Noto Sans");
    EXPECT_EQ(font_named("Noto Sans Medium Italic").weight, Weight::medium);
    EXPECT_EQ(font_named("Bold").family, "Bold") << "a name is never empty";
}

TEST(Style, what_is_not_there_is_named) {
    try {
        load_style("papier");
        FAIL() << "there is no such style";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
        EXPECT_NE(std::string(error.what()).find("\"papier\""), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace balise::map
