// The lists of a card: who sees what, providers by type, the nearest ones, further fields; and what stands there while
// nothing is selected.
#include <algorithm>
#include <array>

#include "gui/card_parts.hpp"
#include "gui/hatch.hpp"
#include "model/release.hpp"

namespace balise::gui {

using base::mark;
using model::Audience;

namespace {

void cell(ImVec2 centre, bool seen, const std::string& partly, bool own) {
    const auto& colours = look().colours();
    // Partly seen says what is seen, also where the level shows the group.
    if (seen && partly.empty()) {
        icon_at(centre, "icon/eye", 15, own ? colours.accent : colours.second);
        return;
    }
    const std::string words = partly.empty() ? "—" : partly;
    const float width = width_of(words, Face::small) * look().scale;
    const float height = look().px(15);
    if (!partly.empty())
        ImGui::GetWindowDrawList()->AddRectFilled({centre.x - width / 2 - look().px(5), centre.y - height / 2},
                                                  {centre.x + width / 2 + look().px(5), centre.y + height / 2},
                                                  colours.confidential_soft, look().px(measure::chip_corner));
    text_at({centre.x - width / 2, centre.y - look().px(7)}, words, Face::small,
            partly.empty() ? colours.disabled : colours.confidential);
}

// "Select" by a record's id; nothing when the snapshot does not hold it.
void select_provider(const Shown& shown, const std::string& id, Requests& requests) {
    if (!shown.snapshot) return;
    if (const auto index = shown.snapshot->find(id))
        requests.push(ask::Select{{app::Target::Kind::provider, *index, id}, true});
}

// A row with words at the left and at the right.
bool two_sided_row(const std::string& name, const std::string& symbol, const std::string& left,
                   const std::string& right, ImU32 colour, Face face = Face::list) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x;
    const bool pressed = row(name, 24, false);
    const float y = at.y + look().px(4);
    const float right_width = width_of(right, face);
    float x = at.x;
    if (!symbol.empty()) {
        icon_at({x + look().px(9), at.y + look().px(12)}, symbol, 15);
        x += look().px(24);
    }
    text_at({x, y}, left, face, colour, (wide - (x - at.x)) / look().scale - right_width - 10);
    text_at({at.x + wide - right_width * look().scale, y}, right, face, colour);
    return pressed;
}

}  // namespace

void card_disclosure(const Shown& shown, const app::Card& card) {
    if (shown.audience != Audience::internal || card.disclosure.empty()) return;
    const auto& colours = look().colours();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x;
    const std::array<float, 3> columns{at.x + wide * 0.49F, at.x + wide * 0.72F, at.x + wide * 0.92F};
    section_head(tr(shown, mark("Who sees what")));
    const std::array<std::string, 3> heads{tr(shown, mark("Public")), tr(shown, mark("Partners")),
                                           tr(shown, mark("Internal"))};
    for (std::size_t i = 0; i < 3; ++i) {
        const float width = width_of(heads[i], Face::small) * look().scale;
        text_at({columns[i] - width / 2, at.y}, heads[i], Face::small, i == 2 ? colours.accent : colours.second);
    }
    space(5);
    const float height = look().px(20);
    for (const auto& line : card.disclosure) {
        const ImVec2 from = ImGui::GetCursorScreenPos();
        const float middle = from.y + height / 2;
        text_at({from.x, middle - look().px(8)}, line.label, Face::list, colours.text, wide * 0.42F / look().scale);
        cell({columns[0], middle}, line.level == Audience::everyone, line.partly_public, false);
        cell({columns[1], middle}, line.level <= Audience::partners, line.partly_partners, false);
        cell({columns[2], middle}, true, {}, true);
        ImGui::Dummy({wide, height});
        ImGui::GetWindowDrawList()->AddRectFilled({from.x, from.y + height}, {from.x + wide, from.y + height + 1},
                                                  colours.line);
    }
    space(7);
    wrapped(tr(shown, mark("Opening a level further: a written decision, two names, a reason")), Face::small,
            colours.second);
    part_ends();
}

