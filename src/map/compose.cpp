#include "map/compose.hpp"

#include "map/canvas.hpp"

namespace balise::map {

using base::mark;

namespace {

const FeatureTable* table_of(const ComposeRequest& request, const std::string& source) {
    for (const auto* table : request.tables)
        if (table != nullptr && table->name == source) return table;
    return nullptr;
}

bool is_visible(const StyleLayer& layer, double zoom) {
    return zoom >= layer.min_zoom && zoom < layer.max_zoom &&
           layer.property("visibility").words({nullptr, 0, zoom}, "visible") != "none";
}

void draw(Canvas& canvas, std::size_t number) {
    const auto& layer = canvas.request.style->layers[number];
    if (layer.kind == LayerKind::background) return draw_background(canvas, layer);
    const auto* table = table_of(canvas.request, layer.source);
    if (table == nullptr || table->rows() == 0) return;
    switch (layer.kind) {
        case LayerKind::fill: return draw_fills(canvas, layer, *table);
        case LayerKind::line: return draw_lines(canvas, layer, *table);
        case LayerKind::symbol: return draw_symbols(canvas, layer, *table, number);
        // Pictures do not come as tables: who has one adds it to the list.
        case LayerKind::raster:
        case LayerKind::background: return;
    }
}

}  // namespace

std::string record_behind(const Picked& picked, const ComposeRequest& request) {
    if (request.style == nullptr || picked.layer >= request.style->layers.size()) return {};
    const auto* table = table_of(request, request.style->layers[picked.layer].source);
    return table == nullptr || picked.row >= table->ids.size() ? std::string() : table->ids[picked.row];
}

Composition compose(const ComposeRequest& request, Typesetter& typesetter, base::Progress& progress) {
    if (request.style == nullptr)
        throw base::Error(base::ErrorKind::internal, mark("a map cannot be composed without a style"));
    Canvas canvas(request, typesetter, progress);
    const auto& layers = request.style->layers;
    progress.stage(mark("Composing the map"), static_cast<std::int64_t>(layers.size()) + 1);
    auto& groups = canvas.result.list.groups;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        progress.step(static_cast<std::int64_t>(i));
        if (!is_visible(layers[i], canvas.zoom)) continue;
        groups.push_back({layers[i].id, request.view.frame, {}});
        draw(canvas, i);
        if (groups.back().batches.empty()) groups.pop_back();
    }
    if (!canvas.words.empty()) draw_words(canvas);
    make_legend(canvas);
    canvas.result.list.fonts = typesetter.fonts();
    return std::move(canvas.result);
}

}  // namespace balise::map
