#include "model/release.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/words.hpp"

namespace balise::model {

bool is_protected(const std::string& type, const std::string& status) {
    return type == "shelter_state" || type == "shelter_private" || type == "transit_centre" || type.empty() || type == "unknown" ||
           status.empty() || status == "unknown";
}

Audience default_level(const std::string& type, const std::string& status, FieldGroup group) {
    if (group == FieldGroup::notes) return Audience::internal;
    if (!is_protected(type, status)) return Audience::everyone;
    return group == FieldGroup::existence || group == FieldGroup::area ? Audience::partners : Audience::internal;
}

namespace {

bool is_complete(const Decision& decision) {
    return !base::is_blank(decision.decided_by) && !base::is_blank(decision.approved_by) && !base::is_blank(decision.reason) &&
           !base::is_blank(decision.decided_on) && base::fold(decision.decided_by) != base::fold(decision.approved_by);
}

using AreasByCode = std::unordered_map<std::string, const Area*>;

AreasByCode by_code(const std::vector<Area>& areas) {
    AreasByCode sorted;
    for (const auto& area : areas) sorted.emplace(area.code, &area);
    return sorted;
}

std::string coarsened(std::string code, int deepest, const AreasByCode& areas) {
    for (int steps = 0; steps < 8 && !code.empty(); ++steps) {
        const auto found = areas.find(code);
        if (found == areas.end() || !found->second->level) break;
        if (*found->second->level <= deepest) return code;
        code = found->second->parent_code;
    }
    // Not in the list of areas: the P-code's own form, two letters and two digits a level.
    const auto length = 2 + 2 * static_cast<std::size_t>(deepest);
    return code.size() > length ? code.substr(0, length) : code;
}

using DecisionsByProvider = std::unordered_map<ProviderId, std::vector<const Decision*>>;

DecisionsByProvider by_provider(const std::vector<Decision>& decisions) {
    DecisionsByProvider sorted;
    for (const auto& decision : decisions) sorted[decision.provider].push_back(&decision);
    return sorted;
}

Audience level_under(const Provider& provider, FieldGroup group, const std::vector<const Decision*>& decisions) {
    const Audience usual = default_level(provider.type, provider.status, group);
    const auto& chosen = level(provider.disclosure, group);
    if (!chosen || *chosen >= usual) return chosen.value_or(usual);
    const bool decided = std::any_of(decisions.begin(), decisions.end(), [&](const Decision* decision) {
        return decision->provider == provider.id && decision->group == group && decision->audience <= *chosen && is_complete(*decision);
    });
    return decided ? *chosen : usual;
}

// One record for one audience: starts from nothing and takes what is allowed.
class Gate {
public:
    Gate(const Directory& directory, Audience audience, const std::vector<Decision>& decisions)
        : directory_(directory), audience_(audience), decisions_(by_provider(decisions)) {
        areas_ = by_code(directory.areas);
    }

    std::optional<Provider> provider(const Provider& record) const {
        static const std::vector<const Decision*> none;
        const auto found = decisions_.find(record.id);
        const auto& decisions = found == decisions_.end() ? none : found->second;
        std::array<bool, field_group_count> visible{};
        for (const auto group : field_groups) visible[static_cast<std::size_t>(group)] = level_under(record, group, decisions) <= audience_;
        if (!visible[static_cast<std::size_t>(FieldGroup::existence)]) return std::nullopt;
        Provider result;
        for (const auto& field : fields<Provider>()) {
            if (field.floor > audience_ || !visible[static_cast<std::size_t>(field.group)]) continue;
            if (field.kind == FieldKind::longitude || field.kind == FieldKind::latitude) continue;
            field.set(result, field.get(record));
        }
        const bool shows_position = visible[static_cast<std::size_t>(FieldGroup::position)];
        if (shows_position)
            result.position = record.position;
        else
            result.area_code = coarsened(result.area_code, 2, areas_);
        return result;
    }

    // Overlays are shown whole or not at all; single fields may keep to narrower circles.
    template <class Record>
    std::optional<Record> overlay(const Record& record) const {
        if (overlay_level(record.disclosure) > audience_) return std::nullopt;
        Record result;
        for (const auto& field : fields<Record>()) {
            if (field.floor > audience_ || field.kind == FieldKind::longitude || field.kind == FieldKind::latitude) continue;
            field.set(result, field.get(record));
        }
        if constexpr (requires { record.shape; })
            result.shape = record.shape;
        else
            result.position = record.position;
        return result;
    }

    template <class Record, class Function>
    std::vector<Record> all(const std::vector<Record>& records, Function&& pass) const {
        std::vector<Record> out;
        for (const auto& record : records)
            if (auto passed = pass(record)) out.push_back(std::move(*passed));
        std::sort(out.begin(), out.end(), [](const Record& a, const Record& b) { return a.public_ref < b.public_ref; });
        return out;
    }

