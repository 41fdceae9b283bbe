#include "app/scene_picks.hpp"

#include <algorithm>
#include <cmath>

#include "base/words.hpp"

namespace balise::app {

namespace {

using Kind = Target::Kind;

Kind kind_of_source(const std::string& source) {
    if (source == "providers" || source == "selected") return Kind::provider;
    if (source == "risk_zones") return Kind::risk_zone;
    if (source == "border_posts") return Kind::border_post;
    if (source == "transport_nodes") return Kind::transport_node;
    if (source == "areas") return Kind::area;
    if (source == "places") return Kind::place;
    return Kind::nothing;
}

class PickMaker {
public:
    PickMaker(const SceneRequest& request, const ArrangedStyle& arranged, const map::Composition& made,
              const std::vector<std::shared_ptr<const SceneTable>>& tables)
        : arranged_(arranged), made_(made), tables_(tables), picks_(std::make_shared<Scene::Picks>()) {
        picks_->snapshot = request.snapshot;
        picks_->files = request.files;
    }

    std::shared_ptr<const Scene::Picks> run() {
        take_clusters();
        for (const auto& group : made_.list.groups)
            for (const auto& batch : group.batches)
                if (const auto* marks = std::get_if<map::Marks>(&batch)) take_marks(*marks);
        take_shapes();
        index();
        return picks_;
    }

private:
    const SceneTable* table_of(const std::string& source) const {
        for (const auto& table : tables_)
            if (table->table.name == source) return table.get();
        return nullptr;
    }

    void take_clusters() {
        for (const auto& cluster : made_.clusters) {
            const auto& picked = made_.list.picks[cluster.pick - 1];
            const auto& origin = arranged_.origins[picked.layer];
            const auto& source = arranged_.style.layers[picked.layer].source;
            const auto* table = origin.file == nullptr ? table_of(source) : nullptr;
            if (table == nullptr || kind_of_source(source) != Kind::provider) continue;
            const std::size_t first = picks_->members.size();
            for (std::size_t i = cluster.first; i < cluster.end; ++i)
                picks_->members.push_back(table->row_of(made_.cluster_rows[i]));
            picks_->items.push_back({cluster.centre, cluster.radius, Kind::cluster,
                                     static_cast<std::uint32_t>(picks_->clusters.size()), picked.layer});
            picks_->clusters.emplace_back(first, picks_->members.size());
        }
    }

    void take_marks(const map::Marks& marks) {
        for (const auto& mark : marks.marks) {
            if (mark.pick == 0) continue;
            const auto& picked = made_.list.picks[mark.pick - 1];
            if (picked.row == map::Picked::no_row) continue;
            const auto& origin = arranged_.origins[picked.layer];
            Scene::Picks::Item item{mark.centre, mark.size / 2, Kind::feature, picked.row, picked.layer};
            if (origin.file == nullptr) {
                const auto& source = arranged_.style.layers[picked.layer].source;
                const auto* table = table_of(source);
                item.kind = kind_of_source(source);
                if (table == nullptr || item.kind == Kind::nothing) continue;
                item.row = table->row_of(picked.row);
            } else {
                item.row |= file_bit(origin.file);
            }
            picks_->items.push_back(item);
        }
    }

    // Which file a feature is of, in the upper bits of its row.
    std::uint32_t file_bit(const FileLayer* file) const {
        std::uint32_t number = 0;
        while (number < picks_->files.size() && picks_->files[number].get() != file) ++number;
        return number << 26U;
    }

