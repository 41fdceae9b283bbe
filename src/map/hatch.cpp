#include "map/hatch.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace balise::map {

namespace {

// Coordinates along (u) and across (v) the hatch lines; line k lies at v = k × period.
struct Turned {
    explicit Turned(double degrees)
        : cosine(std::cos(degrees * 3.14159265358979323846 / 180)),
          sine(std::sin(degrees * 3.14159265358979323846 / 180)) {}
    // Anticlockwise for a reader, with y down.
    double u(Spot s) const { return static_cast<double>(s.x) * cosine - static_cast<double>(s.y) * sine; }
    double v(Spot s) const { return static_cast<double>(s.x) * sine + static_cast<double>(s.y) * cosine; }
    Spot spot(double along, double across) const {
        return {static_cast<float>(along * cosine + across * sine), static_cast<float>(across * cosine - along * sine)};
    }
    double cosine, sine;
};

using Crossing = std::pair<std::int64_t, double>;  // line, where along it

// All crossings of the rings' edges with the lines, in order. Between the 1st and the 2nd of a line is inside, and so
// on.
std::vector<Crossing> crossings(const Paths& rings, std::size_t from, std::size_t to, const Turned& turned,
                                double period) {
    std::vector<Crossing> found;
    for (std::size_t ring = from; ring < to; ++ring) {
        const std::size_t first = ring == 0 ? 0 : rings.ends[ring - 1], end = rings.ends[ring];
        for (std::size_t i = first; i < end; ++i) {
            const Spot a = rings.spots[i], b = rings.spots[i + 1 < end ? i + 1 : first];
            double u1 = turned.u(a), v1 = turned.v(a) / period, u2 = turned.u(b), v2 = turned.v(b) / period;
            if (v1 > v2) std::swap(v1, v2), std::swap(u1, u2);
            // Half open, so that a line through a vertex counts once.
            for (double k = std::ceil(v1); k < v2; k += 1)
                found.emplace_back(static_cast<std::int64_t>(k), u1 + (u2 - u1) * (k - v1) / (v2 - v1));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

template <class Take>
void spans(const Paths& rings, std::size_t from, std::size_t to, const Turned& turned, double period, Take&& take) {
    if (!(period > 0.05)) return;
    const auto found = crossings(rings, from, to, turned, period);
    for (std::size_t i = 0; i + 1 < found.size();) {
        if (found[i].first != found[i + 1].first) {
            ++i;  // cannot be for closed rings; rounding at most
            continue;
        }
        take(static_cast<double>(found[i].first) * period, found[i].second, found[i + 1].second);
        i += 2;
    }
}

}  // namespace

void hatch_lines(const Paths& rings, std::size_t from, std::size_t to, const Pattern& pattern, Paths& out) {
    const int directions = pattern.kind == Pattern::Kind::cross ? 2 : 1;
    for (int direction = 0; direction < directions; ++direction) {
        const Turned turned(pattern.angle + 90 * direction);
        spans(rings, from, to, turned, pattern.period, [&](double v, double start, double end) {
            out.spots.push_back(turned.spot(start, v));
            out.spots.push_back(turned.spot(end, v));
            out.ends.push_back(static_cast<std::uint32_t>(out.spots.size()));
        });
    }
}

void hatch_dots(const Paths& rings, std::size_t from, std::size_t to, const Pattern& pattern, std::vector<Spot>& out) {
    const Turned turned(pattern.angle);
    spans(rings, from, to, turned, pattern.period, [&](double v, double start, double end) {
        for (double k = std::ceil(start / pattern.period); k * pattern.period < end; k += 1)
            out.push_back(turned.spot(k * pattern.period, v));
    });
}

}  // namespace balise::map
