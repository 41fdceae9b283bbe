#include "exchange/gdal_geometry.hpp"

#include <ogr_geometry.h>

#include <memory>
#include <vector>

#include "base/error.hpp"
#include "exchange/gdal_errors.hpp"

namespace balise::exchange {

geo::Geometry geometry_from_ogr(const OGRGeometry& geometry) {
    if (geometry.IsEmpty()) return {};
    if (geometry.WkbSize() / 16 > most_vertices)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("the geometry has more than {0} vertices; simplify it", most_vertices));
    std::unique_ptr<OGRGeometry> straight;
    if (geometry.hasCurveGeometry() != 0)
        straight.reset(geometry.getLinearGeometry());
    else
        straight.reset(geometry.clone());
    straight->flattenTo2D();
    std::vector<unsigned char> bytes(straight->WkbSize());
    if (straight->exportToWkb(wkbNDR, bytes.data(), wkbVariantIso) != OGRERR_NONE)
        throw base::Error(base::ErrorKind::invalid_input, base::mark("the geometry is damaged"));
    return geo::from_wkb({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

geo::Geometry geometry_from_wkt(const std::string& text) {
    GdalErrors errors;
    OGRGeometry* parsed = nullptr;
    const auto result = OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &parsed);
    const std::unique_ptr<OGRGeometry> geometry(parsed);
    if (result != OGRERR_NONE || !geometry)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" is not a geometry in well-known text", text.substr(0, 60)));
    return geometry_from_ogr(*geometry);
}

}  // namespace balise::exchange
