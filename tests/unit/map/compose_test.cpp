// Records and a style become a display list: what is drawn, in which order, and how it behaves on odd input.
#include "map/compose.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "map/display_list_text.hpp"

namespace {

using namespace balise;
using map::Composition;
using map::FeatureTable;
using map::Value;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

const map::SymbolSet& symbols() {
    static const auto set = map::SymbolSet::load(BALISE_SOURCE_DIR "/data/symbols");
    return set;
}

map::Style style(const std::string& layers) {
    return map::parse_style(R"({"version":8,"name":"test","layers":[)" + layers + "]}", "test");
}

// 100 × 100 mm at 1:1000000, (0, 0) mm at 450000, 850000 of UTM 30N.
map::MapView view() {
    return {map::Projection("EPSG:32630"), {500000, 800000}, base::ScaleDenominator(1e6), {0, 0, 100, 100}};
}

// Positions given in millimetres of the sheet, about.
geo::Position at(double x, double y) {
    return {450000 + x * 1000, 850000 - y * 1000};
}

geo::Path ring(double left, double top, double right, double bottom) {
    return {at(left, top), at(right, top), at(right, bottom), at(left, bottom), at(left, top)};
}

Composition composed(const map::Style& drawn, std::vector<const FeatureTable*> tables, bool labels = true) {
    map::ComposeRequest request{view(), &drawn, &symbols(), std::move(tables), {}, labels};
    static map::Typesetter typesetter;
    base::Progress progress;
    return map::compose(request, typesetter, progress);
}

FeatureTable areas(std::vector<geo::MultiPolygon> shapes) {
    FeatureTable table;
    table.name = "areas";
    table.columns.emplace_back("name");
    for (auto& shape : shapes) {
        table.columns[0].add(Value{"area " + std::to_string(table.shapes.size())});
        table.ids.push_back("A" + std::to_string(table.shapes.size()));
        table.shapes.emplace_back(std::move(shape));
    }
    return table;
}

FeatureTable points(const std::vector<geo::Position>& positions) {
    FeatureTable table;
    table.name = "points";
    table.columns.emplace_back("kind");
    table.columns.emplace_back("number");
    for (const auto& position : positions) {
        const auto row = table.points.size();
        table.columns[0].add(Value{std::string(row % 2 == 0 ? "health" : "ngo")});
        table.columns[1].add(Value{static_cast<double>(row + 1)});
        table.ids.push_back("P" + std::to_string(row));
        table.points.push_back(position);
    }
    return table;
}

template <class What>
std::vector<const What*> all(const Composition& made) {
    std::vector<const What*> found;
    for (const auto& group : made.list.groups)
        for (const auto& batch : group.batches)
            if (const auto* what = std::get_if<What>(&batch)) found.push_back(what);
    return found;
}

std::size_t marks_in(const Composition& made) {
    std::size_t count = 0;
    for (const auto* marks : all<map::Marks>(made)) count += marks->marks.size();
    return count;
}

const std::string fill = R"({"id":"f","type":"fill","source":"areas","paint":{"fill-color":"#ff0000"}})";
const std::string line =
    R"({"id":"l","type":"line","source":"areas","paint":{"line-color":"#0000ff","line-width":0.2}})";
std::string icons(const std::string& metadata = "") {
    return R"({"id":"p","type":"symbol","source":"points","layout":{"icon-image":["concat","provider/",["get","kind"]],
        "icon-size":4,"icon-allow-overlap":true},"metadata":{"balise:legend-by":"kind")" +
           metadata + "}}";
}

TEST(Compose, AreaInTwoPartsWithAHole) {
    const auto table = areas({{{{{ring(10, 10, 50, 50), ring(20, 20, 30, 30)}}, {{ring(60, 60, 70, 70)}}}}});
    const auto made = composed(style(fill), {&table});
    EXPECT_EQ(map::to_text(made.list).substr(map::to_text(made.list).find("pick")),
              R"(pick 1 layer 0 row 0
group "f" clip 0.00,0.00 100.00,100.00
  fill #ff0000
    area pick 1
)" + map::to_text(made.list).substr(map::to_text(made.list).find("      ring")));
    const auto fills = all<map::Fill>(made);
    ASSERT_EQ(fills.size(), 1U);
    EXPECT_EQ(fills[0]->areas, std::vector<std::uint32_t>{3});
    const auto& spots = fills[0]->rings.spots;
    ASSERT_EQ(spots.size(), 15U);
    EXPECT_NEAR(static_cast<double>(spots[0].x), 10, 0.05);
    EXPECT_NEAR(static_cast<double>(spots[2].y), 50, 0.05);
    EXPECT_NEAR(static_cast<double>(spots[12].x), 70, 0.05);
}

