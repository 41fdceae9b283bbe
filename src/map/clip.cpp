#include "map/clip.hpp"

#include <algorithm>
#include <cmath>

namespace balise::map {

using geo::Box;
using geo::Position;

namespace {

Spot spot_of(Position p) {
    return {static_cast<float>(p.x), static_cast<float>(p.y)};
}

// The part of a segment within the box as shares of its length; false when there is none.
bool share_within(Position a, Position b, const Box& box, double& from, double& to) {
    from = 0, to = 1;
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double towards[] = {-dx, dx, -dy, dy};
    const double room[] = {a.x - box.min_x, box.max_x - a.x, a.y - box.min_y, box.max_y - a.y};
    for (int side = 0; side < 4; ++side) {
        if (towards[side] == 0) {
            if (room[side] < 0) return false;
            continue;
        }
        const double share = room[side] / towards[side];
        if (towards[side] < 0)
            from = std::max(from, share);
        else
            to = std::min(to, share);
        if (from > to) return false;
    }
    return true;
}

class LineCutter {
public:
    LineCutter(const Box& box, Paths& out, std::vector<double>* begun) : box_(box), out_(out), begun_(begun) {}

    void segment(Position a, Position b) {
        double from = 0, to = 1;
        const double length = begun_ == nullptr ? 0 : std::hypot(b.x - a.x, b.y - a.y);
        if (!share_within(a, b, box_, from, to)) {
            end();
        } else {
            if (from > 0) end();
            if (!open_) begin(at(a, b, from), walked_ + from * length);
            out_.spots.push_back(spot_of(to < 1 ? at(a, b, to) : b));
            if (to < 1) end();
        }
        walked_ += length;
    }

    void end() {
        if (!open_) return;
        open_ = false;
        out_.ends.push_back(static_cast<std::uint32_t>(out_.spots.size()));
    }

private:
    static Position at(Position a, Position b, double share) {
        return share <= 0 ? a : Position{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
    }

    void begin(Position where, double walked) {
        open_ = true;
        out_.spots.push_back(spot_of(where));
        if (begun_ != nullptr) begun_->push_back(walked);
    }

    const Box& box_;
    Paths& out_;
    std::vector<double>* begun_;
    bool open_ = false;
    double walked_ = 0;
};

// Keeps the side of one line: `distance` is ≥ 0 inside.
template <class Distance>
void cut_side(const std::vector<Position>& ring, std::vector<Position>& out, Distance&& distance) {
    out.clear();
    if (ring.empty()) return;
    Position before = ring.back();
    double room_before = distance(before);
    for (const auto& vertex : ring) {
        const double room = distance(vertex);
        if ((room >= 0) != (room_before >= 0)) {
            const double share = room_before / (room_before - room);
            out.push_back({before.x + (vertex.x - before.x) * share, before.y + (vertex.y - before.y) * share});
        }
        if (room >= 0) out.push_back(vertex);
        before = vertex;
        room_before = room;
    }
}

}  // namespace

void clip_line(std::span<const Position> line, const Box& box, Paths& out, std::vector<double>* begun) {
    if (line.size() < 2) return;
    LineCutter cutter(box, out, begun);
    std::size_t start = 0;
    if (begun == nullptr && line.front() == line.back())
        while (start + 1 < line.size() && box.contains(line[start])) ++start;
    if (start + 1 == line.size()) start = 0;  // wholly inside
    const std::size_t edges = line.size() - 1;
    for (std::size_t i = start; i < start + edges; ++i) cutter.segment(line[i % edges], line[i % edges + 1]);
    cutter.end();
}

void clip_ring(std::span<const Position> ring, const Box& box, Paths& out) {
    thread_local std::vector<Position> one, two;
    one.assign(ring.begin(), ring.end());
    cut_side(one, two, [&](Position p) { return p.x - box.min_x; });
    cut_side(two, one, [&](Position p) { return box.max_x - p.x; });
    cut_side(one, two, [&](Position p) { return p.y - box.min_y; });
    cut_side(two, one, [&](Position p) { return box.max_y - p.y; });
    const std::size_t first = out.spots.size();
    for (const auto& vertex : one) {
        const Spot spot = spot_of(vertex);
        if (out.spots.size() == first || !(out.spots.back() == spot)) out.spots.push_back(spot);
    }
    if (out.spots.size() < first + 3) {
        out.spots.resize(first);
        return;
    }
    out.ends.push_back(static_cast<std::uint32_t>(out.spots.size()));
}

std::vector<Position> moved_aside(std::span<const Position> line, double distance) {
    std::vector<Position> path;
    for (const auto& p : line)
        if (path.empty() || !(path.back() == p)) path.push_back(p);
    const std::size_t count = path.size();
    if (count < 2 || distance == 0) return path;
    const bool closed = path.front() == path.back() && count > 3;
    // The unit vector to the right of an edge; y runs down, so the right of (1, 0) is (0, 1).
    const auto right_of = [&](std::size_t edge) {
        const double dx = path[edge + 1].x - path[edge].x, dy = path[edge + 1].y - path[edge].y;
        const double length = std::hypot(dx, dy);
        return Position{-dy / length, dx / length};
    };
    std::vector<Position> moved(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t before = i > 0 ? i - 1 : closed ? count - 2 : 0;
        const std::size_t after = i + 1 < count ? i : closed ? 0 : count - 2;
        const Position a = right_of(before), b = right_of(after);
        const double share = std::max(1 + a.x * b.x + a.y * b.y, 0.5);
        moved[i] = {path[i].x + distance * (a.x + b.x) / share, path[i].y + distance * (a.y + b.y) / share};
    }
    return moved;
}

double turning_area(std::span<const Position> ring) {
    double area = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Position a = ring[i], b = ring[(i + 1) % ring.size()];
        area += a.x * b.y - b.x * a.y;
    }
    return area;
}

}  // namespace balise::map
