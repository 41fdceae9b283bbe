#include "sheet/plane_shapes.hpp"

#include <cmath>

namespace balise::sheet {

geo::MultiPolygon in_metres(const geo::MultiPolygon& degrees, const map::Projection& projection) {
    geo::MultiPolygon out;
    for (const auto& polygon : degrees.polygons) {
        geo::Polygon made;
        for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
            geo::Path ring = polygon.rings[i];
            projection.forward(ring);
            std::erase_if(ring, [](geo::Position position) { return std::isnan(position.x); });
            if (!ring.empty() && !(ring.front() == ring.back())) ring.push_back(ring.front());
            if (ring.size() >= 4) made.rings.push_back(std::move(ring));
            if (made.rings.empty()) break;  // without its outer ring a polygon has no holes either
        }
        if (!made.rings.empty()) out.polygons.push_back(std::move(made));
    }
    return out;
}

map::Paths on_sheet(const geo::MultiPolygon& metres, const map::MapView& view, double tolerance) {
    // The view's own to_sheet asks for the scale at every position.
    const double scale = view.millimetres_per_metre();
    const map::Spot middle = view.to_sheet(view.centre);
    return on_sheet(
        metres,
        [&](geo::Position p) {
            return map::Spot{static_cast<float>(middle.x + (p.x - view.centre.x) * scale),
                             static_cast<float>(middle.y - (p.y - view.centre.y) * scale)};
        },
        tolerance);
}

map::Paths on_sheet(const geo::MultiPolygon& shape, const std::function<map::Spot(geo::Position)>& spot_of,
                    double tolerance) {
    map::Paths paths;
    for (const auto& polygon : shape.polygons)
        for (const auto& ring : polygon.rings) {
            const auto begin = paths.spots.size();
            for (const auto& position : ring) {
                const auto here = spot_of(position);
                if (paths.spots.size() > begin) {
                    const auto& last = paths.spots.back();
                    if (std::hypot(here.x - last.x, here.y - last.y) < tolerance) continue;
                }
                paths.spots.push_back(here);
            }
            if (paths.spots.size() < begin + 3) {
                paths.spots.resize(begin);
                continue;
            }
            paths.spots.push_back(paths.spots[begin]);
            paths.ends.push_back(static_cast<std::uint32_t>(paths.spots.size()));
        }
    return paths;
}

geo::Box degrees_shown(const map::MapView& view) {
    const auto visible = view.visible();
    geo::Box box;
    for (int i = 0; i <= 8; ++i)
        for (int j = 0; j <= 8; ++j)
            if (const auto position =
                    view.projection.inverse({visible.min_x + i * (visible.max_x - visible.min_x) / 8,
                                             visible.min_y + j * (visible.max_y - visible.min_y) / 8}))
                box.add(geo::Position{position->lon, position->lat});
    return grown(box, 0.05);
}

geo::MultiPolygon block(const geo::Box& box) {
    return {{{{{{box.min_x, box.min_y},
                {box.max_x, box.min_y},
                {box.max_x, box.max_y},
                {box.min_x, box.max_y},
                {box.min_x, box.min_y}}}}}};
}

geo::Box grown(geo::Box box, double by) {
    return {box.min_x - by, box.min_y - by, box.max_x + by, box.max_y + by};
}

}  // namespace balise::sheet
