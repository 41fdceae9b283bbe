#pragma once
// Owners of cairo's objects, and its failures as errors.
#include <cairo/cairo.h>

#include <memory>

namespace balise::paint::cairo {

struct Release {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
using Context = std::unique_ptr<cairo_t, Release>;
using Surface = std::unique_ptr<cairo_surface_t, Release>;
using SurfacePattern = std::unique_ptr<cairo_pattern_t, Release>;
using FontOptions = std::unique_ptr<cairo_font_options_t, Release>;

// Throws internal with cairo's own words, unsupported when the sheet is too large for it.
void check(cairo_status_t status);

}  // namespace balise::paint::cairo
