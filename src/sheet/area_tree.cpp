#include "sheet/area_tree.hpp"

#include <algorithm>

namespace balise::sheet {

AreaTree::AreaTree(const std::vector<model::Area>& areas) {
    for (const auto& area : areas) {
        const auto [found, is_new] = by_code_.emplace(area.code, &area);
        if (is_new) continue;
        const auto& known = found->second->valid_to;
        if (!known.empty() && (area.valid_to.empty() || area.valid_to > known)) found->second = &area;
    }
}

const model::Area* AreaTree::find(const std::string& code) const {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? nullptr : found->second;
}

bool AreaTree::is_within(const std::string& code, const std::string& whole) const {
    if (code.empty()) return false;
    std::string current = code;
    for (int steps = 0; steps < 10 && !current.empty(); ++steps) {
        if (current == whole) return true;
        const auto* area = find(current);
        if (area != nullptr) {
            current = area->parent_code;
        } else {
            // A P-code names its parents: two letters, then two digits a level.
            current.resize(current.size() > 2 ? current.size() - 2 : 0);
        }
    }
    return false;
}

std::vector<const model::Area*> AreaTree::peers_of(const model::Area& area) const {
    std::vector<const model::Area*> peers;
    for (const auto& [code, other] : by_code_)
        if (code != area.code && other->level == area.level && other->valid_to.empty()) peers.push_back(other);
    std::sort(peers.begin(), peers.end(), [](const auto* a, const auto* b) { return a->code < b->code; });
    return peers;
}

const std::string& name_of(const model::Area& area, bool french) {
    const auto& wanted = french ? area.name_fr : area.name_en;
    const auto& other = french ? area.name_en : area.name_fr;
    return !wanted.empty() ? wanted : !other.empty() ? other : area.code;
}

}  // namespace balise::sheet
