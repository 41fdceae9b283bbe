#include "map/labels.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "map/label_candidates.hpp"
#include "map/label_grid.hpp"

namespace balise::map {

namespace {

constexpr float leader_half_width = 0.25F;
constexpr float clear_of_others = 0.5F;  // millimetres
constexpr float halo_kept_free = 0.5F;   // of each label's halo: two halos may lie half over one another

bool has_accented_capital(const std::string& text) {
    // À to Þ: C3 80 to C3 9E; other capitals with accents are rare enough to be left to the halo.
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (text[i] == '\xC3' && static_cast<unsigned char>(text[i + 1]) <= 0x9E) return true;
    return false;
}

}  // namespace

Frame letters_box(const ShapedText& text) {
    Frame box{0, 0, static_cast<float>(text.width), 0};
    if (text.runs.empty()) return box;
    box.left = text.runs.front().origin.x;
    bool accented = false, deep = false;
    for (const GlyphRun& run : text.runs) {
        box.left = std::min(box.left, run.origin.x);
        accented = accented || (run.origin.y == 0 && has_accented_capital(run.text));
        const bool last = text.baselines.empty() || run.origin.y > text.baselines.back() - 0.01;
        deep = deep || (last && (run.text.find_first_of("gjpqyQJ,;()[]/|_") != std::string::npos ||
                                 run.text.find("ç") != std::string::npos));
    }
    const double size = text.runs.front().size;
    box.right = box.left + static_cast<float>(text.width);
    box.top = -static_cast<float>(accented ? text.cap_height + 0.2 * size : text.cap_height + 0.03 * size);
    box.bottom = static_cast<float>((text.baselines.empty() ? 0 : text.baselines.back()) + (deep ? 0.22 : 0.03) * size);
    return box;
}

namespace {

class Placer {
public:
    Placer(const std::vector<LabelWish>& wishes, const std::vector<Obstacle>& obstacles, Frame frame,
           Typesetter& typesetter)
        : wishes_(wishes), typesetter_(typesetter), frame_(frame), grid_(frame), settled_(wishes.size()) {
        for (const Obstacle& obstacle : obstacles)
            if (obstacle.segment)
                grid_.take(obstacle.segment->first, obstacle.segment->second, obstacle.half_width, obstacle.owner);
            else
                grid_.take(obstacle.box, obstacle.owner);
        for (std::size_t number = 0; number < wishes.size(); ++number)
            if (wishes[number].once_within > 0) sayable_[wishes[number].words].push_back(number);
    }

    Placement place() {
        std::vector<std::size_t> order(wishes_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return wishes_[a].priority > wishes_[b].priority; });
        std::vector<std::size_t> without_room;
        for (const std::size_t wish : order)
            if (!is_said(wish) && !settle(wish)) without_room.push_back(wish);
        Placement result;
        for (const std::size_t wish : without_room)
            if (!is_said(wish) && !make_room(wish) && !settle_over_lines(wish)) result.left_out.push_back(wish);
        std::sort(result.left_out.begin(), result.left_out.end());
        for (std::size_t wish = 0; wish < wishes_.size(); ++wish) report(wish, result);
        return result;
    }

private:
    struct Settled {
        const ShapedText* text = nullptr;
        Frame letters;
        std::optional<Candidate> straight;
        std::vector<CurvedLabel> curved;
        std::vector<std::uint32_t> taken;  // of the grid
    };

    float kept(std::size_t wish) const { return static_cast<float>(wishes_[wish].halo) * halo_kept_free; }

    // A town and the border post beside it have one name: it is set once, by the wish that is settled first.
    bool is_said(std::size_t number) const {
        const LabelWish& wish = wishes_[number];
        if (!(wish.once_within > 0)) return false;
        const auto found = sayable_.find(wish.words);
        return found != sayable_.end() &&
               std::any_of(found->second.begin(), found->second.end(), [&](std::size_t other) {
                   const Spot there = wishes_[other].anchor;
                   return settled_[other].straight &&
                          std::hypot(static_cast<double>(wish.anchor.x - there.x),
                                     static_cast<double>(wish.anchor.y - there.y)) < wish.once_within;
               });
    }

