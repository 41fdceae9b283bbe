#include "sheet/neighbour_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/words.hpp"
#include "geo/operations.hpp"
#include "sheet/palette.hpp"
#include "sheet/plane_shapes.hpp"

namespace balise::sheet {

namespace {

constexpr double page_line = 3.6;  // millimetres below the name's baseline

Pen name_pen(double size, bool country) {
    Pen pen{size, Weight::semibold, region_name, Side::centre};
    pen.spacing = country ? 0.35 : 0.2;
    if (country) pen.weight = Weight::regular;
    pen.halo = veil;
    pen.halo_width = 0.9;
    return pen;
}

Pen page_pen() {
    Pen pen{7.6, Weight::regular, region_name, Side::centre};
    pen.halo = veil;
    pen.halo_width = 0.9;
    return pen;
}

struct Room {
    map::Frame box;
    double clearance = 0;
};

bool overlap(map::Frame a, map::Frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Where a line across the sheet meets the edges of rings, from left to right.
std::vector<float> crossings(const map::Paths& rings, float y) {
    std::vector<float> met;
    std::size_t begin = 0;
    for (const auto end : rings.ends) {
        for (std::size_t i = begin; i + 1 < end; ++i) {
            const auto& a = rings.spots[i];
            const auto& b = rings.spots[i + 1];
            if ((a.y > y) != (b.y > y)) met.push_back((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
        }
        begin = end;
    }
    std::sort(met.begin(), met.end());
    return met;
}

// Spots of boxes, close enough that no part of a region slips between them, for all boxes of one height in one row.
class Row {
public:
    Row(const map::Paths& rings, map::Frame box) {
        for (int j = 0; j <= down; ++j)
            lines_[static_cast<std::size_t>(j)] =
                crossings(rings, box.top + box.height() * static_cast<float>(j) / down);
    }
    // Even-odd rule.
    bool holds(map::Frame box) const {
        for (int i = 0; i <= across; ++i) {
            const float x = box.left + box.width() * static_cast<float>(i) / across;
            for (const auto& line : lines_)
                if ((line.end() - std::upper_bound(line.begin(), line.end(), x)) % 2 == 0) return false;
        }
        return true;
    }

private:
    static constexpr int across = 8, down = 3;
    std::array<std::vector<float>, down + 1> lines_;
};

// The free box of this size nearest to `wished`.
std::optional<map::Frame> room_for(const map::Paths& rings, double width, double height, map::Spot wished,
                                   map::Frame window, const std::vector<map::Frame>& taken) {
    std::optional<map::Frame> best;
    double nearest = 1e9;
    const double inset = 1.8;
    for (double y = window.top + inset; y + height <= window.bottom - inset; y += 1.5) {
        const Row row(rings, frame(0, y, width, y + height));
        for (double x = window.left + inset; x + width <= window.right - inset; x += 2) {
            const auto box = frame(x, y, x + width, y + height);
            const double away =
                std::hypot((box.left + box.right) / 2 - wished.x, (box.top + box.bottom) / 2 - wished.y);
            if (away >= nearest) continue;
            if (std::any_of(taken.begin(), taken.end(), [&](const auto& other) { return overlap(box, other); }))
                continue;
            if (!row.holds(box)) continue;
            nearest = away;
            best = box;
        }
    }
    return best;
}

struct Candidate {
    std::string name;
    int page = 0;
    bool country = false;
    map::Paths rings;  // within the window
    map::Spot wished;
    bool adjoins = false;  // the area itself, not only its sheet
};

// What of a neighbour the window shows.
struct Sight {
    const map::MapView& view;
    geo::Box degrees, visible;
    std::optional<geo::MultiPolygon> near;  // the area and what lies close to it, when it matters who adjoins
};

std::optional<Candidate> candidate_of(const geo::MultiPolygon& degrees, const Sight& sight) {
    const auto& [view, shown, visible, near] = sight;
    if (!touches(geo::box_of(degrees), shown)) return std::nullopt;
    const auto metres = in_metres(degrees, view.projection);
    const auto box = geo::box_of(metres);
    if (box.empty() || box.max_x < visible.min_x || box.min_x > visible.max_x || box.max_y < visible.min_y ||
        box.min_y > visible.max_y)
        return std::nullopt;
    const auto part = geo::clipped(metres, visible);
    const auto middle = geo::interior_point(part);
    if (!middle) return std::nullopt;
    Candidate candidate;
    candidate.rings = on_sheet(part, view, 0.2);
    candidate.wished = view.to_sheet(*middle);
    candidate.adjoins = near && !geo::intersection_of(part, *near).empty();
    return candidate;
}

std::vector<Candidate> candidates_of(const Draft& draft, const MapWindow& window) {
    std::vector<Candidate> all;
    const auto& request = *draft.request;
    // Approximate boundaries leave gaps between neighbours.
    constexpr double gap = 1500;
    Sight sight{window.view, degrees_shown(window.view), window.view.visible(), {}};
    // Only pages are told of those who adjoin.
    if (!request.page_of_area.empty())
        sight.near = geo::buffered(in_metres(draft.area->shape, window.view.projection), gap);
    for (const auto* area : draft.tree->peers_of(*draft.area)) {
        auto candidate = candidate_of(area->shape, sight);
        if (!candidate) continue;
        candidate->name = name_of(*area, draft.french());
        const auto page = request.page_of_area.find(area->code);
        if (page != request.page_of_area.end()) candidate->page = page->second;
        all.push_back(std::move(*candidate));
    }
    for (const auto& country : request.country->neighbours) {
        auto candidate = candidate_of(country.shape, sight);
        if (!candidate) continue;
        candidate->name = draft.french() || country.name_en.empty() ? country.name_fr : country.name_en;
        candidate->country = true;
        all.push_back(std::move(*candidate));
    }
    return all;
}

std::optional<NeighbourName> place(Page& page, const Candidate& candidate, map::Frame window,
                                   const std::vector<map::Frame>& taken) {
    NeighbourName name;
    name.name = base::upper_case(candidate.name);
    name.country = candidate.country;
    name.page_number = candidate.page;
    if (candidate.page > 0) name.page = "p.\u00a0" + std::to_string(candidate.page);
    for (const bool upright : {false, true})
        for (const double size : {9.5, 8.5, 7.5}) {
            const auto pen = name_pen(size, candidate.country);
            const double width = page.width_of(name.name, pen) + 1.6, cap = map::points(size) * 0.73;
            double length = width, height = cap + 2.4;
            if (!name.page.empty()) {
                if (upright)
                    length += 4 + page.width_of(name.page, page_pen());
                else
                    height += page_line;
            }
            const auto room = room_for(candidate.rings, upright ? height : length, upright ? length : height,
                                       candidate.wished, window, taken);
            if (!room) continue;
            name.box = *room;
            name.size = size;
            name.upright = upright;
            name.middle = upright ? spot((room->left + room->right) / 2 + cap / 2, room->bottom - width / 2)
                                  : spot((room->left + room->right) / 2, room->top + 1.2 + cap);
            return name;
        }
    return std::nullopt;
}

}  // namespace

Surroundings surroundings_of(Page& page, const Draft& draft, const MapWindow& window, std::vector<map::Frame> taken) {
    Surroundings result;
    for (const auto& candidate : candidates_of(draft, window)) {
        if (candidate.page > 0 && candidate.adjoins) result.pages.push_back(candidate.page);
        const auto placed = place(page, candidate, window.view.frame, taken);
        if (!placed) {
            result.left_out.push_back(candidate.name);
            continue;
        }
        taken.push_back(placed->box);
        result.names.push_back(*placed);
    }
    std::sort(result.pages.begin(), result.pages.end());
    return result;
}

void draw_neighbour_names(Page& page, const Surroundings& surroundings) {
    page.group("neighbours");
    for (const auto& name : surroundings.names) {
        const auto pen = name_pen(name.size, name.country);
        if (!name.upright) {
            page.line_of(name.name, name.middle, pen);
            if (!name.page.empty()) page.line_of(name.page, spot(name.middle.x, name.middle.y + page_line), page_pen());
            continue;
        }
        constexpr double quarter = -1.5707963267948966;
        page.turned(name.name, name.middle, quarter, pen);
        if (name.page.empty()) continue;
        const double above = page.width_of(name.name, pen) / 2 + 3 + page.width_of(name.page, page_pen()) / 2;
        page.turned(name.page, spot(name.middle.x, name.middle.y - above), quarter, page_pen());
    }
}

}  // namespace balise::sheet
