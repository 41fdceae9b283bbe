#pragma once
// The level of each field group of a record, told from the record and the decisions: what the checks of the gate
// compare its work with.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "model/release.hpp"

namespace balise::model {

class Levels {
public:
    using OfGroups = AudienceOfGroups;

    explicit Levels(const std::vector<Decision>& decisions) {
        for (const auto& decision : decisions) decisions_[decision.provider].push_back(decision);
    }

    OfGroups of(const Provider& record) const {
        static const std::vector<Decision> none;
        const auto found = decisions_.find(record.id);
        return effective_levels(record, found == decisions_.end() ? none : found->second);
    }

    template <class Overlay>
    OfGroups of(const Overlay& record) const {
        OfGroups levels{};
        levels.fill(overlay_level(record.disclosure));
        return levels;
    }

private:
    std::unordered_map<ProviderId, std::vector<Decision>> decisions_;
};

// True when the audience may see the field of a record whose groups have these levels.
inline bool is_visible(const FieldDescription& field, const Levels::OfGroups& levels, Audience audience) {
    return std::max(levels[static_cast<std::size_t>(field.group)], field.floor) <= audience;
}

}  // namespace balise::model
