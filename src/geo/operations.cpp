#include "geo/operations.hpp"

#include <geodesic.h>
#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace balise::geo {

namespace {

// WGS 84 ellipsoid: semi-major axis in metres and flattening (NIMA TR8350.2).
const geod_geodesic& ellipsoid() {
    static const geod_geodesic instance = [] {
        geod_geodesic made;
        geod_init(&made, 6378137.0, 1.0 / 298.257223563);
        return made;
    }();
    return instance;
}

double ring_area(const Path& ring) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        geod_polygon_addpoint(&ellipsoid(), &polygon, ring[i].y, ring[i].x);
    double result = 0;
    geod_polygon_compute(&ellipsoid(), &polygon, 0, 1, &result, nullptr);
    return std::abs(result);
}

struct ContextDeleter {
    void operator()(GEOSContextHandle_HS* context) const { GEOS_finish_r(context); }
};
using Context = std::unique_ptr<GEOSContextHandle_HS, ContextDeleter>;

// One context per thread, silent: failures come back as null.
GEOSContextHandle_t context() {
    thread_local const Context instance(GEOS_init_r());
    return instance.get();
}

struct GeometryDeleter {
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context(), geometry); }
};
using Handle = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

[[noreturn]] void failed() {
    throw base::Error(base::ErrorKind::invalid_input,
                      base::mark("the geometry cannot be worked with: it is damaged or not valid"));
}

// No reference system has coordinates like these, and GEOS may never come to an end with them.
bool is_beyond_measure(const Geometry& geometry) {
    constexpr double largest = 1e9;
    bool found = false;
    for_each_position(
        geometry, [&](const Position& p) { found = found || !(std::abs(p.x) <= largest && std::abs(p.y) <= largest); });
    return found;
}

Handle to_geos(const Geometry& geometry) {
    if (is_beyond_measure(geometry)) failed();
    const std::string wkb = to_wkb(geometry);
    if (wkb.empty()) return Handle(GEOSGeom_createEmptyPolygon_r(context()));
    GEOSWKBReader* reader = GEOSWKBReader_create_r(context());
    Handle result(
        GEOSWKBReader_read_r(context(), reader, reinterpret_cast<const unsigned char*>(wkb.data()), wkb.size()));
    GEOSWKBReader_destroy_r(context(), reader);
    if (!result) failed();
    return result;
}

std::string wkb_of(const GEOSGeometry* geometry) {
    GEOSWKBWriter* writer = GEOSWKBWriter_create_r(context());
    std::size_t size = 0;
    unsigned char* bytes = GEOSWKBWriter_write_r(context(), writer, geometry, &size);
    GEOSWKBWriter_destroy_r(context(), writer);
    if (bytes == nullptr) failed();
    std::string result(reinterpret_cast<const char*>(bytes), size);
    GEOSFree_r(context(), bytes);
    return result;
}

void append(MultiPolygon& out, MultiPolygon part) {
    for (auto& polygon : part.polygons) out.polygons.push_back(std::move(polygon));
}

void append(MultiLine& out, MultiLine part) {
    for (auto& path : part.paths) out.paths.push_back(std::move(path));
}

// Collects the parts of one family out of anything.
template <class Family>
void collect(const GEOSGeometry* geometry, Family& out) {
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (type >= GEOS_MULTIPOINT) {
        const int count = GEOSGetNumGeometries_r(context(), geometry);
        for (int i = 0; i < count; ++i) collect(GEOSGetGeometryN_r(context(), geometry, i), out);
    } else if (GEOSisEmpty_r(context(), geometry) == 0) {
        auto part = from_wkb(wkb_of(geometry));
        if (auto* family = std::get_if<Family>(&part)) append(out, std::move(*family));
    }
}

Handle point_of(Position position) {
    return Handle(GEOSGeom_createPointFromXY_r(context(), position.x, position.y));
}

}  // namespace

base::Metres distance(LonLat a, LonLat b) {
    double metres = 0;
    geod_inverse(&ellipsoid(), a.lat, a.lon, b.lat, b.lon, &metres, nullptr, nullptr);
    return base::Metres(metres);
}

base::SquareMetres area(const MultiPolygon& polygons) {
    double total = 0;
    for (const auto& polygon : polygons.polygons)
        for (std::size_t i = 0; i < polygon.rings.size(); ++i) total += (i == 0 ? 1 : -1) * ring_area(polygon.rings[i]);
    return base::SquareMetres(total);
}

