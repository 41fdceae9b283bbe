#include "sheet/map_part.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "geo/operations.hpp"
#include "sheet/enlarging.hpp"
#include "sheet/locator.hpp"
#include "sheet/map_tables.hpp"
#include "sheet/palette.hpp"
#include "sheet/plane_shapes.hpp"

namespace balise::sheet {

namespace {

constexpr std::size_t most_numbers = 150;  // on one map

// Once, rather than in each operation that needs it.
geo::MultiPolygon mended(geo::MultiPolygon area) {
    auto valid = geo::make_valid(area);
    auto* polygons = std::get_if<geo::MultiPolygon>(&valid);
    return polygons == nullptr || polygons->empty() ? std::move(area) : std::move(*polygons);
}

std::vector<geo::Position> spots_of(const Draft& draft, const map::Projection& projection) {
    std::vector<geo::Position> spots;
    for (const auto& listed : draft.listing.providers)
        if (listed.provider->position)
            if (const auto metres = projection.forward(*listed.provider->position)) spots.push_back(*metres);
    return spots;
}

std::size_t with_position(const Draft& draft) {
    const auto& listed = draft.listing.providers;
    return static_cast<std::size_t>(std::count_if(
        listed.begin(), listed.end(), [](const Listed& one) { return one.provider->position.has_value(); }));
}

void find_squares(Draft& draft, const MapPart& part) {
    const auto& view = part.window.view;
    for (auto& listed : draft.listing.providers) {
        if (!listed.provider->position) continue;
        if (const auto metres = view.projection.forward(*listed.provider->position))
            listed.square = square_of(draft.grid, view.to_sheet(*metres));
    }
    for (const auto& one : part.enlargements)
        for (const auto member : one.members) draft.listing.providers[member].enlargement = one.letter;
}

// How small the symbols are at least: 0 as they are, 1 smaller, 2 the smallest, by the share of the map that they and
// their numbers would cover.
int crowding_of(std::size_t providers, map::Frame window) {
    constexpr double symbol = 4.3 * 4.3, airy = 0.04, close = 0.065;
    const double share =
        static_cast<double>(providers) * symbol / (static_cast<double>(window.width()) * window.height());
    return share < airy ? 0 : share < close ? 1 : 2;
}

map::FeatureTable* providers_in(std::vector<map::FeatureTable>& tables) {
    for (auto& table : tables)
        if (table.name == "providers") return &table;
    return nullptr;
}

// Those of the table that are named here, or all but those.
void keep_rows(map::FeatureTable& table, const std::set<std::string>& ids, bool named) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table.ids.size(); ++row)
        if (ids.contains(table.ids[row]) == named) rows.push_back(row);
    table = rows_of(table, rows);
}

void erase_numbers(map::FeatureTable& table) {
    std::erase_if(table.columns, [](const map::Column& column) { return column.name() == "number"; });
    map::Column none("number");
    for (std::size_t row = 0; row < table.rows(); ++row) none.add(std::string());
    table.columns.push_back(std::move(none));
}

// The lines of a frame: no letter is to lie across them.
std::array<map::Frame, 4> sides_of(map::Frame box) {
    constexpr double half = 0.35;
    return {frame(box.left - half, box.top - half, box.right + half, box.top + half),
            frame(box.left - half, box.bottom - half, box.right + half, box.bottom + half),
            frame(box.left - half, box.top - half, box.left + half, box.bottom + half),
            frame(box.right - half, box.top - half, box.right + half, box.bottom + half)};
}

std::set<std::string> ids_of(const Draft& draft, const Enlargement& enlargement) {
    std::set<std::string> ids;
    for (const auto member : enlargement.members) ids.insert(draft.listing.providers[member].provider->public_ref);
    return ids;
}

// Millimetres that all symbols of providers have been moved.
double moved_by(const map::Composition& composition) {
    double all = 0;
    for (const auto& drawn : composition.marks)
        if (is_provider(drawn)) all += std::hypot(drawn.spot.x - drawn.true_spot.x, drawn.spot.y - drawn.true_spot.y);
    return all;
}

bool moves_apart(const map::Composition& composition) {
    return std::any_of(composition.marks.begin(), composition.marks.end(),
                       [](const auto& drawn) { return is_provider(drawn) && !(drawn.spot == drawn.true_spot); });
}

}  // namespace

std::vector<const model::Place*> chief_towns_of(const Draft& draft) {
    const model::Place *largest = nullptr, *main = nullptr;
    const auto people = [](const model::Place* place) { return place == nullptr ? -1 : place->population.value_or(0); };
    for (const auto& place : draft.request->released->places()) {
        if (!place.position || !draft.tree->is_within(place.area_code, draft.area->code)) continue;
        if (place.population && people(&place) > people(largest)) largest = &place;
        if (place.name == draft.listing.main_place && people(&place) > people(main)) main = &place;
    }
    std::vector<const model::Place*> towns;
    if (largest != nullptr) towns.push_back(largest);
    if (main != nullptr && main != largest) towns.push_back(main);
    return towns;
}

MapMaker::MapMaker(Page& page, Draft& draft, base::Progress& progress)
    : page_(page),
      draft_(draft),
      progress_(progress),
      projection_(map::fit_projection(geo::box_of(draft.area->shape))),
      area_(mended(in_metres(draft.area->shape, projection_))),
      window_(place_window(projection_, area_, spots_of(draft, projection_), draft.grid, draft.area->level != 0)) {
    draft.scale = window_.view.scale.value;
    draft.projection = projection_.title(draft.french());
    graticule_ = graticule_of(window_.view, draft.request->language);
    draft.numbered = true;
    tables_ = tables_of(draft, window_, area_);
    tables_.push_back(graticule_.lines);
    for (const auto& listed : draft.listing.providers)
        number_of_[listed.provider->public_ref] = std::to_string(listed.number);
    chiefs_ = chief_towns_of(draft);
}

