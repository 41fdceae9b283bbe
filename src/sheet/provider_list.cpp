#include "sheet/provider_list.hpp"

#include <algorithm>

#include "base/words.hpp"
#include "sheet/palette.hpp"

namespace balise::sheet {

namespace {

using base::mark;

constexpr double heading = 7.2, column_gap = 2.2;
// Within an entry, from its left and upper edge.
constexpr double number_middle = 3.1, symbol_middle = 8, words_left = 11.8, symbol_size = 3.9;
constexpr double first_baseline = 3.5, name_pitch = 3.15, detail_pitch = 3.25, below_last = 1.75;
constexpr double square_room = 7, least_gap = 1.6;

const Pen name_pen{7.6, Weight::semibold, ink};
const Pen number_pen{8, Weight::bold, ink, Side::centre, 6};
const Pen square_pen{7.6, Weight::semibold, accent, Side::right, 6.4};
const Pen phone_pen{7.4, Weight::regular, ink, Side::left, 6.2};
const Pen services_pen{7.2, Weight::regular, second, Side::right, 6.2};

std::string services_words(const std::vector<int>& services) {
    std::string out;
    for (const int number : services) out += (out.empty() ? "" : " · ") + std::to_string(number);
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

Shape shape_of(Page& page, const Words& words, double width) {
    Shape shape;
    const double room = width - words_left;
    shape.name_lines = std::max(1, lines_of(page, words.name, name_pen, room - square_room, 1.2));
    const double detail = page.width_of(words.detail, phone_pen),
                 services = page.width_of(words.services, services_pen);
    shape.side_by_side = detail + (detail > 0 && services > 0 ? least_gap : 0) + services <= room;
    shape.detail_lines = shape.side_by_side ? 1 : lines_of(page, words.detail, phone_pen, room, 1.2);
    shape.service_lines = shape.side_by_side ? 0 : lines_of(page, words.services, services_pen, room, 1.2);
    shape.height = first_baseline + (shape.name_lines - 1) * name_pitch +
                   (shape.detail_lines + shape.service_lines) * detail_pitch + below_last;
    return shape;
}

// A paragraph whose first baseline is given, its box as high as its lines.
void lines_at(Page& page, const std::string& words, const Pen& pen, double left, double right, double baseline,
              int lines) {
    if (words.empty()) return;
    if (lines <= 1) {
        const double x = pen.side == Side::right ? right : left;
        page.line_of(words, spot(x, baseline), pen, right - left);
        return;
    }
    const double ascent = page.typesetter().line("A", map::TextStyle{.size = map::points(pen.size)}).ascent;
    const double top = baseline - ascent;
    page.paragraph(words, frame(left, top, right, top + lines * map::points(pen.size) * 1.25 + 1), pen, 1.2);
}

void draw_entry(Page& page, const Draft& draft, const Listed& listed, map::Frame box) {
    const auto words = words_of(draft, listed);
    const auto shape = shape_of(page, words, box.width());
    const double left = box.left + words_left;
    double baseline = box.top + first_baseline;
    page.line_of(std::to_string(listed.number), spot(box.left + number_middle, baseline + 0.1), number_pen, 5.6);
    if (const auto symbol = draft.request->symbols->find("provider/" + listed.provider->type))
        page.symbol(*symbol, spot(box.left + symbol_middle, baseline - 0.6), symbol_size);
    page.line_of(words.square, spot(box.right - 0.3, baseline), square_pen, square_room - 0.8);
    lines_at(page, words.name, name_pen, left, box.right - square_room, baseline, shape.name_lines);
    baseline += (shape.name_lines - 1) * name_pitch + detail_pitch;
    if (shape.side_by_side) {
        page.line_of(words.detail, spot(left, baseline), phone_pen);
        page.line_of(words.services, spot(box.right - 0.3, baseline), services_pen);
        return;
    }
    lines_at(page, words.detail, phone_pen, left, box.right, baseline, shape.detail_lines);
    baseline += shape.detail_lines * detail_pitch;
    lines_at(page, words.services, services_pen, left, box.right - 0.3, baseline, shape.service_lines);
}

// Fills the columns of one page from the listed provider `next` on.
ListPage fill_page(Page& page, const Draft& draft, std::vector<map::Frame> columns, std::size_t& next) {
    ListPage made;
    made.columns = std::move(columns);
    for (const auto& column : made.columns) {
        made.entries.emplace_back();
        double top = column.top;
        while (next < draft.listing.providers.size()) {
            const auto words = words_of(draft, draft.listing.providers[next]);
            const double height = shape_of(page, words, column.width()).height;
            // Something stands in every column, however high it is: the flow must come to an end.
            if (top + height > column.bottom && !made.entries.back().empty()) break;
            made.entries.back().push_back({next, top, height});
            top += height;
            ++next;
        }
    }
    return made;
}

}  // namespace

std::size_t ListPage::count() const {
    std::size_t total = 0;
    for (const auto& column : entries) total += column.size();
    return total;
}

map::Frame below_heading(map::Frame list) {
    return frame(list.left, list.top + heading, list.right, list.bottom);
}

std::vector<ListPage> flow_list(Page& page, const Draft& draft, map::Frame first, int first_columns,
                                const ListPageGrid& rest) {
    std::vector<ListPage> pages;
    std::size_t next = 0;
    pages.push_back(fill_page(page, draft, columns_of(below_heading(first), first_columns, column_gap), next));
    while (next < draft.listing.providers.size())
        pages.push_back(
            fill_page(page, draft, columns_of(below_heading(rest.list), rest.list_columns, column_gap), next));
    return pages;
}

std::string phones_of(const model::Provider& provider) {
    std::vector<std::string> phones;
    for (const auto& phone : provider.public_phone)
        phones.emplace_back(base::trim(std::string_view(phone).substr(phone.starts_with("+225") ? 4 : 0)));
    return base::join(phones, " / ");
}

void draw_list(Page& page, const Draft& draft, map::Frame list, const ListPage& flowed, int next_page) {
    page.group("list");
    const Pen head{12, Weight::bold, ink, Side::left, 9};
    const auto set = page.line_of(draft.say(mark("Providers")), spot(list.left, list.top + 4.2), head);
    const double left = set.box.right + 4;
    double right = list.right;
    if (next_page > 0) {
        const Pen pen{7.4, Weight::semibold, accent, Side::right, 6.2};
        const auto words = draft.say(mark("continued on page {0}", next_page));
        right -= page.line_of(words, spot(list.right, list.top + 4.2), pen).box.width() + 3;
    }
    const Pen explained{7.4, Weight::regular, second, Side::left, 6};
    const auto full = draft.say(mark("number on the map, square, services, public phone (+225)"));
    const auto brief = draft.say(mark("number, square, services, phone (+225)"));
    page.line_of(page.width_of(full, with_size(explained, 6.4)) <= right - left ? full : brief,
                 spot(left, list.top + 4.2), explained, right - left);
    page.line(spot(list.left, list.top + heading - 0.9), spot(list.right, list.top + heading - 0.9), ink, rule_line);
    if (draft.listing.providers.empty()) {
        page.paragraph(
            draft.say(mark("Nobody is listed here yet. If you know a service that works with children in this "
                           "area, tell the producer of this sheet.")),
            frame(list.left, list.top + heading + 1.5, std::min<double>(list.right, list.left + 110), list.bottom),
            {7.8, Weight::regular, second, Side::left, 6.5}, 1.4);
        return;
    }
    for (std::size_t c = 0; c < flowed.columns.size(); ++c)
        for (std::size_t i = 0; i < flowed.entries[c].size(); ++i) {
            const auto& entry = flowed.entries[c][i];
            const auto& column = flowed.columns[c];
            draw_entry(page, draft, draft.listing.providers[entry.listed],
                       frame(column.left, entry.top, column.right, entry.top + entry.height));
            if (i + 1 < flowed.entries[c].size())
                page.line(spot(column.left, entry.top + entry.height), spot(column.right, entry.top + entry.height),
                          hairline, row_line);
        }
}

}  // namespace balise::sheet
