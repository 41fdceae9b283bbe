// Composing what the window's map shows, in one thread, for a picture of 846 × 660 pixels with its margin of a quarter
// on each side: the sample project, and as many made-up providers about the country's places.
#include "app/scene.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <map>
#include <numeric>
#include <random>

namespace {

using namespace balise;

constexpr double pixels_per_millimetre = 96 / 25.4;

std::shared_ptr<const app::Snapshot> sample() {
    static const auto made = [] {
        const auto file = std::filesystem::temp_directory_path() / "balise_bench_scene.balise";
        std::filesystem::remove(file);
        base::Progress progress;
        app::create_project(file, true, progress);
        const auto session = app::Session::open(file, store::Access::read_only);
        auto snapshot =
            app::take_snapshot(session, model::Audience::internal, base::Language::french, nullptr, progress);
        std::filesystem::remove(file);
        return snapshot;
    }();
    return made;
}

// The sample's ground with `count` providers strewn about its places, most about the large ones.
std::shared_ptr<const app::Snapshot> crowded(std::size_t count) {
    static std::map<std::size_t, std::shared_ptr<const app::Snapshot>> known;
    auto& made = known[count];
    if (made) return made;
    auto snapshot = std::make_shared<app::Snapshot>(*sample());
    snapshot->providers.clear();
    std::mt19937 random(6);
    std::normal_distribution<double> away(0, 0.12);
    std::vector<double> weights;
    for (const auto& place : snapshot->places)
        weights.push_back(static_cast<double>(std::max<std::int64_t>(place.population, 500)));
    std::discrete_distribution<std::size_t> place(weights.begin(), weights.end());
    const auto types = snapshot->types.size();
    for (std::size_t i = 0; i < count; ++i) {
        app::ListedProvider provider;
        for (std::size_t byte = 0; byte < 8; ++byte)
            provider.id.bytes[byte] = static_cast<std::uint8_t>(i >> (8 * byte));
        provider.type = static_cast<std::uint16_t>(i % types);
        const auto& near = snapshot->places[place(random)].position;
        provider.position = geo::LonLat{near.lon + away(random), near.lat + away(random)};
        snapshot->providers.push_back(std::move(provider));
    }
    return made = snapshot;
}

app::SceneRequest request_of(const std::shared_ptr<const app::Snapshot>& snapshot, double scale) {
    app::SceneRequest request;
    request.snapshot = snapshot;
    auto rows = std::make_shared<app::Rows>(snapshot->providers.size());
    std::iota(rows->begin(), rows->end(), 0U);
    request.rows = rows;
    request.layers = app::default_layers();
    request.camera.width = 846 / pixels_per_millimetre;
    request.camera.height = 660 / pixels_per_millimetre;
    request.camera.scale = base::ScaleDenominator(scale);
    request.camera.centre = *app::MapPlane().metres(scale > 1e6 ? geo::LonLat{-5.55, 7.55} : geo::LonLat{-4.02, 5.36});
    return request;
}

void compose(benchmark::State& state, const app::SceneRequest& wanted) {
    auto request = wanted;
    app::SceneMaker maker;
    base::Progress progress;
    auto scene = maker.make(request, progress);  // styles, fonts and projected tables are kept
    for (auto _ : state) {
        request.camera.centre.x += 1000;
        scene = maker.make(request, progress);
    }
}

void sample_scene(benchmark::State& state) {
    compose(state, request_of(sample(), static_cast<double>(state.range(0))));
}
void crowded_scene(benchmark::State& state) {
    compose(state, request_of(crowded(static_cast<std::size_t>(state.range(0))), static_cast<double>(state.range(1))));
}
void find_targets(benchmark::State& state) {
    const auto request = request_of(crowded(static_cast<std::size_t>(state.range(0))), 4.3e6);
    app::SceneMaker maker;
    base::Progress progress;
    const auto scene = maker.make(request, progress);
    float x = 0;
    for (auto _ : state) {
        x = x > 200 ? 0 : x + 1;
        benchmark::DoNotOptimize(app::targets_at(*scene, {x, 90}, 0.8));
    }
}

}  // namespace

BENCHMARK(sample_scene)->Arg(4300000)->Arg(500000)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(crowded_scene)
    ->Args({100000, 4300000})
    ->Args({100000, 500000})
    ->Args({1000000, 4300000})
    ->Args({1000000, 500000})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK(find_targets)->Arg(100000)->Unit(benchmark::kMicrosecond)->MeasureProcessCPUTime();