    void take_shapes() {
        const auto& layers = arranged_.style.layers;
        std::vector<std::string> taken;
        for (std::size_t i = layers.size(); i-- > 0;) {
            const auto& layer = layers[i];
            const auto& origin = arranged_.origins[i];
            const auto kind = origin.file != nullptr ? Kind::feature : kind_of_source(layer.source);
            const bool has_shapes = kind == Kind::feature || kind == Kind::risk_zone || kind == Kind::area;
            if (!has_shapes || std::find(taken.begin(), taken.end(), layer.source) != taken.end()) continue;
            taken.push_back(layer.source);
            Scene::Picks::Shapes shapes;
            shapes.kind = kind;
            shapes.file = origin.file;
            for (const auto& table : tables_)
                if (origin.file == nullptr && table->table.name == layer.source) shapes.table = table;
            if (kind == Kind::risk_zone && shapes.table) shapes.shown = shown_levels(*shapes.table);
            if (shapes.file != nullptr || shapes.table) picks_->shapes.push_back(std::move(shapes));
        }
    }

    // Levels may be switched off one by one: their layers are not in the style then.
    std::vector<char> shown_levels(const SceneTable& zones) const {
        std::vector<char> shown(zones.table.rows(), 0);
        const auto* levels = zones.table.column("level");
        for (std::size_t row = 0; row < shown.size() && levels != nullptr; ++row) {
            const auto* level = std::get_if<std::string>(&levels->value(row));
            for (std::size_t i = 0; i < arranged_.origins.size() && level != nullptr; ++i)
                if (arranged_.style.layers[i].source == "risk_zones" && arranged_.origins[i].part == *level)
                    shown[row] = 1;
        }
        return shown;
    }

    void index() {
        auto& picks = *picks_;
        float right = 0, bottom = 0;
        for (const auto& item : picks.items) {
            right = std::max(right, item.centre.x);
            bottom = std::max(bottom, item.centre.y);
            picks.largest = std::max(picks.largest, item.radius);
        }
        picks.columns = static_cast<std::size_t>(right / Scene::Picks::cell) + 1;
        picks.rows = static_cast<std::size_t>(bottom / Scene::Picks::cell) + 1;
        std::vector<std::uint32_t> counts(picks.columns * picks.rows + 1, 0);
        const auto cell_of = [&](const Scene::Picks::Item& item) {
            const auto column = static_cast<std::size_t>(std::max(0.0F, item.centre.x) / Scene::Picks::cell);
            const auto row = static_cast<std::size_t>(std::max(0.0F, item.centre.y) / Scene::Picks::cell);
            return row * picks.columns + column;
        };
        for (const auto& item : picks.items) ++counts[cell_of(item) + 1];
        for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
        picks.cell_ends.assign(counts.begin() + 1, counts.end());
        picks.in_cells.resize(picks.items.size());
        for (std::size_t i = 0; i < picks.items.size(); ++i)
            picks.in_cells[counts[cell_of(picks.items[i])]++] = static_cast<std::uint32_t>(i);
    }

    const ArrangedStyle& arranged_;
    const map::Composition& made_;
    const std::vector<std::shared_ptr<const SceneTable>>& tables_;
    std::shared_ptr<Scene::Picks> picks_;
};

bool holds(const geo::MultiPolygon& areas, geo::Position p) {
    bool inside = false;
    for (const auto& polygon : areas.polygons)
        for (const auto& ring : polygon.rings)
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                const auto &a = ring[i], &b = ring[j];
                if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
            }
    return inside;
}

bool near_line(const geo::MultiLine& lines, geo::Position p, double reach) {
    for (const auto& path : lines.paths)
        for (std::size_t i = 1; i < path.size(); ++i) {
            const double x = path[i].x - path[i - 1].x, y = path[i].y - path[i - 1].y;
            const double length = x * x + y * y;
            const double t =
                length > 0 ? std::clamp(((p.x - path[i - 1].x) * x + (p.y - path[i - 1].y) * y) / length, 0.0, 1.0) : 0;
            if (std::hypot(path[i - 1].x + t * x - p.x, path[i - 1].y + t * y - p.y) <= reach) return true;
        }
    return false;
}

// Rows of a table of shapes that hold the position or pass it by within reach (metres).
std::vector<std::uint32_t> rows_at(const map::FeatureTable& table, geo::Position p, double reach) {
    std::vector<std::uint32_t> found;
    if (!table.detail) return found;
    for (std::size_t row = 0; row < table.shapes.size(); ++row) {
        auto box = table.detail->boxes[row];
        if (box.empty() || p.x < box.min_x - reach || p.x > box.max_x + reach || p.y < box.min_y - reach ||
            p.y > box.max_y + reach)
            continue;
        const auto* areas = std::get_if<geo::MultiPolygon>(&table.shapes[row]);
        const auto* lines = std::get_if<geo::MultiLine>(&table.shapes[row]);
        if ((areas != nullptr && holds(*areas, p)) || (lines != nullptr && near_line(*lines, p, reach)))
            found.push_back(static_cast<std::uint32_t>(row));
    }
    return found;
}

// The finest area first; the country itself is no answer.
void order_areas(const Snapshot& snapshot, std::vector<std::uint32_t>& rows) {
    std::erase_if(rows,
                  [&](std::uint32_t row) { return row >= snapshot.areas.size() || snapshot.areas[row].level < 1; });
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return snapshot.areas[a].level > snapshot.areas[b].level;
    });
}

}  // namespace