TEST(Compose, NeighboursShareTheirBorder) {
    std::mt19937 random(8);
    std::normal_distribution<double> noise(0, 0.4);
    geo::Path border;
    for (int i = 0; i <= 400; ++i) border.push_back(at(50 + noise(random), 10 + i * 0.2));
    geo::Path left = border, right = border;
    left.push_back(at(10, 90)), left.push_back(at(10, 10)), left.push_back(left.front());
    std::reverse(right.begin(), right.end());
    right.push_back(at(90, 10)), right.push_back(at(90, 90)), right.push_back(right.front());
    const auto table = areas({{{{{left}}}}, {{{{right}}}}});
    const auto made = composed(style(fill), {&table});
    const auto& rings = all<map::Fill>(made).at(0)->rings;
    const auto inner = [&](std::size_t from, std::size_t to) {
        std::set<std::pair<float, float>> spots;
        for (std::size_t i = from; i < to; ++i)
            if (rings.spots[i].x > 40 && rings.spots[i].x < 60) spots.insert({rings.spots[i].x, rings.spots[i].y});
        return spots;
    };
    EXPECT_EQ(inner(0, rings.ends[0]), inner(rings.ends[0], rings.ends[1]));
    EXPECT_LT(rings.ends[0], 404U) << "and it is simplified";
    // The common border is drawn once.
    const auto lines = composed(style(line), {&table});
    std::size_t on_border = 0;
    for (const auto& spot : all<map::Stroke>(lines).at(0)->lines.spots)
        if (spot.x > 40 && spot.x < 60) ++on_border;
    EXPECT_LT(on_border, inner(0, rings.ends[0]).size() + 6);
}

TEST(Compose, RowsWithoutOrFarFromTheView) {
    auto table = areas({{{{{ring(10, 10, 50, 50)}}}}, {}, {{{{ring(400, 10, 450, 50)}}}}});
    table.shapes[1] = std::monostate{};
    table.shapes.emplace_back(geo::MultiPolygon{{{{{{none, 0}, at(1, 1), at(2, 2), {none, 0}}}}}});
    // As if the other side of the antimeridian had been projected.
    table.shapes.emplace_back(geo::MultiPolygon{{{{{{-4e7, -2e7}, {4e7, -2e7}, {4e7, -1e7}, {-4e7, -2e7}}}}}});
    table.ids = {"a", "b", "c", "d", "e"};
    table.columns[0].add(Value{}), table.columns[0].add(Value{});
    const auto made = composed(style(fill + "," + line), {&table});
    ASSERT_EQ(made.list.picks.size(), 1U);
    EXPECT_EQ(made.list.picks[0].row, 0U);
    for (const auto* each : all<map::Fill>(made))
        for (const auto& spot : each->rings.spots) EXPECT_TRUE(std::isfinite(spot.x) && std::abs(spot.x) < 200);
}

TEST(Compose, TheRecordBehindAPick) {
    const auto ground = areas({{{{{ring(10, 10, 50, 50)}}}}, {{{{ring(60, 10, 90, 50)}}}}});
    auto places = points({at(500, 50), at(30, 30), at(30.2, 30)});
    places.ids = {"far", "one", "two"};
    const auto drawn = style(line + "," + fill + "," + icons(R"(,"balise:overlap":"cluster")"));
    const map::ComposeRequest request{view(), &drawn, &symbols(), {&places, &ground}, {}, false};
    map::Typesetter typesetter;
    base::Progress progress;
    const auto made = map::compose(request, typesetter, progress);
    ASSERT_EQ(made.list.picks.size(), 3U);
    EXPECT_EQ(map::record_behind(made.list.picks[0], request), "A0");
    EXPECT_EQ(map::record_behind(made.list.picks[1], request), "A1");
    EXPECT_EQ(drawn.layers.at(made.list.picks[2].layer).source, "points");
    EXPECT_EQ(made.list.picks[2].count, 2U) << "a cluster";
    EXPECT_EQ(map::record_behind(made.list.picks[2], request), "");
    places.points = {at(30, 30), at(500, 50), at(70, 70)};
    const auto apart = map::compose(request, typesetter, progress);
    std::vector<std::string> found;
    for (const auto* marks : all<map::Marks>(apart))
        for (const auto& mark : marks->marks)
            found.push_back(map::record_behind(apart.list.picks.at(mark.pick - 1), request));
    EXPECT_EQ(found, (std::vector<std::string>{"far", "two"}));
}

