#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "geo/operations.hpp"

namespace balise::geo {

namespace {

struct Edge {
    double x1, y1, x2, y2;
};

// Two neighbours run along their common edge in opposite directions. Computed in one direction, the crossing is the
// same number for both, so that a point on the edge belongs to exactly one of them.
Edge upwards(Position a, Position b) {
    if (b.y < a.y) std::swap(a, b);
    return {a.x, a.y, b.x, b.y};
}

template <class Function>
void for_each_ring(const MultiPolygon& source, Function&& function) {
    for (const auto& part : source.polygons)
        for (const auto& ring : part.rings) function(ring);
}

template <class Function>
void for_each_edge(const MultiPolygon& source, Function&& function) {
    for_each_ring(source, [&](const auto& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) function(upwards(ring[i], ring[i + 1]));
    });
}

// Square of the distance from a position to an edge: to the foot of the perpendicular, or to the nearer end.
double squared_distance(const Edge& edge, Position p) {
    const double width = edge.x2 - edge.x1;
    const double height = edge.y2 - edge.y1;
    const double length = width * width + height * height;
    const double along =
        length > 0 ? std::clamp(((p.x - edge.x1) * width + (p.y - edge.y1) * height) / length, 0.0, 1.0) : 0;
    const double x = edge.x1 + along * width - p.x;
    const double y = edge.y1 + along * height - p.y;
    return x * x + y * y;
}

// Horizontal slabs with the edges that cross them: a query looks at the few edges of one slab, and counts crossings
// (even-odd rule, Shimrat 1962). No allocation per query.
class SlabbedPolygon {
public:
    explicit SlabbedPolygon(const MultiPolygon& source) {
        std::size_t edges = 0;
        for_each_ring(source, [&](const auto& ring) {
            edges += ring.size();
            for (const auto& position : ring) {
                box_.add(position);
                is_whole_ = is_whole_ && std::isfinite(position.x) && std::isfinite(position.y);
            }
            is_whole_ = is_whole_ && (ring.empty() || ring.front() == ring.back());
        });
        const std::size_t count = std::clamp<std::size_t>(edges / 2, 1, 4096);
        slabs_.resize(count);
        slab_height_ = box_.empty() ? 1 : std::max(1e-12, (box_.max_y - box_.min_y) / static_cast<double>(count));
        for_each_edge(source, [&](const Edge& edge) { add(edge); });
    }

    const Box& box() const { return box_; }
    // False when a ring is open or has coordinates that are no numbers.
    bool is_whole() const { return is_whole_; }

    bool holds(Position p) const {
        if (!box_.contains(p)) return false;
        bool inside = false;
        for (const auto& edge : slabs_[slab_at(p.y)]) {
            if ((edge.y1 > p.y) == (edge.y2 > p.y)) continue;
            if (p.x < (edge.x2 - edge.x1) * (p.y - edge.y1) / (edge.y2 - edge.y1) + edge.x1) inside = !inside;
        }
        return inside;
    }

    // Distance to the polygon, 0 inside; infinite when it is more than `limit`.
    double distance(Position p, double limit) const {
        if (holds(p)) return 0;
        double best = std::numeric_limits<double>::infinity();
        const auto last = slab_at(p.y + limit);
        for (auto slab = slab_at(p.y - limit); slab <= last; ++slab)
            for (const auto& edge : slabs_[slab]) best = std::min(best, squared_distance(edge, p));
        best = std::sqrt(best);
        return best <= limit ? best : std::numeric_limits<double>::infinity();
    }

private:
    std::size_t slab_at(double y) const {
        // Written so that what is no number falls into the first slab.
        const double part = (y - box_.min_y) / slab_height_;
        return part > 0 ? static_cast<std::size_t>(std::min(part, static_cast<double>(slabs_.size() - 1))) : 0;
    }

    // One slab more on each side, so that rounding at a slab's edge never loses an edge.
    void add(const Edge& edge) {
        const auto low = slab_at(std::min(edge.y1, edge.y2));
        const auto last = std::min(slabs_.size() - 1, slab_at(std::max(edge.y1, edge.y2)) + 1);
        for (auto slab = low == 0 ? 0 : low - 1; slab <= last; ++slab) slabs_[slab].push_back(edge);
    }

    Box box_;
    double slab_height_ = 0;
    std::vector<std::vector<Edge>> slabs_;
    bool is_whole_ = true;
};

// A grid over a box.
struct Grid {
    std::size_t side;
    Box extent = {};

