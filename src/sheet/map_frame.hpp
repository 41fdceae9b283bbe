#pragma once
// What frames the map: index band, graticule's figures, scale bar, north arrow.
#include <vector>

#include "sheet/draft.hpp"
#include "sheet/graticule.hpp"
#include "sheet/map_window.hpp"

namespace balise::sheet {

// The figures of the graticule that are shown (none below the boxes `covered`) and what they cover.
struct GraticuleFigures {
    std::vector<Graticule::End> shown;
    std::vector<map::Frame> boxes;
};
GraticuleFigures figures_of(Page& page, const Graticule& graticule, map::Frame window,
                            const std::vector<map::Frame>& covered);
void draw_graticule_figures(Page& page, const GraticuleFigures& figures);

void draw_band(Page& page, const PageGrid& grid);
void draw_scale_box(Page& page, const Draft& draft, const MapWindow& window);
// Bar and scale only, for an enlargement.
void draw_small_scale_box(Page& page, const Draft& draft, double scale, map::Frame box);

// A length for the scale bar and the marks on it, in metres: the last is the bar's length.
std::vector<double> scale_marks(double denominator, double longest_bar);
// Direction of true north at the middle of the view: radians clockwise from the sheet's upper edge.
double north_of(const map::MapView& view);

}  // namespace balise::sheet
