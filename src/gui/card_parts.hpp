#pragma once
// The parts of a card. Private to card_*.cpp and its dialogs.
#include <string>
#include <string_view>

#include "gui/panels.hpp"
#include "gui/widgets.hpp"

namespace balise::gui {

// Words that end where the panel's content does, on the line begun before.
void text_at_right(std::string_view words, Face face, ImU32 colour);
// Logical pixels left on this line.
float room_left();
// Ends a part: space, a line, space.
void part_ends();
// The name of a service category that fits a chip; the vocabulary's label where there is none.
std::string short_service(const Shown& shown, const std::string& code, const std::string& label);

// Why records cannot be changed now; empty when they can. A preview of what others see holds too little to edit.
std::string why_not_change(const Shown& shown);
// Why the history is not shown now: it names records that this audience may not know of.
std::string why_no_history(const Shown& shown);

void card_head(const Shown& shown, const app::Card& card, Requests& requests);
void card_essentials(const Shown& shown, const app::Card& card, Requests& requests);
void card_services(const Shown& shown, const app::Card& card);
void card_capacity(const Shown& shown, const app::Card& card);
void card_disclosure(const Shown& shown, const app::Card& card);
void card_counts(const Shown& shown, const app::Card& card, Requests& requests);
void card_zones(const Shown& shown, const app::Card& card, Requests& requests);
void card_nearest(const Shown& shown, const app::Card& card, Requests& requests);
void card_fields(const Shown& shown, const app::Card& card, CardState& state);
// Nothing is selected: what can be done, and the project in figures.
void card_empty(const Shown& shown, Requests& requests);

}  // namespace balise::gui
