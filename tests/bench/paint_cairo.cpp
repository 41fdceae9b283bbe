// How long a picture, a PDF, an SVG and a PNG take.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "paint/cairo/paper.hpp"
#include "support/sample_lists.hpp"

namespace {

using namespace balise;
namespace fs = std::filesystem;

void picture_of_a_region(benchmark::State& state) {
    const auto list = test::heavy();
    for (auto _ : state) benchmark::DoNotOptimize(paint::cairo::picture_of(list, 96));
}
BENCHMARK(picture_of_a_region)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

// One kind of batch of the region at a time: 0 areas, 1 lines, 2 marks.
void picture_of_one_kind(benchmark::State& state) {
    auto list = test::heavy();
    auto& batches = list.groups.front().batches;
    const auto kind = static_cast<std::size_t>(state.range(0));
    std::erase_if(batches, [kind](const map::Batch& batch) { return batch.index() != kind; });
    for (auto _ : state) benchmark::DoNotOptimize(paint::cairo::picture_of(list, 96));
}
BENCHMARK(picture_of_one_kind)
    ->Arg(0)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

map::DisplayList region_on_a4() {
    auto list = test::heavy();
    list.width = 297;
    list.height = 210;
    return list;
}

void pdf_of_a_page(benchmark::State& state) {
    paint::cairo::Document document;
    document.created = "2026-11-23T09:40:00Z";
    document.pages.push_back({region_on_a4(), "1", "A4"});
    const auto file = fs::temp_directory_path() / "balise_bench.pdf";
    base::Progress progress;
    for (auto _ : state) paint::cairo::write_pdf(document, file, progress);
    state.counters["kB"] = static_cast<double>(fs::file_size(file)) / 1000;
    fs::remove(file);
}
BENCHMARK(pdf_of_a_page)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void svg_of_a_page(benchmark::State& state) {
    paint::cairo::Document document;
    document.pages.push_back({region_on_a4(), "1", "A4"});
    const auto file = fs::temp_directory_path() / "balise_bench.svg";
    for (auto _ : state) paint::cairo::write_svg(document, 0, file);
    state.counters["kB"] = static_cast<double>(fs::file_size(file)) / 1000;
    fs::remove(file);
}
BENCHMARK(svg_of_a_page)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void picture_of_a_page_at_300_dpi(benchmark::State& state) {
    const auto list = region_on_a4();
    for (auto _ : state) benchmark::DoNotOptimize(paint::cairo::picture_of(list, 300));
}
BENCHMARK(picture_of_a_page_at_300_dpi)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void png_of_a_page_at_300_dpi(benchmark::State& state) {
    const auto picture = paint::cairo::picture_of(region_on_a4(), 300);
    const auto file = fs::temp_directory_path() / "balise_bench.png";
    for (auto _ : state) paint::cairo::write_png(picture, 300, file);
    state.counters["kB"] = static_cast<double>(fs::file_size(file)) / 1000;
    fs::remove(file);
}
BENCHMARK(png_of_a_page_at_300_dpi)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
