#include "model/value.hpp"

#include "base/words.hpp"

namespace balise::model {

std::string text_of(const Value& value) {
    if (const auto* words = std::get_if<std::string>(&value)) return *words;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return base::number_text(*real);
    return {};
}

}  // namespace balise::model
