#include "map/record_tables.hpp"

#include <initializer_list>
#include <limits>

namespace balise::map {

namespace {

// Empty words are nothing.
Value words(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

Value number(const model::Whole& whole) {
    return whole ? Value{static_cast<double>(*whole)} : Value{};
}

const std::string& name_in(base::Language language, const std::string& french, const std::string& english) {
    if (language == base::Language::french) return french.empty() ? english : french;
    return english.empty() ? french : english;
}

geo::Position point_of(const std::optional<geo::LonLat>& position) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return position ? geo::Position{position->lon, position->lat} : geo::Position{none, none};
}

FeatureTable empty_table(const char* name, std::initializer_list<const char*> columns) {
    FeatureTable table;
    table.name = name;
    for (const char* column : columns) table.columns.emplace_back(column);
    return table;
}

// One value for each column, in the columns' order.
void add_row(FeatureTable& table, std::string id, std::initializer_list<Value> values) {
    table.ids.push_back(std::move(id));
    std::size_t column = 0;
    for (const auto& value : values) table.columns[column++].add(value);
}

template <class Shape>
geo::Geometry shape_of(const Shape& shape) {
    geo::Geometry geometry = shape;
    return geo::is_empty(geometry) ? geo::Geometry{} : geometry;
}

// A row for each record, with its shape or its point; `fill(table, record)` adds the row's id and values.
template <class Record, class Fill>
FeatureTable filled(FeatureTable table, const std::vector<Record>& records, const Fill& fill) {
    for (const auto& record : records) {
        if constexpr (requires { record.shape; })
            table.shapes.push_back(shape_of(record.shape));
        else
            table.points.push_back(point_of(record.position));
        fill(table, record);
    }
    return table;
}

// "fresh" within twelve months before `today`, as the search has it.
std::string verified(const std::string& date, const std::string& today) {
    if (date.empty()) return "never";
    if (today.size() < 10) return "fresh";
    const std::string limit = std::to_string(std::stoi(today.substr(0, 4)) - 1) + today.substr(4, 6);
    return date >= limit ? "fresh" : "stale";
}

}  // namespace

FeatureTable area_table(const std::vector<model::Area>& areas, base::Language language) {
    return filled(
        empty_table("areas", {"code", "parent_code", "level", "legal_type", "name", "accuracy", "population"}), areas,
        [&](FeatureTable& table, const auto& area) {
            add_row(
                table, area.code,
                {words(area.code), words(area.parent_code), number(area.level), words(area.legal_type),
                 words(name_in(language, area.name_fr, area.name_en)), words(area.accuracy), number(area.population)});
        });
}

FeatureTable place_table(const std::vector<model::Place>& places) {
    return filled(empty_table("places", {"code", "name", "kind", "population", "area_code"}), places,
                  [&](FeatureTable& table, const auto& place) {
                      add_row(table, place.code,
                              {words(place.code), words(place.name), words(place.kind), number(place.population),
                               words(place.area_code)});
                  });
}

FeatureTable road_table(const std::vector<model::Road>& roads) {
    return filled(empty_table("roads", {"code", "name", "class", "surface", "quality"}), roads,
                  [&](FeatureTable& table, const auto& road) {
                      add_row(table, road.code,
                              {words(road.code), words(road.name), words(road.road_class), words(road.surface),
                               words(road.quality)});
                  });
}

FeatureTable water_table(const std::vector<model::Water>& waters) {
    return filled(empty_table("waters", {"code", "name", "kind", "rank", "perennial"}), waters,
                  [&](FeatureTable& table, const auto& water) {
                      add_row(table, water.code,
                              {words(water.code), words(water.name), words(water.kind), number(water.rank),
                               words(water.perennial)});
                  });
}

FeatureTable neighbour_table(const std::vector<model::Neighbour>& neighbours, base::Language language) {
    return filled(empty_table("neighbours", {"code", "name"}), neighbours,
                  [&](FeatureTable& table, const auto& neighbour) {
                      add_row(table, neighbour.code,
                              {words(neighbour.code), words(name_in(language, neighbour.name_fr, neighbour.name_en))});
                  });
}

FeatureTable provider_table(const model::Released& released, base::Language language, const std::string& today) {
    return filled(
        empty_table("providers",
                    {"name", "type", "ownership", "status", "area_code", "verified", "full", "position_method"}),
        released.providers(), [&](FeatureTable& table, const auto& provider) {
            add_row(table, provider.public_ref,
                    {words(name_in(language, provider.name_fr, provider.name_en)), words(provider.type),
                     words(provider.ownership), words(provider.status), words(provider.area_code),
                     verified(provider.assured_on, today), provider.capacity_free && *provider.capacity_free <= 0,
                     words(provider.position_method)});
        });
}

FeatureTable risk_zone_table(const model::Released& released, base::Language language) {
    return filled(empty_table("risk_zones", {"name", "level", "area_code", "confidence"}), released.risk_zones(),
                  [&](FeatureTable& table, const auto& zone) {
                      add_row(table, zone.public_ref,
                              {words(name_in(language, zone.name_fr, zone.name_en)), words(zone.level),
                               words(zone.area_code), words(zone.confidence)});
                  });
}

FeatureTable border_post_table(const model::Released& released) {
    return filled(empty_table("border_posts", {"name", "kind", "neighbour", "status"}), released.border_posts(),
                  [&](FeatureTable& table, const auto& post) {
                      add_row(table, post.public_ref,
                              {words(post.name), words(post.kind), words(post.neighbour), words(post.status)});
                  });
}

FeatureTable transport_node_table(const model::Released& released) {
    return filled(empty_table("transport_nodes", {"name", "kind", "status"}), released.transport_nodes(),
                  [&](FeatureTable& table, const auto& node) {
                      add_row(table, node.public_ref, {words(node.name), words(node.kind), words(node.status)});
                  });
}

}  // namespace balise::map