TEST(Compose, EmptyTablesAndMissingTables) {
    const auto table = areas({});
    auto nothing = points({});
    auto made = composed(style(fill + "," + line + "," + icons()), {&table, &nothing});
    EXPECT_TRUE(made.list.groups.empty());
    EXPECT_TRUE(made.legend.empty());
    made = composed(style(fill + "," + line + "," + icons()), {});
    EXPECT_TRUE(made.list.groups.empty());
    made = composed(style(R"({"id":"b","type":"background","paint":{"background-color":"#123456"}})"), {});
    ASSERT_EQ(made.list.groups.size(), 1U);
    EXPECT_EQ(all<map::Fill>(made).at(0)->colour, (map::Colour{0x12, 0x34, 0x56, 255}));
}

TEST(Compose, PointsOfAnyNumber) {
    std::mt19937 random(9);
    std::uniform_real_distribution<double> place(2, 98);
    for (const std::size_t count : {0U, 1U, 300U, 100000U}) {
        std::vector<geo::Position> positions;
        for (std::size_t i = 0; i < count; ++i) positions.push_back(at(place(random), place(random)));
        positions.push_back({none, none});
        positions.push_back(at(500, 50));
        const auto table = points(positions);
        const auto made = composed(style(icons()), {&table});
        EXPECT_EQ(made.marks.size(), count) << "all are told";
        std::size_t told = 0;
        for (const auto& entry : made.legend) told += entry.count;
        EXPECT_EQ(told, count);
        EXPECT_LE(marks_in(made), count);
        if (count <= 300) {
            EXPECT_GE(marks_in(made), count * 99 / 100);
        }
        for (const auto* marks : all<map::Marks>(made))
            for (const auto& mark : marks->marks) {
                ASSERT_LE(mark.pick, made.list.picks.size());
                EXPECT_GT(mark.pick, 0U);
            }
    }
}

TEST(Compose, EqualSymbolsOnOneSpotAreDrawnOnce) {
    const auto table = points({at(50, 50), at(50, 50), at(50, 50), at(50, 50), at(60, 60)});
    const auto made =
        composed(style(R"({"id":"p","type":"symbol","source":"points","layout":{"icon-image":"provider/ngo",
        "icon-size":4,"icon-allow-overlap":true}})"),
                 {&table});
    EXPECT_EQ(marks_in(made), 2U);
    EXPECT_EQ(made.marks.size(), 5U);
}

TEST(Compose, ClustersCountEverybody) {
    std::vector<geo::Position> positions;
    for (int i = 0; i < 7; ++i) positions.push_back(at(30 + 0.3 * i, 30));
    positions.push_back(at(80, 80));
    const auto table = points(positions);
    const auto made = composed(style(icons(R"(,"balise:overlap":"cluster")")), {&table});
    EXPECT_EQ(marks_in(made), 1U);
    EXPECT_EQ(std::count_if(made.marks.begin(), made.marks.end(), [](const auto& mark) { return mark.clustered; }), 7);
    std::uint32_t most = 0;
    for (const auto& pick : made.list.picks) most = std::max(most, pick.count);
    EXPECT_EQ(most, 7U);
    bool told = false;
    for (const auto* lettering : all<map::Lettering>(made))
        for (const auto& run : lettering->runs) told = told || run.text == "7";
    EXPECT_TRUE(told);
}

