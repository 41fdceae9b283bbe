#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "base/words.hpp"
#include "gui/fuzzy.hpp"
#include "gui/keys.hpp"
#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float row_height = 30;

struct Ranked {
    int score = 0;
    const Command* command = nullptr;
    std::string title;
};

// Best first; in the order of the menus while nothing is typed.
std::vector<Ranked> ranked(const Shown& shown, const std::vector<Command>& list, const std::string& words) {
    std::vector<Ranked> found;
    for (const auto& command : list) {
        if (command.id == "palette") continue;
        auto title = tr(shown, command.title);
        if (const auto score = fuzzy_score(title, words)) found.push_back({*score, &command, std::move(title)});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    return found;
}

bool command_row(const Shown& shown, const Ranked& one, bool chosen) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto at = ImGui::GetCursorScreenPos();
    const float middle = at.y + here.px(row_height) / 2, right = at.x + ImGui::GetContentRegionAvail().x;
    const bool possible = one.command->why_not.empty();
    const bool pressed = row(one.title, row_height, chosen, nullptr, nullptr, one.command->why_not);
    float end = right - here.px(12);
    if (!one.command->shortcut.empty())
        end = line_before(end, middle, shortcut_words(one.command->shortcut, *shown.say), Face::small, colours.second);
    line_at(at.x + here.px(12), middle, one.title, Face::text, possible ? colours.text : colours.disabled,
            end - at.x - here.px(24));
    return pressed;
}

}  // namespace

void command_palette(const Shown& shown, DialogState& state, Requests& requests) {
    const auto& here = look();
    bool open = true;
    if (!begin_dialog(tr(shown, mark("All commands")), open, 560, 460)) {
        if (!open) requests.push(ask::ShowDialog{});
        return;
    }
    const bool appears = ImGui::IsWindowAppearing();
    if (appears) {
        state.words.clear();
        state.line = 0;
    }
    ImGui::BeginGroup();
    if (field(tr(shown, mark("Command")), state.words, 0, tr(shown, mark("Type what you want to do")), {},
              "icon/search", appears))
        state.line = 0;
    ImGui::EndGroup();
    if (ImGui::IsItemActive())
        ImGui::GetCurrentContext()->ActiveIdUsingNavDirMask |= (1U << ImGuiDir_Up) | (1U << ImGuiDir_Down);
    const auto list = commands(shown);
    const auto found = ranked(shown, list, state.words);
    const int count = static_cast<int>(found.size());
    const int before = state.line;
    if (is_pressed("Down", true)) ++state.line;
    if (is_pressed("Up", true)) --state.line;
    state.line = count == 0 ? 0 : std::clamp(state.line, 0, count - 1);
    const Ranked* chosen = nullptr;
    if (!appears && is_pressed("Enter") && count > 0) chosen = &found[static_cast<std::size_t>(state.line)];
    space(8);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (ImGui::BeginChild("##commands", {0, 0}, false)) {
        for (int i = 0; i < count; ++i) {
            const auto& one = found[static_cast<std::size_t>(i)];
            if (command_row(shown, one, i == state.line)) chosen = &one;
            if (i == state.line && state.line != before) ImGui::SetScrollHereY(0.5F);
        }
        if (count == 0) text(tr(shown, mark("No command fits “{0}”", state.words)), Face::text, here.colours().second);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    if (chosen != nullptr && chosen->command->why_not.empty()) {
        ImGui::CloseCurrentPopup();
        requests.push(ask::ShowDialog{});  // first: the command may call up another
        requests.push(chosen->command->request);
        end_dialog();
        return;
    }
    if (is_pressed("Esc") && open) {  // also while something is typed
        open = false;
        ImGui::CloseCurrentPopup();
    }
    end_dialog();
    if (!open) requests.push(ask::ShowDialog{});
}

}  // namespace balise::gui
