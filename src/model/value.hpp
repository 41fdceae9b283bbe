#pragma once
// The value of one field of a record.
#include <cstdint>
#include <string>
#include <variant>

namespace balise::model {

// Nothing, a whole number, a number, or UTF-8 text. Lists are text with ';' between the items.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

inline bool is_set(const Value& value) {
    return !std::holds_alternative<std::monostate>(value);
}
// The value as text: numbers in their shortest exact form with a decimal point.
std::string text_of(const Value& value);

}  // namespace balise::model
