#pragma once
// Looking at the map: where the camera goes when it is dragged, zoomed or sent, and where things lie in the window.
#include <imgui.h>

#include <vector>

#include "app/scene.hpp"
#include "gui/panels.hpp"

namespace balise::gui {

// Denominators between which the map is looked at.
inline constexpr double nearest_scale = 2'000, farthest_scale = 20'000'000;

// Pixels of the window and metres of the plane.
struct MapGlass {
    app::Camera camera;
    Area area;

    bool ready() const { return camera.width > 0 && camera.height > 0 && area.width() > 1; }
    double pixels_per_millimetre() const { return static_cast<double>(area.width()) / camera.width; }
    map::Spot spot(ImVec2 pixel) const;
    geo::Position metres(ImVec2 pixel) const;
    ImVec2 pixel(geo::Position metres) const;
};

// The place `grabbed` comes to lie under the pixel.
app::Camera dragged(const MapGlass& glass, geo::Position grabbed, ImVec2 to);
// `times` as large, within the limits; what lies under the pixel stays there.
app::Camera zoomed_at(const MapGlass& glass, ImVec2 pixel, double times);
// Moved by parts of the picture.
app::Camera shifted(const app::Camera& camera, double right, double down);
// Shows the box (metres) in `part` of the picture.
app::Camera showing(const app::Camera& camera, const geo::Box& metres, double part);

// On the ellipsoid; positions that the plane cannot tell are left out.
double kilometres_along(const app::MapPlane& plane, const std::vector<geo::Position>& points);
double square_kilometres_within(const app::MapPlane& plane, const std::vector<geo::Position>& ring);

// A round length for a scale bar of at most `most` millimetres, in metres: 1, 2 or 5 × 10ⁿ.
double round_length(const app::Camera& camera, double most);

}  // namespace balise::gui
