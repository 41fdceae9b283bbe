#pragma once
// What the cards of all kinds are made with; for card*.cpp alone.
#include <string>
#include <string_view>
#include <vector>

#include "app/card.hpp"
#include "app/queries.hpp"
#include "base/clock.hpp"
#include "model/fields.hpp"
#include "model/release.hpp"
#include "sheet/words.hpp"

namespace balise::app {

// Who asks, and in which language.
struct CardRoom {
    const Session& session;
    model::Audience audience;
    base::Language language;
    const base::Catalogue& say;
    std::vector<model::Area> areas;  // without shapes
    std::vector<model::Decision> decisions;

    CardRoom(const Session& asked, model::Audience who, base::Language words);

    const model::Vocabularies& vocabularies() const { return session.vocabularies(); }
    std::string label(std::string_view vocabulary, const std::string& code) const {
        return code.empty() ? code : vocabularies().label(vocabulary, code, language);
    }
    // "visite sur place": as it stands within a line.
    std::string small_label(std::string_view vocabulary, const std::string& code) const;
    std::string date(const std::string& stored) const { return sheet::date_words(stored, language); }
    const std::string& name_in(const std::string& fr, const std::string& en) const {
        const bool english = language == base::Language::english ? !en.empty() : fr.empty();
        return english ? en : fr;
    }
    // Area and area_code of the card.
    void place(Card& card, const std::string& area_code) const;
    // What the gate lets through of a directory.
    model::Released released(const model::Directory& directory) const {
        return model::release(directory, audience, decisions);
    }
};

// Parts that are not empty, with " · " between them.
std::string dotted(const std::vector<std::string>& parts);
// True when a year has gone since the date.
bool is_stale(const std::string& date);
[[noreturn]] void refuse_unknown(const std::string& id);

// A field as the card shows it.
template <class Record>
CardField card_field(const CardRoom& room, const Record& record, const model::Field<Record>& field) {
    const auto value = field.get(record);
    CardField shown;
    shown.name = std::string(field.name);
    shown.label = room.vocabularies().field_label(model::RecordTraits<Record>::code, field.name, room.language);
    shown.raw = model::text_of(value);
    if (!model::is_set(value)) return shown;
    if (field.kind == model::FieldKind::date)
        shown.value = room.date(shown.raw);
    else if (field.kind == model::FieldKind::whole && !field.name.ends_with("year"))
        shown.value = room.say.number(std::get<std::int64_t>(value));
    else
        shown.value = shown_value(field, value, room.vocabularies(), room.language);
    return shown;
}

// Appends the named fields that hold something.
template <class Record>
void add_fields(const CardRoom& room, const Record& record, const std::vector<std::string_view>& names,
                std::vector<CardField>& list) {
    for (const auto name : names) {
        const auto* field = model::find_field<Record>(name);
        if (field == nullptr) continue;
        auto shown = card_field(room, record, *field);
        if (!shown.value.empty()) list.push_back(std::move(shown));
    }
}

// Appends every field that holds something but keys, the position and the named ones.
template <class Record>
void add_other_fields(const CardRoom& room, const Record& record, const std::vector<std::string_view>& without,
                      std::vector<CardField>& list) {
    for (const auto& field : model::fields<Record>()) {
        if (field.is_key || field.kind == model::FieldKind::longitude || field.kind == model::FieldKind::latitude ||
            std::find(without.begin(), without.end(), field.name) != without.end())
            continue;
        auto shown = card_field(room, record, field);
        if (!shown.value.empty()) list.push_back(std::move(shown));
    }
}

Card provider_card(const CardRoom& room, const std::string& id);
Card risk_zone_card(const CardRoom& room, const std::string& id);
Card border_post_card(const CardRoom& room, const std::string& id);
Card transport_node_card(const CardRoom& room, const std::string& id);
Card area_card(const CardRoom& room, const std::string& code);
Card place_card(const CardRoom& room, const std::string& code);

}  // namespace balise::app
