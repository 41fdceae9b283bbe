#pragma once
// Reading a project: plain rows for tables, map and commands. Nothing here changes the file.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/session.hpp"
#include "base/problems.hpp"
#include "model/fields.hpp"
#include "store/search.hpp"

namespace balise::app {

// Codes and labels of one field for display.
struct ShownField {
    std::string name;   // canonical
    std::string label;  // in the language
    std::string value;  // codes replaced by labels
    std::string raw;    // as stored
    std::string group;  // disclosure group code
};

struct ShownRecord {
    std::string kind;  // provider, risk_zone, border_post, transport_node
    std::string id, public_ref, title;
    std::vector<ShownField> fields;                               // those that hold something
    std::vector<std::pair<std::string, std::string>> disclosure;  // group code → level that holds (providers)
};

// A value that is set, for reading: codes as the words of the language, lists with commas.
std::string shown_value(const model::FieldDescription& field, const model::Value& value,
                        const model::Vocabularies& vocabularies, base::Language language);

// By id, public reference or a unique beginning. Throws not_found.
ShownRecord show_record(const Session& session, const std::string& id, base::Language language);

// `near` as "LON,LAT" or the name of a place; throws not_found with near names when no place fits.
geo::LonLat locate(const Session& session, const std::string& near);

// The P-code of an area given by code or name; throws not_found.
std::string area_named(const Session& session, const std::string& words);

// Quality report: integrity of the file, faults of every record, records never or long not verified, without a point,
// contradicting areas, shelters whose opening no decision covers.
struct QualityReport {
    std::vector<base::Text> integrity;  // empty = sound
    base::Problems problems;            // place = "public_ref name" in `field` before the field name
    std::int64_t providers = 0, without_position = 0, never_verified = 0, stale = 0, closed = 0, unknown_status = 0,
                 undecided_openings = 0, quotations = 0, shelter_look_alikes = 0;
};
QualityReport check_project(const Session& session, base::Progress& progress);

// One line of the history in words of the language.
base::Text describe_entry(const store::HistoryEntry& entry);

}  // namespace balise::app
