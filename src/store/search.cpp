#include "store/search.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "geo/operations.hpp"
#include "model/release.hpp"
#include "store/geometry_blob.hpp"
#include "store/packed_index.hpp"
#include "store/tables.hpp"
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

class ProviderSearch {
public:
    ProviderSearch(Connection& connection, const ProviderQuery& query)
        : connection_(connection), query_(query), words_(connection) {}

    ProviderRows run() {
        ProviderRows result;
        narrow_by_words(result.corrected);
        narrow_by_codes();
        if (query_.box) narrow(in_box(*query_.box, true));
        narrow_by_content();
        std::vector<Found> found = query_.near ? nearest(result.total) : best(result.total);
        result.rows.reserve(found.size());
        for (const auto& one : found) result.rows.push_back(row_of(one));
        return result;
    }

private:
    struct Found {
        std::int64_t row = 0;
        std::optional<base::Metres> distance;
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
        read.with(row);
        if (!read.step() || read.is_null(0)) return std::nullopt;
        if (auto position = point_of_blob(read.blob(0))) return position;
        const auto shape = geometry_from(connection_, read.blob(0));
        if (const auto* point = std::get_if<geo::Point>(&shape))
            return geo::LonLat{point->position.x, point->position.y};
        return std::nullopt;
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
        const std::string columns = "SELECT fid, assured_on, disclosure_existence, type, status FROM provider";
        const auto fits = [&](const Statement& row) {
            return content_fits(row.text(1), row.text(2), row.text(3), row.text(4));
        };
        Hits fitting;
        if (hits_ && hits_->size() <= few_rows) {
            auto read = connection_.prepare(columns + " WHERE fid = ?");
            for (const auto& hit : *hits_) {
                read.with(hit.row);
                if (read.step() && fits(read)) fitting.push_back(hit);
                read.reset();
            }
            hits_ = std::move(fitting);
            return;
        }
        auto rows = connection_.prepare(columns + " ORDER BY fid");
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

    struct Named {
        std::int64_t row;
        int score;
        std::string name;
    };

    std::vector<Named> named_hits() {
        std::vector<Named> named;
        if (hits_ && static_cast<std::int64_t>(hits_->size()) <= words_.counts("all")[""] / 4) {
            auto read = connection_.prepare("SELECT coalesce(name_fr, name_en, '') FROM provider WHERE fid = ?");
            for (const auto& hit : *hits_) {
                read.with(hit.row);
                if (read.step()) named.push_back({hit.row, hit.score, std::string(read.text(0))});
                read.reset();
            }
            return named;
        }
        auto rows = connection_.prepare("SELECT fid, coalesce(name_fr, name_en, '') FROM provider ORDER BY fid");
        std::size_t at = 0;
        while (rows.step()) {
            const auto row = rows.whole(0);
            int score = 0;
            if (hits_) {
                while (at < hits_->size() && (*hits_)[at].row < row) ++at;
                if (at == hits_->size()) break;
                if ((*hits_)[at].row != row) continue;
                score = (*hits_)[at].score;
            }
            named.push_back({row, score, std::string(rows.text(1))});
        }
        return named;
    }

    // Best match first, then by name.
    std::vector<Found> best(std::int64_t& total) {
        std::vector<Found> found;
        if (hits_ && hits_->size() > sortable_rows && !base::is_blank(query_.words)) {
            total = static_cast<std::int64_t>(hits_->size());
            const auto better = [](const Hit& a, const Hit& b) {
                return a.score != b.score ? a.score > b.score : a.row < b.row;
            };
            const auto middle = hits_->begin() + static_cast<std::ptrdiff_t>(std::min(wanted(), hits_->size()));
            std::partial_sort(hits_->begin(), middle, hits_->end(), better);
            hits_->erase(middle, hits_->end());
            cut(*hits_);
            for (const auto& hit : *hits_) found.push_back({hit.row, std::nullopt});
            return found;
        }
        auto named = named_hits();
        total = static_cast<std::int64_t>(named.size());
        const auto before = [](const Named& a, const Named& b) {
            if (a.score != b.score) return a.score > b.score;
            if (const int order = compare_folded(a.name, b.name); order != 0) return order < 0;
            return a.row < b.row;
        };
        const auto middle = named.begin() + static_cast<std::ptrdiff_t>(std::min(wanted(), named.size()));
        std::partial_sort(named.begin(), middle, named.end(), before);
        named.erase(middle, named.end());
        cut(named);
        for (const auto& one : named) found.push_back({one.row, std::nullopt});
        return found;
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
        for (const auto& hit : hits)
            if (const auto position = position_of(hit.row))
                found.push_back({hit.row, geo::distance(*query_.near, *position)});
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
    std::vector<Found> nearest(std::int64_t& total) {
        std::vector<Found> found;
        if (query_.within) {
            found = within(query_.within->value);
            total = static_cast<std::int64_t>(found.size());
            cut(found);
            return found;
        }
        total = hits_ ? static_cast<std::int64_t>(hits_->size()) : words_.counts("all")[""];
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
        cut(found);
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

    ProviderRow row_of(const Found& found) {
        ProviderRow result;
        result.distance = found.distance;
        auto row = connection_.prepare(
            "SELECT id, public_ref, coalesce(name_fr, name_en, ''), type, area_code, status, locality, assured_on, "
            "(SELECT coalesce(name_fr, name_en) FROM area WHERE code = provider.area_code) FROM provider WHERE fid = "
            "?");
        row.with(found.row);
        if (!row.step()) return result;
        result.id = row.text(0);
        result.public_ref = row.text(1);
        result.name = row.text(2);
        result.type = row.text(3);
        result.area = row.text(4);
        result.status = row.text(5);
        result.locality = row.text(6);
        result.assured_on = row.text(7);
        result.area_name = row.text(8);
        result.position = position_of(found.row);
        auto services = connection_.prepare("SELECT category, status FROM service WHERE provider = ? ORDER BY ordinal");
        services.with(found.row);
        while (services.step()) {
            if (!services.text(1).empty() && services.text(1) != "active") continue;
            std::string category(services.text(0));
            if (std::find(result.services.begin(), result.services.end(), category) == result.services.end())
                result.services.push_back(std::move(category));
        }
        return result;
    }

    Connection& connection_;
    const ProviderQuery& query_;
    WordSearch words_;
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
