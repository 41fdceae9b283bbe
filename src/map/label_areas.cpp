#include <algorithm>
#include <cmath>

#include "map/label_candidates.hpp"
#include "map/label_grid.hpp"

namespace balise::map {

namespace {

constexpr int most_rows = 48;

struct Span {
    float from, to;
};

class Rings {
public:
    explicit Rings(const Paths& rings) {
        std::uint32_t begin = 0;
        for (const std::uint32_t end : rings.ends) {
            for (std::uint32_t i = begin; i < end; ++i) {
                const Spot a = rings.spots[i], b = rings.spots[i + 1 < end ? i + 1 : begin];
                if (is_finite(a) && is_finite(b) && !(a == b)) edges_.push_back({a, b});
            }
            begin = end;
        }
    }

    Frame bounds() const {
        Frame result{1e9F, 1e9F, -1e9F, -1e9F};
        for (const auto& [a, b] : edges_) {
            result.left = std::min({result.left, a.x, b.x});
            result.right = std::max({result.right, a.x, b.x});
            result.top = std::min({result.top, a.y, b.y});
            result.bottom = std::max({result.bottom, a.y, b.y});
        }
        return result;
    }

    // The spans of the band between two heights that no edge enters and that lie inside.
    std::vector<Span> clear_spans(float top, float bottom) const {
        std::vector<Span> blocked;
        std::vector<float> crossings;  // of the band's middle
        const float middle = (top + bottom) / 2;
        for (const auto& [a, b] : edges_) {
            const Spot upper = a.y < b.y ? a : b, lower = a.y < b.y ? b : a;
            if (lower.y < top || upper.y > bottom) continue;
            const auto x_at = [&](float y) {
                return lower.y > upper.y ? upper.x + (lower.x - upper.x) * (y - upper.y) / (lower.y - upper.y)
                                         : upper.x;
            };
            const bool level = lower.y - upper.y < 1e-6F;
            const float x1 = level ? upper.x : x_at(std::max(top, upper.y));
            const float x2 = level ? lower.x : x_at(std::min(bottom, lower.y));
            blocked.push_back({std::min(x1, x2), std::max(x1, x2)});
            if (upper.y <= middle && middle < lower.y) crossings.push_back(x_at(middle));
        }
        std::sort(blocked.begin(), blocked.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
        std::sort(crossings.begin(), crossings.end());
        std::vector<Span> result;
        for (std::size_t i = 0; i + 1 < blocked.size(); ++i) {
            if (i > 0) blocked[i].to = std::max(blocked[i].to, blocked[i - 1].to);
            const Span gap{blocked[i].to, blocked[i + 1].from};
            if (gap.to <= gap.from) continue;
            const auto before =
                std::upper_bound(crossings.begin(), crossings.end(), (gap.from + gap.to) / 2) - crossings.begin();
            if (before % 2 != 0) result.push_back(gap);
        }
        return result;
    }

private:
    std::vector<std::pair<Spot, Spot>> edges_;
};

}  // namespace

std::vector<Candidate> area_candidates(const LabelWish& wish, const Frame& letters, float margin, const Frame& frame) {
    const Rings rings(wish.line);
    const Frame all = rings.bounds();
    const Frame seen{std::max(all.left, frame.left), std::max(all.top, frame.top), std::min(all.right, frame.right),
                     std::min(all.bottom, frame.bottom)};
    const float width = letters.width() + 2 * margin, height = letters.height() + 2 * margin;
    if (!(seen.width() >= width && seen.height() >= height) || !is_finite(wish.anchor)) return {};
    const Spot best{std::clamp(wish.anchor.x, seen.left, seen.right), std::clamp(wish.anchor.y, seen.top, seen.bottom)};
    const float size = std::max(seen.width(), seen.height());

    std::vector<std::pair<float, Candidate>> found;
    const int rows = std::clamp(static_cast<int>((seen.height() - height) / (height / 3)) + 1, 1, most_rows);
    for (int row = 0; row <= rows; ++row) {
        // The last row is the one that the anchor wishes for.
        const float top = row < rows ? seen.top + (seen.height() - height) * static_cast<float>(row) /
                                                      static_cast<float>(std::max(rows - 1, 1))
                                     : std::clamp(best.y - height / 2, seen.top, seen.bottom - height);
        for (Span span : rings.clear_spans(top, top + height)) {
            span = {std::max(span.from, seen.left), std::min(span.to, seen.right)};
            const float spare = span.to - span.from - width;
            if (spare < 0) continue;
            for (const float x : {span.from + spare / 2, std::clamp(best.x - width / 2, span.from, span.from + spare),
                                  span.from + spare / 4, span.from + spare * 3 / 4, span.from, span.from + spare}) {
                Candidate one;
                one.origin = {x + margin - letters.left, top + margin - letters.top};
                one.box = {x + margin, top + margin, x + width - margin, top + height - margin};
                // Wide spans about the middle: crowded ends only when nothing else is free.
                const float side = std::min(x - span.from, span.from + spare - x);
                const float crowding = 1 - std::min(1.0F, (spare / 2 + side) / width);
                const float away = std::hypot(x + width / 2 - best.x, top + height / 2 - best.y) / size;
                found.emplace_back(away + 0.4F * crowding, one);
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Candidate> result;
    result.reserve(found.size());
    for (auto& [cost, one] : found) result.push_back(one);
    return result;
}

}  // namespace balise::map
