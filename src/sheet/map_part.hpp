#pragma once
// The map of a sheet: the first page's, and what of it is drawn once more, larger.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "sheet/enlargement.hpp"
#include "sheet/graticule.hpp"
#include "sheet/map_frame.hpp"
#include "sheet/neighbour_names.hpp"

namespace balise::sheet {

// The map of the first page, and what has been written around it.
struct MapPart {
    MapWindow window;
    GraticuleFigures figures;
    Surroundings around;
    map::Composition composition;
    std::vector<Enlargement> enlargements;
    std::vector<std::string> left_out;  // names that no map tells, numbers aside
    std::vector<double> taken;          // millimetres that enlargements take at the top of each page after the first
};

// What a map should tell and does not.
struct Lacks {
    std::vector<std::string> numbers;        // of listed providers
    std::vector<const model::Place*> towns;  // chief towns that are not named
    // A number weighs most; a name that an enlargement tells is no great loss.
    double cost = 0;
};

// Composes a sheet's maps. The draft tells which providers; it is told squares, scale and projection.
class MapMaker {
public:
    MapMaker(Page& page, Draft& draft, base::Progress& progress);

    const MapWindow& window() const { return window_; }
    const geo::MultiPolygon& area() const { return area_; }  // metres of the projection
    Page& page() { return page_; }
    Draft& draft() { return draft_; }
    std::optional<map::Spot> spot_of(std::size_t listed) const;

    // The first page's map without what these show, the numbers on it when the draft says so.
    MapPart main_map(std::vector<Enlargement> enlargements);
    void compose(Enlargement& enlargement);
    Lacks lacks_of(const MapPart& part) const;
    Lacks lacks_of(const map::Composition& composition) const;  // numbers only
    // Names that neither the map nor an enlargement tells.
    std::vector<std::string> left_out_of(const MapPart& part) const;

private:
    map::Composition compose(const map::MapView& view, const std::vector<map::FeatureTable>& tables,
                             const std::vector<map::Frame>& covered, const std::vector<map::Frame>& not_for_fans);
    bool is_left_out(const map::Composition& composition, const std::string& place) const;
    bool tells(const Enlargement& enlargement, const model::Place& place) const;

    Page& page_;
    Draft& draft_;
    base::Progress& progress_;
    map::Projection projection_;
    geo::MultiPolygon area_;
    MapWindow window_;
    Graticule graticule_;
    std::vector<map::FeatureTable> tables_;
    std::map<std::string, std::string> number_of_;  // by public reference
    std::vector<const model::Place*> chiefs_;
};

// The map, with enlargements where it has no room for all numbers and the chief towns' names.
MapPart make_map(Page& page, Draft& draft, base::Progress& progress);
void draw_map(Page& page, const Draft& draft, MapPart& part);

bool is_provider(const map::DrawnMark& drawn);

// The largest place of the area by population and the one with the most providers, where they are known.
std::vector<const model::Place*> chief_towns_of(const Draft& draft);

}  // namespace balise::sheet
