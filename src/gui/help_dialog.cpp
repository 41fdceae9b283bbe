#include <imgui.h>

#include <algorithm>

#include "gui/help_pages.hpp"
#include "gui/keys.hpp"
#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float contents_width = 190, word_width = 190;

void meaning(const HelpLine& line) {
    const auto& here = look();
    const auto at = ImGui::GetCursorScreenPos();
    float left = at.x;
    const float middle = at.y + here.px(9);
    if (!line.symbol.empty()) {
        icon_at({left + here.px(9), middle}, line.symbol, 17);
        left += here.px(26);
    }
    text_at({left, line_top(middle, Face::text_bold)}, line.word, Face::text_bold, here.colours().text,
            word_width - (left - at.x) / here.scale - 8);
    ImGui::SetCursorScreenPos({at.x + here.px(word_width), line_top(middle, Face::text)});
    ImGui::BeginGroup();
    wrapped(line.words);
    ImGui::EndGroup();
    const float bottom = std::max(ImGui::GetItemRectMax().y, middle + here.px(9));
    ImGui::SetCursorScreenPos({at.x, bottom + here.px(5)});
}

void help_line(const HelpLine& line) {
    const auto& here = look();
    switch (line.kind) {
        case HelpLine::Kind::head:
            space(8);
            text(line.words, Face::text_bold, here.colours().accent);
            space(4);
            break;
        case HelpLine::Kind::words:
            wrapped(line.words);
            space(8);
            break;
        case HelpLine::Kind::point: {
            const auto at = ImGui::GetCursorScreenPos();
            ImGui::GetWindowDrawList()->AddCircleFilled({at.x + here.px(5), at.y + here.px(8)}, here.px(2),
                                                        here.colours().accent);
            ImGui::SetCursorScreenPos({at.x + here.px(16), at.y});
            ImGui::BeginGroup();
            wrapped(line.words);
            ImGui::EndGroup();
            ImGui::SetCursorScreenPos({at.x, ImGui::GetItemRectMax().y + here.px(5)});
            break;
        }
        case HelpLine::Kind::meaning: meaning(line); break;
    }
}

void shortcut_page(const Shown& shown) {
    const auto& here = look();
    const auto line = [&](const std::string& keys, const std::string& words) {
        const auto at = ImGui::GetCursorScreenPos();
        const float middle = at.y + here.px(11);
        line_at(at.x, middle, keys, Face::text_bold, here.colours().text, here.px(word_width - 8));
        line_at(at.x + here.px(word_width), middle, words, Face::text, here.colours().text,
                ImGui::GetContentRegionAvail().x - here.px(word_width));
        space(23);
    };
    line(shortcut_words("Ctrl+K", *shown.say), tr(shown, mark("Search")));
    for (const auto& command : commands(shown))
        if (!command.shortcut.empty()) line(shortcut_words(command.shortcut, *shown.say), tr(shown, command.title));
    line("↑ ↓", tr(shown, mark("In the table: the provider before, the next one")));
    line(shortcut_words("Enter", *shown.say), tr(shown, mark("In the table: bring the provider into view")));
    line("F6", tr(shown, mark("From panel to panel; with Shift: back")));
    line(shortcut_words("Esc", *shown.say), tr(shown, mark("Close, give up, choose nothing")));
}

}  // namespace

void help_dialog(const Shown& shown, DialogState& state, Requests& requests) {
    const auto& here = look();
    bool open = true;
    if (!begin_dialog(tr(shown, mark("Help")), open, 860, 640)) {
        if (!open) requests.push(ask::ShowDialog{});
        return;
    }
    const auto& pages = help_pages(shown.preferences.language);
    const int count = static_cast<int>(pages.size()) + 1;
    if (ImGui::IsWindowAppearing()) state.line = 0;
    const int before = state.line;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("##contents", {here.px(contents_width), 0}, false);
    for (int i = 0; i < count; ++i) {
        const auto title = i + 1 < count ? pages[static_cast<std::size_t>(i)].title : tr(shown, mark("Shortcuts"));
        const auto at = ImGui::GetCursorScreenPos();
        if (row(title, 30, i == state.line)) state.line = i;
        line_at(at.x + here.px(12), at.y + here.px(15), title, i == state.line ? Face::text_bold : Face::text,
                here.colours().text, here.px(contents_width - 20));
    }
    ImGui::EndChild();
    ImGui::SameLine(0, here.px(20));
    ImGui::BeginChild("##page", {0, 0}, false);
    if (state.line != before) ImGui::SetScrollY(0);
    state.line = std::clamp(state.line, 0, count - 1);
    if (state.line + 1 < count) {
        const auto& page = pages[static_cast<std::size_t>(state.line)];
        text(page.title, Face::title);
        space(8);
        for (const auto& line : page.lines) help_line(line);
    } else {
        text(tr(shown, mark("Shortcuts")), Face::title);
        space(8);
        shortcut_page(shown);
    }
    space(16);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    end_dialog();
    if (!open) requests.push(ask::ShowDialog{});
}

}  // namespace balise::gui
