#pragma once
// Coordinate reference systems and transformations to WGS 84 longitude and latitude (PROJ).
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "geo/geometry.hpp"

namespace balise::geo {

// Turns coordinates of one reference system into WGS 84 longitude, latitude (degrees), or back. One object per thread.
class Transformation {
public:
    // `from` and `to` are anything PROJ understands: "EPSG:32630", WKT, PROJJSON. Axis order is always x, y (east,
    // north). Throws invalid_input when a system is not known.
    Transformation(const std::string& from, const std::string& to);
    ~Transformation();
    Transformation(Transformation&&) noexcept;
    Transformation& operator=(Transformation&&) noexcept;

    // Nothing when the position lies outside what the systems can express.
    std::optional<Position> forward(Position position) const;
    // Many at once, in place; one that cannot be transformed becomes NaN.
    void forward(std::span<Position> positions) const;
    // Every position; throws invalid_input when one cannot be transformed.
    Geometry forward(Geometry geometry) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Short words for a system, for messages: "EPSG:32630 (WGS 84 / UTM zone 30N)".
std::string describe_crs(const std::string& definition);
// True when coordinates are longitude and latitude of WGS 84 (EPSG:4326, CRS84 or an equal definition).
bool is_wgs84(const std::string& definition);
bool is_geographic(const std::string& definition);

// Coordinates that are metres although they are labelled as degrees: tries the systems in use in Côte d'Ivoire
// (UTM 29N and 30N on WGS 84, Abidjan 1987 TM, Web Mercator) and names those that put `box` inside the country.
std::vector<std::string> likely_systems(const Box& box);

}  // namespace balise::geo
