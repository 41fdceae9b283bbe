#include "gui/table_rows.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "gui/placing.hpp"
#include "gui/widgets_draw.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using app::ListColumn;
using base::mark;

namespace {

struct Wanted {
    ListColumn what;
    float width;  // logical
    bool figures;
    int importance;  // columns of the highest number go first when there is no room
};

constexpr Wanted all_columns[] = {
    {ListColumn::type, 30, false, 0},    {ListColumn::ref, 98, false, 2},     {ListColumn::name, 0, false, 0},
    {ListColumn::region, 116, false, 1}, {ListColumn::services, 68, true, 5}, {ListColumn::free, 100, true, 3},
    {ListColumn::status, 104, false, 1}, {ListColumn::verified, 98, true, 1}, {ListColumn::visible, 80, false, 4}};

base::Text title_of(ListColumn column) {
    switch (column) {
        case ListColumn::type: return mark("Type");
        case ListColumn::ref: return mark("Ref.");
        case ListColumn::name: return mark("Name");
        case ListColumn::region: return mark("Region");
        case ListColumn::services: return mark("Services");
        case ListColumn::free: return mark("Free / places");
        case ListColumn::status: return mark("Status");
        case ListColumn::verified: return mark("Verified");
        case ListColumn::visible: return mark("Visible to");
    }
    return {};
}

std::string places_words(const Shown& shown, const app::ListedProvider& provider) {
    if (provider.capacity < 0) return "—";
    const auto free =
        provider.free < 0 ? std::string("?") : shown.say->number(static_cast<std::int64_t>(provider.free));
    return free + " / " + shown.say->number(static_cast<std::int64_t>(provider.capacity));
}

bool is_full(const app::ListedProvider& provider) {
    return provider.capacity > 0 && provider.free == 0;
}

void status_cell(const Shown& shown, const app::ListedProvider& provider, const Column& column, float middle) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto& list = shown.snapshot->statuses;
    if (provider.status >= list.size()) return;
    const auto& status = list[provider.status];
    const bool is_active = status.code == "active", full = is_active && is_full(provider);
    const ImU32 ink = full || status.code == "defunct" ? colours.error
                      : is_active                      ? colours.good
                      : status.code == "unknown"       ? colours.disabled
                                                       : colours.warning;
    const ImVec2 dot{column.left + here.px(4), middle};
    if (is_active)
        ImGui::GetWindowDrawList()->AddCircleFilled(dot, here.px(4), ink);
    else  // not by colour alone
        ImGui::GetWindowDrawList()->AddCircle(dot, here.px(3.5F), ink, 0, here.px(1.5F));
    line_at(column.left + here.px(14), middle, full ? tr(shown, mark("Full")) : status.label, Face::list,
            full ? colours.error : colours.text, column.right - column.left - here.px(18));
}

void verified_cell(const Shown& shown, const app::ListedProvider& provider, const Column& column, float middle) {
    const auto& colours = look().colours();
    const bool stale = is_stale(provider.verified, shown.today);
    const float left = line_before(column.right, middle, date_words(shown, provider.verified), Face::list,
                                   stale ? colours.warning : colours.text);
    if (stale) icon_at({left - look().px(10), middle}, "icon/warning", 13, colours.warning);
}

void visible_cell(const Shown& shown, const app::ListedProvider& provider, const Column& column, float middle) {
    const auto& here = look();
    const auto& colours = here.colours();
    const bool locked = provider.visible == model::Audience::internal;
    const auto words = provider.visible == model::Audience::everyone   ? tr(shown, mark("public"))
                       : provider.visible == model::Audience::partners ? tr(shown, mark("partners"))
                                                                       : tr(shown, mark("internal"));
    const float centre = (column.left + column.right) / 2, half = here.px(width_of(words, Face::list)) / 2;
    const float shift = locked ? here.px(8) : 0;
    if (locked) icon_at({centre - half - here.px(2), middle}, "icon/lock", 13, colours.confidential);
    line_at(centre - half + shift, middle, words, Face::list, locked ? colours.confidential : colours.text);
}

}  // namespace

std::vector<Column> columns_between(const Shown& shown, float left, float right) {
    const auto& here = look();
    const float room = right - left;
    int allowed = 5;
    const auto fits = [&](const Wanted& one) {
        return one.importance <= allowed && (one.what != ListColumn::visible || is_internal(shown));
    };
    const auto used = [&] {
        float sum = 0;
        for (const auto& one : all_columns)
            if (fits(one)) sum += here.px(one.width);
        return sum;
    };
    while (allowed > 0 && room - used() < here.px(170)) --allowed;
    // What is left goes to the name, and a part of plenty to the region.
    const float left_over = std::max(here.px(60), room - used());
    const float more = std::clamp((left_over - here.px(280)) / 3, 0.0F, here.px(90));
    const float name = left_over - more;
    std::vector<Column> columns;
    float x = left;
    for (const auto& one : all_columns) {
        if (!fits(one)) continue;
        const float width =
            one.what == ListColumn::name ? name : here.px(one.width) + (one.what == ListColumn::region ? more : 0.0F);
        const float inset = one.figures ? here.px(14) : 0;
        columns.push_back({one.what, x, x + width - inset, one.figures});
        x += width;
    }
    return columns;
}

