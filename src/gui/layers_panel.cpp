#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/hatch.hpp"
#include "gui/menu.hpp"
#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets_draw.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

using Groups = std::vector<app::LayerGroup>;
constexpr const char* layer_menu_id = "##layer-menu";

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

void flip(std::vector<std::string>& list, const std::string& word) {
    const auto found = std::find(list.begin(), list.end(), word);
    if (found == list.end())
        list.push_back(word);
    else
        list.erase(found);
}

bool is_file(const app::LayerGroup& group) {
    return group.id.starts_with("file:");
}

std::string title_of(const Shown& shown, const app::LayerGroup& group) {
    if (group.id == "providers") return tr(shown, mark("Providers"));
    if (group.id == "risk_zones") return tr(shown, mark("Risk zones"));
    if (group.id == "borders") return tr(shown, mark("Borders and transport"));
    if (group.id == "base") return tr(shown, mark("Base map"));
    return is_file(group) ? std::filesystem::path(group.id.substr(5)).filename().string() : group.id;
}

// A line of a group: one type, level, kind or part.
struct Line {
    std::string code, label, symbol;
    std::int64_t count = -1;  // -1 = nothing to count
    bool hidden = false;
    bool is_level = false;  // a hatch sample instead of a symbol
};

std::vector<Line> provider_lines(const Shown& shown, const LayersState& state) {
    const auto& snapshot = *shown.snapshot;
    std::vector<Line> lines;
    for (std::size_t i = 0; i < snapshot.types.size(); ++i) {
        const auto& type = snapshot.types[i];
        // What there is none of has no line: in a preview a line with a nought would hint at what is withheld.
        if (type.count == 0 && !(snapshot.providers.empty() && is_internal(shown))) continue;
        const bool hidden = contains(shown.filter.hidden_types, type.code);
        const auto count = !hidden && i < state.counts.size() ? state.counts[i] : type.count;
        lines.push_back({type.code, type.label, "provider/" + type.code, count, hidden, false});
    }
    return lines;
}

void add_kinds(const std::vector<app::Snapshot::Coded>& kinds, const std::string& family, const app::LayerGroup& group,
               std::vector<Line>& lines) {
    for (const auto& kind : kinds)
        if (kind.count > 0)
            lines.push_back(
                {kind.code, kind.label, family + kind.code, kind.count, contains(group.hidden, kind.code), false});
}

std::vector<Line> lines_of(const Shown& shown, const LayersState& state, const app::LayerGroup& group) {
    std::vector<Line> lines;
    if (group.id == "providers") return provider_lines(shown, state);
    if (group.id == "risk_zones") {
        add_kinds(shown.snapshot->risk_levels, "", group, lines);
        for (auto& line : lines) line.is_level = true;
        std::reverse(lines.begin(), lines.end());  // the highest first
    } else if (group.id == "borders") {
        add_kinds(shown.snapshot->border_kinds, "border/", group, lines);
        add_kinds(shown.snapshot->transport_kinds, "transport/", group, lines);
    } else if (group.id == "base") {
        const auto part = [&](const char* code, base::Text label) {
            lines.push_back({code, tr(shown, label), {}, -1, contains(group.hidden, code), false});
        };
        part("regions", mark("Regions"));
        part("roads", mark("Roads"));
        part("rivers", mark("Rivers and lakes"));
        part("places", mark("Places"));
        part("names", mark("Names"));
    }
    return lines;
}

std::int64_t total_of(const app::LayerGroup& group, const std::vector<Line>& lines) {
    if (group.id == "base" || is_file(group)) return -1;
    std::int64_t total = 0;
    for (const auto& line : lines)
        if (!line.hidden) total += line.count;
    return total;
}

// Places of a row from the right: eye, count, slider.
struct Columns {
    float left, eye, count, slider;
    explicit Columns(float x, float width) {
        const auto px = [](float value) { return look().px(value); };
        left = x + px(measure::list_padding);
        eye = x + width - px(measure::list_padding + 8);
        count = eye - px(16);
        slider = count - px(66);
    }
};

void eye_at(const Columns& columns, float middle, bool visible) {
    const auto& colours = look().colours();
    icon_at({columns.eye, middle}, visible ? "icon/eye" : "icon/eye_off", 15,
            visible ? colours.second : colours.disabled);
}

