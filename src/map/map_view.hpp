#pragma once
// Where on the sheet a place of the earth lies: projection, scale and the frame that is filled.
#include <memory>
#include <optional>
#include <string>

#include "base/units.hpp"
#include "geo/geometry.hpp"
#include "map/display_list.hpp"
#include "map/feature_table.hpp"

namespace balise::map {

// A map projection: WGS 84 degrees to metres on the plane, east and north. Copies share one state; one thread at a
// time.
class Projection {
public:
    // `definition`: what PROJ understands of a projected system in metres ("EPSG:32630", "+proj=laea …"). Throws
    // invalid_input for anything else.
    explicit Projection(std::string definition);

    const std::string& definition() const { return definition_; }
    // For the sheet: "UTM 30N, WGS 84" or, in the language's words, what it is.
    std::string title(bool french) const;
    // Nothing where the projection has no answer.
    std::optional<geo::Position> forward(geo::LonLat position) const;
    // All positions of a path in their place; quicker. Not-a-number where the projection has no answer.
    void forward(geo::Path& degrees) const;
    std::optional<geo::LonLat> inverse(geo::Position position) const;
    // Length on the plane of one metre on the ellipsoid at the position, mean of north-south and east-west.
    double point_scale(geo::LonLat position) const;

private:
    friend FeatureTable projected(const FeatureTable& table, const Projection& projection);
    struct State;
    std::string definition_;
    std::shared_ptr<const State> state_;
};

// The one fit for a box of WGS 84 degrees in or near Côte d'Ivoire: UTM 29N or 30N (the zone of the middle) when it is
// at most 3° wide, else Lambert's azimuthal equal-area projection about 7.6° N 5.5° W (Snyder 1987, ch. 24), whose
// scale is true to 0.1 % in the whole country.
Projection fit_projection(const geo::Box& degrees);

// The same table with coordinates in metres of the projection; rows outside it lose their geometry. Long lines of
// degrees are not densified. Done once for a table and a projection, not for each picture.
FeatureTable projected(const FeatureTable& table, const Projection& projection);

// A view: `centre` (metres of the projection) lies in the middle of `frame`; `scale` is true at the centre on the
// earth's surface, i.e. the projection's own point scale is divided out.
struct MapView {
    Projection projection;
    geo::Position centre;
    base::ScaleDenominator scale;
    Frame frame;

    // Sheet millimetres for one metre of the projection's plane.
    double millimetres_per_metre() const;
    Spot to_sheet(geo::Position metres) const;
    geo::Position from_sheet(Spot spot) const;
    // What the frame shows, in metres of the projection.
    geo::Box visible() const;
};

// The view that shows `box` (metres of the projection) whole within `frame` less `margin`, at the next larger round
// denominator (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8.5 × 10ⁿ).
MapView view_of(const Projection& projection, const geo::Box& box, Frame frame, base::Millimetres margin);

// Zoom level of the style language (MapLibre: 512-pixel tiles of 0.28 mm pixels at the equator) for a scale, and back.
double zoom_of(base::ScaleDenominator scale);
base::ScaleDenominator scale_of_zoom(double zoom);

}  // namespace balise::map
