// Mouse and keyboard on the map.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "gui/keys.hpp"
#include "gui/map_parts.hpp"

namespace balise::gui {

using app::Target;
using Tool = MapState::Tool;

namespace {

constexpr float drag_begins = 4;     // logical pixels: less is a click
constexpr double wheel_step = 1.25;  // of the scale for one notch
constexpr double one_turn = 0.8;     // seconds: notches closer to each other are one step of "back"
constexpr double key_step = 0.2;     // of the picture
constexpr double same_place = 40;    // metres: members of a cluster that no scale tells apart

float distance(ImVec2 a, ImVec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

bool draws(Tool tool) {
    return tool == Tool::measure || tool == Tool::draw_zone;
}

bool is_symbol(const Target& target) {
    using Kind = Target::Kind;
    return target.kind == Kind::provider || target.kind == Kind::cluster || target.kind == Kind::border_post ||
           target.kind == Kind::transport_node;
}

void wheel(MapFrame& frame) {
    const float turned = ImGui::GetIO().MouseWheel;
    if (!frame.hovered || turned == 0) return;
    auto& state = frame.state;
    const bool remember = frame.shown.now - state.wheel_at > one_turn;
    state.wheel_at = frame.shown.now;
    const auto camera =
        zoomed_at(frame.glass, ImGui::GetIO().MousePos, std::pow(wheel_step, static_cast<double>(turned)));
    if (!(camera == frame.glass.camera)) frame.requests.push(ask::MoveCamera{camera, remember});
}

// The provider under the mouse that may be dragged to another place: the selected one, by the tool or with Alt.
std::string provider_to_move(const MapFrame& frame) {
    if (!may_change(frame.shown)) return {};
    const bool by_tool = frame.state.tool == Tool::move_provider;
    if (!by_tool && !ImGui::GetIO().KeyAlt) return {};
    for (const auto& target : frame.state.pressed_on)
        if (target.kind == Target::Kind::provider && target.id == frame.shown.selected.id) return target.id;
    return {};
}

void press(MapFrame& frame) {
    auto& state = frame.state;
    const auto& io = ImGui::GetIO();
    state.pressed_at = io.MousePos;
    state.grabbed = frame.glass.metres(io.MousePos);
    state.pressed_on = targets_under(frame, io.MousePos);
    state.panning = false;
    state.several.clear();
    if (io.KeyShift || state.tool == Tool::box_zoom)
        state.box_from = io.MousePos;
    else
        state.moving = provider_to_move(frame);
    // Nothing else answers to the mouse while the button is down, not even beyond the map.
    ImGui::SetActiveID(ImGui::GetID("surface"), ImGui::GetCurrentWindow());
    ImGui::FocusWindow(ImGui::GetCurrentWindow());
}

void drag(MapFrame& frame) {
    auto& state = frame.state;
    const auto at = ImGui::GetIO().MousePos;
    ImGui::KeepAliveID(ImGui::GetID("surface"));
    if (!state.panning && distance(at, state.pressed_at) < look().px(drag_begins)) return;
    const bool first = !state.panning;
    state.panning = true;
    if (state.box_from) return;  // drawn as a box
    if (state.dragged_vertex >= 0) {
        state.points[static_cast<std::size_t>(state.dragged_vertex)] = frame.glass.metres(at);
    } else if (!state.moving.empty()) {
        state.dragged_to = frame.glass.metres(at);
    } else {
        const auto camera = dragged(frame.glass, *state.grabbed, at);
        if (!(camera == frame.glass.camera)) frame.requests.push(ask::MoveCamera{camera, first});
    }
}

void end_box(MapFrame& frame, ImVec2 at) {
    auto& state = frame.state;
    const auto from = *state.box_from;
    state.box_from.reset();
    if (state.tool == Tool::box_zoom) state.tool = Tool::move;
    if (std::abs(at.x - from.x) < look().px(drag_begins) || std::abs(at.y - from.y) < look().px(drag_begins)) return;
    geo::Box box;
    box.add(frame.glass.metres(from));
    box.add(frame.glass.metres(at));
    frame.requests.push(ask::MoveCamera{showing(frame.glass.camera, box, 1), true});
}

// Positions are written with six decimals: a tenth of a metre.
std::string degrees(double value) {
    char words[32];
    std::snprintf(words, sizeof words, "%.6f", value);
    return words;
}

void end_moving(MapFrame& frame) {
    auto& state = frame.state;
    const auto to = state.dragged_to ? frame.plane.degrees(*state.dragged_to) : std::nullopt;
    const auto row = frame.shown.snapshot->find(state.moving);
    if (to && row) {
        app::Arguments arguments;
        arguments.add("id", state.moving);
        arguments.add("fields", "lon=" + degrees(to->lon));
        arguments.add("fields", "lat=" + degrees(to->lat));
        arguments.add("fields", "position_method=map");
        frame.requests.push(ask::Perform{"edit", arguments});
        const auto from = position_of(frame, {Target::Kind::provider, *row, state.moving});
        const double far = from ? kilometres_along(frame.plane, {*from, *state.dragged_to}) : 0;
        state.moved = MapState::Moved{far, frame.shown.now, frame.shown.snapshot->revision};
        if (state.tool == Tool::move_provider) state.tool = Tool::move;
    }
    state.dragged_to.reset();
    state.moving.clear();
}

void add_point(MapFrame& frame, ImVec2 at) {
    auto& state = frame.state;
    if (state.finished) {  // a new line
        state.points.clear();
        state.finished = state.closed = false;
    }
    if (state.points.size() > 2 && distance(frame.glass.pixel(state.points.front()), at) < look().px(8)) {
        state.closed = true;
        return finish_drawing(frame);
    }
    // The second click of a double click adds nothing.
    if (!state.points.empty() && distance(frame.glass.pixel(state.points.back()), at) < look().px(3)) return;
    state.points.push_back(frame.glass.metres(at));
}

void release(MapFrame& frame) {
    auto& state = frame.state;
    const auto at = ImGui::GetIO().MousePos;
    if (ImGui::GetActiveID() == ImGui::GetID("surface")) ImGui::ClearActiveID();
    const bool was_drag = state.panning;
    state.grabbed.reset();
    state.panning = false;
    if (state.box_from) return end_box(frame, at);
    if (state.dragged_vertex >= 0) {
        state.dragged_vertex = -1;
        return;
    }
    if (was_drag && !state.moving.empty()) return end_moving(frame);
    state.moving.clear();
    if (was_drag) return;
    if (draws(state.tool)) return add_point(frame, at);
    if (state.tool == Tool::edit_zone) return;
    state.clicked_on_something = !state.pressed_on.empty() && is_symbol(state.pressed_on.front());
    identify(frame, state.pressed_on, at);
}

void double_click(MapFrame& frame) {
    if (draws(frame.state.tool)) return finish_drawing(frame);
    if (frame.state.tool == Tool::edit_zone || frame.state.clicked_on_something) return;
    frame.requests.push(ask::MoveCamera{zoomed_at(frame.glass, ImGui::GetIO().MousePos, 2), true});
}

void open_menu(MapFrame& frame) {
    auto& state = frame.state;
    const auto at = ImGui::GetIO().MousePos;
    if (state.tool == Tool::edit_zone) return;  // takes corners away
    if (draws(state.tool) && !state.points.empty() && !state.finished) {
        state.points.pop_back();
        return;
    }
    state.menu_at = frame.plane.degrees(frame.glass.metres(at));
    state.menu_on = targets_under(frame, at);
    state.several.clear();
    state.several_at = at;
    state.menu_open = state.menu_at.has_value();
}

void mouse(MapFrame& frame) {
    auto& state = frame.state;
    wheel(frame);
    if (frame.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) press(frame);
    if (frame.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) open_menu(frame);
    if (state.grabbed && ImGui::IsMouseDown(ImGuiMouseButton_Left)) drag(frame);
    if (state.grabbed && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) release(frame);
    if (frame.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) double_click(frame);
    if (state.panning || (state.grabbed && state.box_from)) return;
    Target under;
    if (frame.hovered && !draws(state.tool)) {
        const auto targets = targets_under(frame, ImGui::GetIO().MousePos);
        if (!targets.empty() && targets.front().kind != Target::Kind::area) under = targets.front();
    }
    if (!(under == frame.shown.hovered) && (frame.hovered || state.hovered_here))
        frame.requests.push(ask::Hover{under});
    state.hovered_here = frame.hovered;
}

bool is_held(const MapFrame& frame) {
    const bool has_dialog = frame.shown.dialog != Dialog::none && frame.shown.dialog != Dialog::history;
    return has_dialog || ImGui::GetIO().WantTextInput || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup);
}

void keys(MapFrame& frame) {
    if (is_held(frame)) return;
    auto& state = frame.state;
    if (is_pressed("Esc")) {
        if (!state.several.empty())
            state.several.clear();
        else if (!state.moving.empty()) {
            state.moving.clear();
            state.dragged_to.reset();
        } else if (!state.points.empty() && !state.finished)
            state.points.clear();
        else
            choose_tool(state, Tool::move);
    }
    if (draws(state.tool) && is_pressed("Enter")) finish_drawing(frame);
    if (draws(state.tool) && is_pressed("Backspace") && !state.points.empty() && !state.finished)
        state.points.pop_back();
    if (!frame.hovered && !ImGui::IsWindowFocused()) return;
    double right = 0, down = 0;
    if (is_pressed("Left", true)) right -= key_step;
    if (is_pressed("Right", true)) right += key_step;
    if (is_pressed("Up", true)) down -= key_step;
    if (is_pressed("Down", true)) down += key_step;
    if (right == 0 && down == 0) return;
    const bool remember = frame.shown.now - state.wheel_at > one_turn;
    state.wheel_at = frame.shown.now;
    frame.requests.push(ask::MoveCamera{shifted(frame.glass.camera, right, down), remember});
}

void open_cluster(MapFrame& frame, const Target& cluster, ImVec2 at) {
    geo::Box box;
    const auto rows = app::members_of(*frame.shown.scene, cluster, box);
    if (rows.empty()) return;
    const double wide = std::max(box.max_x - box.min_x, box.max_y - box.min_y);
    const bool separable = wide > same_place && frame.glass.camera.scale.value > nearest_scale * 2;
    if (separable) {
        auto camera = showing(frame.glass.camera, box, 0.7);
        // Always nearer than now, or the disc would only be pushed about.
        camera.scale = base::ScaleDenominator(
            std::clamp(camera.scale.value, nearest_scale, std::max(nearest_scale, frame.glass.camera.scale.value / 2)));
        frame.requests.push(ask::MoveCamera{camera, true});
        return;
    }
    for (const auto row : rows)
        frame.state.several.push_back({Target::Kind::provider, row, frame.shown.snapshot->providers[row].id.text()});
    frame.state.several_at = at;
    frame.state.several_opens = true;
}

}  // namespace

void map_input(MapFrame& frame) {
    if (frame.state.tool == Tool::edit_zone) map_zone_input(frame);
    mouse(frame);
    keys(frame);
}

void identify(MapFrame& frame, const std::vector<Target>& targets, ImVec2 at) {
    using Kind = Target::Kind;
    std::vector<Target> symbols, shapes;
    for (const auto& target : targets) {
        if (is_symbol(target)) symbols.push_back(target);
        if (target.kind == Kind::risk_zone || target.kind == Kind::feature || target.kind == Kind::place)
            shapes.push_back(target);
    }
    auto& found = symbols.empty() ? shapes : symbols;
    if (found.empty()) {
        if (frame.shown.selected.kind != Kind::nothing) frame.requests.push(ask::Select{});
        return;
    }
    if (found.front().kind == Kind::cluster) return open_cluster(frame, found.front(), at);
    std::erase_if(found, [](const Target& target) { return target.kind == Kind::cluster; });
    if (found.size() == 1) {
        frame.requests.push(ask::Select{found.front(), false});
        return;
    }
    frame.state.several = found;
    frame.state.several_at = at;
    frame.state.several_opens = true;
}

void choose_tool(MapState& state, Tool tool) {
    state.tool = tool;
    state.points.clear();
    state.finished = state.closed = false;
    state.box_from.reset();
    state.zone_id.clear();
    state.zone_name.clear();
    state.zone_fault.clear();
    state.dragged_vertex = -1;
    state.moving.clear();
    state.dragged_to.reset();
}

void finish_drawing(MapFrame& frame) {
    auto& state = frame.state;
    const std::size_t least = state.tool == Tool::draw_zone ? 3 : 2;
    if (state.points.size() < least) return;
    state.finished = true;
    if (state.tool == Tool::draw_zone) state.closed = true;
}

}  // namespace balise::gui
