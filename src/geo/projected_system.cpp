#include "geo/projected_system.hpp"

#include <cmath>
#include <limits>

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

}  // namespace

struct ProjectedSystem::State {
    ProjContext context = quiet_context();
    ProjObject system;
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
    proj_errno_reset(state_->system.get());
    const PJ_FACTORS factors =
        proj_factors(state_->system.get(), proj_coord(proj_torad(position.lon), proj_torad(position.lat), 0, 0));
    if (proj_errno(state_->system.get()) != 0) return none;
    const double mean = (factors.meridional_scale + factors.parallel_scale) / 2;
    return mean > 0 && std::isfinite(mean) ? mean : none;
}

}  // namespace balise::geo
