#include "exchange/hxl.hpp"

#include <algorithm>

#include "base/words.hpp"

namespace balise::exchange {

std::optional<Hashtag> parse_hashtag(std::string_view text) {
    const auto folded = base::fold(base::trim(text));
    if (folded.size() < 2 || folded[0] != '#') return std::nullopt;
    Hashtag hashtag;
    auto parts = base::split(folded, '+');
    if (parts.empty() || parts[0].size() < 2) return std::nullopt;
    hashtag.tag = parts[0];
    hashtag.attributes.assign(parts.begin() + 1, parts.end());
    std::sort(hashtag.attributes.begin(), hashtag.attributes.end());
    return hashtag;
}

std::optional<int> match(const Hashtag& column, const Hashtag& field) {
    if (column.tag != field.tag) return std::nullopt;
    if (!std::includes(column.attributes.begin(), column.attributes.end(), field.attributes.begin(),
                       field.attributes.end()))
        return std::nullopt;
    const auto common = static_cast<int>(field.attributes.size());
    const auto other = static_cast<int>(column.attributes.size()) - common;
    return 10 * common - other;
}

}  // namespace balise::exchange
