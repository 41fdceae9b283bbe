#pragma once
// The one description of every record's fields. Columns of the project file, import, editing, dumps, exports and the
// release gate all read these tables; a field added here is known everywhere.
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "model/disclosure.hpp"
#include "model/records.hpp"
#include "model/value.hpp"

namespace balise::model {

enum class FieldKind {
    text,       // free text
    long_text,  // free text of several lines
    code,       // a word of a vocabulary
    code_list,  // several
    text_list,  // several free texts
    area_code,  // a P-code
    area_list,
    equipment,  // list of "code=n"
    services,   // see services_text
    whole,      // whole number within [min, max]
    real,       // number within [min, max]
    date,       // YYYY-MM-DD, YYYY-MM or YYYY
    phone,
    phone_list,
    email,
    url,
    longitude,  // degrees WGS 84
    latitude,
};

// Which records can hold it, how it is checked, who may see it.
struct FieldDescription {
    std::string_view name = {};  // column, option and export name
    FieldKind kind = FieldKind::text;
    std::string_view vocabulary = {};  // for code and code_list; "equipment" for equipment
    FieldGroup group = FieldGroup::existence;
    Audience floor = Audience::everyone;  // never shown below this circle, whatever the group's level
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    bool is_key = false;  // id, public_ref, code: not edited by hand
};

template <class Record>
struct Field : FieldDescription {
    Value (*get)(const Record&) = nullptr;
    // The same without a copy, for fields that are one text; null for all others. An empty text is an empty value.
    std::string_view (*text)(const Record&) = nullptr;
    // Takes text, or a number for whole and real; an empty value clears. Throws invalid_input when the text does not
    // fit the kind.
    void (*set)(Record&, const Value&) = nullptr;
};

// The text of a field, without a copy where it is one text; else made in `made`. Empty when the field holds nothing.
template <class Record>
std::string_view field_text(const Field<Record>& field, const Record& record, std::string& made) {
    if (field.text != nullptr) return field.text(record);
    made = text_of(field.get(record));
    return made;
}

// Names of a record kind: "provider", "risk_zone", "border_post", "transport_node", "area", "place", "road", "water",
// "neighbour", "organisation".
template <class Record>
struct RecordTraits;

template <class Record>
std::span<const Field<Record>> fields();

template <class Record>
const Field<Record>* find_field(std::string_view name) {
    for (const auto& field : fields<Record>())
        if (field.name == name) return &field;
    return nullptr;
}

#define BALISE_RECORD_TRAITS(Record, code_, has_shape_) \
    template <>                                         \
    struct RecordTraits<Record> {                       \
        static constexpr std::string_view code = code_; \
        static constexpr bool has_shape = has_shape_;   \
    };                                                  \
    template <>                                         \
    std::span<const Field<Record>> fields<Record>();

BALISE_RECORD_TRAITS(Provider, "provider", false)
BALISE_RECORD_TRAITS(RiskZone, "risk_zone", true)
BALISE_RECORD_TRAITS(BorderPost, "border_post", false)
BALISE_RECORD_TRAITS(TransportNode, "transport_node", false)
BALISE_RECORD_TRAITS(Area, "area", true)
BALISE_RECORD_TRAITS(Place, "place", false)
BALISE_RECORD_TRAITS(Road, "road", true)
BALISE_RECORD_TRAITS(Water, "water", true)
BALISE_RECORD_TRAITS(Neighbour, "neighbour", true)
BALISE_RECORD_TRAITS(Organisation, "organisation", false)
#undef BALISE_RECORD_TRAITS

// The geometry of a record: its point (from lon, lat) or its shape.
template <class Record>
geo::Geometry geometry_of(const Record& record) {
    if constexpr (requires { record.shape; })
        return geo::Geometry(record.shape);
    else if constexpr (requires { record.position; }) {
        if (record.position) return geo::Point{{record.position->lon, record.position->lat}};
        return {};
    } else
        return {};
}

// Sets the shape; throws invalid_input when the family does not fit (a line for an area).
void set_shape(RiskZone& record, geo::Geometry shape);
void set_shape(Area& record, geo::Geometry shape);
void set_shape(Road& record, geo::Geometry shape);
void set_shape(Water& record, geo::Geometry shape);
void set_shape(Neighbour& record, geo::Geometry shape);

}  // namespace balise::model
