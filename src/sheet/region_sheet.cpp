#include "sheet/region_sheet.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/words.hpp"
#include "sheet/draft.hpp"
#include "sheet/footer.hpp"
#include "sheet/legend_block.hpp"
#include "sheet/map_part.hpp"
#include "sheet/palette.hpp"
#include "sheet/provider_list.hpp"
#include "sheet/title_block.hpp"

namespace balise::sheet {

std::string Draft::scale_words(double denominator) const {
    return "1:" + catalogue->number(static_cast<std::int64_t>(std::llround(denominator)));
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

std::size_t providers_on(const map::Composition& composition) {
    return static_cast<std::size_t>(std::count_if(composition.marks.begin(), composition.marks.end(),
                                                  [](const auto& mark) { return mark.layer.starts_with("provider"); }));
}

void report(Sheet& sheet, const Draft& draft, const Page& page, const MapPart& part) {
    auto& to = sheet.report;
    to.providers_listed = draft.listing.providers.size();
    to.providers_on_map = providers_on(part.composition);
    for (const auto& one : part.enlargements) {
        to.providers_on_map += providers_on(one.composition);
        to.enlarged.push_back({one.letter, one.view.scale.value, one.page, one.members.size()});
    }
    to.texts = page.texts();
    to.left_out = part.left_out;
    to.left_out.insert(to.left_out.end(), part.around.left_out.begin(), part.around.left_out.end());
    to.missing = draft.without_room;
    for (const auto* town : draft.without_name) to.unnamed.push_back(town->name);
    to.too_crowded = !draft.numbered && draft.area->level != 0;
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
    const auto flowed = flow_list(first, draft, draft.grid.list, draft.grid.list_columns, rest, part.taken);
    draft.pages = static_cast<int>(flowed.pages.size());

    Sheet sheet;
    sheet.title = draft.title;
    const auto next_of = [&](std::size_t page) {
        while (++page < flowed.pages.size())
            if (flowed.pages[page].count() > 0) return draft.page_number(static_cast<int>(page));
        return 0;
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
        draw_enlargements(page, draft, part.enlargements, static_cast<int>(i));
        auto list = rest.list;
        if (i <= part.taken.size()) list.top += static_cast<float>(part.taken[i - 1]);
        if (flowed.pages[i].count() > 0) draw_list(page, draft, list, flowed, i, next_of(i));
        draw_footer(page, draft, rest.footer, static_cast<int>(i), part.around.pages);
        sheet.report.cut.insert(sheet.report.cut.end(), page.cut().begin(), page.cut().end());
        sheet.pages.push_back(finish(page));
    }
    return sheet;
}

}  // namespace balise::sheet
