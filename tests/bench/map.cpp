// Composing maps for the screen, 1920 × 1080 pixels of 0.2646 mm, with and without painting by cairo. Input: the
// vec.gpkg of the comparison with QGIS and Mapnik (500 areas, 60 lakes, 19,104 roads, 33 regions, 2,000 labelled
// points), in the same colours and widths as theirs:
//
//     BENCH_DATA=FOLDER_OF_VEC_GPKG bench_map
//
// and a million points that are made here.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "base/error.hpp"
#include "exchange/source.hpp"
#include "map/compose.hpp"
#include "paint/cairo/paper.hpp"

namespace {

using namespace balise;

constexpr map::Frame screen{0, 0, 508, 285.75F};
constexpr double dots_per_inch = 96;

std::filesystem::path peer_file() {
    const char* folder = std::getenv("BENCH_DATA");
    return std::filesystem::path(folder == nullptr ? "." : folder) / "vec.gpkg";
}

map::FeatureTable read(const std::string& layer) {
    base::Progress progress;
    exchange::SourceOptions options;
    options.layer = layer;
    const auto source = exchange::Source::open(peer_file(), options, progress);
    map::FeatureTable table;
    table.name = layer;
    for (const auto& column : source->columns()) table.columns.emplace_back(column);
    exchange::SourceRow row;
    while (source->next(row)) {
        if (const auto* point = std::get_if<geo::Point>(&row.geometry))
            table.points.push_back(point->position);
        else
            table.shapes.push_back(std::move(row.geometry));
        table.ids.push_back(layer + std::to_string(row.number));
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            char* end = nullptr;
            const double number = std::strtod(row.cells[i].c_str(), &end);
            const bool is_number = !row.cells[i].empty() && *end == '\0';
            table.columns[i].add(is_number ? map::Value{number} : map::Value{row.cells[i]});
        }
    }
    // The data are in metres of the projection already.
    if (!table.shapes.empty()) table.detail = std::make_shared<const map::ShapeDetail>(map::detail_of(table.shapes));
    return table;
}

map::Style peer_style() {
    return map::parse_style(R"JSON({"version": 8, "name": "peers", "layers": [
        {"id": "background", "type": "background", "paint": {"background-color": "#ffffff"}},
        {"id": "areas", "type": "fill", "source": "admin3", "paint": {"fill-color":
            ["step", ["get", "cover"], "#edf8fb", 0.2, "#b3cde3", 0.4, "#8c96c6", 0.6, "#8856a7", 0.8, "#810f7c"]}},
        {"id": "area-lines", "type": "line", "source": "admin3", "paint": {"line-color": "#888888", "line-width": 0.1}},
        {"id": "lakes", "type": "fill", "source": "lakes", "paint": {"fill-color": "#9ecae1"}},
        {"id": "roads", "type": "line", "source": "roads", "paint": {
            "line-color": ["match", ["get", "cls"], 1, "#d7301f", 2, "#fc8d59", "#999999"],
            "line-width": ["match", ["get", "cls"], 1, 0.7, 2, 0.4, 0.15]}},
        {"id": "regions", "type": "line", "source": "regions", "paint": {"line-color": "#333333", "line-width": 0.6}},
        {"id": "facilities", "type": "symbol", "source": "facilities", "layout": {
            "icon-image": ["match", ["get", "kind"], "hospital", "provider/health", "health centre",
                "provider/social_centre", "clinic", "provider/ngo", "dispensary", "provider/school",
                "provider/labour_inspectorate"],
            "icon-size": ["match", ["get", "kind"], "hospital", 3, 2], "icon-allow-overlap": true,
            "text-field": ["get", "name"], "text-size": 2.47, "text-optional": true},
            "paint": {"text-color": "#000000", "text-halo-color": "#ffffff", "text-halo-width": 0.6}}
    ]})JSON",
                            "peers");
}

struct Country {
    std::vector<map::FeatureTable> tables;
    map::Style style = peer_style();
    map::SymbolSet symbols = map::SymbolSet::load(BALISE_SOURCE_DIR "/data/symbols");
    map::Typesetter typesetter;
    std::optional<map::MapView> view;

