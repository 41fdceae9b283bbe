// The column of tools, the right-click menu, the list of several, the bubble after moving a provider.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "gui/keys.hpp"
#include "gui/map_parts.hpp"
#include "gui/menu.hpp"
#include "gui/placing.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using app::Target;
using base::mark;
using Tool = MapState::Tool;

namespace {

float real(float logical) {
    return logical * look().scale;
}

// A group of tools one below the other in a common box; gives where it ends.
template <class Draw>
float tool_box(MapFrame& frame, const char* id, float top, int count, Draw&& draw) {
    const float side = look().px(measure::tool);
    const ImVec2 max_x{frame.open().max.x - look().px(measure::tool_margin), 0};
    const ImVec2 min{max_x.x - side, top}, max{max_x.x, top + side * static_cast<float>(count)};
    frame.state.covered.push_back({min, max});
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(min, max, look().colours().raised, look().px(measure::corner));
    list.AddRect(min, max, look().colours().strong_line, look().px(measure::corner));
    for (int i = 1; i < count; ++i)
        list.AddLine({min.x + 1, min.y + side * static_cast<float>(i)},
                     {max.x - 1, min.y + side * static_cast<float>(i)}, look().colours().line);
    ImGui::PushID(id);
    int number = 0;
    const auto tool = [&](std::string_view icon_name, const std::string& name, std::string_view shortcut,
                          bool chosen = false, std::string_view why_not = {}) {
        ImGui::SetCursorScreenPos({min.x, min.y + side * static_cast<float>(number++)});
        return icon_button(icon_name, name, shortcut, chosen, why_not, measure::tool);
    };
    draw(tool);
    ImGui::PopID();
    return max.y;
}

ImVec2 middle_of(const Area& area) {
    return {(area.min.x + area.max.x) / 2, (area.min.y + area.max.y) / 2};
}

void north(MapFrame& frame, float top) {
    const float side = look().px(measure::tool), high = look().px(38);
    const ImVec2 max{frame.open().max.x - look().px(measure::tool_margin), top + high}, min{max.x - side, top};
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(min, max, look().colours().raised, look().px(measure::corner));
    list.AddRect(min, max, look().colours().strong_line, look().px(measure::corner));
    const float middle = (min.x + max.x) / 2;
    const auto letter = tr(frame.shown, mark("N"));
    line_at(middle - width_of(letter, Face::list_bold) * look().scale / 2, min.y + real(10), letter, Face::list_bold,
            look().colours().text);
    icon_at({middle, min.y + real(26)}, "icon/north", 17);
}

std::string decimal(geo::LonLat position) {
    char words[64];
    std::snprintf(words, sizeof words, "%.6f, %.6f", position.lat, position.lon);
    return words;
}

std::string sexagesimal(geo::LonLat position) {
    const auto part = [](double value, char positive, char negative) {
        const double all = std::round(std::abs(value) * 36000) / 10;  // tenths of a second
        const int degrees = static_cast<int>(all / 3600), minutes = static_cast<int>(all / 60) % 60;
        char words[64];
        std::snprintf(words, sizeof words, "%d°%02d′%04.1f″%c", degrees, minutes,
                      all - degrees * 3600.0 - minutes * 60.0, value < 0 ? negative : positive);
        return std::string(words);
    };
    return part(position.lat, 'N', 'S') + " " + part(position.lon, 'E', 'W');
}

void menu_of_records(MapFrame& frame) {
    using Kind = Target::Kind;
    const auto& shown = frame.shown;
    auto& state = frame.state;
    int count = 0;
    menu_head(tr(shown, mark("What is here")));
    for (const auto& target : state.menu_on) {
        if (target.kind == Kind::cluster || ++count > 8) continue;
        ImGui::PushID(count);
        if (menu_item(name_of(frame, target), symbol_of(frame, target)))
            frame.requests.push(ask::Select{target, false});
        ImGui::PopID();
    }
    if (count == 0)
        menu_item(tr(shown, mark("Nothing of the directory")), {}, {}, tr(shown, mark("There is no record here")));
    menu_rule();
}

void menu_of_zones(MapFrame& frame, const std::string& why_not) {
    const auto& shown = frame.shown;
    auto& state = frame.state;
    if (menu_item(tr(shown, mark("Draw a risk zone")), "icon/zone", {}, why_not)) choose_tool(state, Tool::draw_zone);
    for (const auto& target : state.menu_on)
        if (target.kind == Target::Kind::risk_zone) {
            if (menu_item(tr(shown, mark("Change the shape of this zone")), "icon/pencil", {}, why_not))
                begin_zone_edit(frame, target);
            break;
        }
    for (const auto& target : state.menu_on)
        if (target.kind == Target::Kind::provider) {
            if (menu_item(tr(shown, mark("Move this provider")), "icon/arrows_move", {}, why_not)) {
                frame.requests.push(ask::Select{target, false});
                choose_tool(state, Tool::move_provider);
            }
            break;
        }
}

void context_menu(MapFrame& frame) {
    auto& state = frame.state;
    const auto& shown = frame.shown;
    if (state.menu_open) {
        ImGui::OpenPopup("map menu");
        state.menu_open = false;
    }
    if (!begin_menu("map menu", state.several_at, 280)) return;
    const auto at = *state.menu_at;
    menu_of_records(frame);
    if (menu_item(tr(shown, mark("Centre the map here")), "icon/pin"))
        if (const auto metres = frame.plane.metres(at)) {
            auto camera = frame.glass.camera;
            camera.centre = *metres;
            frame.requests.push(ask::MoveCamera{camera, true});
        }
    if (menu_item(decimal(at), "icon/copy")) frame.requests.push(ask::CopyText{decimal(at)});
    if (menu_item(sexagesimal(at), "icon/copy")) frame.requests.push(ask::CopyText{sexagesimal(at)});
    if (menu_item(tr(shown, mark("Measure from here")), "icon/ruler")) {
        choose_tool(state, Tool::measure);
        if (const auto metres = frame.plane.metres(at)) state.points.push_back(*metres);
    }
    menu_rule();
    const std::string why_not = may_change(shown) ? std::string()
                                : shown.read_only ? tr(shown, mark("The project is open for reading only"))
                                                  : tr(shown, mark("Go back to the internal view first"));
    if (menu_item(tr(shown, mark("New provider here…")), "icon/plus", {}, why_not))
        frame.requests.push(ask::ShowDialog{Dialog::add, at});
    menu_of_zones(frame, why_not);
    end_menu();
}

void several_list(MapFrame& frame) {
    auto& state = frame.state;
    if (state.several.empty()) return;
    if (state.several_opens) {
        ImGui::OpenPopup("map several");
        state.several_opens = false;
    }
    constexpr float wide = 320, line = measure::list_row;
    const auto& area = frame.glass.area;
    const auto count = static_cast<float>(std::min<std::size_t>(state.several.size(), 8));
    const ImVec2 at{
        std::clamp(state.several_at.x + real(10), area.min.x, std::max(area.min.x, area.max.x - real(wide + 10))),
        std::clamp(state.several_at.y, area.min.y, std::max(area.min.y, area.max.y - real(count * line + 50)))};
    if (!begin_menu("map several", at, wide)) {
        state.several.clear();
        return;
    }
    menu_head(tr(frame.shown, base::mark_plural("{0} record here", "{0} records here",
                                                static_cast<std::int64_t>(state.several.size()))));
    ImGui::BeginChild("rows", {0, real(count * line)});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(state.several.size()), look().px(line));
    std::optional<Target> chosen, over;
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto& target = state.several[static_cast<std::size_t>(i)];
            const auto top = ImGui::GetCursorScreenPos();
            const float room = ImGui::GetContentRegionAvail().x - real(50);
            ImGui::PushID(i);
            bool hovered = false;
            if (row(name_of(frame, target), line, target == frame.shown.selected, &hovered)) chosen = target;
            if (hovered) over = target;
            ImGui::PopID();
            icon_at({top.x + real(22), top.y + real(line / 2)}, symbol_of(frame, target), 18);
            const bool is_provider = target.kind == Target::Kind::provider && frame.shown.snapshot &&
                                     target.index < frame.shown.snapshot->providers.size();
            line_at(top.x + real(40), top.y + real(is_provider ? 13 : line / 2), name_of(frame, target), Face::list,
                    look().colours().text, room);
            if (!is_provider) continue;
            const auto& provider = frame.shown.snapshot->providers[target.index];
            const auto& types = frame.shown.snapshot->types;
            const std::string type = provider.type < types.size() ? types[provider.type].label : std::string();
            line_at(top.x + real(40), top.y + real(30), provider.ref + (type.empty() ? "" : " · " + type), Face::small,
                    look().colours().second, room);
        }
    ImGui::EndChild();
    if (over && !(*over == frame.shown.hovered)) frame.requests.push(ask::Hover{*over});
    if (chosen) {
        frame.requests.push(ask::Select{*chosen, false});
        state.several.clear();
        ImGui::CloseCurrentPopup();
    }
    end_menu();
}

}  // namespace

