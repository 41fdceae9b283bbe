#pragma once
// The bundled country and the example directory as values, read without the importers.
#include <array>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "model/fields.hpp"
#include "model/release.hpp"
#include "unit/exchange/read_vocabularies.hpp"

namespace balise::test {

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
    for (const auto& row : csv_rows(data_file(name))) {
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

struct SampleCountry {
    model::Directory directory;
    std::vector<model::Road> roads;
    std::vector<model::Water> waters;
    std::vector<model::Neighbour> neighbours;
};

inline SampleCountry read_sample_country() {
    SampleCountry made;
    auto& directory = made.directory;
    for (const auto* name : {"base/country.geojson", "base/districts.geojson", "base/regions.geojson"})
        for (auto& area : read_features<model::Area>(name)) directory.areas.push_back(std::move(area));
    directory.places = read_table<model::Place>("base/places.csv");
    directory.providers = read_table<model::Provider>("samples/providers.csv");
    directory.risk_zones = read_features<model::RiskZone>("samples/risk_zones.geojson");
    directory.border_posts = read_table<model::BorderPost>("samples/border_posts.csv");
    directory.transport_nodes = read_table<model::TransportNode>("samples/transport_nodes.csv");
    give_ids(directory.providers);
    give_ids(directory.risk_zones);
    give_ids(directory.border_posts);
    give_ids(directory.transport_nodes);
    made.roads = read_features<model::Road>("base/roads.geojson");
    made.waters = read_features<model::Water>("base/waters.geojson");
    made.neighbours = read_features<model::Neighbour>("base/neighbours.geojson");
    return made;
}

inline const SampleCountry& sample_country() {
    static const SampleCountry instance = read_sample_country();
    return instance;
}

}  // namespace balise::test
