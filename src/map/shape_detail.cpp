#include "map/shape_detail.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <tuple>

namespace balise::map {

namespace {

using geo::Position;

constexpr float always = std::numeric_limits<float>::infinity();

bool before(Position a, Position b) {
    return std::tie(a.x, a.y) < std::tie(b.x, b.y);
}

double squared_distance(Position p, Position a, Position b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
    const double ex = p.x - (a.x + t * dx), ey = p.y - (a.y + t * dy);
    return ex * ex + ey * ey;
}

// The tolerance at which each inner vertex of an open line falls; the ends never do.
class Falling {
public:
    // Result for `line`, valid until the next call.
    const std::vector<float>& of(const std::vector<Position>& line) {
        reach_.assign(line.size(), 0);
        if (line.empty()) return reach_;
        reach_.front() = reach_.back() = always;
        open_.clear();
        open_.push_back({0, line.size() - 1, always});
        while (!open_.empty()) {
            const Stretch stretch = open_.back();
            open_.pop_back();
            split(line, stretch);
        }
        return reach_;
    }

private:
    struct Stretch {
        std::size_t first, last;
        float limit;
    };

    void split(const std::vector<Position>& line, const Stretch& stretch) {
        if (stretch.last - stretch.first < 2) return;
        double farthest = -1;
        std::size_t chosen = stretch.first + 1;
        for (std::size_t i = stretch.first + 1; i < stretch.last; ++i) {
            const double distance = squared_distance(line[i], line[stretch.first], line[stretch.last]);
            if (distance > farthest) farthest = distance, chosen = i;
        }
        const float reach = std::min(stretch.limit, static_cast<float>(std::sqrt(farthest)));
        reach_[chosen] = reach;
        open_.push_back({stretch.first, chosen, reach});
        open_.push_back({chosen, stretch.last, reach});
    }

    std::vector<float> reach_;
    std::vector<Stretch> open_;
};

// Numbers for positions: equal positions, equal numbers.
class Places {
public:
    explicit Places(std::size_t expected) {
        std::size_t size = 16;
        while (size < expected * 2) size *= 2;
        buckets_.assign(size, free_bucket);
        positions_.reserve(expected);
    }
    std::uint32_t number(Position p) {
        p.x += 0.0, p.y += 0.0;  // -0 and 0 are one place
        const std::size_t mask = buckets_.size() - 1;
        std::size_t bucket = hash(p) & mask;
        while (buckets_[bucket] != free_bucket && !(positions_[buckets_[bucket]] == p)) bucket = (bucket + 1) & mask;
        if (buckets_[bucket] == free_bucket) {
            buckets_[bucket] = static_cast<std::uint32_t>(positions_.size());
            positions_.push_back(p);
        }
        return buckets_[bucket];
    }
    std::size_t size() const { return positions_.size(); }
    Position operator[](std::uint32_t number) const { return positions_[number]; }

private:
    static constexpr std::uint32_t free_bucket = 0xffffffff;
    static std::size_t hash(Position p) {
        std::uint64_t x = 0, y = 0;
        std::memcpy(&x, &p.x, sizeof x);
        std::memcpy(&y, &p.y, sizeof y);
        std::uint64_t mixed = (x ^ (y * 0x9e3779b97f4a7c15ULL)) * 0xbf58476d1ce4e5b9ULL;
        mixed ^= mixed >> 29U;
        return static_cast<std::size_t>(mixed * 0x94d049bb133111ebULL >> 17U);
    }
    std::vector<std::uint32_t> buckets_;
    std::vector<Position> positions_;
};

// Rings of all areas as numbers of places: junctions found, arcs between them measured once and alike.
class Borders {
public:
    Borders(ShapeDetail& detail, std::size_t vertices) : detail_(detail), places_(vertices) {}

    // `start`: the number of the ring's first vertex.
    void add(const geo::Path& ring, std::size_t start) {
        Ring known{start, ring.size(), numbers_.size(), 0};
        for (const auto& position : ring) numbers_.push_back(places_.number(position));
        known.length = ring.size();
        // The repeated first vertex is no vertex of its own.
        if (known.length > 1 && numbers_.back() == numbers_[known.numbers]) --known.length;
        rings_.push_back(known);
    }

    void finish() {
        find_junctions();
        for (const auto& ring : rings_) measure(ring);
        detail_.arc_count = static_cast<std::uint32_t>(arc_numbers_.size());
    }

private:
    struct Ring {
        std::size_t start, size, numbers, length;
    };
    static constexpr std::uint32_t none = 0xffffffff;

    std::uint32_t at(const Ring& ring, std::size_t i) const { return numbers_[ring.numbers + i % ring.length]; }

