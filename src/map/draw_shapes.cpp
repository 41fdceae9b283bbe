// Areas and lines of a layer: only what meets the frame, only the vertices that matter, one batch for each paint.
#include <algorithm>
#include <cmath>

#include "map/canvas.hpp"
#include "map/clip.hpp"
#include "map/dash.hpp"
#include "map/hatch.hpp"
#include "map/row_kinds.hpp"

namespace balise::map {

using geo::Box;
using geo::Position;

namespace {

bool meets(const Box& a, const Box& b) {
    return a.min_x <= b.max_x && a.max_x >= b.min_x && a.min_y <= b.max_y && a.max_y >= b.min_y;
}

bool within(const Box& inner, const Box& outer) {
    return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
           inner.max_y <= outer.max_y;
}

// The table's own detail, or one found for this picture.
class Detail {
public:
    explicit Detail(const FeatureTable& table) {
        if (table.detail && table.detail->boxes.size() == table.shapes.size())
            detail_ = table.detail;
        else
            detail_ = std::make_shared<const ShapeDetail>(detail_of(table.shapes));
    }
    const ShapeDetail* operator->() const { return detail_.get(); }

private:
    std::shared_ptr<const ShapeDetail> detail_;
};

std::vector<std::string> legend_columns(const StyleLayer& layer) {
    const auto by = layer.note("legend-by");
    return by.empty() ? std::vector<std::string>{} : std::vector<std::string>{by};
}

void append(Paths& out, const std::vector<Position>& path) {
    for (const auto& position : path) out.spots.push_back(Canvas::spot(position));
    out.ends.push_back(static_cast<std::uint32_t>(out.spots.size()));
}

// A box as the legend shows areas: 5 × 2.7 mm.
Paths legend_box() {
    return {{{-2.5F, -1.35F}, {2.5F, -1.35F}, {2.5F, 1.35F}, {-2.5F, 1.35F}}, {4}};
}

// Calls `draw(row, box)` for each row whose shape meets the room.
template <class Draw>
void for_rows_in_view(Canvas& canvas, const FeatureTable& table, const Detail& detail, Draw&& draw) {
    for (std::size_t row = 0; row < table.shapes.size(); ++row) {
        if (row % 256 == 0) canvas.progress.check();
        const Box box = canvas.on_sheet(detail->boxes[row]);
        if (!box.empty() && meets(box, canvas.room)) draw(row, box);
    }
}

// ---- areas

struct FillPaint {
    bool shown = false;
    Colour colour;
    const Pattern* pattern = nullptr;
    std::string key;
    std::size_t count = 0;
    Fill fill;
    Paths hatch;
    std::vector<Spot> dots;
};

// The batches of what was gathered: the pattern instead of the plain colour when there is one.
std::vector<Batch> batches_of(Canvas& canvas, FillPaint& paint) {
    std::vector<Batch> batches;
    if (paint.pattern == nullptr) {
        paint.fill.colour = paint.colour;
        batches.emplace_back(std::move(paint.fill));
        return batches;
    }
    if (!paint.hatch.ends.empty())
        batches.emplace_back(Stroke{std::move(paint.hatch), paint.colour, static_cast<float>(paint.pattern->width),
                                    Cap::butt, Join::round});
    if (!paint.dots.empty()) {
        Marks marks;
        const auto symbol = canvas.dot_symbol(paint.colour);
        for (const auto& dot : paint.dots)
            marks.marks.push_back({dot, static_cast<float>(paint.pattern->width), symbol, 0});
        batches.emplace_back(std::move(marks));
    }
    return batches;
}

void add_pattern(FillPaint& paint, std::size_t first_ring) {
    if (paint.pattern == nullptr) return;
    const std::size_t end = paint.fill.rings.ends.size();
    if (paint.pattern->kind == Pattern::Kind::dots)
        hatch_dots(paint.fill.rings, first_ring, end, *paint.pattern, paint.dots);
    else
        hatch_lines(paint.fill.rings, first_ring, end, *paint.pattern, paint.hatch);
}

class FillDrawer {
public:
    FillDrawer(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table)
        : canvas_(canvas),
          layer_(layer),
          table_(table),
          detail_(table),
          colour_(layer.property("fill-color")),
          opacity_(layer.property("fill-opacity")),
          pattern_(layer.property("fill-pattern")),
          kinds_(table, {&layer.filter, &colour_, &opacity_, &pattern_}, legend_columns(layer)) {}