bool header_cell(std::string_view title, float left, float right, float top, bool figures, int order) {
    const auto& here = look();
    const auto& colours = here.colours();
    const float height = here.px(measure::table_header), middle = top + height / 2;
    ImGui::SetCursorScreenPos({left, top});
    const auto state = detail::pressable(title, {right - left, height}, {}, order != 0);
    const Face face = order != 0 ? Face::list_bold : Face::list;
    const ImU32 ink = order != 0 ? colours.accent : state.hovered ? colours.text : colours.second;
    auto& list = *ImGui::GetWindowDrawList();
    const float sign = order != 0 ? here.px(11) : 0;
    float sign_at = 0;
    if (figures) {
        line_before(right - sign, middle, title, face, ink);
        sign_at = right - here.px(5);
    } else {
        line_at(left, middle, title, face, ink, right - left - sign);
        sign_at = left + here.px(width_of(title, face) + 8);
    }
    const float r = here.px(3.5F), up = order > 0 ? -1.0F : 1.0F;
    if (order != 0)
        list.AddTriangleFilled({sign_at - r, middle - up * r * 0.7F}, {sign_at + r, middle - up * r * 0.7F},
                               {sign_at, middle + up * r}, ink);
    if (state.focused)
        detail::draw_focus(list, {left + 1, top + 2}, {right - 1, top + height - 2}, here.px(measure::chip_corner));
    return state.pressed;
}

void header_row(const Shown& shown, const std::vector<Column>& columns, float left, float right, float top,
                Requests& requests) {
    const auto& here = look();
    for (const auto& column : columns) {
        const bool is_type = column.what == ListColumn::type;
        const int order = shown.sort_column != column.what ? 0 : shown.sort_descending ? -1 : 1;
        const auto words = tr(shown, title_of(column.what));
        bool pressed = false;
        if (is_type) {  // too narrow for its word
            ImGui::SetCursorScreenPos({column.left, top});
            const auto state =
                detail::pressable(words, {column.right - column.left, here.px(measure::table_header)}, {}, order != 0);
            tooltip(words);
            if (order != 0 || state.hovered)
                icon_at({column.left + here.px(10), top + here.px(measure::table_header) / 2},
                        order < 0 ? "icon/chevron_up" : "icon/chevron_down", 12, here.colours().accent);
            pressed = state.pressed;
        } else {
            float left_edge = column.left;  // of a column in the middle of which its words stand
            if (column.what == ListColumn::visible)
                left_edge =
                    std::max(left_edge, (column.left + column.right - here.px(width_of(words, Face::list))) / 2);
            pressed = header_cell(words, left_edge, column.right, top, column.figures, order);
        }
        // Pressed again: the other way round. Dates and numbers begin with the largest.
        const bool large_first = column.what == ListColumn::verified || column.what == ListColumn::services ||
                                 column.what == ListColumn::free;
        if (pressed) requests.push(ask::SortBy{column.what, order == 0 ? large_first : order > 0});
    }
    const float bottom = top + here.px(measure::table_header);
    ImGui::GetWindowDrawList()->AddRectFilled({left, bottom - 1}, {right, bottom}, here.colours().line);
}

void provider_cells(const Shown& shown, const std::vector<Column>& columns, const app::ListedProvider& provider,
                    float top) {
    const auto& here = look();
    const auto& colours = here.colours();
    const float middle = top + here.px(measure::table_row) / 2;
    const auto& snapshot = *shown.snapshot;
    for (const auto& column : columns) {
        const float room = column.right - column.left - here.px(10);
        switch (column.what) {
            case ListColumn::type:
                icon_at({column.left + here.px(10), middle},
                        "provider/" + (provider.type < snapshot.types.size() ? snapshot.types[provider.type].code
                                                                             : std::string("unknown")),
                        14);
                break;
            case ListColumn::ref: line_at(column.left, middle, provider.ref, Face::list, colours.second, room); break;
            case ListColumn::name: line_at(column.left, middle, provider.name, Face::list, colours.text, room); break;
            case ListColumn::region:
                line_at(column.left, middle, region_name(snapshot, provider.area), Face::list, colours.text, room);
                break;
            case ListColumn::services:
                line_before(column.right, middle,
                            shown.say->number(static_cast<std::int64_t>(__builtin_popcount(provider.services))),
                            Face::list, colours.text);
                break;
            case ListColumn::free:
                line_before(column.right, middle, places_words(shown, provider), Face::list,
                            provider.capacity < 0 ? colours.disabled : colours.text);
                break;
            case ListColumn::status: status_cell(shown, provider, column, middle); break;
            case ListColumn::verified: verified_cell(shown, provider, column, middle); break;
            case ListColumn::visible: visible_cell(shown, provider, column, middle); break;
        }
    }
}

}  // namespace balise::gui
