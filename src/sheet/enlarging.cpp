#include "sheet/enlarging.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "sheet/dense_box.hpp"
#include "sheet/edge_room.hpp"
#include "sheet/plane_shapes.hpp"

namespace balise::sheet {

namespace {

constexpr std::size_t most_on_one = 150, most_enlargements = 3, least_members = 4;
constexpr double edge = 3;            // millimetres of the enlargement that stay free about what it shows
constexpr double between_parts = 4;   // below an enlargement at the top of a page
constexpr double least_map = 46;      // millimetres of an enlargement's sides
constexpr double least_on_page = 60;  // of its height at the top of a page
constexpr double for_a_symbol = 95;   // mm² with its number, room to go apart and the ground between

// How a part of the map might be drawn once more.
struct Option {
    int page = 0;                  // 0: on the map, 1: on the pages that follow
    double width = 0, height = 0;  // at most
    double factor = 0;             // against the map's scale
};

std::vector<Option> options_of(const Draft& draft) {
    std::vector<Option> all;
    const auto& window = draft.grid.window;
    const double side = std::min(window.width(), window.height());
    for (const double share : {0.58, 0.46, 0.36})
        for (const double factor : {4.0, 3.0, 5.0}) all.push_back({0, 1.2 * share * side, share * side, factor});
    const auto rest = list_page_grid(draft.request->paper, draft.request->orientation).list;
    for (const double factor : {4.0, 3.0, 5.0, 6.0, 8.0})
        for (const double share : {0.5, 1.0}) all.push_back({1, rest.width(), share * rest.height(), factor});
    return all;
}

// The round scale nearest to the one wished.
double round_scale(double denominator) {
    static constexpr std::array round{1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.5, 10.0};
    const double power = std::pow(10.0, std::floor(std::log10(denominator)));
    double best = power;
    for (const double step : round)
        if (std::abs(std::log(step * power / denominator)) < std::abs(std::log(best / denominator)))
            best = step * power;
    return best;
}

bool overlap(map::Frame a, map::Frame b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

map::Frame grown(map::Frame box, double by) {
    return frame(box.left - by, box.top - by, box.right + by, box.bottom + by);
}

// Tries for one more enlargement of a map.
class Enlarger {
public:
    Enlarger(MapMaker& maker, const MapPart& part) : maker_(maker), part_(part) {
        const auto lacks = maker.lacks_of(part);
        const std::set<std::string> lacking(lacks.numbers.begin(), lacks.numbers.end());
        std::set<std::size_t> shown;
        for (const auto& one : part.enlargements) shown.insert(one.members.begin(), one.members.end());
        const auto& listed = maker.draft().listing.providers;
        for (std::size_t i = 0; i < listed.size(); ++i) {
            const auto spot = shown.contains(i) ? std::nullopt : maker.spot_of(i);
            if (!spot) continue;
            crowd_.push_back({*spot, lacking.contains(std::to_string(listed[i].number)) ? 6.0 : 1.0});
            listed_.push_back(i);
        }
        // A town's name finds its room where the symbols about it go: those near it count for more.
        for (const auto* place : lacks.towns)
            if (const auto metres = maker.window().view.projection.forward(*place->position)) {
                const auto town = maker.window().view.to_sheet(*metres);
                for (auto& one : crowd_)
                    if (std::hypot(one.spot.x - town.x, one.spot.y - town.y) < 8) one.weight += 3;
            }
    }

    std::optional<Enlargement> proposed(const Option& option) const {
        const auto& main = maker_.window().view;
        Enlargement made(main);
        made.letter = std::string(1, static_cast<char>('A' + part_.enlargements.size()));
        made.view.scale = base::ScaleDenominator(round_scale(main.scale.value / option.factor));
        const double factor = main.scale.value / made.view.scale.value;
        BoxWish wish{
            option.width / factor, option.height / factor, edge / factor, grown(main.frame, -1), {}, most_on_one};
        wish.width = std::min<double>(wish.width, wish.bounds.width());
        wish.height = std::min<double>(wish.height, wish.bounds.height());
        for (const auto& one : part_.enlargements) {
            wish.others.push_back(grown(one.on_map, 0.5));
            if (one.page == 0) wish.others.push_back(one.view.frame);
        }
        const auto found = dense_box(crowd_, wish);
        if (!found) return std::nullopt;
        // Room for all it holds: as square as the box, and across the whole of a page.
        const double surface = for_a_symbol * static_cast<double>(found->members.size());
        const double least_width = option.page == 0
                                       ? std::max(least_map, std::sqrt(surface * option.width / option.height))
                                       : option.width - 4 * edge;
        const double least_height = std::max(option.page == 0 ? least_map : least_on_page, surface / least_width);
        const auto dense = fitted(*found, crowd_, wish, std::min(least_width, option.width) / factor,
                                  std::min(least_height, option.height) / factor);
        if (dense.members.size() < least_members) return std::nullopt;
        made.on_map = option.page == 0 ? dense.box : as_wide(dense.box, wish.width, dense.members.size());
        for (const auto member : dense.members) made.members.push_back(listed_[member]);
        const auto middle =
            spot((made.on_map.left + made.on_map.right) / 2, (made.on_map.top + made.on_map.bottom) / 2);
        made.view.centre = main.from_sheet(middle);
        const double width = made.on_map.width() * factor, height = made.on_map.height() * factor;
        const auto place = option.page == 0 ? room_on_map(made, width, height) : room_on_page(made, width, height);
        if (!place) return std::nullopt;
        made.view.frame = *place;
        std::vector<map::Spot> spots;
        for (const auto member : dense.members) {
            const auto& here = crowd_[member].spot;
            spots.push_back(spot(place->left + (here.x - made.on_map.left) * factor,
                                 place->top + (here.y - made.on_map.top) * factor));
        }
        place_furniture(made, spots);
        if (!place_tab(made)) return std::nullopt;
        return made;
    }

private:
    std::vector<map::Frame> taken() const {
        std::vector<map::Frame> all{maker_.window().scale_box};
        if (maker_.window().inset) all.push_back(*maker_.window().inset);
        for (const auto& one : part_.enlargements) {
            all.push_back(grown(one.on_map, 1));
            all.push_back(one.tab);
            if (one.page == 0) all.push_back(one.view.frame);
        }
        return all;
    }

    // Wider about its middle where that takes in nobody else.
    map::Frame as_wide(map::Frame box, double width, std::size_t members) const {
        const double by = (width - box.width()) / 2, bounds = maker_.window().view.frame.left;
        const auto wide = frame(box.left - by, box.top, box.right + by, box.bottom);
        const auto held =
            std::count_if(crowd_.begin(), crowd_.end(), [&](auto one) { return wide.contains(one.spot); });
        return static_cast<std::size_t>(held) == members && wide.left > bounds ? wide : box;
    }

    std::vector<map::Spot> others(const Enlargement& made) const {
        const std::set<std::size_t> members(made.members.begin(), made.members.end());
        std::vector<map::Spot> spots;
        for (std::size_t i = 0; i < crowd_.size(); ++i)
            if (!members.contains(listed_[i])) spots.push_back(crowd_[i].spot);
        return spots;
    }

    std::optional<map::Frame> room_on_map(const Enlargement& made, double width, double height) const {
        auto all = taken();
        all.push_back(grown(made.on_map, 2.5));
        const auto& view = maker_.window().view;
        return room_at_edge(view.frame, width, height, {on_sheet(maker_.area(), view, 0.4)}, all, others(made));
    }

    std::optional<map::Frame> room_on_page(Enlargement& made, double width, double height) const {
        const auto& request = *maker_.draft().request;
        const auto list = list_page_grid(request.paper, request.orientation).list;
        std::vector<double> used{0};
        for (const auto& one : part_.enlargements)
            if (one.page > 0) {
                used.resize(std::max(used.size(), static_cast<std::size_t>(one.page)), 0);
                auto& here = used[static_cast<std::size_t>(one.page) - 1];
                here = std::max<double>(here, one.view.frame.bottom - list.top + between_parts);
            }
        if (used.back() > 0 && used.back() + height > list.height() + 0.1) used.push_back(0);
        made.page = static_cast<int>(used.size());
        const double left = (list.left + list.right - width) / 2, top = list.top + used.back();
        return frame(left, top, left + width, top + height);
    }

    // Above or below the frame's corners, else within them.
    bool place_tab(Enlargement& made) const {
        made.tab_words = made.letter;
        if (made.page > 0) made.tab_words += " p.\u00a0" + std::to_string(maker_.draft().page_number(made.page));
        const auto& box = made.on_map;
        const double width = maker_.page().width_of(made.tab_words, tab_pen()) + 1.8, height = 3.7;
        auto others = taken();
        if (made.page == 0) others.push_back(made.view.frame);
        const auto spots = this->others(made);
        auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
        for (const double top :
             {box.top - height, static_cast<double>(box.bottom), static_cast<double>(box.top), box.bottom - height})
            for (const double left : {static_cast<double>(box.left), box.right - width}) {
                const auto tab = frame(left, top, left + width, top + height), near = grown(tab, 2);
                const auto& window = maker_.window().view.frame;
                if (tab.left < window.left || tab.right > window.right || tab.top < window.top ||
                    tab.bottom > window.bottom ||
                    std::any_of(others.begin(), others.end(), [&](auto other) { return overlap(tab, other); }))
                    continue;
                const auto hidden =
                    std::count_if(spots.begin(), spots.end(), [&](map::Spot spot) { return near.contains(spot); });
                if (hidden >= fewest) continue;
                fewest = hidden;
                made.tab = tab;
            }
        return fewest != std::numeric_limits<std::ptrdiff_t>::max();
    }

    MapMaker& maker_;
    const MapPart& part_;
    std::vector<Crowded> crowd_;
    std::vector<std::size_t> listed_;  // of each of them
};

// The best of all maps with one more enlargement; nothing when none is better than the map is.
std::optional<MapPart> with_one_more(MapMaker& maker, const MapPart& part) {
    const Enlarger enlarger(maker, part);
    std::optional<MapPart> best;
    const double before = maker.lacks_of(part).cost;
    double least = 0;
    for (const auto& option : options_of(maker.draft())) {
        auto made = enlarger.proposed(option);
        if (!made) continue;
        maker.compose(*made);
        // What the map lacks one more enlargement may mend, what an enlargement lacks never.
        const double own = maker.lacks_of(made->composition).cost, for_good = 1000 * own;
        if (own >= before || (best && for_good >= least)) continue;
        auto all = part.enlargements;
        all.push_back(std::move(*made));
        auto trial = maker.main_map(std::move(all));
        const double cost = maker.lacks_of(trial).cost;
        if (cost >= before || (best && cost + for_good >= least)) continue;
        least = cost + for_good;
        best = std::move(trial);
        if (least == 0) break;
    }
    return best;
}

}  // namespace

void enlarge(MapMaker& maker, MapPart& part) {
    auto& draft = maker.draft();
    const bool was_numbered = draft.numbered;
    std::size_t on_map = 0;
    for (std::size_t i = 0; i < draft.listing.providers.size(); ++i) on_map += maker.spot_of(i).has_value() ? 1U : 0U;
    if (on_map > most_on_one * (most_enlargements + 1)) return;
    draft.numbered = true;
    auto trial = was_numbered ? std::move(part) : maker.main_map({});
    while (trial.enlargements.size() < most_enlargements && maker.lacks_of(trial).cost > 0) {
        auto more = with_one_more(maker, trial);
        if (!more) break;
        trial = std::move(*more);
    }
    // Discs tell more than a map on which many numbers are not to be found.
    const bool good = maker.lacks_of(trial).numbers.size() * 20 <= on_map;
    if (was_numbered || good)
        part = std::move(trial);
    else
        draft.numbered = false;
    const auto list = list_page_grid(draft.request->paper, draft.request->orientation).list;
    for (const auto& one : part.enlargements) {
        if (one.page == 0) continue;
        part.taken.resize(std::max(part.taken.size(), static_cast<std::size_t>(one.page)), 0);
        auto& here = part.taken[static_cast<std::size_t>(one.page) - 1];
        here = std::max<double>(here, one.view.frame.bottom - list.top + between_parts);
    }
}

}  // namespace balise::sheet
