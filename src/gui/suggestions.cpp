#include "gui/suggestions.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

app::Target target_of(const app::Snapshot& snapshot, const app::Found& found) {
    using Kind = app::Found::Kind;
    using Target = app::Target;
    const auto i = found.index;
    switch (found.kind) {
        case Kind::provider: return {Target::Kind::provider, i, snapshot.providers[i].id.text()};
        case Kind::place: return {Target::Kind::place, i, snapshot.places[i].code};
        case Kind::area: return {Target::Kind::area, i, snapshot.areas[i].code};
        case Kind::risk_zone: return {Target::Kind::risk_zone, i, snapshot.risk_zones[i].id};
        case Kind::border_post: return {Target::Kind::border_post, i, snapshot.border_posts[i].id};
        case Kind::transport_node: return {Target::Kind::transport_node, i, snapshot.transport_nodes[i].id};
    }
    return {};
}

// A line of the list: symbol, name with what matches, and a second line of words.
struct Line {
    std::string symbol, second;
    const std::string* name = nullptr;
};

std::string provider_words(const Shown& shown, const app::ListedProvider& provider) {
    const auto& snapshot = *shown.snapshot;
    auto words = region_name(snapshot, provider.area);
    const auto append = [&](const std::string& more) { words += " · " + more; };
    if (is_internal(shown) && provider.visible == model::Audience::internal) append(tr(shown, mark("confidential")));
    if (provider.capacity >= 0 && provider.free >= 0)
        append(tr(shown, mark("{0} free of {1} places", provider.free, provider.capacity)));
    else if (provider.capacity >= 0)
        append(tr(shown, base::mark_plural("{0} place", "{0} places", provider.capacity)));
    else if (provider.services != 0)
        append(tr(shown, base::mark_plural("{0} service", "{0} services", __builtin_popcount(provider.services))));
    return words;
}

std::string label_of(const std::vector<app::Snapshot::Coded>& list, const std::string& code) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.code == code; });
    return found == list.end() ? code : found->label;
}

Line line_of(const Shown& shown, const app::Found& found) {
    using Kind = app::Found::Kind;
    const auto& snapshot = *shown.snapshot;
    const auto overlay = [&](const app::ListedOverlay& one, std::string symbol, std::string words) {
        if (one.area < snapshot.areas.size()) words += " · " + region_name(snapshot, one.area);
        return Line{std::move(symbol), std::move(words), &one.name};
    };
    switch (found.kind) {
        case Kind::provider: {
            const auto& one = snapshot.providers[found.index];
            const auto type = one.type < snapshot.types.size() ? snapshot.types[one.type].code : std::string("unknown");
            return {"provider/" + type, provider_words(shown, one), &one.name};
        }
        case Kind::place: {
            const auto& one = snapshot.places[found.index];
            auto words = region_name(snapshot, one.area);
            if (one.population > 0) words += " · " + tr(shown, mark("{0} inhabitants", one.population));
            return {"icon/pin", words, &one.name};
        }
        case Kind::area: {
            const auto& one = snapshot.areas[found.index];
            auto words = tr(shown, one.level == 1 ? mark("Region") : mark("Administrative area"));
            if (one.population > 0) words += " · " + tr(shown, mark("{0} inhabitants", one.population));
            return {"icon/map", words, &one.name};
        }
        case Kind::risk_zone: {
            const auto& one = snapshot.risk_zones[found.index];
            return overlay(one, "icon/zone",
                           tr(shown, mark("Risk zone: {0}", label_of(snapshot.risk_levels, one.kind))));
        }
        case Kind::border_post: {
            const auto& one = snapshot.border_posts[found.index];
            return overlay(one, "border/" + one.kind, label_of(snapshot.border_kinds, one.kind));
        }
        case Kind::transport_node: break;
    }
    const auto& one = snapshot.transport_nodes[found.index];
    return overlay(one, "transport/" + one.kind, label_of(snapshot.transport_kinds, one.kind));
}

std::size_t letter_after(const std::string& words, std::size_t at) {
    do ++at;
    while (at < words.size() && (static_cast<unsigned char>(words[at]) & 0xC0U) == 0x80U);
    return at;
}