void card_counts(const Shown& shown, const app::Card& card, Requests& requests) {
    if (card.counts.empty()) return;
    const auto& colours = look().colours();
    section_head(tr(shown, mark("Providers here")));
    space(4);
    for (const auto& count : card.counts) {
        // What the public is never told of is not counted either, not even as nothing.
        if (shown.audience == Audience::everyone && count.count == 0 && model::is_protected(count.type, "active"))
            continue;
        const bool none = count.count == 0;
        if (two_sided_row(count.label + "##count " + count.type, "provider/" + count.type, count.label,
                          none ? tr(shown, mark("none")) : shown.say->number(count.count),
                          none ? colours.warning : colours.text) &&
            !none && shown.snapshot) {
            app::ProviderFilter filter = shown.filter;
            filter.area = card.id;
            filter.hidden_types.clear();
            for (const auto& type : shown.snapshot->types)
                if (type.code != count.type) filter.hidden_types.push_back(type.code);
            requests.push(ask::SetFilter{filter});
        }
    }
    part_ends();
}

void card_zones(const Shown& shown, const app::Card& card, Requests& requests) {
    if (card.kind != "area" || !shown.snapshot) return;
    // "None" would be a lie where zones are withheld.
    if (card.zones.empty() && shown.audience != Audience::internal) return;
    const auto& colours = look().colours();
    section_head(tr(shown, mark("Risk zones here")));
    space(4);
    if (card.zones.empty()) text(tr(shown, mark("None is recorded")), Face::list, colours.second);
    for (const auto& zone : card.zones) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const auto& all = shown.snapshot->risk_zones;
        if (two_sided_row(zone.title + "##zone " + zone.id, "icon/zone", zone.title, zone.level_label, colours.text))
            for (std::uint32_t i = 0; i < all.size(); ++i)
                if (all[i].id == zone.id) requests.push(ask::Select{{app::Target::Kind::risk_zone, i, zone.id}, true});
        // The icon's place shows the hatch of the map.
        const ImVec2 min{at.x, at.y + look().px(5)}, max{at.x + look().px(20), at.y + look().px(19)};
        auto& list = *ImGui::GetWindowDrawList();
        list.AddRectFilled(min, max, colours.panel);
        hatch_sample(list, min, max, zone.level, shown.preferences.theme == Theme::dark, look().scale, false);
    }
    part_ends();
}

void card_nearest(const Shown& shown, const app::Card& card, Requests& requests) {
    if (card.nearest.empty()) return;
    section_head(tr(shown, mark("Nearest housing")));
    space(4);
    const auto& colours = look().colours();
    for (const auto& near : card.nearest) {
        const auto kilometres = shown.say->number(near.kilometres, near.kilometres < 10 ? 1 : 0);
        const auto far = near.generalised ? mark("about {0} km", kilometres) : mark("{0} km", kilometres);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float wide = ImGui::GetContentRegionAvail().x;
        if (row(near.title + "##near " + near.id, 38, false)) select_provider(shown, near.id, requests);
        icon_at({at.x + look().px(9), at.y + look().px(19)}, "provider/" + near.type, 16);
        const auto words = tr(shown, far);
        const float right = width_of(words, Face::list), left = at.x + look().px(26);
        text_at({left, at.y + look().px(3)}, near.title, Face::list, colours.text,
                (wide - (left - at.x)) / look().scale - right - 10);
        text_at({at.x + wide - look().px(right), at.y + look().px(3)}, words, Face::list, colours.text);
        const bool full = near.free && *near.free == 0;
        auto second = near.type_label;
        if (near.free && near.capacity)
            second = full
                         ? tr(shown, mark("{0} · full, {1} places", near.type_label, *near.capacity))
                         : tr(shown, mark("{0} · {1} free of {2} places", near.type_label, *near.free, *near.capacity));
        text_at({left, at.y + look().px(20)}, second, Face::small, full ? colours.error : colours.second,
                (wide - (left - at.x)) / look().scale);
    }
    part_ends();
}

void card_fields(const Shown& shown, const app::Card& card, CardState& state) {
    if (card.more.empty()) return;
    const auto& colours = look().colours();
    const auto words =
        tr(shown, base::mark_plural("{0} more field", "{0} more fields", static_cast<std::int64_t>(card.more.size())));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (row(words, 26, false)) state.all_fields = !state.all_fields;
    icon_at({at.x + look().px(7), at.y + look().px(13)}, state.all_fields ? "icon/chevron_down" : "icon/chevron_right",
            14, colours.second);
    text_at({at.x + look().px(20), at.y + look().px(5)}, words, Face::text, colours.second);
    if (!state.all_fields) return;
    space(4);
    for (const auto& field : card.more) {
        text(field.label, Face::small, colours.second, room_left());
        wrapped(field.value, Face::text);
        space(6);
    }
}

