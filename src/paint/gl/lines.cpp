#include <algorithm>
#include <cmath>
#include <numbers>

#include "paint/gl/triangles.hpp"

namespace balise::paint::gl {

namespace {

using map::Spot;

Spot operator+(Spot a, Spot b) {
    return {a.x + b.x, a.y + b.y};
}
Spot operator-(Spot a, Spot b) {
    return {a.x - b.x, a.y - b.y};
}
Spot operator*(Spot a, float factor) {
    return {a.x * factor, a.y * factor};
}
float dot(Spot a, Spot b) {
    return a.x * b.x + a.y * b.y;
}
float cross(Spot a, Spot b) {
    return a.x * b.y - a.y * b.x;
}
// A quarter turn.
Spot across(Spot along) {
    return {-along.y, along.x};
}

constexpr float miter_limit = 4;

class LineMaker {
public:
    LineMaker(Mesh& mesh, const Pen& pen)
        : mesh_(mesh),
          pen_(pen),
          half_(pen.width / 2),
          colour_{pen.colour.red, pen.colour.green, pen.colour.blue, pen.colour.alpha} {
        const float ratio = std::min(1.0F, pen.tolerance / half_);
        step_ = std::max(0.05F, 2 * std::acos(1 - ratio));
    }

    void add(const Spot* spots, std::size_t count) {
        const bool closed = count > 2 && spots[0] == spots[count - 1];
        line_.clear();
        along_.clear();
        for (std::size_t spot = 0; spot < count; ++spot) {
            if (line_.empty()) {
                line_.push_back(spots[spot]);
                continue;
            }
            const auto way = spots[spot] - line_.back();
            const float length = std::sqrt(dot(way, way));
            if (length < 1e-5F) continue;
            along_.push_back(way * (1 / length));
            line_.push_back(spots[spot]);
        }
        if (along_.empty()) {
            if (!line_.empty()) dot_at(line_.front());
            return;
        }
        for (std::size_t piece = 0; piece < along_.size(); ++piece) add_piece(piece, closed);
        for (std::size_t piece = 1; piece < along_.size(); ++piece)
            add_join(line_[piece], along_[piece - 1], along_[piece]);
        if (closed) {
            add_join(line_.front(), along_.back(), along_.front());
        } else if (pen_.cap == map::Cap::round) {
            add_fan(line_.front(), across(along_.front()), std::numbers::pi_v<float>);
            add_fan(line_.back(), across(along_.back()) * -1, std::numbers::pi_v<float>);
        }
    }

private:
    std::uint32_t corner(Spot spot) {
        mesh_.corners.push_back({spot.x, spot.y, colour_});
        return static_cast<std::uint32_t>(mesh_.corners.size() - 1);
    }
    void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        mesh_.indices.insert(mesh_.indices.end(), {a, b, c});
    }

    void add_piece(std::size_t piece, bool closed) {
        auto from = line_[piece];
        auto to = line_[piece + 1];
        const auto along = along_[piece];
        if (!closed && pen_.cap == map::Cap::square) {
            if (piece == 0) from = from - along * half_;
            if (piece + 1 == along_.size()) to = to + along * half_;
        }
        const auto side = across(along) * half_;
        const auto a = corner(from + side), b = corner(from - side), c = corner(to + side), d = corner(to - side);
        triangle(a, b, c);
        triangle(b, d, c);
    }

    // Fills the gap on the outer side of a bend.
    void add_join(Spot at, Spot before, Spot after) {
        const float turned = cross(before, after);
        const float straight = dot(before, after);
        if (straight > 0 && std::abs(turned) < 1e-4F) return;
        const float outer = turned > 0 ? -1.0F : 1.0F;
        const auto first = across(before) * outer;
        const auto last = across(after) * outer;
        if (pen_.join == map::Join::round) {
            add_fan(at, first, std::atan2(cross(first, last), dot(first, last)));
            return;
        }
        const auto middle = corner(at), a = corner(at + first * half_), b = corner(at + last * half_);
        triangle(middle, a, b);
        // Half of the bend: how far the miter reaches is one over its cosine.
        const float cosine = std::sqrt(std::max(0.0F, (1 + straight) / 2));
        if (pen_.join == map::Join::miter && cosine * miter_limit >= 1) {
            const auto tip = corner(at + (first + last) * (half_ / (2 * cosine * cosine)));
            triangle(a, tip, b);
        }
    }

    // A sector about `at` from the direction `first`, turned by `angle`.
    void add_fan(Spot at, Spot first, float angle) {
        const int steps = std::max(1, static_cast<int>(std::ceil(std::abs(angle) / step_)));
        const auto middle = corner(at);
        auto last = corner(at + first * half_);
        for (int step = 1; step <= steps; ++step) {
            const float turned = angle * static_cast<float>(step) / static_cast<float>(steps);
            const float cosine = std::cos(turned), sine = std::sin(turned);
            const Spot direction{first.x * cosine - first.y * sine, first.x * sine + first.y * cosine};
            const auto next = corner(at + direction * half_);
            triangle(middle, last, next);
            last = next;
        }
    }

    // A line without length is what its caps make of it.
    void dot_at(Spot at) {
        if (pen_.cap == map::Cap::round) {
            add_fan(at, {1, 0}, 2 * std::numbers::pi_v<float>);
        } else if (pen_.cap == map::Cap::square) {
            const auto a = corner(at + Spot{-half_, -half_}), b = corner(at + Spot{half_, -half_});
            const auto c = corner(at + Spot{half_, half_}), d = corner(at + Spot{-half_, half_});
            triangle(a, b, c);
            triangle(a, c, d);
        }
    }

    Mesh& mesh_;
    const Pen& pen_;
    float half_, step_ = 1;
    std::array<std::uint8_t, 4> colour_;
    std::vector<Spot> line_, along_;  // the spots without repetitions; directions of length 1 between them
};

}  // namespace

void add_lines(Mesh& mesh, const map::Paths& lines, const Pen& pen) {
    if (!(pen.width > 0)) return;
    LineMaker maker(mesh, pen);
    std::size_t begin = 0;
    for (const std::size_t end : lines.ends) {
        maker.add(lines.spots.data() + begin, end - begin);
        begin = end;
    }
}

}  // namespace balise::paint::gl
