#pragma once
// The records of the directory: plain values. Codes are words of the vocabularies (data/vocabularies); dates are
// "YYYY-MM-DD" (or "YYYY-MM", "YYYY" when no more is known), UTC; positions are WGS 84.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "geo/geometry.hpp"
#include "model/disclosure.hpp"

namespace balise::model {

using ProviderId = base::Id<struct ProviderTag>;
using RiskZoneId = base::Id<struct RiskZoneTag>;
using BorderPostId = base::Id<struct BorderPostTag>;
using TransportNodeId = base::Id<struct TransportNodeTag>;

using TextList = std::vector<std::string>;
using Whole = std::optional<std::int64_t>;
using Real = std::optional<double>;

struct Service {
    std::string category;  // service_category
    std::string phase;     // emergency, medium_term, both, or empty
    std::string status;    // active, inactive, defunct, temporarily_closed; empty = active
    std::string label;     // free text; required for category "other"
    bool operator==(const Service&) const = default;
};

// `category[:phase][:status][=label]` items separated by ';', as in files and on the command line.
std::string services_text(const std::vector<Service>& services);
std::vector<Service> services_from_text(std::string_view text);

// One organisation, one site, its services.
struct Provider {
    ProviderId id;
    std::string public_ref;  // derived from the id alone, so that it tells nothing about other records
    std::string name_fr, name_en, short_name;
    TextList former_names;
    std::string type, ownership, status;
    std::string supervising_ministry, recognised_by, recognition_date, parent_organisation;
    TextList referral_roles;
    std::vector<Service> services;
    Whole capacity_max, capacity_free;
    std::string capacity_date;
    std::string sex_served;
    Whole age_min, age_max;
    std::string foreign_children, disability_access;
    TextList languages;
    std::string hours, cost, documents_required, admission_fr, admission_en;
    std::string trauma_informed, survivor_informed, child_friendly_space, care_checked_on;
    Whole social_workers, staff_trained;
    TextList equipment_held, equipment_needed;
    std::string focal_name, focal_title, focal_phone, focal_email, focal_changed_on;
    TextList public_phone;
    std::string public_contact, website;
    std::optional<geo::LonLat> position;
    std::string position_method;
    Real position_accuracy;  // metres
    std::string position_date;
    std::string address, landmark, locality;
    std::string area_code;  // finest P-code; derived from the point when there is one
    TextList areas_served;
    Disclosure disclosure;
    std::string assured_on, assured_by, assured_method, next_check;
    std::string source, licence, source_id, notes;
    bool operator==(const Provider&) const = default;
};

struct RiskZone {
    RiskZoneId id;
    std::string public_ref, name_fr, name_en, area_code, level;
    TextList trafficking_types, sectors, roles;
    std::string sosteci_committee, protection_committee;
    Whole children;
    std::string method, source, date, valid_to, confidence, disclosure, notes;
    geo::MultiPolygon shape;
    bool operator==(const RiskZone&) const = default;
};

struct BorderPost {
    BorderPostId id;
    std::string public_ref, name, kind, neighbour, facing_place;
    std::optional<geo::LonLat> position;
    std::string status, hours;
    TextList services_present;
    Whole staff_trained;
    std::string staff_trained_on, last_campaign;
    Whole bypass_tracks;
    std::string position_method;
    Real position_accuracy;
    std::string area_code, source, date, disclosure, notes;
    bool operator==(const BorderPost&) const = default;
};

struct TransportNode {
    TransportNodeId id;
    std::string public_ref, name, kind, operator_name, locality;
    std::optional<geo::LonLat> position;
    std::string status, hours;
    TextList services_present;
    Whole staff_trained;
    std::string staff_trained_on, last_campaign;
    std::string position_method;
    Real position_accuracy;
    std::string area_code, source, date, disclosure, notes;
    bool operator==(const TransportNode&) const = default;
};

// An administrative area in one version. `level` is the P-code level (0 country … 3 sous-préfecture); it is empty for
// units outside the P-code tree (districts). The legal type is held separately.
struct Area {
    std::string code, parent_code;
    Whole level;
    std::string legal_type, name_fr, name_en;
    TextList former_names;
    std::string valid_from, valid_to;
    Whole population, children, population_female, population_male, population_year;
    std::string accuracy, source, licence;
    geo::MultiPolygon shape;
    bool operator==(const Area&) const = default;
};

struct Place {
    std::string code, name;
    TextList former_names;
    std::string kind;
    Whole population, population_year;
    std::optional<geo::LonLat> position;
    std::string area_code, source;
    bool operator==(const Place&) const = default;
};

struct Road {
    std::string code, name, road_class, surface, bridge;
    Real speed;  // km/h
    std::string quality, source;
    geo::MultiLine shape;
    bool operator==(const Road&) const = default;
};

struct Water {
    std::string code, name, kind;
    Whole rank;
    std::string perennial, source;
    geo::Geometry shape;  // lines or polygons
    bool operator==(const Water&) const = default;
};

struct Neighbour {
    std::string code, name_fr, name_en, source;
    geo::MultiPolygon shape;
    bool operator==(const Neighbour&) const = default;
};

struct Organisation {
    std::string code, name_fr, name_en, short_name, kind, parent_code;
    TextList aliases;
    bool operator==(const Organisation&) const = default;
};

// The decision that opens a field group further than the default: two people, a date and a reason.
struct Decision {
    std::string id;
    ProviderId provider;
    FieldGroup group = FieldGroup::existence;
    Audience audience = Audience::internal;
    std::string decided_by, approved_by, decided_on, reason;
    bool operator==(const Decision&) const = default;
};

// The public reference of a record: 10 characters of Crockford's base 32 from the SHA-256 of its id.
std::string public_ref_of(const base::Uuid& id);

// Names to show: the French name, else the English one.
const std::string& display_name(const Provider& provider, bool french);

}  // namespace balise::model
