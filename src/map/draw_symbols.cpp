// Symbols of a layer and the words it wishes beside them: all of them, or gathered in clusters, or fanned out.
#include <algorithm>
#include <cmath>

#include "map/canvas.hpp"
#include "map/clusters.hpp"
#include "map/row_kinds.hpp"
#include "map/symbol_words.hpp"

namespace balise::map {

using geo::Position;

namespace {

enum class Overlap { all, none, cluster, fan, aside };

Overlap overlap_of(const StyleLayer& layer, double zoom) {
    const auto words = layer.note("overlap");
    if (words == "cluster") return Overlap::cluster;
    if (words == "fan") return Overlap::fan;
    if (words == "aside") return Overlap::aside;
    if (words == "none") return Overlap::none;
    const auto& allowed = layer.property("icon-allow-overlap");
    return words.empty() && allowed.given() && !allowed.truth({nullptr, 0, zoom}, true) ? Overlap::none : Overlap::all;
}

// A cell of the sheet on which equal symbols cannot be told apart.
constexpr double cell_size = 0.25;  // millimetres

struct SymbolPaint {
    bool shown = false, has_icon = false;
    std::uint32_t symbol = 0;
    std::uint32_t family = 0;  // the symbol whose family's colour it has
    float size = 0;
    std::string key;
    std::size_t count = 0;
};

class SymbolDrawer {
public:
    SymbolDrawer(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table, std::size_t number)
        : canvas_(canvas),
          layer_(layer),
          table_(table),
          layer_number_(number),
          overlap_(overlap_of(layer, canvas.zoom)),
          wishes_(canvas, layer, table, number),
          kinds_(table,
                 {&layer.filter, &layer.property("icon-image"), &layer.property("icon-size"),
                  &layer.property("icon-opacity")},
                 layer.note("legend-by").empty() ? std::vector<std::string>{}
                                                 : std::vector<std::string>{layer.note("legend-by")}) {}

    void draw() {
        if (!table_.points.empty() && overlap_ == Overlap::all && !wishes_.any() &&
            !layer_.property("symbol-sort-key").given())
            draw_many();
        else
            draw_each();
        for (const auto kind : kinds_.in_order()) sample(paints_[kind]);
    }

private:
    struct Item {
        std::size_t row;
        std::uint32_t kind;
        Spot true_spot, spot;
        double sort_key;
        std::uint32_t owner;
    };

    SymbolPaint evaluate(std::size_t row) {
        const Scope scope{&table_, row, canvas_.zoom};
        SymbolPaint paint;
        if (layer_.filter.given() && !layer_.filter.truth(scope, false)) return paint;
        paint.shown = true;
        paint.key = legend_key(layer_, table_, row);
        const auto name = layer_.property("icon-image").words(scope, "");
        paint.size = static_cast<float>(layer_.property("icon-size").number(scope, 4.3));
        const double opacity = layer_.property("icon-opacity").number(scope, 1);
        if (name.empty() || canvas_.request.symbols == nullptr || !(paint.size > 0) || opacity <= 0) return paint;
        if (const auto symbol = canvas_.request.symbols->find(name)) {
            paint.has_icon = true;
            paint.family = *symbol;
            paint.symbol = canvas_.faded_symbol(*symbol, opacity);
        }
        return paint;
    }

    std::uint32_t kind_of(std::size_t row) {
        const auto kind = kinds_.of(row);
        if (kind == paints_.size()) paints_.push_back(evaluate(row));
        return kind;
    }

    static bool in_box(const geo::Box& box, Position p) {  // false for what is no number
        return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
    }