    bool settle(std::size_t number) {
        const LabelWish& wish = wishes_[number];
        Settled& settled = settled_[number];
        if (wish.box > 0) return settle_box(number);
        if (wish.follows && !settled_[*wish.follows].straight) return false;
        settled.text = wish.text != nullptr ? wish.text : &typesetter_.line(wish.words, wish.style);
        settled.letters = letters_box(*settled.text);
        if (settled.text->runs.empty()) return false;
        switch (wish.shape) {
            case LabelShape::point: {
                if (!is_finite(wish.anchor)) return false;
                // A number is to be nearer to its own symbol than to any other.
                if (wish.required && try_all(number, candidates(number, Stage::beside), clear_of_others)) return true;
                if (try_stage(number, Stage::beside) || wish.centred) return settled.straight.has_value();
                return try_stage(number, Stage::moved) || (wish.leader && try_stage(number, Stage::leading)) ||
                       (wish.required && try_stage(number, Stage::around));
            }
            case LabelShape::area: {
                const float margin = 0.5F + kept(number);
                return try_all(number, area_candidates(wish, settled.letters, margin, frame_));
            }
            case LabelShape::line: return settle_line(number);
        }
        return false;
    }

    bool try_stage(std::size_t number, Stage stage) { return try_all(number, candidates(number, stage)); }

    std::vector<Candidate> candidates(std::size_t number, Stage stage) const {
        const auto& wish = wishes_[number];
        if (!wish.follows) return point_candidates(wish, settled_[number].letters, stage);
        LabelWish there = wish;
        const Frame& box = settled_[*wish.follows].straight->box;
        there.anchor = {(box.left + box.right) / 2, (box.top + box.bottom) / 2};
        return point_candidates(there, settled_[number].letters, stage);
    }

    bool settle_box(std::size_t number) {
        if (!is_finite(wishes_[number].anchor)) return false;
        for (const Stage stage : {Stage::beside, Stage::moved, Stage::leading, Stage::around})
            if (try_all(number, box_candidates(wishes_[number], stage))) return true;
        return false;
    }

    bool try_all(std::size_t number, const std::vector<Candidate>& candidates, float clear = 0) {
        for (const Candidate& candidate : candidates) {
            if (!within(candidate.box, frame_)) continue;
            if (!grid_.is_free(grown(candidate.box, kept(number) + clear), wishes_[number].owner, over_lines_))
                continue;
            if (candidate.leader && !leader_is_free(candidate, wishes_[number].owner)) continue;
            take(number, candidate);
            return true;
        }
        return false;
    }

    bool leader_is_free(const Candidate& candidate, std::uint32_t owner) const {
        const auto& [from, to] = *candidate.leader;
        return frame_.contains(from) && grid_.is_free(from, to, leader_half_width, owner, over_lines_);
    }

    void take(std::size_t number, const Candidate& candidate) {
        Settled& settled = settled_[number];
        const auto label = static_cast<std::uint32_t>(number);
        settled.straight = candidate;
        settled.taken.push_back(grid_.take(grown(candidate.box, kept(number)), 0, label));
        if (candidate.leader)
            settled.taken.push_back(
                grid_.take(candidate.leader->first, candidate.leader->second, leader_half_width, 0, label));
    }

    void give_back(std::size_t number) {
        for (const std::uint32_t item : settled_[number].taken) grid_.release(item);
        settled_[number].taken.clear();
        settled_[number].straight.reset();
    }

