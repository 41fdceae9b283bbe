#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

struct Setting {
    const char* name;  // as the action "settings" takes it
    base::Text label, hint;
};

std::vector<Setting> project_settings() {
    return {{"title", mark("Title"), mark("Directory of child-protection services")},
            {"producer", mark("Producer"), mark("The office that publishes the sheets")},
            {"ministry", mark("Ministry"), mark("The ministry in charge")},
            {"hotline", mark("Hotline"), mark("116, printed on every sheet")},
            {"edition", mark("Edition"), mark("1st edition; left empty: the month")},
            {"address", mark("Web address"), mark("Where the square code on the sheets leads")}};
}

constexpr float label_width = 150;

// A name in front; what follows stands behind it.
void label(const std::string& words) {
    const auto& here = look();
    const auto at = ImGui::GetCursorScreenPos();
    line_at(at.x, at.y + here.px(measure::button) / 2, words, Face::text, here.colours().second,
            here.px(label_width - 8));
    ImGui::SetCursorScreenPos({at.x + here.px(label_width), at.y});
}

void window_part(const Shown& shown, Requests& requests) {
    section_head(tr(shown, mark("This window")));
    space(8);
    label(tr(shown, mark("Language")));
    int language = shown.preferences.language == base::Language::english ? 1 : 0;
    if (segmented(tr(shown, mark("Language")), {{"Français", ""}, {"English", ""}}, language))
        requests.push(ask::SetLanguage{language == 1 ? base::Language::english : base::Language::french});
    space(6);
    label(tr(shown, mark("Colours")));
    int theme = shown.preferences.theme == Theme::dark ? 1 : 0;
    if (segmented(tr(shown, mark("Colours")),
                  {{tr(shown, mark("Light")), "icon/sun"}, {tr(shown, mark("Dark")), "icon/moon"}}, theme))
        requests.push(ask::SetTheme{theme == 1 ? Theme::dark : Theme::light});
    space(6);
    label(tr(shown, mark("Text size")));
    constexpr float sizes[] = {0.9F, 1, 1.15F, 1.3F, 1.5F, 1.75F};
    std::vector<std::pair<std::string, std::string>> names;
    int nearest = 0;
    for (int i = 0; i < 6; ++i) {
        names.emplace_back(tr(shown, mark("{0} %", static_cast<std::int64_t>(std::lround(sizes[i] * 100)))), "");
        if (std::abs(sizes[i] - shown.preferences.text_scale) < std::abs(sizes[nearest] - shown.preferences.text_scale))
            nearest = i;
    }
    if (segmented(tr(shown, mark("Text size")), names, nearest)) requests.push(ask::SetTextScale{sizes[nearest]});
}

// Only what differs from the project is changed.
app::Arguments changes_of(const Shown& shown, const DialogState& state) {
    app::Arguments arguments;
    for (const auto& setting : project_settings()) {
        const auto now = state.values.find(setting.name);
        if (now == state.values.end()) continue;
        const auto before = shown.snapshot->settings.find(setting.name);
        if (now->second != (before == shown.snapshot->settings.end() ? std::string() : before->second))
            arguments.add("fields", std::string(setting.name) + "=" + now->second);
    }
    return arguments;
}

// True when the dialog is done.
bool project_part(const Shown& shown, DialogState& state, Requests& requests) {
    section_head(tr(shown, mark("Printed on every sheet of this project")));
    space(8);
    for (const auto& setting : project_settings()) {
        label(tr(shown, setting.label));
        field(tr(shown, setting.label), state.values[setting.name], 0, tr(shown, setting.hint));
        space(4);
    }
    space(8);
    const auto arguments = changes_of(shown, state);
    std::string why_not;
    if (shown.read_only)
        why_not = tr(shown, mark("The project is open for reading only"));
    else if (arguments.all().empty())
        why_not = tr(shown, mark("Nothing was changed"));
    const auto at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + look().px(label_width), at.y});
    if (!button(tr(shown, mark("Save")), Emphasis::primary, "icon/check", why_not)) return false;
    requests.push(ask::Perform{"settings", arguments});
    return true;
}

}  // namespace

void settings_dialog(const Shown& shown, DialogState& state, Requests& requests) {
    bool open = true;
    const float height = shown.snapshot ? 490 : 220;
    if (!begin_dialog(tr(shown, mark("Settings")), open, 620, height)) {
        if (!open) requests.push(ask::ShowDialog{});
        return;
    }
    if (ImGui::IsWindowAppearing()) {
        state.values.clear();
        if (shown.snapshot) state.values = shown.snapshot->settings;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    window_part(shown, requests);
    if (shown.snapshot) {
        space(20);
        if (project_part(shown, state, requests)) {
            open = false;
            ImGui::CloseCurrentPopup();
        }
    }
    ImGui::PopStyleVar();
    end_dialog();
    if (!open) requests.push(ask::ShowDialog{});
}

}  // namespace balise::gui
