// What maps should tell and do not.
#include <algorithm>
#include <set>

#include "sheet/map_part.hpp"

namespace balise::sheet {

bool is_provider(const map::DrawnMark& drawn) {
    return drawn.layer.starts_with("provider");
}

bool MapMaker::is_left_out(const map::Composition& composition, const std::string& place) const {
    for (std::size_t i = 0; i < composition.left_out.size(); ++i)
        if (composition.left_out[i] == place &&
            draft_.request->style->layers[composition.left_out_layers[i]].source == "places")
            return true;
    return false;
}

bool MapMaker::tells(const Enlargement& enlargement, const model::Place& place) const {
    if (!place.position) return false;
    const auto metres = enlargement.view.projection.forward(*place.position);
    return metres && enlargement.view.frame.contains(enlargement.view.to_sheet(*metres)) &&
           !is_left_out(enlargement.composition, place.name);
}

std::vector<std::string> MapMaker::left_out_of(const MapPart& part) const {
    const auto& places = draft_.request->released->places();
    const auto told_larger = [&](const std::string& name) {
        return std::any_of(places.begin(), places.end(), [&](const model::Place& place) {
            return place.name == name && draft_.tree->is_within(place.area_code, draft_.area->code) &&
                   std::any_of(part.enlargements.begin(), part.enlargements.end(),
                               [&](const Enlargement& one) { return tells(one, place); });
        });
    };
    std::vector<std::string> all;
    for (const auto& name : part.composition.left_out)
        if (!is_left_out(part.composition, name) || !told_larger(name)) all.push_back(name);
    // Of the names an enlargement has no room for, those that the map does not tell either.
    std::set<std::string> on_map;
    for (const auto& table : tables_)
        if (const auto* names = table.name == "places" ? table.column("name") : nullptr)
            for (std::size_t row = 0; row < table.rows(); ++row)
                if (const auto* words = std::get_if<std::string>(&names->value(row))) on_map.insert(*words);
    for (const auto& one : part.enlargements)
        for (const auto& name : one.composition.left_out)
            if (is_left_out(one.composition, name) && !on_map.contains(name)) all.push_back(name);
    return all;
}

Lacks MapMaker::lacks_of(const map::Composition& composition) const {
    Lacks lacks{composition.missing, {}, 0};
    // A disc in place of several symbols shows none of their numbers.
    for (const auto& drawn : composition.marks)
        if (drawn.clustered && is_provider(drawn))
            if (const auto number = number_of_.find(drawn.id); number != number_of_.end())
                lacks.numbers.push_back(number->second);
    lacks.cost = 10 * static_cast<double>(lacks.numbers.size());
    return lacks;
}

Lacks MapMaker::lacks_of(const MapPart& part) const {
    auto lacks = lacks_of(part.composition);
    for (const auto& one : part.enlargements) {
        const auto own = lacks_of(one.composition).numbers;
        lacks.numbers.insert(lacks.numbers.end(), own.begin(), own.end());
    }
    const auto in_order = [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    };
    std::sort(lacks.numbers.begin(), lacks.numbers.end(), in_order);
    lacks.cost = 10 * static_cast<double>(lacks.numbers.size());
    for (const auto* town : chiefs_) {
        if (!is_left_out(part.composition, town->name)) continue;
        const bool told = std::any_of(part.enlargements.begin(), part.enlargements.end(),
                                      [&](const Enlargement& one) { return tells(one, *town); });
        if (!told) lacks.towns.push_back(town);
        lacks.cost += told ? 1 : 5;
    }
    return lacks;
}

}  // namespace balise::sheet
