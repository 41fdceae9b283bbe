#include "store/tables.hpp"

#include <array>

namespace balise::store {

std::span<const std::string_view> recorded_tables() {
    static constexpr std::array<std::string_view, 20> tables{
        "service", "provider", "decision",   "risk_zone",  "border_post", "transport_node", "area",
        "place",   "road",     "water_line", "water_area", "neighbour",   "organisation",   "grid",
        "style",   "sheet",    "scenario",   "vocabulary", "field_label", "setting"};
    return tables;
}

std::span<const std::string_view> spatial_tables() {
    static constexpr std::array<std::string_view, 10> tables{"provider",   "risk_zone", "border_post", "transport_node",
                                                             "area",       "place",     "road",        "water_line",
                                                             "water_area", "neighbour"};
    return tables;
}

geo::Geometry geometry_from(Connection& connection, std::string_view blob) {
    if (auto geometry = read_blob(blob)) return std::move(*geometry);
    auto convert = connection.prepare("SELECT ST_AsBinary(CastToXY(?))");
    convert.bind_blob(1, blob);
    if (!convert.step() || convert.is_null(0)) return {};
    return geo::from_wkb(convert.blob(0));
}

}  // namespace balise::store
