#include "sheet/locator.hpp"

#include <algorithm>
#include <cmath>

#include "map/map_view.hpp"
#include "sheet/palette.hpp"
#include "sheet/plane_shapes.hpp"

namespace balise::sheet {

namespace {

// The country itself; where it is not recorded, all of the areas of the first level.
geo::MultiPolygon country_of(const Draft& draft) {
    geo::MultiPolygon all;
    for (const auto& area : draft.request->released->areas()) {
        if (area.level == 0 && area.valid_to.empty()) return area.shape;
        if (area.level == 1 && area.valid_to.empty())
            all.polygons.insert(all.polygons.end(), area.shape.polygons.begin(), area.shape.polygons.end());
    }
    return all;
}

const model::Place* largest_place(const Draft& draft) {
    const model::Place* largest = nullptr;
    for (const auto& place : draft.request->released->places())
        if (place.position && place.population && (largest == nullptr || *place.population > *largest->population))
            largest = &place;
    return largest;
}

void draw_largest_place(Page& page, const Draft& draft, const map::MapView& view) {
    const auto* place = largest_place(draft);
    if (place == nullptr) return;
    const auto metres = view.projection.forward(*place->position);
    if (!metres) return;
    const auto here = view.to_sheet(*metres);
    if (!view.frame.contains(here)) return;
    map::Paths dot;
    constexpr int sides = 16;
    std::vector<map::Spot> ring;
    for (int i = 0; i < sides; ++i) {
        const double angle = 2 * 3.14159265358979 * i / sides;
        ring.push_back(spot(here.x + 0.75 * std::cos(angle), here.y + 0.75 * std::sin(angle)));
    }
    page.fill(polygon(ring), ink);
    Pen pen{6.8, Weight::medium, ink, Side::centre};
    pen.halo = white;
    pen.halo_width = 0.6;
    const double half = page.width_of(place->name, pen) / 2;
    const double x = std::clamp<double>(here.x - 3, view.frame.left + half + 1, view.frame.right - half - 1);
    page.line_of(place->name, spot(x, here.y - 1.6), pen);
}

}  // namespace

void draw_locator(Page& page, const Draft& draft, map::Frame box) {
    page.group("locator");
    page.fill(box, veil);
    const auto country = country_of(draft);
    const auto projection = map::fit_projection({-8.6, 4.3, -2.5, 10.8});
    const auto shape = in_metres(country, projection);
    if (geo::box_of(shape).empty()) return;
    const auto view = map::view_of(projection, geo::box_of(shape), box, base::Millimetres(2.6));
    map::Group cut{"locator map", box, {}};
    page.add(std::move(cut));
    for (const auto& water : draft.request->country->waters)
        if (const auto* sea_shape = std::get_if<geo::MultiPolygon>(&water.shape);
            sea_shape != nullptr && water.kind == "sea")
            page.fill(on_sheet(in_metres(*sea_shape, projection), view, 0.15), sea);
    const auto outline = on_sheet(shape, view, 0.1);
    page.fill(outline, white);
    for (const auto& area : draft.request->released->areas())
        if (area.level == 1 && area.valid_to.empty())
            page.stroke(on_sheet(in_metres(area.shape, projection), view, 0.15), region_line, 0.1);
    page.fill(on_sheet(in_metres(draft.area->shape, projection), view, 0.08), beacon);
    page.stroke(outline, ink, 0.28);
    draw_largest_place(page, draft, view);
    page.group("locator frame");
    page.outline(box, ink, frame_line);
}

}  // namespace balise::sheet
