#include "app/scene_style.hpp"

#include <algorithm>

namespace balise::app {

namespace {

// The plain look of a layer from a file: nothing of the directory's own colours.
map::Style plain_style(const std::string& source, bool dark) {
    std::string json = R"JSON({"version": 8, "name": "SOURCE", "layers": [
        {"id": "SOURCE", "type": "fill", "source": "SOURCE", "paint": {"fill-color": "LINE", "fill-opacity": 0.12}},
        {"id": "SOURCE-line", "type": "line", "source": "SOURCE", "paint": {"line-color": "LINE", "line-width": 0.4}},
        {"id": "SOURCE-point", "type": "symbol", "source": "SOURCE",
         "layout": {"icon-image": "point", "icon-size": 2.4, "icon-allow-overlap": true}}]})JSON";
    const auto put = [&](const std::string& word, const std::string& value) {
        for (auto at = json.find(word); at != std::string::npos; at = json.find(word, at + value.size()))
            json.replace(at, word.size(), value);
    };
    put("SOURCE", source);
    put("LINE", dark ? "#4FB9D3" : "#0B5C73");
    return map::parse_style(json, source);
}

void add_group(const map::Style& screen, const LayerGroup& group, std::size_t number, ArrangedStyle& made) {
    for (const auto& layer : screen.layers) {
        if (layer.note("group", "base") != group.id) continue;
        const auto part = layer.note("part");
        if (!part.empty() && std::find(group.hidden.begin(), group.hidden.end(), part) != group.hidden.end()) continue;
        made.style.layers.push_back(layer);
        made.origins.push_back({number, part, nullptr});
    }
}

void add_file(const FileLayer& file, std::size_t number, bool dark, ArrangedStyle& made) {
    if (file.features.rows() == 0) {  // its picture is put where this layer stands
        map::StyleLayer layer;
        layer.id = file.group;
        layer.kind = map::LayerKind::raster;
        made.style.layers.push_back(std::move(layer));
        made.origins.push_back({number, {}, &file});
        return;
    }
    for (auto& layer : plain_style(file.features.name, dark).layers) {
        made.style.layers.push_back(std::move(layer));
        made.origins.push_back({number, {}, &file});
    }
}

}  // namespace

ArrangedStyle arranged(const map::Style& screen, const SceneRequest& request) {
    ArrangedStyle made;
    made.style.name = screen.name;
    for (std::size_t i = request.layers.size(); i-- > 0;) {  // they are given from top to bottom
        const auto& group = request.layers[i];
        if (!group.visible || group.opacity <= 0) continue;
        add_group(screen, group, i, made);
        for (const auto& file : request.files)
            if (file && file->group == group.id) add_file(*file, i, request.dark, made);
    }
    return made;
}

std::vector<LayerGroup> default_layers() {
    return {{"providers", true, 1, {}}, {"risk_zones", true, 1, {}}, {"borders", true, 1, {}}, {"base", true, 1, {}}};
}

}  // namespace balise::app
