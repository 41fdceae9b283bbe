#include "sheet/footer.hpp"

#include <algorithm>

#include "base/words.hpp"
#include "model/release.hpp"
#include "sheet/palette.hpp"
#include "sheet/qr_code.hpp"
#include "sheet/words.hpp"

namespace balise::sheet {

namespace {

using base::mark;

const Pen footer_pen{6.2, Weight::regular, second, Side::left, 6};

std::string positions_sentence(const Draft& draft) {
    return draft.listing.generalised ? draft.say(mark("Positions generalised to the locality or area."))
                                     : draft.say(mark("Positions as recorded by the providers."));
}

bool is_shelter(const Listed& listed) {
    return model::is_protected(listed.provider->type, listed.provider->status);
}

std::string audience_sentence(const Draft& draft) {
    const auto& hotline = draft.request->imprint.hotline;
    const auto& listed = draft.listing.providers;
    if (draft.audience() == model::Audience::everyone && std::any_of(listed.begin(), listed.end(), is_shelter))
        return draft.say(mark(
            "Shelters are on a public edition only if they tell of themselves; for all others call {0}.", hotline));
    if (draft.audience() == model::Audience::everyone)
        return draft.say(mark("Shelters and transit centres are on no public edition: call {0}.", hotline));
    if (draft.audience() == model::Audience::partners)
        return draft.say(
            mark("For the named recipient only: do not copy, photograph or pass on. Shelter is arranged "
                 "through the helpline {0}.",
                 hotline));
    return draft.say(mark("For the keepers of the directory only: do not copy, photograph or pass on."));
}

bool is_approximate(const Draft& draft) {
    return draft.area->accuracy != "official";
}

std::string sources_words(const Draft& draft, const std::string& sources) {
    std::string words = draft.say(mark("Sources. {0}", sources));
    if (is_approximate(draft)) words += " " + draft.say(mark("Approximate boundaries, not official."));
    return words;
}

// What the page is not.
std::string sample_words(const Draft& draft) {
    return draft.request->imprint.sample ? draft.say(mark("SAMPLE: no structure, person or line of this page exists, "
                                                          "but {0}.",
                                                          draft.request->imprint.hotline))
                                         : std::string();
}

void draw_sources(Page& page, const Draft& draft, map::Frame box) {
    const auto& imprint = draft.request->imprint;
    std::string sources = sources_words(draft, imprint.sources);
    const std::string disclaimer = sample_words(draft);
    Pen pen = footer_pen;
    constexpr double between = 0.9, airy = 1.28, tight = 1.09;
    double leading = airy;
    const auto height = [&] {
        return page.height_of(sources, pen, box.width(), leading) + between +
               page.height_of(disclaimer, pen, box.width(), leading) + 0.3;
    };
    // Both shrink together until they fit one below the other.
    const auto shrink = [&] {
        pen.size = footer_pen.size;
        for (leading = airy; leading > tight && height() > box.height(); leading -= 0.03)
            pen.size = std::max(pen.smallest, pen.size - 0.05);
    };
    shrink();
    if (height() > box.height() && !imprint.brief_sources.empty()) {
        sources = sources_words(draft, imprint.brief_sources);
        shrink();
    }
    // Only words given by hand come to this.
    constexpr double smallest_of_all = 4.6;
    while (pen.size > smallest_of_all && height() > box.height()) pen.size -= 0.1;
    pen.smallest = std::min(pen.smallest, pen.size);
    const auto first = page.paragraph(sources, box, pen, leading);
    if (!disclaimer.empty())
        page.paragraph(disclaimer, frame(box.left, first.box.bottom + between, box.right, box.bottom), pen, leading);
}

std::string verified_words(const Draft& draft) {
    if (!draft.listing.verified_share) return "—";
    return draft.say(mark("{0} % of the records within 12 months", *draft.listing.verified_share));
}

std::string page_list(const std::vector<int>& pages) {
    std::string out;
    for (const int number : pages) out += (out.empty() ? "" : ", ") + std::to_string(number);
    return out;
}

void draw_imprint(Page& page, const Draft& draft, map::Frame box, int page_index, const std::vector<int>& neighbours) {
    const auto& imprint = draft.request->imprint;
    const std::string language = draft.french() ? "français" : "English";
    const std::vector<std::pair<std::string, std::string>> rows{
        {draft.say(mark("Map")), map_number(*draft.request)},
        {draft.say(mark("Edition")), imprint.edition + " · " + language},
        {draft.say(mark("Created")), moment_words(imprint.created, *draft.catalogue)},
        {draft.say(mark("Verified")), verified_words(draft)},
        // A long name stands alone: the scale is told on the map.
        {draft.say(mark("Projection")),
         draft.projection.size() > 30 ? draft.projection : draft.projection + " · " + draft.scale_words()},
    };
    constexpr double label_width = 14, pitch = 3.3;
    double baseline = box.top + 2;
    for (const auto& [label, words] : rows) {
        page.line_of(label, spot(box.left, baseline), {6.2, Weight::regular, second, Side::left, 5.2}, label_width - 1);
        page.line_of(words, spot(box.left + label_width, baseline), {6.2, Weight::medium, ink, Side::left, 4.4},
                     box.width() - label_width);
        baseline += pitch;
    }
    baseline += 0.7;
    const auto number = draft.say(mark("Page {0} of {1}", draft.page_number(page_index), draft.pages_in_all()));
    const auto set = page.line_of(number, spot(box.left, baseline), {8, Weight::bold, ink, Side::left, 7});
    if (neighbours.empty()) return;
    const double left = set.box.right + 2.5;
    page.line_of(draft.say(mark("neighbours: {0}", page_list(neighbours))), spot(left, baseline),
                 {6.4, Weight::regular, second, Side::left, 4.6}, box.right - left);
}

// A lighthouse: tower in petrol, lantern and two rays in beacon.
void draw_balise(Page& page, map::Spot at) {
    const auto p = [&](double x, double y) { return spot(at.x + x, at.y + y); };
    page.fill(polygon({p(1.45, 1.75), p(2.55, 1.75), p(2.95, 4.3), p(1.05, 4.3)}), accent);
    page.fill(frame(at.x + 1.5, at.y + 0.65, at.x + 2.5, at.y + 1.5), beacon);
    page.line(p(1.1, 0.9), p(0.05, 0.35), beacon, 0.45);
    page.line(p(2.9, 0.9), p(3.95, 0.35), beacon, 0.45);
    page.line(p(2, 0.3), p(2, -0.35), beacon, 0.45);
    page.line_of("Balise", p(5.2, 3.6), {8, Weight::bold, ink});
}

void draw_producer(Page& page, const Draft& draft, map::Frame box) {
    const auto& imprint = draft.request->imprint;
    double top = box.top;
    const Pen producer{7, Weight::semibold, ink, Side::left, 5.4},
        ministry{6.4, Weight::regular, second, Side::left, 4.8};
    const auto set = page.paragraph(imprint.producer, frame(box.left, top, box.right, top + 8.2), producer, 1.2);
    top = set.box.bottom + 0.6;
    if (!imprint.ministry.empty())
        page.paragraph(imprint.ministry, frame(box.left, top, box.right, box.bottom - 5), ministry, 1.2);
    draw_balise(page, spot(box.left, box.bottom - 4.5));
}

// How to read numbers and letters, and what the map could not show.
std::string note_on_numbers(const Draft& draft) {
    if (!draft.numbered)
        return draft.say(
            mark("Too many providers for numbers on the map: a disc tells how many stand "
                 "there, the list the square of each."));
    constexpr std::size_t most_named = 15;
    const auto& lacking = draft.without_room;
    if (lacking.size() > most_named)
        return draft.say(
            mark("On the map {0} numbers of the list found no room: look for these providers in their "
                 "squares.",
                 lacking.size()));
    if (!lacking.empty())
        return draft.say(mark("These numbers found no room on the map; look for them in their squares: {0}.",
                              base::join(lacking, ", ")));
    if (draft.enlarged)
        return draft.say(
            mark("What stands in a frame with a letter is on the larger map of that letter; the list "
                 "then gives the letter."));
    if (draft.moved_apart)
        return draft.say(mark("Symbols of one place stand around it; a line leads back to the place."));
    return draft.say(mark("Numbers are those of the list; letters and figures at the edge name the squares."));
}

}  // namespace

std::string map_number(const SheetRequest& request) {
    if (!request.imprint.map_number.empty()) return request.imprint.map_number;
    const std::string language(base::language_code(request.language));
    std::string number =
        request.area + (request.paper == PaperFormat::a4 ? "-A4-" : "-A3-") + base::upper_case(language);
    if (request.released->audience() == model::Audience::partners) number += "-P";
    if (request.released->audience() == model::Audience::internal) number += "-I";
    return number;
}

void draw_note(Page& page, const Draft& draft, map::Frame box) {
    page.group("note");
    page.fill(box, note_ground);
    const double left = box.left + 2.4, right = box.right - 2.4, baseline = box.top + 2.95, pitch = 2.85;
    const Pen strong{6.9, Weight::semibold, ink, Side::left, 5.6}, plain{6.9, Weight::regular, ink, Side::left, 5.2};
    const auto set = page.line_of(positions_sentence(draft), spot(left, baseline), strong, (right - left) * 0.5);
    const double next = set.box.right + 1.4;
    page.line_of(audience_sentence(draft), spot(next, baseline), plain, right - next);
    const std::string below = note_on_numbers(draft);
    page.line_of(below, spot(left, baseline + pitch), {6.9, Weight::regular, second, Side::left, 5.2}, right - left);
    page.line_of(draft.say(mark(
                     "The boundaries and names shown on this map imply neither recognition nor official acceptance.")),
                 spot(left, baseline + 2 * pitch), {6.9, Weight::regular, second, Side::left, 5.2}, right - left);
}

void draw_footer(Page& page, const Draft& draft, map::Frame box, int page_index, const std::vector<int>& neighbours) {
    page.group("footer");
    page.line(spot(box.left, box.top), spot(box.right, box.top), ink, rule_line);
    const double top = box.top + 2.4, qr = 18, bottom = box.bottom - 0.6;
    const bool coded = !draft.request->imprint.address.empty();
    const double producer_right = coded ? box.right - qr - 2.5 : box.right, producer_left = producer_right - 28;
    const double imprint_left = producer_left - 54;
    draw_sources(page, draft, frame(box.left, top - 0.2, imprint_left - 4, bottom));
    draw_imprint(page, draft, frame(imprint_left, top, producer_left - 2, bottom), page_index, neighbours);
    draw_producer(page, draft, frame(producer_left, top, producer_right, bottom));
    if (!coded) return;
    const auto code = frame(box.right - qr, top, box.right, top + qr - 0.6);
    if (auto modules =
            qr_code(draft.request->imprint.address, frame(code.left, code.top, code.left + 17.4, code.top + 17.4), ink))
        page.add({map::Batch(std::move(*modules))});
    page.line_of(draft.say(mark("Current edition")), spot((code.left + code.right) / 2, box.bottom - 0.3),
                 {5.6, Weight::regular, second, Side::centre, 4.6}, qr + 2);
}

}  // namespace balise::sheet
