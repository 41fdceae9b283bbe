#include <imgui.h>

#include <algorithm>

#include "base/words.hpp"
#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

using Coded = std::vector<app::Snapshot::Coded>;

// A name in front, its control behind, in a row of 33.
float label(const std::string& words, float left, float& top) {
    const auto& here = look();
    line_at(left, top + here.px(measure::field) / 2, words, Face::text, here.colours().second, here.px(78));
    ImGui::SetCursorScreenPos({left + here.px(82), top});
    const float width = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - here.px(measure::list_padding) -
                        ImGui::GetCursorScreenPos().x;
    top += here.px(measure::field + 5);
    return width / here.scale;
}

std::vector<std::string> labels_of(const Coded& list) {
    std::vector<std::string> labels;
    labels.reserve(list.size());
    for (const auto& one : list) labels.push_back(one.label);
    return labels;
}

// "Active + 1 more"
std::string summary(const Shown& shown, const Coded& list, const std::vector<bool>& on, const base::Text& none) {
    std::string first;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (on[i] && ++count == 1) first = list[i].label;
    if (count == 0) return tr(shown, none);
    if (count == 1) return first;
    return tr(shown, base::mark_plural("{1} + {0} more", "{1} + {0} more", count - 1, first));
}

// Several of a list of codes.
bool several(const Shown& shown, const base::Text& name, const Coded& list, const base::Text& none,
             std::vector<std::string>& chosen, float left, float& top) {
    std::vector<bool> on(list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
        on[i] = std::find(chosen.begin(), chosen.end(), list[i].code) != chosen.end();
    const auto words = tr(shown, name);
    const float width = label(words, left, top);
    if (!choices(words, labels_of(list), on, summary(shown, list, on, none), width, !chosen.empty())) return false;
    chosen.clear();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (on[i]) chosen.push_back(list[i].code);
    return true;
}

struct Choosable {
    std::vector<std::string> codes, labels;
};

// Regions, then districts; each by name.
Choosable areas_of(const Shown& shown) {
    const auto& snapshot = *shown.snapshot;
    std::vector<std::pair<std::string, std::uint32_t>> regions, districts;
    for (std::uint32_t i = 0; i < snapshot.areas.size(); ++i) {
        const auto& area = snapshot.areas[i];
        if (area.level == 1) regions.emplace_back(base::fold(area.name), i);
        if (area.level < 0) districts.emplace_back(base::fold(area.name), i);
    }
    std::sort(regions.begin(), regions.end());
    std::sort(districts.begin(), districts.end());
    Choosable list;
    list.codes.emplace_back();
    list.labels.push_back(tr(shown, mark("All regions ({0})", static_cast<std::int64_t>(regions.size()))));
    for (const auto* part : {&regions, &districts})
        for (const auto& [key, i] : *part) {
            const auto& area = snapshot.areas[i];
            list.codes.push_back(area.code);
            list.labels.push_back(part == &districts ? tr(shown, mark("District: {0}", area.name)) : area.name);
        }
    return list;
}

bool area_choice(const Shown& shown, app::ProviderFilter& filter, float left, float& top) {
    const auto list = areas_of(shown);
    const auto found = std::find(list.codes.begin(), list.codes.end(), filter.area);
    int chosen = found == list.codes.end() ? 0 : static_cast<int>(found - list.codes.begin());
    auto labels = list.labels;
    if (found == list.codes.end()) {  // chosen elsewhere: a department, a sub-prefecture
        if (const auto area = shown.snapshot->find_area(filter.area)) {
            labels.push_back(shown.snapshot->areas[*area].name);
            chosen = static_cast<int>(labels.size()) - 1;
        }
    }
    const auto name = tr(shown, mark("Area"));
    const float width = label(name, left, top);
    if (!choice(name, labels, chosen, width, !filter.area.empty())) return false;
    if (chosen >= static_cast<int>(list.codes.size())) return false;
    filter.area = chosen < 0 ? std::string() : list.codes[static_cast<std::size_t>(chosen)];
    return true;
}

bool verified_choice(const Shown& shown, app::ProviderFilter& filter, float left, float& top) {
    std::vector<std::string> labels{tr(shown, mark("Any date")), tr(shown, mark("Less than 12 months ago")),
                                    tr(shown, mark("Less than 24 months ago"))};
    // In a preview "never" and "withheld" look the same, so nobody is called unverified there.
    if (is_internal(shown)) labels.push_back(tr(shown, mark("Never")));
    constexpr int months[] = {0, 12, 24, -1};
    const auto* found = std::find(std::begin(months), std::end(months), filter.verified_within_months);
    int chosen = found == std::end(months) ? 0 : static_cast<int>(found - months);
    const auto name = tr(shown, mark("Verified"));
    const float width = label(name, left, top);
    if (!choice(name, labels, chosen, width, filter.verified_within_months != 0)) return false;
    filter.verified_within_months = chosen < 0 ? 0 : months[chosen];
    return true;
}

void head(const Shown& shown, float left, float top, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    ImGui::SetCursorScreenPos({left, top + here.px(12)});
    const auto words = tr(shown, mark("Filters"));
    section_head(words);
    const int count = shown.filter.count();
    if (count == 0) return;
    const auto figure = shown.say->number(static_cast<std::int64_t>(count));
    const float badge = ImGui::GetItemRectMax().x + here.px(8), middle = top + here.px(18);
    const float width = here.px(width_of(figure, Face::small) + 11);
    ImGui::GetWindowDrawList()->AddRectFilled({badge, middle - here.px(8)}, {badge + width, middle + here.px(8)},
                                              colours.accent, here.px(8));
    line_at(badge + here.px(5.5F), middle, figure, Face::small, colours.on_accent);
    const auto reset = tr(shown, mark("Reset"));
    ImGui::SetCursorScreenPos(
        {ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - here.px(measure::list_padding + width_of(reset)),
         line_top(middle, Face::text)});
    if (link(reset)) {
        app::ProviderFilter none;
        none.hidden_types = shown.filter.hidden_types;
        requests.push(ask::SetFilter{std::move(none)});
    }
}

}  // namespace

void filters_panel(const Shown& shown, Area area, Requests& requests) {
    const auto& here = look();
    const bool visible = begin_panel("##filters", area.min, area.max, here.colours().panel, "rt", 0, 0, true);
    if (visible && shown.snapshot) {
        const auto origin = ImGui::GetCursorScreenPos();  // moves when the panel is scrolled
        const float left = origin.x + here.px(measure::list_padding);
        head(shown, left, origin.y, requests);
        float top = origin.y + here.px(37);
        auto filter = shown.filter;
        const auto& snapshot = *shown.snapshot;
        bool changed =
            several(shown, mark("Service"), snapshot.services,
                    mark("All ({0})", static_cast<std::int64_t>(snapshot.services.size())), filter.services, left, top);
        changed |= area_choice(shown, filter, left, top);
        changed |= several(shown, mark("Status"), snapshot.statuses, mark("Any"), filter.statuses, left, top);
        changed |= verified_choice(shown, filter, left, top);
        ImGui::SetCursorScreenPos({left, top});
        changed |= check(tr(shown, mark("Full package of services only")), filter.full_package);
        ImGui::SetCursorScreenPos({left, top + here.px(24)});
        changed |= check(tr(shown, mark("With free places only")), filter.has_free);
        if (changed) requests.push(ask::SetFilter{std::move(filter)});
        space(8);
    }
    end_panel();
}

}  // namespace balise::gui
