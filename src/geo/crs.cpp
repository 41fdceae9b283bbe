#include "geo/crs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "geo/proj_handles.hpp"

namespace balise::geo {

namespace {

// The start of a definition for a message, never half a character of it.
std::string shortened(const std::string& definition) {
    std::size_t length = std::min<std::size_t>(definition.size(), 80);
    while (length > 0 && length < definition.size() &&
           (static_cast<unsigned char>(definition[length]) & 0xC0U) == 0x80U)
        --length;
    return definition.substr(0, length);
}

}  // namespace

ProjContext quiet_context() {
    ProjContext context(proj_context_create());
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

base::Error unknown_system(const std::string& definition) {
    return {
        base::ErrorKind::invalid_input,
        base::mark("the coordinate reference system \"{0}\" is not known; give it as EPSG:n", shortened(definition))};
}

struct Transformation::State {
    ProjContext context = quiet_context();
    ProjObject projection;
};

Transformation::Transformation(const std::string& from, const std::string& to) : state_(std::make_unique<State>()) {
    auto* context = state_->context.get();
    const ProjObject source(proj_create(context, from.c_str()));
    if (!source || proj_is_crs(source.get()) == 0) throw unknown_system(from);
    const ProjObject target(proj_create(context, to.c_str()));
    if (!target || proj_is_crs(target.get()) == 0) throw unknown_system(to);
    const ProjObject raw(proj_create_crs_to_crs_from_pj(context, source.get(), target.get(), nullptr, nullptr));
    if (!raw) throw unknown_system(from);
    state_->projection.reset(proj_normalize_for_visualization(context, raw.get()));
    if (!state_->projection) throw unknown_system(from);
}

Transformation::~Transformation() = default;
Transformation::Transformation(Transformation&&) noexcept = default;
Transformation& Transformation::operator=(Transformation&&) noexcept = default;

std::optional<Position> Transformation::forward(Position position) const {
    if (!std::isfinite(position.x) || !std::isfinite(position.y)) return std::nullopt;
    const PJ_COORD out = proj_trans(state_->projection.get(), PJ_FWD, proj_coord(position.x, position.y, 0, HUGE_VAL));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) return std::nullopt;
    return Position{out.xy.x, out.xy.y};
}

void Transformation::forward(std::span<Position> positions) const {
    if (positions.empty()) return;
    constexpr std::size_t stride = sizeof(Position);
    Position* first = positions.data();
    const std::size_t count = positions.size();
    proj_trans_generic(state_->projection.get(), PJ_FWD, &first->x, stride, count, &first->y, stride, count, nullptr, 0,
                       0, nullptr, 0, 0);
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (auto& position : positions)
        if (!std::isfinite(position.x) || !std::isfinite(position.y)) position = {none, none};
}

Geometry Transformation::forward(Geometry geometry) const {
    transform_positions(geometry, [&](const Position& position) {
        const auto moved = forward(position);
        if (!moved)
            throw base::Error(
                base::ErrorKind::invalid_input,
                base::mark("the position {0}, {1} lies outside its reference system", position.x, position.y));
        return *moved;
    });
    return geometry;
}

std::string describe_crs(const std::string& definition) {
    const auto context = quiet_context();
    const ProjObject crs(proj_create(context.get(), definition.c_str()));
    if (!crs) return shortened(definition);
    const char* name = proj_get_name(crs.get());
    const char* authority = proj_get_id_auth_name(crs.get(), 0);
    const char* code = proj_get_id_code(crs.get(), 0);
    std::string words = name == nullptr ? shortened(definition) : name;
    if (authority != nullptr && code != nullptr) words = std::string(authority) + ":" + code + " (" + words + ")";
    return words;
}

bool is_wgs84(const std::string& definition) {
    const auto context = quiet_context();
    const ProjObject crs(proj_create(context.get(), definition.c_str()));
    const ProjObject wgs84(proj_create(context.get(), "EPSG:4326"));
    return crs && proj_is_equivalent_to_with_ctx(context.get(), crs.get(), wgs84.get(),
                                                 PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

bool is_geographic(const std::string& definition) {
    const auto context = quiet_context();
    const ProjObject crs(proj_create(context.get(), definition.c_str()));
    if (!crs) return false;
    const PJ_TYPE type = proj_get_type(crs.get());
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

std::vector<std::string> likely_systems(const Box& box) {
    static constexpr std::array systems{"EPSG:32630", "EPSG:32629", "EPSG:2165", "EPSG:2041", "EPSG:2043", "EPSG:3857"};
    const Box country{-8.7, 4.1, -2.4, 10.8};
    std::vector<std::string> found;
    if (box.empty()) return found;
    for (const char* system : systems) {
        const Transformation to_degrees(system, "EPSG:4326");
        const auto low = to_degrees.forward(Position{box.min_x, box.min_y});
        const auto high = to_degrees.forward(Position{box.max_x, box.max_y});
        if (low && high && country.contains(*low) && country.contains(*high)) found.emplace_back(system);
    }
    return found;
}

}  // namespace balise::geo
