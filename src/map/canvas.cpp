#include "map/canvas.hpp"

#include <algorithm>
#include <cmath>

#include "map/clusters.hpp"

namespace balise::map {

namespace {

geo::Box box_of(Frame frame, double margin) {
    return {static_cast<double>(frame.left) - margin, static_cast<double>(frame.top) - margin,
            static_cast<double>(frame.right) + margin, static_cast<double>(frame.bottom) + margin};
}

bool writes_words(const ComposeRequest& request) {
    return request.labels &&
           std::any_of(request.style->layers.begin(), request.style->layers.end(), [](const auto& layer) {
               return layer.property("text-field").given() || !layer.note("number").empty() ||
                      !layer.note("overlap").empty();
           });
}

// Wider than half of the widest line and of the largest symbol.
constexpr double margin = 5;

}  // namespace

Colour faded(Colour colour, double opacity) {
    colour.alpha = static_cast<std::uint8_t>(std::lround(colour.alpha * std::clamp(opacity, 0.0, 1.0)));
    return colour;
}

Canvas::Canvas(const ComposeRequest& asked, Typesetter& setter, base::Progress& reports)
    : request(asked),
      typesetter(setter),
      progress(reports),
      zoom(zoom_of(asked.view.scale)),
      writes(writes_words(asked)),
      frame(box_of(asked.view.frame, 0)),
      room(box_of(asked.view.frame, margin)),
      centre_(asked.view.centre),
      factor_(asked.view.millimetres_per_metre()),
      middle_x_((frame.min_x + frame.max_x) / 2),
      middle_y_((frame.min_y + frame.max_y) / 2),
      tolerance_(static_cast<float>(asked.tolerance.value / factor_)) {
    if (asked.symbols != nullptr) result.list.symbols = asked.symbols->symbols();
    for (const auto& box : asked.covered) obstacles.push_back({box, std::nullopt, 0, 0});
}

geo::Box Canvas::on_sheet(const geo::Box& metres) const {
    if (metres.empty()) return {};
    const auto upper_left = on_sheet(geo::Position{metres.min_x, metres.max_y});
    const auto lower_right = on_sheet(geo::Position{metres.max_x, metres.min_y});
    return {upper_left.x, upper_left.y, lower_right.x, lower_right.y};
}

bool Canvas::path_on_sheet(const geo::Path& path, const float* reach, std::vector<geo::Position>& out) const {
    out.clear();
    double sum = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (!(reach[i] > tolerance_)) continue;
        out.push_back(on_sheet(path[i]));
        sum += out.back().x + out.back().y;
    }
    return std::isfinite(sum);
}

Pick Canvas::add_pick(const StyleLayer& layer, const FeatureTable& table, std::size_t row) {
    if (!table.pick_by_row && row >= table.ids.size()) return 0;
    return add_pick(layer, {0, static_cast<std::uint32_t>(row), 1});
}

Pick Canvas::add_pick(const StyleLayer& layer, Picked picked) {
    picked.layer = static_cast<std::uint32_t>(&layer - request.style->layers.data());
    result.list.picks.push_back(picked);
    return static_cast<Pick>(result.list.picks.size());
}

std::uint32_t Canvas::faded_symbol(std::uint32_t symbol, double opacity) {
    const auto alpha = static_cast<std::uint8_t>(std::lround(255 * std::clamp(opacity, 0.0, 1.0)));
    if (alpha == 255) return symbol;
    const auto [found, is_new] = faded_.try_emplace({symbol, alpha}, 0);
    if (is_new) {
        Symbol copy = result.list.symbols[symbol];
        copy.name += " " + std::to_string(alpha);
        for (auto& part : copy.parts) part.colour = faded(part.colour, opacity);
        found->second = static_cast<std::uint32_t>(result.list.symbols.size());
        result.list.symbols.push_back(std::move(copy));
    }
    return found->second;
}

std::uint32_t Canvas::dot_symbol(Colour colour) {
    const std::uint32_t key = static_cast<std::uint32_t>(colour.red) << 24U |
                              static_cast<std::uint32_t>(colour.green) << 16U |
                              static_cast<std::uint32_t>(colour.blue) << 8U | colour.alpha;
    const auto [found, is_new] = dots_.try_emplace(key, 0);
    if (is_new) {
        Symbol dot{"dot", {SymbolPart{{}, colour, 0}}};
        add_disc({0, 0}, 0.5F, dot.parts[0].paths);
        found->second = static_cast<std::uint32_t>(result.list.symbols.size());
        result.list.symbols.push_back(std::move(dot));
    }
    return found->second;
}

const ShapedText* Canvas::keep(ShapedText text) {
    texts_.push_back(std::move(text));
    return &texts_.back();
}

}  // namespace balise::map
