#include <algorithm>
#include <array>
#include <ctime>

#include "gui/card_parts.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float row_height = 46;

void buttons(const Shown& shown, Requests& requests) {
    const auto nothing_to = [&](bool can, const base::Text& words) {
        const auto why_not = why_not_change(shown);
        return !why_not.empty() ? why_not : can ? std::string() : tr(shown, words);
    };
    const float half = (room_left() - 8) / 2;
    if (button(tr(shown, mark("Undo")), Emphasis::plain, "icon/undo",
               nothing_to(shown.can_undo, mark("There is nothing to undo")), half))
        requests.push(ask::Undo{});
    if (shown.can_undo) tooltip(shown.undo_words + "  Ctrl+Z");
    same_line();
    if (button(tr(shown, mark("Redo")), Emphasis::plain, "icon/redo",
               nothing_to(shown.can_redo, mark("There is nothing to redo")), half))
        requests.push(ask::Redo{});
    if (shown.can_redo) tooltip(shown.redo_words + "  Ctrl+Y");
    space(4);
    const auto& colours = look().colours();
    if (shown.can_undo) text(tr(shown, mark("Undo: {0}", shown.undo_words)), Face::small, colours.second, room_left());
    if (shown.can_redo) text(tr(shown, mark("Redo: {0}", shown.redo_words)), Face::small, colours.second, room_left());
}

// "2026-11-24T03:04:26Z" as the clock on the wall tells it; other words as they are.
std::string local_time(const std::string& utc) {
    std::tm parts{};
    const char* end = ::strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (end == nullptr || *end != 0) return utc;
    const std::time_t seconds = ::timegm(&parts);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 32> words{};
    const auto length = std::strftime(words.data(), words.size(), "%d.%m.%Y %H:%M", &local);
    return {words.data(), length};
}

void entry(const Shown& shown, const app::HistoryRow& line) {
    const auto& colours = look().colours();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x;
    const auto name = std::to_string(line.number) + " " + line.words;
    row(name, row_height, line.is_next_undo);
    const float room = wide / look().scale - 16;
    const ImU32 ink = line.undone ? colours.disabled : colours.text;
    const ImVec2 words_at{at.x + look().px(8), at.y + look().px(5)};
    text_at(words_at, line.words, Face::list, ink, room);
    if (line.undone) {
        const float end = std::min(width_of(line.words, Face::list), room) * look().scale;
        const float y = words_at.y + look().px(9);
        ImGui::GetWindowDrawList()->AddLine({words_at.x, y}, {words_at.x + end, y}, ink);
    }
    std::string when = local_time(line.time);
    if (!line.author.empty()) when += " · " + line.author;
    if (line.undone) when += " · " + tr(shown, mark("undone"));
    text_at({words_at.x, at.y + look().px(25)}, when, Face::small, line.undone ? colours.disabled : colours.second,
            room);
    const auto number = shown.say->number(line.number);
    const float width = width_of(number, Face::small) * look().scale;
    text_at({at.x + wide - width - look().px(8), at.y + look().px(25)}, number, Face::small, colours.disabled);
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + look().px(row_height) - 1},
                                              {at.x + wide, at.y + look().px(row_height)}, colours.line);
}

void entries(const Shown& shown) {
    if (!shown.history) {
        text(tr(shown, mark("Reading…")), Face::text, look().colours().second);
        return;
    }
    const auto& lines = *shown.history;
    if (lines.empty()) wrapped(tr(shown, mark("Nothing has been changed yet")), Face::text, look().colours().second);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lines.size()), look().px(row_height));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            entry(shown, lines[static_cast<std::size_t>(i)]);
    ImGui::PopStyleVar();
}

}  // namespace

void history_panel(const Shown& shown, Area area, Requests& requests) {
    const auto& colours = look().colours();
    const float head = look().px(132);
    if (begin_panel("history head", area.min, {area.max.x, area.min.y + head}, colours.panel, "lb", measure::padding,
                    12, false)) {
        text(tr(shown, mark("History")), Face::title);
        ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - look().px(26));
        if (icon_button("icon/close", tr(shown, mark("Close the history")), "Esc", false, {}, 26))
            requests.push(ask::ShowDialog{Dialog::none});
        space(4);
        if (const auto why_not = why_no_history(shown); why_not.empty())
            buttons(shown, requests);
        else
            wrapped(why_not, Face::text, colours.second);
    }
    end_panel();
    if (begin_panel("history", {area.min.x, area.min.y + head}, area.max, colours.panel, "l", 8, 0, true) &&
        why_no_history(shown).empty())
        entries(shown);
    end_panel();
}

}  // namespace balise::gui