void line_row(const Shown& shown, const Line& line, const app::LayerGroup& group, Groups& groups, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto at = ImGui::GetCursorScreenPos();
    const Columns columns(at.x, ImGui::GetContentRegionAvail().x);
    const float height = measure::layer_row, middle = at.y + here.px(height) / 2;
    const bool is_base = group.id == "base";
    ImGui::PushID(line.code.c_str());
    const bool pressed = row(line.label, height, false);
    tooltip(line.hidden ? tr(shown, mark("Show on the map")) : tr(shown, mark("Hide from the map")));
    ImGui::PopID();
    const bool dim = line.hidden || !group.visible;
    const ImVec2 symbol{columns.left + here.px(30), middle};
    if (line.is_level)
        hatch_sample(*ImGui::GetWindowDrawList(), {symbol.x - here.px(11), middle - here.px(7)},
                     {symbol.x + here.px(11), middle + here.px(7)}, line.code, here.theme == Theme::dark, here.scale,
                     dim);
    else if (!line.symbol.empty())
        icon_at(symbol, line.symbol, 16, dim ? colours.disabled : 0);
    const float left = columns.left + here.px(is_base ? 20 : 46);
    float end = columns.count;
    if (line.count >= 0)
        end = line_before(columns.count, middle, shown.say->number(line.count), Face::list,
                          dim ? colours.disabled : colours.second);
    line_at(left, middle, line.label, Face::list, dim ? colours.disabled : colours.text, end - here.px(8) - left);
    eye_at(columns, middle, !line.hidden);
    if (!pressed) return;
    if (group.id == "providers") {
        auto filter = shown.filter;
        flip(filter.hidden_types, line.code);
        requests.push(ask::SetFilter{std::move(filter)});
        return;
    }
    for (auto& one : groups)
        if (one.id == group.id) flip(one.hidden, line.code);
    requests.push(ask::SetLayers{groups});
}

void move_group(Groups groups, const std::string& id, int by, Requests& requests) {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.id == id; });
    const auto from = static_cast<int>(found - groups.begin()), to = from + by;
    if (found == groups.end() || to < 0 || to >= static_cast<int>(groups.size())) return;
    std::swap(groups[static_cast<std::size_t>(from)], groups[static_cast<std::size_t>(to)]);
    requests.push(ask::SetLayers{std::move(groups)});
}

void layer_menu(const Shown& shown, LayersState& state, Requests& requests) {
    if (std::exchange(state.menu_opens, false)) ImGui::OpenPopup(layer_menu_id);
    if (!begin_menu(layer_menu_id, state.menu_at, 220)) return;
    auto groups = shown.layers;
    const auto found =
        std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.id == state.menu_of; });
    if (found != groups.end()) {
        const auto first = tr(shown, mark("It lies on top already")), last = tr(shown, mark("It lies lowest already"));
        if (menu_item(tr(shown, mark("Move up")), "icon/chevron_up", {}, found == groups.begin() ? first : ""))
            move_group(groups, state.menu_of, -1, requests);
        if (menu_item(tr(shown, mark("Move down")), "icon/chevron_down", {}, found + 1 == groups.end() ? last : ""))
            move_group(groups, state.menu_of, 1, requests);
        menu_rule();
        if (menu_item(tr(shown, mark("Show all of it")), "icon/eye")) {
            found->visible = true;
            found->hidden.clear();
            if (found->id == "providers" && !shown.filter.hidden_types.empty()) {
                auto filter = shown.filter;
                filter.hidden_types.clear();
                requests.push(ask::SetFilter{std::move(filter)});
            }
            requests.push(ask::SetLayers{groups});
        } else if (is_file(*found) && menu_item(tr(shown, mark("Remove the layer")), "icon/trash")) {
            groups.erase(found);
            requests.push(ask::SetLayers{groups});
        }
    }
    end_menu();
}

// Dragging a group's head over its neighbour changes places with it.
void drag_group(const Shown& shown, LayersState& state, const std::string& id, float middle, Requests& requests) {
    const float mouse = ImGui::GetIO().MousePos.y;
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, look().px(6)) && state.dragged.empty())
        state.dragged = id;
    if (state.dragged.empty() || state.dragged == id) return;
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && std::abs(mouse - middle) < look().px(measure::group_row)) {
        const auto& groups = shown.layers;
        const auto place = [&](const std::string& name) {
            return static_cast<int>(
                std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.id == name; }) -
                groups.begin());
        };
        auto moved = groups;
        const int from = place(state.dragged), to = place(id);
        if (from == to || from >= static_cast<int>(moved.size()) || to >= static_cast<int>(moved.size())) return;
        auto group = moved[static_cast<std::size_t>(from)];
        moved.erase(moved.begin() + from);
        moved.insert(moved.begin() + to, std::move(group));
        requests.push(ask::SetLayers{std::move(moved)});
        state.dragged.clear();
    } else if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && std::abs(mouse - middle) < look().px(13)) {
        const auto min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, min.y - 1}, {max.x, min.y + look().px(1)},
                                                  look().colours().accent);
    }
}

