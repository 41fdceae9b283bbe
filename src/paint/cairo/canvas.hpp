#pragma once
// Draws a display list into a cairo context: the one place that knows how each primitive looks in cairo.
#include <cairo/cairo.h>

#include <limits>
#include <vector>

#include "base/progress.hpp"
#include "map/display_list.hpp"
#include "paint/cairo/handles.hpp"
#include "paint/cairo/pdf_paths.hpp"
#include "paint/cairo/symbol_images.hpp"
#include "paint/cairo/typefaces.hpp"

namespace balise::paint::cairo {

// What the context paints on. Coordinates are multiplied here and not by cairo's matrix, so that files hold short
// numbers and no matrices.
enum class Medium { pixels, paper };

// The part of the sheet that is painted, from top to bottom in units of the context. What lies beyond is left out.
struct Band {
    double top = -std::numeric_limits<double>::infinity(), bottom = std::numeric_limits<double>::infinity();
};

// What canvases of one list make and use again, one after the other.
struct Stock {
    Typefaces typefaces;
    SymbolImages images;
};

class Canvas {
public:
    // `scale` is units of the context (pixels, points) per millimetre. What is opaque goes to `paths` if there are any,
    // which draw better in a PDF than cairo.
    Canvas(cairo_t* context, Medium medium, double scale, Stock& stock, Band band = {}, PdfPaths* paths = nullptr);

    // Asks `progress` before each batch whether to go on.
    void draw(const map::DisplayList& list, const base::Progress& progress);

private:
    void draw_batch(const map::Fill& fill);
    void draw_batch(const map::Stroke& stroke);
    void draw_batch(const map::Marks& marks);
    void draw_batch(const map::Lettering& lettering);
    void draw_batch(const map::Raster& raster);

    void background(const map::DisplayList& list);
    // To be called before cairo draws.
    void settle_paths();
    bool goes_to_paths(map::Colour colour) const { return paths_ != nullptr && colour.alpha == 255; }
    void clip(const map::Frame& frame);
    void colour(map::Colour colour);
    // Whether nothing between these, in millimetres of the sheet and widened by `margin` of them, is in the band.
    bool is_beyond(float top, float bottom, float margin) const;
    bool is_beyond(const map::Spot* spots, std::size_t count, float margin) const;
    bool is_beyond(const map::GlyphRun& run, float margin) const;
    void add_rings(const map::Paths& rings, std::uint32_t first, std::uint32_t last);
    void add_line(const map::Spot* spots, std::size_t count);
    void stroke_lines(const map::Stroke& stroke, std::size_t most_spots);
    // False when no picture is made of such a mark.
    bool draw_image(const map::Marks::Mark& mark);
    // How far above or below its middle a symbol goes, in units of its size.
    float reach(std::uint32_t symbol);
    void add_outlines(const map::GlyphRun& run);
    void halo(const map::Lettering& lettering);
    void letters(const map::GlyphRun& run);
    void show_text(const map::GlyphRun& run);

    cairo_t* context_;
    Medium medium_;
    double scale_;
    double resolution_;  // spots of a line nearer to each other than this (in units) are one
    Stock& stock_;
    Band band_;
    PdfPaths* paths_;
    const map::DisplayList* list_ = nullptr;
    std::vector<float> reaches_;  // by symbol, -1 not known yet
    std::vector<cairo_glyph_t> glyphs_;
    std::vector<cairo_text_cluster_t> clusters_;
};

}  // namespace balise::paint::cairo