    void draw() {
        for_rows_in_view(canvas_, table_, detail_, [this](std::size_t row, const Box& box) { draw_row(row, box); });
        auto& batches = canvas_.result.list.groups.back().batches;
        for (const auto kind : kinds_.in_order()) {
            auto& paint = paints_[kind];
            if (paint.fill.areas.empty()) continue;
            FillPaint sample = paint;
            sample.fill = {legend_box(), {1}, {}, {}};
            sample.hatch = {};
            sample.dots.clear();
            add_pattern(sample, 0);
            if (paint.count > 0) add_sample(canvas_, layer_, paint.key, paint.count, batches_of(canvas_, sample));
            for (auto& batch : batches_of(canvas_, paint)) batches.push_back(std::move(batch));
        }
    }

private:
    FillPaint evaluate(std::size_t row) const {
        const Scope scope{&table_, row, canvas_.zoom};
        FillPaint paint;
        if (layer_.filter.given() && !layer_.filter.truth(scope, false)) return paint;
        paint.colour = faded(colour_.colour(scope, Colour{0, 0, 0, 255}), opacity_.number(scope, 1));
        const auto name = pattern_.words(scope, "");
        if (!name.empty() && canvas_.request.symbols != nullptr) paint.pattern = canvas_.request.symbols->pattern(name);
        // A pattern that is not known is not drawn as a plain area, which would mean something else.
        paint.shown = paint.colour.alpha > 0 && (name.empty() || paint.pattern != nullptr);
        paint.key = legend_key(layer_, table_, row);
        return paint;
    }

    void draw_row(std::size_t row, const Box& box) {
        const auto* areas = std::get_if<geo::MultiPolygon>(&table_.shapes[row]);
        if (areas == nullptr) return;
        const auto kind = kinds_.of(row);
        if (kind == paints_.size()) paints_.push_back(evaluate(row));
        auto& paint = paints_[kind];
        if (!paint.shown) return;
        auto& rings = paint.fill.rings;
        const std::size_t first_ring = rings.ends.size();
        const float* reach = detail_->reach.data() + detail_->first[row];
        for (const auto& polygon : areas->polygons)
            for (const auto& ring : polygon.rings) {
                const bool finite = canvas_.path_on_sheet(ring, reach, path_);
                reach += ring.size();
                if (!finite || path_.size() < 4) continue;
                if (within(box, canvas_.room))
                    append(rings, path_);
                else
                    clip_ring(path_, canvas_.room, rings);
            }
        if (rings.ends.size() == first_ring) return;
        paint.fill.areas.push_back(static_cast<std::uint32_t>(rings.ends.size()));
        if (table_.can_be_picked()) paint.fill.picks.push_back(canvas_.add_pick(layer_, table_, row));
        add_pattern(paint, first_ring);
        if (meets(box, canvas_.frame)) ++paint.count;
    }

    Canvas& canvas_;
    const StyleLayer& layer_;
    const FeatureTable& table_;
    Detail detail_;
    const Expression &colour_, &opacity_, &pattern_;
    RowKinds kinds_;
    std::vector<FillPaint> paints_;
    std::vector<Position> path_;
};

// ---- lines

struct LinePaint {
    bool shown = false;
    Stroke stroke;
    double offset = 0;
    std::vector<double> dashes;  // mm
    std::string key;
    std::size_t count = 0;
    std::vector<double> begun;  // where each line of the stroke starts along its own line
    std::vector<bool> drawn;    // arcs
};

std::vector<Batch> batches_of(LinePaint& paint) {
    if (!paint.dashes.empty()) {
        Paths cut;
        cut_dashes(paint.stroke.lines, paint.dashes, paint.begun, cut);
        paint.stroke.lines = std::move(cut);
    }
    std::vector<Batch> batches;
    batches.emplace_back(std::move(paint.stroke));
    return batches;
}

class LineDrawer {
public:
    LineDrawer(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table)
        : canvas_(canvas),
          layer_(layer),
          table_(table),
          detail_(table),
          kinds_(table,
                 {&layer.filter, &property("line-color"), &property("line-opacity"), &property("line-width"),
                  &property("line-offset"), &property("line-cap"), &property("line-join")},
                 legend_columns(layer)) {}

