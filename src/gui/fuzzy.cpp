#include "gui/fuzzy.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/words.hpp"

namespace balise::gui {

namespace {

bool begins_word(const std::string& text, std::size_t at) {
    return at == 0 || text[at - 1] == ' ' || text[at - 1] == '\'' || text[at - 1] == '-' || text[at - 1] == ':';
}

}  // namespace

std::optional<int> fuzzy_score(std::string_view title, std::string_view typed) {
    const auto text = base::fold(title);
    auto wanted = base::fold(base::trim(typed));
    if (wanted.empty()) return 0;
    if (const auto whole = text.find(wanted); whole != std::string::npos)
        return 1000 + (begins_word(text, whole) ? 500 : 0) - static_cast<int>(std::min<std::size_t>(whole, 100));
    wanted.erase(std::remove(wanted.begin(), wanted.end(), ' '), wanted.end());
    // before[i]: the best score with the letters so far, the last of them at i.
    constexpr int never = -1;
    std::vector<int> before(text.size(), never), now(text.size());
    for (std::size_t letter = 0; letter < wanted.size(); ++letter) {
        int best_before = letter == 0 ? 0 : never;  // of all places left of i
        for (std::size_t i = 0; i < text.size(); ++i) {
            now[i] = never;
            const bool is_neighbour = letter > 0 && i > 0 && before[i - 1] != never;
            const int reached = std::max(best_before, is_neighbour ? before[i - 1] + 12 : never);
            if (text[i] == wanted[letter] && reached != never) now[i] = reached + (begins_word(text, i) ? 20 : 1);
            if (letter > 0) best_before = std::max(best_before, before[i]);
        }
        std::swap(before, now);
    }
    const auto best = std::max_element(before.begin(), before.end());
    if (best == before.end() || *best == never) return std::nullopt;
    return *best;
}

}  // namespace balise::gui
