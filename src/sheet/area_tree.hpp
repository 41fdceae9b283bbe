#pragma once
// Which area lies in which, by their codes.
#include <string>
#include <unordered_map>
#include <vector>

#include "model/records.hpp"

namespace balise::sheet {

class AreaTree {
public:
    // Keeps pointers to the areas. Of several versions of one area the one that is still valid counts.
    explicit AreaTree(const std::vector<model::Area>& areas);

    const model::Area* find(const std::string& code) const;
    // True when the area `code` is `whole` or lies in it. Codes that are not known are read as P-codes.
    bool is_within(const std::string& code, const std::string& whole) const;
    // The areas of the same kind as `area` (level and, where there is none, being a district), itself left out, in the
    // order of their codes.
    std::vector<const model::Area*> peers_of(const model::Area& area) const;

private:
    std::unordered_map<std::string, const model::Area*> by_code_;
};

const std::string& name_of(const model::Area& area, bool french);

}  // namespace balise::sheet