std::optional<std::string> invalid_reason(const Geometry& geometry) {
    const auto handle = to_geos(geometry);
    if (GEOSisValid_r(context(), handle.get()) == 1) return std::nullopt;
    char* reason = GEOSisValidReason_r(context(), handle.get());
    std::string words = reason == nullptr ? "" : reason;
    GEOSFree_r(context(), reason);
    return words;
}

Geometry make_valid(const Geometry& geometry) {
    const auto handle = to_geos(geometry);
    if (GEOSisValid_r(context(), handle.get()) == 1) return geometry;
    const Handle repaired(GEOSMakeValid_r(context(), handle.get()));
    if (!repaired) failed();
    if (std::holds_alternative<MultiPolygon>(geometry)) {
        MultiPolygon areas;
        collect(repaired.get(), areas);
        return areas;
    }
    if (std::holds_alternative<MultiLine>(geometry)) {
        MultiLine lines;
        collect(repaired.get(), lines);
        return lines;
    }
    return from_wkb(wkb_of(repaired.get()));
}

std::optional<Position> interior_point(const MultiPolygon& polygons) {
    if (polygons.empty()) return std::nullopt;
    const auto handle = to_geos(polygons);
    const Handle point(GEOSPointOnSurface_r(context(), handle.get()));
    Position position;
    if (!point || GEOSGeomGetX_r(context(), point.get(), &position.x) != 1 ||
        GEOSGeomGetY_r(context(), point.get(), &position.y) != 1)
        return std::nullopt;
    return position;
}

bool contains(const MultiPolygon& polygons, Position position) {
    if (!box_of(polygons).contains(position)) return false;
    const auto handle = to_geos(polygons);
    return GEOSIntersects_r(context(), handle.get(), point_of(position).get()) == 1;
}

MultiPolygon union_of(const std::vector<MultiPolygon>& parts) {
    MultiPolygon all;
    for (const auto& part : parts) all.polygons.insert(all.polygons.end(), part.polygons.begin(), part.polygons.end());
    const auto handle = to_geos(all);
    const Handle merged(GEOSUnaryUnion_r(context(), handle.get()));
    if (!merged) failed();
    MultiPolygon result;
    collect(merged.get(), result);
    return result;
}

namespace {

bool overlap(const Box& a, const Box& b) {
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

// GEOS refuses to overlay polygons that are not valid, such as two parts that share an edge.
Handle valid_to_geos(const MultiPolygon& polygons) {
    Handle handle = to_geos(polygons);
    if (GEOSisValid_r(context(), handle.get()) == 1) return handle;
    Handle mended(GEOSMakeValid_r(context(), handle.get()));
    if (!mended) failed();
    return mended;
}

MultiPolygon polygons_of(const Handle& handle) {
    if (!handle) failed();
    MultiPolygon result;
    collect(handle.get(), result);
    return result;
}

}  // namespace

MultiPolygon difference_of(const MultiPolygon& whole, const MultiPolygon& taken) {
    const auto first = valid_to_geos(whole), second = valid_to_geos(taken);
    return polygons_of(Handle(GEOSDifference_r(context(), first.get(), second.get())));
}

MultiPolygon intersection_of(const MultiPolygon& a, const MultiPolygon& b) {
    const auto one = box_of(a), other = box_of(b);
    if (one.empty() || other.empty() || !overlap(one, other)) return {};
    const auto first = valid_to_geos(a), second = valid_to_geos(b);
    return polygons_of(Handle(GEOSIntersection_r(context(), first.get(), second.get())));
}

MultiPolygon clipped(const MultiPolygon& polygons, const Box& box) {
    const auto whole = box_of(polygons);
    if (whole.empty() || box.empty() || !overlap(whole, box)) return {};
    if (whole.min_x >= box.min_x && whole.max_x <= box.max_x && whole.min_y >= box.min_y && whole.max_y <= box.max_y)
        return polygons;
    const auto handle = to_geos(polygons);
    return polygons_of(Handle(GEOSClipByRect_r(context(), handle.get(), box.min_x, box.min_y, box.max_x, box.max_y)));
}

MultiPolygon buffered(const MultiPolygon& polygons, double distance) {
    const auto handle = valid_to_geos(polygons);
    return polygons_of(Handle(GEOSBuffer_r(context(), handle.get(), distance, 8)));
}

double distance_degrees(const MultiPolygon& polygons, Position position) {
    if (is_empty(polygons)) return std::numeric_limits<double>::infinity();
    const auto handle = to_geos(polygons);
    double result = 0;
    if (GEOSDistance_r(context(), handle.get(), point_of(position).get(), &result) != 1) failed();
    return result;
}

}  // namespace balise::geo
