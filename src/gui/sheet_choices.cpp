#include "gui/sheet_choices.hpp"

#include <algorithm>
#include <cmath>

#include "base/words.hpp"
#include "gui/card_parts.hpp"

namespace balise::gui {

using base::mark;
using model::Audience;

namespace {

void caption(const Shown& shown, const base::Text& words) {
    space(7);
    text(tr(shown, words), Face::small, look().colours().second);
    space(1);
}

// One of some words side by side; `codes` are what is kept.
void one_of(const Shown& shown, SheetsState& state, const std::string& name, const base::Text& title,
            const std::vector<std::pair<std::string, std::string>>& codes_and_labels, const std::string& otherwise) {
    caption(shown, title);
    std::vector<std::pair<std::string, std::string>> segments;
    int chosen = 0;
    const auto now = chosen_in(state, name, otherwise);
    for (std::size_t i = 0; i < codes_and_labels.size(); ++i) {
        segments.emplace_back(codes_and_labels[i].second, "");
        if (codes_and_labels[i].first == now) chosen = static_cast<int>(i);
    }
    if (segmented(tr(shown, title) + "##" + name, segments, chosen))
        state.choices[name] = codes_and_labels[static_cast<std::size_t>(chosen)].first;
}

std::vector<std::uint32_t> matching_areas(const Shown& shown, const std::string& words) {
    std::vector<std::uint32_t> found;
    const auto& areas = shown.snapshot->areas;
    const auto sought = base::fold(base::trim(words));
    for (std::uint32_t i = 0; i < areas.size(); ++i) {
        if (areas[i].level < 0 || areas[i].level > 3) continue;
        if (sought.empty()
                ? areas[i].level > 1
                : base::fold(areas[i].name).find(sought) == std::string::npos && base::fold(areas[i].code) != sought)
            continue;
        found.push_back(i);
    }
    std::stable_sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (areas[a].level != areas[b].level) return areas[a].level < areas[b].level;
        return base::fold(areas[a].name) < base::fold(areas[b].name);
    });
    return found;
}

void set_several(SheetsState& state, const std::string& code, bool on) {
    auto codes = base::split(chosen_in(state, "several"), ';');
    std::erase(codes, code);
    if (on) codes.push_back(code);
    state.choices["several"] = base::join(codes, ";");
}

void area_list(const Shown& shown, SheetsState& state, float lines) {
    field(tr(shown, mark("Search an area")), state.choices["search"], 0, tr(shown, mark("region, department…")), {},
          "icon/search");
    space(4);
    const auto found = matching_areas(shown, chosen_in(state, "search"));
    const auto several = base::split(chosen_in(state, "several"), ';');
    constexpr float line = 26;
    ImGui::BeginChild("areas", {0, look().px(line * lines)}, false);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(found.size()), look().px(line));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto& area = shown.snapshot->areas[found[static_cast<std::size_t>(i)]];
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const float wide = room_left();
            const bool chosen = chosen_in(state, "area", "CI") == area.code;
            if (row(area.name + "##area " + area.code, line, chosen)) state.choices["area"] = area.code;
            text_at({at.x + look().px(32), at.y + look().px(5)}, area.name, chosen ? Face::text_bold : Face::text,
                    look().colours().text, wide - 86);
            const float code_width = width_of(area.code, Face::small);
            text_at({at.x + look().px(wide - code_width - 8), at.y + look().px(6)}, area.code, Face::small,
                    look().colours().second);
            bool on = std::find(several.begin(), several.end(), area.code) != several.end();
            ImGui::SetCursorScreenPos({at.x + look().px(8), at.y + look().px(2)});
            if (check("##" + tr(shown, mark("Print {0}", area.name)), on)) set_several(state, area.code, on);
            ImGui::SetCursorScreenPos({at.x, at.y + look().px(line)});
        }
    ImGui::PopStyleVar();
    if (found.empty()) wrapped(tr(shown, mark("No area has this name")), Face::text, look().colours().second);
    ImGui::EndChild();
    space(4);
    if (link(tr(shown, mark("Tick all regions")))) {
        std::vector<std::string> codes;
        for (const auto& area : shown.snapshot->areas)
            if (area.level == 1) codes.push_back(area.code);
        state.choices["several"] = base::join(codes, ";");
    }
    if (!several.empty()) {
        same_line(16);
        if (link(tr(shown, mark("Untick all")))) state.choices["several"].clear();
    }
}

void missing_elements(const Shown& shown, Requests& requests) {
    const auto& preview = shown.sheet_preview;
    if (preview.missing.empty()) return;
    const auto& colours = look().colours();
    space(10);
    icon("icon/warning", 16, colours.warning);
    same_line(6);
    text(tr(shown, mark("Missing for every sheet")), Face::text_bold, colours.warning);
    for (const auto& element : preview.missing) wrapped("· " + tr(shown, element), Face::text, colours.text);
    space(3);
    if (link(tr(shown, mark("Fill it in the settings")))) requests.push(ask::ShowDialog{Dialog::settings});
}

