// What lies over the map's picture: rings, the line measured, the zone drawn, tooltip, scale bar, north.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/map_parts.hpp"
#include "gui/placing.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using app::Target;
using base::mark;
using Tool = MapState::Tool;

namespace {

ImDrawList& ink() {
    return *ImGui::GetWindowDrawList();
}

ImU32 with_alpha(ImU32 colour, unsigned alpha) {
    return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

float real(float logical) {
    return logical * look().scale;
}

// A ring of a colour with a rim of the panel's, to be seen on any ground.
void ring(ImVec2 centre, float radius, ImU32 colour, float width) {
    ink().AddCircle(centre, radius, with_alpha(look().colours().panel, 220), 48, width + real(2));
    ink().AddCircle(centre, radius, colour, 48, width);
}

// The outline of a shape; vertices closer than a pixel and a half are passed over.
void outline(const MapFrame& frame, const geo::Geometry& shape, ImU32 colour, float width) {
    std::vector<ImVec2> line;
    const auto draw = [&](const geo::Path& path, bool closed) {
        line.clear();
        for (const auto& position : path) {
            const auto at = frame.glass.pixel(position);
            if (line.empty() || std::abs(at.x - line.back().x) + std::abs(at.y - line.back().y) > 1.5F)
                line.push_back(at);
        }
        if (line.size() > 1)
            ink().AddPolyline(line.data(), static_cast<int>(line.size()), colour, closed ? ImDrawFlags_Closed : 0,
                              width);
    };
    if (const auto* areas = std::get_if<geo::MultiPolygon>(&shape))
        for (const auto& polygon : areas->polygons)
            for (const auto& path : polygon.rings) draw(path, true);
    if (const auto* lines = std::get_if<geo::MultiLine>(&shape))
        for (const auto& path : lines->paths) draw(path, false);
}

void mark_target(const MapFrame& frame, const Target& target, ImU32 colour, float width, float smallest) {
    if (target.kind == Target::Kind::nothing) return;
    if (frame.shown.scene)
        if (const auto* shape = app::shape_of(*frame.shown.scene, target); shape != nullptr)
            return outline(frame, *shape, colour, real(width));
    const auto position = position_of(frame, target);
    if (!position) return;
    float radius = real(smallest);
    if (const auto drawn = frame.shown.scene ? app::drawn_at(*frame.shown.scene, target) : std::nullopt) {
        radius = std::max(radius, static_cast<float>(drawn->radius * frame.glass.pixels_per_millimetre()) + real(3.5F));
        return ring(frame.glass.pixel(drawn->metres), radius, colour, real(width));
    }
    ring(frame.glass.pixel(*position), radius, colour, real(width));
}

void label(ImVec2 at, const std::string& words, bool strong) {
    const auto& colours = look().colours();
    const Face face = strong ? Face::list_bold : Face::list;
    const float width = width_of(words, face) * look().scale, height = real(20);
    ink().AddRectFilled(at, {at.x + width + real(12), at.y + height}, colours.tooltip, real(measure::chip_corner));
    line_at(at.x + real(6), at.y + height / 2, words, face, colours.on_tooltip);
}

void dragged_provider(const MapFrame& frame) {
    const auto& state = frame.state;
    if (state.moving.empty() || !state.dragged_to || !frame.shown.snapshot) return;
    const auto row = frame.shown.snapshot->find(state.moving);
    if (!row) return;
    const Target target{Target::Kind::provider, *row, state.moving};
    const auto from = position_of(frame, target);
    const auto to = frame.glass.pixel(*state.dragged_to);
    const auto& colours = look().colours();
    if (from) {
        ink().AddLine(frame.glass.pixel(*from), to, colours.panel, real(4));
        ink().AddLine(frame.glass.pixel(*from), to, colours.beacon, real(2));
    }
    ring(to, real(17), colours.beacon, real(2.6F));
    icon_at(to, symbol_of(frame, target), 19);
    const double far = from ? kilometres_along(frame.plane, {*from, *state.dragged_to}) : 0;
    label({to.x + real(22), to.y - real(10)}, distance_words(frame.shown, far), true);
}

void zoom_box(const MapFrame& frame) {
    if (!frame.state.box_from || !frame.state.panning) return;
    const auto at = ImGui::GetIO().MousePos, from = *frame.state.box_from;
    const ImVec2 min{std::min(at.x, from.x), std::min(at.y, from.y)},
        max{std::max(at.x, from.x), std::max(at.y, from.y)};
    ink().AddRectFilled(min, max, with_alpha(look().colours().accent, 30));
    ink().AddRect(min, max, look().colours().accent, 0, 0, real(1.5F));
}

std::string tooltip_line(const MapFrame& frame, const Target& target) {
    const auto& shown = frame.shown;
    const auto& snapshot = *shown.snapshot;
    std::vector<std::string> parts;
    const auto add_region = [&](std::uint32_t area) {
        if (area != app::ListedProvider::no_area) parts.push_back(region_name(snapshot, area));
    };
    const auto label_of = [](const std::vector<app::Snapshot::Coded>& list, const std::string& code) {
        for (const auto& each : list)
            if (each.code == code) return each.label;
        return code;
    };
    using Kind = Target::Kind;
    if (target.kind == Kind::provider && target.index < snapshot.providers.size()) {
        const auto& provider = snapshot.providers[target.index];
        add_region(provider.area);
        const int services = __builtin_popcount(provider.services);
        if (services > 0) parts.push_back(tr(shown, base::mark_plural("{0} service", "{0} services", services)));
        if (provider.verified != 0)
            parts.push_back(tr(shown, mark("verified on {0}", date_words(shown, provider.verified))));
    }
    if (target.kind == Kind::risk_zone && target.index < snapshot.risk_zones.size()) {
        parts.push_back(label_of(snapshot.risk_levels, snapshot.risk_zones[target.index].kind));
        add_region(snapshot.risk_zones[target.index].area);
    }
    if (target.kind == Kind::border_post && target.index < snapshot.border_posts.size()) {
        parts.push_back(label_of(snapshot.border_kinds, snapshot.border_posts[target.index].kind));
        add_region(snapshot.border_posts[target.index].area);
    }
    if (target.kind == Kind::transport_node && target.index < snapshot.transport_nodes.size()) {
        parts.push_back(label_of(snapshot.transport_kinds, snapshot.transport_nodes[target.index].kind));
        add_region(snapshot.transport_nodes[target.index].area);
    }
    if (target.kind == Kind::place && target.index < snapshot.places.size()) {
        const auto& place = snapshot.places[target.index];
        add_region(place.area);
        if (place.population > 0) parts.push_back(tr(shown, mark("{0} inhabitants", place.population)));
    }
    if (target.kind == Kind::cluster) parts.push_back(tr(shown, mark("click to open")));
    std::string line;
    for (const auto& part : parts) line += (line.empty() ? "" : " · ") + part;
    return line;
}

bool overlaps(ImVec2 min, ImVec2 max, ImVec2 centre, float radius) {
    return centre.x + radius > min.x && centre.x - radius < max.x && centre.y + radius > min.y &&
           centre.y - radius < max.y;
}

}  // namespace

void map_marks(MapFrame& frame) {
    const auto& colours = look().colours();
    const auto& shown = frame.shown;
    if (!(shown.hovered == shown.selected)) mark_target(frame, shown.hovered, colours.text, 1.4F, 10);
    mark_target(frame, shown.selected, colours.beacon, 2.6F, 17);
    dragged_provider(frame);
    zoom_box(frame);
}

void map_tooltip(MapFrame& frame) {
    const auto& shown = frame.shown;
    const auto& state = frame.state;
    if (!frame.hovered || state.panning || shown.hovered.kind == Target::Kind::nothing || !shown.snapshot) return;
    const auto name = name_of(frame, shown.hovered);
    if (name.empty()) return;
    const auto line = tooltip_line(frame, shown.hovered);
    const auto& area = frame.glass.area;
    const auto position = position_of(frame, shown.hovered);
    const auto drawn = shown.scene ? app::drawn_at(*shown.scene, shown.hovered) : std::nullopt;
    const ImVec2 centre =
        drawn ? frame.glass.pixel(drawn->metres) : (position ? frame.glass.pixel(*position) : ImGui::GetIO().MousePos);
    const float radius =
        (drawn ? static_cast<float>(drawn->radius * frame.glass.pixels_per_millimetre()) : real(6)) + real(8);
    const float most = real(360);
    const float wide =
        std::min(most, std::max(width_of(name, Face::list_bold), width_of(line, Face::list)) * look().scale) + real(20);
    const float high = line.empty() ? real(28) : real(44);
    const std::array<ImVec2, 4> corners{{{centre.x + radius, centre.y + real(4)},
                                         {centre.x - radius - wide, centre.y + real(4)},
                                         {centre.x - wide / 2, centre.y + radius},
                                         {centre.x - wide / 2, centre.y - radius - high}}};
    const auto selected = position_of(frame, shown.selected);
    ImVec2 at = corners[0];
    for (const auto corner : corners) {
        const ImVec2 end{corner.x + wide, corner.y + high};
        const bool fits =
            corner.x >= area.min.x && end.x <= area.max.x && corner.y >= area.min.y && end.y <= area.max.y;
        const bool hides = selected && overlaps(corner, end, frame.glass.pixel(*selected), real(20));
        if (!fits || hides) continue;
        at = corner;
        break;
    }
    at.x =
        std::round(std::clamp(at.x, area.min.x + real(4), std::max(area.min.x + real(4), area.max.x - wide - real(4))));
    at.y =
        std::round(std::clamp(at.y, area.min.y + real(4), std::max(area.min.y + real(4), area.max.y - high - real(4))));
    const auto& colours = look().colours();
    ink().AddRectFilled(at, {at.x + wide, at.y + high}, colours.tooltip, real(measure::chip_corner));
    line_at(at.x + real(10), at.y + real(14), name, Face::list_bold, colours.on_tooltip, most);
    if (!line.empty())
        line_at(at.x + real(10), at.y + real(31), line, Face::list, with_alpha(colours.on_tooltip, 215), most);
}

void map_drawing(MapFrame& frame) {
    auto& state = frame.state;
    const bool is_line = state.tool == Tool::measure;
    const bool is_zone = state.tool == Tool::draw_zone || state.tool == Tool::edit_zone;
    if ((!is_line && !is_zone) || state.points.empty()) return;
    const auto& colours = look().colours();
    const ImU32 colour = is_zone ? colours.error : colours.accent;
    auto points = state.points;
    const bool growing = !state.finished && state.tool != Tool::edit_zone;
    if (growing && frame.hovered && state.cursor) points.push_back(frame.glass.metres(ImGui::GetIO().MousePos));
    std::vector<ImVec2> line;
    for (const auto& point : points) line.push_back(frame.glass.pixel(point));
    const bool closed = state.closed || state.tool == Tool::edit_zone;
    const int count = static_cast<int>(line.size());
    const ImDrawFlags flags = closed || (is_zone && count > 2) ? ImDrawFlags_Closed : 0;
    ink().AddPolyline(line.data(), count, with_alpha(colours.panel, 220), flags, real(4.5F));
    ink().AddPolyline(line.data(), count, colour, flags, real(2));
    for (std::size_t i = 0; i < state.points.size(); ++i) {
        ink().AddCircleFilled(line[i], real(4.5F), colours.panel, 20);
        ink().AddCircle(line[i], real(4.5F), colour, 20, real(2));
    }
    auto ring = points;
    ring.push_back(points.front());
    std::string words = distance_words(frame.shown, kilometres_along(frame.plane, is_zone || closed ? ring : points));
    if ((closed || is_zone) && points.size() > 2)
        words = tr(frame.shown, mark("{0}, around it {1}",
                                     area_words(frame.shown, square_kilometres_within(frame.plane, points)), words));
    if (points.size() > 1) label({line.back().x + real(12), line.back().y + real(8)}, words, true);
}

namespace {

Area place_of_badge(const std::string& words, const Area& map) {
    const float wide = width_of(words, Face::list_bold) * look().scale + real(24), high = real(26);
    const float tools = measure::tool + 2 * measure::tool_margin;
    const ImVec2 max{std::round(map.max.x - real(tools) - real(10)), std::round(map.min.y + real(10) + high)};
    return {{std::round(max.x - wide), max.y - high}, max};
}

base::Text words_of_badge() {
    return mark("SAMPLE · fictional data");
}

void badge(const MapFrame& frame) {
    if (!frame.shown.snapshot || !frame.shown.snapshot->is_sample) return;
    const auto& colours = look().colours();
    const auto words = tr(frame.shown, words_of_badge());
    const auto [min, max] = place_of_badge(words, frame.open());
    ink().AddRectFilled(min, max, colours.sample_soft, real(measure::chip_corner));
    ink().AddRect(min, max, colours.sample, real(measure::chip_corner));
    line_at(min.x + real(12), (min.y + max.y) / 2, words, Face::list_bold, colours.sample);
}

base::Text words_of_boundaries() {
    return mark("Approximate boundaries · names and boundaries imply no official recognition");
}

// Beside the scale bar or not at all: the status bar says it too.
std::optional<Area> place_of_boundaries(const std::string& words, const Area& map) {
    const float wide = width_of(words, Face::small) * look().scale;
    if (wide > map.width() - real(250)) return std::nullopt;
    const float middle = map.max.y - real(14);
    return Area{{map.max.x - real(14) - wide - real(6), middle - real(9)}, {map.max.x - real(8), middle + real(9)}};
}

void boundaries_notice(const MapFrame& frame) {
    if (!frame.shown.snapshot || !frame.shown.snapshot->approximate_areas) return;
    const auto words = tr(frame.shown, words_of_boundaries());
    const auto place = place_of_boundaries(words, frame.open());
    if (!place) return;
    const float middle = (place->min.y + place->max.y) / 2;
    ink().AddRectFilled(place->min, place->max, with_alpha(look().colours().panel, 225), real(3));
    line_before(place->max.x - real(6), middle, words, Face::small, look().colours().second);
}

std::string length_figures(const Shown& shown, double metres, double unit) {
    return shown.say->number(metres / unit, metres / unit < 1 && metres > 0 ? 1 : 0);
}

void scale_bar(const MapFrame& frame) {
    const auto& colours = look().colours();
    const auto& camera = frame.glass.camera;
    const double length = round_length(camera, 100 / (96 / 25.4));
    const float bar = static_cast<float>(length * camera.millimetres_per_metre() * frame.glass.pixels_per_millimetre());
    const double unit = length >= 1000 ? 1000 : 1;
    const auto last = tr(frame.shown, unit > 1 ? mark("{0} km", length_figures(frame.shown, length, unit))
                                               : mark("{0} m", length_figures(frame.shown, length, unit)));
    const auto ratio = scale_words(frame.shown, camera.scale);
    const float ratio_wide = width_of(ratio, Face::list) * look().scale;
    const float left = frame.glass.area.min.x + real(10), bottom = frame.glass.area.max.y - real(12);
    const float begin = std::round(left + real(10)), end = std::round(begin + bar);
    const float right =
        end + std::max(real(14), width_of(last, Face::small) * look().scale / 2 + real(6)) + ratio_wide + real(16);
    const ImVec2 min{left, bottom - real(38)}, max{right, bottom};
    ink().AddRectFilled(min, max, with_alpha(colours.raised, 235), real(3));
    ink().AddRect(min, max, colours.line, real(3));
    const float top = bottom - real(15), low = bottom - real(8), middle = std::round((begin + end) / 2);
    ink().AddRectFilled({begin, top}, {middle, low}, colours.text);
    ink().AddRect({begin, top}, {end, low}, colours.text);
    const float figures = bottom - real(26);
    line_at(begin, figures, "0", Face::small, colours.text);
    const auto half = length_figures(frame.shown, length / 2, unit);
    const auto half_of = [](const std::string& words) { return width_of(words, Face::small) * look().scale / 2; };
    // The figure of the middle gives way on a bar too short for three.
    const bool fits = middle + half_of(half) + real(5) < end - half_of(last) &&
                      middle - half_of(half) > begin + 2 * half_of("0") + real(5);
    if (fits) line_at(middle - half_of(half), figures, half, Face::small, colours.text);
    line_at(end - half_of(last), figures, last, Face::small, colours.text);
    line_before(right - real(10), bottom - real(13), ratio, Face::list, colours.text);
}

}  // namespace

std::vector<Area> map_notice_places(const Shown& shown, Area map) {
    std::vector<Area> places{place_of_badge(tr(shown, words_of_badge()), map)};
    if (const auto place = place_of_boundaries(tr(shown, words_of_boundaries()), map)) places.push_back(*place);
    return places;
}

void map_notices(MapFrame& frame) {
    badge(frame);
    boundaries_notice(frame);
    scale_bar(frame);
}

}  // namespace balise::gui
