#include "sheet/title_block.hpp"

#include <algorithm>

#include "sheet/figures.hpp"
#include "sheet/palette.hpp"
#include "sheet/words.hpp"

namespace balise::sheet {

namespace {

using base::mark;

// "Region CI11 · 1,010,849 inhabitants (2014)", as much of it as is known.
std::string area_line(const Draft& draft) {
    const auto& area = *draft.area;
    const std::string kind =
        draft.request->vocabularies->label("legal_type", area.legal_type, draft.request->language) + " " + area.code;
    if (!area.population) return kind;
    if (!area.population_year) return draft.say(mark("{0} · {1} inhabitants", kind, *area.population));
    return draft.say(
        mark("{0} · {1} inhabitants ({2})", kind, *area.population, std::to_string(*area.population_year)));
}

constexpr double largest_title = 30, side_by_side_title = 23, stacked_title = 20, smallest_line_title = 15,
                 smallest_title = 10.5;

bool fits_in(Page& page, const std::string& words, const Pen& pen, double width) {
    return page.width_of(words, pen) <= width;
}

// Name large, two lines at its right; for longer names the lines go below; the longest names take two lines.
void draw_name(Page& page, const Draft& draft) {
    const auto box = draft.grid.title;
    const std::string subtitle = draft.say(mark("Child-protection services")), line = area_line(draft);
    const Pen first{10.5, Weight::medium, ink, Side::left, 8.5}, below{8.4, Weight::regular, second, Side::left, 7};
    Pen name{largest_title, Weight::bold, ink};
    const double beside =
        std::max(page.width_of(subtitle, with_size(first, 9.8)), page.width_of(line, with_size(below, 7.6)));
    for (; name.size >= side_by_side_title; name.size -= 0.5) {
        const double taken = page.width_of(draft.title, name) + 4;
        if (taken + beside > box.width()) continue;
        page.line_of(draft.title, spot(box.left, box.top + 11.7), name);
        page.line_of(subtitle, spot(box.left + taken, box.top + 6.1), first, box.width() - taken);
        page.line_of(line, spot(box.left + taken, box.top + 11.4), below, box.width() - taken);
        return;
    }
    name.size = stacked_title;
    if (fits_in(page, draft.title, with_size(name, smallest_line_title), box.width())) {
        name.smallest = smallest_line_title;
        page.line_of(draft.title, spot(box.left, box.top + 6.0), name, box.width());
        page.line_of(subtitle, spot(box.left, box.top + 10.8), with_size(first, 8.8), box.width());
        page.line_of(line, spot(box.left, box.top + 14.2), with_size(below, 7.6), box.width());
        return;
    }
    name.size = smallest_line_title;
    name.smallest = smallest_title;
    const auto set = page.paragraph(draft.title, frame(box.left, box.top - 1, box.right, box.top + 10.6), name, 1.1);
    Pen small{7.6, Weight::regular, second, Side::left, 6.2};
    const double baseline = std::min<double>(box.bottom - 0.9, set.box.bottom + 3.2);
    page.line_of(subtitle + " · " + line, spot(box.left, baseline), small, box.width());
}

void draw_hotline(Page& page, const Draft& draft) {
    const auto box = draft.grid.hotline;
    page.fill(box, accent);
    Pen number{26, Weight::bold, white, Side::left, 12};
    number.spacing = 0.05;
    const auto set =
        page.line_of(draft.request->imprint.hotline, spot(box.left + 3.6, box.top + 9.4), number, box.width() * 0.45);
    const double left = std::max<double>(set.box.right + 2.8, box.left + 22.5), width = box.right - left - 2;
    const bool is_116 = draft.request->imprint.hotline == "116";
    const std::string name = is_116 ? draft.say(mark("Allô enfants en détresse")) : draft.say(mark("Helpline"));
    page.line_of(name, spot(left, box.top + 5.2), {7.8, Weight::semibold, white, Side::left, 6.2}, width);
    page.line_of(draft.say(mark("24 hours a day · free call")), spot(left, box.top + 9),
                 {7.2, Weight::regular, white, Side::left, 6}, width);
}

std::string audience_word(const Draft& draft) {
    switch (draft.audience()) {
        case model::Audience::everyone: return draft.say(mark("PUBLIC"));
        case model::Audience::partners: return draft.say(mark("PARTNERS"));
        case model::Audience::internal: break;
    }
    return draft.say(mark("INTERNAL"));
}

std::string circulation(const Draft& draft) {
    if (draft.audience() == model::Audience::everyone) return draft.say(mark("May be passed on freely"));
    const auto& imprint = draft.request->imprint;
    if (imprint.copy_number.empty() && imprint.recipient.empty()) return draft.say(mark("Do not pass on"));
    const std::string copy = imprint.copy_number.empty() ? "" : draft.say(mark("Copy {0}", imprint.copy_number));
    return imprint.recipient.empty() ? copy : copy.empty() ? imprint.recipient : copy + " / " + imprint.recipient;
}

void draw_stamp(Page& page, const Draft& draft, map::Frame box) {
    page.outline(frame(box.left + stamp_line / 2, box.top + stamp_line / 2, box.right - stamp_line / 2,
                       box.bottom - stamp_line / 2),
                 ink, stamp_line);
    const double middle = (box.left + box.right) / 2, width = box.width() - 3.4;
    Pen word{14, Weight::bold, ink, Side::centre, 8};
    word.spacing = 0.1;
    const std::string below = circulation(draft);
    const Pen small{6.8, Weight::medium, second, Side::centre, 5.6};
    if (fits_in(page, below, with_size(small, small.smallest), width)) {
        page.line_of(audience_word(draft), spot(middle, box.top + 6.3), word, width);
        page.line_of(below, spot(middle, box.top + 10), small, width);
        return;
    }
    page.line_of(audience_word(draft), spot(middle, box.top + 4.7), with_size(word, 11), width);
    Pen smaller = with_size(small, 6.2);
    smaller.smallest = 4;
    page.paragraph(below, frame(box.left + 1.2, box.top + 5.9, box.right - 1.2, box.bottom - 0.7), smaller, 1.08);
}

void draw_sample_mark(Page& page, const Draft& draft, map::Frame box) {
    page.fill(box, sample_ground);
    page.outline(box, sample_line, 0.3);
    Pen pen{10, Weight::bold, sample_ink, Side::centre, 7};
    pen.spacing = 0.12;
    page.line_of(draft.say(mark("SAMPLE")), spot((box.left + box.right) / 2, (box.top + box.bottom) / 2 + 1.25), pen,
                 box.width() - 2);
}

void draw_message(Page& page, const Draft& draft) {
    auto box = draft.grid.message;
    if (!draft.request->imprint.sample) box.right = draft.grid.sample.right;
    const auto message = message_of(*draft.request, draft.title, draft.listing, *draft.catalogue);
    page.fill(frame(box.left, box.top + 0.2, box.left + 1.2, box.top + 7.8), beacon);
    const double left = box.left + 3.7;
    const Pen head{10.5, Weight::semibold, ink, Side::left, 8}, small{8.4, Weight::regular, second, Side::left, 6.4};
    const bool on_one_line = fits_in(page, message.head, with_size(head, head.smallest), box.right - left);
    const auto set = on_one_line ? page.line_of(message.head, spot(left, box.top + 3.3), head, box.right - left)
                                 : page.paragraph(message.head, frame(left, box.top - 0.6, box.right, box.top + 6),
                                                  with_size(head, 8), 1.1);
    const auto below = frame(left, std::max<double>(box.top + 4.3, set.box.bottom), box.right, box.bottom + 0.9);
    const bool has_room = message.brief.empty() || page.height_of(message.second, with_size(small, small.smallest),
                                                                  below.width(), 1.2) <= below.height();
    page.paragraph(has_room ? message.second : message.brief, below, small, 1.2);
}

}  // namespace

void draw_title_block(Page& page, const Draft& draft) {
    page.group("title");
    draw_name(page, draft);
    draw_hotline(page, draft);
    draw_stamp(page, draft, draft.grid.stamp);
    if (draft.request->imprint.sample) draw_sample_mark(page, draft, draft.grid.sample);
    draw_message(page, draft);
}

void draw_short_title(Page& page, const Draft& draft, const ListPageGrid& grid) {
    page.group("title");
    const auto box = grid.title;
    const std::string line = draft.say(mark("Child-protection services, continued · {0}: {1}",
                                            draft.say(mark("helpline")), draft.request->imprint.hotline));
    Pen name{19, Weight::bold, ink, Side::left, 8};
    const double sample_width = draft.request->imprint.sample ? 31 : 0;
    page.line_of(draft.title, spot(box.left, box.top + 7.3), name, box.width() - sample_width);
    page.line_of(line, spot(box.left, box.top + 12.4), {8.4, Weight::regular, second, Side::left, 7},
                 box.width() - sample_width);
    draw_stamp(page, draft, grid.stamp);
    if (draft.request->imprint.sample)
        draw_sample_mark(page, draft, frame(box.right - 28, grid.stamp.top, box.right, grid.stamp.top + 5.8));
}

}  // namespace balise::sheet
