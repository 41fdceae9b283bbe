// The fields of the base geography: areas, places, roads, waters, neighbours; and of organisations.
#include "model/field_access.hpp"

namespace balise::model {

namespace {

using access::field;
using Kind = FieldKind;

template <class Wanted, class Record>
void take_shape(Record& record, geo::Geometry shape, const base::Text& expected) {
    if (std::holds_alternative<std::monostate>(shape)) {
        record.shape = {};
        return;
    }
    auto* wanted = std::get_if<Wanted>(&shape);
    if (wanted == nullptr)
        throw base::Error(base::ErrorKind::invalid_input, base::mark("the geometry is not {0}", expected));
    record.shape = std::move(*wanted);
}

}  // namespace

void set_shape(RiskZone& record, geo::Geometry shape) {
    take_shape<geo::MultiPolygon>(record, std::move(shape), base::mark("a polygon"));
}
void set_shape(Area& record, geo::Geometry shape) {
    take_shape<geo::MultiPolygon>(record, std::move(shape), base::mark("a polygon"));
}
void set_shape(Neighbour& record, geo::Geometry shape) {
    take_shape<geo::MultiPolygon>(record, std::move(shape), base::mark("a polygon"));
}
void set_shape(Road& record, geo::Geometry shape) {
    take_shape<geo::MultiLine>(record, std::move(shape), base::mark("a line"));
}
void set_shape(Water& record, geo::Geometry shape) {
    if (std::holds_alternative<geo::Point>(shape))
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("the geometry is not {0}", base::mark("a line or a polygon")));
    record.shape = std::move(shape);
}

template <>
std::span<const Field<Area>> fields<Area>() {
    static const std::vector<Field<Area>> instance{
        field<&Area::code>({.name = "code", .is_key = true}),
        field<&Area::parent_code>({.name = "parent_code", .kind = Kind::area_code}),
        field<&Area::level>({.name = "level", .kind = Kind::whole, .min = 0, .max = 5}),
        field<&Area::legal_type>({.name = "legal_type", .kind = Kind::code, .vocabulary = "legal_type"}),
        field<&Area::name_fr>({.name = "name_fr"}),
        field<&Area::name_en>({.name = "name_en"}),
        field<&Area::former_names>({.name = "former_names", .kind = Kind::text_list}),
        field<&Area::valid_from>({.name = "valid_from", .kind = Kind::date}),
        field<&Area::valid_to>({.name = "valid_to", .kind = Kind::date}),
        field<&Area::population>({.name = "population", .kind = Kind::whole, .min = 0, .max = 1e9}),
        field<&Area::children>({.name = "children", .kind = Kind::whole, .min = 0, .max = 1e9}),
        field<&Area::population_female>({.name = "population_female", .kind = Kind::whole, .min = 0, .max = 1e9}),
        field<&Area::population_male>({.name = "population_male", .kind = Kind::whole, .min = 0, .max = 1e9}),
        field<&Area::population_year>({.name = "population_year", .kind = Kind::whole, .min = 1900, .max = 2100}),
        field<&Area::accuracy>({.name = "accuracy", .kind = Kind::code, .vocabulary = "accuracy"}),
        field<&Area::source>({.name = "source"}),
        field<&Area::licence>({.name = "licence"}),
    };
    return instance;
}

template <>
std::span<const Field<Place>> fields<Place>() {
    static const std::vector<Field<Place>> instance{
        field<&Place::code>({.name = "code", .is_key = true}),
        field<&Place::name>({.name = "name"}),
        field<&Place::former_names>({.name = "former_names", .kind = Kind::text_list}),
        field<&Place::kind>({.name = "kind", .kind = Kind::code, .vocabulary = "place_kind"}),
        field<&Place::population>({.name = "population", .kind = Kind::whole, .min = 0, .max = 1e8}),
        field<&Place::population_year>({.name = "population_year", .kind = Kind::whole, .min = 1900, .max = 2100}),
        access::longitude<Place>(),
        access::latitude<Place>(),
        field<&Place::area_code>({.name = "area_code", .kind = Kind::area_code}),
        field<&Place::source>({.name = "source"}),
    };
    return instance;
}

template <>
std::span<const Field<Road>> fields<Road>() {
    static const std::vector<Field<Road>> instance{
        field<&Road::code>({.name = "code", .is_key = true}),
        field<&Road::name>({.name = "name"}),
        field<&Road::road_class>({.name = "class", .kind = Kind::code, .vocabulary = "road_class"}),
        field<&Road::surface>({.name = "surface", .kind = Kind::code, .vocabulary = "surface"}),
        field<&Road::bridge>({.name = "bridge", .kind = Kind::code, .vocabulary = "yes_no"}),
        field<&Road::speed>({.name = "speed", .kind = Kind::real, .min = 0, .max = 200}),
        field<&Road::quality>({.name = "quality", .kind = Kind::code, .vocabulary = "road_quality"}),
        field<&Road::source>({.name = "source"}),
    };
    return instance;
}

template <>
std::span<const Field<Water>> fields<Water>() {
    static const std::vector<Field<Water>> instance{
        field<&Water::code>({.name = "code", .is_key = true}),
        field<&Water::name>({.name = "name"}),
        field<&Water::kind>({.name = "kind", .kind = Kind::code, .vocabulary = "water_kind"}),
        field<&Water::rank>({.name = "rank", .kind = Kind::whole, .min = 1, .max = 20}),
        field<&Water::perennial>({.name = "perennial", .kind = Kind::code, .vocabulary = "yes_no"}),
        field<&Water::source>({.name = "source"}),
    };
    return instance;
}

template <>
std::span<const Field<Neighbour>> fields<Neighbour>() {
    static const std::vector<Field<Neighbour>> instance{
        field<&Neighbour::code>({.name = "code", .is_key = true}),
        field<&Neighbour::name_fr>({.name = "name_fr"}),
        field<&Neighbour::name_en>({.name = "name_en"}),
        field<&Neighbour::source>({.name = "source"}),
    };
    return instance;
}

template <>
std::span<const Field<Organisation>> fields<Organisation>() {
    static const std::vector<Field<Organisation>> instance{
        field<&Organisation::code>({.name = "code", .is_key = true}),
        field<&Organisation::name_fr>({.name = "name_fr"}),
        field<&Organisation::name_en>({.name = "name_en"}),
        field<&Organisation::short_name>({.name = "short_name"}),
        field<&Organisation::kind>({.name = "kind"}),
        field<&Organisation::parent_code>({.name = "parent_code"}),
        field<&Organisation::aliases>({.name = "aliases", .kind = Kind::text_list}),
    };
    return instance;
}

}  // namespace balise::model
