#pragma once
// What the things drawn in a scene stand for, found by their place.
#include <memory>
#include <string>
#include <vector>

#include "app/file_layer.hpp"
#include "app/scene.hpp"
#include "app/scene_style.hpp"
#include "app/scene_tables.hpp"
#include "map/compose.hpp"

namespace balise::app {

struct Scene::Picks {
    std::shared_ptr<const Snapshot> snapshot;
    std::vector<std::shared_ptr<const FileLayer>> files;

    // A symbol or a disc.
    struct Item {
        map::Spot centre;  // millimetres of the sheet
        float radius = 0;
        Target::Kind kind = Target::Kind::nothing;
        std::uint32_t row = 0;    // of the snapshot's list; of a cluster its number; of a feature its row
        std::uint32_t layer = 0;  // place among the style's layers: the higher lies above
    };
    std::vector<Item> items;
    // Square cells over the sheet, each with the items whose centre lies in it.
    static constexpr float cell = 6;
    float largest = 0;  // radius of all items
    std::size_t columns = 0, rows = 0;
    std::vector<std::uint32_t> cell_ends;  // for each cell, the index after its last in `in_cells`
    std::vector<std::uint32_t> in_cells;

    // Areas and lines, from the uppermost layer down.
    struct Shapes {
        Target::Kind kind = Target::Kind::nothing;
        std::shared_ptr<const SceneTable> table;  // or
        const FileLayer* file = nullptr;
        std::vector<char> shown;  // rows; empty = all
    };
    std::vector<Shapes> shapes;

    // Members of clusters, one after another, as rows of the snapshot.
    Rows members;
    std::vector<std::pair<std::size_t, std::size_t>> clusters;
    std::shared_ptr<const SceneTable> providers;

    Target target_of(const Item& item) const;
};

// Of what was composed, with the tables it was composed of.
std::shared_ptr<const Scene::Picks> picks_of(const SceneRequest& request, const ArrangedStyle& arranged,
                                             const map::Composition& made,
                                             const std::vector<std::shared_ptr<const SceneTable>>& tables);

}  // namespace balise::app
