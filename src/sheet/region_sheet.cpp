#include "sheet/region_sheet.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/words.hpp"
#include "geo/operations.hpp"
#include "sheet/draft.hpp"
#include "sheet/footer.hpp"
#include "sheet/graticule.hpp"
#include "sheet/legend_block.hpp"
#include "sheet/locator.hpp"
#include "sheet/map_frame.hpp"
#include "sheet/map_tables.hpp"
#include "sheet/map_window.hpp"
#include "sheet/neighbour_names.hpp"
#include "sheet/palette.hpp"
#include "sheet/plane_shapes.hpp"
#include "sheet/provider_list.hpp"
#include "sheet/title_block.hpp"

namespace balise::sheet {

std::string Draft::scale_words() const {
    return "1:" + catalogue->number(static_cast<std::int64_t>(std::llround(scale)));
}

namespace {

using base::mark;

void refuse_incomplete(const SheetRequest& request) {
    const auto missing = missing_elements(request);
    if (missing.empty()) return;
    base::Error error(base::ErrorKind::invalid_input, mark("the sheet lacks what must be on it: {0}", missing.front()));
    if (missing.size() > 1) {
        base::Text all = missing.front();
        for (std::size_t i = 1; i < missing.size(); ++i) all = mark("{0}, {1}", all, missing[i]);
        error = base::Error(base::ErrorKind::invalid_input, mark("the sheet lacks what must be on it: {0}", all));
    }
    throw error;
}

Draft draft_of(const SheetRequest& request, const AreaTree& tree, const Ground& ground) {
    Draft draft;
    draft.ground = &ground;
    draft.request = &request;
    draft.catalogue = &base::Catalogue::of(request.language);
    draft.tree = &tree;
    draft.area = tree.find(request.area);
    if (draft.area == nullptr)
        throw base::Error(base::ErrorKind::not_found, mark("there is no area \"{0}\"", request.area));
    if (draft.area->shape.empty())
        throw base::Error(base::ErrorKind::invalid_input,
                          mark("the area \"{0}\" has no boundary and cannot be mapped", request.area));
    draft.grid = page_grid(request.paper, request.orientation);
    draft.title = request.title.empty() ? name_of(*draft.area, draft.french()) : request.title;
    draft.listing = listing_of(request, *draft.area, tree);
    return draft;
}

std::vector<geo::Position> spots_of(const Draft& draft, const map::Projection& projection) {
    std::vector<geo::Position> spots;
    for (const auto& listed : draft.listing.providers)
        if (listed.provider->position)
            if (const auto metres = projection.forward(*listed.provider->position)) spots.push_back(*metres);
    return spots;
}

void find_squares(Draft& draft, const map::MapView& view) {
    for (auto& listed : draft.listing.providers) {
        if (!listed.provider->position) continue;
        if (const auto metres = view.projection.forward(*listed.provider->position))
            listed.square = square_of(draft.grid, view.to_sheet(*metres));
    }
}

// The map of the first page, and what has been written around it.
struct MapPart {
    MapWindow window;
    GraticuleFigures figures;
    Surroundings around;
    map::Composition composition;
};

map::Composition compose_tables(Page& page, const Draft& draft, const map::MapView& view,
                                const std::vector<map::FeatureTable>& tables, const std::vector<map::Frame>& covered,
                                base::Progress& progress) {
    progress.check();
    map::ComposeRequest compose{view, draft.request->style, draft.request->symbols, {}, covered};
    compose.french = draft.french();
    for (const auto& table : tables) compose.tables.push_back(&table);
    return map::compose(compose, page.typesetter(), progress);
}

// How small the symbols are at least: 0 as they are, 1 smaller, 2 the smallest, by the share of the map that they and
// their numbers would cover.
int crowding_of(const Draft& draft, map::Frame window) {
    constexpr double symbol = 4.3 * 4.3, airy = 0.04, close = 0.065;
    const auto on_map = std::count_if(draft.listing.providers.begin(), draft.listing.providers.end(),
                                      [](const Listed& listed) { return listed.provider->position.has_value(); });
    const double share = static_cast<double>(on_map) * symbol / (static_cast<double>(window.width()) * window.height());
    return share < airy ? 0 : share < close ? 1 : 2;
}

// Once, rather than in each operation that needs it.
geo::MultiPolygon mended(geo::MultiPolygon area) {
    auto valid = geo::make_valid(area);
    auto* polygons = std::get_if<geo::MultiPolygon>(&valid);
    return polygons == nullptr || polygons->empty() ? std::move(area) : std::move(*polygons);
}

MapPart make_map(Page& page, Draft& draft, base::Progress& progress) {
    const auto& request = *draft.request;
    const auto projection = map::fit_projection(geo::box_of(draft.area->shape));
    const auto area = mended(in_metres(draft.area->shape, projection));
    const bool whole_country = draft.area->level == 0;
    MapPart part{place_window(projection, area, spots_of(draft, projection), draft.grid, !whole_country), {}, {}, {}};
    const auto& view = part.window.view;
    draft.scale = view.scale.value;
    draft.projection = projection.title(draft.french());
    find_squares(draft, view);

    std::vector<map::Frame> covered{part.window.scale_box};
    if (part.window.inset) covered.push_back(*part.window.inset);
    const auto graticule = graticule_of(view, request.language);
    part.figures = figures_of(page, graticule, view.frame, covered);
    covered.insert(covered.end(), part.figures.boxes.begin(), part.figures.boxes.end());
    part.around = surroundings_of(page, draft, part.window, covered);
    for (const auto& name : part.around.names) covered.push_back(name.box);

    constexpr std::ptrdiff_t most_numbers = 150;
    draft.numbered =
        std::count_if(draft.listing.providers.begin(), draft.listing.providers.end(),
                      [](const Listed& listed) { return listed.provider->position.has_value(); }) <= most_numbers;
    // Where many providers crowd, and where a number finds no room, all symbols are drawn smaller.
    auto tables = tables_of(draft, part.window, area);
    tables.push_back(graticule.lines);
    for (int crowded = draft.numbered ? crowding_of(draft, view.frame) : 2; crowded <= 2; ++crowded) {
        set_crowded(tables, crowded);
        part.composition = compose_tables(page, draft, view, tables, covered, progress);
        if (part.composition.missing.empty()) break;
    }
    for (const auto& drawn : part.composition.marks)
        draft.moved_apart =
            draft.moved_apart || (drawn.layer.starts_with("provider") && !(drawn.spot == drawn.true_spot));
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
    if (part.window.inset) draw_locator(page, draft, *part.window.inset);
    draw_scale_box(page, draft, part.window);
    draw_band(page, draft.grid);
}

// Room for the legend. In pages across the paper it stands below the list and takes what it needs. When it cannot hold
// the services, they get a strip below the list.
LegendPlan divide_side(Page& page, Draft& draft, const std::vector<map::LegendEntry>& legend,
                       std::optional<map::Frame>& strip) {
    auto& grid = draft.grid;
    constexpr double least_list = 46, between = 3;
    const double room = grid.legend_below_list ? grid.list.height() - least_list - between : grid.legend.height();
    const auto plan = plan_legend(page, draft, grid.legend.width(), room, grid.legend_columns, legend);
    if (grid.legend_below_list) {
        grid.legend.top = static_cast<float>(grid.list.bottom - std::min(plan.height, room));
        grid.list.bottom = grid.legend.top - static_cast<float>(between);
    }
    if (!plan.with_services) {
        const auto bottom = grid.list.bottom;
        const double height = services_strip_height(draft, grid.list.width());
        grid.list.bottom = static_cast<float>(bottom - height - 1);
        strip = frame(grid.list.left, bottom - height, grid.list.right, bottom);
    }
    return plan;
}

map::DisplayList finish(Page& page) {
    page.list().fonts = page.typesetter().fonts();
    return std::move(page.list());
}

void report(Sheet& sheet, const Draft& draft, const Page& page, const MapPart& part) {
    auto& to = sheet.report;
    to.providers_listed = draft.listing.providers.size();
    to.providers_on_map =
        static_cast<std::size_t>(std::count_if(part.composition.marks.begin(), part.composition.marks.end(),
                                               [](const auto& mark) { return mark.layer.starts_with("provider"); }));
    to.texts = page.texts();
    to.left_out = part.composition.left_out;
    to.left_out.insert(to.left_out.end(), part.around.left_out.begin(), part.around.left_out.end());
    to.missing = part.composition.missing;
    to.scale = draft.scale;
}

}  // namespace

Sheet region_sheet(const SheetRequest& request, base::Progress& progress) {
    refuse_incomplete(request);
    const AreaTree tree(request.released->areas());
    std::optional<Ground> own;
    if (request.ground == nullptr) own.emplace(*request.released, *request.country, request.language);
    auto draft = draft_of(request, tree, own ? *own : *request.ground);
    map::Typesetter typesetter;
    Page first(typesetter, static_cast<float>(draft.grid.width), static_cast<float>(draft.grid.height));
    progress.stage(mark("composing the map"));
    auto part = make_map(first, draft, progress);
    std::optional<map::Frame> strip;
    const auto legend = divide_side(first, draft, part.composition.legend, strip);
    const auto rest = list_page_grid(request.paper, request.orientation);
    const auto flowed = flow_list(first, draft, draft.grid.list, draft.grid.list_columns, rest);
    draft.pages = static_cast<int>(flowed.pages.size());

    Sheet sheet;
    sheet.title = draft.title;
    const auto next_of = [&](std::size_t page) {
        return page + 1 < flowed.pages.size() ? draft.page_number(static_cast<int>(page) + 1) : 0;
    };
    draw_title_block(first, draft);
    first.group("map ground");
    draw_map(first, draft, part);
    draw_list(first, draft, draft.grid.list, flowed, 0, next_of(0));
    draw_legend(first, draft, draft.grid.legend, draft.grid.legend_columns, part.composition.legend, legend);
    if (strip) draw_services_strip(first, draft, *strip);
    draw_note(first, draft, draft.grid.note);
    draw_footer(first, draft, draft.grid.footer, 0, part.around.pages);
    report(sheet, draft, first, part);
    sheet.report.cut = first.cut();
    const auto symbols = first.list().symbols;
    sheet.pages.push_back(finish(first));
    for (std::size_t i = 1; i < flowed.pages.size(); ++i) {
        progress.check();
        Page page(typesetter, static_cast<float>(rest.width), static_cast<float>(rest.height));
        page.list().symbols = symbols;
        draw_short_title(page, draft, rest);
        draw_list(page, draft, rest.list, flowed, i, next_of(i));
        draw_footer(page, draft, rest.footer, static_cast<int>(i), part.around.pages);
        sheet.report.cut.insert(sheet.report.cut.end(), page.cut().begin(), page.cut().end());
        sheet.pages.push_back(finish(page));
    }
    return sheet;
}

}  // namespace balise::sheet
