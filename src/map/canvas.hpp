#pragma once
// What the drawing of all layers of one composition shares: the way to the sheet, the list so far, the labels wished.
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "map/compose.hpp"

namespace balise::map {

// Ink: leaders, hubs, numbers in clusters.
constexpr Colour ink{0x1B, 0x21, 0x24, 255};
constexpr Colour white{255, 255, 255, 255};

Colour faded(Colour colour, double opacity);

// How a layer sets its words.
struct LetterPaint {
    TextStyle style;
    Colour colour = ink, halo = white;
    double halo_width = 0;  // mm
    bool operator==(const LetterPaint&) const = default;
};

// A mark in the list.
struct MarkOf {
    std::size_t group = 0, batch = 0, mark = 0;
    auto operator<=>(const MarkOf&) const = default;
};

// A label that is wished, or words that lie where they are already (numbers in clusters).
struct LayerWords {
    std::size_t layer = 0;  // index in the style
    LetterPaint paint;
    LabelWish wish;
    std::vector<GlyphRun> fixed;
    std::optional<MarkOf> mark;       // goes when the label finds no room ("text-optional": false)
    std::optional<std::size_t> told;  // of a symbol that is moved aside: in Composition::marks
};

// What a layer has drawn within the frame, for one line of the legend.
struct LegendSample {
    std::string key;
    std::size_t count = 0;
    std::vector<Batch> sample;
    std::vector<Batch> boxed;  // beside an area in one entry: a line as the outline of its box
};

// The middle of a fan, and which obstacles are its ring and its leaders.
struct FanHub {
    Spot middle;
    std::size_t fan = 0;             // hubs of one fan have the same number
    std::size_t first = 0, end = 0;  // in Canvas::obstacles
};

// A cluster's disc, and which obstacle it is.
struct ClusterDisc {
    Spot centre;
    float radius = 0;
    std::size_t obstacle = 0;
};

class Canvas {
public:
    Canvas(const ComposeRequest& asked, Typesetter& setter, base::Progress& reports);

    geo::Position on_sheet(geo::Position metres) const {
        return {middle_x_ + (metres.x - centre_.x) * factor_, middle_y_ - (metres.y - centre_.y) * factor_};
    }
    static Spot spot(geo::Position sheet) { return {static_cast<float>(sheet.x), static_cast<float>(sheet.y)}; }
    // A box of metres as a box on the sheet.
    geo::Box on_sheet(const geo::Box& metres) const;
    // The vertices of a path that matter at this scale, on the sheet; false when one is no number.
    bool path_on_sheet(const geo::Path& path, const float* reach, std::vector<geo::Position>& out) const;

    // `layer` is one of the request's style.
    Pick add_pick(const StyleLayer& layer, const FeatureTable& table, std::size_t row);
    Pick add_pick(const StyleLayer& layer, Picked picked);
    // A copy of a symbol that shines through; the symbol itself for opacity 1.
    std::uint32_t faded_symbol(std::uint32_t symbol, double opacity);
    // A disc of this colour that fills its box.
    std::uint32_t dot_symbol(Colour colour);
    const ShapedText* keep(ShapedText text);

    // Of leaders, hubs and discs.
    Colour pen() const { return request.symbols == nullptr ? ink : request.symbols->ink(); }
    Colour paper() const { return request.symbols == nullptr ? white : request.symbols->ground(); }

    const ComposeRequest& request;
    Typesetter& typesetter;
    base::Progress& progress;
    const double zoom;
    const bool writes;     // a layer wishes words: symbols must be known as obstacles
    const geo::Box frame;  // of the view, mm
    const geo::Box room;   // the frame and what lies so near that it reaches in
    Composition result;
    std::vector<Obstacle> obstacles;
    std::vector<FanHub> hubs;
    std::vector<ClusterDisc> discs;
    std::vector<LayerWords> words;
    std::map<std::string, std::vector<LegendSample>, std::less<>> samples;  // by layer
    std::uint32_t owners = 0;                                               // the last owner number given

private:
    const geo::Position centre_;
    const double factor_, middle_x_, middle_y_;
    const float tolerance_;  // metres
    std::map<std::pair<std::uint32_t, std::uint8_t>, std::uint32_t> faded_;
    std::map<std::uint32_t, std::uint32_t> dots_;
    std::deque<ShapedText> texts_;
};

// Draw one layer into the list's last group.
void draw_background(Canvas& canvas, const StyleLayer& layer);
void draw_fills(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table);
void draw_lines(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table);
void draw_symbols(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table, std::size_t layer_number);

// Places all words and appends their groups.
void draw_words(Canvas& canvas);
// Makes the legend from the samples.
void make_legend(Canvas& canvas);

// The legend's key of a row: the value of the column "legend-by" names; empty without one.
std::string legend_key(const StyleLayer& layer, const FeatureTable& table, std::size_t row);
void add_sample(Canvas& canvas, const StyleLayer& layer, std::string key, std::size_t count, std::vector<Batch> batches,
                std::vector<Batch> boxed = {});

}  // namespace balise::map