    // Very many points: nothing but arithmetic for each, and a symbol that would cover an equal one is left out.
    void draw_many() {
        const auto& frame = canvas_.frame;
        const auto columns = static_cast<std::size_t>(std::ceil((frame.max_x - frame.min_x) / cell_size)) + 1;
        const auto rows = static_cast<std::size_t>(std::ceil((frame.max_y - frame.min_y) / cell_size)) + 1;
        std::vector<std::uint32_t> last(columns * rows, 0);  // kind + 1 of what was drawn last in each cell
        Marks marks;
        marks.marks.reserve(table_.points.size());
        auto& picks = canvas_.result.list.picks;
        if (table_.can_be_picked()) picks.reserve(picks.size() + table_.points.size());
        for (std::size_t row = 0; row < table_.points.size(); ++row) {
            if (row % 8192 == 0) canvas_.progress.check();
            const Position p = canvas_.on_sheet(table_.points[row]);
            if (!in_box(frame, p)) continue;
            const auto kind = kind_of(row);
            auto& paint = paints_[kind];
            if (!paint.has_icon) continue;
            ++paint.count;
            const auto cell = static_cast<std::size_t>((p.y - frame.min_y) / cell_size) * columns +
                              static_cast<std::size_t>((p.x - frame.min_x) / cell_size);
            const bool covered = last[cell] == kind + 1;
            const Spot spot = Canvas::spot(p);
            if (canvas_.request.marks) tell(row, spot, spot, false);
            if (covered) continue;
            last[cell] = kind + 1;
            marks.marks.push_back({spot, paint.size, paint.symbol, canvas_.add_pick(layer_, table_, row)});
            block(spot, paint.size, 0);
        }
        if (!marks.marks.empty()) batches().emplace_back(std::move(marks));
    }

    void draw_each() {
        gather();
        std::stable_sort(items_.begin(), items_.end(),
                         [](const Item& a, const Item& b) { return a.sort_key < b.sort_key; });
        if (overlap_ == Overlap::fan && !too_many_to_fan())
            fan();
        else if (overlap_ == Overlap::fan || overlap_ == Overlap::cluster)
            cluster();
        if (overlap_ == Overlap::none) thin_out();
        Marks marks;
        const bool gives_way = overlap_ == Overlap::aside && canvas_.request.labels;
        const std::size_t first_told = canvas_.result.marks.size();
        std::vector<std::optional<MarkOf>> drawn(items_.size());
        for (std::size_t i = 0; i < items_.size(); ++i) {
            auto& item = items_[i];
            const auto& paint = paints_[item.kind];
            item.owner = ++canvas_.owners;
            if (!paint.has_icon) continue;
            drawn[i] = MarkOf{canvas_.result.list.groups.size() - 1, batches().size(), marks.marks.size()};
            marks.marks.push_back({item.spot, paint.size, paint.symbol, canvas_.add_pick(layer_, table_, item.row)});
            if (canvas_.request.marks) tell(item.row, item.true_spot, item.spot, false);
            if (!gives_way) block(item.spot, paint.size, item.owner);
        }
        if (!marks.marks.empty()) batches().emplace_back(std::move(marks));
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (i % 64 == 0) canvas_.progress.check();
            const auto& item = items_[i];
            const auto& paint = paints_[item.kind];
            SymbolWords::Beside place{
                item.row, item.spot, paint.has_icon ? paint.size : 0, item.owner, item.sort_key, direction_[i],
                drawn[i], {}};
            if (gives_way && drawn[i]) place.follows = aside(place, first_told);
            wishes_.beside(place);
        }
        wishes_.along_and_within([this](std::size_t row) { return paints_[kind_of(row)].shown; });
    }

    // The symbol is placed with the words.
    std::size_t aside(const SymbolWords::Beside& place, std::size_t first_told) {
        std::optional<std::size_t> told;
        for (std::size_t i = first_told; i < canvas_.result.marks.size() && place.row < table_.ids.size(); ++i)
            if (canvas_.result.marks[i].id == table_.ids[place.row]) told = i;
        const Scope scope{&table_, place.row, canvas_.zoom};
        return wishes_.aside(place, layer_.property("icon-image").words(scope, ""), told);
    }

