#pragma once
// What a map projection is and what it does to lengths (PROJ).
#include <memory>
#include <string>

#include "geo/geometry.hpp"

namespace balise::geo {

// A projected reference system whose coordinates are metres. One object per thread.
class ProjectedSystem {
public:
    // "EPSG:32630", WKT or "+proj=laea …" (with or without "+type=crs"). Throws invalid_input when it is not known or
    // is not a projected system in metres.
    explicit ProjectedSystem(const std::string& definition);
    ~ProjectedSystem();
    ProjectedSystem(ProjectedSystem&&) noexcept;
    ProjectedSystem& operator=(ProjectedSystem&&) noexcept;

    // The definition as Transformation understands it.
    const std::string& definition() const { return definition_; }
    // "WGS 84 / UTM zone 30N"; "unknown" when the definition bears no name.
    const std::string& name() const { return name_; }
    // "Lambert Azimuthal Equal Area", as EPSG names methods.
    const std::string& method() const { return method_; }
    // "WGS 84"; for one that bears no name, that of its ellipsoid.
    const std::string& datum() const { return datum_; }
    // Length on the plane of one metre on the ellipsoid, mean of north-south and east-west; NaN where there is none.
    double point_scale(LonLat position) const;

private:
    struct State;
    std::unique_ptr<State> state_;
    std::string definition_, name_, method_, datum_;
};

}  // namespace balise::geo
