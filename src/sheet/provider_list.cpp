#include "sheet/provider_list.hpp"

#include <algorithm>
#include <array>

#include "base/words.hpp"
#include "sheet/enlargement.hpp"
#include "sheet/palette.hpp"
#include "sheet/text_flow.hpp"

namespace balise::sheet {

namespace {

using base::mark;

constexpr double heading = 7.2, column_gap = 2.2;
// Within an entry, from its left edge.
constexpr double number_middle = 3.1, symbol_middle = 8, words_left = 11.8;
constexpr double square_room = 6.4, least_gap = 1.6;

constexpr std::array<ListStyle, 3> styles{ListStyle{}, ListStyle{7.2, 6.6, 6.9, 6.2, 3.15, 2.85, 1.25},
                                          ListStyle{6.8, 6.3, 6.4, 5.9, 2.85, 2.65, 1.05}};

constexpr double name_leading = 1.2;
double name_pitch(const ListStyle& style) {
    return map::points(style.name) * name_leading;
}

Pen name_pen(const ListStyle& style) {
    return {style.name, Weight::semibold, ink, Side::left, style.smallest_name};
}
Pen square_pen(const ListStyle& style) {
    return {style.name, Weight::semibold, accent, Side::right, 5.8};
}
Pen phone_pen(const ListStyle& style) {
    return {style.detail, Weight::regular, ink, Side::left, style.smallest_detail};
}
Pen services_pen(const ListStyle& style) {
    return {style.detail - 0.2, Weight::regular, second, Side::right, style.smallest_detail};
}

// "2 · 5 · 8–12": three and more in a row are told by the first and the last.
std::string services_words(const std::vector<int>& services) {
    std::string out;
    for (std::size_t i = 0; i < services.size();) {
        std::size_t last = i;
        while (last + 1 < services.size() && services[last + 1] == services[last] + 1) ++last;
        if (last < i + 2) last = i;
        out += (out.empty() ? "" : " · ") + std::to_string(services[i]);
        if (last > i) out += "–" + std::to_string(services[last]);
        i = last + 1;
    }
    return out;
}

// What an entry says, before it is known how many lines that takes.
struct Words {
    std::string name, square, detail, services;
};

std::string name_words(const Draft& draft, const model::Provider& provider) {
    const auto& name = model::display_name(provider, draft.french());
    return name.empty() ? draft.request->vocabularies->label("provider_type", provider.type, draft.request->language)
                        : name;
}

// Where a provider is that the map does not show: its place, else its area.
std::string whereabouts(const Draft& draft, const Listed& listed) {
    if (!listed.place.empty()) return listed.place;
    const auto* area = draft.tree->find(listed.provider->area_code);
    return area == nullptr ? listed.provider->area_code : name_of(*area, draft.french());
}

Words words_of(const Draft& draft, const Listed& listed) {
    const auto& provider = *listed.provider;
    Words words;
    words.name = name_words(draft, provider);
    words.square = listed.square.empty() ? "—" : listed.square;
    words.services = services_words(listed.services);
    std::vector<std::string> parts;
    if (auto phones = phones_of(provider); !phones.empty()) parts.push_back(std::move(phones));
    if (listed.square.empty() && !is_placeless(provider.type)) parts.push_back(whereabouts(draft, listed));
    if (provider.status == "temporarily_closed") parts.push_back(draft.say(mark("temporarily closed")));
    words.detail = base::join(parts, " · ");
    return words;
}

// The lines of an entry in a column of this width.
struct Shape {
    int name_lines = 1;
    bool side_by_side = true;  // detail and services share a line
    int detail_lines = 1, service_lines = 0;
    double height = 0;
};

int lines_of(Page& page, const std::string& words, const Pen& pen, double width, double leading) {
    if (words.empty()) return 0;
    const double one = page.height_of("A", pen, width, leading), all = page.height_of(words, pen, width, leading);
    return all <= one * 1.05 ? 1 : 1 + static_cast<int>((all - one) / (map::points(pen.size) * leading) + 0.5);
}

double least_width(Page& page, const std::string& words, const Pen& pen) {
    return page.width_of(words, with_size(pen, pen.smallest));
}

Shape shape_of(Page& page, const Words& words, double width, const ListStyle& style) {
    Shape shape;
    const double room = width - words_left;
    const auto name = name_pen(style), phone = phone_pen(style), service = services_pen(style);
    if (least_width(page, words.name, name) > room - square_room)
        shape.name_lines = std::max(2, lines_of(page, words.name, name, room - square_room, 1.2));
    const double detail = least_width(page, words.detail, phone), services = least_width(page, words.services, service);
    shape.side_by_side = detail + (detail > 0 && services > 0 ? least_gap : 0) + services <= room;
    shape.detail_lines = shape.side_by_side ? 1 : lines_of(page, words.detail, phone, room, 1.2);
    shape.service_lines = shape.side_by_side ? 0 : lines_of(page, words.services, service, room, 1.2);
    shape.height = style.first_baseline + (shape.name_lines - 1) * name_pitch(style) +
                   (shape.detail_lines + shape.service_lines) * style.detail_pitch + style.below;
    return shape;
}

// A paragraph whose first baseline is given, its box as high as its lines.
void lines_at(Page& page, const std::string& words, const Pen& pen, double left, double right, double baseline,
              int lines) {
    if (words.empty()) return;
    if (lines <= 1) {
        page.line_of(words, spot(pen.side == Side::right ? right : left, baseline), pen, right - left);
        return;
    }
    const double ascent = page.typesetter().line("A", style_of(pen)).ascent, top = baseline - ascent;
    page.paragraph(words, frame(left, top, right, top + lines * map::points(pen.size) * 1.25 + 0.5), pen, 1.2);
}

// Both shrink together until a gap is between them.
void side_by_side(Page& page, const Words& words, double left, double right, double baseline, const ListStyle& style) {
    auto phone = phone_pen(style), services = services_pen(style);
    const double gap = words.detail.empty() || words.services.empty() ? 0 : least_gap;
    while (phone.size > phone.smallest &&
           page.width_of(words.detail, phone) + gap + page.width_of(words.services, services) > right - left) {
        phone.size = std::max(phone.smallest, phone.size - 0.1);
        services.size = std::min(services.size, phone.size);
    }
    page.line_of(words.detail, spot(left, baseline), phone);
    page.line_of(words.services, spot(right, baseline), services);
}

void draw_entry(Page& page, const Draft& draft, const Listed& listed, map::Frame box, const ListStyle& style) {
    const auto words = words_of(draft, listed);
    const auto shape = shape_of(page, words, box.width(), style);
    const double left = box.left + words_left, right = box.right - 0.3;
    double baseline = box.top + style.first_baseline;
    page.line_of(std::to_string(listed.number), spot(box.left + number_middle, baseline + 0.1),
                 {style.name + 0.4, Weight::bold, ink, Side::centre, 6}, 5.6);
    if (const auto symbol = draft.request->symbols->find("provider/" + listed.provider->type))
        page.symbol(*symbol, spot(box.left + symbol_middle, baseline - 0.6), std::min(3.9, style.first_baseline + 0.4));
    if (listed.enlargement.empty())
        page.line_of(words.square, spot(right, baseline), square_pen(style), square_room - 0.6);
    else
        draw_letter(page, listed.enlargement, frame(right - 3.2, baseline - 2.5, right, baseline + 0.6), style.name);
    lines_at(page, words.name, name_pen(style), left, box.right - square_room, baseline, shape.name_lines);
    baseline += (shape.name_lines - 1) * name_pitch(style) + style.detail_pitch;
    if (shape.side_by_side) {
        side_by_side(page, words, left, right, baseline, style);
        return;
    }
    lines_at(page, words.detail, phone_pen(style), left, right, baseline, shape.detail_lines);
    baseline += shape.detail_lines * style.detail_pitch;
    lines_at(page, words.services, services_pen(style), left, right, baseline, shape.service_lines);
}

// The heights of all entries for one width of column: pages have at most two different ones.
using Heights = std::vector<double>;

Heights heights_of(Page& page, const Draft& draft, double width, const ListStyle& style) {
    Heights heights;
    for (const auto& listed : draft.listing.providers)
        heights.push_back(shape_of(page, words_of(draft, listed), width, style).height);
    return heights;
}

// Fills columns down to `bottom` from the listed provider `next` on; returns the first that found no room.
std::size_t fill_columns(ListPage& made, const Heights& heights, std::size_t next, double bottom) {
    made.entries.assign(made.columns.size(), {});
    for (std::size_t c = 0; c < made.columns.size(); ++c) {
        double top = made.columns[c].top;
        for (; next < heights.size(); ++next) {
            // Something stands in every column, however high it is: the flow must come to an end.
            if (top + heights[next] > bottom + 0.01 && !made.entries[c].empty()) break;
            made.entries[c].push_back({next, top, heights[next]});
            top += heights[next];
        }
    }
    return next;
}

ListPage fill_page(const Heights& heights, std::vector<map::Frame> columns, std::size_t& next) {
    ListPage made;
    made.columns = std::move(columns);
    const std::size_t first = next;
    const double top = made.columns.front().top, bottom = made.columns.front().bottom;
    next = fill_columns(made, heights, first, bottom);
    if (next < heights.size()) return made;
    // The last page: the shortest columns that hold all.
    for (double trial = top + 8; trial < bottom; trial += 1) {
        ListPage shorter = made;
        if (fill_columns(shorter, heights, first, trial) == heights.size()) return shorter;
    }
    return made;
}

map::Frame below_heading(map::Frame list) {
    return frame(list.left, list.top + heading, list.right, list.bottom);
}

// One size for all names: that of the longest name which still takes one line only.
ListStyle with_even_names(Page& page, const Draft& draft, double width, ListStyle style) {
    const double room = width - words_left - square_room;
    const auto pen = name_pen(style);
    for (const auto& listed : draft.listing.providers) {
        const auto words = name_words(draft, *listed.provider);
        const double natural = page.width_of(words, pen);
        if (natural <= 0 || least_width(page, words, pen) > room) continue;
        style.name = std::min(style.name, std::max(style.smallest_name, pen.size * room / natural));
    }
    return style;
}

FlowedList flow_in(Page& page, const Draft& draft, const std::vector<map::Frame>& first, const ListPageGrid& rest,
                   const ListStyle& wished, const std::vector<double>& taken) {
    FlowedList flowed;
    const auto others = columns_of(below_heading(rest.list), rest.list_columns, column_gap);
    const double narrowest = std::min(first.front().width(), others.front().width());
    flowed.style = with_even_names(page, draft, narrowest, wished);
    std::size_t next = 0;
    flowed.pages.push_back(fill_page(heights_of(page, draft, first.front().width(), flowed.style), first, next));
    if (next == draft.listing.providers.size()) return flowed;
    const auto heights = heights_of(page, draft, others.front().width(), flowed.style);
    constexpr double least_column = 24;
    while (next < heights.size()) {
        auto columns = others;
        const std::size_t before = flowed.pages.size() - 1;
        if (before < taken.size())
            for (auto& column : columns) column.top += static_cast<float>(taken[before]);
        if (columns.front().height() < least_column)
            flowed.pages.emplace_back();
        else
            flowed.pages.push_back(fill_page(heights, columns, next));
    }
    return flowed;
}

}  // namespace

std::size_t ListPage::count() const {
    std::size_t total = 0;
    for (const auto& column : entries) total += column.size();
    return total;
}

FlowedList flow_list(Page& page, const Draft& draft, map::Frame first, int first_columns, const ListPageGrid& rest,
                     const std::vector<double>& taken) {
    const auto columns = columns_of(below_heading(first), first_columns, column_gap);
    auto flowed = flow_in(page, draft, columns, rest, styles.front(), taken);
    for (std::size_t i = 1; i < styles.size() && flowed.pages.size() > 1; ++i)
        if (auto tighter = flow_in(page, draft, columns, rest, styles[i], taken); tighter.pages.size() == 1)
            flowed = std::move(tighter);
    if (flowed.pages.size() < taken.size() + 1) flowed.pages.resize(taken.size() + 1);
    return flowed;
}

std::string phones_of(const model::Provider& provider) {
    std::vector<std::string> phones;
    for (const auto& phone : provider.public_phone)
        phones.emplace_back(base::trim(std::string_view(phone).substr(phone.starts_with("+225") ? 4 : 0)));
    return base::join(phones, " / ");
}

namespace {

void draw_heading(Page& page, const Draft& draft, map::Frame list, int next_page) {
    const Pen head{12, Weight::bold, ink, Side::left, 9};
    const double baseline = list.top + 4.2, rule = list.top + heading - 0.9;
    const auto set = page.line_of(draft.say(mark("Providers")), spot(list.left, baseline), head);
    const double left = set.box.right + 4;
    double right = list.right - 2;
    if (next_page > 0) {
        const Pen pen{7.4, Weight::semibold, accent, Side::right, 6.2};
        right -=
            page.line_of(draft.say(mark("continued on page {0}", next_page)), spot(right, baseline), pen).box.width() +
            3;
    }
    // As much of an explanation as there is room for.
    const Pen explained{7.4, Weight::regular, second, Side::left, 6.2};
    for (const auto& words :
         {draft.say(mark("number on the map, square, services, public phone (+225)")),
          draft.say(mark("number, square, services, phone (+225)")), draft.say(mark("phone: +225"))})
        if (page.width_of(words, with_size(explained, 6.4)) <= right - left) {
            page.line_of(words, spot(left, baseline), explained, right - left);
            break;
        }
    page.line(spot(list.left, rule), spot(list.right, rule), ink, rule_line);
}

}  // namespace

void draw_list(Page& page, const Draft& draft, map::Frame list, const FlowedList& flowed, std::size_t list_page,
               int next_page) {
    page.group("list");
    draw_heading(page, draft, list, next_page);
    if (draft.listing.providers.empty()) {
        page.paragraph(
            draft.say(
                mark("Nobody is listed here yet. If you know a service that works with children in this area, tell "
                     "the producer of this sheet.")),
            frame(list.left, list.top + heading + 1.5, std::min<double>(list.right, list.left + 110), list.bottom),
            {7.8, Weight::regular, second, Side::left, 6.5}, 1.4);
        return;
    }
    const auto& here = flowed.pages[list_page];
    for (std::size_t c = 0; c < here.columns.size(); ++c)
        for (std::size_t i = 0; i < here.entries[c].size(); ++i) {
            const auto& entry = here.entries[c][i];
            const auto& column = here.columns[c];
            const double bottom = entry.top + entry.height;
            draw_entry(page, draft, draft.listing.providers[entry.listed],
                       frame(column.left, entry.top, column.right, bottom), flowed.style);
            if (i + 1 < here.entries[c].size())
                page.line(spot(column.left, bottom), spot(column.right, bottom), hairline, row_line);
        }
}

}  // namespace balise::sheet