    void gather() {
        const auto& sort_key = layer_.property("symbol-sort-key");
        // What lies beyond the frame has its part in what is gathered within: else it would change as the map is moved.
        geo::Box looked_at = canvas_.frame;
        if (overlap_ == Overlap::cluster)
            looked_at = {looked_at.min_x - clusters_look_about, looked_at.min_y - clusters_look_about,
                         looked_at.max_x + clusters_look_about, looked_at.max_y + clusters_look_about};
        const auto add = [&](std::size_t row, Position metres) {
            const Position p = canvas_.on_sheet(metres);
            if (!in_box(looked_at, p)) return;
            const auto kind = kind_of(row);
            if (!paints_[kind].shown) return;
            if (in_box(canvas_.frame, p)) ++paints_[kind].count;
            const Spot spot = Canvas::spot(p);
            const double key = sort_key.given() ? sort_key.number({&table_, row, canvas_.zoom}, 0) : 0;
            items_.push_back({row, kind, spot, spot, std::isnan(key) ? 0 : key, 0});
        };
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            if (row % 1024 == 0) canvas_.progress.check();
            if (const auto* metres = position_of(row)) add(row, *metres);
        }
        direction_.assign(items_.size(), {0, 0});
    }

    // Metres of the projection; none for what is no point.
    const Position* position_of(std::size_t row) const {
        if (!table_.points.empty()) return &table_.points[row];
        const auto* point = std::get_if<geo::Point>(&table_.shapes[row]);
        return point == nullptr ? nullptr : &point->position;
    }

    std::vector<Spot> spots() const {
        std::vector<Spot> all;
        for (const auto& item : items_) all.push_back(item.spot);
        return all;
    }

    // A fan that covers more than an eighth of the map tells nobody where anything lies.
    bool too_many_to_fan() const {
        constexpr std::size_t most = 150;
        if (items_.size() > most) return true;
        double covered = 0;
        for (const auto& item : items_) covered += std::pow(static_cast<double>(paints_[item.kind].size), 2);
        const auto& frame = canvas_.frame;
        return covered * 8 > (frame.max_x - frame.min_x) * (frame.max_y - frame.min_y);
    }

    // Symbols that share a place: leaders to an open ring where they lie.
    void fan() {
        float size = 0;
        for (const auto& item : items_) size = std::max(size, paints_[item.kind].size);
        if (items_.empty() || !(size > 0)) return;
        auto kept_off = canvas_.request.covered;
        kept_off.insert(kept_off.end(), canvas_.request.not_for_fans.begin(), canvas_.request.not_for_fans.end());
        const auto fanned = fan_out(spots(), static_cast<double>(size), canvas_.request.view.frame, kept_off);
        const std::size_t fans_before = canvas_.hubs.empty() ? 0 : canvas_.hubs.back().fan + 1;
        Paths leaders, rings;
        for (std::size_t i = 0; i < items_.size(); ++i) items_[i].spot = fanned.centres[i];
        const std::size_t drawn_before = canvas_.obstacles.size();
        for (auto hub : fanned.hubs) {
            if (!hub.fanned) continue;
            hub.middle = place_at(hub.middle, drawn_before);
            const std::size_t first_obstacle = canvas_.obstacles.size();
            for (const auto member : hub.members) {
                const Spot end = fanned.centres[member];
                direction_[member] = {end.x - hub.middle.x, end.y - hub.middle.y};
                leaders.spots.push_back(hub.middle);
                leaders.spots.push_back(end);
                leaders.ends.push_back(static_cast<std::uint32_t>(leaders.spots.size()));
                canvas_.obstacles.push_back({{}, std::pair{hub.middle, end}, 0.1F, 0});
            }
            add_disc(hub.middle, 0.9F, rings);
            rings.spots.push_back(rings.spots[rings.spots.size() - 48]);  // closed
            rings.ends.back() = static_cast<std::uint32_t>(rings.spots.size());
            block(hub.middle, 2.2F, 0);
            canvas_.hubs.push_back({hub.middle, fans_before + hub.fan, first_obstacle, canvas_.obstacles.size()});
        }
        if (leaders.ends.empty()) return;
        batches().emplace_back(Stroke{std::move(leaders), canvas_.pen(), 0.18F, Cap::butt, Join::round});
        Fill middle{rings, {}, canvas_.paper(), {}};
        for (std::uint32_t i = 1; i <= rings.ends.size(); ++i) middle.areas.push_back(i);
        batches().emplace_back(std::move(middle));
        batches().emplace_back(Stroke{std::move(rings), canvas_.pen(), 0.45F, Cap::butt, Join::round});
    }