void map_tools(MapFrame& frame) {
    const auto& shown = frame.shown;
    auto& state = frame.state;
    const auto& area = frame.glass.area;
    const float gap = look().px(8);
    float top = area.min.y + look().px(measure::tool_margin);
    top = tool_box(frame, "zoom", top, 2, [&](auto&& tool) {
        if (tool("icon/plus", tr(shown, mark("Zoom in")), "+"))
            frame.requests.push(ask::MoveCamera{zoomed_at(frame.glass, middle_of(area), 2), true});
        if (tool("icon/minus", tr(shown, mark("Zoom out")), "-"))
            frame.requests.push(ask::MoveCamera{zoomed_at(frame.glass, middle_of(area), 0.5), true});
    });
    const auto no_earlier = shown.can_go_back ? std::string() : tr(shown, mark("There is no earlier view"));
    const auto toggle_tool = [&](Tool wanted) { choose_tool(state, state.tool == wanted ? Tool::move : wanted); };
    top = tool_box(frame, "views", top + gap, 4, [&](auto&& tool) {
        if (tool("icon/home", tr(shown, mark("Show the whole country")), shortcut_words("Home", *shown.say)))
            frame.requests.push(ask::WholeCountry{});
        if (tool("icon/back", tr(shown, mark("Earlier view")), shortcut_words("Alt+Left", *shown.say), false,
                 no_earlier))
            frame.requests.push(ask::Back{});
        if (tool("icon/fit", tr(shown, mark("Zoom to a box")), tr(shown, mark("Shift and drag")),
                 state.tool == Tool::box_zoom))
            toggle_tool(Tool::box_zoom);
        if (tool("icon/ruler", tr(shown, mark("Measure a distance or an area")), {}, state.tool == Tool::measure))
            toggle_tool(Tool::measure);
    });
    if (top + gap + look().px(38) < area.max.y - look().px(40)) north(frame, top + gap);
}

