#include "gui/map_moves.hpp"

#include <algorithm>
#include <cmath>

#include "geo/operations.hpp"

namespace balise::gui {

map::Spot MapGlass::spot(ImVec2 pixel) const {
    const double mm = pixels_per_millimetre();
    return {static_cast<float>(static_cast<double>(pixel.x - area.min.x) / mm),
            static_cast<float>(static_cast<double>(pixel.y - area.min.y) / mm)};
}

geo::Position MapGlass::metres(ImVec2 pixel) const {
    const double metre = camera.millimetres_per_metre() * pixels_per_millimetre();
    const double x =
        static_cast<double>(pixel.x) - static_cast<double>(area.min.x) - camera.width / 2 * pixels_per_millimetre();
    const double y =
        static_cast<double>(pixel.y) - static_cast<double>(area.min.y) - camera.height / 2 * pixels_per_millimetre();
    return {camera.centre.x + x / metre, camera.centre.y - y / metre};
}

ImVec2 MapGlass::pixel(geo::Position metres) const {
    const double metre = camera.millimetres_per_metre() * pixels_per_millimetre();
    return {static_cast<float>(static_cast<double>(area.min.x) + camera.width / 2 * pixels_per_millimetre() +
                               (metres.x - camera.centre.x) * metre),
            static_cast<float>(static_cast<double>(area.min.y) + camera.height / 2 * pixels_per_millimetre() -
                               (metres.y - camera.centre.y) * metre)};
}

app::Camera dragged(const MapGlass& glass, geo::Position grabbed, ImVec2 to) {
    app::Camera camera = glass.camera;
    const auto under = glass.metres(to);
    camera.centre.x += grabbed.x - under.x;
    camera.centre.y += grabbed.y - under.y;
    return camera;
}

app::Camera zoomed_at(const MapGlass& glass, ImVec2 pixel, double times) {
    MapGlass after = glass;
    after.camera.scale =
        base::ScaleDenominator(std::clamp(glass.camera.scale.value / times, nearest_scale, farthest_scale));
    return dragged(after, glass.metres(pixel), pixel);
}

app::Camera shifted(const app::Camera& camera, double right, double down) {
    app::Camera moved = camera;
    moved.centre.x += right * camera.width / camera.millimetres_per_metre();
    moved.centre.y -= down * camera.height / camera.millimetres_per_metre();
    return moved;
}

app::Camera showing(const app::Camera& camera, const geo::Box& metres, double part) {
    app::Camera moved = camera;
    if (metres.empty()) return moved;
    moved.centre = {(metres.min_x + metres.max_x) / 2, (metres.min_y + metres.max_y) / 2};
    const double needed = 1000 * std::max((metres.max_x - metres.min_x) / (camera.width * part),
                                          (metres.max_y - metres.min_y) / (camera.height * part));
    moved.scale = base::ScaleDenominator(std::clamp(needed, nearest_scale, farthest_scale));
    return moved;
}

double kilometres_along(const app::MapPlane& plane, const std::vector<geo::Position>& points) {
    double metres = 0;
    std::optional<geo::LonLat> last;
    for (const auto& point : points) {
        const auto here = plane.degrees(point);
        if (here && last) metres += geo::distance(*last, *here).value;
        if (here) last = here;
    }
    return metres / 1000;
}

double square_kilometres_within(const app::MapPlane& plane, const std::vector<geo::Position>& ring) {
    geo::Path path;
    for (const auto& point : ring)
        if (const auto here = plane.degrees(point)) path.push_back({here->lon, here->lat});
    if (path.size() < 3) return 0;
    path.push_back(path.front());
    return std::abs(geo::area({{geo::Polygon{{path}}}}).value) / 1e6;
}

double round_length(const app::Camera& camera, double most) {
    const double longest = most / camera.millimetres_per_metre();
    const double power = std::pow(10.0, std::floor(std::log10(longest)));
    for (const double step : {5.0, 2.0})
        if (step * power <= longest) return step * power;
    return power;
}

}  // namespace balise::gui