Target Scene::Picks::target_of(const Item& item) const {
    Target target{item.kind, item.row, {}};
    const auto id_in = [&](const auto& list) { return item.row < list.size() ? list[item.row].id : std::string(); };
    switch (item.kind) {
        case Kind::provider:
            if (item.row < snapshot->providers.size()) target.id = snapshot->providers[item.row].id.text();
            break;
        case Kind::cluster:
            target.id = std::to_string(item.row);
            target.index = static_cast<std::uint32_t>(clusters[item.row].second - clusters[item.row].first);
            break;
        case Kind::risk_zone: target.id = id_in(snapshot->risk_zones); break;
        case Kind::border_post: target.id = id_in(snapshot->border_posts); break;
        case Kind::transport_node: target.id = id_in(snapshot->transport_nodes); break;
        case Kind::area:
            if (item.row < snapshot->areas.size()) target.id = snapshot->areas[item.row].code;
            break;
        case Kind::place:
            if (item.row < snapshot->places.size()) target.id = snapshot->places[item.row].code;
            break;
        case Kind::feature: {
            const auto file = item.row >> 26U;
            target.index = item.row & ((1U << 26U) - 1);
            if (file < files.size() && target.index < files[file]->names.size())
                target.id = files[file]->names[target.index];
            break;
        }
        case Kind::nothing: break;
    }
    return target;
}

std::shared_ptr<const Scene::Picks> picks_of(const SceneRequest& request, const ArrangedStyle& arranged,
                                             const map::Composition& made,
                                             const std::vector<std::shared_ptr<const SceneTable>>& tables) {
    return PickMaker(request, arranged, made, tables).run();
}

