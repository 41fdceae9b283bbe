// The card of a provider.
#include <algorithm>

#include "app/card_parts.hpp"
#include "base/words.hpp"
#include "model/levels.hpp"
#include "store/batches.hpp"

namespace balise::app {

using namespace model;
using base::mark;

namespace {

std::optional<Provider> find(const store::Project& project, const std::string& id) {
    if (auto found = store::record_of<Provider>(project, id)) return found;
    if (id.size() < 4) return std::nullopt;
    try {
        auto found = project.find_provider(id);
        if (found && found->public_ref == id) return found;
    } catch (const base::Error& error) {
        // The beginning of several: no record's reference.
        if (error.kind() != base::ErrorKind::conflict) throw;
    }
    return std::nullopt;
}

// Telephone numbers stay on one line.
std::string unbroken(const std::string& phones) {
    std::string words;
    for (std::size_t i = 0; i < phones.size(); ++i)
        if (phones[i] == ' ' && i > 0 && phones[i - 1] != ',')
            words += "\u00A0";
        else
            words += phones[i];
    return words;
}

class ProviderCard {
public:
    // `record` came through the gate; `original` says only which groups it was let through with.
    ProviderCard(const CardRoom& room, const Provider& record, const Provider& original)
        : room_(room), record_(record), levels_(Levels(room.decisions).of(original)) {
        card_.kind = "provider";
        card_.id = original.id.text();
    }

    Card make() {
        head();
        essentials();
        services();
        capacity();
        if (room_.audience == Audience::internal) disclosure();
        add_other_fields(room_, record_, told_elsewhere(), card_.more);
        return std::move(card_);
    }

private:
    bool sees(FieldGroup group) const { return level(group) <= room_.audience; }
    Audience level(FieldGroup group) const { return levels_[static_cast<std::size_t>(group)]; }

    void head() {
        card_.ref = record_.public_ref;
        card_.type = record_.type;
        card_.type_label = room_.label("provider_type", record_.type);
        card_.symbol = "provider/" + (record_.type.empty() ? std::string("unknown") : record_.type);
        card_.title = display_name(record_, room_.language == base::Language::french);
        if (card_.title.empty()) card_.title = card_.type_label;
        room_.place(card_, record_.area_code);
        card_.status = record_.status;
        card_.status_label = room_.label("status", record_.status);
        // Others learn no more of the levels than type and status say.
        card_.confidential = room_.audience == Audience::internal
                                 ? level(FieldGroup::existence) != Audience::everyone
                                 : room_.audience == Audience::partners && is_protected(record_.type, record_.status);
        card_.sample = record_.source.find("EXEMPLE") != std::string::npos;
        card_.stale = is_stale(record_.assured_on);
        card_.position = record_.position;
        card_.verified_on = room_.date(record_.assured_on);
        card_.verified_by = record_.assured_by;
        card_.verified_how = room_.label("verification_method", record_.assured_method);
    }

    void add(const char* name, const base::Text& label, std::string value, std::string raw) {
        if (!value.empty()) card_.essentials.push_back({name, room_.say(label), std::move(value), std::move(raw)});
    }

    void essentials() {
        // Before others "never" and "withheld" look the same, so nobody is called unverified there.
        if (sees(FieldGroup::name) && (room_.audience == Audience::internal || !record_.assured_on.empty()))
            add("assured_on", mark("Verified"),
                record_.assured_on.empty()
                    ? room_.say(mark("never"))
                    : dotted({card_.verified_on, room_.small_label("verification_method", record_.assured_method),
                              record_.assured_by}),
                record_.assured_on);
        add("public_phone", mark("Front desk"),
            dotted({unbroken(base::join(record_.public_phone, ", ")), record_.public_contact}),
            base::join(record_.public_phone, ";"));
        add("focal_name", mark("Focal point"), dotted({record_.focal_name, unbroken(record_.focal_phone)}),
            record_.focal_name);
        add("hours", mark("Hours"), dotted({record_.hours, record_.cost}), record_.hours);
        std::vector<std::string> roles;
        for (const auto& role : record_.referral_roles) roles.push_back(room_.small_label("referral_role", role));
        add("referral_roles", mark("Referral role"), dotted(roles), base::join(record_.referral_roles, ";"));
    }

    void services() {
        if (!sees(FieldGroup::capacity)) return;
        for (const auto& term : room_.vocabularies().of("service_category").terms()) {
            bool is_listed = false;
            for (const auto& service : record_.services) {
                if (service.category != term.code) continue;
                is_listed = true;
                add_service(service, service.label.empty() ? term.label(room_.language) : service.label);
            }
            if (!is_listed && term.code != "other") card_.services_missing.push_back(term.label(room_.language));
        }
    }

