// Drawing a risk zone and changing the shape of one.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "geo/operations.hpp"
#include "gui/keys.hpp"
#include "gui/map_parts.hpp"
#include "gui/placing.hpp"

namespace balise::gui {

using app::Target;
using base::mark;
using Tool = MapState::Tool;

namespace {

constexpr float vertex_reach = 9;  // logical pixels

float distance(ImVec2 a, ImVec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

float real(float logical) {
    return logical * look().scale;
}

int vertex_at(const MapFrame& frame, ImVec2 at) {
    for (std::size_t i = 0; i < frame.state.points.size(); ++i)
        if (distance(frame.glass.pixel(frame.state.points[i]), at) < look().px(vertex_reach))
            return static_cast<int>(i);
    return -1;
}

// The edge whose line passes by the pixel: a new vertex goes behind its first one.
int edge_at(const MapFrame& frame, ImVec2 at) {
    const auto& points = frame.state.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto a = frame.glass.pixel(points[i]), b = frame.glass.pixel(points[(i + 1) % points.size()]);
        const float x = b.x - a.x, y = b.y - a.y, length = x * x + y * y;
        const float t = length > 0 ? std::clamp(((at.x - a.x) * x + (at.y - a.y) * y) / length, 0.0F, 1.0F) : 0;
        if (distance({a.x + t * x, a.y + t * y}, at) < look().px(vertex_reach)) return static_cast<int>(i);
    }
    return -1;
}

std::optional<geo::MultiPolygon> shape_in_degrees(const MapFrame& frame) {
    geo::Path ring;
    for (const auto& point : frame.state.points) {
        const auto degrees = frame.plane.degrees(point);
        if (!degrees) return std::nullopt;
        const auto rounded = [](double value) { return std::round(value * 1e6) / 1e6; };
        ring.push_back({rounded(degrees->lon), rounded(degrees->lat)});
    }
    if (ring.size() < 3) return std::nullopt;
    ring.push_back(ring.front());
    return geo::MultiPolygon{{geo::Polygon{{ring}}}};
}

void save(MapFrame& frame) {
    auto& state = frame.state;
    const auto& snapshot = *frame.shown.snapshot;
    const auto shape = shape_in_degrees(frame);
    if (!shape || geo::invalid_reason(*shape)) {
        state.zone_fault = tr(frame.shown, mark("The outline crosses itself or is too small; drag its corners"));
        return;
    }
    app::Arguments arguments;
    if (state.zone_id.empty()) {
        if (state.zone_name.empty()) {
            state.zone_fault = tr(frame.shown, mark("Give the zone a name"));
            return;
        }
        arguments.add("kind", "risk-zone");
        arguments.add("fields", "name_fr=" + state.zone_name);
        const auto level = static_cast<std::size_t>(std::max(0, state.zone_level));
        if (level < snapshot.risk_levels.size()) arguments.add("fields", "level=" + snapshot.risk_levels[level].code);
    } else {
        arguments.add("id", state.zone_id);
    }
    arguments.add("fields", "shape=" + geo::to_wkt(*shape));
    frame.requests.push(ask::Perform{state.zone_id.empty() ? "add" : "edit", arguments});
    choose_tool(state, Tool::move);
}

}  // namespace

void begin_zone_edit(MapFrame& frame, const Target& zone) {
    if (!frame.shown.scene || !may_change(frame.shown)) return;
    const auto* shape = app::shape_of(*frame.shown.scene, zone);
    const auto* areas = shape == nullptr ? nullptr : std::get_if<geo::MultiPolygon>(shape);
    if (areas == nullptr || areas->polygons.size() != 1 || areas->polygons[0].rings.size() != 1) return;
    choose_tool(frame.state, Tool::edit_zone);
    frame.state.zone_id = zone.id;
    frame.state.zone_name = name_of(frame, zone);
    frame.state.points = areas->polygons[0].rings[0];
    if (frame.state.points.size() > 1 && frame.state.points.front() == frame.state.points.back())
        frame.state.points.pop_back();
    frame.state.closed = frame.state.finished = true;
}

// Before the map's own answer to the mouse: a corner or an edge is grabbed, or a corner taken away.
void map_zone_input(MapFrame& frame) {
    auto& state = frame.state;
    const auto at = ImGui::GetIO().MousePos;
    if (!frame.hovered) return;
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        const int corner = vertex_at(frame, at);
        if (corner >= 0 && state.points.size() > 3) state.points.erase(state.points.begin() + corner);
    }
    if (!ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
    state.dragged_vertex = vertex_at(frame, at);
    if (state.dragged_vertex >= 0) return;
    if (const int edge = edge_at(frame, at); edge >= 0) {
        state.points.insert(state.points.begin() + edge + 1, frame.glass.metres(at));
        state.dragged_vertex = edge + 1;
    }
}

void map_zone_form(MapFrame& frame) {
    auto& state = frame.state;
    const auto& shown = frame.shown;
    const bool drawing = state.tool == Tool::draw_zone;
    if ((!drawing && state.tool != Tool::edit_zone) || !shown.snapshot) return;
    const bool is_form = state.finished;
    constexpr float wide = 300;
    const float high = !is_form ? 62 : drawing ? 206 : 110;
    const auto& area = frame.glass.area;
    const ImVec2 min{area.min.x + look().px(10), area.min.y + look().px(10)};
    const ImVec2 max{min.x + look().px(wide), min.y + look().px(high + (state.zone_fault.empty() ? 0 : 34))};
    state.covered.push_back({min, max});
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(min, max, look().colours().raised, real(measure::corner));
    list.AddRect(min, max, look().colours().strong_line, real(measure::corner));
    ImGui::SetCursorScreenPos({min.x + look().px(14), min.y + look().px(10)});
    ImGui::BeginChild("zone form", {look().px(wide - 28), max.y - min.y - look().px(16)}, false,
                      ImGuiWindowFlags_NoScrollbar);
    text(drawing ? tr(shown, mark("New risk zone")) : state.zone_name, Face::text_bold, 0, wide - 28);
    space(4);
    if (!is_form) {
        wrapped(tr(shown, mark("Click the corners; double click or Enter ends, Esc cancels")), Face::small,
                look().colours().second);
        ImGui::EndChild();
        return;
    }
    if (drawing) {
        field(tr(shown, mark("Name of the zone")), state.zone_name, wide - 28, tr(shown, mark("Name of the zone")), {},
              {}, ImGui::IsWindowAppearing());
        space(8);
        std::vector<std::string> levels;
        for (const auto& level : shown.snapshot->risk_levels) levels.push_back(level.label);
        choice(tr(shown, mark("Level")), levels, state.zone_level, wide - 28);
        space(8);
    } else {
        wrapped(tr(shown, mark("Drag corners and edges; a right click takes a corner away")), Face::small,
                look().colours().second);
        space(6);
    }
    if (!state.zone_fault.empty()) wrapped(state.zone_fault, Face::small, look().colours().error);
    if (button(tr(shown, mark("Save")), Emphasis::primary, "icon/check")) save(frame);
    same_line();
    if (state.tool != Tool::move && button(tr(shown, mark("Cancel")))) choose_tool(state, Tool::move);
    ImGui::EndChild();
}

}  // namespace balise::gui
