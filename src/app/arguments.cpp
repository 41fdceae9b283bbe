#include <algorithm>

#include "app/action.hpp"
#include "base/words.hpp"

namespace balise::app {

std::string Arguments::text(const std::string& name, const std::string& fallback) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? fallback : found->second.front();
}

const std::vector<std::string>& Arguments::list(const std::string& name) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

std::optional<std::int64_t> Arguments::whole(const std::string& name) const {
    if (!has(name)) return std::nullopt;
    const auto value = base::parse_whole(base::trim(text(name)));
    if (!value)
        throw base::Error(base::ErrorKind::usage,
                          base::mark("\"{0}\" is not a whole number (parameter \"{1}\")", text(name), name));
    return *value;
}

}  // namespace balise::app
