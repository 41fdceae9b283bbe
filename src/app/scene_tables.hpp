#pragma once
// The tables that scenes are composed of: those of the ground projected once, the providers that pass the filters.
#include <memory>
#include <string>
#include <vector>

#include "app/ground.hpp"
#include "app/scene.hpp"
#include "app/scene_plane.hpp"
#include "map/map_view.hpp"

namespace balise::app {

// A table in metres of the plane and, for each of its rows, the row of the snapshot's list.
struct SceneTable {
    map::FeatureTable table;
    std::vector<std::uint32_t> rows;  // empty = the same
    std::uint32_t row_of(std::uint32_t row) const { return rows.empty() ? row : rows[row]; }
};

class SceneTables {
public:
    // Brings the tables up to the request; what has not changed since the last one is kept.
    void update(const SceneRequest& request);
    // In metres of the plane, called as the style calls them; the providers' last, "selected" included.
    const std::vector<std::shared_ptr<const SceneTable>>& all() const { return all_; }

private:
    struct Kept {
        Snapshot::Ground::Table source;
        std::vector<std::string> hidden;
        std::shared_ptr<const SceneTable> made;
    };
    std::shared_ptr<const SceneTable> ground(std::size_t slot, const Snapshot::Ground::Table& source,
                                             const std::vector<std::string>& hidden);
    void take_border(const Snapshot::Ground& ground);
    void locate(const std::shared_ptr<const Snapshot>& snapshot);
    void take_providers(const SceneRequest& request, const std::vector<std::string>& hidden);
    void take_out_selected(const SceneRequest& request);

    map::Projection projection_ = country_projection();
    std::vector<Kept> kept_;
    Snapshot::Ground::Table border_areas_, border_waters_;  // of which `border_` was made
    std::shared_ptr<const SceneTable> border_, coast_;
    std::shared_ptr<const Snapshot> snapshot_;  // whose providers `positions_` are
    std::vector<geo::Position> positions_;      // of all its providers, metres; no numbers where there is none
    std::shared_ptr<const Rows> rows_;          // that `providers_` was made of
    std::vector<std::string> hidden_types_;
    std::shared_ptr<SceneTable> providers_;
    std::size_t taken_out_ = no_row;  // of `providers_`: the selected one, which has a table of its own
    std::shared_ptr<SceneTable> selected_;
    std::vector<std::shared_ptr<const SceneTable>> all_;

    static constexpr std::size_t no_row = static_cast<std::size_t>(-1);
};

}  // namespace balise::app
