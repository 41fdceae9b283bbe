// The map's panel without a window: moving, zooming, measuring, asking for what lies there.
#include <cmath>

#include "gui/map_moves.hpp"
#include "unit/gui/panel_fixture.hpp"

namespace balise::gui::test {
namespace {

class MapPanel : public PanelTest {
protected:
    MapPanel() {
        shown_.camera.centre = *plane_.metres(geo::LonLat{-5.5, 7.6});
        shown_.camera.scale = base::ScaleDenominator(4'300'000);
        shown_.camera.width = 846 / pixels;
        shown_.camera.height = 660 / pixels;
        shown_.camera.width = static_cast<double>(area_.width()) / pixels;
        shown_.camera.height = static_cast<double>(area_.height()) / pixels;
    }

    // Camera requests are carried out as the desk does.
    void follow() {
        if (const auto* moved = asked<ask::MoveCamera>()) shown_.camera = moved->camera;
    }
    MapGlass glass() const { return {shown_.camera, area_}; }
    void hold(ImVec2 at) {
        ImGui::GetIO().MousePos = at;
        frame(draw_);
        follow();
    }

    static constexpr double pixels = 96 / 25.4;
    app::MapPlane plane_;
    MapState state_;
    Area area_{{288, 48}, {1134, 708}};
    Draw draw_ = [this] { map_panel(shown_, plane_, state_, area_, requests_); };
};

TEST_F(MapPanel, TheGrabbedPlaceStaysUnderTheCursor) {
    move_to(draw_, {500, 300});
    const auto grabbed = glass().metres({500, 300});
    ImGui::GetIO().MouseDown[0] = true;
    frame(draw_);
    for (const ImVec2 at : {ImVec2{510, 303}, ImVec2{640, 420}, ImVec2{333, 250}, ImVec2{901, 611}}) {
        hold(at);
        const auto now = glass().pixel(grabbed);
        EXPECT_NEAR(now.x, at.x, 0.5);
        EXPECT_NEAR(now.y, at.y, 0.5);
    }
    ImGui::GetIO().MouseDown[0] = false;
    const auto before = shown_.camera;
    frames(draw_, 30);  // it does not roll on
    follow();
    EXPECT_EQ(shown_.camera, before);
    std::size_t remembered = 0;
    for (const auto& request : asked_)
        if (const auto* moved = std::get_if<ask::MoveCamera>(&request); moved != nullptr && moved->remember)
            ++remembered;
    EXPECT_EQ(remembered, 1U);
    EXPECT_EQ(asked<ask::Select>(), nullptr);
}

TEST_F(MapPanel, TheWheelKeepsThePlaceUnderTheCursor) {
    move_to(draw_, {450, 640});
    const auto place = glass().metres({450, 640});
    for (const float notch : {1.0F, 1.0F, 3.0F, -2.0F}) {
        const double scale = shown_.camera.scale.value;
        ImGui::GetIO().MouseWheel = notch;
        frame(draw_);
        ImGui::GetIO().MouseWheel = 0;
        follow();
        EXPECT_NEAR(shown_.camera.scale.value, scale / std::pow(1.25, static_cast<double>(notch)), 1);
        EXPECT_NEAR(glass().pixel(place).x, 450, 0.5);
        EXPECT_NEAR(glass().pixel(place).y, 640, 0.5);
        asked_.clear();
    }
}

TEST_F(MapPanel, TheScaleHasLimits) {
    for (const float notch : {60.0F, -120.0F}) {
        move_to(draw_, {700, 400});
        ImGui::GetIO().MouseWheel = notch;
        frame(draw_);
        ImGui::GetIO().MouseWheel = 0;
        follow();
        EXPECT_NEAR(shown_.camera.scale.value, notch > 0 ? nearest_scale : farthest_scale, 0.01);
    }
}

TEST_F(MapPanel, ShiftAndDragZoomsToTheBox) {
    move_to(draw_, {500, 300});
    ImGui::GetIO().KeyShift = true;
    ImGui::GetIO().MouseDown[0] = true;
    frame(draw_);
    const auto one = glass().metres({500, 300}), other = glass().metres({700, 400});
    hold({700, 400});
    ImGui::GetIO().MouseDown[0] = false;
    frame(draw_);
    ImGui::GetIO().KeyShift = false;
    follow();
    const auto box = shown_.camera.visible();
    EXPECT_NEAR((box.min_x + box.max_x) / 2, (one.x + other.x) / 2, 1);
    EXPECT_TRUE(box.contains({one.x + 1, one.y - 1}));
    EXPECT_TRUE(box.contains({other.x - 1, other.y + 1}));
    EXPECT_LT(shown_.camera.scale.value, 4'300'000 / 3.0);
}

TEST_F(MapPanel, ADegreeOfLatitudeIsMeasuredOnTheEllipsoid) {
    // From 7° to 8° north: 111,132.954 − 559.822 cos 15° + 1.175 cos 30° = 110,593.2 m, the series of the meridian arc.
    state_.tool = MapState::Tool::measure;
    const auto south = glass().pixel(*plane_.metres(geo::LonLat{-5.5, 7})),
               north = glass().pixel(*plane_.metres(geo::LonLat{-5.5, 8}));
    click_at(draw_, south);
    click_at(draw_, north);
    ASSERT_EQ(state_.points.size(), 2U);
    EXPECT_NEAR(kilometres_along(plane_, state_.points), 110.6, 0.3);  // a pixel is 1.1 km here
    const std::vector<geo::Position> exact{*plane_.metres(geo::LonLat{-5.5, 7}), *plane_.metres(geo::LonLat{-5.5, 8})};
    EXPECT_NEAR(kilometres_along(plane_, exact), 110.5932, 0.0005);
    press(draw_, GLFW_KEY_ENTER);
    EXPECT_TRUE(state_.finished);
    press(draw_, GLFW_KEY_ESCAPE);
    EXPECT_TRUE(state_.points.empty());
}

TEST_F(MapPanel, AnAreaIsMeasuredOnTheEllipsoid) {
    std::vector<geo::Position> ring;
    // A degree square between 7° and 8° north has 12,205 km² on WGS 84; its southern and northern sides are geodesics
    // here, which changes that by less than 0.1 %.
    for (const geo::LonLat corner : {geo::LonLat{-6, 7}, geo::LonLat{-5, 7}, geo::LonLat{-5, 8}, geo::LonLat{-6, 8}})
        ring.push_back(*plane_.metres(corner));
    EXPECT_NEAR(square_kilometres_within(plane_, ring), 12205, 12);
}

TEST_F(MapPanel, AClickOnNothingTakesTheChoiceAway) {
    shown_.selected = {app::Target::Kind::provider, 0, uuid(1).text()};
    click_at(draw_, {520, 500});
    ASSERT_NE(asked<ask::Select>(), nullptr);
    EXPECT_EQ(asked<ask::Select>()->target.kind, app::Target::Kind::nothing);
    EXPECT_EQ(asked<ask::MoveCamera>(), nullptr);
}

TEST_F(MapPanel, ToolsAndNotices) {
    shown_.snapshot = [&] {
        auto made = made_up(model::Audience::internal);
        made->is_sample = true;
        return made;
    }();
    click(draw_, "Zoom in");
    follow();
    EXPECT_NEAR(shown_.camera.scale.value, 2'150'000, 1);
    click(draw_, "Show the whole country");
    EXPECT_NE(asked<ask::WholeCountry>(), nullptr);
    click(draw_, "Measure a distance or an area");
    EXPECT_EQ(state_.tool, MapState::Tool::measure);
    EXPECT_TRUE(shows("SAMPLE · fictional data"));
    EXPECT_TRUE(state_.points.empty()) << "a click on a tool is no click on the map";
}

TEST_F(MapPanel, ADrawnZoneIsAddedAsARecord) {
    state_.tool = MapState::Tool::draw_zone;
    for (const ImVec2 at : {ImVec2{600, 300}, ImVec2{700, 300}, ImVec2{700, 400}}) click_at(draw_, at);
    press(draw_, GLFW_KEY_ENTER);
    ASSERT_TRUE(state_.finished);
    state_.zone_name = "Zone EXEMPLE";
    state_.zone_level = 2;
    click(draw_, "Save");
    const auto* asked_for = asked<ask::Perform>();
    ASSERT_NE(asked_for, nullptr);
    EXPECT_EQ(asked_for->action, "add");
    EXPECT_EQ(asked_for->arguments.text("kind"), "risk-zone");
    const auto& fields = asked_for->arguments.list("fields");
    ASSERT_EQ(fields.size(), 3U);
    EXPECT_EQ(fields[0], "name_fr=Zone EXEMPLE");
    EXPECT_EQ(fields[1], "level=higher");
    EXPECT_TRUE(fields[2].starts_with("shape=MULTIPOLYGON")) << fields[2];
    EXPECT_EQ(state_.tool, MapState::Tool::move);
}

TEST_F(MapPanel, NothingIsMovedInAPreview) {
    show_audience(model::Audience::everyone);
    shown_.selected = {app::Target::Kind::provider, 0, uuid(1).text()};
    const auto at = glass().pixel(*plane_.metres(geo::LonLat{-5, 7}));
    move_to(draw_, at);
    ImGui::GetIO().KeyAlt = true;
    ImGui::GetIO().MouseDown[0] = true;
    frame(draw_);
    hold({at.x + 60, at.y + 10});
    EXPECT_TRUE(state_.moving.empty());
    ImGui::GetIO().MouseDown[0] = false;
    frame(draw_);
    EXPECT_EQ(asked<ask::Perform>(), nullptr);
}

}  // namespace
}  // namespace balise::gui::test
