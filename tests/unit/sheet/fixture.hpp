#pragma once
// The bundled country and the example directory as values, read without the importers, and ways to ask for sheets.
#include <array>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "model/fields.hpp"
#include "model/release.hpp"
#include "sheet/region_sheet.hpp"
#include "unit/exchange/read_vocabularies.hpp"

namespace balise::sheet::test {

inline std::string data_file(const std::string& name) {
    return std::string(BALISE_SOURCE_DIR) + "/data/" + name;
}

inline geo::Path path_of(const nlohmann::json& positions) {
    geo::Path path;
    for (const auto& position : positions) path.push_back({position.at(0), position.at(1)});
    return path;
}

inline geo::Polygon polygon_of(const nlohmann::json& rings) {
    geo::Polygon polygon;
    for (const auto& ring : rings) polygon.rings.push_back(path_of(ring));
    return polygon;
}

inline geo::Geometry geometry_of(const nlohmann::json& geometry) {
    const std::string type = geometry.at("type");
    const auto& coordinates = geometry.at("coordinates");
    if (type == "LineString") return geo::MultiLine{{path_of(coordinates)}};
    if (type == "Polygon") return geo::MultiPolygon{{polygon_of(coordinates)}};
    geo::MultiLine lines;
    geo::MultiPolygon polygons;
    for (const auto& part : coordinates) {
        if (type == "MultiLineString") lines.paths.push_back(path_of(part));
        if (type == "MultiPolygon") polygons.polygons.push_back(polygon_of(part));
    }
    if (type == "MultiLineString") return lines;
    return polygons;
}

template <class Record>
void set_field(Record& record, const std::string& name, const std::string& words) {
    const auto* field = model::find_field<Record>(name);
    if (field != nullptr && !words.empty()) field->set(record, words);
}

template <class Record>
std::vector<Record> read_features(const std::string& name) {
    std::ifstream stream(data_file(name));
    const auto document = nlohmann::json::parse(stream);
    std::vector<Record> records;
    for (const auto& feature : document.at("features")) {
        Record record;
        for (const auto& [key, value] : feature.at("properties").items())
            if (!value.is_null()) set_field(record, key, value.is_string() ? std::string(value) : value.dump());
        model::set_shape(record, geometry_of(feature.at("geometry")));
        records.push_back(std::move(record));
    }
    return records;
}

template <class Record>
std::vector<Record> read_table(const std::string& name) {
    std::vector<Record> records;
    for (const auto& row : balise::test::csv_rows(data_file(name))) {
        Record record;
        for (const auto& [key, value] : row) set_field(record, key, value);
        records.push_back(std::move(record));
    }
    return records;
}

// Ids told from the row, so that every run has the same.
template <class Record>
void give_ids(std::vector<Record>& records) {
    std::uint32_t number = 0;
    for (auto& record : records) {
        ++number;
        for (std::size_t i = 0; i < 16; ++i)
            record.id.uuid.bytes[i] = static_cast<std::uint8_t>((number >> (i % 4 * 8)) + 31 * i);
        record.public_ref = model::public_ref_of(record.id.uuid);
    }
}

struct World {
    model::Directory directory;
    Country country;
    model::Vocabularies vocabularies;
    map::Style style;
    map::SymbolSet symbols;
};

inline World read_world() {
    World world;
    for (const auto* name : {"base/country.geojson", "base/districts.geojson", "base/regions.geojson"})
        for (auto& area : read_features<model::Area>(name)) world.directory.areas.push_back(std::move(area));
    world.directory.places = read_table<model::Place>("base/places.csv");
    world.directory.providers = read_table<model::Provider>("samples/providers.csv");
    world.directory.risk_zones = read_features<model::RiskZone>("samples/risk_zones.geojson");
    world.directory.border_posts = read_table<model::BorderPost>("samples/border_posts.csv");
    world.directory.transport_nodes = read_table<model::TransportNode>("samples/transport_nodes.csv");
    give_ids(world.directory.providers);
    give_ids(world.directory.risk_zones);
    give_ids(world.directory.border_posts);
    give_ids(world.directory.transport_nodes);
    world.country.roads = read_features<model::Road>("base/roads.geojson");
    world.country.waters = read_features<model::Water>("base/waters.geojson");
    world.country.neighbours = read_features<model::Neighbour>("base/neighbours.geojson");
    world.vocabularies = balise::test::load_vocabularies(data_file("vocabularies"));
    world.style = map::load_style(data_file("styles/paper.json"));
    world.symbols = map::SymbolSet::load(data_file("symbols"));
    return world;
}

inline const World& world() {
    static const World instance = read_world();
    return instance;
}

inline Imprint imprint() {
    Imprint made;
    made.producer = "Producteur EXEMPLE";
    made.ministry = "Ministère EXEMPLE";
    made.edition = "4 · version 4.0";
    made.created = "2026-11-23T09:40:00Z";
    made.sources =
        "Limites : Natural Earth et GeoNames (CC BY 4.0). Lieux : GeoNames. Cours d’eau : GSHHG. Routes schématiques : "
        "GeoNames. Prestataires : répertoire EXEMPLE, entièrement fictif.";
    made.address = "https://exemple.invalid/CI11";
    made.sample = true;
    return made;
}

inline SheetRequest request_for(const model::Released& released, const std::string& area) {
    SheetRequest request;
    request.released = &released;
    request.country = &world().country;
    request.vocabularies = &world().vocabularies;
    request.style = &world().style;
    request.symbols = &world().symbols;
    request.area = area;
    request.imprint = imprint();
    request.today = "2026-11-23";
    return request;
}

inline Sheet sheet_of(const SheetRequest& request) {
    base::Progress progress;
    return region_sheet(request, progress);
}

}  // namespace balise::sheet::test