void map_menus(MapFrame& frame) {
    context_menu(frame);
    several_list(frame);
}

// What the tool waits for, while a provider may be dragged to another place.
void map_moving_hint(MapFrame& frame) {
    auto& state = frame.state;
    const auto& shown = frame.shown;
    if (state.tool != Tool::move_provider || !shown.snapshot) return;
    if (shown.selected.kind != Target::Kind::provider || !may_change(shown)) return choose_tool(state, Tool::move);
    const auto words = tr(shown, mark("Drag the ringed symbol to its right place · Esc gives up"));
    const auto& area = frame.glass.area;
    const float wide = width_of(words, Face::text) * look().scale + real(28), high = real(36);
    const ImVec2 min{std::round((area.min.x + area.max.x - wide) / 2), area.min.y + real(56)},
        max{min.x + wide, min.y + high};
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(min, max, look().colours().accent, real(measure::corner));
    line_at(min.x + real(14), (min.y + max.y) / 2, words, Face::text, look().colours().on_accent);
}

void map_moved_bubble(MapFrame& frame) {
    auto& state = frame.state;
    const auto& shown = frame.shown;
    if (!state.moved || !shown.snapshot) return;
    constexpr double stays = 10;  // seconds
    // Its button would undo another change once there is one after it.
    if (shown.now - state.moved->since > stays || shown.snapshot->revision > state.moved->revision + 1) {
        state.moved.reset();
        return;
    }
    if (shown.snapshot->revision <= state.moved->revision) return;  // not written yet, or refused
    const auto words = tr(shown, mark("Moved by {0}", distance_words(shown, state.moved->kilometres)));
    const auto undo = tr(shown, mark("Undo"));
    const auto& area = frame.glass.area;
    const float wide = (width_of(words, Face::text) + width_of(undo, Face::text)) * look().scale + real(52),
                high = real(36);
    const ImVec2 min{std::round((area.min.x + area.max.x - wide) / 2), area.min.y + real(12)},
        max{min.x + wide, min.y + high};
    state.covered.push_back({min, max});
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(min, max, look().colours().raised, real(measure::corner));
    list.AddRect(min, max, look().colours().strong_line, real(measure::corner));
    line_at(min.x + real(14), (min.y + max.y) / 2, words, Face::text, look().colours().text);
    ImGui::SetCursorScreenPos({max.x - real(14) - width_of(undo, Face::text) * look().scale, min.y + real(9)});
    if (link(undo)) {
        frame.requests.push(ask::Undo{});
        state.moved.reset();
    }
}

}  // namespace balise::gui
