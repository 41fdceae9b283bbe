// The legend: what was drawn within the frame, in the style's words.
#include <algorithm>
#include <cstdlib>

#include "base/words.hpp"
#include "map/canvas.hpp"

namespace balise::map {

std::string legend_key(const StyleLayer& layer, const FeatureTable& table, std::size_t row) {
    const auto by = layer.note("legend-by");
    const auto* column = by.empty() ? nullptr : table.column(by);
    if (column == nullptr) return {};
    const auto& value = column->value(row);
    if (const auto* words = std::get_if<std::string>(&value)) return *words;
    if (const auto* number = std::get_if<double>(&value)) {
        auto text = std::to_string(*number);
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
        return text;
    }
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    return {};
}

void add_sample(Canvas& canvas, const StyleLayer& layer, std::string key, std::size_t count, std::vector<Batch> batches,
                std::vector<Batch> boxed) {
    auto& samples = canvas.samples[layer.id];
    const auto found =
        std::find_if(samples.begin(), samples.end(), [&](const LegendSample& sample) { return sample.key == key; });
    if (found == samples.end())
        samples.push_back({std::move(key), count, std::move(batches), std::move(boxed)});
    else
        found->count += count;
}

namespace {

// The sample of another layer that belongs to the same entry: of the same key, else its only one.
const LegendSample* partner(const Canvas& canvas, const std::string& layer, const std::string& key) {
    const auto found = canvas.samples.find(layer);
    if (found == canvas.samples.end() || found->second.empty()) return nullptr;
    for (const auto& sample : found->second)
        if (sample.key == key) return &sample;
    return found->second.size() == 1 && found->second[0].key.empty() ? &found->second[0] : nullptr;
}

// The layers drawn together with this one in its sample, in the order of the style.
std::vector<std::string> sample_layers(const Style& style, const StyleLayer& layer) {
    const auto with = base::split(layer.note("legend-with"), ',');
    std::vector<std::string> layers;
    for (const auto& other : style.layers)
        if (other.id == layer.id || std::find(with.begin(), with.end(), other.id) != with.end())
            layers.push_back(other.id);
    return layers;
}

// A line and the band that it bounds, instead of a box with an outline.
void show_as_edge(std::vector<Batch>& sample) {
    constexpr float band = 1.7F, line = -band / 2;
    for (auto& batch : sample) {
        if (auto* fill = std::get_if<Fill>(&batch))
            fill->rings = {{{-2.5F, line}, {2.5F, line}, {2.5F, line + band}, {-2.5F, line + band}}, {4}};
        if (auto* stroke = std::get_if<Stroke>(&batch))
            for (auto& spot : stroke->lines.spots) spot.y += line;
    }
}

}  // namespace

void make_legend(Canvas& canvas) {
    std::vector<std::pair<double, LegendEntry>> entries;
    const auto& style = *canvas.request.style;
    for (const auto& layer : style.layers) {
        const auto title = layer.note(canvas.request.french ? "legend-fr" : "legend-en");
        if (title.empty() && layer.note("legend-by").empty()) continue;
        const auto found = canvas.samples.find(layer.id);
        if (found == canvas.samples.end()) continue;
        const double order = std::strtod(layer.note("legend-order", "0").c_str(), nullptr);
        for (const auto& sample : found->second) {
            LegendEntry entry{layer.id, sample.key, title, layer.note("legend-vocabulary"), sample.count, {}};
            const auto layers = sample_layers(style, layer);
            const bool edge = layer.note("legend-edge") == "true";
            const bool box = !edge && std::any_of(layers.begin(), layers.end(), [&](const std::string& id) {
                return std::any_of(style.layers.begin(), style.layers.end(), [&](const StyleLayer& other) {
                    return other.id == id && other.kind == LayerKind::fill;
                });
            });
            for (const auto& other : layers)
                if (const auto* part = other == layer.id ? &sample : partner(canvas, other, sample.key)) {
                    const auto& drawn = box && !part->boxed.empty() ? part->boxed : part->sample;
                    entry.sample.insert(entry.sample.end(), drawn.begin(), drawn.end());
                }
            if (edge) show_as_edge(entry.sample);
            entries.emplace_back(order, std::move(entry));
        }
    }
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [order, entry] : entries) canvas.result.legend.push_back(std::move(entry));
}

}  // namespace balise::map