    // The middle of the small symbol (a town's) that lies as good as there already: the ring is drawn around it.
    Spot place_at(Spot middle, std::size_t drawn_before) const {
        constexpr float near = 1.8F, largest = 3;
        Spot best = middle;
        float least = near;
        for (std::size_t i = 0; i < drawn_before; ++i) {
            const auto& other = canvas_.obstacles[i];
            if (other.segment || other.owner == 0 || other.box.width() > largest) continue;
            const Spot centre{(other.box.left + other.box.right) / 2, (other.box.top + other.box.bottom) / 2};
            if (const float away = std::hypot(centre.x - middle.x, centre.y - middle.y); away < least) {
                least = away;
                best = centre;
            }
        }
        return best;
    }

    void cluster() {
        // Millimetres of the nominal scale, from the projection's origin: the same wherever the sheet lies. The sheet's
        // own differ with the stretching of the projection in its middle.
        const double nominal = 1000 / canvas_.request.view.scale.value;
        std::vector<Position> places;
        places.reserve(items_.size());
        for (const auto& item : items_) {
            const auto& metres = *position_of(item.row);
            places.push_back({metres.x * nominal, metres.y * nominal});
        }
        const auto clusters = clusters_of(places);
        std::vector<Item> alone;
        ClusterBatches drawn;
        for (const auto& found : clusters) {
            const Position centre = canvas_.on_sheet(Position{found.centre.x / nominal, found.centre.y / nominal});
            if (!in_box(canvas_.frame, centre)) continue;
            if (found.members.size() == 1)
                alone.push_back(items_[found.members[0]]);
            else
                draw_cluster(found, Canvas::spot(centre), drawn);
        }
        // On their own again in the layer's order.
        std::stable_sort(alone.begin(), alone.end(),
                         [](const Item& a, const Item& b) { return a.sort_key < b.sort_key; });
        items_ = std::move(alone);
        direction_.assign(items_.size(), {0, 0});
        if (drawn.discs.areas.empty()) return;
        drawn.discs.colour = drawn.middles.colour = canvas_.paper();
        batches().emplace_back(std::move(drawn.discs));
        for (auto& [key, ring] : drawn.rings) batches().emplace_back(std::move(ring));
        batches().emplace_back(std::move(drawn.middles));
    }

    struct ClusterBatches {
        Fill discs, middles;
        std::map<std::uint32_t, Fill> rings;  // by the first symbol of the family's colour: a fixed order
    };

    static void end_area(Fill& fill) { fill.areas.push_back(static_cast<std::uint32_t>(fill.rings.ends.size())); }

    // A plain disc, a ring split by the members' families, the number.
    void draw_cluster(const SymbolCluster& found, Spot centre, ClusterBatches& drawn) {
        const float radius = cluster_radius(found.members.size());
        const auto pick =
            canvas_.add_pick(layer_, {0, Picked::no_row, static_cast<std::uint32_t>(found.members.size())});
        add_disc(centre, radius + disc_halo, drawn.discs.rings);
        end_area(drawn.discs);
        drawn.discs.picks.push_back(pick);
        auto& told = canvas_.result.cluster_rows;
        for (const auto member : found.members) told.push_back(static_cast<std::uint32_t>(items_[member].row));
        canvas_.result.clusters.push_back({pick, centre, radius, told.size() - found.members.size(), told.size()});
        std::map<std::uint32_t, std::size_t> shares;
        for (const auto member : found.members) {
            const auto& item = items_[member];
            ++shares[family_of(paints_[item.kind])];
            if (canvas_.request.marks) tell(item.row, item.true_spot, centre, true);
            wishes_.without_room(item.row);
        }
        double from = 0;
        for (const auto& [family, count] : shares) {
            const double to = from + 2 * 3.14159265358979323846 * static_cast<double>(count) /
                                         static_cast<double>(found.members.size());
            auto& ring = drawn.rings[family];
            ring.colour = canvas_.request.symbols == nullptr ? ink : canvas_.request.symbols->family_colour(family);
            add_sector(centre, radius - 0.95F, radius, from, to, ring.rings);
            end_area(ring);
            from = to;
        }
        add_disc(centre, radius - 0.95F, drawn.middles.rings);
        end_area(drawn.middles);
        block(centre, 2 * (radius + disc_halo), 0);
        if (canvas_.writes) canvas_.discs.push_back({centre, radius + disc_halo, canvas_.obstacles.size() - 1});
        wishes_.number_of_cluster(centre, found.members.size());
    }

