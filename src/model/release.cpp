#include "model/release.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "model/shelter_words.hpp"

namespace balise::model {

namespace {

template <std::size_t count>
bool contains(const std::array<std::string_view, count>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The types and statuses that are open by default. Whatever is not listed here – shelters, transit centres, unknown
// words, nothing at all – is protected.
constexpr std::array<std::string_view, 14> open_types{"social_centre",
                                                      "socio_educational_complex",
                                                      "ngo",
                                                      "police_unit",
                                                      "gendarmerie",
                                                      "labour_inspectorate",
                                                      "court",
                                                      "health",
                                                      "school",
                                                      "hotline",
                                                      "mobile_app",
                                                      "regional_cell",
                                                      "child_protection_committee",
                                                      "transport_actor"};
constexpr std::array<std::string_view, 4> stated_statuses{"active", "inactive", "defunct", "temporarily_closed"};

}  // namespace

bool is_protected(const std::string& type, const std::string& status) {
    return !contains(open_types, type) || !contains(stated_statuses, status);
}

namespace {

Audience default_level(bool is_closed, FieldGroup group) {
    if (group == FieldGroup::notes) return Audience::internal;
    if (!is_closed) return Audience::everyone;
    return group == FieldGroup::existence || group == FieldGroup::area ? Audience::partners : Audience::internal;
}

AudienceOfGroups default_levels(const Provider& provider) {
    const bool is_closed = is_protected(provider.type, provider.status);
    AudienceOfGroups levels{};
    for (const auto group : field_groups) levels[static_cast<std::size_t>(group)] = default_level(is_closed, group);
    if (!is_closed && shelter_sign(provider) != ShelterSign::none)
        for (const auto group : {FieldGroup::position, FieldGroup::address})
            levels[static_cast<std::size_t>(group)] = Audience::partners;
    return levels;
}

}  // namespace

Audience default_level(const std::string& type, const std::string& status, FieldGroup group) {
    return default_level(is_protected(type, status), group);
}

Audience default_level(const Provider& provider, FieldGroup group) {
    return default_levels(provider)[static_cast<std::size_t>(group)];
}

namespace {

bool is_complete(const Decision& decision) {
    return !base::is_blank(decision.decided_by) && !base::is_blank(decision.approved_by) &&
           !base::is_blank(decision.reason) && base::is_date(decision.decided_on) &&
           base::fold(decision.decided_by) != base::fold(decision.approved_by);
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

// The newest decision on a field group: a later one replaces what was decided before, be it wider or narrower.
const Decision* newest(const Provider& provider, FieldGroup group, const std::vector<const Decision*>& decisions) {
    const Decision* found = nullptr;
    for (const auto* decision : decisions) {
        if (decision->provider != provider.id || decision->group != group) continue;
        if (found == nullptr || std::tie(found->decided_on, found->id) < std::tie(decision->decided_on, decision->id))
            found = decision;
    }
    return found;
}

// A group is never wider than what it gives away: everything tells that the record exists, a position tells its area,
// an address its position.
AudienceOfGroups levels_under(const Provider& provider, const std::vector<const Decision*>& decisions) {
    AudienceOfGroups levels{};
    const auto of = [&](FieldGroup group) -> Audience& { return levels[static_cast<std::size_t>(group)]; };
    const auto usual = default_levels(provider);
    for (const auto group : field_groups) {
        of(group) = usual[static_cast<std::size_t>(group)];
        const auto& chosen = level(provider.disclosure, group);
        if (!chosen || *chosen == of(group)) continue;
        if (*chosen < of(group)) {
            const auto* decision = newest(provider, group, decisions);
            if (decision == nullptr || decision->audience > *chosen || !is_complete(*decision)) continue;
        }
        of(group) = *chosen;
    }
    of(FieldGroup::position) = std::max(of(FieldGroup::position), of(FieldGroup::area));
    of(FieldGroup::address) = std::max(of(FieldGroup::address), of(FieldGroup::position));
    for (const auto group : field_groups) of(group) = std::max(of(group), of(FieldGroup::existence));
    return levels;
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
        const auto levels = levels_under(record, decisions);
        std::array<bool, field_group_count> visible{};
        for (std::size_t i = 0; i < field_group_count; ++i) visible[i] = levels[i] <= audience_;
        if (!visible[static_cast<std::size_t>(FieldGroup::existence)]) return std::nullopt;
        Provider result;
        for (const auto& field : fields<Provider>()) {
            if (field.floor > audience_ || !visible[static_cast<std::size_t>(field.group)]) continue;
            if (field.kind == FieldKind::longitude || field.kind == FieldKind::latitude) continue;
            if (const auto value = field.get(record); is_set(value)) field.set(result, value);
        }
        const bool shows_position = visible[static_cast<std::size_t>(FieldGroup::position)];
        if (shows_position)
            result.position = record.position;
        else
            coarsen(result, visible[static_cast<std::size_t>(FieldGroup::area)]);
        return result;
    }

    // The areas that a record serves surround it: they are told no more exactly than its own area.
    void coarsen(Provider& record, bool shows_area) const {
        record.area_code = coarsened(record.area_code, 2, areas_);
        if (!shows_area) record.areas_served.clear();
        for (auto& code : record.areas_served) code = coarsened(code, 2, areas_);
        std::sort(record.areas_served.begin(), record.areas_served.end());
        record.areas_served.erase(std::unique(record.areas_served.begin(), record.areas_served.end()),
                                  record.areas_served.end());
    }

    // Overlays are shown whole or not at all; single fields may keep to narrower circles.
    template <class Record>
    std::optional<Record> overlay(const Record& record) const {
        if (overlay_level(record.disclosure) > audience_) return std::nullopt;
        Record result;
        for (const auto& field : fields<Record>()) {
            if (field.floor > audience_ || field.kind == FieldKind::longitude || field.kind == FieldKind::latitude)
                continue;
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
        out.transport_nodes =
            all(directory_.transport_nodes, [&](const TransportNode& record) { return overlay(record); });
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

AudienceOfGroups effective_levels(const Provider& provider, const std::vector<Decision>& decisions) {
    std::vector<const Decision*> own;
    for (const auto& decision : decisions)
        if (decision.provider == provider.id) own.push_back(&decision);
    return levels_under(provider, own);
}

Audience effective_level(const Provider& provider, FieldGroup group, const std::vector<Decision>& decisions) {
    return effective_levels(provider, decisions)[static_cast<std::size_t>(group)];
}

std::vector<FieldGroup> keep_closed(const Provider& before, Provider& after, const std::vector<Decision>& decisions) {
    std::vector<FieldGroup> kept;
    const auto looks_alike = [](const Provider& one) { return shelter_sign(one) != ShelterSign::none; };
    if (before.type == after.type && before.status == after.status && before.disclosure == after.disclosure &&
        looks_alike(before) == looks_alike(after))
        return kept;
    for (const auto group : field_groups) {
        const auto held = effective_level(before, group, decisions);
        if (effective_level(after, group, decisions) >= held) continue;
        level(after.disclosure, group) = held;
        kept.push_back(group);
    }
    return kept;
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

}  // namespace balise::model