    // A junction is a place whose two neighbours are not the same in all rings that pass it.
    void find_junctions() {
        junction_.assign(places_.size(), 0);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> neighbours(places_.size(), {none, none});
        for (const auto& ring : rings_)
            for (std::size_t i = 0; i < ring.length; ++i) {
                std::uint32_t a = at(ring, i + ring.length - 1), b = at(ring, i + 1);
                if (a > b) std::swap(a, b);
                auto& known = neighbours[at(ring, i)];
                if (known.first == none && known.second == none) known = {a, b};
                if (known != std::pair{a, b}) junction_[at(ring, i)] = 1;
            }
    }

    void measure(const Ring& ring) {
        if (ring.length == 0) return;
        std::size_t anchor = ring.length;
        for (std::size_t i = 0; i < ring.length && anchor == ring.length; ++i)
            if (junction_[at(ring, i)] != 0) anchor = i;
        if (anchor == ring.length) {
            anchor = 0;
            for (std::size_t i = 1; i < ring.length; ++i)
                if (before(places_[at(ring, i)], places_[at(ring, anchor)])) anchor = i;
        }
        for (std::size_t from = anchor; from < anchor + ring.length;) {
            std::size_t to = from + 1;
            while (to < anchor + ring.length && junction_[at(ring, to)] == 0) ++to;
            measure_arc(ring, from, to);
            from = to;
        }
        if (ring.size > ring.length) {  // the repeated first vertex goes with the first
            detail_.reach[ring.start + ring.length] = detail_.reach[ring.start];
        }
    }

    void measure_arc(const Ring& ring, std::size_t from, std::size_t to) {
        const Position first = places_[at(ring, from)], last = places_[at(ring, to)];
        const Position second = places_[at(ring, from + 1)], second_last = places_[at(ring, to - 1)];
        const bool backwards = first == last ? before(second_last, second) : before(last, first);
        line_.clear();
        for (std::size_t i = from; i <= to; ++i) line_.push_back(places_[at(ring, backwards ? to - (i - from) : i)]);
        const auto& reach = falling_.of(line_);
        const std::uint32_t arc =
            arc_number(backwards ? at(ring, to) : at(ring, from), backwards ? at(ring, to - 1) : at(ring, from + 1),
                       backwards ? at(ring, from) : at(ring, to));
        for (std::size_t i = from; i < to; ++i) {
            const std::size_t vertex = ring.start + i % ring.length;
            detail_.reach[vertex] = reach[backwards ? to - i : i - from];
            detail_.arcs[vertex] = arc;
        }
    }

    std::uint32_t arc_number(std::uint32_t first, std::uint32_t second, std::uint32_t last) {
        const auto next = static_cast<std::uint32_t>(arc_numbers_.size());
        return arc_numbers_.try_emplace({first, second, last}, next).first->second;
    }

    ShapeDetail& detail_;
    Places places_;
    std::vector<std::uint32_t> numbers_;
    std::vector<Ring> rings_;
    std::vector<char> junction_;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> arc_numbers_;
    std::vector<Position> line_;
    Falling falling_;
};

}  // namespace

ShapeDetail detail_of(const std::vector<geo::Geometry>& shapes) {
    ShapeDetail detail;
    detail.boxes.reserve(shapes.size());
    detail.first.reserve(shapes.size());
    std::size_t vertices = 0, of_areas = 0;
    for (const auto& shape : shapes) {
        detail.boxes.push_back(geo::box_of(shape));
        detail.first.push_back(vertices);
        vertices += geo::vertex_count(shape);
        if (std::holds_alternative<geo::MultiPolygon>(shape)) of_areas += geo::vertex_count(shape);
    }
    detail.reach.assign(vertices, always);
    if (of_areas > 0) detail.arcs.assign(vertices, ShapeDetail::no_arc);
    Borders borders(detail, of_areas);
    Falling falling;
    for (std::size_t row = 0; row < shapes.size(); ++row) {
        std::size_t vertex = detail.first[row];
        if (const auto* lines = std::get_if<geo::MultiLine>(&shapes[row]))
            for (const auto& path : lines->paths) {
                const auto& reach = falling.of(path);
                std::copy(reach.begin(), reach.end(), detail.reach.begin() + static_cast<std::ptrdiff_t>(vertex));
                vertex += path.size();
            }
        if (const auto* areas = std::get_if<geo::MultiPolygon>(&shapes[row]))
            for (const auto& polygon : areas->polygons)
                for (const auto& ring : polygon.rings) {
                    borders.add(ring, vertex);
                    vertex += ring.size();
                }
    }
    borders.finish();
    return detail;
}

}  // namespace balise::map