    Directory content() const {
        Directory out;
        out.providers = all(directory_.providers, [&](const Provider& record) { return provider(record); });
        out.risk_zones = all(directory_.risk_zones, [&](const RiskZone& record) { return overlay(record); });
        out.border_posts = all(directory_.border_posts, [&](const BorderPost& record) { return overlay(record); });
        out.transport_nodes = all(directory_.transport_nodes, [&](const TransportNode& record) { return overlay(record); });
        out.areas = directory_.areas;
        out.places = directory_.places;
        const auto by_code = [](const auto& a, const auto& b) { return a.code < b.code; };
        std::sort(out.areas.begin(), out.areas.end(), by_code);
        std::sort(out.places.begin(), out.places.end(), by_code);
        return out;
    }

private:
    const Directory& directory_;
    Audience audience_;
    DecisionsByProvider decisions_;
    AreasByCode areas_;
};

}  // namespace

Audience effective_level(const Provider& provider, FieldGroup group, const std::vector<Decision>& decisions) {
    std::vector<const Decision*> own;
    for (const auto& decision : decisions)
        if (decision.provider == provider.id) own.push_back(&decision);
    return level_under(provider, group, own);
}

Audience overlay_level(const std::string& disclosure) {
    return audience_from_code(disclosure).value_or(Audience::internal);
}

std::string coarsened_area(const std::string& area_code, int deepest_level, const std::vector<Area>& areas) {
    return coarsened(area_code, deepest_level, by_code(areas));
}

bool Released::has_generalised_positions() const {
    return std::any_of(content_.providers.begin(), content_.providers.end(), [](const Provider& provider) {
        return !provider.position && provider.type != "hotline" && provider.type != "mobile_app";
    });
}

Released release(const Directory& directory, Audience audience, const std::vector<Decision>& decisions) {
    return {audience, Gate(directory, audience, decisions).content()};
}

namespace {

// Words that identify: free text, names, contacts. Codes, numbers and dates say nothing alone and would be found everywhere.
bool identifies(FieldKind kind) {
    switch (kind) {
        case FieldKind::text: case FieldKind::long_text: case FieldKind::text_list: case FieldKind::phone: case FieldKind::phone_list:
        case FieldKind::email: case FieldKind::url: return true;
        default: return false;
    }
}

constexpr std::size_t shortest_word = 5;

// A word that tells something when it is found: short runs of digits ("12345") are found in any coordinate.
bool is_telling(const std::string& word) {
    if (word.size() < shortest_word) return false;
    const auto digits = std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool has_letters = std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; });
    return has_letters || digits >= 9;
}

template <class Record>
void collect(const std::vector<Record>& all, const std::vector<Record>& released, Withheld& withheld) {
    std::unordered_map<std::string, const Record*> shown;
    for (const auto& record : released) shown.emplace(record.public_ref, &record);
    for (const auto& record : all) {
        const auto found = shown.find(record.public_ref);
        const Record* visible = found == shown.end() ? nullptr : found->second;
        for (const auto& field : fields<Record>()) {
            if (!identifies(field.kind)) continue;
            const auto value = field.get(record);
            if (!is_set(value) || (visible != nullptr && field.get(*visible) == value)) continue;
            const auto text = text_of(value);
            const bool is_list = field.kind == FieldKind::text_list || field.kind == FieldKind::phone_list;
            for (auto& item : is_list ? base::split(text, ';') : std::vector<std::string>{text})
                if (is_telling(item)) withheld.words.push_back(std::move(item));
        }
        if constexpr (std::is_same_v<Record, Provider>)
            for (const auto& service : record.services)
                if (is_telling(service.label) && (visible == nullptr || visible->services.empty())) withheld.words.push_back(service.label);
        if constexpr (requires { record.position; })
            if (record.position && (visible == nullptr || !visible->position)) withheld.positions.push_back(*record.position);
    }
}

}  // namespace

Withheld withheld_from(const Directory& directory, const Released& released, const std::vector<Decision>&) {
    Withheld withheld;
    collect(directory.providers, released.providers(), withheld);
    collect(directory.risk_zones, released.risk_zones(), withheld);
    collect(directory.border_posts, released.border_posts(), withheld);
    collect(directory.transport_nodes, released.transport_nodes(), withheld);
    std::sort(withheld.words.begin(), withheld.words.end());
    withheld.words.erase(std::unique(withheld.words.begin(), withheld.words.end()), withheld.words.end());
    // A position that a released record has too is known anyway.
    const auto key = [](const geo::LonLat& p) { return base::number_text(p.lon) + ' ' + base::number_text(p.lat); };
    std::unordered_set<std::string> known;
    const auto add_known = [&](const auto& records) {
        for (const auto& record : records)
            if (record.position) known.insert(key(*record.position));
    };
    add_known(released.providers());
    add_known(released.border_posts());
    add_known(released.transport_nodes());
    add_known(released.places());
    std::erase_if(withheld.positions, [&](const geo::LonLat& p) { return known.contains(key(p)); });
    return withheld;
}

}  // namespace balise::model
