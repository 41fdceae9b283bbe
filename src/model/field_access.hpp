#pragma once
// How a member of a record is read and set as a Value; used by the field tables only.
#include <algorithm>
#include <type_traits>

#include "base/error.hpp"
#include "base/words.hpp"
#include "model/fields.hpp"

namespace balise::model::access {

[[noreturn]] inline void refuse(const Value& value, base::Text expected) {
    throw base::Error(base::ErrorKind::invalid_input,
                      base::mark("\"{0}\" is not {1}", text_of(value), std::move(expected)));
}

inline std::optional<double> number_of(const Value& value) {
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* words = std::get_if<std::string>(&value)) {
        std::string text(base::trim(*words));
        std::replace(text.begin(), text.end(), ',', '.');
        return base::parse_number(text);
    }
    return std::nullopt;
}

inline Value read(const std::string& member) {
    return member.empty() ? Value{} : Value{member};
}
inline Value read(const TextList& member) {
    return member.empty() ? Value{} : Value{base::join(member, ";")};
}
inline Value read(const Whole& member) {
    return member ? Value{*member} : Value{};
}
inline Value read(const Real& member) {
    return member ? Value{*member} : Value{};
}

inline void write(std::string& member, const Value& value) {
    if (const auto* words = std::get_if<std::string>(&value))
        member = base::trim(*words);
    else
        member = text_of(value);
}
inline void write(TextList& member, const Value& value) {
    member = base::split(text_of(value), ';');
}
inline void write(Whole& member, const Value& value) {
    member.reset();
    if (!is_set(value) || (std::holds_alternative<std::string>(value) && base::is_blank(std::get<std::string>(value))))
        return;
    const auto number = number_of(value);
    if (!number || *number != static_cast<double>(static_cast<std::int64_t>(*number)))
        refuse(value, base::mark("a whole number"));
    member = static_cast<std::int64_t>(*number);
}
inline void write(Real& member, const Value& value) {
    member.reset();
    if (!is_set(value) || (std::holds_alternative<std::string>(value) && base::is_blank(std::get<std::string>(value))))
        return;
    member = number_of(value);
    if (!member) refuse(value, base::mark("a number"));
}
template <class Tag>
Value read(const base::Id<Tag>& id) {
    return id.is_nil() ? Value{} : Value{id.text()};
}
template <class Tag>
void write(base::Id<Tag>& id, const Value& value) {
    id = {};
    if (!is_set(value) || text_of(value).empty()) return;
    const auto parsed = base::Id<Tag>::parse(text_of(value));
    if (!parsed) refuse(value, base::mark("an identifier (UUID)"));
    id = *parsed;
}

template <class T>
struct OwnerOf;
template <class Record, class Member>
struct OwnerOf<Member Record::*> {
    using type = Record;
};

// A field that is one member.
template <auto member>
auto field(FieldDescription description) {
    using Record = typename OwnerOf<decltype(member)>::type;
    Field<Record> result;
    static_cast<FieldDescription&>(result) = description;
    result.get = [](const Record& record) { return read(record.*member); };
    result.set = [](Record& record, const Value& value) { write(record.*member, value); };
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(std::declval<Record&>().*member)>, std::string>)
        result.text = [](const Record& record) -> std::string_view { return record.*member; };
    return result;
}

inline void set_axis(std::optional<geo::LonLat>& position, double geo::LonLat::*axis, const Value& value) {
    if (!is_set(value) ||
        (std::holds_alternative<std::string>(value) && base::is_blank(std::get<std::string>(value)))) {
        position.reset();
        return;
    }
    const auto number = number_of(value);
    const double limit = axis == &geo::LonLat::lon ? 180 : 90;
    if (!number || *number < -limit || *number > limit) refuse(value, base::mark("a coordinate in degrees"));
    if (!position) position = geo::LonLat{};
    (*position).*axis = *number;
}

// The two fields of a position; setting one alone leaves the other at 0, so both are set together by callers.
template <class Record>
Field<Record> longitude() {
    Field<Record> result;
    static_cast<FieldDescription&>(result) = {
        .name = "lon", .kind = FieldKind::longitude, .group = FieldGroup::position, .min = -180, .max = 180};
    result.get = [](const Record& record) { return record.position ? Value{record.position->lon} : Value{}; };
    result.set = [](Record& record, const Value& value) { set_axis(record.position, &geo::LonLat::lon, value); };
    return result;
}
template <class Record>
Field<Record> latitude() {
    Field<Record> result;
    static_cast<FieldDescription&>(result) = {
        .name = "lat", .kind = FieldKind::latitude, .group = FieldGroup::position, .min = -90, .max = 90};
    result.get = [](const Record& record) { return record.position ? Value{record.position->lat} : Value{}; };
    result.set = [](Record& record, const Value& value) { set_axis(record.position, &geo::LonLat::lat, value); };
    return result;
}

}  // namespace balise::model::access