std::vector<Target> targets_at(const Scene& scene, map::Spot spot, double reach) {
    std::vector<Target> found;
    if (!scene.picks) return found;
    const auto& picks = *scene.picks;
    const map::Spot at{spot.x + static_cast<float>(scene.margin_x), spot.y + static_cast<float>(scene.margin_y)};
    const float around = static_cast<float>(reach) + picks.largest;
    struct Hit {
        const Scene::Picks::Item* item;
        float away;
    };
    std::vector<Hit> hits;
    const auto cell_at = [](float value, std::size_t count) {
        return static_cast<std::size_t>(std::clamp(value / Scene::Picks::cell, 0.0F, static_cast<float>(count)));
    };
    for (std::size_t row = cell_at(at.y - around, picks.rows);
         row < picks.rows && row <= cell_at(at.y + around, picks.rows); ++row)
        for (std::size_t column = cell_at(at.x - around, picks.columns);
             column < picks.columns && column <= cell_at(at.x + around, picks.columns); ++column) {
            const std::size_t cell = row * picks.columns + column;
            for (std::size_t i = cell == 0 ? 0 : picks.cell_ends[cell - 1]; i < picks.cell_ends[cell]; ++i) {
                const auto& item = picks.items[picks.in_cells[i]];
                const float away = std::hypot(item.centre.x - at.x, item.centre.y - at.y);
                if (away <= item.radius + static_cast<float>(reach)) hits.push_back({&item, away});
            }
        }
    // Of things on the same layer the nearest lies uppermost.
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return a.item->layer != b.item->layer ? a.item->layer > b.item->layer : a.away < b.away;
    });
    for (const auto& hit : hits) found.push_back(picks.target_of(*hit.item));

    const auto metres = scene.camera.metres_at(spot);
    const double metres_of_reach = reach / scene.camera.millimetres_per_metre();
    for (const auto& shapes : picks.shapes) {
        const auto& table = shapes.file != nullptr ? shapes.file->features : shapes.table->table;
        auto rows = rows_at(table, metres, metres_of_reach);
        if (shapes.kind == Kind::area) order_areas(*picks.snapshot, rows);
        for (const auto row : rows) {
            if (!shapes.shown.empty() && shapes.shown[row] == 0) continue;
            std::uint32_t file = 0;
            while (shapes.file != nullptr && file < picks.files.size() && picks.files[file].get() != shapes.file)
                ++file;
            const auto number = shapes.file != nullptr ? row | file << 26U : shapes.table->row_of(row);
            found.push_back(picks.target_of({{}, 0, shapes.kind, number, 0}));
        }
    }
    return found;
}

std::optional<DrawnAt> drawn_at(const Scene& scene, const Target& target) {
    if (!scene.picks) return std::nullopt;
    const auto& picks = *scene.picks;
    for (const auto& item : picks.items) {
        if (item.kind != target.kind) continue;
        const bool same_row = target.kind == Kind::cluster ? std::to_string(item.row) == target.id
                              : target.kind == Kind::feature
                                  ? (item.row & ((1U << 26U) - 1)) == target.index
                                  : item.row == target.index;
        if (!same_row || !(picks.target_of(item) == target)) continue;
        const map::Spot spot{item.centre.x - static_cast<float>(scene.margin_x),
                             item.centre.y - static_cast<float>(scene.margin_y)};
        return DrawnAt{scene.camera.metres_at(spot), static_cast<double>(item.radius)};
    }
    return std::nullopt;
}

const geo::Geometry* shape_of(const Scene& scene, const Target& target) {
    if (!scene.picks) return nullptr;
    for (const auto& shapes : scene.picks->shapes) {
        if (shapes.kind != target.kind) continue;
        const auto& table = shapes.file != nullptr ? shapes.file->features : shapes.table->table;
        if (target.kind == Kind::feature &&
            (target.index >= shapes.file->names.size() || shapes.file->names[target.index] != target.id))
            continue;
        if (target.index < table.shapes.size() && !geo::is_empty(table.shapes[target.index]))
            return &table.shapes[target.index];
    }
    return nullptr;
}

Rows members_of(const Scene& scene, const Target& cluster, geo::Box& box) {
    box = {};
    const auto number = base::parse_whole(cluster.id);
    if (!scene.picks || cluster.kind != Kind::cluster || !number || *number < 0) return {};
    const auto& picks = *scene.picks;
    if (static_cast<std::size_t>(*number) >= picks.clusters.size()) return {};
    const auto [first, end] = picks.clusters[static_cast<std::size_t>(*number)];
    if (end - first != cluster.index) return {};  // of another scene
    const auto at = [&](std::size_t i) { return picks.members.begin() + static_cast<std::ptrdiff_t>(i); };
    Rows rows(at(first), at(end));
    std::sort(rows.begin(), rows.end());
    const auto projection = country_projection();
    for (const auto row : rows)
        if (const auto& position = picks.snapshot->providers[row].position)
            if (const auto metres = projection.forward(*position)) box.add(*metres);
    return rows;
}

}  // namespace balise::app
