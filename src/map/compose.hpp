#pragma once
// Records + style + scale → display list. Pure: the same request gives the same list, byte for byte. Runs in a job.
#include <memory>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "map/display_list.hpp"
#include "map/feature_table.hpp"
#include "map/labels.hpp"
#include "map/map_view.hpp"
#include "map/style.hpp"
#include "map/symbols.hpp"
#include "map/text.hpp"

namespace balise::map {

struct ComposeRequest {
    MapView view;
    const Style* style = nullptr;
    const SymbolSet* symbols = nullptr;
    // In metres of the view's projection (`projected`), found by the layers' "source". A layer without its table draws
    // nothing.
    std::vector<const FeatureTable*> tables;
    // Boxes on the sheet that cover the map (inset, scale bar, tools): labels and fanned symbols keep off.
    std::vector<Frame> covered;
    bool labels = true;
    bool marks = true;  // tell of every mark in Composition::marks; the screen does without (picks are enough)
    // How far a drawn line may lie from the true one: 0.05 mm on paper, half a pixel (0.13 mm) on a screen.
    base::Millimetres tolerance{0.05};
    bool french = true;                 // the language of the legend's words and of names in two languages
    std::vector<Frame> not_for_fans{};  // symbols that go apart keep off these too, names need not
};

// One line of the legend: what was really drawn.
struct LegendEntry {
    std::string layer;  // id of the style's layer
    std::string key;    // the value it is told apart by ("transit_centre"), or empty
    std::string
        title;  // from the style's metadata in the language; empty when the words come from a vocabulary (`key`)
    std::string vocabulary;     // whose code `key` is, or empty
    std::size_t count = 0;      // records drawn
    std::vector<Batch> sample;  // about the origin: areas and lines 5 × 2.7 mm, symbols up to 3.4 mm
};

// What became of a record that was to be drawn as a symbol.
struct DrawnMark {
    std::string layer, id;
    Spot true_spot;  // where it lies
    Spot spot;       // where it is drawn
    bool clustered = false;
};

// A disc drawn in place of several symbols.
struct DrawnCluster {
    Pick pick = 0;
    Spot centre;
    float radius = 0;
    std::size_t first = 0, end = 0;  // of its members' rows in Composition::cluster_rows
};

struct Composition {
    DisplayList list;  // width and height are 0: the caller sets the sheet's
    std::vector<LegendEntry> legend;
    std::vector<DrawnMark> marks;
    std::vector<DrawnCluster> clusters;
    std::vector<std::uint32_t> cluster_rows;
    std::vector<Frame> label_boxes;            // of all placed labels
    std::vector<std::string> left_out;         // words of labels that found no room
    std::vector<std::size_t> left_out_layers;  // of each of them, in the style
    std::vector<std::string> missing;          // of those that were required
};

// The id of the record that was picked in a list; empty for a cluster. `request` is what the list was composed of: its
// style and tables must be those of then.
std::string record_behind(const Picked& picked, const ComposeRequest& request);

Composition compose(const ComposeRequest& request, Typesetter& typesetter, base::Progress& progress);

}  // namespace balise::map