    void add_service(const Service& service, const std::string& label) {
        const bool active = service.status.empty() || service.status == "active";
        auto same = std::find_if(card_.services.begin(), card_.services.end(), [&](const CardService& other) {
            return other.category == service.category && other.label == label && other.active == active;
        });
        if (same == card_.services.end())
            same = card_.services.insert(same, {service.category, label, false, false, active});
        same->emergency = same->emergency || service.phase == "emergency" || service.phase == "both";
        same->medium_term = same->medium_term || service.phase == "medium_term" || service.phase == "both";
    }

    void capacity() {
        card_.capacity = record_.capacity_max;
        card_.free = record_.capacity_free;
        if (record_.capacity_max || record_.capacity_free) card_.capacity_on = room_.date(record_.capacity_date);
        card_.capacity_who =
            dotted({record_.sex_served == "unknown" ? "" : room_.label("sex", record_.sex_served), ages(),
                    record_.disability_access == "yes" ? room_.say(mark("wheelchair access")) : std::string()});
    }

    std::string ages() const {
        if (record_.age_min && record_.age_max)
            return room_.say(mark("{0}–{1} years", *record_.age_min, *record_.age_max));
        if (record_.age_min) return room_.say(mark("from {0} years", *record_.age_min));
        if (record_.age_max) return room_.say(mark("up to {0} years", *record_.age_max));
        return {};
    }

    void disclosure() {
        for (const auto group : field_groups) {
            CardDisclosure line;
            line.group = std::string(field_group_code(group));
            line.label = group == FieldGroup::area ? room_.say(mark("Area")) : room_.label("field_group", line.group);
            line.level = level(group);
            line.partly_partners = part_seen(group, Audience::partners);
            line.partly_public = part_seen(group, Audience::everyone);
            card_.disclosure.push_back(std::move(line));
        }
    }

    // What the circle sees of a group of which it does not see everything.
    std::string part_seen(FieldGroup group, Audience audience) const {
        if (level(group) > audience) return {};
        switch (group) {
            case FieldGroup::existence:
                return level(FieldGroup::name) > audience ? room_.say(mark("type only")) : std::string();
            case FieldGroup::area: return coarse_area(audience);
            case FieldGroup::contacts:
                return audience == Audience::everyone && !record_.focal_name.empty() ? room_.say(mark("front desk"))
                                                                                     : std::string();
            default: return {};
        }
    }

    // "region" where the circle gets a wider area than the record has, or only the area instead of the position.
    std::string coarse_area(Audience audience) const {
        if (level(FieldGroup::position) <= audience) return {};
        const auto code = coarsened_area(record_.area_code, 2, room_.areas);
        for (const auto& area : room_.areas)
            if (area.code == code) return room_.small_label("legal_type", area.legal_type);
        return {};
    }

    std::vector<std::string_view> told_elsewhere() const {
        std::vector<std::string_view> names{"type",
                                            "status",
                                            "services",
                                            "capacity_max",
                                            "capacity_free",
                                            "capacity_date",
                                            "sex_served",
                                            "age_min",
                                            "age_max",
                                            "assured_on",
                                            "assured_by",
                                            "assured_method",
                                            "public_phone",
                                            "public_contact",
                                            "focal_name",
                                            "focal_phone",
                                            "hours",
                                            "cost",
                                            "referral_roles",
                                            "area_code",
                                            "disclosure_existence",
                                            "disclosure_name",
                                            "disclosure_area",
                                            "disclosure_position",
                                            "disclosure_address",
                                            "disclosure_contacts",
                                            "disclosure_capacity",
                                            "disclosure_notes"};
        names.emplace_back(card_.title == record_.name_en ? "name_en" : "name_fr");
        if (record_.disability_access == "yes") names.emplace_back("disability_access");
        return names;
    }

    const CardRoom& room_;
    const Provider& record_;
    AudienceOfGroups levels_;
    Card card_;
};

}  // namespace

Card provider_card(const CardRoom& room, const std::string& id) {
    Directory directory;
    if (auto record = find(room.session.project(), id)) directory.providers.push_back(std::move(*record));
    directory.areas = room.areas;
    const auto released = room.released(directory);
    if (released.providers().empty()) refuse_unknown(id);
    return ProviderCard(room, released.providers().front(), directory.providers.front()).make();
}

}  // namespace balise::app
