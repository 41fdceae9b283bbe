#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <utility>

#include "base/words.hpp"
#include "gui/folder_listing.hpp"
#include "gui/keys.hpp"
#include "gui/placing.hpp"
#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

namespace fs = std::filesystem;
using base::mark;
using Endings = std::vector<std::string>;

namespace {

constexpr float row_height = 26, places_width = 168;

struct Browser {
    const Shown& shown;
    FileBrowserState& state;
    bool to_save;
    const Endings& endings;
    std::optional<fs::path> chosen;

    void enter(const fs::path& folder) { begin_listing(shown, state, folder, endings); }
    void places();
    void address();
    void list();
    void list_row(int i, bool& opens);
    void keys(float height);
    void foot();
    void open(const FileBrowserState::Entry& entry);
    void take(fs::path path);
};

void Browser::open(const FileBrowserState::Entry& entry) {
    if (entry.is_folder)
        enter(state.folder / entry.name);
    else
        take(state.folder / entry.name);
}

// The path becomes the answer, unless something is in its way.
void Browser::take(fs::path path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        enter(path);
        return;
    }
    if (!to_save) {
        if (fs::exists(path, ignored))
            chosen = std::move(path);
        else
            state.fault = tr(shown, mark("There is no file of this name here"));
        return;
    }
    const auto name = base::lower_case(path.filename().string());
    const bool has_ending = endings.empty() || std::any_of(endings.begin(), endings.end(), [&](const auto& ending) {
                                return name.ends_with(base::lower_case(ending));
                            });
    if (!has_ending) path += endings.front();
    if (!fs::is_directory(path.parent_path(), ignored)) {
        state.fault = tr(shown, mark("There is no folder {0}", path.parent_path().string()));
    } else if (!fs::exists(path, ignored)) {
        chosen = std::move(path);
    } else if (state.keeps_existing) {
        state.fault = tr(shown, mark("There is a file of this name already; choose another name"));
    } else if (state.sure_to_replace == path) {
        chosen = std::move(path);
    } else {
        state.sure_to_replace = path;
        state.fault = tr(shown, mark("There is a file of this name already; press Replace to overwrite it"));
    }
}

void Browser::places() {
    const auto& here = look();
    for (std::size_t i = 0; i < state.places.size(); ++i) {
        const auto place = state.places[i];
        const auto at = ImGui::GetCursorScreenPos();
        const float middle = at.y + here.px(row_height) / 2, width = ImGui::GetContentRegionAvail().x;
        ImGui::PushID(static_cast<int>(i));
        const bool pressed = row(place.label, row_height, place.folder == state.folder);
        tooltip(place.folder.string());
        ImGui::PopID();
        icon_at({at.x + here.px(14), middle}, place.icon, 15, here.colours().second);
        line_at(at.x + here.px(30), middle, place.label, Face::text, here.colours().text, width - here.px(34));
        if (pressed) enter(place.folder);
    }
}

void Browser::address() {
    const auto parent = state.folder.parent_path();
    const auto why_not = parent == state.folder ? tr(shown, mark("This is the topmost folder")) : std::string();
    if (icon_button("icon/chevron_up", tr(shown, mark("Parent folder")), "Alt+↑", false, why_not)) enter(parent);
    same_line(6);
    ImGui::BeginGroup();
    field(tr(shown, mark("Folder")), state.typed_folder, 0, tr(shown, mark("Type a folder or a file")));
    ImGui::EndGroup();
    const bool was_typed = ImGui::IsItemDeactivated() && is_pressed("Enter");
    if (!was_typed) return;
    const auto path = whole_path(state.folder, state.typed_folder);
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        enter(path);
    } else if (fs::exists(path, ignored) && !to_save) {
        take(path);
    } else {
        state.fault = tr(shown, mark("There is no folder {0}", path.string()));
    }
}

void Browser::list_row(int i, bool& opens) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto& entry = state.entries[static_cast<std::size_t>(i)];
    const auto at = ImGui::GetCursorScreenPos();
    const float middle = at.y + here.px(row_height) / 2, right = at.x + ImGui::GetContentRegionAvail().x;
    bool twice = false;
    ImGui::PushID(i);
    const bool pressed = row(entry.name, row_height, i == state.chosen, nullptr, &twice);
    ImGui::PopID();
    icon_at({at.x + here.px(16), middle}, entry.is_folder ? "icon/folder" : "icon/file", 15,
            entry.is_folder ? colours.accent : colours.second);
    float end = right - here.px(10);
    if (!entry.is_folder)
        end = line_before(end, middle, size_words(shown, entry.bytes), Face::list, colours.second) - here.px(10);
    line_at(at.x + here.px(34), middle, entry.name, Face::text, colours.text, end - at.x - here.px(34));
    if (pressed) {
        state.chosen = i;
        if (!entry.is_folder) state.name = entry.name;
    }
    if (twice) {
        state.chosen = i;
        opens = true;
    }
}

