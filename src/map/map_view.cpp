#include "map/map_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "geo/crs.hpp"
#include "geo/projected_system.hpp"

namespace balise::map {

using base::mark;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Metres of the equator on a tile of 512 pixels of 0.28 mm at zoom 0, as a scale.
constexpr double denominator_of_zoom_0 = 2 * 3.14159265358979323846 * 6378137 / (512 * 0.00028);

// Transforms all positions of a shape; false when one of them has no answer.
bool transform_all(const geo::Transformation& transformation, geo::Geometry& shape) {
    const auto path_ok = [&](geo::Path& path) {
        transformation.forward(path);
        return std::none_of(path.begin(), path.end(), [](const auto& position) { return std::isnan(position.x); });
    };
    if (auto* point = std::get_if<geo::Point>(&shape)) {
        const auto moved = transformation.forward(point->position);
        if (moved) point->position = *moved;
        return moved.has_value();
    }
    bool ok = true;
    if (auto* lines = std::get_if<geo::MultiLine>(&shape))
        for (auto& path : lines->paths) ok = path_ok(path) && ok;
    if (auto* areas = std::get_if<geo::MultiPolygon>(&shape))
        for (auto& polygon : areas->polygons)
            for (auto& ring : polygon.rings) ok = path_ok(ring) && ok;
    return ok;
}

}  // namespace

struct Projection::State {
    explicit State(const std::string& definition)
        : system(definition), to(wgs84, system.definition()), from(system.definition(), wgs84) {}

    static constexpr const char* wgs84 = "EPSG:4326";
    geo::ProjectedSystem system;
    geo::Transformation to, from;
    // The last answer about the scale: a view asks for its centre again and again.
    mutable geo::Position asked{none, none};
    mutable double answer = 1;
};

Projection::Projection(std::string definition)
    : definition_(std::move(definition)), state_(std::make_shared<const State>(definition_)) {}

std::string Projection::title(bool french) const {
    const auto& words = base::Catalogue::of(french ? base::Language::french : base::Language::english);
    const auto& name = state_->system.name();
    constexpr std::string_view zone = " / UTM zone ";
    const auto found = name.find(zone);
    if (found != std::string::npos) return "UTM " + name.substr(found + zone.size()) + ", " + name.substr(0, found);
    if (!name.empty() && name != "unknown") return name;
    const auto& datum = state_->system.datum();
    if (state_->system.method() == "Lambert Azimuthal Equal Area")
        return words(mark("Lambert azimuthal equal-area, {0}", datum));
    return state_->system.method() + ", " + datum;
}

std::optional<geo::Position> Projection::forward(geo::LonLat position) const {
    return state_->to.forward(geo::Position{position.lon, position.lat});
}

void Projection::forward(geo::Path& degrees) const {
    state_->to.forward(degrees);
}

std::optional<geo::LonLat> Projection::inverse(geo::Position position) const {
    const auto degrees = state_->from.forward(position);
    if (!degrees) return std::nullopt;
    return geo::LonLat{degrees->x, degrees->y};
}

double Projection::point_scale(geo::LonLat position) const {
    const geo::Position asked{position.lon, position.lat};
    if (!(state_->asked == asked)) {
        state_->answer = state_->system.point_scale(position);
        state_->asked = asked;
    }
    return state_->answer;
}

Projection fit_projection(const geo::Box& degrees) {
    const double width = degrees.max_x - degrees.min_x;
    if (degrees.empty() || width > 3) return Projection("+proj=laea +lat_0=7.6 +lon_0=-5.5 +datum=WGS84 +units=m");
    return Projection((degrees.min_x + degrees.max_x) / 2 < -6 ? "EPSG:32629" : "EPSG:32630");
}

FeatureTable projected(const FeatureTable& table, const Projection& projection) {
    FeatureTable moved = table;
    // Not one of its own: making one takes as long as transforming a million positions.
    const geo::Transformation& transformation = projection.state_->to;
    transformation.forward(moved.points);
    for (auto& shape : moved.shapes)
        if (!transform_all(transformation, shape)) shape = std::monostate{};
    moved.detail = moved.shapes.empty() ? nullptr : std::make_shared<const ShapeDetail>(detail_of(moved.shapes));
    return moved;
}

double MapView::millimetres_per_metre() const {
    const auto middle = projection.inverse(centre);
    const double stretched = middle ? projection.point_scale(*middle) : 1;
    return 1000 / scale.value / (stretched > 0 ? stretched : 1);
}

Spot MapView::to_sheet(geo::Position metres) const {
    const double factor = millimetres_per_metre();
    const double x = (static_cast<double>(frame.left) + static_cast<double>(frame.right)) / 2;
    const double y = (static_cast<double>(frame.top) + static_cast<double>(frame.bottom)) / 2;
    return {static_cast<float>(x + (metres.x - centre.x) * factor),
            static_cast<float>(y - (metres.y - centre.y) * factor)};
}

geo::Position MapView::from_sheet(Spot spot) const {
    const double factor = millimetres_per_metre();
    const double x = (static_cast<double>(frame.left) + static_cast<double>(frame.right)) / 2;
    const double y = (static_cast<double>(frame.top) + static_cast<double>(frame.bottom)) / 2;
    return {centre.x + (static_cast<double>(spot.x) - x) / factor,
            centre.y - (static_cast<double>(spot.y) - y) / factor};
}

geo::Box MapView::visible() const {
    const auto upper_left = from_sheet({frame.left, frame.top});
    const auto lower_right = from_sheet({frame.right, frame.bottom});
    return {upper_left.x, lower_right.y, lower_right.x, upper_left.y};
}

MapView view_of(const Projection& projection, const geo::Box& box, Frame frame, base::Millimetres margin) {
    const double width = static_cast<double>(frame.width()) - 2 * margin.value;
    const double height = static_cast<double>(frame.height()) - 2 * margin.value;
    if (box.empty() || !(width > 0) || !(height > 0) || !std::isfinite(box.min_x + box.min_y + box.max_x + box.max_y))
        throw base::Error(base::ErrorKind::invalid_input, mark("there is nothing that the map could show"));
    MapView view{projection, {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, {}, frame};
    const auto middle = projection.inverse(view.centre);
    const double stretched = middle ? projection.point_scale(*middle) : 1;
    const double needed = std::max((box.max_x - box.min_x) / width, (box.max_y - box.min_y) / height) * 1000 /
                          (stretched > 0 ? stretched : 1);
    static constexpr std::array round{1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.5, 10.0};
    // A single place is shown at 1:1000.
    const double least = std::max(needed, 1000.0);
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double step : round) {
        view.scale = base::ScaleDenominator(step * power);
        if (view.scale.value >= least * (1 - 1e-12)) break;
    }
    return view;
}

double zoom_of(base::ScaleDenominator scale) {
    return std::log2(denominator_of_zoom_0 / scale.value);
}

base::ScaleDenominator scale_of_zoom(double zoom) {
    return base::ScaleDenominator(denominator_of_zoom_0 / std::exp2(zoom));
}

}  // namespace balise::map
