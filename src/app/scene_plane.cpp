// The plane that all views of the window's map lie in, and the arithmetic of looking at it.
#include "app/scene_plane.hpp"

#include <algorithm>
#include <cmath>

#include "app/scene.hpp"

namespace balise::app {

map::Projection country_projection() {
    return map::fit_projection({-8.7, 4.2, -2.4, 10.8});
}

struct MapPlane::State {
    map::Projection projection = country_projection();
};

MapPlane::MapPlane() : state_(std::make_unique<State>()) {}
MapPlane::~MapPlane() = default;
MapPlane::MapPlane(MapPlane&&) noexcept = default;
MapPlane& MapPlane::operator=(MapPlane&&) noexcept = default;

std::optional<geo::Position> MapPlane::metres(geo::LonLat degrees) const {
    return state_->projection.forward(degrees);
}

std::optional<geo::LonLat> MapPlane::degrees(geo::Position metres) const {
    const auto found = state_->projection.inverse(metres);
    if (!found || !std::isfinite(found->lon) || !std::isfinite(found->lat)) return std::nullopt;
    return found;
}

geo::Box MapPlane::metres(const geo::Box& degrees) const {
    // Parallels are curved on the plane: the edges are followed in pieces.
    constexpr int pieces = 8;
    geo::Box box;
    if (degrees.empty()) return box;
    for (int i = 0; i <= pieces; ++i) {
        const double x = degrees.min_x + (degrees.max_x - degrees.min_x) * i / pieces;
        const double y = degrees.min_y + (degrees.max_y - degrees.min_y) * i / pieces;
        for (const geo::LonLat spot : {geo::LonLat{x, degrees.min_y}, geo::LonLat{x, degrees.max_y},
                                       geo::LonLat{degrees.min_x, y}, geo::LonLat{degrees.max_x, y}})
            if (const auto found = metres(spot)) box.add(*found);
    }
    return box;
}

std::string MapPlane::title(base::Language language) const {
    return state_->projection.title(language == base::Language::french);
}

map::Spot Camera::spot_of(geo::Position metres) const {
    const double factor = millimetres_per_metre();
    return {static_cast<float>(width / 2 + (metres.x - centre.x) * factor),
            static_cast<float>(height / 2 - (metres.y - centre.y) * factor)};
}

geo::Position Camera::metres_at(map::Spot spot) const {
    const double factor = millimetres_per_metre();
    return {centre.x + (static_cast<double>(spot.x) - width / 2) / factor,
            centre.y - (static_cast<double>(spot.y) - height / 2) / factor};
}

geo::Box Camera::visible() const {
    const double half_width = width / 2 / millimetres_per_metre(), half_height = height / 2 / millimetres_per_metre();
    return {centre.x - half_width, centre.y - half_height, centre.x + half_width, centre.y + half_height};
}

}  // namespace balise::app