    Country() {
        for (const char* layer : {"admin3", "lakes", "roads", "regions", "facilities"}) tables.push_back(read(layer));
        geo::Box box;
        for (const auto& each : tables[0].detail->boxes) box.add(each);
        const map::Projection utm("EPSG:32630");
        view = map::MapView{utm, {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, {}, screen};
        const double metres = std::max((box.max_x - box.min_x) / 508, (box.max_y - box.min_y) / 285.75) * 1.05;
        view->scale = base::ScaleDenominator(metres * 1000);
    }
    map::ComposeRequest request(bool labels) const {
        map::ComposeRequest asked{*view, &style, &symbols, {}, {}, labels};
        asked.marks = false;
        asked.tolerance = base::Millimetres(0.13);
        for (const auto& table : tables) asked.tables.push_back(&table);
        return asked;
    }
};

Country* country(benchmark::State& state) {
    if (!std::filesystem::exists(peer_file())) {
        state.SkipWithError("no vec.gpkg: set BENCH_DATA to the folder that gen.py of the comparison wrote");
        return nullptr;
    }
    static Country one;
    return &one;
}

void compose_country(benchmark::State& state, bool labels, bool paint) {
    auto* input = country(state);
    if (input == nullptr) return;
    const auto request = input->request(labels);
    base::Progress progress;
    std::size_t placed = 0;
    for (auto _ : state) {
        auto made = map::compose(request, input->typesetter, progress);
        placed = made.label_boxes.size();
        made.list.width = screen.right;
        made.list.height = screen.bottom;
        if (paint) benchmark::DoNotOptimize(paint::cairo::picture_of(made.list, dots_per_inch));
    }
    state.counters["labels"] = static_cast<double>(placed);
}

void labelled(benchmark::State& state) {
    compose_country(state, true, false);
}
void labelled_and_painted(benchmark::State& state) {
    compose_country(state, true, true);
}
void unlabelled(benchmark::State& state) {
    compose_country(state, false, false);
}
void unlabelled_and_painted(benchmark::State& state) {
    compose_country(state, false, true);
}

void million_points(benchmark::State& state) {
    map::FeatureTable table;
    table.name = "points";
    table.columns.emplace_back("kind");
    std::mt19937 random(6);
    std::uniform_real_distribution<double> x(-120000, 560000), y(475000, 1195000);
    for (int i = 0; i < 1000000; ++i) {
        table.points.push_back({x(random), y(random)});
        table.columns[0].add(static_cast<double>(random() % 5));
        if (state.range(0) != 0) table.ids.push_back("01890a5d-ac96-774b-bcce-" + std::to_string(100000000000 + i));
    }
    const auto symbols = map::SymbolSet::load(BALISE_SOURCE_DIR "/data/symbols");
    const auto style = map::parse_style(R"JSON({"version": 8, "name": "points", "layers": [
        {"id": "points", "type": "symbol", "source": "points", "layout": {"icon-size": 1, "icon-allow-overlap": true,
         "icon-image": ["match", ["get", "kind"], 0, "provider/health", 1, "provider/ngo", "provider/social_centre"]}}
    ]})JSON",
                                        "points");
    map::ComposeRequest request{
        {map::Projection("EPSG:32630"), {220000, 835000}, base::ScaleDenominator(2.55e6), screen},
        &style,
        &symbols,
        {&table},
        {},
        true};
    request.marks = false;
    map::Typesetter typesetter;
    base::Progress progress;
    std::size_t drawn = 0;
    for (auto _ : state) {
        const auto made = map::compose(request, typesetter, progress);
        drawn = std::get<map::Marks>(made.list.groups.at(0).batches.at(0)).marks.size();
    }
    state.counters["drawn"] = static_cast<double>(drawn);
}

}  // namespace

BENCHMARK(labelled)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(labelled_and_painted)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(unlabelled)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(unlabelled_and_painted)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(million_points)
    ->Arg(0)
    ->Arg(1)
    ->ArgName("ids")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
