#include "store/search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "geo/operations.hpp"
#include "model/release.hpp"
#include "store/list_rows.hpp"
#include "store/packed_index.hpp"
#include "store/search_lists.hpp"
#include "store/word_index.hpp"
#include "store/word_search.hpp"

namespace balise::store {

namespace {

// Up to here rows are looked at one by one, above the whole table is read.
constexpr std::size_t few_rows = 5000;
// Up to here equally good hits are put in the order of their names; above, in the order in which they were added.
constexpr std::size_t sortable_rows = 2000;

Hits united(std::vector<Hits> parts) {
    Hits all;
    for (auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    unite(all);
    return all;
}

// The date twelve months ago.
std::string fresh_since() {
    auto date = base::today();
    const auto year = std::stoi(date.substr(0, 4)) - 1;
    return std::to_string(year) + date.substr(4);
}

// Puts hits in order: best score first, then by folded name, then as they were added.
class NameOrder {
public:
    explicit NameOrder(const Hits& hits) : hits_(hits), places_(hits.size()) { folded_.reserve(hits.size() * 32); }
    void set(std::size_t hit, std::string_view name) {
        const auto begin = folded_.size();
        append_folded(name, folded_);
        places_[hit] = {begin, folded_.size() - begin};
    }
    // Indexes of the first `count` of the hits; those without a name count as unnamed.
    std::vector<std::size_t> first(std::size_t count) const {
        std::vector<std::size_t> order(hits_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto before = [&](std::size_t a, std::size_t b) {
            if (hits_[a].score != hits_[b].score) return hits_[a].score > hits_[b].score;
            const int difference = name(a).compare(name(b));
            return difference != 0 ? difference < 0 : hits_[a].row < hits_[b].row;
        };
        if (count >= order.size()) {
            std::sort(order.begin(), order.end(), before);
            return order;
        }
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), before);
        order.resize(count);
        return order;
    }

private:
    std::string_view name(std::size_t at) const {
        return std::string_view(folded_).substr(places_[at].first, places_[at].second);
    }
    const Hits& hits_;
    std::string folded_;  // the names, one after the other
    std::vector<std::pair<std::size_t, std::size_t>> places_;
};

class ProviderSearch {
public:
    ProviderSearch(Connection& connection, const ProviderQuery& query)
        : connection_(connection),
          query_(query),
          lists_(store::search_lists(connection)),
          words_(connection, *lists_),
          list_(connection, *lists_) {}

    ProviderRows run() {
        ProviderRows result;
        narrow_by_words(result.corrected);
        narrow_by_codes();
        if (query_.box) narrow(in_box(*query_.box, true));
        narrow_by_content();
        return query_.near ? nearest(std::move(result)) : best(std::move(result));
    }

private:
    struct Found {
        std::int64_t row = 0;
        std::optional<base::Metres> distance{};
    };

    void narrow(Hits hits) { hits_ = hits_ ? both(*hits_, hits) : std::move(hits); }

    void narrow_by_words(std::vector<std::string>& corrected) {
        if (!base::is_blank(query_.words)) narrow(words_.with_words(query_.words, corrected));
    }

    void narrow_by_codes() {
        const auto any_of = [&](std::string_view kind, const std::vector<std::string>& codes) {
            if (codes.empty()) return;
            std::vector<Hits> parts;
            for (const auto& code : codes) parts.push_back(words_.with_code(kind, code));
            narrow(united(std::move(parts)));
        };
        any_of("type", query_.types);
        any_of("status", query_.statuses);
        for (const auto& service : query_.services) narrow(words_.with_code("service", service));
        if (!query_.area.empty()) narrow(words_.in_area(query_.area));
    }

    // Rows whose point lies in the box; without `exact` a little more, as the index rounds.
    Hits in_box(const geo::Box& box, bool exact) {
        Hits hits;
        auto rows = connection_.prepare(
            "SELECT pkid, xmin, xmax, ymin, ymax FROM idx_provider_geom WHERE xmax >= ? AND xmin <= ? AND ymax >= ? "
            "AND ymin <= ?");
        rows.with(box.min_x, box.max_x, box.min_y, box.max_y);
        const auto inside = [](double low, double high, double from, double to) { return low >= from && high <= to; };
        while (rows.step()) {
            const auto row = rows.whole(0);
            if (exact && !(inside(rows.real(1), rows.real(2), box.min_x, box.max_x) &&
                           inside(rows.real(3), rows.real(4), box.min_y, box.max_y))) {
                const auto position = position_of(row);
                if (!position || !box.contains({position->lon, position->lat})) continue;
            }
            hits.push_back({row, 0});
        }
        unite(hits);
        return hits;
    }

    std::optional<geo::LonLat> position_of(std::int64_t row) {
        auto read = connection_.prepare("SELECT geom FROM provider WHERE fid = ?");
        return read.with(row).step() ? position_from(connection_, read.blob(0)) : std::nullopt;
    }

