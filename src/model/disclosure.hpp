#pragma once
// Who may see what: audiences, field groups, and the level that holds for a record.
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace balise::model {

// From the widest to the narrowest circle. A field at level L is shown to an audience A when A >= L.
enum class Audience { everyone, partners, internal };

std::string_view audience_code(Audience audience);  // public, partners, internal
std::optional<Audience> audience_from_code(std::string_view code);

// The groups of fields that are disclosed together.
enum class FieldGroup { existence, name, area, position, address, contacts, capacity, notes };
inline constexpr std::size_t field_group_count = 8;
inline constexpr std::array<FieldGroup, field_group_count> field_groups{
    FieldGroup::existence, FieldGroup::name,     FieldGroup::area,     FieldGroup::position,
    FieldGroup::address,   FieldGroup::contacts, FieldGroup::capacity, FieldGroup::notes};
std::string_view field_group_code(FieldGroup group);
std::optional<FieldGroup> field_group_from_code(std::string_view code);

// The level that holds for each field group.
using AudienceOfGroups = std::array<Audience, field_group_count>;

// A level per field group; nothing = the default of the record's type and status.
using Disclosure = std::array<std::optional<Audience>, field_group_count>;

inline std::optional<Audience>& level(Disclosure& disclosure, FieldGroup group) {
    return disclosure[static_cast<std::size_t>(group)];
}
inline const std::optional<Audience>& level(const Disclosure& disclosure, FieldGroup group) {
    return disclosure[static_cast<std::size_t>(group)];
}

}  // namespace balise::model
