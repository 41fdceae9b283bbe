// Files for others: for whom, in which formats, where to, and in words what will be in them.
#include <algorithm>

#include "base/words.hpp"
#include "gui/card_parts.hpp"

namespace balise::gui {

namespace fs = std::filesystem;
using base::mark;
using model::Audience;

namespace {

constexpr float width = 620, height = 590;
constexpr Audience audiences[] = {Audience::everyone, Audience::partners, Audience::internal};

const std::vector<std::string>& formats() {
    static const std::vector<std::string> names = [] {
        for (const auto& parameter : app::action("export").parameters)
            if (parameter.name == "format") return parameter.choices;
        return std::vector<std::string>{};
    }();
    return names;
}

base::Text format_words(const std::string& format) {
    if (format == "xlsx") return mark("XLSX · spreadsheet, one sheet for each kind of record");
    if (format == "csv") return mark("CSV · tables for every program");
    if (format == "gpkg") return mark("GeoPackage · for QGIS");
    if (format == "geojson") return mark("GeoJSON · for maps on the web");
    return base::verbatim(format);
}

// A circle no narrower than the one whose view is shown: a preview must not lead to what it hides.
std::size_t offered_audiences(const Shown& shown) {
    return static_cast<std::size_t>(shown.audience) + 1;
}

std::vector<std::string> chosen_formats(const DialogState& state) {
    std::vector<std::string> chosen;
    for (std::size_t i = 0; i < formats().size() && i < state.chosen.size(); ++i)
        if (state.chosen[i]) chosen.push_back(formats()[i]);
    return chosen;
}

fs::path target(const Shown& shown, const DialogState& state) {
    const auto chosen = chosen_formats(state);
    const auto audience = audiences[static_cast<std::size_t>(state.choice)];
    auto name = shown.file.stem().string() + "-" + std::string(model::audience_code(audience));
    if (chosen.size() == 1) name += "." + chosen.front();
    return state.file / name;
}

void begin(const Shown& shown, DialogState& state) {
    const auto browser = state.browser;
    state = {};
    state.browser = browser;
    state.words = "open";
    state.file = shown.file.parent_path();
    state.chosen.assign(formats().size(), false);
    for (std::size_t i = 0; i < formats().size(); ++i) state.chosen[i] = formats()[i] == "xlsx";
}

// How many providers the chosen circle learns of; counted once for each choice.
std::int64_t counted(const Shown& shown, DialogState& state, Audience audience) {
    const auto key = "count " + std::to_string(static_cast<int>(audience)) + " " +
                     std::to_string(shown.snapshot->revision) + " " + std::to_string(static_cast<int>(shown.audience));
    if (const auto known = state.values.find(key); known != state.values.end())
        return base::parse_whole(known->second).value_or(0);
    std::int64_t count = 0;
    for (const auto& provider : shown.snapshot->providers)
        if (provider.visible <= audience) ++count;
    state.values[key] = std::to_string(count);
    return count;
}

void what_is_in_it(const Shown& shown, DialogState& state, Audience audience) {
    const auto& colours = look().colours();
    section_head(tr(shown, mark("What will be in it")));
    space(4);
    if (shown.snapshot) {
        const auto count = counted(shown, state, audience);
        text(tr(shown, base::mark_plural("{0} provider, with the overlays of the same circle",
                                         "{0} providers, with the overlays of the same circle", count)),
             Face::text_bold);
        space(3);
    }
    switch (audience) {
        case Audience::everyone:
            wrapped(tr(shown, mark("Only what everyone may know. What is closed is not in the files, and nothing in "
                                   "them tells that there is more")));
            break;
        case Audience::partners:
            wrapped(tr(shown, mark("What partners may know: of protected places the kind and the region, unless two "
                                   "people have decided otherwise. Names, positions and contacts that are closed are "
                                   "not in the files")));
            break;
        case Audience::internal:
            wrapped(tr(shown, mark("Everything, confidential records included. For the keepers of the directory only: "
                                   "do not pass on")),
                    Face::text, colours.confidential);
            break;
    }
    space(3);
    wrapped(
        tr(shown, mark("Every file is opened again and searched for what was withheld before it counts as written")),
        Face::small, colours.second);
}

void choose_folder(const Shown& shown, DialogState& state) {
    wrapped(tr(shown, mark("Choose the folder: any name will do, the files are named by the export")), Face::text,
            look().colours().second);
    space(6);
    if (const auto chosen = file_browser(shown, state.browser, true, {})) {
        state.file = chosen->parent_path();
        state.line = 0;
    }
}

void choices(const Shown& shown, DialogState& state) {
    const auto& colours = look().colours();
    section_head(tr(shown, mark("For whom")));
    space(4);
    std::vector<std::pair<std::string, std::string>> segments{
        {tr(shown, mark("Public")), ""}, {tr(shown, mark("Partners")), ""}, {tr(shown, mark("Internal")), "icon/lock"}};
    segments.resize(offered_audiences(shown));
    state.choice = std::clamp(state.choice, 0, static_cast<int>(segments.size()) - 1);
    segmented(tr(shown, mark("For whom")), segments, state.choice);
    space(12);
    section_head(tr(shown, mark("Formats")));
    space(4);
    for (std::size_t i = 0; i < formats().size(); ++i) {
        bool on = state.chosen[i];
        if (check(tr(shown, format_words(formats()[i])), on)) state.chosen[i] = on;
    }
    space(10);
    section_head(tr(shown, mark("Where to")));
    space(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (button(tr(shown, mark("Folder…")), Emphasis::plain, "icon/folder")) {
        state.line = 1;
        state.browser.folder = state.file;
        state.browser.name = target(shown, state).filename().string();
        state.browser.opened = false;
    }
    same_line();
    const float y = at.y + look().px(7);
    text_at({ImGui::GetCursorScreenPos().x, y}, target(shown, state).string(), Face::list, colours.second, room_left());
    ImGui::NewLine();
    space(10);
    what_is_in_it(shown, state, audiences[static_cast<std::size_t>(state.choice)]);
}

// True when the dialog is to be closed.
bool foot(const Shown& shown, DialogState& state, Requests& requests) {
    const auto chosen = chosen_formats(state);
    const auto why_not = chosen.empty() ? tr(shown, mark("Choose a format")) : std::string();
    const auto cancel = tr(shown, mark("Cancel")), accept = tr(shown, mark("Export"));
    const float buttons = width_of(cancel, Face::text) + width_of(accept, Face::text_bold) + 82;
    ImGui::SetCursorPos({ImGui::GetWindowContentRegionMax().x - look().px(buttons),
                         ImGui::GetWindowContentRegionMax().y - look().px(measure::button)});
    if (button(cancel)) return true;
    same_line();
    const bool by_key = ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter));
    if ((button(accept, Emphasis::primary, "icon/export", why_not) || by_key) && why_not.empty()) {
        ask::Perform perform{"export", {}};
        const auto audience = audiences[static_cast<std::size_t>(state.choice)];
        perform.arguments.add("audience", std::string(model::audience_code(audience)));
        for (const auto& format : chosen) perform.arguments.add("format", format);
        perform.arguments.add("out", target(shown, state).string());
        perform.arguments.add("language", std::string(base::language_code(shown.preferences.language)));
        requests.push(std::move(perform));
        return true;
    }
    return false;
}

}  // namespace

void export_dialog(const Shown& shown, DialogState& state, Requests& requests) {
    if (shown.dialog != Dialog::export_files) return;
    bool open = true;
    if (!begin_dialog(tr(shown, mark("Export for others")) + "##export", open, width, height)) {
        if (!open) requests.push(ask::ShowDialog{Dialog::none});
        return;
    }
    if (state.words != "open") begin(shown, state);
    if (state.line == 1) {
        choose_folder(shown, state);
    } else {
        choices(shown, state);
        if (foot(shown, state, requests)) open = false;
    }
    if (!open) {
        state.words.clear();
        ImGui::CloseCurrentPopup();
        requests.push(ask::ShowDialog{Dialog::none});
    }
    end_dialog();
}

}  // namespace balise::gui
