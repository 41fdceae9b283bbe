// Confirming a provider: by whom, how, when, and when again.
#include <algorithm>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "gui/card_parts.hpp"

namespace balise::gui {

using base::mark;

namespace {

using Codes = std::vector<std::pair<std::string, std::string>>;

// The vocabulary of the form where it is there.
Codes methods_of(const Shown& shown) {
    if (shown.form)
        for (const auto& field : *shown.form)
            if (field.name == "assured_method" && !field.choices.empty()) return field.choices;
    return {{"visit", tr(shown, mark("Site visit"))},
            {"phone", tr(shown, mark("Phone call"))},
            {"document", tr(shown, mark("Document"))}};
}

// The same day so many months later, the last of the month where there is none.
std::string months_later(const std::string& date, int months) {
    if (!base::is_date(date)) return {};
    const int count = std::stoi(date.substr(0, 4)) * 12 + std::stoi(date.substr(5, 2)) - 1 + months;
    const auto two = [](int number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
    for (int day = std::stoi(date.substr(8, 2)); day > 27; --day)
        if (const auto later = std::to_string(count / 12) + "-" + two(count % 12 + 1) + "-" + two(day);
            base::is_date(later))
            return later;
    return std::to_string(count / 12) + "-" + two(count % 12 + 1) + date.substr(7);
}

void begin(const Shown& shown, EditState& state) {
    state = {};
    state.of = shown.card->id;
    state.date = shown.today;
    state.focus = true;
}

std::string date_fault(const Shown& shown, const std::string& date, bool may_be_later) {
    if (date.empty()) return {};
    if (!base::is_date(date)) return tr(shown, mark("\"{0}\" is not a date; write it as YYYY-MM-DD", date));
    if (!may_be_later && date > shown.today) return tr(shown, mark("the date {0} is in the future", date));
    if (may_be_later && date < shown.today) return tr(shown, mark("the date {0} is in the past", date));
    return {};
}

void label(const Shown& shown, const base::Text& words) {
    space(8);
    text(tr(shown, words), Face::small, look().colours().second);
    space(1);
}

}  // namespace

void verify_dialog(const Shown& shown, EditState& state, Requests& requests) {
    if (shown.dialog != Dialog::verify) return;
    bool open = true;
    if (!shown.card || shown.card->kind != "provider") {
        requests.push(ask::ShowDialog{Dialog::none});
        return;
    }
    if (!begin_dialog(tr(shown, mark("Confirm a record")), open, 440, 430)) {
        if (!open) requests.push(ask::ShowDialog{Dialog::none});
        return;
    }
    if (state.of != shown.card->id || state.date.empty()) begin(shown, state);
    wrapped(shown.card->title, Face::text_bold);
    const auto methods = methods_of(shown);
    std::vector<std::pair<std::string, std::string>> segments;
    for (const auto& [code, words] : methods) segments.emplace_back(words, "");
    label(shown, mark("Who checked"));
    field(tr(shown, mark("Who checked")), state.by, 0, {}, {}, "icon/person", std::exchange(state.focus, false));
    label(shown, mark("How"));
    segmented(tr(shown, mark("How")), segments, state.method);
    label(shown, mark("When"));
    const auto date_wrong = date_fault(shown, state.date, false);
    field(tr(shown, mark("When")), state.date, 180, tr(shown, mark("YYYY-MM-DD")), date_wrong, "icon/calendar");
    label(shown, mark("To be checked again"));
    const auto next_wrong = date_fault(shown, state.next, true);
    field(tr(shown, mark("To be checked again")), state.next, 180, tr(shown, mark("YYYY-MM-DD")), next_wrong,
          "icon/calendar");
    space(4);
    if (link(tr(shown, mark("in 6 months")))) state.next = months_later(shown.today, 6);
    same_line(16);
    if (link(tr(shown, mark("in 12 months")))) state.next = months_later(shown.today, 12);

    std::string why_not = why_not_change(shown);
    if (why_not.empty() && base::is_blank(state.by)) why_not = tr(shown, mark("Say who checked"));
    if (why_not.empty() && state.method < 0) why_not = tr(shown, mark("Say how it was checked"));
    if (why_not.empty() && (!date_wrong.empty() || !next_wrong.empty())) why_not = date_wrong + next_wrong;
    const auto cancel = tr(shown, mark("Cancel")), accept = tr(shown, mark("Verify"));
    const float buttons = width_of(cancel, Face::text) + width_of(accept, Face::text_bold) + 82;
    ImGui::SetCursorPos({ImGui::GetWindowContentRegionMax().x - look().px(buttons),
                         ImGui::GetWindowContentRegionMax().y - look().px(measure::button)});
    if (button(cancel)) {
        state = {};
        open = false;
    }
    same_line();
    const bool by_key = ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter));
    if ((button(accept, Emphasis::primary, "icon/check", why_not) || by_key) && why_not.empty()) {
        ask::Perform perform{"verify", {}};
        perform.arguments.add("id", shown.card->id);
        perform.arguments.add("by", state.by);
        perform.arguments.add("method", methods[static_cast<std::size_t>(state.method)].first);
        if (!state.date.empty()) perform.arguments.add("date", state.date);
        if (!state.next.empty()) perform.arguments.add("next", state.next);
        requests.push(std::move(perform));
        state = {};
        open = false;
    }
    if (!open) {
        ImGui::CloseCurrentPopup();
        requests.push(ask::ShowDialog{Dialog::none});
    }
    end_dialog();
}

}  // namespace balise::gui