    bool settle_line(std::size_t number) {
        const LabelWish& wish = wishes_[number];
        Settled& settled = settled_[number];
        const auto has_room = [&](const std::vector<Frame>& boxes) {
            return !boxes.empty() && std::all_of(boxes.begin(), boxes.end(), [&](const Frame& box) {
                return within(box, frame_) && grid_.is_free(grown(box, kept(number)), wish.owner);
            });
        };
        settled.curved = line_labels(wish, *settled.text, has_room);
        for (const CurvedLabel& label : settled.curved)
            for (const Frame& box : label.boxes)
                settled.taken.push_back(grid_.take(grown(box, kept(number)), 0, static_cast<std::uint32_t>(number)));
        return !settled.curved.empty();
    }

    // A number that must be there and a town's name: the halo covers a piece of another symbol's leader.
    bool settle_over_lines(std::size_t number) {
        const LabelWish& wish = wishes_[number];
        if (!(wish.required || wish.leader) || wish.shape != LabelShape::point || wish.centred ||
            !is_finite(wish.anchor) || settled_[number].text == nullptr || settled_[number].text->runs.empty())
            return false;
        over_lines_ = true;
        const bool found = try_stage(number, Stage::beside) || try_stage(number, Stage::moved) ||
                           (wish.required && try_stage(number, Stage::around)) ||
                           (wish.leader && try_stage(number, Stage::leading));
        over_lines_ = false;
        return found;
    }

    // A label without room, where one other label alone is in the way and has another place to go to.
    bool make_room(std::size_t number) {
        const LabelWish& wish = wishes_[number];
        if (wish.shape != LabelShape::point || !is_finite(wish.anchor) || settled_[number].text == nullptr ||
            settled_[number].text->runs.empty())
            return false;
        auto candidates = this->candidates(number, Stage::beside);
        if (wish.required && !wish.centred) {
            const auto more = this->candidates(number, Stage::around);
            candidates.insert(candidates.end(), more.begin(), more.end());
        }
        std::vector<std::uint32_t> in_the_way;
        for (const Candidate& candidate : candidates) {
            if (!within(candidate.box, frame_)) continue;
            if (!grid_.blockers(grown(candidate.box, kept(number)), wish.owner, in_the_way)) continue;
            if (in_the_way.size() == 1 && move_aside(in_the_way.front(), number, candidate)) return true;
        }
        return false;
    }

    bool move_aside(std::size_t other, std::size_t number, const Candidate& wanted) {
        const LabelWish& wish = wishes_[other];
        if (wish.shape != LabelShape::point || wish.centred || wish.box > 0) return false;
        const std::optional<Candidate> before = settled_[other].straight;
        give_back(other);
        take(number, wanted);
        if (try_stage(other, Stage::beside) || (wishes_[number].required && try_stage(other, Stage::moved)))
            return true;
        give_back(number);
        take(other, *before);
        return false;
    }

    void report(std::size_t number, Placement& result) const {
        const Settled& settled = settled_[number];
        if (settled.straight) {
            const Candidate& at = *settled.straight;
            auto runs = settled.text == nullptr ? std::vector<GlyphRun>{} : placed(*settled.text, at.origin);
            result.placed.push_back({number, std::move(runs), at.box, {at.box}, at.leader});
        }
        for (const CurvedLabel& label : settled.curved) {
            Frame box = label.boxes.front();
            for (const Frame& other : label.boxes)
                box = {std::min(box.left, other.left), std::min(box.top, other.top), std::max(box.right, other.right),
                       std::max(box.bottom, other.bottom)};
            result.placed.push_back({number, label.runs, box, label.boxes, std::nullopt});
        }
    }

    const std::vector<LabelWish>& wishes_;
    Typesetter& typesetter_;
    Frame frame_;
    OccupiedGrid grid_;
    std::vector<Settled> settled_;
    std::map<std::string, std::vector<std::size_t>> sayable_;  // wishes that may do for each other, by their words
    bool over_lines_ = false;
};

}  // namespace

Placement place_labels(const std::vector<LabelWish>& wishes, const std::vector<Obstacle>& obstacles, Frame frame,
                       Typesetter& typesetter) {
    return Placer(wishes, obstacles, frame, typesetter).place();
}

}  // namespace balise::map
