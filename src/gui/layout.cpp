#include "gui/layout.hpp"

#include <algorithm>
#include <cmath>

namespace balise::gui {

Layout lay_out(ImVec2 size, float scale, const LayoutChoices& choices) {
    const auto px = [&](float logical) { return std::round(logical * scale); };
    const float logical_width = size.x / scale;
    const bool narrow = logical_width < 1280;
    Layout layout;
    layout.card_over_map = logical_width < 1100;
    const float top = px(measure::top_bar);
    const float bottom = std::max(top + 1, size.y - px(measure::status_bar));
    layout.top_bar = {{0, 0}, {size.x, top}};
    layout.status_bar = {{0, bottom}, {size.x, size.y}};
    layout.whole = {{0, top}, {size.x, bottom}};

    const float left = px(narrow ? measure::left_narrow : measure::left_panel);
    const float card_width = px(narrow ? measure::card_narrow : measure::card);
    const float card_left = size.x - card_width;
    // With room enough the card stays: without a selection it tells what can be done.
    const bool has_card = choices.has_card || !narrow;
    if (has_card) layout.card = Area{{card_left, top}, {size.x, bottom}};
    const float right = has_card && !layout.card_over_map ? card_left : size.x;

    // The filters need their lines; the layers scroll.
    const float filters_height = std::min(px(260), (bottom - top) * 0.45F);
    layout.layers = {{0, top}, {left, std::round(bottom - filters_height)}};
    layout.filters = {{0, layout.layers.max.y}, {left, bottom}};

    const float table = px(choices.table_folded ? measure::table_folded : measure::table);
    layout.map = {{left, top}, {right, std::max(top + 1, bottom - table)}};
    layout.table = {{left, layout.map.max.y}, {right, bottom}};
    if (layout.card && layout.card_over_map) layout.card->max.y = layout.map.max.y;
    return layout;
}

}  // namespace balise::gui
