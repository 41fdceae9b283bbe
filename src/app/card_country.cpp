// The cards of overlays, areas and places.
#include <algorithm>

#include "app/card_parts.hpp"
#include "base/words.hpp"
#include "geo/operations.hpp"
#include "store/batches.hpp"

namespace balise::app {

using namespace model;
using base::mark;

namespace {

std::optional<geo::LonLat> middle_of(const geo::MultiPolygon& shape) {
    try {
        if (const auto point = geo::interior_point(shape)) return geo::LonLat{point->x, point->y};
    } catch (const base::Error&) {
        // A shape that cannot be worked with has no middle.
    }
    return std::nullopt;
}

// By id, or by public reference.
template <class Record>
std::optional<Record> find(const store::Project& project, const std::string& id) {
    if (auto found = store::record_of<Record>(project, id)) return found;
    if (id.empty()) return std::nullopt;
    for (auto& record : project.all<Record>())
        if (record.public_ref == id) return std::move(record);
    return std::nullopt;
}

bool is_sample(const std::string& name, const std::string& source) {
    return name.find("EXEMPLE") != std::string::npos || source.find("EXEMPLE") != std::string::npos;
}

// What all overlays have in common. `record` came through the gate.
template <class Record>
Card overlay_card(const CardRoom& room, const Record& record, const Record& original) {
    Card card;
    card.kind = std::string(RecordTraits<Record>::code);
    card.id = original.id.text();
    card.ref = record.public_ref;
    room.place(card, record.area_code);
    if (room.audience != Audience::internal) return card;
    const auto level = overlay_level(record.disclosure);
    card.confidential = level != Audience::everyone;
    card.disclosure.push_back({"existence", room.label("field_group", "existence"), level, {}, {}});
    return card;
}

// The record as the audience may have it, and as it is.
template <class Record, class Function>
Card released_card(const CardRoom& room, const std::string& id, std::vector<Record> Directory::*list,
                   const std::vector<Record>& (Released::*released_list)() const, Function&& fill) {
    Directory directory;
    if (auto record = find<Record>(room.session.project(), id)) (directory.*list).push_back(std::move(*record));
    const auto released = room.released(directory);
    const auto& passed = (released.*released_list)();
    if (passed.empty()) refuse_unknown(id);
    auto card = overlay_card(room, passed.front(), (directory.*list).front());
    fill(passed.front(), card);
    return card;
}

// A post or a node; they differ in few fields.
template <class Record>
void fill_node(const CardRoom& room, const Record& record, const char* vocabulary, const char* family,
               const std::vector<std::string_view>& first, Card& card) {
    card.title = record.name;
    card.type = record.kind;
    card.type_label = room.label(vocabulary, record.kind);
    card.symbol = family + record.kind;
    card.status = record.status == "unknown" ? "" : record.status;
    card.status_label = room.label("node_status", card.status);
    card.position = record.position;
    card.sample = is_sample(record.name, record.source);
    add_fields(room, record, first, card.essentials);
    auto without = first;
    for (const auto* name : {"name", "kind", "status", "area_code", "disclosure"}) without.emplace_back(name);
    add_other_fields(room, record, without, card.more);
}

}  // namespace

Card risk_zone_card(const CardRoom& room, const std::string& id) {
    return released_card<RiskZone>(
        room, id, &Directory::risk_zones, &Released::risk_zones, [&](const RiskZone& zone, Card& card) {
            card.title = room.name_in(zone.name_fr, zone.name_en);
            card.type = zone.level;
            card.type_label = room.say(mark("Risk zone: {0}", room.small_label("risk_level", zone.level)));
            card.symbol = "risk_zone/" + zone.level;
            card.position = middle_of(zone.shape);
            card.stale = !zone.valid_to.empty() && zone.valid_to < base::today();
            card.sample = is_sample(zone.name_fr, zone.source);
            const std::vector<std::string_view> first{"trafficking_types", "sectors", "roles", "children", "date"};
            add_fields(room, zone, first, card.essentials);
            auto without = first;
            for (const auto* name : {"level", "area_code", "disclosure"}) without.emplace_back(name);
            without.emplace_back(card.title == zone.name_en ? "name_en" : "name_fr");
            add_other_fields(room, zone, without, card.more);
        });
}

Card border_post_card(const CardRoom& room, const std::string& id) {
    return released_card<BorderPost>(
        room, id, &Directory::border_posts, &Released::border_posts, [&](const BorderPost& post, Card& card) {
            fill_node(room, post, "border_kind", "border/",
                      {"neighbour", "facing_place", "hours", "services_present", "staff_trained", "last_campaign"},
                      card);
        });
}

Card transport_node_card(const CardRoom& room, const std::string& id) {
    return released_card<TransportNode>(
        room, id, &Directory::transport_nodes, &Released::transport_nodes, [&](const TransportNode& node, Card& card) {
            fill_node(room, node, "transport_kind", "transport/",
                      {"operator", "locality", "hours", "services_present", "staff_trained", "last_campaign"}, card);
        });
}

Card area_card(const CardRoom& room, const std::string& code) {
    const auto area = store::record_of<Area>(room.session.project(), code);
    if (!area) refuse_unknown(code);
    Card card;
    card.kind = "area";
    card.id = card.ref = area->code;
    card.title = room.name_in(area->name_fr, area->name_en);
    card.type = area->legal_type;
    card.type_label = room.label("legal_type", area->legal_type);
    card.symbol = "icon/zone";
    room.place(card, area->parent_code);
    card.position = middle_of(area->shape);
    card.sample = is_sample({}, area->source);
    const std::vector<std::string_view> first{"population", "children", "population_year", "accuracy"};
    add_fields(room, *area, first, card.essentials);
    auto without = first;
    for (const auto* name : {"parent_code", "legal_type", "level"}) without.emplace_back(name);
    without.emplace_back(card.title == area->name_en ? "name_en" : "name_fr");
    add_other_fields(room, *area, without, card.more);
    return card;
}

Card place_card(const CardRoom& room, const std::string& code) {
    const auto place = store::record_of<Place>(room.session.project(), code);
    if (!place) refuse_unknown(code);
    Card card;
    card.kind = "place";
    card.id = card.ref = place->code;
    card.title = place->name;
    card.type = place->kind;
    card.type_label = room.label("place_kind", place->kind);
    card.symbol = "place/" + place->kind;
    room.place(card, place->area_code);
    card.position = place->position;
    const std::vector<std::string_view> first{"population", "population_year"};
    add_fields(room, *place, first, card.essentials);
    auto without = first;
    for (const auto* name : {"name", "kind", "area_code"}) without.emplace_back(name);
    add_other_fields(room, *place, without, card.more);
    return card;
}

}  // namespace balise::app
