// The camera and the map's scenes.
#include <algorithm>
#include <cmath>

#include "gui/desk_parts.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr double rest_seconds = 0.06;
constexpr std::size_t cameras_kept = 100;
constexpr double largest_scale = 2'000, smallest_scale = 20'000'000;  // denominators

}  // namespace

std::optional<geo::Box> Desk::visible_degrees(const app::Camera& camera) const {
    const geo::Box metres = camera.visible();
    geo::Box degrees;
    constexpr int steps = 8;
    for (int i = 0; i <= steps; ++i)
        for (int k = 0; k <= steps; ++k) {
            if (i % steps != 0 && k % steps != 0) continue;  // the edge is enough
            const auto spot = plane_.degrees({metres.min_x + (metres.max_x - metres.min_x) * i / steps,
                                              metres.min_y + (metres.max_y - metres.min_y) * k / steps});
            if (!spot) return std::nullopt;
            degrees.add(geo::Position{spot->lon, spot->lat});
        }
    return degrees;
}

// A camera that shows the box, which fills `part` of the picture.
app::Camera Desk::camera_over(const geo::Box& metres, double part) const {
    app::Camera camera = shown_.camera;
    camera.centre = {(metres.min_x + metres.max_x) / 2, (metres.min_y + metres.max_y) / 2};
    const double wide = std::max(1.0, metres.max_x - metres.min_x), high = std::max(1.0, metres.max_y - metres.min_y);
    // Millimetres on the ground over millimetres of the picture.
    const double scale = 1000 * std::max(wide / (camera.width * part), high / (camera.height * part));
    camera.scale = base::ScaleDenominator(std::clamp(scale, largest_scale, smallest_scale));
    return camera;
}

app::Camera Desk::whole_country(const app::Snapshot& snapshot) const {
    geo::Box degrees;
    for (const auto& area : snapshot.areas)
        if (area.level == 0 && !area.box.empty()) degrees.add(area.box);
    if (degrees.empty())
        for (const auto& area : snapshot.areas)
            if (!area.box.empty()) degrees.add(area.box);
    if (degrees.empty()) degrees = {-8.6, 4.3, -2.5, 10.75};
    return camera_over(plane_.metres(degrees), 0.94);
}

void Desk::fly_to(const geo::Box& degrees) {
    if (degrees.empty()) return;
    const geo::Box metres = plane_.metres(degrees);
    const bool is_point = metres.max_x - metres.min_x < 1 && metres.max_y - metres.min_y < 1;
    app::Camera camera = camera_over(metres, 0.8);
    // A single spot: as near as a district, or as near as one is already.
    if (is_point) camera.scale = base::ScaleDenominator(std::min(shown_.camera.scale.value, 500'000.0));
    move_camera(camera, true);
}

void Desk::move_camera(const app::Camera& wanted, bool remember) {
    app::Camera camera = wanted;
    camera.width = shown_.camera.width;
    camera.height = shown_.camera.height;
    camera.scale = base::ScaleDenominator(std::clamp(camera.scale.value, largest_scale, smallest_scale));
    if (!std::isfinite(camera.centre.x) || !std::isfinite(camera.centre.y)) return;
    if (camera == shown_.camera) return;
    if (remember) {
        back_.push_back(shown_.camera);
        if (back_.size() > cameras_kept) back_.erase(back_.begin());
        forward_.clear();
    }
    shown_.camera = camera;
    shown_.can_go_back = !back_.empty();
    shown_.can_go_forward = !forward_.empty();
    has_camera_ = true;
    camera_moved_ = now_;
}

void Desk::go(std::vector<app::Camera>& from, std::vector<app::Camera>& to) {
    if (from.empty()) return;
    to.push_back(shown_.camera);
    const app::Camera camera = from.back();
    from.pop_back();
    move_camera(camera, false);
    shown_.can_go_back = !back_.empty();
    shown_.can_go_forward = !forward_.empty();
}

app::SceneRequest Desk::wanted_scene() const {
    app::SceneRequest request;
    request.snapshot = shown_.snapshot;
    request.rows = shown_.passing;
    request.layers = shown_.layers;
    request.files = shown_.files;
    request.camera = shown_.camera;
    request.pixels_per_millimetre = place_.pixels_per_millimetre;
    request.dark = shown_.preferences.theme == Theme::dark;
    request.selected = shown_.selected;
    request.covered = place_.covered;
    return request;
}

// Whether the picture shows ground that the scene does not reach.
bool Desk::leaves_margin() const {
    if (!shown_.scene) return true;
    const auto& scene = *shown_.scene;
    const double mm = scene.camera.millimetres_per_metre();
    const geo::Box box = shown_.camera.visible();
    const geo::Position centre = scene.camera.centre;
    const double half_x = (scene.camera.width / 2 + scene.margin_x) / mm;
    const double half_y = (scene.camera.height / 2 + scene.margin_y) / mm;
    return box.min_x < centre.x - half_x || box.max_x > centre.x + half_x || box.min_y < centre.y - half_y ||
           box.max_y > centre.y + half_y;
}

void Desk::compose_when_due() {
    const bool rests = camera_moved_ >= 0 && now_ - camera_moved_ >= rest_seconds;
    if (rests) {
        camera_moved_ = -1;
        view_list_wanted_ = view_list_wanted_ || shown_.follows_map;
        if (!composing_for_ || !(*composing_for_ == shown_.camera))
            scene_wanted_ = scene_wanted_ || !shown_.scene || !(shown_.scene->camera == shown_.camera);
    }
    if (!shown_.snapshot || !has_camera_ || place_.width <= 0) return;
    if (view_list_wanted_ && camera_moved_ < 0) refresh_view_list();
    // While it moves only when it would show nothing, and then one scene after another: none would ever be ready.
    const bool moving = camera_moved_ >= 0;
    const bool due = moving ? leaves_margin() && composer_.idle() && shown_.scene : scene_wanted_;
    // A scene of what is shown now would take the place of the one that is awaited.
    if (!due || !shown_.passing || pending_view_) return;
    scene_wanted_ = moving && scene_wanted_;
    const auto request = std::make_shared<app::SceneRequest>(wanted_scene());
    composing_for_ = request->camera;
    Order order;
    order.title = mark("Drawing the map");
    order.lane = lane_scene;
    order.work = [this, request, composing = composing_](base::Progress& progress) -> Results::Apply {
        if (!composing->maker) composing->maker.emplace();
        const auto scene = composing->maker->make(*request, progress);
        const auto picture = paint::gl::Painter::prepared(scene->list);
        return [this, scene, picture, snapshot = request->snapshot] {
            composing_for_.reset();
            if (snapshot != shown_.snapshot) return;
            shown_.scene = scene;
            picture_ = picture;
        };
    };
    order.failed = [this](const std::exception_ptr& failure) {
        composing_for_.reset();
        tell_failure(failure, mark("drawing the map"));
    };
    composer_.add(std::move(order));
}

}  // namespace balise::gui
