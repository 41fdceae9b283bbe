#include "sheet/map_tables.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/words.hpp"
#include "geo/operations.hpp"
#include "map/record_tables.hpp"
#include "sheet/plane_shapes.hpp"

namespace balise::sheet {

namespace {

constexpr double ribbon = 1.7;  // millimetres

map::FeatureTable of_shape(std::string name, const Draft& draft, geo::MultiPolygon shape) {
    map::FeatureTable table;
    table.name = std::move(name);
    table.shapes.emplace_back(std::move(shape));
    table.ids = {draft.area->code};
    map::Column title("name");
    title.add(draft.title);
    table.columns.push_back(std::move(title));
    return table;
}

// The table of the release's providers, those listed only, with their numbers.
map::FeatureTable numbered_providers(const Draft& draft) {
    const auto all = map::provider_table(*draft.request->released, draft.request->language, draft.request->today);
    std::vector<std::size_t> rows;
    map::Column number("number");
    for (const auto& listed : draft.listing.providers) {
        if (!listed.provider->position) continue;
        rows.push_back(listed.row);
        number.add(draft.numbered ? std::to_string(listed.number) : std::string());
    }
    auto table = rows_of(all, rows);
    table.columns.push_back(std::move(number));
    return table;
}

map::FeatureTable points_within(const map::FeatureTable& table, const geo::MultiPolygon& area) {
    const auto box = geo::box_of(area);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (box.contains(table.points[row]) && geo::contains(area, table.points[row])) rows.push_back(row);
    return rows_of(table, rows);
}

constexpr double apart = 12.5;  // millimetres between small places, about the density of a road map's

bool is_always_shown(const model::Place& place) {
    return place.population || place.kind == "capital" || place.kind == "city" || place.kind == "town";
}

// Towns and the places of listed providers, and of the many small places as many as a reader takes in: each of them
// stands clear of what is chosen already and of the providers.
std::vector<std::size_t> places_shown(const Draft& draft, const map::MapView& view) {
    const auto& places = draft.request->released->places();
    std::set<std::string> named;
    std::vector<map::Spot> taken;
    for (const auto& listed : draft.listing.providers) {
        named.insert(base::fold(listed.place));
        if (!listed.provider->position) continue;
        if (const auto metres = view.projection.forward(*listed.provider->position))
            taken.push_back(view.to_sheet(*metres));
    }
    std::vector<std::size_t> shown;
    std::vector<std::pair<std::size_t, map::Spot>> small;
    for (std::size_t row = 0; row < places.size(); ++row) {
        const auto& place = places[row];
        if (!place.position || !draft.tree->is_within(place.area_code, draft.area->code)) continue;
        const auto metres = view.projection.forward(*place.position);
        if (!metres) continue;
        const auto here = view.to_sheet(*metres);
        if (is_always_shown(place) || named.contains(base::fold(place.name))) {
            shown.push_back(row);
            taken.push_back(here);
        } else {
            small.emplace_back(row, here);
        }
    }
    for (const auto& [row, here] : small) {
        const map::Spot at = here;
        const bool crowded = std::any_of(taken.begin(), taken.end(), [at](map::Spot other) {
            return std::hypot(at.x - other.x, at.y - other.y) < apart;
        });
        if (crowded) continue;
        shown.push_back(row);
        taken.push_back(at);
    }
    std::sort(shown.begin(), shown.end());
    return shown;
}

// What of the zones lies in the area: beyond it the neighbours' sheets tell them.
map::FeatureTable zones_within(const Draft& draft) {
    const auto zones = map::risk_zone_table(*draft.request->released, draft.request->language);
    const auto box = geo::box_of(draft.area->shape);
    std::vector<std::size_t> rows;
    std::vector<geo::Geometry> shapes;
    for (std::size_t row = 0; row < zones.rows(); ++row) {
        const auto* shape = std::get_if<geo::MultiPolygon>(&zones.shapes[row]);
        if (shape == nullptr || !touches(geo::box_of(*shape), box)) continue;
        auto part = geo::intersection_of(*shape, draft.area->shape);
        if (part.empty()) continue;
        rows.push_back(row);
        shapes.emplace_back(std::move(part));
    }
    auto table = rows_of(zones, rows);
    table.shapes = std::move(shapes);
    return table;
}

}  // namespace

map::FeatureTable rows_of(const map::FeatureTable& table, const std::vector<std::size_t>& rows) {
    map::FeatureTable out;
    out.name = table.name;
    for (const auto& column : table.columns) out.columns.emplace_back(column.name());
    for (const auto row : rows) {
        if (!table.points.empty()) out.points.push_back(table.points[row]);
        if (!table.shapes.empty()) out.shapes.push_back(table.shapes[row]);
        if (!table.ids.empty()) out.ids.push_back(table.ids[row]);
        for (std::size_t i = 0; i < table.columns.size(); ++i) out.columns[i].add(table.columns[i].value(row));
    }
    return out;
}

void set_crowded(std::vector<map::FeatureTable>& tables, int crowded) {
    for (auto& table : tables) {
        if (table.name != "providers") continue;
        std::erase_if(table.columns, [](const map::Column& column) { return column.name() == "crowded"; });
        map::Column column("crowded");
        for (std::size_t row = 0; row < table.rows(); ++row) column.add(static_cast<double>(crowded));
        table.columns.push_back(std::move(column));
    }
}

std::vector<map::FeatureTable> tables_of(const Draft& draft, const MapWindow& window,
                                         const geo::MultiPolygon& area_in_metres) {
    const auto& released = *draft.request->released;
    const auto& ground = *draft.ground;
    const auto& view = window.view;
    const auto shown = degrees_shown(view);
    const auto cut = [&](const GroundTable& table) { return rows_of(table.table, table.rows_in(shown)); };
    std::vector<map::FeatureTable> degrees;
    degrees.push_back(cut(ground.areas));
    degrees.push_back(rows_of(ground.places, places_shown(draft, view)));
    degrees.push_back(cut(ground.roads));
    degrees.push_back(cut(ground.waters));
    degrees.push_back(cut(ground.neighbours));
    degrees.push_back(zones_within(draft));
    for (const auto& table : {map::border_post_table(released), map::transport_node_table(released)})
        degrees.push_back(points_within(table, draft.area->shape));
    degrees.push_back(numbered_providers(draft));
    std::vector<map::FeatureTable> tables;
    for (const auto& table : degrees) tables.push_back(map::projected(table, view.projection));

    const auto visible = grown(view.visible(), 5 / view.millimetres_per_metre());
    const auto inner = geo::buffered(area_in_metres, -ribbon / view.millimetres_per_metre());
    tables.push_back(of_shape("surroundings", draft, geo::difference_of(block(visible), area_in_metres)));
    tables.push_back(of_shape("focus", draft, area_in_metres));
    tables.push_back(of_shape("focus_ribbon", draft, geo::difference_of(area_in_metres, inner)));
    return tables;
}

}  // namespace balise::sheet