TEST(Compose, MovingTheMapDoesNotRegroupClusters) {
    std::mt19937 random(11);
    std::normal_distribution<double> spread(0, 45);
    std::vector<geo::Position> positions;
    for (const double town : {-120.0, 0.0, 60.0, 170.0})
        for (int i = 0; i < 900; ++i) positions.push_back(at(town + spread(random), 50 + spread(random)));
    const auto table = points(positions);
    const auto drawn = style(icons(R"(,"balise:overlap":"cluster")"));
    const std::vector<const FeatureTable*> tables{&table};
    map::Typesetter typesetter;
    base::Progress progress;
    // Who is together in the discs within a square about the middle of the first view; `half` in millimetres.
    const auto groups = [&](double east, double south, double half) {
        auto moved = view();
        moved.centre.x += east * 1000;
        moved.centre.y -= south * 1000;
        const auto made = map::compose({moved, &drawn, &symbols(), tables, {}, false}, typesetter, progress);
        std::set<std::vector<std::uint32_t>> found;
        for (const auto& cluster : made.clusters) {
            const double x = static_cast<double>(cluster.centre.x) + east - 50;
            const double y = static_cast<double>(cluster.centre.y) + south - 50;
            if (std::abs(x) > half || std::abs(y) > half) continue;
            found.emplace(made.cluster_rows.begin() + static_cast<std::ptrdiff_t>(cluster.first),
                          made.cluster_rows.begin() + static_cast<std::ptrdiff_t>(cluster.end));
        }
        return found;
    };
    const auto before = groups(0, 0, 12);
    EXPECT_GE(before.size(), 3U);
    const auto keeps = [&](double east, double south) {
        const auto after = groups(east, south, 13);
        return std::includes(after.begin(), after.end(), before.begin(), before.end());
    };
    for (int step = 1; step <= 12; ++step) {
        EXPECT_TRUE(keeps(3.1 * step, 0)) << step;
        EXPECT_TRUE(keeps(0, -3 * step)) << step;
        EXPECT_TRUE(keeps(-2.7 * step, 2.9 * step)) << step;
    }
}

TEST(Compose, SymbolsOnOnePlaceAreFannedOutWithTheirNumbers) {
    std::vector<geo::Position> positions(6, at(50, 50));
    const auto table = points(positions);
    const auto made = composed(style(icons(R"(,"balise:overlap":"fan","balise:number":"number")")), {&table});
    ASSERT_EQ(marks_in(made), 6U);
    const auto& marks = all<map::Marks>(made).at(0)->marks;
    for (std::size_t i = 0; i < marks.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_GE(std::max(std::abs(marks[i].centre.x - marks[j].centre.x),
                               std::abs(marks[i].centre.y - marks[j].centre.y)),
                      3.9F);
    EXPECT_TRUE(made.missing.empty());
    std::set<std::string> numbers;
    for (const auto* lettering : all<map::Lettering>(made))
        for (const auto& run : lettering->runs) numbers.insert(run.text);
    EXPECT_EQ(numbers, (std::set<std::string>{"1", "2", "3", "4", "5", "6"}));
    for (const auto& mark : made.marks) EXPECT_NEAR(static_cast<double>(mark.true_spot.x), 50, 0.05);
}

TEST(Compose, PatternsAndDashesAreDecidedHere) {
    const auto table = areas({{{{{ring(10, 10, 50, 50)}}}}});
    const auto made = composed(
        style(R"({"id":"h","type":"fill","source":"areas","paint":{"fill-color":"#ff0000","fill-pattern":"lines"}},
              {"id":"d","type":"fill","source":"areas","paint":{"fill-color":"#ff0000","fill-pattern":"dots"}},
              {"id":"l","type":"line","source":"areas","paint":{"line-width":0.5,"line-dasharray":[4,2]}})"),
        {&table});
    EXPECT_TRUE(all<map::Fill>(made).empty());
    EXPECT_GT(all<map::Stroke>(made).at(0)->lines.ends.size(), 10U);
    EXPECT_GT(marks_in(made), 400U);
    EXPECT_NEAR(static_cast<double>(all<map::Stroke>(made).at(1)->lines.ends.size()), 160.0 / 3, 2);
    EXPECT_EQ(all<map::Stroke>(made).at(1)->cap, map::Cap::butt);
}

TEST(Compose, LegendHasWhatWasDrawnOnly) {
    const auto table = points({at(50, 50), at(60, 60), at(30, 200)});
    const auto shapes = areas({{{{{ring(10, 10, 50, 50)}}}}});
    const auto drawn = style(R"({"id":"f","type":"fill","source":"areas","paint":{"fill-color":"#ff0000"},"metadata":
              {"balise:legend-fr":"Aire","balise:legend-en":"Area","balise:legend-order":9}},
              {"id":"x","type":"line","source":"roads","metadata":{"balise:legend-fr":"Route"}},)" +
                             icons());
    const auto made = composed(drawn, {&table, &shapes});
    ASSERT_EQ(made.legend.size(), 3U);
    EXPECT_EQ(made.legend[0].key, "health");
    EXPECT_EQ(made.legend[0].count, 1U) << "the one below the frame does not count";
    EXPECT_EQ(made.legend[1].key, "ngo");
    EXPECT_EQ(made.legend[2].title, "Aire");
    for (const auto& entry : made.legend) EXPECT_FALSE(entry.sample.empty());
}

