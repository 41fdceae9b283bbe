#include "exchange/geojson_geometry.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "exchange/gdal_geometry.hpp"

namespace balise::exchange {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(base::Text message) {
    throw base::Error(base::ErrorKind::invalid_input, std::move(message));
}

geo::Position position_of(const Json& pair) {
    if (!pair.is_array() || pair.size() < 2 || !pair[0].is_number() || !pair[1].is_number())
        refuse(base::mark("a coordinate of the geometry is not a pair of numbers"));
    return {pair[0].get<double>(), pair[1].get<double>()};
}

const Json& list_in(const Json& value) {
    if (!value.is_array()) refuse(base::mark("the geometry is not written as GeoJSON asks"));
    return value;
}

geo::Path path_of(const Json& value) {
    geo::Path path;
    path.reserve(list_in(value).size());
    for (const auto& pair : value) path.push_back(position_of(pair));
    return path;
}

geo::Path line_of(const Json& value) {
    auto path = path_of(value);
    if (path.size() < 2) refuse(base::mark("a line of the geometry has fewer than two positions"));
    return path;
}

geo::Polygon polygon_of(const Json& value) {
    geo::Polygon polygon;
    for (const auto& ring : list_in(value)) {
        auto path = path_of(ring);
        if (!path.empty() && path.front() != path.back()) path.push_back(path.front());
        if (path.size() < 4) refuse(base::mark("a ring of the polygon has fewer than three different positions"));
        polygon.rings.push_back(std::move(path));
    }
    if (polygon.rings.empty()) refuse(base::mark("the polygon has no ring"));
    return polygon;
}

void join(geo::Geometry& whole, geo::Geometry part) {
    if (std::holds_alternative<std::monostate>(part)) return;
    if (std::holds_alternative<std::monostate>(whole)) {
        whole = std::move(part);
        return;
    }
    auto* lines = std::get_if<geo::MultiLine>(&whole);
    auto* areas = std::get_if<geo::MultiPolygon>(&whole);
    if (auto* more = std::get_if<geo::MultiLine>(&part); lines != nullptr && more != nullptr)
        std::move(more->paths.begin(), more->paths.end(), std::back_inserter(lines->paths));
    else if (auto* wider = std::get_if<geo::MultiPolygon>(&part); areas != nullptr && wider != nullptr)
        std::move(wider->polygons.begin(), wider->polygons.end(), std::back_inserter(areas->polygons));
    else
        refuse(base::mark("the geometry mixes points, lines and polygons"));
}

}  // namespace

geo::Geometry geometry_from_geojson(const Json& geometry) {
    if (geometry.is_null()) return {};
    if (!geometry.is_object() || !geometry.contains("type") || !geometry["type"].is_string())
        refuse(base::mark("the geometry is not written as GeoJSON asks"));
    const auto type = geometry["type"].get<std::string>();
    const auto member = type == "GeometryCollection" ? "geometries" : "coordinates";
    if (!geometry.contains(member)) refuse(base::mark("the geometry is not written as GeoJSON asks"));
    const auto& content = geometry[member];
    if (content.is_null() || (content.is_array() && content.empty())) return {};
    if (type == "Point") return geo::Point{position_of(content)};
    if (type == "LineString") return geo::MultiLine{{line_of(content)}};
    if (type == "Polygon") return geo::MultiPolygon{{polygon_of(content)}};
    geo::Geometry whole;
    if (type == "MultiPoint" && list_in(content).size() == 1) return geo::Point{position_of(content[0])};
    if (type == "MultiLineString")
        for (const auto& line : list_in(content)) join(whole, geo::MultiLine{{line_of(line)}});
    else if (type == "MultiPolygon")
        for (const auto& polygon : list_in(content)) join(whole, geo::MultiPolygon{{polygon_of(polygon)}});
    else if (type == "GeometryCollection")
        for (const auto& part : list_in(content)) join(whole, geometry_from_geojson(part));
    else
        refuse(base::mark("a geometry of type {0} cannot be taken over", type.substr(0, 40)));
    if (geo::vertex_count(whole) > most_vertices)
        refuse(base::mark("the geometry has more than {0} vertices; simplify it", most_vertices));
    return whole;
}

}  // namespace balise::exchange
