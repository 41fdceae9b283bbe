#pragma once
// The release gate. Nothing leaves but as a `Released` value, and `release` is the only way to one.
#include <string>
#include <vector>

#include "model/disclosure.hpp"
#include "model/fields.hpp"
#include "model/records.hpp"

namespace balise::model {

// All records of a project that could leave.
struct Directory {
    std::vector<Provider> providers;
    std::vector<RiskZone> risk_zones;
    std::vector<BorderPost> border_posts;
    std::vector<TransportNode> transport_nodes;
    std::vector<Area> areas;
    std::vector<Place> places;
};

// The default level of a field group for a provider type and status. Shelters, transit centres and records of unknown
// type or status: existence and area for partners, the rest internal. Others: public, notes internal.
Audience default_level(const std::string& type, const std::string& status, FieldGroup group);

// The same for a whole record: one of an open type that looks like a shelter (see shelter_words.hpp) has its position
// and address for partners only, until two people decide.
Audience default_level(const Provider& provider, FieldGroup group);

// True when the type or status is one of those that fail closed.
bool is_protected(const std::string& type, const std::string& status);

// The level that holds: the default, or the record's own level when it is narrower, or a wider one that the newest
// decision on the group covers (two people, a reason, a date). Never wider than the
// existence; a position never wider than the area, an address never wider than the position.
Audience effective_level(const Provider& provider, FieldGroup group, const std::vector<Decision>& decisions);
// The same for all groups at once.
AudienceOfGroups effective_levels(const Provider& provider, const std::vector<Decision>& decisions);

// Keeps a change of other fields (type, status, name, services, an import) from opening a record: every group that
// would be wider than before gets the level that held. Returns those groups.
std::vector<FieldGroup> keep_closed(const Provider& before, Provider& after, const std::vector<Decision>& decisions);

// The level of an overlay: as recorded; internal when nothing or something unknown is recorded.
Audience overlay_level(const std::string& disclosure);

// The codes of the areas above: "CI010203" → level 2 or less "CI0102". Works on the code's own form when the area is
// unknown.
std::string coarsened_area(const std::string& area_code, int deepest_level, const std::vector<Area>& areas);

// What one audience may have: records built from nothing out of the fields that the audience may see, sorted by public
// reference. There is no public constructor and no way to change it.
class Released final {
public:
    Audience audience() const { return audience_; }
    const std::vector<Provider>& providers() const { return content_.providers; }
    const std::vector<RiskZone>& risk_zones() const { return content_.risk_zones; }
    const std::vector<BorderPost>& border_posts() const { return content_.border_posts; }
    const std::vector<TransportNode>& transport_nodes() const { return content_.transport_nodes; }
    const std::vector<Area>& areas() const { return content_.areas; }
    const std::vector<Place>& places() const { return content_.places; }
    // True when the position of at least one released provider is given by its area only.
    bool has_generalised_positions() const;

    // The fields that a file for this audience has columns for: an allow-list, the same whatever the records hold.
    template <class Record>
    std::vector<const Field<Record>*> columns() const {
        std::vector<const Field<Record>*> allowed;
        for (const auto& field : fields<Record>())
            if (field.floor <= audience_) allowed.push_back(&field);
        return allowed;
    }

private:
    Released(Audience audience, Directory content) : audience_(audience), content_(std::move(content)) {}
    friend Released release(const Directory& directory, Audience audience, const std::vector<Decision>& decisions);
    Audience audience_;
    Directory content_;
};

Released release(const Directory& directory, Audience audience, const std::vector<Decision>& decisions);

// What was withheld from an audience: the words and positions that must not be found in a file made for it. Told from
// the records and the levels that hold for them, not from the gate: `withheld_from` throws internal when the gate has
// let a field through that should be closed.
struct Withheld {
    std::vector<std::string> words;  // names, addresses, phones, e-mails, notes…: at least 5 characters
    std::vector<geo::LonLat> positions;
};
Withheld withheld_from(const Directory& directory, const Released& released, const std::vector<Decision>& decisions);

}  // namespace balise::model