namespace {

// Where the words after figures begin, in logical pixels: beyond the longest of them.
float column_of_figures(const Shown& shown) {
    const auto& snapshot = *shown.snapshot;
    float widest = 66;
    for (const auto many : {snapshot.providers.size(), snapshot.risk_zones.size(), snapshot.border_posts.size(),
                            snapshot.transport_nodes.size()})
        widest = std::max(widest, width_of(shown.say->number(static_cast<std::int64_t>(many)), Face::figure));
    return widest + 12;
}

void figure(const Shown& shown, std::int64_t number, const base::Text& words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto digits = shown.say->number(number);
    text_at(at, digits, Face::figure, look().colours().text);
    text_at({at.x + look().px(column_of_figures(shown)), at.y + look().px(6)}, tr(shown, words), Face::text,
            look().colours().second);
    ImGui::Dummy({1, look().px(29)});
}

void hint(const Shown& shown, std::string_view icon_name, const base::Text& words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    icon_at({at.x + look().px(8), at.y + look().px(9)}, icon_name, 15, look().colours().second);
    ImGui::SetCursorScreenPos({at.x + look().px(26), at.y});
    wrapped(tr(shown, words), Face::text, look().colours().text);
    const float below = ImGui::GetItemRectMax().y;
    ImGui::SetCursorScreenPos({at.x, below + look().px(7)});
}

void project_figures(const Shown& shown) {
    const auto& snapshot = *shown.snapshot;
    section_head(tr(shown, mark("The project in figures")));
    space(6);
    const auto size = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
    figure(shown, size(snapshot.providers), mark("providers"));
    if (snapshot.withheld >= 0 && shown.audience == Audience::internal)
        figure(shown, snapshot.withheld, mark("of them not shown to the public"));
    if (!snapshot.risk_zones.empty()) figure(shown, size(snapshot.risk_zones), mark("risk zones"));
    if (!snapshot.border_posts.empty()) figure(shown, size(snapshot.border_posts), mark("border posts"));
    if (!snapshot.transport_nodes.empty()) figure(shown, size(snapshot.transport_nodes), mark("transport nodes"));
    part_ends();
}

}  // namespace

void card_empty(const Shown& shown, Requests& requests) {
    if (!shown.snapshot) return;
    const auto& colours = look().colours();
    if (shown.selected.kind != app::Target::Kind::nothing && shown.selected.kind != app::Target::Kind::cluster) {
        text(tr(shown, mark("Reading…")), Face::text, colours.second);
        return;
    }
    space(4);
    wrapped(shown.snapshot->title, Face::title);
    if (shown.snapshot->is_sample) {
        space(8);
        chip(tr(shown, mark("SAMPLE · fictional data")), Tone::sample);
    }
    part_ends();
    project_figures(shown);
    section_head(tr(shown, mark("What you can do")));
    space(6);
    hint(shown, "icon/pin", mark("Click a symbol or a row: its card opens here"));
    hint(shown, "icon/search", mark("Ctrl+K: search by name, place, service or reference"));
    hint(shown, "icon/arrows_move", mark("Drag the map to move it, turn the wheel to zoom"));
    hint(shown, "icon/list", mark("Click a region's name for its providers by type"));
    const auto why_not = why_not_change(shown);
    if (why_not.empty()) {
        hint(shown, "icon/plus", mark("Right-click the map to add a provider there"));
        hint(shown, "icon/import", mark("Drop a file on the window to import it"));
    }
    hint(shown, "icon/keyboard", mark("F1: all keys"));
    space(6);
    if (button(tr(shown, mark("Import a file…")), Emphasis::plain, "icon/import", why_not))
        requests.push(ask::ShowDialog{Dialog::import});
    same_line();
    if (button(tr(shown, mark("Export…")), Emphasis::plain, "icon/export"))
        requests.push(ask::ShowDialog{Dialog::export_files});
}

}  // namespace balise::gui
