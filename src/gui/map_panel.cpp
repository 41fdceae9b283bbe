#include <cmath>

#include "gui/map_parts.hpp"
#include "gui/panels.hpp"
#include "gui/seen.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

bool inside(const Area& area, ImVec2 spot) {
    return spot.x >= area.min.x && spot.x < area.max.x && spot.y >= area.min.y && spot.y < area.max.y;
}

}  // namespace

void map_panel(const Shown& shown, const app::MapPlane& plane, MapState& state, Area area, Requests& requests) {
    const bool visible = begin_panel("map", area.min, area.max, 0, "", 0, 0, false);
    MapFrame frame{shown, plane, state, {shown.camera, area}, requests};
    if (visible && frame.glass.ready()) {
        if (auto* seen = recording())
            seen->add({SeenThing::Kind::control, tr(shown, mark("Map")), area.min, area.max, true, false});
        const auto& io = ImGui::GetIO();
        // Tools, forms and lists lie over the map and take the mouse for themselves.
        frame.hovered = ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered() && inside(area, io.MousePos);
        for (const auto& box : state.covered) frame.hovered = frame.hovered && !inside(box, io.MousePos);
        state.covered.clear();
        // Stays while the mouse is elsewhere: on its way to the coordinates in the status bar.
        if (frame.hovered) state.cursor = plane.degrees(frame.glass.metres(io.MousePos));
        if (state.move_asked != shown.move_asked) {
            state.move_asked = shown.move_asked;
            choose_tool(state, MapState::Tool::move_provider);
        }
        map_input(frame);
        ImGui::GetWindowDrawList()->PushClipRect(area.min, area.max);
        map_marks(frame);
        map_drawing(frame);
        map_notices(frame);
        map_tooltip(frame);
        ImGui::GetWindowDrawList()->PopClipRect();
        map_tools(frame);
        map_zone_form(frame);
        map_moved_bubble(frame);
        map_moving_hint(frame);
        map_menus(frame);
    }
    end_panel();
}

std::vector<app::Target> targets_under(const MapFrame& frame, ImVec2 pixel) {
    if (!frame.shown.scene) return {};
    const auto& scene = *frame.shown.scene;
    constexpr float reach = 3;  // logical pixels beyond the symbol
    const auto spot = scene.camera.spot_of(frame.glass.metres(pixel));
    const double enlarged = frame.glass.camera.millimetres_per_metre() / scene.camera.millimetres_per_metre();
    return app::targets_at(scene, spot,
                           static_cast<double>(look().px(reach)) / frame.glass.pixels_per_millimetre() / enlarged);
}

std::optional<geo::Position> position_of(const MapFrame& frame, const app::Target& target) {
    using Kind = app::Target::Kind;
    if (!frame.shown.snapshot) return std::nullopt;
    const auto& snapshot = *frame.shown.snapshot;
    const auto on_plane = [&](const auto& list) -> std::optional<geo::Position> {
        if (target.index >= list.size()) return std::nullopt;
        const std::optional<geo::LonLat> position = list[target.index].position;
        return position ? frame.plane.metres(*position) : std::nullopt;
    };
    switch (target.kind) {
        case Kind::provider: {
            const auto row = snapshot.find(target.id);
            if (!row || !snapshot.providers[*row].position) return std::nullopt;
            return frame.plane.metres(*snapshot.providers[*row].position);
        }
        case Kind::border_post: return on_plane(snapshot.border_posts);
        case Kind::transport_node: return on_plane(snapshot.transport_nodes);
        case Kind::place: return on_plane(snapshot.places);
        case Kind::cluster:
        case Kind::feature:
            if (const auto drawn = frame.shown.scene ? app::drawn_at(*frame.shown.scene, target) : std::nullopt)
                return drawn->metres;
            return std::nullopt;
        case Kind::risk_zone:
        case Kind::area:
        case Kind::nothing: break;
    }
    return std::nullopt;
}

std::string name_of(const MapFrame& frame, const app::Target& target) {
    using Kind = app::Target::Kind;
    if (!frame.shown.snapshot) return {};
    const auto& snapshot = *frame.shown.snapshot;
    const auto in = [&](const auto& list) {
        return target.index < list.size() ? list[target.index].name : std::string();
    };
    switch (target.kind) {
        case Kind::provider: return in(snapshot.providers);
        case Kind::risk_zone: return in(snapshot.risk_zones);
        case Kind::border_post: return in(snapshot.border_posts);
        case Kind::transport_node: return in(snapshot.transport_nodes);
        case Kind::area: return in(snapshot.areas);
        case Kind::place: return in(snapshot.places);
        case Kind::cluster: return tr(frame.shown, base::mark_plural("{0} provider", "{0} providers", target.index));
        case Kind::feature: return target.id;
        case Kind::nothing: break;
    }
    return {};
}

std::string symbol_of(const MapFrame& frame, const app::Target& target) {
    using Kind = app::Target::Kind;
    if (!frame.shown.snapshot) return {};
    const auto& snapshot = *frame.shown.snapshot;
    const auto kind_in = [&](const auto& list, const char* family) {
        return target.index < list.size() ? family + list[target.index].kind : std::string();
    };
    switch (target.kind) {
        case Kind::provider: {
            if (target.index >= snapshot.providers.size()) return {};
            const auto type = snapshot.providers[target.index].type;
            const auto code = type < snapshot.types.size() ? snapshot.types[type].code : std::string();
            return "provider/" + (code.empty() ? "unknown" : code);
        }
        case Kind::risk_zone: return kind_in(snapshot.risk_zones, "risk_zone/");
        case Kind::border_post: return kind_in(snapshot.border_posts, "border/");
        case Kind::transport_node: return kind_in(snapshot.transport_nodes, "transport/");
        case Kind::area: return "icon/zone";
        case Kind::place: return "icon/pin";
        case Kind::cluster: return "icon/list";
        case Kind::feature: return "icon/layers";
        case Kind::nothing: break;
    }
    return {};
}

std::string distance_words(const Shown& shown, double kilometres) {
    if (kilometres < 1) return tr(shown, mark("{0} m", shown.say->number(std::round(kilometres * 1000), 0)));
    return tr(shown, mark("{0} km", shown.say->number(kilometres, kilometres < 100 ? 1 : 0)));
}

std::string area_words(const Shown& shown, double square_kilometres) {
    const double hectares = square_kilometres * 100;
    return tr(shown, mark("{0} km² · {1} ha", shown.say->number(square_kilometres, square_kilometres < 100 ? 2 : 0),
                          shown.say->number(hectares, hectares < 100 ? 1 : 0)));
}

bool may_change(const Shown& shown) {
    // In a preview positions may be generalised and records withheld: nothing is changed from there.
    return shown.snapshot && !shown.read_only && shown.audience == model::Audience::internal;
}

}  // namespace balise::gui
