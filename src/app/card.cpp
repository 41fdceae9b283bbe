#include "app/card.hpp"

#include <algorithm>

#include "app/card_parts.hpp"
#include "app/listing.hpp"
#include "base/words.hpp"
#include "geo/operations.hpp"
#include "store/batches.hpp"

namespace balise::app {

CardRoom::CardRoom(const Session& asked, model::Audience who, base::Language words)
    : session(asked),
      audience(who),
      language(words),
      say(base::Catalogue::of(words)),
      areas(store::areas_without_shapes(asked.project())),
      decisions(asked.project().decisions()) {}

std::string CardRoom::small_label(std::string_view vocabulary, const std::string& code) const {
    const auto words = label(vocabulary, code);
    std::size_t first = 1;
    while (first < words.size() && (static_cast<unsigned char>(words[first]) & 0xC0U) == 0x80U) ++first;
    return words.empty() ? words : base::lower_case(words.substr(0, first)) + words.substr(first);
}

void CardRoom::place(Card& card, const std::string& area_code) const {
    card.area_code = area_code;
    for (const auto& area : areas)
        if (area.code == area_code) card.area = name_in(area.name_fr, area.name_en);
}

std::string dotted(const std::vector<std::string>& parts) {
    std::string line;
    for (const auto& part : parts) {
        if (part.empty()) continue;
        if (!line.empty()) line += " · ";
        line += part;
    }
    return line;
}

bool is_stale(const std::string& date) {
    const auto today = base::today();
    if (date.empty() || today.size() != 10) return false;
    return date < std::to_string(std::stoi(today.substr(0, 4)) - 1) + today.substr(4);
}

void refuse_unknown(const std::string& id) {
    throw base::Error(base::ErrorKind::not_found, base::mark("there is no record \"{0}\"", id));
}

namespace {

bool houses(const Snapshot& snapshot, const ListedProvider& provider) {
    const auto& type = snapshot.types[provider.type].code;
    if (type == "shelter_state" || type == "shelter_private" || type == "transit_centre") return true;
    for (std::size_t i = 0; i < snapshot.services.size(); ++i)
        if (snapshot.services[i].code == "housing") return (provider.services >> i & 1U) != 0;
    return false;
}

constexpr std::size_t nearest_count = 5;

std::optional<std::int64_t> known(std::int32_t places) {
    return places < 0 ? std::nullopt : std::optional<std::int64_t>(places);
}

void add_nearest(const Snapshot& snapshot, geo::LonLat from, Card& card) {
    for (const auto& provider : snapshot.providers) {
        if (!provider.position || !houses(snapshot, provider)) continue;
        card.nearest.push_back({provider.id.text(), provider.name, snapshot.types[provider.type].label,
                                geo::distance(from, *provider.position).value / 1000, provider.generalised,
                                snapshot.types[provider.type].code, known(provider.capacity), known(provider.free)});
    }
    const auto count = std::min(nearest_count, card.nearest.size());
    std::partial_sort(card.nearest.begin(), card.nearest.begin() + static_cast<std::ptrdiff_t>(count),
                      card.nearest.end(),
                      [](const Card::Near& a, const Card::Near& b) { return a.kilometres < b.kilometres; });
    card.nearest.resize(count);
}

void add_counts(const Snapshot& snapshot, const std::string& area, Card& card) {
    ProviderFilter filter;
    filter.area = area;
    std::vector<std::int64_t> counts(snapshot.types.size(), 0);
    for (const auto row : rows_that_pass(snapshot, filter, {})) ++counts[snapshot.providers[row].type];
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (!snapshot.types[i].code.empty())
            card.counts.push_back({snapshot.types[i].code, snapshot.types[i].label, counts[i]});
}

bool overlap(const geo::Box& a, const geo::Box& b) {
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

// Whether the zone lies in the area, or a piece of it that is more than two drawn edges missing each other.
bool reaches_into(const Session& session, const Snapshot& snapshot, const ListedOverlay& zone, std::uint32_t area) {
    const auto& wanted = snapshot.areas[area];
    for (auto at = zone.area; at < snapshot.areas.size(); at = snapshot.areas[at].parent)
        if (at == area) return true;
    constexpr double least = 1e6;  // m²
    // Of a zone whose shape is withheld only the area it names is told.
    if (!zone.position || zone.box.empty() || !overlap(zone.box, wanted.box)) return false;
    const auto shape = store::record_of<model::RiskZone>(session.project(), zone.id);
    const auto whole = store::record_of<model::Area>(session.project(), wanted.code);
    if (!shape || !whole) return false;
    try {
        return geo::area(geo::intersection_of(shape->shape, whole->shape)).value > least;
    } catch (const base::Error&) {
        return false;  // a shape that cannot be worked with
    }
}

void add_zones(const Session& session, const Snapshot& snapshot, const std::string& code, Card& card) {
    const auto area = snapshot.find_area(code);
    if (!area) return;
    std::vector<const ListedOverlay*> zones;
    for (const auto& zone : snapshot.risk_zones)
        if (reaches_into(session, snapshot, zone, *area)) zones.push_back(&zone);
    for (const auto& level : snapshot.risk_levels)
        for (const auto* zone : zones)
            if (zone->kind == level.code) card.zones.push_back({zone->id, zone->name, level.code, level.label});
}

Card own_card(const CardRoom& room, const std::string& kind, const std::string& id) {
    if (kind == "provider") return provider_card(room, id);
    if (kind == "risk_zone") return risk_zone_card(room, id);
    if (kind == "border_post") return border_post_card(room, id);
    if (kind == "transport_node") return transport_node_card(room, id);
    if (kind == "area") return area_card(room, id);
    if (kind == "place") return place_card(room, id);
    throw base::Error(base::ErrorKind::internal, base::mark("there is no kind of record \"{0}\"", kind));
}

}  // namespace

Card card_of(const Session& session, const std::string& kind, const std::string& id, model::Audience audience,
             base::Language language, const std::shared_ptr<const Snapshot>& listed) {
    auto card = own_card(CardRoom(session, audience, language), kind, id);
    if (kind != "area" && kind != "risk_zone" && kind != "place") return card;
    auto snapshot = listed;
    if (!snapshot || snapshot->audience != audience || snapshot->language != language) {
        base::Progress progress;
        snapshot = take_snapshot(session, audience, language, nullptr, progress);
    }
    if (kind == "area") {
        add_counts(*snapshot, card.id, card);
        add_zones(session, *snapshot, card.id, card);
    }
    if (card.position) add_nearest(*snapshot, *card.position, card);
    return card;
}

}  // namespace balise::app