void Browser::keys(float height) {
    if (!ImGui::IsWindowFocused() || ImGui::GetIO().WantTextInput) return;
    const int count = static_cast<int>(state.entries.size());
    const int page = std::max(1, static_cast<int>(height / look().px(row_height)) - 1);
    int next = state.chosen;
    if (is_pressed("Down", true)) ++next;
    if (is_pressed("Up", true)) --next;
    if (is_pressed("PageDown", true)) next += page;
    if (is_pressed("PageUp", true)) next -= page;
    if (is_pressed("Home")) next = 0;
    if (is_pressed("End")) next = count - 1;
    if (count > 0 && next != state.chosen) {
        state.chosen = std::clamp(next, 0, count - 1);
        const auto& entry = state.entries[static_cast<std::size_t>(state.chosen)];
        if (!entry.is_folder) state.name = entry.name;
        state.scroll_to_chosen = true;
    }
}

void Browser::list() {
    const auto& here = look();
    const float height = ImGui::GetContentRegionAvail().y;
    keys(height);
    const float step = here.px(row_height);
    if (std::exchange(state.scroll_to_chosen, false) && state.chosen >= 0) {
        const float top = static_cast<float>(state.chosen) * step, scroll = ImGui::GetScrollY();
        if (top < scroll) ImGui::SetScrollY(top);
        if (top + step > scroll + height) ImGui::SetScrollY(top + step - height);
    }
    bool opens = false;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(state.entries.size()), step);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) list_row(i, opens);
    if (state.entries.empty()) {
        const auto at = ImGui::GetCursorScreenPos();
        const auto words = state.listing     ? tr(shown, mark("Reading the folder…"))
                           : endings.empty() ? tr(shown, mark("This folder is empty"))
                                             : tr(shown, mark("No file of this kind here"));
        text_at({at.x + here.px(16), at.y + here.px(12)}, words, Face::text, here.colours().second);
    }
    const bool enters = ImGui::IsWindowFocused() && !ImGui::GetIO().WantTextInput && is_pressed("Enter");
    if ((opens || enters) && state.chosen >= 0 && state.chosen < static_cast<int>(state.entries.size())) {
        const auto entry = state.entries[static_cast<std::size_t>(state.chosen)];  // the list changes under it
        open(entry);
    }
    if (ImGui::IsWindowFocused() && !ImGui::GetIO().WantTextInput && (is_pressed("Backspace") || is_pressed("Alt+Up")))
        enter(state.folder.parent_path());
}

void Browser::foot() {
    const auto& here = look();
    const bool replaces = to_save && !state.sure_to_replace.empty();
    const auto label = replaces  ? tr(shown, mark("Replace"))
                       : to_save ? tr(shown, mark("Save"))
                                 : tr(shown, mark("Open"));
    const float button_width = std::max(96.0F, width_of(label, Face::text_bold) + 28);
    const float width = ImGui::GetContentRegionAvail().x / here.scale - button_width - 10;
    ImGui::BeginGroup();
    const auto before = state.name;
    field(tr(shown, mark("File name")), state.name, width, tr(shown, mark("File name")));
    ImGui::EndGroup();
    const bool was_entered = ImGui::IsItemDeactivated() && is_pressed("Enter");
    if (state.name != before) {
        state.sure_to_replace.clear();
        state.fault.clear();
    }
    same_line(10);
    const auto why_not = state.name.empty() ? tr(shown, mark("Choose a file or type its name")) : std::string();
    const bool pressed = button(label, replaces ? Emphasis::danger : Emphasis::primary, {}, why_not, button_width);
    if ((pressed || was_entered) && !state.name.empty()) take(whole_path(state.folder, state.name));
    if (!state.fault.empty())
        wrapped(state.fault, Face::small, here.colours().error);
    else
        space(14);
}

}  // namespace

std::optional<fs::path> file_browser(const Shown& shown, FileBrowserState& state, bool to_save,
                                     const Endings& endings) {
    const auto& here = look();
    if (!state.opened) {
        state.opened = true;
        state.sure_to_replace.clear();
        state.places = usual_places(shown);
        std::error_code ignored;
        const bool is_folder = !state.folder.empty() && fs::is_directory(state.folder, ignored);
        const auto beside = shown.file.parent_path();
        begin_listing(shown, state,
                      is_folder                                              ? state.folder
                      : !beside.empty() && fs::is_directory(beside, ignored) ? beside
                                                                             : home_folder(),
                      endings);
    } else if (state.listed_for != endings) {
        begin_listing(shown, state, state.folder, endings);
    }
    if (continue_listing(state, 8)) glfwPostEmptyEvent();  // another frame, although nobody touched anything
    Browser browser{shown, state, to_save, endings, std::nullopt};
    ImGui::PushID("file-browser");
    const float foot = here.px(measure::button + 24),
                height = std::max(here.px(80), ImGui::GetContentRegionAvail().y - foot);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (ImGui::BeginChild("##places", {here.px(places_width), height}, false)) browser.places();
    ImGui::EndChild();
    ImGui::SameLine(0, here.px(10));
    ImGui::BeginChild("##right", {0, height}, false, ImGuiWindowFlags_NoScrollbar);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {here.px(6), here.px(6)});
    browser.address();
    ImGui::PopStyleVar();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, here.colours().raised);
    ImGui::PushStyleColor(ImGuiCol_Border, here.colours().line);
    if (ImGui::BeginChild("##files", {0, 0}, true)) browser.list();
    ImGui::EndChild();
    ImGui::PopStyleColor(2);
    ImGui::EndChild();
    space(10);
    browser.foot();
    ImGui::PopStyleVar(2);
    ImGui::PopID();
    if (browser.chosen) state.opened = false;
    return browser.chosen;
}

}  // namespace balise::gui
