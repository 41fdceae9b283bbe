#include "gui/card_parts.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float foot_height = 62;

void buttons(const Shown& shown, const app::Card& card, Requests& requests) {
    const auto why_not = why_not_change(shown);
    if (card.kind == "provider") {
        if (button(tr(shown, mark("Verify")), Emphasis::primary, "icon/check", why_not))
            requests.push(ask::ShowDialog{Dialog::verify});
        same_line();
        if (button(tr(shown, mark("Edit")), Emphasis::plain, "icon/pencil", why_not))
            requests.push(ask::ShowDialog{Dialog::edit});
        same_line();
    }
    // In the narrow card a sign stands for the word that has no room.
    const auto history = tr(shown, mark("History"));
    const float room = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - ImGui::GetCursorScreenPos().x;
    const bool fits = look().px(width_of(history, Face::text_bold) + 30 + measure::padding) < room;
    if (fits ? button(history, Emphasis::plain, {}, why_no_history(shown))
             : icon_button("icon/history", history, {}, false, why_no_history(shown)))
        requests.push(ask::ShowDialog{Dialog::history});
}

void record(const Shown& shown, const app::Card& card, CardState& state, Requests& requests) {
    card_head(shown, card, requests);
    card_essentials(shown, card, requests);
    card_zones(shown, card, requests);
    card_nearest(shown, card, requests);
    card_counts(shown, card, requests);
    card_services(shown, card);
    card_capacity(shown, card);
    card_disclosure(shown, card);
    card_fields(shown, card, state);
    space(8);
}

}  // namespace

std::string why_not_change(const Shown& shown) {
    if (shown.read_only) return tr(shown, mark("The project is open for reading only"));
    if (shown.audience != model::Audience::internal)
        return tr(shown, mark("This is what others see: switch to \"Internal\" to change records"));
    return {};
}

std::string why_no_history(const Shown& shown) {
    if (shown.audience != model::Audience::internal)
        return tr(shown, mark("This is what others see: switch to \"Internal\" for the history"));
    return {};
}

void card_panel(const Shown& shown, CardState& state, Area area, Requests& requests) {
    const auto& colours = look().colours();
    const auto* card = shown.card.get();
    const bool has_foot = card != nullptr && card->kind != "area" && card->kind != "place";
    const float foot = has_foot ? look().px(foot_height) : 0;
    const ImVec2 end{area.max.x, area.max.y - foot};
    const bool is_other = card != nullptr && state.of != card->id;
    if (is_other) {
        state.of = card->id;
        state.all_fields = false;
    }
    if (begin_panel("card", area.min, end, colours.panel, "l", measure::padding, 12, true)) {
        if (is_other) ImGui::SetScrollY(0);
        if (card != nullptr)
            record(shown, *card, state, requests);
        else
            card_empty(shown, requests);
    }
    end_panel();
    if (!has_foot) return;
    if (begin_panel("card foot", {area.min.x, end.y}, area.max, colours.panel, "lt", measure::padding, 16, false))
        buttons(shown, *card, requests);
    end_panel();
}

}  // namespace balise::gui
