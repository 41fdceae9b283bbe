// Scenes of the sample project: what is drawn, found and withheld.
#include "app/scene.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <numeric>

#include "base/error.hpp"
#include "unit/app/sample.hpp"
#include "unit/base/scratch.hpp"

namespace balise::app::test {
namespace {

using Kind = Target::Kind;

std::shared_ptr<const Snapshot> snapshot_of(model::Audience audience) {
    const auto session = Session::open(sample_file(), store::Access::read_only);
    base::Progress progress;
    return take_snapshot(session, audience, base::Language::french, nullptr, progress);
}

SceneRequest request_of(const std::shared_ptr<const Snapshot>& snapshot, double scale, geo::LonLat centre) {
    SceneRequest request;
    request.snapshot = snapshot;
    auto rows = std::make_shared<Rows>(snapshot->providers.size());
    std::iota(rows->begin(), rows->end(), 0U);
    request.rows = rows;
    request.layers = default_layers();
    request.camera.width = 846 / (96 / 25.4);
    request.camera.height = 660 / (96 / 25.4);
    request.camera.scale = base::ScaleDenominator(scale);
    request.camera.centre = *MapPlane().metres(centre);
    return request;
}

std::int64_t drawn(const Scene& scene, const std::string& key) {
    for (const auto& [known, count] : scene.drawn)
        if (known == key) return count;
    return 0;
}

bool draws_group(const Scene& scene, const std::string& name) {
    return std::any_of(scene.list.groups.begin(), scene.list.groups.end(),
                       [&](const map::Group& group) { return group.name == name; });
}

TEST(Camera, SpotsAndMetresAreInverse) {
    Camera camera;
    camera.centre = {12345, -67890};
    camera.scale = base::ScaleDenominator(500'000);
    camera.width = 200;
    camera.height = 100;
    const auto spot = camera.spot_of({12345 + 500 * 30, -67890 + 500 * 20});
    EXPECT_FLOAT_EQ(spot.x, 130);
    EXPECT_FLOAT_EQ(spot.y, 30);
    const auto metres = camera.metres_at({0, 100});
    EXPECT_DOUBLE_EQ(metres.x, camera.visible().min_x);
    EXPECT_DOUBLE_EQ(metres.y, camera.visible().min_y);
    EXPECT_DOUBLE_EQ(camera.visible().max_x - camera.visible().min_x, 100'000);
}

TEST(MapPlane, GoesThereAndBack) {
    const MapPlane plane;
    for (const geo::LonLat place : {geo::LonLat{-8.5, 4.4}, geo::LonLat{-5.03, 7.69}, geo::LonLat{-2.5, 10.7}}) {
        const auto back = plane.degrees(*plane.metres(place));
        ASSERT_TRUE(back);
        EXPECT_NEAR(back->lon, place.lon, 1e-7);
        EXPECT_NEAR(back->lat, place.lat, 1e-7);
    }
    const auto box = plane.metres(geo::Box{-6, 7, -5, 8});
    EXPECT_NEAR(box.max_y - box.min_y, 110'800, 500);
}

TEST(Scene, WhatIsDrawnLiesWhereTheCameraSays) {
    const auto snapshot = snapshot_of(model::Audience::internal);
    auto request = request_of(snapshot, 20'000, {-5, 7});
    const auto& provider = *std::find_if(snapshot->providers.begin(), snapshot->providers.end(),
                                         [](const auto& each) { return each.position.has_value(); });
    const auto row = static_cast<std::uint32_t>(&provider - snapshot->providers.data());
    request.camera.centre = *MapPlane().metres(*provider.position);
    request.camera.centre.x -= 300;  // 15 mm to the right
    request.selected = {Kind::provider, row, provider.id.text()};
    SceneMaker maker;
    base::Progress progress;
    const auto scene = maker.make(request, progress);
    const auto at = drawn_at(*scene, request.selected);
    ASSERT_TRUE(at);
    EXPECT_NEAR(at->metres.x - request.camera.centre.x, 300, 0.5);
    EXPECT_NEAR(at->metres.y, request.camera.centre.y, 0.5);
    const auto found = targets_at(
        *scene, {static_cast<float>(request.camera.width / 2 + 15), static_cast<float>(request.camera.height / 2)}, 1);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front(), request.selected) << "the selected record never joins a cluster";
}

TEST(Scene, ClustersTellTheirMembers) {
    const auto snapshot = snapshot_of(model::Audience::internal);
    SceneMaker maker;
    base::Progress progress;
    const auto request = request_of(snapshot, 4'300'000, {-5.55, 7.55});
    const auto scene = maker.make(request, progress);
    const auto abidjan = request.camera.spot_of(*MapPlane().metres(geo::LonLat{-4.02, 5.34}));
    Target cluster;
    for (const auto& target : targets_at(*scene, abidjan, 4))
        if (target.kind == Kind::cluster) cluster = target;
    ASSERT_EQ(cluster.kind, Kind::cluster);
    geo::Box box;
    const auto members = members_of(*scene, cluster, box);
    EXPECT_EQ(members.size(), cluster.index);
    EXPECT_GT(members.size(), 20U);
    for (const auto row : members) EXPECT_TRUE(snapshot->providers.at(row).position);
    Target of_another = cluster;
    ++of_another.index;
    EXPECT_TRUE(members_of(*scene, of_another, box).empty());
}

TEST(Scene, FindsAreasZonesAndIsQuick) {
    const auto snapshot = snapshot_of(model::Audience::internal);
    SceneMaker maker;
    base::Progress progress;
    const auto request = request_of(snapshot, 4'300'000, {-5.55, 7.55});
    const auto scene = maker.make(request, progress);
    const auto& zone = snapshot->risk_zones.at(0);
    const auto spot = request.camera.spot_of(*MapPlane().metres(*zone.position));
    const auto begin = std::chrono::steady_clock::now();
    const auto found = targets_at(*scene, spot, 0.5);
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    EXPECT_LT(ms, 50) << "1 ms in a release build without sanitizers; see tests/bench/scene.cpp";
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Target& target) {
        return target.kind == Kind::risk_zone && target.id == zone.id;
    }));
    EXPECT_EQ(found.back().kind, Kind::area);
    ASSERT_NE(shape_of(*scene, {Kind::risk_zone, 0, zone.id}), nullptr);
}

// Shelters that two people have decided to open are in the public snapshot; all others are nowhere in the scene.
TEST(Scene, ThePublicSeesNoShelterThatIsNotOpened) {
    SceneMaker maker;
    base::Progress progress;
    const auto all = snapshot_of(model::Audience::internal), open = snapshot_of(model::Audience::everyone);
    const auto count_of = [](const Snapshot& snapshot, const std::string& type) {
        return std::count_if(snapshot.providers.begin(), snapshot.providers.end(), [&](const ListedProvider& each) {
            return each.position && snapshot.types.at(each.type).code == type;
        });
    };
    const auto inside = maker.make(request_of(all, 4'300'000, {-5.55, 7.55}), progress);
    const auto scene = maker.make(request_of(open, 4'300'000, {-5.55, 7.55}), progress);
    EXPECT_GT(drawn(*inside, "providers/shelter_private"), 0);
    EXPECT_EQ(drawn(*scene, "providers/shelter_private"), 0);
    EXPECT_EQ(drawn(*scene, "providers/shelter_state"), count_of(*open, "shelter_state"));
    EXPECT_LT(drawn(*scene, "providers/shelter_state"), drawn(*inside, "providers/shelter_state"));
    EXPECT_GT(drawn(*scene, "providers/social_centre"), 0);
    for (const auto& provider : all->providers) {
        const auto type = all->types.at(provider.type).code;
        if (!type.starts_with("shelter") || !provider.position || open->find(provider.id.text())) continue;
        auto near = request_of(open, 5'000, *provider.position);
        const auto picture = maker.make(near, progress);
        for (const auto& group : picture->list.groups)
            for (const auto& batch : group.batches) {
                const auto* marks = std::get_if<map::Marks>(&batch);
                if (marks == nullptr) continue;
                for (const auto& mark : marks->marks)
                    EXPECT_EQ(picture->list.symbols.at(mark.symbol).name.find("shelter"), std::string::npos);
            }
    }
}

TEST(Scene, GroupsAndPartsAreSwitchedOff) {
    const auto snapshot = snapshot_of(model::Audience::internal);
    SceneMaker maker;
    base::Progress progress;
    auto request = request_of(snapshot, 4'300'000, {-5.55, 7.55});
    for (auto& layer : request.layers) {
        if (layer.id == "risk_zones") layer.hidden = {"lower"};
        if (layer.id == "borders") layer.visible = false;
        if (layer.id == "base") layer.hidden = {"roads"};
        if (layer.id == "providers") layer.hidden = {"social_centre"};
    }
    const auto scene = maker.make(request, progress);
    EXPECT_FALSE(draws_group(*scene, "risk-lower"));
    EXPECT_TRUE(draws_group(*scene, "risk-higher"));
    EXPECT_FALSE(draws_group(*scene, "border-posts"));
    EXPECT_FALSE(draws_group(*scene, "roads-national"));
    EXPECT_TRUE(draws_group(*scene, "rivers"));
    EXPECT_EQ(drawn(*scene, "providers/social_centre"), 0);
    EXPECT_GT(drawn(*scene, "providers/ngo"), 0);
}

TEST(Scene, OpacityIsThatOfTheGroup) {
    const auto snapshot = snapshot_of(model::Audience::internal);
    SceneMaker maker;
    base::Progress progress;
    auto request = request_of(snapshot, 4'300'000, {-5.55, 7.55});
    const auto alpha = [&] {
        const auto scene = maker.make(request, progress);
        for (const auto& group : scene->list.groups)
            if (group.name == "risk-higher-outline") return std::get<map::Stroke>(group.batches.at(0)).colour.alpha;
        return std::uint8_t{0};
    };
    EXPECT_EQ(alpha(), 255);
    request.layers[1].opacity = 0.5F;
    EXPECT_NEAR(alpha(), 128, 1);
}

TEST(Scene, LayersFromFilesAreDrawnAndFound) {
    const balise::test::ScratchFolder folder;
    const auto points = folder / "wells.csv";
    std::ofstream(points) << "nom,longitude,latitude\nPuits A,-5.5,7.5\nPuits B,-5.2,7.8\n";
    const auto shapes = folder / "camp.geojson";
    std::ofstream(shapes)
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Camp"},)"
        << R"("geometry":{"type":"Polygon","coordinates":[[[-6,7],[-5.9,7],[-5.9,7.1],[-6,7]]]}}]})";
    base::Progress progress;
    auto request = request_of(snapshot_of(model::Audience::everyone), 4'300'000, {-5.55, 7.55});
    for (const auto& file : {points, shapes}) {
        request.files.push_back(read_file_layer(file, progress));
        request.layers.insert(request.layers.begin(), {group_of(*request.files.back()), true, 1, {}});
    }
    SceneMaker maker;
    const auto scene = maker.make(request, progress);
    const auto found_at = [&](geo::LonLat place) {
        std::vector<std::string> names;
        for (const auto& target : targets_at(*scene, request.camera.spot_of(*MapPlane().metres(place)), 0.5))
            if (target.kind == Kind::feature) names.push_back(target.id);
        return names;
    };
    EXPECT_EQ(found_at({-5.5, 7.5}), (std::vector<std::string>{"Puits A"}));
    EXPECT_EQ(found_at({-5.92, 7.02}), (std::vector<std::string>{"Camp"}));
    EXPECT_TRUE(found_at({-5.7, 8.5}).empty());

    const auto table = folder / "plain.csv";
    std::ofstream(table) << "nom,valeur\nA,1\n";
    EXPECT_THROW(read_file_layer(table, progress), base::Error);
}

}  // namespace
}  // namespace balise::app::test
