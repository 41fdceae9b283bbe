#include "sheet/legend_block.hpp"

#include <algorithm>
#include <set>

#include "sheet/palette.hpp"
#include "sheet/words.hpp"

namespace balise::sheet {

namespace {

using base::mark;

constexpr double heading = 7.4, pitch = 4.4, tight_pitch = 3.5, second_line = 2.4, service_pitch = 2.95;
constexpr double type_words = 5.1, line_words = 8.2, number_width = 3.6, gap = 1.5, between = 1.4,
                 services_heading = 7.3;

// A row of the legend's first two parts: a sample and words.
struct Item {
    std::string words;
    std::optional<std::uint32_t> symbol;
    const map::LegendEntry* entry = nullptr;
    double words_from = type_words;
};

const Pen item_pen{6.8, Weight::regular, ink, Side::left, 6.2};
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
                             draft.request->symbols->find("provider/" + term.code), nullptr, type_words});
    return items;
}

std::vector<Item> map_items(const Draft& draft, const std::vector<map::LegendEntry>& entries) {
    std::vector<Item> items;
    for (const auto& entry : entries) {
        if (entry.vocabulary == "provider_type" || entry.count == 0) continue;
        std::string words = entry.title;
        if (words.empty())
            words = draft.request->vocabularies->label(entry.vocabulary, entry.key, draft.request->language);
        if (words.empty()) continue;
        items.push_back({std::move(words), std::nullopt, &entry, line_words});
    }
    return items;
}

// Draws only when told to: the same steps measure.
class Legend {
public:
    Legend(Page& page, const Draft& draft, map::Frame box, int columns, double item_pitch, bool draws)
        : page_(page),
          draft_(draft),
          columns_(columns_of(box, columns, gap)),
          box_(box),
          pitch_(item_pitch),
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
            double height = pitch_;
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                const auto index = c * rows + row;
                if (index < all.size()) height = std::max(height, item(all[index], columns_[c]));
            }
            y_ += height;
        }
        if (!all.empty()) y_ += between;
    }

    void services() {
        if (draws_)
            page_.line_of(draft_.say(mark("Services")), spot(box_.left, y_ + 3.4),
                          {8.4, Weight::semibold, ink, Side::left, 7});
        y_ += services_heading;
        const auto& terms = draft_.request->vocabularies->of("service_category").terms();
        const bool with_others =
            std::any_of(draft_.listing.providers.begin(), draft_.listing.providers.end(),
                        [](const Listed& l) { return !l.services.empty() && l.services.back() > 14; });
        const auto count = with_others ? terms.size() : std::min<std::size_t>(terms.size(), 14);
        const auto rows = rows_for(count);
        for (std::size_t i = 0; i < count && draws_; ++i) {
            const auto& column = columns_[i / rows];
            const double baseline = y_ + static_cast<double>(i % rows) * service_pitch;
            page_.line_of(std::to_string(i + 1), spot(column.left + number_width, baseline),
                          {6.6, Weight::semibold, accent, Side::right});
            const double left = column.left + number_width + 1;
            page_.line_of(short_service(terms[i].code, *draft_.request->vocabularies, *draft_.catalogue),
                          spot(left, baseline), {6.6, Weight::regular, ink, Side::left, 5.6}, column.right - left);
        }
        y_ += static_cast<double>(rows) * service_pitch - service_pitch + 1;
    }

    double height() const { return y_ - box_.top; }

private:
    std::size_t rows_for(std::size_t count) const { return (count + columns_.size() - 1) / columns_.size(); }

    // Height of the item; drawn at the row's middle.
    double item(const Item& item, map::Frame column) {
        const double left = column.left + item.words_from, room = column.right - left;
        const bool on_one_line = page_.width_of(item.words, with_size(item_pen, item_pen.smallest)) <= room;
        const double height = on_one_line ? pitch_ : std::max(pitch_, pitch_ - 0.4 + second_line);
        if (!draws_) return height;
        const double middle = y_ + height / 2;
        if (item.symbol) page_.symbol(*item.symbol, spot(column.left + 2, middle), 3.4);
        if (item.entry != nullptr) page_.add(item.entry->sample, spot(column.left + 3.5, middle));
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
    double pitch_;
    bool draws_;
    double y_;
};

double run(Page& page, const Draft& draft, map::Frame box, int columns, const std::vector<map::LegendEntry>& entries,
           double item_pitch, bool draws) {
    Legend legend(page, draft, box, columns, item_pitch, draws);
    legend.head(draft.say(mark("Legend")));
    legend.items(type_items(draft));
    legend.items(map_items(draft, entries));
    legend.services();
    return legend.height();
}

}  // namespace

double legend_height(Page& page, const Draft& draft, double width, int columns,
                     const std::vector<map::LegendEntry>& entries) {
    return run(page, draft, frame(0, 0, width, 1000), columns, entries, tight_pitch + 0.3, false);
}

double draw_legend(Page& page, const Draft& draft, map::Frame box, int columns,
                   const std::vector<map::LegendEntry>& entries) {
    page.group("legend");
    double item_pitch = pitch;
    while (item_pitch > tight_pitch && run(page, draft, box, columns, entries, item_pitch, false) > box.height())
        item_pitch -= 0.1;
    return run(page, draft, box, columns, entries, item_pitch, true);
}

}  // namespace balise::sheet