// Chevron and name fold; slider, count and eye stand for the whole group.
void group_row(const Shown& shown, LayersState& state, const app::LayerGroup& group, std::int64_t total, bool has_lines,
               Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = measure::group_row;
    Columns columns(at.x, width);
    const auto figure = total >= 0 ? shown.say->number(total) : std::string();
    columns.slider = std::min(columns.slider, columns.count - here.px(width_of(figure, Face::list) + 46));
    const float middle = at.y + here.px(height) / 2;
    auto& folded = state.folded[group.id];
    const auto title = title_of(shown, group);
    if (row(title, height, false) && has_lines && state.dragged.empty()) folded = !folded;
    if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) {
        state.menu_of = group.id;
        state.menu_at = ImGui::GetIO().MousePos;
        state.menu_opens = true;
    }
    drag_group(shown, state, group.id, middle, requests);
    const auto after = ImGui::GetCursorScreenPos();
    const auto ink = group.visible ? colours.text : colours.disabled;
    if (has_lines)
        icon_at({columns.left + here.px(6), middle}, folded ? "icon/chevron_right" : "icon/chevron_down", 13,
                colours.second);
    const float left = columns.left + here.px(20);
    line_at(left, middle, title, Face::list_bold, ink, columns.slider - here.px(2) - left);
    auto groups = shown.layers;
    const auto place = static_cast<std::size_t>(&group - shown.layers.data());
    float opacity = group.opacity;
    ImGui::SetCursorScreenPos({columns.slider, middle - here.px(9)});
    if (slider(tr(shown, mark("Opacity of {0}", title)), opacity, 38)) {
        groups[place].opacity = opacity;
        requests.push(ask::SetLayers{groups});
    }
    if (total >= 0) line_before(columns.count, middle, figure, Face::list, colours.second);
    ImGui::SetCursorScreenPos({columns.eye - here.px(11), middle - here.px(11)});
    if (icon_button(group.visible ? "icon/eye" : "icon/eye_off",
                    group.visible ? tr(shown, mark("Hide {0}", title)) : tr(shown, mark("Show {0}", title)), {}, false,
                    {}, 22)) {
        groups[place].visible = !group.visible;
        requests.push(ask::SetLayers{groups});
    }
    ImGui::SetCursorScreenPos(after);
}

void count_types(const Shown& shown, LayersState& state) {
    if (state.counted == shown.passing && state.counts.size() == shown.snapshot->types.size()) return;
    state.counted = shown.passing;
    state.counts.assign(shown.snapshot->types.size(), 0);
    if (!shown.passing) return;
    for (const auto i : *shown.passing)
        if (i < shown.snapshot->providers.size()) {
            const auto type = shown.snapshot->providers[i].type;
            if (type < state.counts.size()) ++state.counts[type];
        }
}

void head(const Shown& shown, Requests& requests) {
    const auto& here = look();
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::SetCursorScreenPos({at.x + here.px(measure::list_padding), at.y + here.px(14)});
    section_head(tr(shown, mark("Layers")));
    ImGui::SetCursorScreenPos({at.x + width - here.px(measure::list_padding + 20), at.y + here.px(8)});
    if (icon_button("icon/plus", tr(shown, mark("Add a layer from a file")), {}, false, {}, 24))
        requests.push(ask::ShowDialog{Dialog::add_layer});
    ImGui::SetCursorScreenPos({at.x, at.y + here.px(40)});
}

}  // namespace

void layers_panel(const Shown& shown, LayersState& state, Area area, Requests& requests) {
    const auto& colours = look().colours();
    const bool visible = begin_panel("##layers", area.min, area.max, colours.panel, "r", 0, 0, true);
    if (visible && shown.snapshot) {
        count_types(shown, state);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
        head(shown, requests);
        auto groups = shown.layers;
        for (std::size_t i = 0; i < shown.layers.size(); ++i) {
            const auto& group = shown.layers[i];
            ImGui::PushID(group.id.c_str());
            if (i > 0) {
                space(5);
                rule();
                space(5);
            }
            const auto lines = lines_of(shown, state, group);
            group_row(shown, state, group, total_of(group, lines), !lines.empty(), requests);
            if (!state.folded[group.id])
                for (const auto& line : lines) line_row(shown, line, group, groups, requests);
            ImGui::PopID();
        }
        if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.dragged.clear();
        space(8);
        ImGui::PopStyleVar();
    }
    if (visible) layer_menu(shown, state, requests);
    end_panel();
}

}  // namespace balise::gui
