#include "gui/seen.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace balise::gui {

namespace {

Seen* recorded = nullptr;

// Words as a person would type them: any blank is a blank, any apostrophe an apostrophe.
std::string plain(std::string_view words) {
    static constexpr std::pair<std::string_view, std::string_view> same[] = {
        {"\u00a0", " "}, {"\u202f", " "}, {"\u2007", " "}, {"\u2009", " "}, {"\u2019", "'"}};
    std::string result;
    while (!words.empty()) {
        const auto* found = std::find_if(std::begin(same), std::end(same),
                                         [&](const auto& pair) { return words.starts_with(pair.first); });
        result += found == std::end(same) ? words.substr(0, 1) : found->second;
        words.remove_prefix(found == std::end(same) ? 1 : found->first.size());
    }
    return result;
}

}  // namespace

void Seen::add(SeenThing thing) {
    const auto* context = ImGui::GetCurrentContext();
    const auto* window = context == nullptr ? nullptr : context->CurrentWindow;
    const auto* root = window == nullptr ? nullptr : window->RootWindow;
    thing.above = root != nullptr && (root->Flags & (ImGuiWindowFlags_Popup | ImGuiWindowFlags_Modal)) != 0;
    things_.push_back(std::move(thing));
}

const SeenThing* Seen::control(std::string_view words) const {
    const std::string wanted = plain(words);
    const SeenThing* best = nullptr;
    int best_rank = 6;
    for (const auto& thing : things_) {
        if (thing.kind != SeenThing::Kind::control) continue;
        const std::string name = plain(thing.words);
        const auto at = name.find(wanted);
        if (at == std::string::npos) continue;
        const int rank = (name == wanted ? 0 : at == 0 ? 2 : 4) + (thing.above ? 0 : 1);
        if (rank >= best_rank) continue;
        best = &thing;
        best_rank = rank;
    }
    return best;
}

bool Seen::shows(std::string_view words) const {
    const std::string wanted = plain(words);
    return std::any_of(things_.begin(), things_.end(),
                       [&](const auto& thing) { return plain(thing.words).find(wanted) != std::string::npos; });
}

Seen* recording() {
    return recorded;
}

void record_into(Seen* seen) {
    recorded = seen;
}

}  // namespace balise::gui
