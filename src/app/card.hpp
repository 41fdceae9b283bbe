#pragma once
// The card of one record, as an audience may see it.
#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "app/snapshot.hpp"
#include "model/disclosure.hpp"
#include "model/records.hpp"

namespace balise::app {

struct CardField {
    std::string name;   // canonical: what `edit` takes
    std::string label;  // in the language
    std::string value;  // codes as labels, dates as the language writes them
    std::string raw;    // as stored
};

struct CardService {
    std::string category, label;
    bool emergency = false, medium_term = false, active = true;
};

// One line of "who sees what": a field group and how far each audience sees it.
struct CardDisclosure {
    std::string group, label;
    model::Audience level = model::Audience::internal;
    // What is seen when not all of it is, also where `level` shows the group: "type only", "region"; else empty.
    std::string partly_partners, partly_public;
};

struct Card {
    std::string kind;  // provider, risk_zone, border_post, transport_node, area, place
    std::string id, ref, title, type, type_label, symbol;  // symbol: name in the symbol set
    std::string area, area_code;                           // "Gbêkê", "CI11"
    std::string status, status_label;
    bool confidential = false, sample = false, stale = false;
    std::optional<geo::LonLat> position;
    std::string verified_on, verified_by, verified_how;  // as the language writes it; withheld or unknown: empty
    std::vector<CardField> essentials;                   // the four or five lines at the top
    std::vector<CardService> services;          // in the vocabulary's order; those that are closed are not `active`
    std::vector<std::string> services_missing;  // labels of the categories 1 to 14 that are not among `services`
    std::optional<std::int64_t> capacity, free;
    std::string capacity_on, capacity_who;   // "Girls and boys · 6–17 years · wheelchair access"
    std::vector<CardDisclosure> disclosure;  // internal only
    std::vector<CardField> more;             // every other field that holds something
    // The nearest providers that offer housing (type, km), for areas, places and risk zones; and the record's own
    // history.
    struct Near {
        std::string id, title, type_label;
        double kilometres = 0;
        bool generalised = false;  // measured to the middle of the provider's area
        std::string type;          // its code
        std::optional<std::int64_t> capacity, free;
    };
    std::vector<Near> nearest;
    // For areas: the risk zones that reach into it, gravest first.
    struct Zone {
        std::string id, title, level, level_label;
    };
    std::vector<Zone> zones;
    // For areas: providers by type with their number, zero for those there are none of.
    struct Count {
        std::string type, label;
        std::int64_t count = 0;
    };
    std::vector<Count> counts;
};

// Through the release gate. Throws not_found when there is no such record or the audience may not know of it: the words
// are the same. `kind` and `id` as in Card.
// `listed` (or null): the snapshot that is shown, for the counts and the nearest providers of areas, places and risk
// zones; without one of this audience and language it is taken, which lasts.
Card card_of(const Session& session, const std::string& kind, const std::string& id, model::Audience audience,
             base::Language language, const std::shared_ptr<const Snapshot>& listed = nullptr);

// What can be edited of a provider, empty fields too, in the order of the form; codes with their choices.
struct FormField {
    std::string name, label, value;  // value as stored
    enum class Kind { text, long_text, code, codes, whole, date, yes_no };
    Kind kind = Kind::text;
    std::vector<std::pair<std::string, std::string>> choices;  // code, label
    std::string group;                                         // label of the part of the form
};
std::vector<FormField> form_of(const Session& session, const std::string& id, base::Language language);

// The history, newest first, in words.
struct HistoryRow {
    std::int64_t number = 0;
    std::string time, words, author;
    bool undone = false, is_next_undo = false, is_next_redo = false;
};
std::vector<HistoryRow> history_rows(const Session& session, base::Language language, std::size_t limit);

}  // namespace balise::app
