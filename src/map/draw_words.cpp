// The words of all layers, placed together and drawn above all symbols, in the layers' order.
#include <algorithm>
#include <cmath>

#include "map/canvas.hpp"
#include "map/labels.hpp"

namespace balise::map {

namespace {

// Runs of one paint, one after the other, become one lettering.
class LetterBatches {
public:
    explicit LetterBatches(Group& group) : group_(group) {}

    void add(const LetterPaint& paint, std::vector<GlyphRun> runs) {
        Lettering* found = nullptr;
        for (const auto at : letterings_) {
            auto& lettering = std::get<Lettering>(group_.batches[at]);
            if (lettering.colour == paint.colour && lettering.halo == paint.halo &&
                lettering.halo_width == static_cast<float>(paint.halo_width))
                found = &lettering;
        }
        if (found == nullptr) {
            letterings_.push_back(group_.batches.size());
            group_.batches.emplace_back(Lettering{{}, paint.colour, paint.halo, static_cast<float>(paint.halo_width)});
            found = &std::get<Lettering>(group_.batches.back());
        }
        found->runs.insert(found->runs.end(), std::make_move_iterator(runs.begin()),
                           std::make_move_iterator(runs.end()));
    }

private:
    Group& group_;
    std::vector<std::size_t> letterings_;
};

// The leaders of labels that lie away from their symbols.
Stroke leaders_of(const std::vector<const PlacedLabel*>& placed, Colour pen) {
    Stroke leaders;
    leaders.colour = pen;
    leaders.width = 0.18F;
    for (const auto* label : placed)
        if (label->leader) {
            leaders.lines.spots.push_back(label->leader->first);
            leaders.lines.spots.push_back(label->leader->second);
            leaders.lines.ends.push_back(static_cast<std::uint32_t>(leaders.lines.spots.size()));
        }
    return leaders;
}

// Of a fan about several hubs the largest place within may lie over all leaders.
void give_gathered_fans_to_names(Canvas& canvas, const std::vector<LabelWish>& wishes) {
    for (std::size_t i = 0; i < canvas.hubs.size();) {
        std::size_t end = i;
        while (end < canvas.hubs.size() && canvas.hubs[end].fan == canvas.hubs[i].fan) ++end;
        const LabelWish* name = nullptr;
        for (std::size_t hub = i; hub < end && end - i > 1; ++hub)
            for (const auto& wish : wishes) {
                const Spot middle = canvas.hubs[hub].middle;
                const bool here = wish.shape == LabelShape::point && !wish.centred && wish.owner != 0 &&
                                  !wish.required && wish.box <= 0 &&
                                  std::hypot(wish.anchor.x - middle.x, wish.anchor.y - middle.y) < 6;
                if (here && (name == nullptr || wish.priority > name->priority)) name = &wish;
            }
        for (std::size_t hub = i; hub < end && name != nullptr; ++hub)
            for (std::size_t k = canvas.hubs[hub].first; k < canvas.hubs[hub].end; ++k)
                if (canvas.obstacles[k].segment) canvas.obstacles[k].owner = name->owner;
        i = end;
    }
}

// The name of the place that a fan lies about may cross the fan's leaders, or it would hardly ever find room: of the
// labels at its middle the highest that is not a member's own.
void give_hubs_to_names(Canvas& canvas, const std::vector<LabelWish>& wishes) {
    give_gathered_fans_to_names(canvas, wishes);
    for (const auto& hub : canvas.hubs) {
        const LabelWish* name = nullptr;
        for (const auto& wish : wishes) {
            const bool here = wish.shape == LabelShape::point && !wish.centred && wish.owner != 0 && wish.box <= 0 &&
                              !wish.required && std::abs(wish.anchor.x - hub.middle.x) < 1.5F &&
                              std::abs(wish.anchor.y - hub.middle.y) < 1.5F;
            if (here && (name == nullptr || wish.priority > name->priority)) name = &wish;
        }
        if (name == nullptr) continue;
        for (std::size_t i = hub.first; i < hub.end; ++i) canvas.obstacles[i].owner = name->owner;
    }
}

// A place that lies under a disc is named beside the disc: the most important one of those that do.
void set_names_beside_discs(Canvas& canvas, std::vector<LabelWish>& wishes) {
    for (const auto& disc : canvas.discs) {
        LabelWish* name = nullptr;
        for (auto& wish : wishes) {
            const float dx = wish.anchor.x - disc.centre.x, dy = wish.anchor.y - disc.centre.y;
            const bool here = wish.shape == LabelShape::point && !wish.centred && wish.owner != 0 &&
                              dx * dx + dy * dy < disc.radius * disc.radius;
            if (here && (name == nullptr || wish.priority > name->priority)) name = &wish;
        }
        if (name == nullptr) continue;
        name->anchor = disc.centre;
        name->radius = disc.radius + 0.5F;
        canvas.obstacles[disc.obstacle].owner = name->owner;
    }
}

// Numbers among all words become numbers among the wishes.
void follow(std::vector<LabelWish>& wishes, const std::vector<std::size_t>& source) {
    for (auto& wish : wishes) {
        if (!wish.follows) continue;
        const auto found = std::lower_bound(source.begin(), source.end(), *wish.follows);
        wish.follows = static_cast<std::size_t>(found - source.begin());
    }
}

// A symbol where room was found for it.
void set_mark(Composition& result, const LayerWords& words, const Frame& box) {
    const Spot centre{(box.left + box.right) / 2, (box.top + box.bottom) / 2};
    const auto& mark = *words.mark;
    std::get<Marks>(result.list.groups[mark.group].batches[mark.batch]).marks[mark.mark].centre = centre;
    if (words.told) result.marks[*words.told].spot = centre;
}

// Symbols that are nothing without their names.
void erase_marks(DisplayList& list, std::vector<MarkOf> gone) {
    std::sort(gone.begin(), gone.end());
    for (auto mark = gone.rbegin(); mark != gone.rend(); ++mark) {
        auto& marks = std::get<Marks>(list.groups[mark->group].batches[mark->batch]).marks;
        marks.erase(marks.begin() + static_cast<std::ptrdiff_t>(mark->mark));
    }
}

}  // namespace

void draw_words(Canvas& canvas) {
    canvas.progress.check();
    std::vector<LabelWish> wishes;
    std::vector<std::size_t> source;  // of each wish, in canvas.words
    for (std::size_t i = 0; i < canvas.words.size(); ++i)
        if (canvas.words[i].fixed.empty()) {
            wishes.push_back(std::move(canvas.words[i].wish));
            source.push_back(i);
        }
    follow(wishes, source);
    give_hubs_to_names(canvas, wishes);
    set_names_beside_discs(canvas, wishes);
    const auto placement = place_labels(wishes, canvas.obstacles, canvas.request.view.frame, canvas.typesetter);
    canvas.progress.check();
    auto& result = canvas.result;
    std::vector<std::vector<const PlacedLabel*>> by_words(canvas.words.size());
    for (const auto& label : placement.placed) by_words[source[label.wish]].push_back(&label);
    for (const auto& label : placement.placed)
        result.label_boxes.insert(result.label_boxes.end(), label.boxes.begin(), label.boxes.end());
    for (const auto& label : placement.placed)
        if (wishes[label.wish].box > 0) set_mark(result, canvas.words[source[label.wish]], label.box);
    for (const auto left : placement.left_out) {
        if (!wishes[left].required) result.left_out_layers.push_back(canvas.words[source[left]].layer);
        (wishes[left].required ? result.missing : result.left_out).push_back(wishes[left].words);
    }

    std::vector<MarkOf> gone;
    for (const auto left : placement.left_out)
        if (const auto& mark = canvas.words[source[left]].mark) gone.push_back(*mark);
    erase_marks(result.list, std::move(gone));

    // canvas.words are in the order of the layers.
    for (std::size_t first = 0; first < canvas.words.size();) {
        const std::size_t layer = canvas.words[first].layer;
        std::size_t end = first;
        while (end < canvas.words.size() && canvas.words[end].layer == layer) ++end;
        Group group{canvas.request.style->layers[layer].id, canvas.request.view.frame, {}};
        std::vector<const PlacedLabel*> placed;
        for (std::size_t i = first; i < end; ++i) placed.insert(placed.end(), by_words[i].begin(), by_words[i].end());
        auto leaders = leaders_of(placed, canvas.pen());
        if (!leaders.lines.ends.empty()) group.batches.emplace_back(std::move(leaders));
        LetterBatches letters(group);
        for (std::size_t i = first; i < end; ++i) {
            if (!canvas.words[i].fixed.empty()) letters.add(canvas.words[i].paint, canvas.words[i].fixed);
            for (const auto* label : by_words[i]) letters.add(canvas.words[i].paint, label->runs);
        }
        if (!group.batches.empty()) result.list.groups.push_back(std::move(group));
        first = end;
    }
}

}  // namespace balise::map
