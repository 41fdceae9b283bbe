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

// Pieces of a ring between the edges that are left out.
template <class IsLeftOut>
void add_pieces(const geo::Path& ring, IsLeftOut&& is_left_out, geo::MultiLine& out) {
    geo::Path piece;
    const auto end_piece = [&] {
        if (piece.size() > 1) out.paths.push_back(piece);
        piece.clear();
    };
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (is_left_out(ring[i - 1], ring[i])) {
            end_piece();
            continue;
        }
        if (piece.empty()) piece.push_back(ring[i - 1]);
        piece.push_back(ring[i]);
    }
    end_piece();
}

constexpr double far_out = 12;  // degrees

struct DataEdge {
    geo::Box box;
    bool west(geo::Position p) const { return p.x <= box.min_x; }
    bool east(geo::Position p) const { return p.x >= box.max_x; }
    bool south(geo::Position p) const { return p.y <= box.min_y; }
    bool holds(geo::Position a, geo::Position b) const {
        return (west(a) && west(b)) || (east(a) && east(b)) || (south(a) && south(b));
    }
};

}  // namespace

map::FeatureTable with_open_sea(const map::FeatureTable& waters) {
    auto made = waters;
    for (std::size_t row = 0; row < made.shapes.size(); ++row) {
        if (!is_word(made, "kind", row, "sea")) continue;
        const DataEdge edge{geo::box_of(made.shapes[row])};
        geo::transform_positions(made.shapes[row], [&](geo::Position p) {
            const geo::Position was = p;
            if (edge.west(was)) p.x -= far_out;
            if (edge.east(was)) p.x += far_out;
            if (edge.south(was)) p.y -= far_out;
            return p;
        });
    }
    return made;
}

map::FeatureTable coast_of(const map::FeatureTable& waters) {
    map::FeatureTable made;
    made.name = "coast";
    geo::MultiLine coast;
    for (std::size_t row = 0; row < waters.shapes.size(); ++row) {
        const auto* shape = std::get_if<geo::MultiPolygon>(&waters.shapes[row]);
        if (shape == nullptr || !is_word(waters, "kind", row, "sea")) continue;
        const DataEdge edge{geo::box_of(waters.shapes[row])};
        for (const auto& polygon : shape->polygons)
            for (const auto& ring : polygon.rings)
                add_pieces(
                    ring, [&](geo::Position a, geo::Position b) { return edge.holds(a, b); }, coast);
    }
    if (!coast.paths.empty()) made.shapes.emplace_back(std::move(coast));
    return made;
}

map::FeatureTable land_border(const map::FeatureTable& areas, const map::FeatureTable& waters) {
    std::set<Corner> sea;
    for (std::size_t row = 0; row < waters.shapes.size(); ++row)
        if (is_word(waters, "kind", row, "sea"))
            geo::for_each_position(waters.shapes[row], [&](geo::Position p) { sea.emplace(p.x, p.y); });
    const auto is_coast = [&](geo::Position a, geo::Position b) {
        return sea.contains({a.x, a.y}) && sea.contains({b.x, b.y});
    };
    map::FeatureTable made;
    made.name = "land_border";
    geo::MultiLine border;
    for (std::size_t row = 0; row < areas.shapes.size(); ++row) {
        const auto* shape = std::get_if<geo::MultiPolygon>(&areas.shapes[row]);
        if (shape == nullptr || !is_number(areas, "level", row, 0)) continue;
        for (const auto& polygon : shape->polygons)
            for (const auto& ring : polygon.rings) add_pieces(ring, is_coast, border);
    }
    if (!border.paths.empty()) made.shapes.emplace_back(std::move(border));
    return made;
}

}  // namespace balise::app
