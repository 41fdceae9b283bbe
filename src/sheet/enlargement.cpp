#include "sheet/enlargement.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "sheet/map_frame.hpp"
#include "sheet/palette.hpp"

namespace balise::sheet {

namespace {

constexpr double badge_size = 5.6, scale_height = 11.2, least_scale_width = 26;

std::ptrdiff_t hidden_by(map::Frame box, const std::vector<map::Spot>& spots) {
    constexpr double near = 3.5;
    const auto wide = frame(box.left - near, box.top - near, box.right + near, box.bottom + near);
    return std::count_if(spots.begin(), spots.end(), [&](map::Spot spot) { return wide.contains(spot); });
}

// A box of this size in each corner: upper left, upper right, lower left, lower right.
std::array<map::Frame, 4> corners_of(map::Frame box, double width, double height) {
    const double right = box.right - width, bottom = box.bottom - height;
    std::array<map::Frame, 4> corners;
    std::size_t next = 0;
    for (const double top : {static_cast<double>(box.top), bottom})
        for (const double left : {static_cast<double>(box.left), right})
            corners[next++] = frame(left, top, left + width, top + height);
    return corners;
}

void offset_picks(std::vector<map::Batch>& batches, map::Pick by) {
    for (auto& batch : batches) {
        if (auto* marks = std::get_if<map::Marks>(&batch))
            for (auto& mark : marks->marks)
                if (mark.pick > 0) mark.pick += by;
        if (auto* fill = std::get_if<map::Fill>(&batch))
            for (auto& pick : fill->picks)
                if (pick > 0) pick += by;
    }
}

void renumber(std::vector<map::Batch>& batches, const std::vector<std::uint32_t>& symbols) {
    for (auto& batch : batches)
        if (auto* marks = std::get_if<map::Marks>(&batch))
            for (auto& mark : marks->marks) mark.symbol = symbols[mark.symbol];
}

void draw_one(Page& page, const Draft& draft, Enlargement& one) {
    const auto box = one.view.frame;
    page.group("enlargement ground");
    page.fill(frame(box.left - 0.9, box.top - 0.9, box.right + 0.9, box.bottom + 0.9), white);
    page.fill(box, veil);
    const auto picks_before = static_cast<map::Pick>(page.list().picks.size());
    auto& list = one.composition.list;
    page.list().picks.insert(page.list().picks.end(), list.picks.begin(), list.picks.end());
    for (auto& group : list.groups) {
        offset_picks(group.batches, picks_before);
        page.add(std::move(group));
    }
    for (const auto& label : one.composition.label_boxes) page.add_text(label);
    page.group("enlargement frame");
    draw_small_scale_box(page, draft, one.view.scale.value, one.scale_box);
    draw_letter(page, one.letter, one.badge, 12);
    page.outline(box, ink, 0.5);
}

}  // namespace

void draw_letter(Page& page, std::string_view letter, map::Frame box, double size) {
    page.fill(box, accent);
    const double cap = map::points(size) * 0.73;
    page.line_of(letter, spot((box.left + box.right) / 2, (box.top + box.bottom) / 2 + cap / 2),
                 {size, Weight::bold, white, Side::centre});
}

Pen tab_pen() {
    return {7.6, Weight::bold, white, Side::left};
}

void place_furniture(Enlargement& enlargement, const std::vector<map::Spot>& spots) {
    const auto box = enlargement.view.frame;
    const double width = std::clamp(box.width() * 0.3, least_scale_width, 44.0);
    const auto badges = corners_of(box, badge_size, badge_size), scales = corners_of(box, width, scale_height);
    auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
    for (std::size_t b = 0; b < badges.size(); ++b)
        for (std::size_t i = 0; i < scales.size(); ++i) {
            const std::size_t s = scales.size() - 1 - i;
            if (s == b) continue;
            const auto hidden = hidden_by(badges[b], spots) + hidden_by(scales[s], spots);
            if (hidden >= fewest) continue;
            fewest = hidden;
            enlargement.badge = badges[b];
            enlargement.scale_box = scales[s];
        }
}

void draw_frames(Page& page, const std::vector<Enlargement>& enlargements) {
    if (enlargements.empty()) return;
    page.group("enlarged");
    for (const auto& one : enlargements) {
        page.outline(one.on_map, white, 1.1);
        page.outline(one.on_map, accent, 0.5);
        page.fill(one.tab, accent);
        const auto pen = tab_pen();
        const double cap = map::points(pen.size) * 0.73;
        page.line_of(one.tab_words, spot(one.tab.left + 0.9, (one.tab.top + one.tab.bottom) / 2 + cap / 2), pen);
    }
}

void draw_enlargements(Page& page, const Draft& draft, std::vector<Enlargement>& enlargements, int sheet_page) {
    for (auto& one : enlargements)
        if (one.page == sheet_page) draw_one(page, draft, one);
}

void use_symbols(map::Composition& composition, std::vector<map::Symbol>& symbols) {
    std::vector<std::uint32_t> numbers;
    const auto& own = composition.list.symbols;
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (i < symbols.size() && symbols[i] == own[i]) {
            numbers.push_back(static_cast<std::uint32_t>(i));
            continue;
        }
        numbers.push_back(static_cast<std::uint32_t>(symbols.size()));
        symbols.push_back(own[i]);
    }
    for (auto& group : composition.list.groups) renumber(group.batches, numbers);
    for (auto& entry : composition.legend) renumber(entry.sample, numbers);
}

void add_to_legend(std::vector<map::LegendEntry>& legend, const std::vector<map::LegendEntry>& more) {
    auto after = legend.begin();
    for (const auto& entry : more) {
        const auto known = std::find_if(legend.begin(), legend.end(), [&](const auto& other) {
            return other.layer == entry.layer && other.key == entry.key;
        });
        if (known != legend.end())
            after = known + 1;
        else
            after = legend.insert(after, entry) + 1;
    }
}

}  // namespace balise::sheet