TEST(Compose, NamesKeepOffSymbolsAndEachOther) {
    std::mt19937 random(10);
    std::uniform_real_distribution<double> place(2, 98);
    std::vector<geo::Position> positions;
    for (int i = 0; i < 150; ++i) positions.push_back(at(place(random), place(random)));
    const auto table = points(positions);
    const auto drawn = style(
        R"({"id":"p","type":"symbol","source":"points","layout":{"icon-image":"provider/ngo","icon-size":2,
        "icon-allow-overlap":true,"text-field":["concat","Place ",["get","kind"]],"text-size":2.5,"text-optional":true}})");
    const auto made = composed(drawn, {&table});
    EXPECT_EQ(marks_in(made), 150U);
    ASSERT_GT(made.label_boxes.size(), 20U);
    EXPECT_EQ(made.label_boxes.size() + made.left_out.size(), 150U);
    for (std::size_t i = 0; i < made.label_boxes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &a = made.label_boxes[i], &b = made.label_boxes[j];
            EXPECT_FALSE(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom);
        }
    EXPECT_TRUE(composed(drawn, {&table}, false).label_boxes.empty());
    // Where the name is all, the symbol goes with it.
    auto strict = style(
        R"({"id":"p","type":"symbol","source":"points","layout":{"icon-image":"provider/ngo","icon-size":2,
        "icon-allow-overlap":true,"text-field":["concat","Place ",["get","kind"]],"text-size":2.5,"text-optional":false}})");
    const auto fewer = composed(strict, {&table});
    EXPECT_EQ(marks_in(fewer), fewer.label_boxes.size());
}

TEST(Compose, SameRequestSameBytes) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> place(2, 98);
    std::vector<geo::Position> positions;
    for (int i = 0; i < 400; ++i) positions.push_back(at(place(random), place(random)));
    const auto table = points(positions);
    const auto shapes = areas({{{{{ring(10, 10, 50, 50)}}}}, {{{{ring(50, 10, 90, 50)}}}}});
    const auto drawn = style(fill + "," + line + "," + icons(R"(,"balise:overlap":"fan","balise:number":"number")"));
    const auto a = composed(drawn, {&table, &shapes}), b = composed(drawn, {&table, &shapes});
    EXPECT_TRUE(a.list == b.list);
    EXPECT_EQ(map::to_text(a.list), map::to_text(b.list));
}

TEST(Compose, StopsWhenAsked) {
    std::vector<geo::Position> positions(200000, at(50, 50));
    const auto table = points(positions);
    const auto drawn = style(icons());
    map::ComposeRequest request{view(), &drawn, &symbols(), {&table}, {}, true};
    map::Typesetter typesetter;
    std::stop_source stop;
    stop.request_stop();
    base::Progress progress(stop.get_token());
    EXPECT_THROW(map::compose(request, typesetter, progress), base::Cancelled);
    std::stop_source later;
    base::Progress running(later.get_token(), [&](const base::Progress::Report& report) {
        if (report.done >= 0) later.request_stop();  // after it has begun
    });
    EXPECT_THROW(map::compose(request, typesetter, running), base::Cancelled);
}

}  // namespace
