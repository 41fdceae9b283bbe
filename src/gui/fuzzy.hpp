#pragma once
// Finding commands by a few of their letters.
#include <optional>
#include <string_view>

namespace balise::gui {

// How well `typed` fits `title` (accents and case folded): the letters must come in order; beginnings of words and
// neighbours count more. Nothing when they do not fit; 0 when nothing is typed.
std::optional<int> fuzzy_score(std::string_view title, std::string_view typed);

}  // namespace balise::gui
