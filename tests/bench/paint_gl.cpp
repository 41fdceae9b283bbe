// How long the screen takes, without a window: on a machine without a graphics processor, Mesa's llvmpipe.
#include <benchmark/benchmark.h>
#include <epoxy/gl.h>

#include <random>

#include "paint/gl/screen.hpp"
#include "support/gl_target.hpp"
#include "support/sample_lists.hpp"

namespace {

using namespace balise;
using paint::gl::Painter;

void prepare_a_region(benchmark::State& state) {
    const auto list = test::heavy();
    for (auto _ : state) benchmark::DoNotOptimize(Painter::prepared(list));
}
BENCHMARK(prepare_a_region)->Unit(benchmark::kMillisecond);

// Paints the list again and again, each time moved by a pixel. The argument: samples for each pixel.
void paint_moving(benchmark::State& state, const map::DisplayList& list) {
    const test::GlContext context;
    if (!context.missing().empty()) return state.SkipWithError(context.missing().c_str());
    Painter painter;
    const test::GlTarget target(1920, 1080, static_cast<int>(state.range(0)));
    const auto uploaded = Painter::prepared(list);
    paint::gl::Placing placing;
    painter.paint(*uploaded, placing, 1920, 1080);
    glFinish();
    for (auto _ : state) {
        placing.offset_x += 25.4 / 96;
        painter.paint(*uploaded, placing, 1920, 1080);
        glFinish();
    }
}

void repaint_a_region(benchmark::State& state) {
    paint_moving(state, test::heavy());
}
BENCHMARK(repaint_a_region)->Arg(0)->Arg(4)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void first_paint_of_a_region(benchmark::State& state) {
    const test::GlContext context;
    if (!context.missing().empty()) return state.SkipWithError(context.missing().c_str());
    Painter painter;
    const test::GlTarget target(1920, 1080);
    const auto list = test::heavy();
    for (auto _ : state) {
        const auto uploaded = Painter::prepared(list);
        painter.paint(*uploaded, {}, 1920, 1080);
        glFinish();
    }
}
BENCHMARK(first_paint_of_a_region)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

map::DisplayList million_marks() {
    std::mt19937 random(3);
    map::DisplayList list;
    list.width = 508;
    list.height = 285.75F;
    list.symbols = test::every_primitive(false).symbols;
    map::Marks marks;
    for (int mark = 0; mark < 1'000'000; ++mark)
        marks.marks.push_back(
            {{static_cast<float>(random() % 508'000U) / 1000, static_cast<float>(random() % 285'750U) / 1000},
             1.5F,
             static_cast<std::uint32_t>(mark % 2),
             0});
    list.groups = {{"marks", {}, {marks}}};
    return list;
}

void repaint_a_million_marks(benchmark::State& state) {
    paint_moving(state, million_marks());
}
BENCHMARK(repaint_a_million_marks)
    ->Arg(0)
    ->Arg(4)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void first_paint_of_a_million_marks(benchmark::State& state) {
    const test::GlContext context;
    if (!context.missing().empty()) return state.SkipWithError(context.missing().c_str());
    Painter painter;
    const test::GlTarget target(1920, 1080, static_cast<int>(state.range(0)));
    const auto list = million_marks();
    for (auto _ : state) {
        const auto uploaded = Painter::prepared(list);
        painter.paint(*uploaded, {}, 1920, 1080);
        glFinish();
    }
}
BENCHMARK(first_paint_of_a_million_marks)
    ->Arg(0)
    ->Arg(4)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