// The name with what matches tinted. Where there is no room for all of it, its end gives way to "…"; its beginning too
// when what matches would be cut off.
void matched_name(const std::string& name, std::vector<std::pair<std::uint32_t, std::uint32_t>> matches, float room) {
    const float width = room / look().scale;
    if (width_of(name) <= width) {
        text_with_matches(name, matches, Face::text);
        return;
    }
    const std::string sign = "…";
    std::size_t wanted = 0;  // where the first match ends
    for (const auto& [first, second] : matches)
        if (wanted == 0 || second < wanted) wanted = std::min<std::size_t>(second, name.size());
    std::size_t begin = 0;
    const auto before = [&] { return begin > 0 ? sign : std::string(); };
    while (begin < wanted && width_of(before() + name.substr(begin, wanted - begin) + sign) > width)
        begin = letter_after(name, begin);
    if (begin > 0) {  // from a word's beginning when one comes before the match
        const auto blank = name.find(' ', begin);
        if (blank != std::string::npos && !matches.empty() && blank < matches.front().first) begin = blank + 1;
    }
    std::size_t end = begin;
    while (end < name.size()) {
        const auto next = letter_after(name, end);
        const auto tail = next < name.size() ? sign : std::string();
        if (width_of(before() + name.substr(begin, next - begin) + tail) > width) break;
        end = next;
    }
    const auto shift = static_cast<std::uint32_t>(begin), lead = static_cast<std::uint32_t>(before().size());
    const auto last = static_cast<std::uint32_t>(end);
    for (auto& [first, second] : matches) {
        first = std::clamp(first, shift, last) - shift + lead;
        second = std::clamp(second, shift, last) - shift + lead;
    }
    std::erase_if(matches, [](const auto& match) { return match.first >= match.second; });
    text_with_matches(before() + name.substr(begin, end - begin) + (end < name.size() ? sign : ""), matches,
                      Face::text);
}

bool suggestion_row(const Shown& shown, const app::Found& found, bool chosen, int number) {
    const auto& here = look();
    const auto line = line_of(shown, found);
    const auto at = ImGui::GetCursorScreenPos();
    const float height = 38;
    ImGui::PushID(number);
    const bool pressed = row(*line.name, height, chosen);
    ImGui::PopID();
    const auto after = ImGui::GetCursorScreenPos();
    icon_at({at.x + here.px(18), at.y + here.px(height / 2)}, line.symbol, 17);
    const float left = at.x + here.px(40), right = at.x + ImGui::GetContentRegionAvail().x - here.px(8);
    ImGui::SetCursorScreenPos({left, at.y + here.px(3)});
    matched_name(*line.name, found.matches, right - left);
    text_at({left, at.y + here.px(20)}, line.second, Face::small, here.colours().second, right - left);
    ImGui::SetCursorScreenPos(after);
    return pressed;
}

void suggestion_head(const Shown& shown, const base::Text& words, std::int64_t count) {
    const auto& here = look();
    const auto at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + here.px(12), at.y + here.px(7)});
    section_head(tr(shown, words) + " · " + shown.say->number(count));
    ImGui::SetCursorScreenPos({at.x, at.y + here.px(26)});
    ImGui::Dummy({0, 0});
}

void suggestion_foot(const Shown& shown, const app::FoundList& list) {
    const auto& here = look();
    rule();
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, top = at.y + here.px(5);
    text_at({at.x + here.px(12), top}, tr(shown, mark("↑ ↓ browse   Enter open")), Face::small, here.colours().second);
    const auto words =
        tr(shown, base::mark_plural("{0} result", "{0} results", list.provider_total + list.place_total));
    text_at({at.x + width - here.px(12 + width_of(words, Face::small)), top}, words, Face::small,
            here.colours().second);
    ImGui::Dummy({width, here.px(24)});
}

