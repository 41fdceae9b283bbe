#include "model/disclosure.hpp"

namespace balise::model {

namespace {
constexpr std::array<std::string_view, 3> audience_codes{"public", "partners", "internal"};
constexpr std::array<std::string_view, field_group_count> group_codes{"existence", "name",     "area",     "position",
                                                                      "address",   "contacts", "capacity", "notes"};
}  // namespace

std::string_view audience_code(Audience audience) {
    return audience_codes[static_cast<std::size_t>(audience)];
}

std::optional<Audience> audience_from_code(std::string_view code) {
    for (std::size_t i = 0; i < audience_codes.size(); ++i)
        if (audience_codes[i] == code) return static_cast<Audience>(i);
    return std::nullopt;
}

std::string_view field_group_code(FieldGroup group) {
    return group_codes[static_cast<std::size_t>(group)];
}

std::optional<FieldGroup> field_group_from_code(std::string_view code) {
    for (std::size_t i = 0; i < group_codes.size(); ++i)
        if (group_codes[i] == code) return static_cast<FieldGroup>(i);
    return std::nullopt;
}

}  // namespace balise::model
