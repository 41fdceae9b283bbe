#include "app/area_finder.hpp"

#include <algorithm>
#include <map>

#include "base/words.hpp"

namespace balise::app {

namespace {

// Half a tenth of a degree, about 5 km: how far approximate boundaries may be wrong.
constexpr double nearest_limit_degrees = 0.05;

// "Région du Gbêkê" and "Gbeke" are the same name.
std::string name_key(const std::string& name) {
    std::string folded = base::fold(name);
    for (const std::string_view head :
         {"district autonome d'", "district autonome de ", "district du ", "district des ", "district de la ",
          "district de ", "region du ", "region de la ", "region des ", "region de l'", "region de ", "departement de ",
          "departement d'", "sous-prefecture de ", "sous-prefecture d'"})
        if (folded.starts_with(head)) {
            folded.erase(0, head.size());
            break;
        }
    return base::fold_to_key(folded);
}

}  // namespace

AreaFinder::AreaFinder(std::vector<model::Area> areas) : areas_(std::move(areas)) {
    std::map<std::int64_t, std::vector<const model::Area*>, std::greater<>> by_level;
    for (const auto& area : areas_) {
        by_code_.emplace(area.code, &area);
        for (const auto* name : {&area.name_fr, &area.name_en})
            if (!name->empty()) {
                auto& named = by_name_[name_key(*name)];
                if (named.empty() || named.back() != &area) named.push_back(&area);
            }
        if (area.level && *area.level >= 1 && !area.shape.empty()) by_level[*area.level].push_back(&area);
    }
    for (auto& [level, members] : by_level) {
        std::vector<const geo::MultiPolygon*> shapes;
        for (const auto* area : members) shapes.push_back(&area->shape);
        levels_.push_back(Level{std::move(members), geo::PolygonIndex(shapes)});
    }
}

std::optional<AreaFinder::Found> AreaFinder::at(geo::LonLat point) const {
    const geo::Position position{point.lon, point.lat};
    for (const auto& level : levels_)
        if (const auto index = level.index.find(position)) return Found{level.areas[*index]->code, false};
    for (const auto& level : levels_)
        if (const auto index = level.index.nearest(position, nearest_limit_degrees))
            return Found{level.areas[*index]->code, true};
    return std::nullopt;
}

std::optional<std::string> AreaFinder::code_of(const std::string& code_or_name) const {
    if (by_code_.contains(code_or_name)) return code_or_name;
    std::string upper = code_or_name;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (by_code_.contains(upper)) return upper;
    const auto found = by_name_.find(name_key(code_or_name));
    if (found == by_name_.end()) return std::nullopt;
    // A region and the département or district of its main town often share the name: the regions win, as people mean
    // them.
    const model::Area* best = nullptr;
    for (const auto* area : found->second) {
        if (best != nullptr && best->level == area->level) return std::nullopt;
        if (best == nullptr || (area->level && (!best->level || *area->level < *best->level))) best = area;
    }
    return best->code;
}

const model::Area* AreaFinder::area(const std::string& code) const {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? nullptr : found->second;
}

bool AreaFinder::lies_below(const std::string& code, const std::string& above) const {
    std::string at = code;
    for (int steps = 0; steps < 8 && !at.empty(); ++steps) {
        if (at == above) return true;
        const auto* found = area(at);
        if (found == nullptr) break;
        at = found->parent_code;
    }
    // A code that is no longer in the list keeps its place by its form: CI0103 lies below CI01.
    return above.size() >= 2 && code.size() > above.size() && code.starts_with(above);
}

bool AreaFinder::related(const std::string& a, const std::string& b) const {
    return lies_below(a, b) || lies_below(b, a);
}

std::string AreaFinder::describe(const std::string& code) const {
    const auto* found = area(code);
    return found == nullptr ? code : found->name_fr + " (" + code + ")";
}

}  // namespace balise::app
