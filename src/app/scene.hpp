#pragma once
// The map of the window: a snapshot, what is to be shown of it and where → a display list and what its picks mean.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/listing.hpp"
#include "app/snapshot.hpp"
#include "base/units.hpp"
#include "map/display_list.hpp"

namespace balise::app {

// The plane of the window's map: one equal-area projection fit for the country, the same for every view. One thread at
// a time.
class MapPlane {
public:
    MapPlane();
    ~MapPlane();
    MapPlane(MapPlane&&) noexcept;
    MapPlane& operator=(MapPlane&&) noexcept;
    std::optional<geo::Position> metres(geo::LonLat degrees) const;
    std::optional<geo::LonLat> degrees(geo::Position metres) const;
    // The box of the plane that holds a box of degrees.
    geo::Box metres(const geo::Box& degrees) const;
    std::string title(base::Language language) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Where the map looks: what lies in the middle, how large, and how large the picture is.
struct Camera {
    geo::Position centre;  // metres of the plane
    base::ScaleDenominator scale{4'300'000};
    double width = 220, height = 160;  // of the picture in millimetres (pixels ÷ pixels per millimetre)
    bool operator==(const Camera&) const = default;

    double millimetres_per_metre() const { return 1000 / scale.value; }
    map::Spot spot_of(geo::Position metres) const;
    geo::Position metres_at(map::Spot spot) const;
    geo::Box visible() const;  // metres
};

// What is shown, from top to bottom. Groups: "providers", "risk_zones", "borders" (border posts and transport nodes),
// "base", and one for each further file ("file:<path>").
struct LayerGroup {
    std::string id;
    bool visible = true;
    float opacity = 1;
    std::vector<std::string> hidden;  // types, levels, kinds, or parts of the base map ("regions", "roads", "rivers",
                                      // "places", "names") that are switched off
    bool operator==(const LayerGroup&) const = default;
};
std::vector<LayerGroup> default_layers();

// A layer from a file beside the project's own, read once. Made by read_file_layer.
struct FileLayer;
// GeoPackage, GeoJSON, shapefile, GeoTIFF, MBTiles…; in a job. Throws what reading throws.
std::shared_ptr<const FileLayer> read_file_layer(const std::filesystem::path& file, base::Progress& progress);
std::string name_of(const FileLayer& layer);
std::string group_of(const FileLayer& layer);  // the id of its LayerGroup
geo::Box box_of(const FileLayer& layer);       // metres of the plane

// Something on the map.
struct Target {
    enum class Kind { nothing, provider, cluster, risk_zone, border_post, transport_node, area, place, feature };
    Kind kind = Kind::nothing;
    std::uint32_t index = 0;  // into the snapshot's list of this kind; of a cluster the number of members
    std::string id;           // of the record; of a file's feature its name
    bool operator==(const Target&) const = default;
};

struct SceneRequest {
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const Rows> rows;  // providers that pass the filters
    std::vector<LayerGroup> layers;
    std::vector<std::shared_ptr<const FileLayer>> files;
    Camera camera;
    double margin = 0.25;  // composed beyond each edge of the picture, as a part of it, so that moving shows no gap
    double pixels_per_millimetre = 96 / 25.4;
    bool dark = false;
    Target selected;                  // never joins a cluster
    std::vector<map::Frame> covered;  // millimetres of the picture: tools that lie over the map
};

struct Scene {
    map::DisplayList list;              // its sheet is the picture with its margin
    Camera camera;                      // that of the request: the picture without the margin
    double margin_x = 0, margin_y = 0;  // millimetres by which the sheet begins left of and above the picture
    // Number of records drawn by group and kind ("providers/social_centre"), for the legend.
    std::vector<std::pair<std::string, std::int64_t>> drawn;
    std::vector<std::string> left_out;
    // What the picks mean; for targets_at.
    struct Picks;
    std::shared_ptr<const Picks> picks;
};

// Composes scenes one after another in one thread; keeps styles, symbols, shaped text and projected shapes.
class SceneMaker {
public:
    SceneMaker();
    ~SceneMaker();
    std::shared_ptr<const Scene> make(const SceneRequest& request, base::Progress& progress);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// What lies within `reach` mm of the spot (millimetres of the picture as composed), uppermost first. Under 1 ms.
std::vector<Target> targets_at(const Scene& scene, map::Spot spot, double reach);
// Where a target's symbol or disc is drawn (metres of the plane) and its radius in millimetres as composed; nothing for
// what has none.
struct DrawnAt {
    geo::Position metres;
    double radius = 0;
};
std::optional<DrawnAt> drawn_at(const Scene& scene, const Target& target);
// The shape of a risk zone, an area or a file's feature in metres; null when there is none. Lives as long as the scene.
const geo::Geometry* shape_of(const Scene& scene, const Target& target);
// The providers of a cluster, as rows of the snapshot, and the box they fill (metres).
Rows members_of(const Scene& scene, const Target& cluster, geo::Box& box);

// Pictures of symbols and icons as one display list in rows of `size` mm cells, with the name of each cell: provider
// types ("provider/social_centre"), border posts, transport nodes, areas as lists show them ("risk_zone/higher"), and
// the program's icons ("icon/search"). Icons are white in either theme, to be tinted; the ground is transparent.
struct IconSheet {
    map::DisplayList list;
    std::vector<std::string> names;  // cell i: column i % columns, row i / columns
    std::size_t columns = 16;
};
IconSheet icon_sheet(double cell, double symbol_size, bool dark);

}  // namespace balise::app
