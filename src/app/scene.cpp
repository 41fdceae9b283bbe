// Composes what the window's map shows.
#include "app/scene.hpp"

#include <algorithm>
#include <cmath>

#include "app/scene_picks.hpp"
#include "app/scene_style.hpp"
#include "app/scene_tables.hpp"
#include "base/clock.hpp"
#include "map/compose.hpp"

namespace balise::app {

namespace {

map::Colour faded(map::Colour colour, double by) {
    colour.alpha = static_cast<std::uint8_t>(std::lround(colour.alpha * by));
    return colour;
}

// Makes a group of the list shine through; symbols by copies of their own.
void fade(map::DisplayList& list, map::Group& group, double by) {
    std::vector<std::uint32_t> copies(list.symbols.size(), 0xffffffff);
    const auto copy_of = [&](std::uint32_t symbol) {
        if (copies[symbol] == 0xffffffff) {
            auto copy = list.symbols[symbol];
            for (auto& part : copy.parts) part.colour = faded(part.colour, by);
            copies[symbol] = static_cast<std::uint32_t>(list.symbols.size());
            list.symbols.push_back(std::move(copy));
        }
        return copies[symbol];
    };
    for (auto& batch : group.batches)
        std::visit(
            [&]<class Batch>(Batch& drawn) {
                if constexpr (std::is_same_v<Batch, map::Marks>) {
                    for (auto& mark : drawn.marks) mark.symbol = copy_of(mark.symbol);
                } else if constexpr (std::is_same_v<Batch, map::Raster>) {
                    for (auto& pixel : drawn.pixels) pixel = faded(pixel, by);
                } else {
                    drawn.colour = faded(drawn.colour, by);
                    if constexpr (std::is_same_v<Batch, map::Lettering>) drawn.halo = faded(drawn.halo, by);
                }
            },
            batch);
}

// A list's colour that fills the sheet: the ground's, so that nothing is painted for it.
void take_background(map::DisplayList& list, bool dark) {
    list.background = dark ? map::Colour{0x1A, 0x20, 0x25, 255} : map::Colour{0xF0, 0xED, 0xE5, 255};
}

}  // namespace

struct SceneMaker::State {
    map::Typesetter typesetter;
    // Light and dark.
    std::optional<map::Style> styles[2];
    std::optional<map::SymbolSet> symbols[2];
    SceneTables tables;
    map::Projection projection = country_projection();
    std::string today = base::today();

    const map::Style& style(bool dark) {
        auto& known = styles[dark ? 1 : 0];
        if (!known) known = map::load_style(dark ? "screen_dark" : "screen");
        return *known;
    }
    const map::SymbolSet& symbol_set(bool dark) {
        auto& known = symbols[dark ? 1 : 0];
        if (!known) known = map::SymbolSet::load({}, dark);
        return *known;
    }

    map::ComposeRequest compose_request(const SceneRequest& request, const Scene& scene, const map::Style& style);
    void add_states(const SceneRequest& request, const ArrangedStyle& arranged, map::Composition& made);
};

namespace {

map::Frame moved(map::Frame box, double x, double y) {
    const auto dx = static_cast<float>(x), dy = static_cast<float>(y);
    return {box.left + dx, box.top + dy, box.right + dx, box.bottom + dy};
}

// Pictures stand where their layer does.
void add_pictures(const SceneRequest& request, const ArrangedStyle& arranged, const map::Frame& sheet,
                  map::DisplayList& list) {
    auto& groups = list.groups;
    std::size_t at = 0;  // before the group of the first layer that follows
    for (std::size_t i = 0; i < arranged.origins.size(); ++i) {
        const auto& layer = arranged.style.layers[i];
        const auto* file = arranged.origins[i].file;
        const bool is_next = at < groups.size() && groups[at].name == layer.id;
        if (file != nullptr && layer.kind == map::LayerKind::raster) {
            map::Group group{layer.id, sheet, {}};
            for (auto& raster : raster_in_view(*file, request.camera, sheet, request.pixels_per_millimetre))
                group.batches.emplace_back(std::move(raster));
            if (group.batches.empty()) continue;
            groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(at), std::move(group));
            ++at;
        } else if (is_next) {
            ++at;
        }
    }
}

void fade_groups(const SceneRequest& request, const ArrangedStyle& arranged, map::DisplayList& list) {
    for (auto& group : list.groups) {
        for (std::size_t i = 0; i < arranged.origins.size(); ++i) {
            if (arranged.style.layers[i].id != group.name) continue;
            const auto opacity = static_cast<double>(request.layers[arranged.origins[i].group].opacity);
            if (opacity < 1) fade(list, group, opacity);
            break;
        }
    }
}

// "providers/social_centre", "risk_zones/higher", "borders/official_post".
std::vector<std::pair<std::string, std::int64_t>> counts_of(const SceneRequest& request, const ArrangedStyle& arranged,
                                                            const map::Composition& made) {
    std::vector<std::pair<std::string, std::int64_t>> counts;
    for (const auto& entry : made.legend)
        for (std::size_t i = 0; i < arranged.origins.size(); ++i) {
            if (arranged.style.layers[i].id != entry.layer) continue;
            const auto& origin = arranged.origins[i];
            const auto key = request.layers[origin.group].id + "/" + (entry.key.empty() ? origin.part : entry.key);
            const auto known =
                std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == key; });
            if (known != counts.end())
                known->second += static_cast<std::int64_t>(entry.count);
            else
                counts.emplace_back(key, static_cast<std::int64_t>(entry.count));
            break;
        }
    return counts;
}

}  // namespace

