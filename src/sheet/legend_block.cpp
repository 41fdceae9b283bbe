#include "sheet/legend_block.hpp"

#include <algorithm>
#include <set>

#include "sheet/palette.hpp"
#include "sheet/words.hpp"

namespace balise::sheet {

namespace {

using base::mark;

constexpr double heading = 7.2, second_line = 2.2;
// One column of samples, 5 mm wide, and the words beside it.
constexpr double sample_axis = 2.5, item_words = 5.9, symbol_size = 3.4;
constexpr double number_width = 3.6, gap = 1.5, between = 1.2;
constexpr double airy_pitch = 4.4, tight_pitch = 3.3, airy_services = 2.95, tight_services = 2.55;
constexpr double strip_column = 26, strip_heading = 4.2;

// A row of the legend's first two parts: a sample and words.
struct Item {
    std::string words;
    std::optional<std::uint32_t> symbol;
    const map::LegendEntry* entry = nullptr;
};

const Pen item_pen{6.8, Weight::regular, ink, Side::left, 6};
const Pen small_pen{6.2, Weight::regular, ink};

// The types of the listed providers, in the vocabulary's order, also of those without a place on the map.
std::vector<Item> type_items(const Draft& draft) {
    std::set<std::string> types;
    for (const auto& listed : draft.listing.providers) types.insert(listed.provider->type);
    std::vector<Item> items;
    const auto& vocabularies = *draft.request->vocabularies;
    for (const auto& term : vocabularies.of("provider_type").terms())
        if (types.contains(term.code))
            items.push_back({short_type(term.code, vocabularies, *draft.catalogue),
                             draft.request->symbols->find("provider/" + term.code), nullptr});
    return items;
}

// What the heavy line of this sheet bounds.
std::string boundary_words(const Draft& draft) {
    const auto& type = draft.area->legal_type;
    if (draft.area->level == 0 || type == "country") return draft.say(mark("National boundary"));
    if (type == "region") return draft.say(mark("Boundary of this region"));
    if (type == "district" || type == "autonomous_district") return draft.say(mark("Boundary of this district"));
    return draft.say(mark("Boundary of this sheet’s area"));
}

std::vector<Item> map_items(const Draft& draft, const std::vector<map::LegendEntry>& entries) {
    std::vector<Item> items;
    for (const auto& entry : entries) {
        if (entry.vocabulary == "provider_type" || entry.count == 0) continue;
        // The country's own outline is the border already.
        if (entry.layer == "border" && draft.area->level == 0) continue;
        std::string words = entry.layer == "focus" ? boundary_words(draft) : entry.title;
        if (words.empty())
            words = draft.request->vocabularies->label(entry.vocabulary, entry.key, draft.request->language);
        if (words.empty()) continue;
        items.push_back({std::move(words), std::nullopt, &entry});
    }
    return items;
}

// The symbol of a sample that is nothing else: all symbols of the legend are drawn in one size.
std::optional<std::uint32_t> only_symbol(const map::LegendEntry* entry) {
    if (entry == nullptr || entry->sample.size() != 1) return std::nullopt;
    const auto* marks = std::get_if<map::Marks>(&entry->sample.front());
    if (marks == nullptr || marks->marks.size() != 1) return std::nullopt;
    return marks->marks.front().symbol;
}

// 14, and the fifteenth when somebody offers it.
std::size_t services_of(const Draft& draft) {
    const auto count = draft.request->vocabularies->of("service_category").terms().size();
    const bool with_others =
        std::any_of(draft.listing.providers.begin(), draft.listing.providers.end(),
                    [](const Listed& listed) { return !listed.services.empty() && listed.services.back() > 14; });
    return with_others ? count : std::min<std::size_t>(count, 14);
}

void draw_service(Page& page, const Draft& draft, std::size_t index, map::Frame column, double baseline) {
    const auto& term = draft.request->vocabularies->of("service_category").terms()[index];
    page.line_of(std::to_string(index + 1), spot(column.left + number_width, baseline),
                 {6.6, Weight::semibold, accent, Side::right});
    const double left = column.left + number_width + 1;
    page.line_of(short_service(term.code, *draft.request->vocabularies, *draft.catalogue), spot(left, baseline),
                 {6.6, Weight::regular, ink, Side::left, 5.6}, column.right - left);
}

// Draws only when told to: the same steps measure.
class Legend {
public:
    Legend(Page& page, const Draft& draft, map::Frame box, int columns, const LegendPlan& plan, bool draws)
        : page_(page),
          draft_(draft),
          columns_(columns_of(box, columns, gap)),
          box_(box),
          plan_(plan),
          draws_(draws),
          y_(box.top) {}

    void head(const std::string& words) {
        if (draws_) {
            page_.line_of(words, spot(box_.left, y_ + 4.2), {12, Weight::bold, ink, Side::left, 9});
            page_.line(spot(box_.left, y_ + 6.3), spot(box_.right, y_ + 6.3), ink, rule_line);
        }
        y_ += heading;
    }

