#pragma once
// What the search box and the list below it share.
#include "gui/panels.hpp"

namespace balise::gui {

// The answer that is shown while `state.words` are typed; null when there is none or it is of another snapshot.
const app::FoundList* answer(const Shown& shown, const TopBarState& state);
// At most three providers and three places are listed.
int line_count(const app::FoundList& list);
const app::Found* found_at(const app::FoundList& list, int line);
// Selects what was found, brings it into view and closes the list.
void choose(const Shown& shown, const app::Found& found, TopBarState& state, Requests& requests);

}  // namespace balise::gui
