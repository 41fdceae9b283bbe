#include "geo/projected_system.hpp"

#include <cmath>
#include <limits>

#include "geo/operations.hpp"
#include "geo/proj_handles.hpp"

namespace balise::geo {

namespace {

std::string name_of(const PJ* object) {
    const char* name = object == nullptr ? nullptr : proj_get_name(object);
    return name == nullptr ? std::string() : std::string(name);
}

bool is_projected_in_metres(PJ_CONTEXT* context, const PJ* system) {
    if (proj_get_type(system) != PJ_TYPE_PROJECTED_CRS) return false;
    const ProjObject axes(proj_crs_get_coordinate_system(context, system));
    double metres = 0;
    return axes &&
           proj_cs_get_axis_info(context, axes.get(), 0, nullptr, nullptr, nullptr, &metres, nullptr, nullptr,
                                 nullptr) != 0 &&
           metres == 1;
}

std::string method_of(PJ_CONTEXT* context, const PJ* system) {
    const ProjObject conversion(proj_crs_get_coordoperation(context, system));
    const char* name = nullptr;
    if (!conversion || proj_coordoperation_get_method_info(context, conversion.get(), &name, nullptr, nullptr) == 0 ||
        name == nullptr)
        return {};
    return name;
}

std::string datum_of(PJ_CONTEXT* context, const PJ* system) {
    const ProjObject geodetic(proj_crs_get_geodetic_crs(context, system));
    const std::string name = name_of(geodetic.get());
    if (!name.empty() && name != "unknown") return name;
    const ProjObject ellipsoid(proj_get_ellipsoid(context, system));
    return name_of(ellipsoid.get());
}

// From longitude and latitude in degrees to the system's metres, x and y in this order.
ProjObject from_degrees(PJ_CONTEXT* context, const PJ* system) {
    const ProjObject geodetic(proj_crs_get_geodetic_crs(context, system));
    if (!geodetic) return {};
    const ProjObject plain(proj_create_crs_to_crs_from_pj(context, geodetic.get(), system, nullptr, nullptr));
    if (!plain) return {};
    return ProjObject(proj_normalize_for_visualization(context, plain.get()));
}

}  // namespace

struct ProjectedSystem::State {
    ProjContext context = quiet_context();
    ProjObject system;
    ProjObject to_plane;
};

ProjectedSystem::ProjectedSystem(const std::string& definition)
    : state_(std::make_unique<State>()), definition_(definition) {
    if (definition.find("+proj") != std::string::npos && definition.find("type=crs") == std::string::npos)
        definition_ += " +type=crs";
    auto* context = state_->context.get();
    state_->system.reset(proj_create(context, definition_.c_str()));
    if (!state_->system) throw unknown_system(definition);
    if (!is_projected_in_metres(context, state_->system.get()))
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" is not a map projection in metres", definition));
    state_->to_plane = from_degrees(context, state_->system.get());
    if (!state_->to_plane) throw unknown_system(definition);
    name_ = name_of(state_->system.get());
    method_ = method_of(context, state_->system.get());
    datum_ = datum_of(context, state_->system.get());
}

ProjectedSystem::~ProjectedSystem() = default;
ProjectedSystem::ProjectedSystem(ProjectedSystem&&) noexcept = default;
ProjectedSystem& ProjectedSystem::operator=(ProjectedSystem&&) noexcept = default;

double ProjectedSystem::point_scale(LonLat position) const {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (!std::isfinite(position.lon) || !std::isfinite(position.lat)) return none;
    // From short ways about the position: proj_factors would make a transformation anew at each call.
    constexpr double reach = 0.0005;
    const auto stretched = [&](LonLat from, LonLat to) {
        const auto a = proj_trans(state_->to_plane.get(), PJ_FWD, proj_coord(from.lon, from.lat, 0, 0));
        const auto b = proj_trans(state_->to_plane.get(), PJ_FWD, proj_coord(to.lon, to.lat, 0, 0));
        return std::hypot(b.xy.x - a.xy.x, b.xy.y - a.xy.y) / distance(from, to).value;
    };
    const double east = stretched({position.lon - reach, position.lat}, {position.lon + reach, position.lat});
    const double north = stretched({position.lon, position.lat - reach}, {position.lon, position.lat + reach});
    const double mean = (east + north) / 2;
    return mean > 0 && std::isfinite(mean) ? mean : none;
}

}  // namespace balise::geo
