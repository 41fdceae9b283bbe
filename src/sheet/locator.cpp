#include "sheet/locator.hpp"

#include <algorithm>
#include <cmath>

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

// Degrees on the inset: at this size a plain cylindrical picture, true in the middle, is as good as any projection.
struct Inset {
    Inset(const geo::Box& degrees, map::Frame box)
        : middle_x((degrees.min_x + degrees.max_x) / 2),
          middle_y((degrees.min_y + degrees.max_y) / 2),
          squeeze(std::cos(middle_y * 3.14159265358979 / 180)),
          frame(box) {
        constexpr double edge = 2.6;
        scale = std::min((box.width() - 2 * edge) / ((degrees.max_x - degrees.min_x) * squeeze),
                         (box.height() - 2 * edge) / (degrees.max_y - degrees.min_y));
    }
    map::Spot operator()(geo::Position p) const {
        return spot((frame.left + frame.right) / 2 + (p.x - middle_x) * squeeze * scale,
                    (frame.top + frame.bottom) / 2 - (p.y - middle_y) * scale);
    }
    double middle_x, middle_y, squeeze, scale = 1;
    map::Frame frame;
};

void draw_largest_place(Page& page, const Draft& draft, const Inset& inset) {
    const auto* place = largest_place(draft);
    if (place == nullptr) return;
    const auto here = inset({place->position->lon, place->position->lat});
    const auto& box = inset.frame;
    if (!box.contains(here)) return;
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
    const double x = std::clamp<double>(here.x - 3, box.left + half + 1, box.right - half - 1);
    page.line_of(place->name, spot(x, here.y - 1.6), pen);
}

}  // namespace

void draw_locator(Page& page, const Draft& draft, map::Frame box) {
    page.group("locator");
    page.fill(box, veil);
    const auto country = country_of(draft);
    const auto degrees = geo::box_of(country);
    if (degrees.empty() || degrees.max_x <= degrees.min_x || degrees.max_y <= degrees.min_y) return;
    const Inset inset(degrees, box);
    map::Group cut{"locator map", box, {}};
    page.add(std::move(cut));
    for (const auto& water : draft.request->country->waters)
        if (const auto* sea_shape = std::get_if<geo::MultiPolygon>(&water.shape);
            sea_shape != nullptr && water.kind == "sea")
            page.fill(on_sheet(*sea_shape, inset, 0.15), sea);
    const auto outline = on_sheet(country, inset, 0.1);
    page.fill(outline, white);
    for (const auto& area : draft.request->released->areas())
        if (area.level == 1 && area.valid_to.empty()) page.stroke(on_sheet(area.shape, inset, 0.15), region_line, 0.1);
    page.fill(on_sheet(draft.area->shape, inset, 0.08), beacon);
    page.stroke(outline, ink, 0.2);
    draw_largest_place(page, draft, inset);
    page.group("locator frame");
    page.outline(box, ink, frame_line);
}

}  // namespace balise::sheet
