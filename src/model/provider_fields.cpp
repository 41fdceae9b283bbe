// The fields of a provider: group = who may see it together, floor = the widest circle it is ever shown to.
#include "model/field_access.hpp"

namespace balise::model {

namespace {

using access::field;
using Kind = FieldKind;
using Group = FieldGroup;

template <FieldGroup group>
Field<Provider> disclosure_field(std::string_view name) {
    Field<Provider> result;
    static_cast<FieldDescription&>(result) = {.name = name,
                                              .kind = Kind::code,
                                              .vocabulary = "disclosure_level",
                                              .group = Group::notes,
                                              .floor = Audience::internal};
    result.get = [](const Provider& provider) {
        const auto& chosen = level(provider.disclosure, group);
        return chosen ? Value{std::string(audience_code(*chosen))} : Value{};
    };
    result.set = [](Provider& provider, const Value& value) {
        const auto words = text_of(value);
        auto& chosen = level(provider.disclosure, group);
        chosen.reset();
        if (words.empty()) return;
        chosen = audience_from_code(words);
        if (!chosen) access::refuse(value, base::mark("one of {0}", "public, partners, internal"));
    };
    return result;
}

Field<Provider> services_field() {
    Field<Provider> result;
    static_cast<FieldDescription&>(result) = {
        .name = "services", .kind = Kind::services, .vocabulary = "service_category", .group = Group::capacity};
    result.get = [](const Provider& provider) {
        return provider.services.empty() ? Value{} : Value{services_text(provider.services)};
    };
    result.set = [](Provider& provider, const Value& value) {
        if (const auto* words = std::get_if<std::string>(&value))
            provider.services = services_from_text(*words);
        else
            provider.services = services_from_text(text_of(value));
    };
    return result;
}

// What a shelter offers tells which shelter it is, so services and everything about them go with the capacity, not with
// the existence; the focal point is a person and is never public.
const std::vector<Field<Provider>>& table() {
    static const std::vector<Field<Provider>> instance{
        field<&Provider::id>(
            {.name = "id", .kind = Kind::text, .group = Group::existence, .floor = Audience::internal, .is_key = true}),
        field<&Provider::public_ref>({.name = "public_ref", .group = Group::existence, .is_key = true}),
        field<&Provider::name_fr>({.name = "name_fr", .group = Group::name}),
        field<&Provider::name_en>({.name = "name_en", .group = Group::name}),
        field<&Provider::short_name>({.name = "short_name", .group = Group::name}),
        field<&Provider::former_names>({.name = "former_names", .kind = Kind::text_list, .group = Group::name}),
        field<&Provider::type>(
            {.name = "type", .kind = Kind::code, .vocabulary = "provider_type", .group = Group::existence}),
        field<&Provider::ownership>(
            {.name = "ownership", .kind = Kind::code, .vocabulary = "ownership", .group = Group::name}),
        field<&Provider::status>({.name = "status", .kind = Kind::code, .vocabulary = "status", .group = Group::name}),
        field<&Provider::supervising_ministry>({.name = "supervising_ministry", .group = Group::name}),
        field<&Provider::recognised_by>({.name = "recognised_by", .group = Group::name}),
        field<&Provider::recognition_date>({.name = "recognition_date", .kind = Kind::date, .group = Group::name}),
        field<&Provider::parent_organisation>({.name = "parent_organisation", .group = Group::name}),
        field<&Provider::referral_roles>({.name = "referral_roles",
                                          .kind = Kind::code_list,
                                          .vocabulary = "referral_role",
                                          .group = Group::capacity}),
        services_field(),
        field<&Provider::capacity_max>(
            {.name = "capacity_max", .kind = Kind::whole, .group = Group::capacity, .min = 0, .max = 100000}),
        field<&Provider::capacity_free>(
            {.name = "capacity_free", .kind = Kind::whole, .group = Group::capacity, .min = 0, .max = 100000}),
        field<&Provider::capacity_date>({.name = "capacity_date", .kind = Kind::date, .group = Group::capacity}),
        field<&Provider::sex_served>(
            {.name = "sex_served", .kind = Kind::code, .vocabulary = "sex", .group = Group::capacity}),
        field<&Provider::age_min>(
            {.name = "age_min", .kind = Kind::whole, .group = Group::capacity, .min = 0, .max = 120}),
        field<&Provider::age_max>(
            {.name = "age_max", .kind = Kind::whole, .group = Group::capacity, .min = 0, .max = 120}),
        field<&Provider::foreign_children>(
            {.name = "foreign_children", .kind = Kind::code, .vocabulary = "yes_no", .group = Group::capacity}),
        field<&Provider::disability_access>(
            {.name = "disability_access", .kind = Kind::code, .vocabulary = "yes_no", .group = Group::capacity}),
        field<&Provider::languages>(
            {.name = "languages", .kind = Kind::code_list, .vocabulary = "language", .group = Group::capacity}),
        field<&Provider::hours>({.name = "hours", .group = Group::capacity}),
        field<&Provider::cost>({.name = "cost", .group = Group::capacity}),
        field<&Provider::documents_required>(
            {.name = "documents_required", .kind = Kind::long_text, .group = Group::capacity}),
        field<&Provider::admission_fr>({.name = "admission_fr", .kind = Kind::long_text, .group = Group::capacity}),
        field<&Provider::admission_en>({.name = "admission_en", .kind = Kind::long_text, .group = Group::capacity}),
        field<&Provider::trauma_informed>(
            {.name = "trauma_informed", .kind = Kind::code, .vocabulary = "yes_no", .group = Group::capacity}),
        field<&Provider::survivor_informed>(
            {.name = "survivor_informed", .kind = Kind::code, .vocabulary = "yes_no", .group = Group::capacity}),
        field<&Provider::child_friendly_space>(
            {.name = "child_friendly_space", .kind = Kind::code, .vocabulary = "yes_no", .group = Group::capacity}),
        field<&Provider::care_checked_on>({.name = "care_checked_on", .kind = Kind::date, .group = Group::capacity}),
        field<&Provider::social_workers>({.name = "social_workers",
                                          .kind = Kind::whole,
                                          .group = Group::capacity,
                                          .floor = Audience::partners,
                                          .min = 0,
                                          .max = 100000}),
        field<&Provider::staff_trained>({.name = "staff_trained",
                                         .kind = Kind::whole,
                                         .group = Group::capacity,
                                         .floor = Audience::partners,
                                         .min = 0,
                                         .max = 100000}),
        field<&Provider::equipment_held>({.name = "equipment_held",
                                          .kind = Kind::equipment,
                                          .vocabulary = "equipment",
                                          .group = Group::capacity,
                                          .floor = Audience::partners}),
        field<&Provider::equipment_needed>({.name = "equipment_needed",
                                            .kind = Kind::equipment,
                                            .vocabulary = "equipment",
                                            .group = Group::capacity,
                                            .floor = Audience::partners}),
        field<&Provider::focal_name>({.name = "focal_name", .group = Group::contacts, .floor = Audience::partners}),
        field<&Provider::focal_title>({.name = "focal_title", .group = Group::contacts, .floor = Audience::partners}),
        field<&Provider::focal_phone>(
            {.name = "focal_phone", .kind = Kind::phone, .group = Group::contacts, .floor = Audience::partners}),
        field<&Provider::focal_email>(
            {.name = "focal_email", .kind = Kind::email, .group = Group::contacts, .floor = Audience::partners}),
        field<&Provider::focal_changed_on>(
            {.name = "focal_changed_on", .kind = Kind::date, .group = Group::contacts, .floor = Audience::partners}),
        field<&Provider::public_phone>({.name = "public_phone", .kind = Kind::phone_list, .group = Group::contacts}),
        field<&Provider::public_contact>({.name = "public_contact", .group = Group::contacts}),
        field<&Provider::website>({.name = "website", .kind = Kind::url, .group = Group::contacts}),
        access::longitude<Provider>(),
        access::latitude<Provider>(),
        field<&Provider::position_method>(
            {.name = "position_method", .kind = Kind::code, .vocabulary = "position_method", .group = Group::position}),
        field<&Provider::position_accuracy>(
            {.name = "position_accuracy", .kind = Kind::real, .group = Group::position, .min = 0, .max = 1e6}),
        field<&Provider::position_date>({.name = "position_date", .kind = Kind::date, .group = Group::position}),
        field<&Provider::address>({.name = "address", .group = Group::address}),
        field<&Provider::landmark>({.name = "landmark", .group = Group::address}),
        field<&Provider::locality>({.name = "locality", .group = Group::address}),
        field<&Provider::area_code>({.name = "area_code", .kind = Kind::area_code, .group = Group::area}),
        field<&Provider::areas_served>({.name = "areas_served", .kind = Kind::area_list, .group = Group::capacity}),
        disclosure_field<Group::existence>("disclosure_existence"),
        disclosure_field<Group::name>("disclosure_name"),
        disclosure_field<Group::area>("disclosure_area"),
        disclosure_field<Group::position>("disclosure_position"),
        disclosure_field<Group::address>("disclosure_address"),
        disclosure_field<Group::contacts>("disclosure_contacts"),
        disclosure_field<Group::capacity>("disclosure_capacity"),
        disclosure_field<Group::notes>("disclosure_notes"),
        field<&Provider::assured_on>({.name = "assured_on", .kind = Kind::date, .group = Group::name}),
        field<&Provider::assured_by>({.name = "assured_by", .group = Group::notes, .floor = Audience::internal}),
        field<&Provider::assured_method>(
            {.name = "assured_method", .kind = Kind::code, .vocabulary = "verification_method", .group = Group::name}),
        field<&Provider::next_check>(
            {.name = "next_check", .kind = Kind::date, .group = Group::notes, .floor = Audience::internal}),
        field<&Provider::source>({.name = "source", .group = Group::name}),
        field<&Provider::licence>({.name = "licence", .group = Group::name}),
        field<&Provider::source_id>({.name = "source_id", .group = Group::notes, .floor = Audience::internal}),
        field<&Provider::notes>(
            {.name = "notes", .kind = Kind::long_text, .group = Group::notes, .floor = Audience::internal}),
    };
    return instance;
}

}  // namespace

template <>
std::span<const Field<Provider>> fields<Provider>() {
    return table();
}

}  // namespace balise::model