void suggestion_lines(const Shown& shown, const app::FoundList& list, TopBarState& state, Requests& requests) {
    const app::Found* chosen = nullptr;
    int line = 0;
    const auto draw = [&](const std::vector<app::Found>& some) {
        for (std::size_t i = 0; i < std::min<std::size_t>(3, some.size()); ++i, ++line)
            if (suggestion_row(shown, some[i], line == state.suggestion, line)) chosen = &some[i];
    };
    for (const bool places : {list.place_first, !list.place_first}) {
        const auto& some = places ? list.places : list.providers;
        if (some.empty()) continue;
        if (line > 0) rule();
        if (places)
            suggestion_head(shown, mark("Places"), list.place_total);
        else
            suggestion_head(shown, mark("Providers"), list.provider_total);
        draw(some);
    }
    if (line > 0) {
        suggestion_foot(shown, list);
    } else {
        const auto at = ImGui::GetCursorScreenPos();
        text_at({at.x + look().px(12), at.y + look().px(10)},
                tr(shown, mark("Nothing found for “{0}”", shown.search_words)), Face::text, look().colours().second,
                ImGui::GetContentRegionAvail().x - look().px(24));
        ImGui::Dummy({0, look().px(38)});
    }
    if (chosen != nullptr) choose(shown, *chosen, state, requests);
}

}  // namespace

const app::Found* found_at(const app::FoundList& list, int line) {
    if (line < 0) return nullptr;
    auto index = static_cast<std::size_t>(line);
    for (const auto* some :
         {list.place_first ? &list.places : &list.providers, list.place_first ? &list.providers : &list.places}) {
        const auto count = std::min<std::size_t>(3, some->size());
        if (index < count) return &(*some)[index];
        index -= count;
    }
    return nullptr;
}

int line_count(const app::FoundList& list) {
    return static_cast<int>(std::min<std::size_t>(3, list.providers.size()) +
                            std::min<std::size_t>(3, list.places.size()));
}

// Whether the answer that is shown is to words of this snapshot: its indexes mean nothing in another.
const app::FoundList* answer(const Shown& shown, const TopBarState& state) {
    if (!shown.snapshot || !shown.suggestions || state.words.empty() || shown.search_words.empty()) return nullptr;
    const auto fits = [](const std::vector<app::Found>& list, auto size_of) {
        return std::all_of(list.begin(), list.end(),
                           [&](const app::Found& found) { return found.index < size_of(found.kind); });
    };
    const auto size_of = [&](app::Found::Kind kind) -> std::size_t {
        using Kind = app::Found::Kind;
        switch (kind) {
            case Kind::provider: return shown.snapshot->providers.size();
            case Kind::place: return shown.snapshot->places.size();
            case Kind::area: return shown.snapshot->areas.size();
            case Kind::risk_zone: return shown.snapshot->risk_zones.size();
            case Kind::border_post: return shown.snapshot->border_posts.size();
            case Kind::transport_node: return shown.snapshot->transport_nodes.size();
        }
        return 0;
    };
    const auto& list = *shown.suggestions;
    return fits(list.providers, size_of) && fits(list.places, size_of) ? &list : nullptr;
}

void choose(const Shown& shown, const app::Found& found, TopBarState& state, Requests& requests) {
    requests.push(ask::Select{target_of(*shown.snapshot, found), true});
    state.suggestions_open = false;
    state.suggestion = -1;
    ImGui::ClearActiveID();
}

void suggestions(const Shown& shown, TopBarState& state, Requests& requests) {
    const auto* list = answer(shown, state);
    if (!state.suggestions_open || list == nullptr) return;
    const auto& here = look();
    const auto& colours = here.colours();
    ImGui::SetNextWindowPos({state.search_min.x, state.search_max.y + here.px(4)});
    const float width = here.px(measure::suggestions_width);
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, here.px(400)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, colours.raised);
    ImGui::PushStyleColor(ImGuiCol_Border, colours.strong_line);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {1, 1});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, here.px(measure::corner));
    ImGui::Begin("##suggestions", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_AlwaysAutoResize);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    suggestion_lines(shown, *list, state, requests);
    // A click elsewhere closes the list; one on a line must reach it first.
    const bool is_over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    ImGui::End();
    ImGui::PopStyleVar(4);
    ImGui::PopStyleColor(2);
    if (!state.search_active && !is_over && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.suggestions_open = false;
}

}  // namespace balise::gui