    void draw() {
        for_rows_in_view(canvas_, table_, detail_, [this](std::size_t row, const Box& box) { draw_row(row, box); });
        auto& batches = canvas_.result.list.groups.back().batches;
        for (const auto kind : kinds_.in_order()) {
            auto& paint = paints_[kind];
            if (paint.stroke.lines.ends.empty()) continue;
            LinePaint sample = paint;
            sample.stroke.lines = {{{-2.5F, 0}, {2.5F, 0}}, {2}};
            sample.stroke.cap = Cap::butt;
            sample.begun.clear();
            LinePaint outline = sample;
            outline.stroke.lines = legend_box();
            outline.stroke.lines.spots.push_back(outline.stroke.lines.spots.front());
            outline.stroke.lines.ends.back() = 5;
            if (paint.count > 0)
                add_sample(canvas_, layer_, paint.key, paint.count, batches_of(sample), batches_of(outline));
            for (auto& batch : batches_of(paint)) batches.push_back(std::move(batch));
        }
    }

private:
    const Expression& property(const char* name) const { return layer_.property(name); }

    LinePaint evaluate(std::size_t row) const {
        const Scope scope{&table_, row, canvas_.zoom};
        LinePaint paint;
        if (layer_.filter.given() && !layer_.filter.truth(scope, false)) return paint;
        paint.stroke.colour = faded(property("line-color").colour(scope, Colour{0, 0, 0, 255}),
                                    property("line-opacity").number(scope, 1));
        const double width = property("line-width").number(scope, 0.25);
        paint.stroke.width = static_cast<float>(width);
        const auto cap = property("line-cap").words(scope, "butt");
        const auto join = property("line-join").words(scope, "miter");
        paint.stroke.cap = cap == "round" ? Cap::round : cap == "square" ? Cap::square : Cap::butt;
        paint.stroke.join = join == "miter" ? Join::miter : join == "bevel" ? Join::bevel : Join::round;
        paint.offset = property("line-offset").number(scope, 0);
        if (const auto* dashes = property("line-dasharray").numbers())
            for (const double dash : *dashes) paint.dashes.push_back(dash * width);
        paint.shown = paint.stroke.colour.alpha > 0 && width > 0;
        paint.key = legend_key(layer_, table_, row);
        return paint;
    }

    void draw_row(std::size_t row, const Box& box) {
        const auto kind = kinds_.of(row);
        if (kind == paints_.size()) paints_.push_back(evaluate(row));
        auto& paint = paints_[kind];
        if (!paint.shown) return;
        const std::size_t before = paint.stroke.lines.ends.size();
        std::size_t vertex = detail_->first[row];
        const bool inside = within(box, canvas_.room);
        if (const auto* lines = std::get_if<geo::MultiLine>(&table_.shapes[row]))
            for (const auto& path : lines->paths) {
                if (canvas_.path_on_sheet(path, detail_->reach.data() + vertex, path_)) add(paint, inside, 0);
                vertex += path.size();
            }
        if (const auto* areas = std::get_if<geo::MultiPolygon>(&table_.shapes[row]))
            for (const auto& polygon : areas->polygons)
                for (std::size_t ring = 0; ring < polygon.rings.size(); ++ring) {
                    add_ring(paint, polygon.rings[ring], vertex, inside, ring > 0);
                    vertex += polygon.rings[ring].size();
                }
        if (paint.stroke.lines.ends.size() > before && meets(box, canvas_.frame)) ++paint.count;
    }

