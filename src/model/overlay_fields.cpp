// The fields of risk zones, border posts and transport nodes. Their disclosure is one level for the whole record; notes
// and trained staff keep to the narrower circles whatever the level.
#include "model/field_access.hpp"

namespace balise::model {

namespace {

using access::field;
using Kind = FieldKind;
using Group = FieldGroup;

}  // namespace

template <>
std::span<const Field<RiskZone>> fields<RiskZone>() {
    static const std::vector<Field<RiskZone>> instance{
        field<&RiskZone::id>({.name = "id", .floor = Audience::internal, .is_key = true}),
        field<&RiskZone::public_ref>({.name = "public_ref", .is_key = true}),
        field<&RiskZone::name_fr>({.name = "name_fr", .group = Group::name}),
        field<&RiskZone::name_en>({.name = "name_en", .group = Group::name}),
        field<&RiskZone::area_code>({.name = "area_code", .kind = Kind::area_code, .group = Group::area}),
        field<&RiskZone::level>({.name = "level", .kind = Kind::code, .vocabulary = "risk_level"}),
        field<&RiskZone::trafficking_types>(
            {.name = "trafficking_types", .kind = Kind::code_list, .vocabulary = "trafficking_type"}),
        field<&RiskZone::sectors>({.name = "sectors", .kind = Kind::code_list, .vocabulary = "sector"}),
        field<&RiskZone::roles>({.name = "roles", .kind = Kind::code_list, .vocabulary = "zone_role"}),
        field<&RiskZone::sosteci_committee>({.name = "sosteci_committee", .kind = Kind::code, .vocabulary = "yes_no"}),
        field<&RiskZone::protection_committee>(
            {.name = "protection_committee", .kind = Kind::code, .vocabulary = "yes_no"}),
        field<&RiskZone::children>({.name = "children", .kind = Kind::whole, .min = 0, .max = 1e8}),
        field<&RiskZone::method>({.name = "method"}),
        field<&RiskZone::source>({.name = "source"}),
        field<&RiskZone::date>({.name = "date", .kind = Kind::date}),
        field<&RiskZone::valid_to>({.name = "valid_to", .kind = Kind::date}),
        field<&RiskZone::confidence>({.name = "confidence", .kind = Kind::code, .vocabulary = "confidence"}),
        field<&RiskZone::disclosure>({.name = "disclosure",
                                      .kind = Kind::code,
                                      .vocabulary = "disclosure_level",
                                      .group = Group::notes,
                                      .floor = Audience::internal}),
        field<&RiskZone::notes>(
            {.name = "notes", .kind = Kind::long_text, .group = Group::notes, .floor = Audience::internal}),
    };
    return instance;
}

template <>
std::span<const Field<BorderPost>> fields<BorderPost>() {
    static const std::vector<Field<BorderPost>> instance{
        field<&BorderPost::id>({.name = "id", .floor = Audience::internal, .is_key = true}),
        field<&BorderPost::public_ref>({.name = "public_ref", .is_key = true}),
        field<&BorderPost::name>({.name = "name", .group = Group::name}),
        field<&BorderPost::kind>({.name = "kind", .kind = Kind::code, .vocabulary = "border_kind"}),
        field<&BorderPost::neighbour>({.name = "neighbour", .kind = Kind::code, .vocabulary = "neighbour"}),
        field<&BorderPost::facing_place>({.name = "facing_place"}),
        access::longitude<BorderPost>(),
        access::latitude<BorderPost>(),
        field<&BorderPost::status>({.name = "status", .kind = Kind::code, .vocabulary = "node_status"}),
        field<&BorderPost::hours>({.name = "hours"}),
        field<&BorderPost::services_present>(
            {.name = "services_present", .kind = Kind::code_list, .vocabulary = "services_present"}),
        field<&BorderPost::staff_trained>(
            {.name = "staff_trained", .kind = Kind::whole, .floor = Audience::partners, .min = 0, .max = 100000}),
        field<&BorderPost::staff_trained_on>(
            {.name = "staff_trained_on", .kind = Kind::date, .floor = Audience::partners}),
        field<&BorderPost::last_campaign>({.name = "last_campaign", .kind = Kind::date}),
        field<&BorderPost::bypass_tracks>(
            {.name = "bypass_tracks", .kind = Kind::whole, .floor = Audience::internal, .min = 0, .max = 10000}),
        field<&BorderPost::position_method>(
            {.name = "position_method", .kind = Kind::code, .vocabulary = "position_method"}),
        field<&BorderPost::position_accuracy>({.name = "position_accuracy", .kind = Kind::real, .min = 0, .max = 1e6}),
        field<&BorderPost::area_code>({.name = "area_code", .kind = Kind::area_code, .group = Group::area}),
        field<&BorderPost::source>({.name = "source"}),
        field<&BorderPost::date>({.name = "date", .kind = Kind::date}),
        field<&BorderPost::disclosure>({.name = "disclosure",
                                        .kind = Kind::code,
                                        .vocabulary = "disclosure_level",
                                        .group = Group::notes,
                                        .floor = Audience::internal}),
        field<&BorderPost::notes>(
            {.name = "notes", .kind = Kind::long_text, .group = Group::notes, .floor = Audience::internal}),
    };
    return instance;
}

template <>
std::span<const Field<TransportNode>> fields<TransportNode>() {
    static const std::vector<Field<TransportNode>> instance{
        field<&TransportNode::id>({.name = "id", .floor = Audience::internal, .is_key = true}),
        field<&TransportNode::public_ref>({.name = "public_ref", .is_key = true}),
        field<&TransportNode::name>({.name = "name", .group = Group::name}),
        field<&TransportNode::kind>({.name = "kind", .kind = Kind::code, .vocabulary = "transport_kind"}),
        field<&TransportNode::operator_name>({.name = "operator"}),
        field<&TransportNode::locality>({.name = "locality", .group = Group::address}),
        access::longitude<TransportNode>(),
        access::latitude<TransportNode>(),
        field<&TransportNode::status>({.name = "status", .kind = Kind::code, .vocabulary = "node_status"}),
        field<&TransportNode::hours>({.name = "hours"}),
        field<&TransportNode::services_present>(
            {.name = "services_present", .kind = Kind::code_list, .vocabulary = "services_present"}),
        field<&TransportNode::staff_trained>(
            {.name = "staff_trained", .kind = Kind::whole, .floor = Audience::partners, .min = 0, .max = 100000}),
        field<&TransportNode::staff_trained_on>(
            {.name = "staff_trained_on", .kind = Kind::date, .floor = Audience::partners}),
        field<&TransportNode::last_campaign>({.name = "last_campaign", .kind = Kind::date}),
        field<&TransportNode::position_method>(
            {.name = "position_method", .kind = Kind::code, .vocabulary = "position_method"}),
        field<&TransportNode::position_accuracy>(
            {.name = "position_accuracy", .kind = Kind::real, .min = 0, .max = 1e6}),
        field<&TransportNode::area_code>({.name = "area_code", .kind = Kind::area_code, .group = Group::area}),
        field<&TransportNode::source>({.name = "source"}),
        field<&TransportNode::date>({.name = "date", .kind = Kind::date}),
        field<&TransportNode::disclosure>({.name = "disclosure",
                                           .kind = Kind::code,
                                           .vocabulary = "disclosure_level",
                                           .group = Group::notes,
                                           .floor = Audience::internal}),
        field<&TransportNode::notes>(
            {.name = "notes", .kind = Kind::long_text, .group = Group::notes, .floor = Audience::internal}),
    };
    return instance;
}

}  // namespace balise::model
