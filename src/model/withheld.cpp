// What was withheld, told from the records and the levels that hold for them – not from what the gate made of them, so
// that a mistake of the gate is found here.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/words.hpp"
#include "model/levels.hpp"

namespace balise::model {

namespace {

// Words that identify: free text, names, contacts. Codes, numbers and dates say nothing alone and would be found
// everywhere.
bool identifies(FieldKind kind) {
    switch (kind) {
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::text_list:
        case FieldKind::phone:
        case FieldKind::phone_list:
        case FieldKind::email:
        case FieldKind::url: return true;
        default: return false;
    }
}

// A word that tells something when it is found: short runs of digits ("12345") are found in any coordinate.
bool is_telling(const std::string& word) {
    if (word.size() < 5) return false;
    const auto digits = std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool has_letters = std::any_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
    return has_letters || digits >= 9;
}

std::string key_of(double x, double y) {
    return base::number_text(x) + ' ' + base::number_text(y);
}

class Collector {
public:
    Collector(const Released& released, const std::vector<Decision>& decisions)
        : audience_(released.audience()), levels_(decisions) {}

    template <class Record>
    void collect(const std::vector<Record>& all, const std::vector<Record>& released) {
        std::unordered_map<std::string, const Record*> shown;
        for (const auto& record : released) shown.emplace(record.public_ref, &record);
        for (const auto& record : all) {
            const auto found = shown.find(record.public_ref);
            const auto levels = levels_.of(record);
            for (const auto& field : fields<Record>()) {
                if (is_visible(field, levels, audience_)) continue;
                require_empty(field, found == shown.end() ? nullptr : found->second);
                withhold(field, record);
            }
            withhold_place(record, levels);
        }
    }

    // Positions that a released record has too are known anyway.
    Withheld finish(const Released& released) {
        auto& words = withheld_.words;
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        std::unordered_set<std::string> known;
        const auto add = [&](const geo::Position& p) { known.insert(key_of(p.x, p.y)); };
        for (const auto& record : released.providers()) geo::for_each_position(geometry_of(record), add);
        for (const auto& record : released.border_posts()) geo::for_each_position(geometry_of(record), add);
        for (const auto& record : released.transport_nodes()) geo::for_each_position(geometry_of(record), add);
        for (const auto& record : released.risk_zones()) geo::for_each_position(geometry_of(record), add);
        if (withholds_shapes_)
            for (const auto& record : released.areas()) geo::for_each_position(geometry_of(record), add);
        std::erase_if(withheld_.positions, [&](const geo::LonLat& p) { return known.contains(key_of(p.lon, p.lat)); });
        return std::move(withheld_);
    }

private:
    template <class Record>
    void require_empty(const Field<Record>& field, const Record* released) const {
        if (released == nullptr || !is_set(field.get(*released))) return;
        throw base::Error(base::ErrorKind::internal,
                          base::mark("the release gate let through the field \"{0}\" of {1}; nothing was written",
                                     std::string(field.name), released->public_ref));
    }

    template <class Record>
    void withhold(const Field<Record>& field, const Record& record) {
        if constexpr (std::is_same_v<Record, Provider>)
            if (field.kind == FieldKind::services)
                for (const auto& service : record.services)
                    if (is_telling(service.label)) withheld_.words.push_back(service.label);
        if (!identifies(field.kind)) return;
        const auto text = text_of(field.get(record));
        const bool is_list = field.kind == FieldKind::text_list || field.kind == FieldKind::phone_list;
        for (auto& item : is_list ? base::split(text, ';') : std::vector<std::string>{text})
            if (is_telling(item)) withheld_.words.push_back(std::move(item));
    }

    template <class Record>
    void withhold_place(const Record& record, const Levels::OfGroups& levels) {
        if (levels[static_cast<std::size_t>(FieldGroup::position)] <= audience_) return;
        if constexpr (requires { record.shape; }) withholds_shapes_ = true;
        geo::for_each_position(geometry_of(record), [&](const geo::Position& p) {
            withheld_.positions.push_back({p.x, p.y});
        });
    }

    Audience audience_;
    Levels levels_;
    Withheld withheld_;
    bool withholds_shapes_ = false;
};

}  // namespace

Withheld withheld_from(const Directory& directory, const Released& released, const std::vector<Decision>& decisions) {
    Collector collector(released, decisions);
    collector.collect(directory.providers, released.providers());
    collector.collect(directory.risk_zones, released.risk_zones());
    collector.collect(directory.border_posts, released.border_posts());
    collector.collect(directory.transport_nodes, released.transport_nodes());
    return collector.finish(released);
}

}  // namespace balise::model
