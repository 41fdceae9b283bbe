#include "map/style_properties.hpp"

#include "base/words.hpp"

namespace balise::map {

namespace {

using Choice = std::vector<std::string_view>;

const Choice visible_or_none{"visible", "none"};
const Choice caps{"butt", "round", "square"};
const Choice joins{"miter", "round", "bevel"};
const Choice placements{"point", "line"};
const Choice transforms{"none", "uppercase", "lowercase"};
const Choice resamplings{"linear", "nearest"};
const Choice anchors{"center",   "left",      "right",       "top",         "bottom",
                     "top-left", "top-right", "bottom-left", "bottom-right"};

constexpr double any_size = std::numeric_limits<double>::infinity();

Expected number(double least = 0, double most = any_size) {
    return {Yield::number, nullptr, least, most};
}
const Expected colour{Yield::colour};
const Expected share = number(0, 1);
const Expected truth{Yield::truth};
const Expected words{Yield::words};
const Expected word_list{Yield::word_list};

Expected one_of(const Choice& choice) {
    return {Yield::words, &choice};
}

std::vector<PropertyRule> rules() {
    using enum LayerKind;
    constexpr bool paint = false, layout = true;
    std::vector<PropertyRule> all{
        {"background-color", background, paint, colour, Varies::with_zoom},
        {"background-opacity", background, paint, share, Varies::with_zoom},
        {"fill-color", fill, paint, colour},
        {"fill-opacity", fill, paint, share},
        {"fill-pattern", fill, paint, words},
        {"line-cap", line, layout, one_of(caps)},
        {"line-color", line, paint, colour},
        {"line-dasharray", line, paint, {Yield::numbers, nullptr, 0}, Varies::never},
        {"line-join", line, layout, one_of(joins)},
        {"line-offset", line, paint, number(-any_size)},
        {"line-opacity", line, paint, share},
        {"line-width", line, paint, number()},
        {"icon-allow-overlap", symbol, layout, truth, Varies::with_zoom},
        {"icon-image", symbol, layout, words},
        {"icon-opacity", symbol, paint, share},
        {"icon-size", symbol, layout, number()},
        {"symbol-placement", symbol, layout, one_of(placements), Varies::never},
        {"symbol-sort-key", symbol, layout, number(-any_size)},
        {"text-anchor", symbol, layout, one_of(anchors)},
        {"text-color", symbol, paint, colour},
        {"text-field", symbol, layout, words},
        {"text-font", symbol, layout, word_list, Varies::never},
        {"text-halo-color", symbol, paint, colour},
        {"text-halo-width", symbol, paint, number()},
        {"text-letter-spacing", symbol, layout, number(-any_size)},
        {"text-max-width", symbol, layout, number()},
        {"text-optional", symbol, layout, truth, Varies::with_zoom},
        {"text-size", symbol, layout, number()},
        {"text-transform", symbol, layout, one_of(transforms)},
        {"text-variable-anchor", symbol, layout, {Yield::word_list, &anchors}, Varies::never},
        {"raster-opacity", raster, paint, share, Varies::with_zoom},
        {"raster-resampling", raster, paint, one_of(resamplings), Varies::never},
    };
    for (const auto kind : {background, fill, line, symbol, raster})
        all.push_back({"visibility", kind, layout, one_of(visible_or_none), Varies::never});
    return all;
}

const Choice kinds{"background", "fill", "line", "symbol", "raster"};

}  // namespace

const std::vector<PropertyRule>& property_rules() {
    static const std::vector<PropertyRule> all = rules();
    return all;
}

const std::vector<std::string_view>& metadata_keys() {
    static const std::vector<std::string_view> keys{"legend-fr",   "legend-en",   "legend-by",      "legend-vocabulary",
                                                    "legend-with", "legend-edge", "legend-order",   "overlap",
                                                    "leader",      "required",    "label-priority", "number",
                                                    "group",       "part",        "once-within"};
    return keys;
}

std::string_view name_of(LayerKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

std::optional<LayerKind> layer_kind_named(std::string_view name) {
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i] == name) return static_cast<LayerKind>(i);
    return std::nullopt;
}

std::string_view nearest(std::string_view name, const std::vector<std::string_view>& known) {
    std::string_view best;
    std::size_t distance = name.size() < 5 ? 2 : 4;  // more than this is another word
    for (const auto candidate : known) {
        const std::size_t found = base::edit_distance(name, candidate, distance);
        if (found < distance) {
            distance = found;
            best = candidate;
        }
    }
    return best;
}

}  // namespace balise::map
