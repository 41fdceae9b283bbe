#include "app/import_rows.hpp"

#include "base/digest.hpp"
#include "base/words.hpp"
#include "model/release.hpp"
#include "model/shelter_words.hpp"

namespace balise::app {

using namespace model;

namespace {

// Five decimals of a degree are about a metre.
std::string position_key(const std::optional<geo::LonLat>& position) {
    if (!position) return "-";
    const auto part = [](double value) {
        return std::to_string(static_cast<long long>(value * 1e5 + (value < 0 ? -0.5 : 0.5)));
    };
    return part(position->lon) + ' ' + part(position->lat);
}

std::string content_code(std::string_view prefix, const std::string& content) {
    return std::string(prefix) + base::hex(base::sha256(content)).substr(0, 12);
}

template <class Record>
std::vector<std::string> identity_keys(const Record& record) {
    std::vector<std::string> keys;
    if (!record.id.is_nil()) keys.push_back("id " + record.id.text());
    if (!record.public_ref.empty()) keys.push_back("ref " + record.public_ref);
    return keys;
}

template <class Record>
void give_id(Record& record, base::IdSource& ids) {
    if (record.id.is_nil()) record.id.uuid = ids.next();
    record.public_ref = public_ref_of(record.id.uuid);
}

}  // namespace

template <>
std::vector<std::string> matching_keys(const Provider& record) {
    auto keys = identity_keys(record);
    const auto name = base::fold(record.name_fr);
    if (!record.source_id.empty()) {
        // A number of an unnamed source is no identity: the name or the place must agree too.
        if (!record.source.empty()) keys.push_back("source " + record.source_id + '\n' + record.source);
        keys.push_back("named " + record.source_id + '\n' + name);
        if (record.position) keys.push_back("placed " + record.source_id + '\n' + position_key(record.position));
    } else {
        keys.push_back("same " + name + '\n' + record.type + '\n' + position_key(record.position) + '\n' +
                       base::fold(record.locality));
    }
    return keys;
}

template <>
std::vector<std::string> matching_keys(const RiskZone& record) {
    auto keys = identity_keys(record);
    keys.push_back("same " + base::fold(record.name_fr) + '\n' + record.area_code);
    return keys;
}

template <>
std::vector<std::string> matching_keys(const BorderPost& record) {
    auto keys = identity_keys(record);
    keys.push_back("same " + base::fold(record.name) + '\n' + record.kind + '\n' + position_key(record.position));
    return keys;
}

template <>
std::vector<std::string> matching_keys(const TransportNode& record) {
    auto keys = identity_keys(record);
    keys.push_back("same " + base::fold(record.name) + '\n' + record.kind + '\n' + position_key(record.position));
    return keys;
}

template <>
std::vector<std::string> matching_keys(const Area& record) {
    return {record.code};
}
template <>
std::vector<std::string> matching_keys(const Place& record) {
    return {record.code};
}
template <>
std::vector<std::string> matching_keys(const Road& record) {
    return {record.code};
}
template <>
std::vector<std::string> matching_keys(const Water& record) {
    return {record.code};
}
template <>
std::vector<std::string> matching_keys(const Neighbour& record) {
    return {record.code};
}

template <>
void make_identity(Provider& record, base::IdSource& ids) {
    give_id(record, ids);
}
template <>
void make_identity(RiskZone& record, base::IdSource& ids) {
    give_id(record, ids);
}
template <>
void make_identity(BorderPost& record, base::IdSource& ids) {
    give_id(record, ids);
}
template <>
void make_identity(TransportNode& record, base::IdSource& ids) {
    give_id(record, ids);
}
template <>
void make_identity(Area&, base::IdSource&) {}
template <>
void make_identity(Neighbour&, base::IdSource&) {}
template <>
void make_identity(Place& record, base::IdSource&) {
    if (record.code.empty())
        record.code = content_code("place-", base::fold(record.name) + '\n' + position_key(record.position));
}
template <>
void make_identity(Road& record, base::IdSource&) {
    if (record.code.empty()) record.code = content_code("road-", record.name + '\n' + geo::to_wkb(record.shape));
}
template <>
void make_identity(Water& record, base::IdSource&) {
    if (record.code.empty()) record.code = content_code("water-", record.name + '\n' + geo::to_wkb(record.shape));
}

namespace {

template <class Record>
void attach(Record& record, const std::optional<geo::LonLat>& point, const AreaFinder& finder, std::int64_t row,
            base::Problems& problems) {
    if (!record.area_code.empty()) {
        if (const auto code = finder.code_of(record.area_code)) {
            record.area_code = *code;
        } else if (!finder.empty()) {
            problems.warning(row, "area_code",
                             base::mark("the area \"{0}\" is not known, or several have this name", record.area_code),
                             point ? base::mark("the area of the position is used")
                                   : base::mark("give its P-code, or import the areas first"));
            if (point) record.area_code.clear();
        }
    }
    if (!point) return;
    const auto found = finder.at(*point);
    if (!found) {
        if (!finder.empty())
            problems.warning(row, "lon", base::mark("the position lies in no area"),
                             base::mark("check the coordinates"));
        return;
    }
    if (found->is_nearest)
        problems.note(row, "lon",
                      base::mark("the position lies just outside the areas' boundaries; {0} is the nearest",
                                 finder.describe(found->code)));
    if (!record.area_code.empty() && !finder.related(record.area_code, found->code))
        problems.warning(row, "area_code",
                         base::mark("the position lies in {0}, but the record names {1}", finder.describe(found->code),
                                    finder.describe(record.area_code)),
                         base::mark("check the position; the area of the position is used"));
    record.area_code = found->code;
}

}  // namespace

void note_shelter_look(const Provider& record, std::int64_t row, base::Problems& problems) {
    if (is_protected(record.type, record.status) || level(record.disclosure, FieldGroup::position)) return;
    const auto sign = shelter_sign(record);
    if (sign == ShelterSign::none) return;
    const auto remedy = base::mark(
        "if it is a shelter, give it that type; if its place may be public, open it with \"balise disclose\"");
    switch (sign) {
        case ShelterSign::none: return;
        case ShelterSign::housing_service:
            return problems.warning(
                row, "services",
                base::mark("it offers housing, as a shelter does: its position and address stay with the partners"),
                remedy);
        case ShelterSign::shelter_role:
            return problems.warning(row, "referral_roles",
                                    base::mark("it shelters children in the referral mechanism: its position and "
                                               "address stay with the partners"),
                                    remedy);
        case ShelterSign::name:
            return problems.warning(
                row, "name_fr",
                base::mark("its name is that of a shelter: its position and address stay with the partners"), remedy);
    }
}

template <>
void attach_area(Provider& record, const AreaFinder& finder, std::int64_t row, base::Problems& problems) {
    attach(record, record.position, finder, row, problems);
}
template <>
void attach_area(BorderPost& record, const AreaFinder& finder, std::int64_t row, base::Problems& problems) {
    attach(record, record.position, finder, row, problems);
}
template <>
void attach_area(TransportNode& record, const AreaFinder& finder, std::int64_t row, base::Problems& problems) {
    attach(record, record.position, finder, row, problems);
}
template <>
void attach_area(Place& record, const AreaFinder& finder, std::int64_t row, base::Problems& problems) {
    attach(record, record.position, finder, row, problems);
}
// A zone may reach over several areas: the area it names is kept, and only a missing one is taken from its middle.
template <>
void attach_area(RiskZone& record, const AreaFinder& finder, std::int64_t row, base::Problems& problems) {
    std::optional<geo::LonLat> middle;
    if (record.area_code.empty())
        if (const auto point = geo::interior_point(record.shape)) middle = geo::LonLat{point->x, point->y};
    attach(record, middle, finder, row, problems);
}
template <>
void attach_area(Area&, const AreaFinder&, std::int64_t, base::Problems&) {}
template <>
void attach_area(Road&, const AreaFinder&, std::int64_t, base::Problems&) {}
template <>
void attach_area(Water&, const AreaFinder&, std::int64_t, base::Problems&) {}
template <>
void attach_area(Neighbour&, const AreaFinder&, std::int64_t, base::Problems&) {}

template <class Record>
Existing<Record>::Existing(std::vector<Record> records) : records_(std::move(records)), matched_(records_.size()) {
    for (std::size_t i = 0; i < records_.size(); ++i)
        for (auto& key : matching_keys(records_[i])) by_key_.emplace(std::move(key), i);
}

namespace {

// A number that two named sources share is not the same number.
template <class Record>
bool sources_differ(const Record& a, const Record& b, const std::string& key) {
    return (key.starts_with("named ") || key.starts_with("placed ")) && !a.source.empty() && !b.source.empty() &&
           a.source != b.source;
}

}  // namespace

template <class Record>
Record* Existing<Record>::match(const Record& record) {
    if (records_.empty()) return nullptr;
    for (const auto& key : matching_keys(record)) {
        std::optional<std::size_t> best;
        const auto [first, last] = by_key_.equal_range(key);
        for (auto found = first; found != last; ++found)
            if (!matched_[found->second] && !sources_differ(record, records_[found->second], key) &&
                (!best || found->second < *best))
                best = found->second;
        if (!best) continue;
        matched_[*best] = true;
        return &records_[*best];
    }
    return nullptr;
}

namespace {

bool says_unknown(const FieldDescription& field, const Value& value) {
    return field.kind == FieldKind::code && text_of(value) == "unknown";
}

bool is_place(const FieldDescription& field) {
    return field.kind == FieldKind::longitude || field.kind == FieldKind::latitude;
}

}  // namespace

template <class Record>
bool take_over(Record& present, const Record& found, const std::vector<const Field<Record>*>& mapped,
               const std::vector<const Field<Record>*>& constants) {
    const Record before = present;
    for (const auto* field : mapped) {
        if (field->is_key || is_place(*field)) continue;
        const auto value = field->get(found);
        if (!is_set(value) || (says_unknown(*field, value) && is_set(field->get(present)))) continue;
        field->set(present, value);
    }
    for (const auto* field : constants) {
        if (field->is_key || is_place(*field) || is_set(field->get(present))) continue;
        field->set(present, field->get(found));
    }
    if constexpr (requires { found.shape; }) {
        if (!geo::is_empty(geo::Geometry(found.shape))) present.shape = found.shape;
    } else {
        if (found.position) {
            present.position = found.position;
            if constexpr (requires { found.area_code; }) present.area_code = found.area_code;  // the area of the point
        }
    }
    return !(present == before);
}

#define BALISE_IMPORT_ROWS(Record)                                                            \
    template class Existing<Record>;                                                          \
    template bool take_over(Record&, const Record&, const std::vector<const Field<Record>*>&, \
                            const std::vector<const Field<Record>*>&);
BALISE_IMPORT_ROWS(Provider)
BALISE_IMPORT_ROWS(RiskZone)
BALISE_IMPORT_ROWS(BorderPost)
BALISE_IMPORT_ROWS(TransportNode)
BALISE_IMPORT_ROWS(Area)
BALISE_IMPORT_ROWS(Place)
BALISE_IMPORT_ROWS(Road)
BALISE_IMPORT_ROWS(Water)
BALISE_IMPORT_ROWS(Neighbour)
#undef BALISE_IMPORT_ROWS

}  // namespace balise::app
