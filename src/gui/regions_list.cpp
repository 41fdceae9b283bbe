#include <imgui.h>

#include <algorithm>
#include <numeric>

#include "gui/placing.hpp"
#include "gui/table_rows.hpp"
#include "gui/widgets_draw.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

// Types that can be chosen: those that occur. What an audience sees none of is not offered, so a preview cannot say
// "no shelter here" of one that is withheld.
struct Types {
    std::vector<std::size_t> indexes;
    std::vector<std::string> labels;
    int chosen = 0;  // 0 = all types
};

Types types_of(const Shown& shown, const std::string& code) {
    Types types;
    types.labels.push_back(tr(shown, mark("All types")));
    const auto& list = shown.snapshot->types;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].count == 0) continue;
        types.indexes.push_back(i);
        types.labels.push_back(list[i].label);
        if (list[i].code == code) types.chosen = static_cast<int>(types.indexes.size());
    }
    return types;
}

struct RegionRow {
    std::uint32_t area = 0;
    std::int64_t count = 0, total = 0;
};

std::vector<RegionRow> rows_of(const TableState& state, const Types& types) {
    std::vector<RegionRow> rows;
    rows.reserve(state.regions.size());
    for (const auto& region : state.regions) {
        auto count = region.total;
        if (types.chosen > 0) {
            const auto type = types.indexes[static_cast<std::size_t>(types.chosen) - 1];
            count = type < region.types.size() ? region.types[type] : 0;
        }
        rows.push_back({region.area, count, region.total});
    }
    if (state.regions_by_count)
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.count < b.count; });
    if (state.regions_descending) std::reverse(rows.begin(), rows.end());
    return rows;
}

// Type to choose and what the list says as a whole.
void head(const Shown& shown, TableState& state, const Types& types, const std::vector<RegionRow>& rows, float left,
          float top) {
    const auto& here = look();
    const auto& colours = here.colours();
    ImGui::SetCursorScreenPos({left, top + here.px(4)});
    int chosen = types.chosen;
    if (choice(tr(shown, mark("Type")), types.labels, chosen, 220, types.chosen > 0))
        state.region_type = chosen <= 0
                                ? std::string()
                                : shown.snapshot->types[types.indexes[static_cast<std::size_t>(chosen) - 1]].code;
    const auto without = std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.count == 0; });
    const auto middle = top + here.px(18), words_left = left + here.px(236);
    if (without == 0)
        line_at(words_left, middle, tr(shown, mark("Every region has at least one")), Face::text, colours.second);
    else
        line_at(words_left, middle,
                tr(shown, base::mark_plural("{0} region without any", "{0} regions without any",
                                            static_cast<std::int64_t>(without))),
                Face::text_bold, is_internal(shown) ? colours.warning : colours.text);
}

void region_row(const Shown& shown, const RegionRow& one, std::int64_t largest, float left, float right,
                Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto& area = shown.snapshot->areas[one.area];
    const auto at = ImGui::GetCursorScreenPos();
    const float height = here.px(measure::table_row), middle = at.y + height / 2;
    const bool chosen = shown.selected.kind == app::Target::Kind::area && shown.selected.index == one.area;
    ImGui::PushID(static_cast<int>(one.area));
    const bool pressed = row(area.name, measure::table_row, chosen);
    ImGui::PopID();
    auto& list = *ImGui::GetWindowDrawList();
    if (chosen) list.AddRectFilled(at, {at.x + here.px(3), at.y + height}, colours.beacon);
    const bool none = one.count == 0, warns = none && is_internal(shown);
    if (warns) icon_at({left + here.px(8), middle}, "icon/warning", 13, colours.warning);
    line_at(left + here.px(24), middle, area.name, none ? Face::list_bold : Face::list, colours.text, here.px(190));
    const float count_right = left + here.px(270), bar_left = count_right + here.px(14), bar_width = here.px(150);
    line_before(count_right, middle, none ? tr(shown, mark("none")) : shown.say->number(one.count), Face::list,
                warns ? colours.warning : colours.text);
    if (largest > 0 && one.count > 0)
        list.AddRectFilled(
            {bar_left, middle - here.px(4)},
            {bar_left + std::max(here.px(2), bar_width * static_cast<float>(one.count) / static_cast<float>(largest)),
             middle + here.px(4)},
            colours.accent);
    const float total_right = bar_left + bar_width + here.px(110);
    line_before(total_right, middle, shown.say->number(one.total), Face::list, colours.second);
    if (area.population >= 0 && total_right + here.px(110) < right)
        line_before(total_right + here.px(100), middle, shown.say->number(area.population), Face::list, colours.second);
    list.AddRectFilled({at.x, at.y + height - 1}, {right, at.y + height}, colours.line);
    if (pressed) requests.push(ask::Select{{app::Target::Kind::area, one.area, area.code}, true});
}