std::optional<map::Spot> MapMaker::spot_of(std::size_t listed) const {
    const auto& position = draft_.listing.providers[listed].provider->position;
    if (!position) return std::nullopt;
    const auto metres = window_.view.projection.forward(*position);
    if (!metres) return std::nullopt;
    return window_.view.to_sheet(*metres);
}

map::Composition MapMaker::compose(const map::MapView& view, const std::vector<map::FeatureTable>& tables,
                                   const std::vector<map::Frame>& covered,
                                   const std::vector<map::Frame>& not_for_fans) {
    progress_.check();
    map::ComposeRequest compose{view, draft_.request->style, draft_.request->symbols, {}, covered};
    compose.not_for_fans = not_for_fans;
    compose.french = draft_.french();
    for (const auto& table : tables) compose.tables.push_back(&table);
    return map::compose(compose, page_.typesetter(), progress_);
}

MapPart MapMaker::main_map(std::vector<Enlargement> enlargements) {
    MapPart part{window_, {}, {}, {}, std::move(enlargements), {}, {}};
    std::vector<map::Frame> covered{window_.scale_box}, not_for_fans;
    if (window_.inset) covered.push_back(*window_.inset);
    auto tables = tables_;
    auto& providers = *providers_in(tables);
    for (const auto& one : part.enlargements) {
        covered.push_back(one.tab);
        for (const auto& side : sides_of(one.on_map)) covered.push_back(side);
        not_for_fans.push_back(one.on_map);
        if (one.page == 0) covered.push_back(one.view.frame);
        keep_rows(providers, ids_of(draft_, one), false);
    }
    if (!draft_.numbered) erase_numbers(providers);
    part.figures = figures_of(page_, graticule_, window_.view.frame, covered);
    covered.insert(covered.end(), part.figures.boxes.begin(), part.figures.boxes.end());
    part.around = surroundings_of(page_, draft_, window_, covered);
    for (const auto& name : part.around.names) covered.push_back(name.box);
    // Where many providers crowd, and where a number finds no room, all symbols are drawn smaller. Amid frames that
    // they keep off, those that then stay nearest to their places are taken.
    std::optional<map::Composition> best;
    double least = 0;
    for (int crowded = draft_.numbered ? crowding_of(with_position(draft_), window_.view.frame) : 2; crowded <= 2;
         ++crowded) {
        set_crowded(tables, crowded);
        part.composition = compose(window_.view, tables, covered, not_for_fans);
        double cost = lacks_of(part).cost;
        const bool enough = cost == 0 && part.enlargements.empty();
        if (!part.enlargements.empty()) cost += moved_by(part.composition) * 1e-6;
        if (!best || cost < least) {
            best = std::move(part.composition);
            least = cost;
        }
        if (enough) break;
    }
    part.composition = std::move(*best);
    return part;
}

void MapMaker::compose(Enlargement& enlargement) {
    auto tables = tables_of(draft_, {enlargement.view, {}, enlargement.scale_box}, area_);
    auto& providers = *providers_in(tables);
    keep_rows(providers, ids_of(draft_, enlargement), true);
    std::vector<map::Frame> covered{enlargement.badge, enlargement.scale_box};
    for (const auto& side : sides_of(enlargement.view.frame)) covered.push_back(side);
    std::optional<std::size_t> least;
    for (int crowded = crowding_of(providers.rows(), enlargement.view.frame); crowded <= 2 && least != 0U; ++crowded) {
        set_crowded(tables, crowded);
        auto made = compose(enlargement.view, tables, covered, {});
        const auto lacking = lacks_of(made).numbers.size();
        if (least && lacking >= *least) continue;
        least = lacking;
        enlargement.composition = std::move(made);
    }
}

MapPart make_map(Page& page, Draft& draft, base::Progress& progress) {
    MapMaker maker(page, draft, progress);
    draft.numbered = with_position(draft) <= most_numbers;
    auto part = maker.main_map({});
    if (draft.area->level != 0) enlarge(maker, part);
    if (draft.numbered) draft.without_room = maker.lacks_of(part).numbers;
    part.left_out = maker.left_out_of(part);
    find_squares(draft, part);
    draft.enlarged = !part.enlargements.empty();
    draft.without_name = maker.lacks_of(part).towns;
    draft.moved_apart = moves_apart(part.composition);
    for (auto& one : part.enlargements) {
        draft.moved_apart = draft.moved_apart || moves_apart(one.composition);
        use_symbols(one.composition, part.composition.list.symbols);
        add_to_legend(part.composition.legend, one.composition.legend);
    }
    return part;
}

void draw_map(Page& page, const Draft& draft, MapPart& part) {
    page.fill(draft.grid.window, veil);
    page.list().symbols = std::move(part.composition.list.symbols);
    page.list().picks = std::move(part.composition.list.picks);
    for (auto& group : part.composition.list.groups) page.add(std::move(group));
    for (const auto& box : part.composition.label_boxes) page.add_text(box);
    draw_graticule_figures(page, part.figures);
    draw_neighbour_names(page, part.around);
    draw_frames(page, part.enlargements);
    draw_enlargements(page, draft, part.enlargements, 0);
    if (part.window.inset) draw_locator(page, draft, *part.window.inset);
    draw_scale_box(page, draft, part.window);
    draw_band(page, draft.grid);
}

}  // namespace balise::sheet