    std::size_t along(double value, double from, double to) const {
        const double part = (value - from) / std::max(to - from, 1e-12) * static_cast<double>(side);
        // Written so that what is no number falls into the first cell.
        return part > 0 ? static_cast<std::size_t>(std::min(part, static_cast<double>(side - 1))) : 0;
    }
    std::size_t column(double x) const { return along(x, extent.min_x, extent.max_x); }
    std::size_t row(double y) const { return along(y, extent.min_y, extent.max_y); }
    std::size_t cell(Position p) const { return row(p.y) * side + column(p.x); }
    Position middle(std::size_t cell) const {
        const auto part = [&](std::size_t index) {
            return (static_cast<double>(index) + 0.5) / static_cast<double>(side);
        };
        return {extent.min_x + (extent.max_x - extent.min_x) * part(cell % side),
                extent.min_y + (extent.max_y - extent.min_y) * part(cell / side)};
    }
    template <class Function>
    void for_each_cell(double x1, double x2, double y1, double y2, Function&& function) const {
        for (auto y = row(y1); y <= row(y2); ++y)
            for (auto x = column(x1); x <= column(x2); ++x) function(y * side + x);
    }
};

// A box with something that is no number holds no point, and must not spoil the extent for the others.
bool is_sound(const Box& box) {
    return box.min_x <= box.max_x && box.min_y <= box.max_y;
}

}  // namespace

struct PolygonIndex::State {
    std::vector<SlabbedPolygon> shapes;
    // Which shapes' boxes reach into a cell, in rising order.
    Grid coarse{64};
    std::vector<std::vector<std::uint32_t>> candidates;
    // What holds all of a cell that no edge reaches: most cells, where a query is a look into a table.
    Grid fine{256};
    static constexpr std::int32_t crossed = -2, nothing = -1;
    std::vector<std::int32_t> holders;  // of a cell: a shape, or one of the above

    void make_grids(const std::vector<const MultiPolygon*>& sources) {
        for (const auto& shape : shapes)
            if (is_sound(shape.box())) coarse.extent.add(shape.box());
        fine.extent = coarse.extent;
        candidates.resize(coarse.side * coarse.side);
        holders.assign(fine.side * fine.side, nothing);
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            const auto& box = shapes[i].box();
            if (!is_sound(box)) continue;
            coarse.for_each_cell(box.min_x, box.max_x, box.min_y, box.max_y,
                                 [&](std::size_t cell) { candidates[cell].push_back(static_cast<std::uint32_t>(i)); });
            mark_crossed(shapes[i], *sources[i]);
        }
        for (std::size_t row = 0; row < fine.side; ++row) fill_row(row * fine.side);
    }

    // What holds a cell holds its neighbour too, when no edge reaches into either.
    void fill_row(std::size_t first) {
        for (auto cell = first; cell < first + fine.side; ++cell) {
            if (holders[cell] == crossed) continue;
            const bool goes_on = cell > first && holders[cell - 1] != crossed;
            holders[cell] = goes_on ? holders[cell - 1] : search(fine.middle(cell));
        }
    }

    void mark_crossed(const SlabbedPolygon& shape, const MultiPolygon& source) {
        const auto mark = [&](double x1, double x2, double y1, double y2) {
            fine.for_each_cell(x1, x2, y1, y2, [&](std::size_t cell) { holders[cell] = crossed; });
        };
        // Without a closed outline a cell without an edge may still lie half inside.
        const auto& box = shape.box();
        if (!shape.is_whole()) return mark(box.min_x, box.max_x, box.min_y, box.max_y);
        for_each_edge(source, [&](const Edge& edge) {
            mark(std::min(edge.x1, edge.x2), std::max(edge.x1, edge.x2), edge.y1, edge.y2);
        });
    }

    std::int32_t search(Position position) const {
        for (const auto i : candidates[coarse.cell(position)])
            if (shapes[i].holds(position)) return static_cast<std::int32_t>(i);
        return nothing;
    }
};

PolygonIndex::PolygonIndex(const std::vector<const MultiPolygon*>& polygons) : state_(std::make_unique<State>()) {
    state_->shapes.reserve(polygons.size());
    for (const auto* polygon : polygons) state_->shapes.emplace_back(*polygon);
    state_->make_grids(polygons);
}

PolygonIndex::~PolygonIndex() = default;
PolygonIndex::PolygonIndex(PolygonIndex&&) noexcept = default;
PolygonIndex& PolygonIndex::operator=(PolygonIndex&&) noexcept = default;

std::optional<std::size_t> PolygonIndex::find(Position position) const {
    const auto& state = *state_;
    if (!state.coarse.extent.contains(position)) return std::nullopt;
    const auto holder = state.holders[state.fine.cell(position)];
    const auto found = holder == State::crossed ? state.search(position) : holder;
    if (found < 0) return std::nullopt;
    return static_cast<std::size_t>(found);
}

std::optional<std::size_t> PolygonIndex::nearest(Position position, double limit) const {
    std::optional<std::size_t> best;
    double best_distance = limit;
    for (std::size_t i = 0; i < state_->shapes.size(); ++i) {
        const auto& shape = state_->shapes[i];
        const auto& box = shape.box();
        const Box wide{box.min_x - best_distance, box.min_y - best_distance, box.max_x + best_distance,
                       box.max_y + best_distance};
        if (box.empty() || !wide.contains(position)) continue;
        const double measured = shape.distance(position, best_distance);
        if (best ? measured < best_distance : measured <= best_distance) {
            best_distance = measured;
            best = i;
        }
    }
    return best;
}

}  // namespace balise::geo
