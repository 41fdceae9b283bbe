#include "sheet/page.hpp"

#include <algorithm>
#include <cmath>

#include "sheet/text_flow.hpp"

namespace balise::sheet {

Pen with_size(Pen pen, double size) {
    pen.size = size;
    return pen;
}

map::Spot spot(double x, double y) {
    return {static_cast<float>(x), static_cast<float>(y)};
}

map::Frame frame(double left, double top, double right, double bottom) {
    return {static_cast<float>(left), static_cast<float>(top), static_cast<float>(right), static_cast<float>(bottom)};
}

map::Paths polygon(const std::vector<map::Spot>& spots) {
    map::Paths paths;
    paths.spots = spots;
    if (!spots.empty() && !(spots.front() == spots.back())) paths.spots.push_back(spots.front());
    paths.ends.push_back(static_cast<std::uint32_t>(paths.spots.size()));
    return paths;
}

map::Paths rectangle(map::Frame box) {
    return polygon({{box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}});
}

Page::Page(map::Typesetter& typesetter, float width, float height) : typesetter_(&typesetter) {
    list_.width = width;
    list_.height = height;
}

void Page::group(std::string name) {
    list_.groups.push_back({std::move(name), std::nullopt, {}});
}

std::vector<map::Batch>& Page::batches() {
    if (list_.groups.empty()) group("page");
    return list_.groups.back().batches;
}

void Page::fill(map::Paths rings, map::Colour colour) {
    map::Fill made;
    made.areas.push_back(static_cast<std::uint32_t>(rings.ends.size()));
    made.rings = std::move(rings);
    made.colour = colour;
    batches().emplace_back(std::move(made));
}

void Page::fill(map::Frame box, map::Colour colour) {
    fill(rectangle(box), colour);
}

void Page::stroke(map::Paths lines, map::Colour colour, double width) {
    map::Stroke made;
    made.lines = std::move(lines);
    made.colour = colour;
    made.width = static_cast<float>(width);
    made.join = map::Join::miter;
    batches().emplace_back(std::move(made));
}

void Page::outline(map::Frame box, map::Colour colour, double width) {
    stroke(rectangle(box), colour, width);
}

void Page::line(map::Spot from, map::Spot to, map::Colour colour, double width) {
    map::Paths path;
    path.spots = {from, to};
    path.ends = {2};
    stroke(std::move(path), colour, width);
}

void Page::symbol(std::uint32_t symbol, map::Spot centre, double size) {
    auto& all = batches();
    if (all.empty() || !std::holds_alternative<map::Marks>(all.back())) all.emplace_back(map::Marks{});
    std::get<map::Marks>(all.back()).marks.push_back({centre, static_cast<float>(size), symbol, 0});
}

// Texts of one colour that follow each other share a batch.
map::Lettering& Page::lettering(const Pen& pen) {
    auto& all = batches();
    const auto width = static_cast<float>(pen.halo_width);
    if (!all.empty())
        if (auto* last = std::get_if<map::Lettering>(&all.back()))
            if (last->colour == pen.colour && last->halo == pen.halo && last->halo_width == width) return *last;
    map::Lettering made;
    made.colour = pen.colour;
    made.halo = pen.halo;
    made.halo_width = width;
    all.emplace_back(std::move(made));
    return std::get<map::Lettering>(all.back());
}

void Page::write(const map::ShapedText& text, map::Spot origin, double angle, const Pen& pen) {
    auto runs = map::placed(text, origin, angle);
    auto& target = lettering(pen).runs;
    std::move(runs.begin(), runs.end(), std::back_inserter(target));
}

SetText Page::line_of(std::string_view words, map::Spot at, const Pen& pen, double width) {
    if (words.empty()) return {{at.x, at.y, at.x, at.y}, pen.size, at.y, true};
    const auto set = fit_line(*typesetter_, words, pen, width);
    SetText result;
    result.size = set.size;
    result.fits = set.fits;
    result.baseline = at.y;
    if (!set.fits) cut_.emplace_back(words);
    const double left = at.x - (pen.side == Side::left     ? 0
                                : pen.side == Side::centre ? set.text.width / 2
                                                           : set.text.width);
    write(set.text, spot(left, at.y), 0, pen);
    result.box = frame(left, at.y - set.text.ascent, left + set.text.width, at.y - set.text.ascent + set.text.height);
    texts_.push_back(result.box);
    return result;
}

SetText Page::paragraph(std::string_view words, map::Frame box, const Pen& pen, double leading) {
    if (words.empty()) return {{box.left, box.top, box.left, box.top}, pen.size, box.top, true};
    const auto set = fit_paragraph(*typesetter_, words, pen, box.width(), box.height(), leading);
    SetText result;
    result.size = set.size;
    result.fits = set.fits;
    if (!set.fits) cut_.emplace_back(words);
    // A paragraph is as wide as its column: the lines are set within it already.
    const auto origin = spot(box.left, box.top + set.text.ascent);
    write(set.text, origin, 0, pen);
    result.baseline = origin.y + (set.text.baselines.empty() ? 0 : set.text.baselines.back());
    const double left = pen.side == Side::left    ? box.left
                        : pen.side == Side::right ? box.right - set.text.width
                                                  : (box.left + box.right - set.text.width) / 2;
    result.box = frame(left, box.top, left + set.text.width, box.top + set.text.height);
    texts_.push_back(result.box);
    return result;
}

void Page::turned(std::string_view words, map::Spot at, double angle, const Pen& pen) {
    const auto& text = typesetter_->line(words, style_of(pen));
    const double half = text.width / 2, c = std::cos(angle), s = std::sin(angle);
    write(text, spot(at.x - c * half, at.y - s * half), angle, pen);
    map::Frame box{at.x, at.y, at.x, at.y};
    for (const double along : {-half, half})
        for (const double across : {-text.ascent, text.height - text.ascent}) {
            const auto corner = spot(at.x + c * along - s * across, at.y + s * along + c * across);
            box = {std::min(box.left, corner.x), std::min(box.top, corner.y), std::max(box.right, corner.x),
                   std::max(box.bottom, corner.y)};
        }
    texts_.push_back(box);
}

double Page::width_of(std::string_view words, const Pen& pen) {
    return words.empty() ? 0 : typesetter_->line(words, style_of(pen)).width;
}

double Page::height_of(std::string_view words, const Pen& pen, double width, double leading) {
    return words.empty() ? 0 : typesetter_->paragraph(words, style_of(pen), width, leading).height;
}

namespace {

void move(map::Paths& paths, map::Spot by) {
    for (auto& one : paths.spots) one = {one.x + by.x, one.y + by.y};
}

struct Move {
    map::Spot by;
    void operator()(map::Fill& batch) const { move(batch.rings, by); }
    void operator()(map::Stroke& batch) const { move(batch.lines, by); }
    void operator()(map::Marks& batch) const {
        for (auto& mark : batch.marks) mark.centre = {mark.centre.x + by.x, mark.centre.y + by.y};
    }
    void operator()(map::Lettering& batch) const {
        for (auto& run : batch.runs) run.origin = {run.origin.x + by.x, run.origin.y + by.y};
    }
    void operator()(map::Raster& batch) const {
        batch.frame = {batch.frame.left + by.x, batch.frame.top + by.y, batch.frame.right + by.x,
                       batch.frame.bottom + by.y};
    }
};

}  // namespace

void Page::add(std::vector<map::Batch> made, map::Spot by) {
    for (auto& batch : made) {
        std::visit(Move{by}, batch);
        batches().push_back(std::move(batch));
    }
}

void Page::add(map::Group made) {
    list_.groups.push_back(std::move(made));
}

}  // namespace balise::sheet