    bool content_fits(std::string_view assured_on, std::string_view recorded, std::string_view type,
                      std::string_view status) const {
        if (query_.verified == "fresh" && assured_on < fresh_since_) return false;
        if (query_.verified == "stale" && (assured_on.empty() || assured_on >= fresh_since_)) return false;
        if (query_.verified == "never" && !assured_on.empty()) return false;
        if (query_.disclosure.empty()) return true;
        if (recorded.empty())
            recorded = model::audience_code(
                model::default_level(std::string(type), std::string(status), model::FieldGroup::existence));
        return recorded == query_.disclosure;
    }

    // Freshness and disclosure are not in the index: the rows themselves are read.
    void narrow_by_content() {
        if (query_.verified.empty() && query_.disclosure.empty()) return;
        fresh_since_ = fresh_since();
        const std::string columns = "p.assured_on, p.disclosure_existence, p.type, p.status";
        const auto fits = [&](const Statement& row) {
            return content_fits(row.text(1), row.text(2), row.text(3), row.text(4));
        };
        Hits fitting;
        if (hits_ && hits_->size() <= few_rows) {
            list_.for_each(rows_of(*hits_), columns, [&](std::size_t at, const Statement& row) {
                if (fits(row)) fitting.push_back((*hits_)[at]);
            });
            hits_ = std::move(fitting);
            return;
        }
        auto rows = connection_.prepare("SELECT p.fid, " + columns + " FROM provider p ORDER BY p.fid");
        while (rows.step())
            if (fits(rows)) fitting.push_back({rows.whole(0), 0});
        narrow(std::move(fitting));
    }

    std::size_t wanted() const {
        return static_cast<std::size_t>(std::max<std::int64_t>(query_.limit, 0) +
                                        std::max<std::int64_t>(query_.offset, 0));
    }

    template <class Item>
    void cut(std::vector<Item>& items) const {
        const auto from = std::min(items.size(), static_cast<std::size_t>(std::max<std::int64_t>(query_.offset, 0)));
        items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(from));
        if (items.size() > static_cast<std::size_t>(std::max<std::int64_t>(query_.limit, 0)))
            items.resize(static_cast<std::size_t>(std::max<std::int64_t>(query_.limit, 0)));
    }

    // Best match first, then by name.
    ProviderRows best(ProviderRows result) {
        auto& hits = candidates();
        result.total = static_cast<std::int64_t>(hits.size());
        if (hits.size() > sortable_rows && !base::is_blank(query_.words)) {
            const auto better = [](const Hit& a, const Hit& b) {
                return a.score != b.score ? a.score > b.score : a.row < b.row;
            };
            const auto middle = hits.begin() + static_cast<std::ptrdiff_t>(std::min(wanted(), hits.size()));
            std::partial_sort(hits.begin(), middle, hits.end(), better);
            hits.erase(middle, hits.end());
            cut(hits);
            result.rows = list_.read(rows_of(hits));
        } else if (wanted() >= hits.size()) {
            auto rows = list_.read(rows_of(hits));
            NameOrder order(hits);
            for (std::size_t i = 0; i < rows.size(); ++i) order.set(i, rows[i].name);
            auto all = order.first(hits.size());
            cut(all);
            result.rows.reserve(all.size());
            for (const auto at : all) result.rows.push_back(std::move(rows[at]));
        } else {
            drop_outscored(hits);
            auto first = in_order_of_names(hits);
            cut(first);
            std::vector<std::int64_t> rows;
            for (const auto at : first) rows.push_back(hits[at].row);
            result.rows = list_.read(rows);
        }
        return result;
    }

    // The hits, or all providers.
    Hits& candidates() {
        if (!hits_) hits_ = words_.with_code("all", {});
        return *hits_;
    }

    // Takes away those that are worse than enough others, whatever their names are.
    void drop_outscored(Hits& hits) const {
        std::array<std::size_t, 64> counts{};
        const auto slot = [&](const Hit& hit) {
            return static_cast<std::size_t>(std::clamp(hit.score, 0, static_cast<int>(counts.size()) - 1));
        };
        for (const auto& hit : hits) ++counts[slot(hit)];
        std::size_t least = counts.size() - 1;
        for (std::size_t better = counts[least]; least > 0 && better < wanted(); better += counts[least]) --least;
        std::erase_if(hits, [&](const Hit& hit) { return slot(hit) < least; });
    }

    // Indexes of the wanted hits, those with the first names.
    std::vector<std::size_t> in_order_of_names(const Hits& hits) {
        NameOrder order(hits);
        if (hits.size() <= few_rows || static_cast<std::int64_t>(hits.size()) < words_.counts("all")[""] / 4) {
            list_.for_each_name(rows_of(hits), [&](std::size_t at, std::string_view name) { order.set(at, name); });
        } else {
            auto rows = connection_.prepare("SELECT fid, coalesce(name_fr, name_en, '') FROM provider ORDER BY fid");
            for (std::size_t at = 0; at < hits.size() && rows.step();) {
                while (at < hits.size() && hits[at].row < rows.whole(0)) ++at;
                if (at < hits.size() && hits[at].row == rows.whole(0)) order.set(at++, rows.text(1));
            }
        }
        return order.first(wanted());
    }