    // `path_` into the stroke. An offset moves lines to their right, rings of areas inwards: `turning` is 1 for outer
    // rings, -1 for holes, 0 for lines.
    void add(LinePaint& paint, bool inside, int turning) {
        if (path_.size() < 2) return;
        if (paint.offset != 0) {
            if (turning_area(path_) * turning < 0) std::reverse(path_.begin(), path_.end());
            path_ = moved_aside(path_, paint.offset);
        }
        if (inside) {
            append(paint.stroke.lines, path_);
            if (!paint.dashes.empty()) paint.begun.push_back(0);
        } else {
            clip_line(path_, canvas_.room, paint.stroke.lines, paint.dashes.empty() ? nullptr : &paint.begun);
        }
    }

    // A border that two areas share is drawn once where that cannot be seen in its joins: dashes of two neighbours
    // would fill each other's gaps.
    void add_ring(LinePaint& paint, const geo::Path& ring, std::size_t vertex, bool inside, bool hole) {
        const bool once = !detail_->arcs.empty() && paint.offset == 0 && ring.size() > 3 &&
                          (!paint.dashes.empty() || paint.stroke.cap == Cap::round || paint.stroke.width < 0.3F);
        if (!once) {
            if (!canvas_.path_on_sheet(ring, detail_->reach.data() + vertex, path_) || path_.size() < 3) return;
            add(paint, inside, hole ? -1 : 1);
            return;
        }
        if (paint.drawn.empty()) paint.drawn.assign(detail_->arc_count, false);
        const std::size_t edges = ring.size() - 1;
        const std::uint32_t* arcs = detail_->arcs.data() + vertex;
        const float* reach = detail_->reach.data() + vertex;
        std::size_t start = 0;  // where an arc begins
        while (start < edges && arcs[start] == arcs[(start + edges - 1) % edges]) ++start;
        if (start == edges) start = 0;
        part_.clear();
        part_reach_.clear();
        const auto end_part = [&] {
            if (part_.size() > 1 && canvas_.path_on_sheet(part_, part_reach_.data(), path_)) add(paint, inside, 0);
            part_.clear();
            part_reach_.clear();
        };
        for (std::size_t i = start; i < start + edges;) {
            const std::uint32_t arc = arcs[i % edges];
            const bool fresh = arc == ShapeDetail::no_arc || !paint.drawn[arc];
            if (arc != ShapeDetail::no_arc) paint.drawn[arc] = true;
            if (!fresh) end_part();
            for (; i < start + edges && arcs[i % edges] == arc; ++i)
                if (fresh) {
                    if (part_.empty()) part_.push_back(ring[i % edges]), part_reach_.push_back(reach[i % edges]);
                    part_.push_back(ring[(i + 1) % edges]);
                    part_reach_.push_back(reach[(i + 1) % edges]);
                }
        }
        end_part();
    }

    Canvas& canvas_;
    const StyleLayer& layer_;
    const FeatureTable& table_;
    Detail detail_;
    RowKinds kinds_;
    std::vector<LinePaint> paints_;
    std::vector<Position> path_;
    geo::Path part_;
    std::vector<float> part_reach_;
};

}  // namespace

void draw_background(Canvas& canvas, const StyleLayer& layer) {
    const Scope scope{nullptr, 0, canvas.zoom};
    const Colour colour = faded(layer.property("background-color").colour(scope, Colour{0, 0, 0, 255}),
                                layer.property("background-opacity").number(scope, 1));
    if (colour.alpha == 0) return;
    const Frame frame = canvas.request.view.frame;
    Fill fill;
    fill.colour = colour;
    fill.rings = {
        {{frame.left, frame.top}, {frame.right, frame.top}, {frame.right, frame.bottom}, {frame.left, frame.bottom}},
        {4}};
    fill.areas = {1};
    canvas.result.list.groups.back().batches.emplace_back(std::move(fill));
}

void draw_fills(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table) {
    FillDrawer(canvas, layer, table).draw();
}

void draw_lines(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table) {
    LineDrawer(canvas, layer, table).draw();
}

}  // namespace balise::map