    // The lowest symbol whose family has the same colour, so that families come in the order of the symbols.
    std::uint32_t family_of(const SymbolPaint& paint) {
        if (!paint.has_icon) return 0;
        const auto colour = canvas_.request.symbols->family_colour(paint.family);
        std::uint32_t first = 0;
        while (first < paint.family && !(canvas_.request.symbols->family_colour(first) == colour)) ++first;
        return first;
    }

    // The first of symbols that would overlap stays.
    void thin_out() {
        std::map<std::pair<int, int>, std::vector<std::pair<Spot, float>>> cells;
        constexpr float cell = 10;
        std::vector<Item> kept;
        for (const auto& item : items_) {
            const float half = paints_[item.kind].has_icon ? paints_[item.kind].size / 2 : 0;
            const int column = static_cast<int>(std::floor(item.spot.x / cell));
            const int row = static_cast<int>(std::floor(item.spot.y / cell));
            bool free = true;
            for (int i = -1; i <= 1 && free; ++i)
                for (int j = -1; j <= 1 && free; ++j)
                    for (const auto& [spot, other] : cells[{column + i, row + j}])
                        free = free &&
                               std::max(std::abs(spot.x - item.spot.x), std::abs(spot.y - item.spot.y)) >= half + other;
            if (!free) continue;
            cells[{column, row}].emplace_back(item.spot, half);
            kept.push_back(item);
        }
        items_ = std::move(kept);
        direction_.assign(items_.size(), {0, 0});
    }

    void tell(std::size_t row, Spot true_spot, Spot spot, bool clustered) {
        if (row < table_.ids.size())
            canvas_.result.marks.push_back({layer_.id, table_.ids[row], true_spot, spot, clustered});
    }

    void block(Spot centre, float size, std::uint32_t owner) {
        if (!canvas_.writes) return;
        const float half = size / 2;
        canvas_.obstacles.push_back(
            {{centre.x - half, centre.y - half, centre.x + half, centre.y + half}, std::nullopt, 0, owner});
    }

    void sample(const SymbolPaint& paint) {
        if (paint.count == 0 || !paint.has_icon) return;
        std::vector<Batch> batches;
        batches.emplace_back(Marks{{{{0, 0}, std::min(paint.size, 3.4F), paint.symbol, 0}}});
        add_sample(canvas_, layer_, paint.key, paint.count, std::move(batches));
    }

    std::vector<Batch>& batches() { return canvas_.result.list.groups.back().batches; }

    Canvas& canvas_;
    const StyleLayer& layer_;
    const FeatureTable& table_;
    const std::size_t layer_number_;
    const Overlap overlap_;
    SymbolWords wishes_;
    RowKinds kinds_;
    std::vector<SymbolPaint> paints_;
    std::vector<Item> items_;
    std::vector<Spot> direction_;  // from the hub to each fanned symbol; (0, 0) for the others
};

}  // namespace

void draw_symbols(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table, std::size_t layer_number) {
    SymbolDrawer(canvas, layer, table, layer_number).draw();
}

}  // namespace balise::map