// A setting of the project, shown as what stands there when nothing is typed.
std::string setting(const Shown& shown, const std::string& name) {
    const auto found = shown.snapshot->settings.find(name);
    return found == shown.snapshot->settings.end() ? std::string() : found->second;
}

void words_of_the_sheet(const Shown& shown, SheetsState& state) {
    caption(shown, mark("Title"));
    field(tr(shown, mark("Title")), state.choices["title"], 0,
          chosen_in(state, "title").empty() ? shown.sheet_preview.title : std::string());
    caption(shown, mark("Key message"));
    text_area(tr(shown, mark("Key message")), state.choices["message"], 0, 3);
    caption(shown, mark("Edition"));
    field(tr(shown, mark("Edition")), state.choices["edition"], 0,
          setting(shown, "edition").empty() ? shown.today.substr(0, 7) : setting(shown, "edition"));
    if (chosen_in(state, "audience", "public") == "public") return;
    caption(shown, mark("Copy number"));
    field(tr(shown, mark("Copy number")), state.choices["copy"], 120);
    caption(shown, mark("Recipient"));
    field(tr(shown, mark("Recipient")), state.choices["recipient"], 0);
}

}  // namespace

std::string chosen_in(const SheetsState& state, const std::string& name, const std::string& otherwise) {
    const auto found = state.choices.find(name);
    return found == state.choices.end() || found->second.empty() ? otherwise : found->second;
}

std::vector<std::string> sheets_wanted(const SheetsState& state) {
    const auto several = base::split(chosen_in(state, "several"), ';');
    if (!several.empty()) return several;
    return {chosen_in(state, "area", "CI")};
}

app::Arguments sheet_arguments(const Shown& shown, const SheetsState& state) {
    app::Arguments arguments;
    arguments.add("area", chosen_in(state, "area", "CI"));
    arguments.add("audience", chosen_in(state, "audience", "public"));
    arguments.add("paper", chosen_in(state, "paper", "A4"));
    arguments.add("orientation", chosen_in(state, "orientation", "portrait"));
    arguments.add("language",
                  chosen_in(state, "language", std::string(base::language_code(shown.preferences.language))));
    for (const auto* name : {"title", "message", "edition"})
        if (const auto words = chosen_in(state, name); !base::is_blank(words)) arguments.add(name, words);
    if (chosen_in(state, "audience", "public") != "public")
        for (const auto* name : {"copy", "recipient"})
            if (const auto words = chosen_in(state, name); !base::is_blank(words)) arguments.add(name, words);
    return arguments;
}

std::string why_no_sheet(const Shown& shown) {
    const auto& preview = shown.sheet_preview;
    if (!preview.missing.empty()) return tr(shown, mark("Something is missing that every sheet must say"));
    if (!preview.failure.empty()) return tr(shown, preview.failure);
    if (!preview.pages) return tr(shown, mark("The sheet is being composed"));
    return {};
}

void sheet_choices(const Shown& shown, SheetsState& state, Area area, Requests& requests) {
    if (begin_panel("sheet choices", area.min, area.max, look().colours().panel, "r", measure::padding, 12, true)) {
        section_head(tr(shown, mark("Area")));
        space(4);
        // As many lines as the rest of the choices leaves room for.
        const float room = area.height() / look().scale - 640;
        area_list(shown, state, std::max(5.0F, std::floor(room / 26)));
        space(4);
        // No narrower circle than the one whose view is shown: a preview must not lead to what it hides.
        std::vector<std::pair<std::string, std::string>> circles{{"public", tr(shown, mark("Public"))},
                                                                 {"partners", tr(shown, mark("Partners"))},
                                                                 {"internal", tr(shown, mark("Internal"))}};
        circles.resize(static_cast<std::size_t>(shown.audience) + 1);
        const auto circle = model::audience_from_code(chosen_in(state, "audience", "public"));
        if (circle && *circle > shown.audience)
            state.choices["audience"] = std::string(model::audience_code(Audience::everyone));
        one_of(shown, state, "audience", mark("For whom"), circles, "public");
        one_of(shown, state, "paper", mark("Paper"), {{"A4", "A4"}, {"A3", "A3"}}, "A4");
        one_of(shown, state, "orientation", mark("Orientation"),
               {{"portrait", tr(shown, mark("Upright"))}, {"landscape", tr(shown, mark("Across"))}}, "portrait");
        one_of(shown, state, "language", mark("Language of the sheet"), {{"fr", "FR"}, {"en", "EN"}},
               std::string(base::language_code(shown.preferences.language)));
        words_of_the_sheet(shown, state);
        missing_elements(shown, requests);
        space(12);
    }
    end_panel();
}

}  // namespace balise::gui