    // Column by column, as one reads.
    void items(const std::vector<Item>& all) {
        const auto rows = rows_for(all.size());
        for (std::size_t row = 0; row < rows; ++row) {
            double height = plan_.pitch;
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                const auto index = c * rows + row;
                if (index < all.size()) height = std::max(height, item(all[index], columns_[c]));
            }
            y_ += height;
        }
        if (!all.empty()) y_ += between;
    }

    void services() {
        const double heading_baseline = plan_.service_pitch + 0.4;
        if (draws_)
            page_.line_of(draft_.say(mark("Services")), spot(box_.left, y_ + heading_baseline),
                          {8.4, Weight::semibold, ink, Side::left, 7});
        y_ += heading_baseline + plan_.service_pitch + 0.9;
        const auto count = services_of(draft_);
        const auto rows = rows_for(count);
        for (std::size_t i = 0; i < count && draws_; ++i)
            draw_service(page_, draft_, i, columns_[i / rows],
                         y_ + static_cast<double>(i % rows) * plan_.service_pitch);
        y_ += static_cast<double>(rows - 1) * plan_.service_pitch + 0.8;
    }

    double height() const { return y_ - box_.top; }

private:
    std::size_t rows_for(std::size_t count) const { return (count + columns_.size() - 1) / columns_.size(); }

    // Height of the item; drawn at the row's middle.
    double item(const Item& item, map::Frame column) {
        const double left = column.left + item_words, room = column.right - left;
        const bool on_one_line = page_.width_of(item.words, with_size(item_pen, item_pen.smallest)) <= room;
        const double height = on_one_line ? plan_.pitch : std::max(plan_.pitch, plan_.pitch - 0.4 + second_line);
        if (!draws_) return height;
        const double middle = y_ + height / 2;
        const auto axis = spot(column.left + sample_axis, middle);
        const auto symbol = item.symbol ? item.symbol : only_symbol(item.entry);
        if (symbol)
            page_.symbol(*symbol, axis, std::min(symbol_size, plan_.pitch - 0.2));
        else if (item.entry != nullptr)
            page_.add(item.entry->sample, axis);
        if (on_one_line) {
            page_.line_of(item.words, spot(left, middle + 0.85), item_pen, room);
        } else {
            Pen pen = small_pen;
            pen.smallest = 4.8;
            page_.paragraph(item.words, frame(left, middle - 2.6, column.right, middle + 2.9), pen, 1.1);
        }
        return height;
    }

    Page& page_;
    const Draft& draft_;
    std::vector<map::Frame> columns_;
    map::Frame box_;
    LegendPlan plan_;
    bool draws_;
    double y_;
};

double run(Page& page, const Draft& draft, map::Frame box, int columns, const std::vector<map::LegendEntry>& entries,
           const LegendPlan& plan, bool draws) {
    Legend legend(page, draft, box, columns, plan, draws);
    legend.head(draft.say(mark("Legend")));
    legend.items(type_items(draft));
    legend.items(map_items(draft, entries));
    if (plan.with_services) legend.services();
    return legend.height();
}

int strip_columns(double width) {
    return std::max(1, static_cast<int>(width / strip_column));
}

}  // namespace

LegendPlan plan_legend(Page& page, const Draft& draft, double width, double height, int columns,
                       const std::vector<map::LegendEntry>& entries) {
    LegendPlan plan;
    for (const bool with_services : {true, false}) {
        plan.with_services = with_services;
        // From 0, as airy as can be, to 1.
        for (double tightness = 0; tightness <= 1.001; tightness += 0.125) {
            plan.pitch = airy_pitch + tightness * (tight_pitch - airy_pitch);
            plan.service_pitch = airy_services + tightness * (tight_services - airy_services);
            plan.height = run(page, draft, frame(0, 0, width, 1000), columns, entries, plan, false);
            if (plan.height <= height) return plan;
        }
    }
    return plan;
}

void draw_legend(Page& page, const Draft& draft, map::Frame box, int columns,
                 const std::vector<map::LegendEntry>& entries, const LegendPlan& plan) {
    page.group("legend");
    run(page, draft, box, columns, entries, plan, true);
    if (plan.height > box.height() + 0.5) page.report_cut(draft.say(mark("Legend")));
}

double services_strip_height(const Draft& draft, double width) {
    const auto columns = static_cast<std::size_t>(strip_columns(width));
    return strip_heading + static_cast<double>((services_of(draft) + columns - 1) / columns) * tight_services + 1.2;
}

void draw_services_strip(Page& page, const Draft& draft, map::Frame box) {
    page.group("services");
    const auto columns = columns_of(box, strip_columns(box.width()), gap);
    const auto count = services_of(draft), rows = (count + columns.size() - 1) / columns.size();
    page.line(spot(box.left, box.top), spot(box.right, box.top), hairline, row_line);
    page.line_of(draft.say(mark("Services")), spot(box.left, box.top + 3.4), {8, Weight::semibold, ink, Side::left, 7});
    for (std::size_t i = 0; i < count; ++i)
        draw_service(page, draft, i, columns[i / rows],
                     box.top + strip_heading + static_cast<double>(i % rows) * tight_services + 1.9);
}

}  // namespace balise::sheet
