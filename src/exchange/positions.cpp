#include "exchange/positions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/cells.hpp"
#include "exchange/gdal_geometry.hpp"
#include "geo/coordinates.hpp"
#include "geo/operations.hpp"
#include "model/checks.hpp"

namespace balise::exchange {

namespace {

constexpr std::string_view degrees_example = "-4.0083 / 5.3599";

bool are_degrees(geo::Position p) {
    return std::abs(p.x) <= 180 && std::abs(p.y) <= 90;
}

// The box of most of the coordinates: one slip in a file must not hide its reference system.
geo::Box box_of_most(std::vector<geo::Position> positions) {
    std::vector<double> x, y;
    for (const auto& p : positions) {
        x.push_back(p.x);
        y.push_back(p.y);
    }
    std::sort(x.begin(), x.end());
    std::sort(y.begin(), y.end());
    const auto cut = positions.size() / 10;
    geo::Box box;
    box.add(geo::Position{x[cut], y[cut]});
    box.add(geo::Position{x[x.size() - 1 - cut], y[y.size() - 1 - cut]});
    return box;
}

std::optional<double> number_of(std::string_view cell) {
    if (const auto plain = base::parse_number(cell)) return plain;
    if (const auto parsed = geo::parse_coordinate(cell)) return parsed->degrees;
    return std::nullopt;
}

std::string joined_systems(const geo::Box& box) {
    std::vector<std::string> words;
    for (const auto& system : geo::likely_systems(box)) words.push_back(geo::describe_crs(system));
    return base::join(words, ", ");
}

// "nan", "-inf", "1e400".
bool is_not_finite(std::string_view cell) {
    const std::string text(base::trim(cell));
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && !std::isfinite(value);
}

}  // namespace

Positions::Positions(const std::string& override_crs, const Source& source, bool is_shape)
    : crs_(override_crs.empty() ? source.crs() : override_crs),
      is_overridden_(!override_crs.empty()),
      has_geometry_(source.has_geometry()),
      is_shape_(is_shape) {
    if (is_overridden_ && !geo::is_wgs84(override_crs)) {
        of_geometry_.emplace(override_crs, "EPSG:4326");
        of_cells_.emplace(override_crs, "EPSG:4326");
    } else if (!crs_.empty() && !geo::is_wgs84(crs_)) {
        of_geometry_.emplace(crs_, "EPSG:4326");
    }
    if (!crs_.empty()) shown_crs_ = geo::describe_crs(crs_);
}

void Positions::refuse_file(base::Text message, base::Text suggestion, base::Problems& problems) {
    problems.error(0, is_shape_ || has_geometry_ ? "geometry" : "lon", std::move(message), std::move(suggestion));
    is_refused_ = true;
}

void Positions::judge(const std::vector<RawPosition>& samples, base::Problems& problems) {
    if (is_overridden_) return;
    std::vector<geo::Position> found;
    for (const auto& raw : samples) {
        if (raw.geometry != nullptr && !geo::is_empty(*raw.geometry)) {
            if (!geo::is_finite(*raw.geometry)) continue;
            const auto box = geo::box_of(*raw.geometry);
            found.push_back({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
        } else if (const auto lon = number_of(raw.lon), lat = number_of(raw.lat); lon && lat) {
            found.push_back({*lon, *lat});
        }
    }
    const bool is_unstated = has_geometry_ && crs_.empty();
    if (found.empty()) {
        if (is_unstated && !samples.empty())
            problems.warning(0, "geometry",
                             base::mark("the file does not state its reference system; WGS 84 was assumed"),
                             base::mark("if the positions are wrong, name it with --crs"));
        return;
    }
    const auto degrees = static_cast<std::size_t>(std::count_if(found.begin(), found.end(), are_degrees));
    const bool is_projected = of_geometry_ && !geo::is_geographic(crs_);
    if (degrees * 2 < found.size()) {
        if (is_projected && has_geometry_) return;
        const auto likely = joined_systems(box_of_most(found));
        auto fact =
            is_unstated
                ? base::mark("the coordinates are not degrees, and the file does not state its reference system")
                : base::mark("the coordinates are not degrees, though they are labelled as longitude and latitude");
        if (likely.empty())
            return refuse_file(std::move(fact),
                               base::mark("ask the author for the reference system and give it with --crs EPSG:n"),
                               problems);
        return refuse_file(std::move(fact), base::mark("they fit {0}: give it with --crs EPSG:n", likely), problems);
    }
    if (is_unstated)
        problems.warning(0, "geometry", base::mark("the file does not state its reference system; WGS 84 was assumed"),
                         base::mark("if the positions are wrong, name it with --crs"));
    if (is_projected && has_geometry_)
        refuse_file(base::mark("the coordinates are degrees, though the file says they are in {0}", shown_crs_),
                    base::mark("give the true reference system with --crs, for instance --crs EPSG:4326"), problems);
}

std::optional<geo::Position> Positions::from_cells(const RawPosition& raw, std::int64_t row, base::Problems& problems,
                                                   bool& refused, bool& is_degrees) const {
    const auto fail = [&](const char* field, base::Text message, base::Text suggestion) {
        problems.error(row, field, std::move(message), std::move(suggestion));
        refused = true;
        return std::nullopt;
    };
    const auto lon = base::parse_number(raw.lon);
    const auto lat = base::parse_number(raw.lat);
    if (lon && lat) return geo::Position{*lon, *lat};
    const bool no_lon = says_nothing(raw.lon);
    const bool no_lat = says_nothing(raw.lat);
    if (no_lon && no_lat) return std::nullopt;
    if (no_lon || no_lat)
        return fail(no_lon ? "lon" : "lat", base::mark("only one of longitude and latitude is given"),
                    base::mark("give both, or neither"));
    const auto east = geo::parse_coordinate(raw.lon);
    const auto north = geo::parse_coordinate(raw.lat);
    for (const auto& [cell, parsed, field] : {std::tuple(raw.lon, east, "lon"), std::tuple(raw.lat, north, "lat")}) {
        if (parsed) continue;
        if (is_not_finite(cell))
            return fail(field,
                        base::mark("the coordinate \"{0}\" is not a finite number", std::string(cell.substr(0, 40))),
                        base::mark("find the position again, or leave both coordinates empty"));
        return fail(field, base::mark("\"{0}\" is not a coordinate", std::string(cell.substr(0, 40))),
                    base::mark("write degrees, for instance {0}, or degrees, minutes and seconds with N, S, E or O",
                               std::string(degrees_example)));
    }
    is_degrees = east->sexagesimal || north->sexagesimal || east->axis != geo::Axis::unknown ||
                 north->axis != geo::Axis::unknown;
    if (east->axis == geo::Axis::latitude && north->axis == geo::Axis::longitude) {
        problems.warning(row, "lon",
                         base::mark("longitude and latitude stand in each other's column; their letters tell which is "
                                    "which, so they were exchanged"),
                         {});
        return geo::Position{north->degrees, east->degrees};
    }
    if (east->axis == geo::Axis::latitude || north->axis == geo::Axis::longitude)
        return fail("lon",
                    base::mark("the letters of \"{0}\" and \"{1}\" contradict their columns",
                               std::string(raw.lon.substr(0, 40)), std::string(raw.lat.substr(0, 40))),
                    base::mark("check which is the longitude (E, O) and which the latitude (N, S)"));
    return geo::Position{east->degrees, north->degrees};
}

std::optional<geo::Position> Positions::from_geometry(const geo::Geometry& geometry, std::int64_t row,
                                                      base::Problems& problems, bool& refused) const {
    if (const auto* point = std::get_if<geo::Point>(&geometry)) return point->position;
    if (const auto* areas = std::get_if<geo::MultiPolygon>(&geometry); areas != nullptr && geo::is_finite(geometry)) {
        const auto middle = geo::interior_point(*areas);
        if (middle) {
            problems.note(row, "geometry", base::mark("the position is a point inside the polygon drawn for it"));
            return middle;
        }
    }
    problems.error(row, "geometry", base::mark("the geometry is not {0}", base::mark("a point")),
                   base::mark("give one point for each record"));
    refused = true;
    return std::nullopt;
}

bool Positions::is_in_country(geo::LonLat p, std::int64_t row, base::Problems& problems) const {
    const auto& box = model::country_box();
    if (box.contains({p.lon, p.lat})) return true;
    const auto lon = base::number_text(p.lon);
    const auto lat = base::number_text(p.lat);
    if (p.lon == 0 && p.lat == 0)
        problems.error(row, "lon", base::mark("the position is 0, 0: no position was recorded"),
                       base::mark("find the position, or leave both coordinates empty"));
    else if (box.contains({p.lat, p.lon}))
        problems.error(row, "lon", base::mark("longitude and latitude are swapped: lon {0}, lat {1}", lon, lat),
                       base::mark("exchange them"));
    else if (box.contains({-p.lon, p.lat}))
        problems.error(row, "lon", base::mark("the longitude {0} lacks its minus sign: it lies east of Greenwich", lon),
                       base::mark("write {0}", base::number_text(-p.lon)));
    else if (box.contains({-p.lat, p.lon}))
        problems.error(
            row, "lon",
            base::mark("longitude and latitude are swapped, and the minus sign is missing: lon {0}, lat {1}", lon, lat),
            base::mark("write lon {0}, lat {1}", base::number_text(-p.lat), lon));
    else if (!are_degrees({p.lon, p.lat}))
        problems.error(row, "lon", base::mark("the coordinates {0}, {1} are not degrees", lon, lat),
                       base::mark("check them; if they are metres, give their reference system with --crs, for "
                                  "instance --crs EPSG:32630"));
    else
        problems.error(row, "lon", base::mark("the position lon {0}, lat {1} lies outside Côte d'Ivoire", lon, lat),
                       base::mark("check the coordinates and their reference system"));
    return false;
}

std::optional<geo::LonLat> Positions::point(const RawPosition& raw, std::int64_t row, base::Problems& problems,
                                            bool& refused) const {
    if (is_refused_) {
        refused = true;
        return std::nullopt;
    }
    std::optional<geo::Position> found;
    const geo::Transformation* transformation = of_cells_ ? &*of_cells_ : nullptr;
    bool is_degrees = false;
    if (raw.geometry != nullptr && !geo::is_empty(*raw.geometry)) {
        found = from_geometry(*raw.geometry, row, problems, refused);
        transformation = of_geometry_ ? &*of_geometry_ : nullptr;
    } else {
        found = from_cells(raw, row, problems, refused, is_degrees);
        if (!found && !refused && !says_nothing(raw.wkt.empty() ? raw.pair : raw.wkt)) {
            const auto cell = raw.wkt.empty() ? raw.pair : raw.wkt;
            const auto pair = geo::parse_coordinate_pair(cell);
            if (pair)
                found = geo::Position{pair->lon, pair->lat};
            else {
                problems.error(row, "coordinates",
                               base::mark("\"{0}\" is not a pair of coordinates", std::string(cell.substr(0, 60))),
                               base::mark("write latitude, longitude, for instance 5.3599, -4.0083"));
                refused = true;
            }
        }
    }
    if (!found) return std::nullopt;
    if (!std::isfinite(found->x) || !std::isfinite(found->y)) {
        problems.error(row, "lon", base::mark("the position is not a pair of finite numbers"),
                       base::mark("find the position again, or leave both coordinates empty"));
        refused = true;
        return std::nullopt;
    }
    // Degrees with signs or letters are degrees whatever the reference system given for the others.
    if (transformation != nullptr && !is_degrees && !(found->x == 0 && found->y == 0)) {
        const auto moved = transformation->forward(*found);
        if (!moved) {
            problems.error(row, "lon",
                           base::mark("the position {0}, {1} lies outside its reference system {2}", found->x, found->y,
                                      shown_crs_),
                           base::mark("check the coordinates and the reference system"));
            refused = true;
            return std::nullopt;
        }
        found = moved;
    }
    const geo::LonLat position{found->x, found->y};
    if (!is_in_country(position, row, problems)) {
        refused = true;
        return std::nullopt;
    }
    return position;
}

geo::Geometry Positions::shape(const RawPosition& raw, std::int64_t row, bool must_touch_country,
                               base::Problems& problems, bool& refused) const {
    geo::Geometry geometry;
    const auto fail = [&](base::Text message, base::Text suggestion) {
        problems.error(row, "geometry", std::move(message), std::move(suggestion));
        refused = true;
        return geo::Geometry{};
    };
    if (is_refused_) {
        refused = true;
        return {};
    }
    try {
        if (raw.geometry != nullptr && !geo::is_empty(*raw.geometry))
            geometry = *raw.geometry;
        else if (!says_nothing(raw.wkt))
            geometry = geometry_from_wkt(std::string(raw.wkt));
        if (geo::is_empty(geometry)) return {};
        if (!geo::is_finite(geometry))
            return fail(base::mark("the geometry has coordinates that are not finite numbers"),
                        base::mark("mend it in a map program and export again"));
        if (of_geometry_) geometry = of_geometry_->forward(std::move(geometry));
    } catch (const base::Error& failure) {
        return fail(failure.message(), base::mark("mend it in a map program and export again"));
    }
    const auto box = geo::box_of(geometry);
    if (!are_degrees({box.min_x, box.min_y}) || !are_degrees({box.max_x, box.max_y}))
        return fail(base::mark("the geometry lies beyond the degrees of the globe"),
                    base::mark("check the reference system, and give it with --crs if it is another"));
    const auto& country = model::country_box();
    const bool touches = box.min_x <= country.max_x && box.max_x >= country.min_x && box.min_y <= country.max_y &&
                         box.max_y >= country.min_y;
    if (!touches && must_touch_country)
        return fail(base::mark("the geometry lies outside Côte d'Ivoire"),
                    base::mark("check the coordinates and their reference system"));
    if (!std::holds_alternative<geo::MultiPolygon>(geometry)) return geometry;
    if (const auto reason = geo::invalid_reason(geometry)) {
        geometry = geo::make_valid(geometry);
        if (geo::is_empty(geometry))
            return fail(base::mark("the polygon is not valid and nothing is left of it when mended: {0}", *reason),
                        base::mark("draw it again"));
        problems.note(row, "geometry", base::mark("the polygon was not valid and was mended: {0}", *reason));
    }
    return geometry;
}

}  // namespace balise::exchange