map::ComposeRequest SceneMaker::State::compose_request(const SceneRequest& request, const Scene& scene,
                                                       const map::Style& style) {
    const auto& camera = request.camera;
    map::MapView view{projection, camera.centre, camera.scale, {0, 0, scene.list.width, scene.list.height}};
    // A camera's millimetres are of the plane; the view would take the projection's own stretching out of them.
    if (const auto middle = projection.inverse(camera.centre))
        if (const double stretched = projection.point_scale(*middle); stretched > 0 && std::isfinite(stretched))
            view.scale = base::ScaleDenominator(camera.scale.value / stretched);
    map::ComposeRequest asked{view, &style, &symbol_set(request.dark), {}, {}};
    for (const auto& table : tables.all()) asked.tables.push_back(&table->table);
    for (const auto& file : request.files)
        if (file && file->features.rows() > 0) asked.tables.push_back(&file->features);
    for (const auto& box : request.covered) asked.covered.push_back(moved(box, scene.margin_x, scene.margin_y));
    asked.marks = false;
    asked.tolerance = base::Millimetres(0.5 / request.pixels_per_millimetre);
    asked.french = request.snapshot->language == base::Language::french;
    return asked;
}

// A dot at the symbol's corner: red when no place is free, amber when nobody has confirmed the record for a year.
void SceneMaker::State::add_states(const SceneRequest& request, const ArrangedStyle& arranged, map::Composition& made) {
    const auto& set = symbol_set(request.dark);
    const auto full = set.find("mark/full"), stale = set.find("mark/stale");
    if (!full || !stale) return;
    const auto year_ago =
        static_cast<std::uint32_t>(std::stoul(today.substr(0, 4) + today.substr(5, 2) + today.substr(8, 2))) - 10000;
    for (auto& group : made.list.groups) {
        map::Marks dots;
        for (const auto& batch : group.batches) {
            const auto* marks = std::get_if<map::Marks>(&batch);
            if (marks == nullptr) continue;
            for (const auto& mark : marks->marks) {
                if (mark.pick == 0) continue;
                const auto& picked = made.list.picks[mark.pick - 1];
                const auto& source = arranged.style.layers[picked.layer].source;
                if (source != "providers" && source != "selected") break;  // one batch is of one layer
                if (picked.row == map::Picked::no_row) continue;
                for (const auto& table : tables.all()) {
                    if (table->table.name != source) continue;
                    const auto& provider = request.snapshot->providers[table->row_of(picked.row)];
                    if (provider.capacity > 0 && provider.free == 0)
                        dots.marks.push_back({mark.centre, mark.size, *full, 0});
                    else if (provider.verified != 0 && provider.verified < year_ago)
                        dots.marks.push_back({mark.centre, mark.size, *stale, 0});
                }
            }
        }
        if (!dots.marks.empty()) group.batches.emplace_back(std::move(dots));
    }
}

SceneMaker::SceneMaker() : state_(std::make_unique<State>()) {}
SceneMaker::~SceneMaker() = default;

std::shared_ptr<const Scene> SceneMaker::make(const SceneRequest& request, base::Progress& progress) {
    auto scene = std::make_shared<Scene>();
    scene->camera = request.camera;
    scene->margin_x = request.margin * request.camera.width;
    scene->margin_y = request.margin * request.camera.height;
    scene->list.width = static_cast<float>(request.camera.width + 2 * scene->margin_x);
    scene->list.height = static_cast<float>(request.camera.height + 2 * scene->margin_y);
    if (!request.snapshot) {
        take_background(scene->list, request.dark);
        return scene;
    }
    auto& state = *state_;
    state.tables.update(request);
    progress.check();
    const auto style = arranged(state.style(request.dark), request);
    auto made = map::compose(state.compose_request(request, *scene, style.style), state.typesetter, progress);
    scene->picks = picks_of(request, style, made, state.tables.all());
    scene->drawn = counts_of(request, style, made);
    scene->left_out = std::move(made.left_out);
    state.add_states(request, style, made);
    const map::Frame sheet{0, 0, scene->list.width, scene->list.height};
    add_pictures(request, style, sheet, made.list);
    fade_groups(request, style, made.list);
    made.list.width = sheet.right;
    made.list.height = sheet.bottom;
    take_background(made.list, request.dark);
    scene->list = std::move(made.list);
    return scene;
}

}  // namespace balise::app