void titles(const Shown& shown, TableState& state, float left, float right, float top) {
    const auto& here = look();
    const auto cell = [&](const base::Text& title, float from, float to, bool figures, bool by_count, bool sorts) {
        const bool sorted = sorts && state.regions_by_count == by_count;
        const int order = !sorted ? 0 : state.regions_descending ? -1 : 1;
        if (!header_cell(tr(shown, title), from, to, top, figures, order) || !sorts) return;
        state.regions_descending = sorted && !state.regions_descending;
        state.regions_by_count = by_count;
    };
    const float count_right = left + here.px(270), total_right = count_right + here.px(274);
    cell(mark("Region"), left + here.px(24), left + here.px(190), false, false, true);
    cell(mark("Number"), left + here.px(196), count_right, true, true, true);
    line_before(total_right, top + here.px(measure::table_header) / 2, tr(shown, mark("All types")), Face::list,
                here.colours().second);
    const bool has_population = std::any_of(shown.snapshot->areas.begin(), shown.snapshot->areas.end(),
                                            [](const auto& area) { return area.level == 1 && area.population >= 0; });
    if (has_population && total_right + here.px(110) < right)
        line_before(total_right + here.px(100), top + here.px(measure::table_header) / 2,
                    tr(shown, mark("Inhabitants")), Face::list, here.colours().second);
    const float bottom = top + here.px(measure::table_header);
    ImGui::GetWindowDrawList()->AddRectFilled({left - here.px(12), bottom - 1}, {right, bottom}, here.colours().line);
}

// A closed eye or a chosen area must not make other regions look empty: both are left out of account here.
std::vector<app::AreaCount> count_regions(const Shown& shown) {
    const auto& snapshot = *shown.snapshot;
    if (shown.filter.hidden_types.empty() && shown.filter.area.empty()) {
        const bool fits = shown.passing->empty() || shown.passing->back() < snapshot.providers.size();
        return fits ? app::providers_by_area(snapshot, *shown.passing, 1) : std::vector<app::AreaCount>{};
    }
    auto filter = shown.filter;
    filter.hidden_types.clear();
    filter.area.clear();
    return app::providers_by_area(snapshot, app::rows_that_pass(snapshot, filter, shown.today), 1);
}

}  // namespace

void regions_list(const Shown& shown, TableState& state, float left, float right, Requests& requests) {
    const auto& here = look();
    if (!shown.passing) return;
    if (state.regions_of != shown.passing) {
        state.regions_of = shown.passing;
        state.regions = count_regions(shown);
    }
    const auto at = ImGui::GetCursorScreenPos();
    const auto types = types_of(shown, state.region_type);
    auto rows = rows_of(state, types);
    std::erase_if(rows, [&](const auto& row) { return row.area >= shown.snapshot->areas.size(); });
    const float inner = left + here.px(12), list_top = at.y + here.px(36);
    head(shown, state, types, rows, inner, at.y);
    titles(shown, state, inner, right, list_top);
    const float body = list_top + here.px(measure::table_header);
    const float bottom = ImGui::GetWindowPos().y + ImGui::GetWindowHeight();
    std::int64_t largest = 0;
    for (const auto& row : rows) largest = std::max(largest, row.count);
    ImGui::SetCursorScreenPos({left, body});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (ImGui::BeginChild("##regions", {right - left, std::max(1.0F, bottom - body)}, false)) {
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(rows.size()), here.px(measure::table_row));
        while (clipper.Step())
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
                region_row(shown, rows[static_cast<std::size_t>(i)], largest, inner, right, requests);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
}

}  // namespace balise::gui
