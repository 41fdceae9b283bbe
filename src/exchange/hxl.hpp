#pragma once
// Hashtags of the Humanitarian Exchange Language (HXL 1.1).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace balise::exchange {

struct Hashtag {
    std::string tag;                      // "#geo"
    std::vector<std::string> attributes;  // sorted, without the plus sign
};

std::optional<Hashtag> parse_hashtag(std::string_view text);

// How well a column's hashtag fits a field's: nothing when the tag differs or an attribute that the field asks for is
// missing; else higher for more attributes in common, lower for attributes the field does not speak of.
std::optional<int> match(const Hashtag& column, const Hashtag& field);

}  // namespace balise::exchange
