#include "map/symbol_words.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/words.hpp"
#include "map/clip.hpp"

namespace balise::map {

using geo::Position;

namespace {

constexpr float gap = 0.5F;   // millimetres between a symbol and its name
constexpr double apart = 80;  // millimetres between equal names along lines
constexpr double size_in_cluster = 2.6;
constexpr double halo_of_symbol = 0.7;

// Anchors of the style language say which side of the words lies at the symbol; a label's position is the other side.
std::string opposite(const std::string& anchor) {
    static const std::map<std::string, std::string> sides{{"left", "right"},
                                                          {"right", "left"},
                                                          {"top", "bottom"},
                                                          {"bottom", "top"},
                                                          {"top-left", "bottom-right"},
                                                          {"top-right", "bottom-left"},
                                                          {"bottom-left", "top-right"},
                                                          {"bottom-right", "top-left"},
                                                          {"center", "centre"}};
    const auto found = sides.find(anchor);
    return found == sides.end() ? anchor : found->second;
}

// The eight positions, those that lead away from a hub first.
std::vector<std::string> outwards(Spot direction) {
    struct Side {
        const char* name;
        float x, y;
    };
    std::vector<Side> sides{{"top", 0, -1},
                            {"top-right", 0.71F, -0.71F},
                            {"right", 1, 0},
                            {"top-left", -0.71F, -0.71F},
                            {"left", -1, 0},
                            {"bottom", 0, 1},
                            {"bottom-right", 0.71F, 0.71F},
                            {"bottom-left", -0.71F, 0.71F}};
    if (!(direction == Spot{0, 0}))
        std::stable_sort(sides.begin(), sides.end(), [&](const Side& a, const Side& b) {
            return a.x * direction.x + a.y * direction.y > b.x * direction.x + b.y * direction.y;
        });
    std::vector<std::string> names;
    for (const auto& side : sides) names.emplace_back(side.name);
    return names;
}

double length_of(const Paths& paths, std::size_t path) {
    double length = 0;
    for (std::size_t i = (path == 0 ? 0 : paths.ends[path - 1]) + 1; i < paths.ends[path]; ++i)
        length += std::hypot(static_cast<double>(paths.spots[i].x - paths.spots[i - 1].x),
                             static_cast<double>(paths.spots[i].y - paths.spots[i - 1].y));
    return length;
}

std::string words_of(const Value& value) {
    if (const auto* words = std::get_if<std::string>(&value)) return *words;
    if (const auto* number = std::get_if<double>(&value))
        if (std::isfinite(*number)) return std::to_string(std::llround(*number));
    return {};
}

}  // namespace

SymbolWords::SymbolWords(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table, std::size_t layer_number)
    : canvas_(canvas),
      layer_(layer),
      table_(table),
      layer_number_(layer_number),
      kinds_(table,
             {&layer.property("text-size"), &layer.property("text-color"), &layer.property("text-halo-color"),
              &layer.property("text-halo-width"), &layer.property("text-letter-spacing"),
              &layer.property("text-max-width"), &layer.property("text-transform"), &layer.property("text-anchor")}) {
    if (!canvas.request.labels) return;
    names_ = layer.property("text-field").given();
    number_ = layer.note("number").empty() ? nullptr : table.column(layer.note("number"));
    layer_priority_ = std::strtod(layer.note("label-priority", "0").c_str(), nullptr);
}

const SymbolWords::Face& SymbolWords::face(std::size_t row) {
    const auto kind = kinds_.of(row);
    if (kind < faces_.size()) return faces_[kind];
    const Scope scope{&table_, row, canvas_.zoom};
    Face face;
    if (const auto* fonts = layer_.property("text-font").word_list(); fonts != nullptr && !fonts->empty())
        face.paint.style = font_named(fonts->front());
    face.paint.style.size = layer_.property("text-size").number(scope, 2.6);
    face.paint.style.letter_spacing = layer_.property("text-letter-spacing").number(scope, 0);
    face.paint.colour = layer_.property("text-color").colour(scope, ink);
    face.paint.halo = layer_.property("text-halo-color").colour(scope, white);
    face.paint.halo_width = layer_.property("text-halo-width").number(scope, 0);
    face.max_width = layer_.property("text-max-width").number(scope, 0);
    const auto letter_case = layer_.property("text-transform").words(scope, "none");
    face.letter_case = letter_case == "uppercase" ? 1 : letter_case == "lowercase" ? -1 : 0;
    face.anchor = layer_.property("text-anchor").words(scope, "");
    faces_.push_back(std::move(face));
    return faces_.back();
}

std::string SymbolWords::name_of(std::size_t row, const Face& face) {
    if (!names_ || !(face.paint.style.size > 0)) return {};
    const auto words = layer_.property("text-field").words({&table_, row, canvas_.zoom}, "");
    return face.letter_case > 0 ? base::upper_case(words) : face.letter_case < 0 ? base::lower_case(words) : words;
}

double SymbolWords::priority(double sort_key) const {
    return layer_priority_ * 1e9 - std::clamp(sort_key, -4e8, 4e8);
}

double SymbolWords::sort_key(std::size_t row) const {
    const double key = layer_.property("symbol-sort-key").number({&table_, row, canvas_.zoom}, 0);
    return std::isnan(key) ? 0 : key;
}

void SymbolWords::wish(LabelWish label, const Face& face, std::string words, std::optional<MarkOf> mark) {
    label.style = face.paint.style;
    label.halo = face.paint.halo_width;
    label.words = std::move(words);
    const bool broken = label.shape == LabelShape::point && face.max_width > 0;
    label.text = canvas_.keep(broken ? canvas_.typesetter.paragraph(label.words, label.style, face.max_width, 1.15)
                                     : canvas_.typesetter.line(label.words, label.style));
    canvas_.words.push_back({layer_number_, face.paint, std::move(label), {}, mark, {}});
}

std::size_t SymbolWords::aside(const Beside& place, std::string icon, std::optional<std::size_t> told) {
    LayerWords words;
    words.layer = layer_number_;
    words.wish.words = std::move(icon);
    words.wish.box = place.size;
    words.wish.halo = halo_of_symbol;
    words.wish.owner = place.owner;
    words.wish.anchor = place.spot;
    words.wish.priority = priority(place.sort_key);
    words.mark = place.mark;
    words.told = told;
    canvas_.words.push_back(std::move(words));
    return canvas_.words.size() - 1;
}

void SymbolWords::beside(const Beside& place) {
    if (!any()) return;
    const Face& face = this->face(place.row);
    LabelWish label;
    label.owner = place.owner;
    label.anchor = place.spot;
    label.radius = place.size / 2 + gap;
    label.priority = priority(place.sort_key);
    label.follows = place.follows;
    if (number_ != nullptr) {
        auto number = words_of(number_->value(place.row));
        if (!number.empty()) {
            Face bold = face;
            bold.paint.style.weight = Weight::bold;
            LabelWish wanted = label;
            wanted.anchors = outwards(place.direction);
            wanted.required = true;
            wanted.leader = true;
            wish(std::move(wanted), bold, std::move(number));
        }
    }
    auto name = name_of(place.row, face);
    if (name.empty()) return;
    label.leader = layer_.note("leader") == "true";
    label.required = layer_.note("required") == "true";
    label.once_within = std::strtod(layer_.note("once-within", "0").c_str(), nullptr);
    if (const auto* anchors = layer_.property("text-variable-anchor").word_list())
        for (const auto& anchor : *anchors) label.anchors.push_back(opposite(anchor));
    else if (!face.anchor.empty())
        label.anchors = {opposite(face.anchor)};
    label.centred = label.anchors == std::vector<std::string>{"centre"} || (label.anchors.empty() && place.size <= 0);
    const bool alone = layer_.property("text-optional").truth({&table_, place.row, canvas_.zoom}, false);
    wish(std::move(label), face, std::move(name), alone ? std::nullopt : place.mark);
}

void SymbolWords::along_and_within(const std::function<bool(std::size_t)>& shown) {
    if (!names_ || table_.shapes.empty()) return;
    const auto own = table_.detail && table_.detail->boxes.size() == table_.shapes.size()
                         ? table_.detail
                         : std::make_shared<const ShapeDetail>(detail_of(table_.shapes));
    const std::size_t before = canvas_.words.size();
    for (std::size_t row = 0; row < table_.shapes.size(); ++row) {
        if (row % 64 == 0) canvas_.progress.check();
        const auto box = canvas_.on_sheet(own->boxes[row]);
        const auto& frame = canvas_.frame;
        if (box.empty() || !(box.min_x <= frame.max_x && box.max_x >= frame.min_x && box.min_y <= frame.max_y &&
                             box.max_y >= frame.min_y))
            continue;
        const auto& shape = table_.shapes[row];
        if (std::holds_alternative<geo::Point>(shape) || !shown(row)) continue;
        const float* reach = own->reach.data() + own->first[row];
        if (const auto* lines = std::get_if<geo::MultiLine>(&shape)) along(row, *lines, reach);
        if (const auto* areas = std::get_if<geo::MultiPolygon>(&shape)) within(row, *areas, reach);
    }
    // Of equal names along lines the longest stretches keep theirs.
    std::vector<LayerWords> fresh(std::make_move_iterator(canvas_.words.begin() + static_cast<std::ptrdiff_t>(before)),
                                  std::make_move_iterator(canvas_.words.end()));
    canvas_.words.resize(before);
    const auto stretch = [](const LayerWords& one) {
        return one.wish.shape == LabelShape::line ? length_of(one.wish.line, 0) : 0.0;
    };
    std::stable_sort(fresh.begin(), fresh.end(),
                     [&](const LayerWords& a, const LayerWords& b) { return stretch(a) > stretch(b); });
    for (auto& one : fresh) {
        if (one.wish.shape == LabelShape::line) {
            auto& places = along_[one.wish.words];
            const Spot here = one.wish.anchor;
            if (std::any_of(places.begin(), places.end(), [&](Spot there) {
                    return std::hypot(static_cast<double>(here.x - there.x), static_cast<double>(here.y - there.y)) <
                           apart;
                }))
                continue;
            places.push_back(here);
        }
        canvas_.words.push_back(std::move(one));
    }
}

void SymbolWords::along(std::size_t row, const geo::MultiLine& lines, const float* reach) {
    const Face& face = this->face(row);
    auto name = name_of(row, face);
    if (name.empty()) return;
    Paths parts;
    for (const auto& path : lines.paths) {
        if (canvas_.path_on_sheet(path, reach, path_)) clip_line(path_, canvas_.frame, parts);
        reach += path.size();
    }
    std::size_t longest = 0;
    double length = 0;
    for (std::size_t i = 0; i < parts.ends.size(); ++i)
        if (const double here = length_of(parts, i); here > length) length = here, longest = i;
    if (!(length > 0)) return;
    LabelWish label;
    label.shape = LabelShape::line;
    label.priority = priority(sort_key(row));
    label.line.spots.assign(parts.spots.begin() + (longest == 0 ? 0 : parts.ends[longest - 1]),
                            parts.spots.begin() + parts.ends[longest]);
    label.line.ends = {static_cast<std::uint32_t>(label.line.spots.size())};
    label.anchor = label.line.spots[label.line.spots.size() / 2];
    wish(std::move(label), face, std::move(name));
}

void SymbolWords::within(std::size_t row, const geo::MultiPolygon& areas, const float* reach) {
    const Face& face = this->face(row);
    auto name = name_of(row, face);
    if (name.empty()) return;
    LabelWish label;
    label.shape = LabelShape::area;
    label.priority = priority(sort_key(row));
    for (const auto& polygon : areas.polygons)
        for (const auto& ring : polygon.rings) {
            if (canvas_.path_on_sheet(ring, reach, path_)) clip_ring(path_, canvas_.frame, label.line);
            reach += ring.size();
        }
    const auto anchor = widest_place(label.line);
    if (!anchor) return;
    label.anchor = *anchor;
    wish(std::move(label), face, std::move(name));
}

void SymbolWords::without_room(std::size_t row) {
    if (number_ == nullptr) return;
    auto number = words_of(number_->value(row));
    if (!number.empty()) canvas_.result.missing.push_back(std::move(number));
}

void SymbolWords::number_of_cluster(Spot centre, std::size_t count) {
    if (!canvas_.request.labels) return;
    LayerWords words;
    words.layer = layer_number_;
    words.paint.style.weight = Weight::bold;
    const auto digits = std::to_string(count);
    // Four digits fill the largest disc.
    words.paint.style.size = size_in_cluster * std::min(1.0F, 4.3F / static_cast<float>(digits.size()));
    words.paint.colour = canvas_.pen();
    words.paint.halo = canvas_.paper();
    const auto& text = canvas_.typesetter.line(digits, words.paint.style);
    words.fixed = placed(
        text, {centre.x - static_cast<float>(text.width / 2), centre.y + static_cast<float>(text.cap_height / 2)});
    canvas_.words.push_back(std::move(words));
}

std::optional<Spot> widest_place(const Paths& rings) {
    if (rings.spots.empty()) return std::nullopt;
    float top = rings.spots[0].y, bottom = top;
    for (const auto& spot : rings.spots) top = std::min(top, spot.y), bottom = std::max(bottom, spot.y);
    constexpr int levels = 15;
    std::optional<Spot> best;
    double best_score = 0;
    std::vector<float> crossings;
    for (int level = 0; level < levels; ++level) {
        const float share = (static_cast<float>(level) + 0.5F) / levels;
        const float y = top + (bottom - top) * share;
        crossings.clear();
        for (std::size_t ring = 0, first = 0; ring < rings.ends.size(); first = rings.ends[ring++])
            for (std::size_t i = first; i < rings.ends[ring]; ++i) {
                const Spot a = rings.spots[i], b = rings.spots[i + 1 < rings.ends[ring] ? i + 1 : first];
                if ((a.y <= y) != (b.y <= y)) crossings.push_back(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
            }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            // Wide, and not at the upper or lower end where the area may be a mere tip.
            const double width = static_cast<double>(crossings[i + 1] - crossings[i]);
            const double score = width * (1 - std::abs(static_cast<double>(share) - 0.5));
            if (score > best_score) {
                best_score = score;
                best = Spot{(crossings[i] + crossings[i + 1]) / 2, y};
            }
        }
    }
    return best;
}

}  // namespace balise::map