    static std::vector<std::int64_t> rows_of(const Hits& hits) {
        std::vector<std::int64_t> rows;
        rows.reserve(hits.size());
        for (const auto& hit : hits) rows.push_back(hit.row);
        return rows;
    }

    // A box that holds everything within the distance, generously.
    static geo::Box box_around(geo::LonLat centre, double metres) {
        const double lat = metres / 110000.0;
        const double lon =
            lat / std::max(0.01, std::cos(std::min(89.0, std::abs(centre.lat) + lat) * std::numbers::pi / 180.0));
        return {centre.lon - lon, centre.lat - lat, centre.lon + lon, centre.lat + lat};
    }

    std::vector<Found> measured(const Hits& hits) {
        std::vector<Found> found;
        found.reserve(hits.size());
        list_.for_each(rows_of(hits), "p.geom", [&](std::size_t at, const Statement& row) {
            if (const auto position = position_from(connection_, row.blob(1)))
                found.push_back({hits[at].row, geo::distance(*query_.near, *position)});
        });
        return found;
    }

    static void sort_by_distance(std::vector<Found>& found) {
        std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
            return a.distance != b.distance ? a.distance->value < b.distance->value : a.row < b.row;
        });
    }

    // Everything within the distance, nearest first.
    std::vector<Found> within(double metres) {
        auto hits = in_box(box_around(*query_.near, metres), false);
        if (hits_) hits = both(*hits_, hits);
        auto found = measured(hits);
        std::erase_if(found, [&](const Found& one) { return one.distance->value > metres; });
        sort_by_distance(found);
        return found;
    }

    // Records without a point come last, unless a distance was asked for.
    ProviderRows nearest(ProviderRows result) {
        std::vector<Found> found;
        if (query_.within) {
            found = within(query_.within->value);
            result.total = static_cast<std::int64_t>(found.size());
        } else {
            result.total = hits_ ? static_cast<std::int64_t>(hits_->size()) : words_.counts("all")[""];
            found = nearest_wanted(result.total);
        }
        cut(found);
        std::vector<std::int64_t> rows;
        for (const auto& one : found) rows.push_back(one.row);
        result.rows = list_.read(rows);
        for (std::size_t i = 0; i < found.size(); ++i) result.rows[i].distance = found[i].distance;
        return result;
    }

    std::vector<Found> nearest_wanted(std::int64_t total) {
        std::vector<Found> found;
        if (hits_ && hits_->size() <= few_rows) {
            found = measured(*hits_);
            sort_by_distance(found);
        } else {
            for (double radius = first_radius(total);; radius *= 2) {
                found = within(radius);
                if (found.size() >= wanted() || radius > 2.1e7) break;
            }
        }
        if (found.size() < wanted()) append_without_position(found);
        return found;
    }

    // A circle that probably holds as many as are wanted, if they were spread evenly.
    double first_radius(std::int64_t total) {
        const auto extent = index_extent(connection_, "provider");
        if (extent.empty() || total == 0) return 4e7;
        const double area = std::max(1e-6, (extent.max_x - extent.min_x) * (extent.max_y - extent.min_y));
        const double share = std::min(1.0, static_cast<double>(wanted() + 1) / static_cast<double>(total));
        return std::max(500.0, 110000.0 * std::sqrt(area * share / std::numbers::pi));
    }

    void append_without_position(std::vector<Found>& found) {
        std::vector<std::int64_t> with_position;
        for (const auto& one : found) with_position.push_back(one.row);
        std::sort(with_position.begin(), with_position.end());
        const auto append = [&](std::int64_t row) {
            if (!std::binary_search(with_position.begin(), with_position.end(), row))
                found.push_back({row, std::nullopt});
        };
        if (hits_) {
            for (const auto& hit : *hits_) append(hit.row);
            return;
        }
        auto rows = connection_.prepare("SELECT fid FROM provider WHERE geom IS NULL ORDER BY fid");
        while (rows.step()) append(rows.whole(0));
    }

    Connection& connection_;
    const ProviderQuery& query_;
    std::shared_ptr<SearchLists> lists_;
    WordSearch words_;
    ListRows list_;
    std::optional<Hits> hits_;  // nothing yet = all providers
    std::string fresh_since_;
};

}  // namespace

ProviderRows find_providers(const Project& project, const ProviderQuery& query) {
    auto& connection = project.connection();
    Transaction transaction(connection, Transaction::Kind::read);
    return ProviderSearch(connection, query).run();
}

}  // namespace balise::store
