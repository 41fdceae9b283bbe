#include "app/land_border.hpp"

#include <set>
#include <utility>

namespace balise::app {

namespace {

using Corner = std::pair<double, double>;

bool is_number(const map::FeatureTable& table, const char* column, std::size_t row, double wanted) {
    const auto* values = table.column(column);
    const auto* number = values == nullptr ? nullptr : std::get_if<double>(&values->value(row));
    return number != nullptr && *number == wanted;
}

bool is_word(const map::FeatureTable& table, const char* column, std::size_t row, const char* wanted) {
    const auto* values = table.column(column);
    const auto* words = values == nullptr ? nullptr : std::get_if<std::string>(&values->value(row));
    return words != nullptr && *words == wanted;
}

// Pieces of a ring between stretches both of whose ends are corners of the sea.
void add_pieces(const geo::Path& ring, const std::set<Corner>& sea, geo::MultiLine& out) {
    geo::Path piece;
    const auto end_piece = [&] {
        if (piece.size() > 1) out.paths.push_back(piece);
        piece.clear();
    };
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const bool coast = sea.contains({ring[i - 1].x, ring[i - 1].y}) && sea.contains({ring[i].x, ring[i].y});
        if (coast) {
            end_piece();
            continue;
        }
        if (piece.empty()) piece.push_back(ring[i - 1]);
        piece.push_back(ring[i]);
    }
    end_piece();
}

}  // namespace

map::FeatureTable land_border(const map::FeatureTable& areas, const map::FeatureTable& waters) {
    std::set<Corner> sea;
    for (std::size_t row = 0; row < waters.shapes.size(); ++row)
        if (is_word(waters, "kind", row, "sea"))
            geo::for_each_position(waters.shapes[row], [&](geo::Position p) { sea.emplace(p.x, p.y); });
    map::FeatureTable made;
    made.name = "land_border";
    geo::MultiLine border;
    for (std::size_t row = 0; row < areas.shapes.size(); ++row) {
        const auto* shape = std::get_if<geo::MultiPolygon>(&areas.shapes[row]);
        if (shape == nullptr || !is_number(areas, "level", row, 0)) continue;
        for (const auto& polygon : shape->polygons)
            for (const auto& ring : polygon.rings) add_pieces(ring, sea, border);
    }
    if (!border.paths.empty()) made.shapes.emplace_back(std::move(border));
    return made;
}

}  // namespace balise::app
