#include <algorithm>

#include "base/words.hpp"
#include "geo/operations.hpp"
#include "store/geometry_blob.hpp"
#include "store/search.hpp"
#include "store/tables.hpp"
#include "store/word_index.hpp"

namespace balise::store {

namespace {

struct Candidate {
    int rank = 0;  // 0 exact name, 1 beginning of the name, 2 all words as beginnings, 3 near words
    std::int64_t population = -1;
    bool is_area = false;
    std::int64_t row = 0;
    std::string name;
};

// How well a name fits; nothing when it does not.
std::optional<int> rank_of(const std::vector<std::string>& name, const std::vector<std::string>& wanted,
                           bool forgiving) {
    if (name == wanted) return 0;
    const auto begins = [](const std::string& word, const std::string& start) { return word.starts_with(start); };
    if (name.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end() - 1, name.begin()) &&
        begins(name[wanted.size() - 1], wanted.back()))
        return 1;
    const bool all = std::all_of(wanted.begin(), wanted.end(), [&](const std::string& start) {
        return std::any_of(name.begin(), name.end(), [&](const std::string& word) { return begins(word, start); });
    });
    if (all) return 2;
    if (!forgiving) return std::nullopt;
    const bool near = std::all_of(wanted.begin(), wanted.end(), [&](const std::string& start) {
        const std::size_t limit = start.size() <= 5 ? 1 : 2;
        return std::any_of(name.begin(), name.end(), [&](const std::string& word) {
            return begins(word, start) || (start.size() > 2 && base::edit_distance(start, word, limit) <= limit);
        });
    });
    return near ? std::optional(3) : std::nullopt;
}

// Looks through the names (the first columns of `rows` are fid, population, then names; lists have ';').
void collect(Statement rows, const std::vector<std::string>& wanted, bool forgiving, bool is_area,
             std::vector<Candidate>& found) {
    while (rows.step()) {
        std::optional<int> best;
        for (int column = 2; column < rows.columns(); ++column) {
            std::string_view names = rows.text(column);
            while (!names.empty()) {
                const auto end = names.find(';');
                const auto rank = rank_of(words_of(names.substr(0, end), true), wanted, forgiving);
                if (rank && (!best || *rank < *best)) best = rank;
                names = end == std::string_view::npos ? std::string_view() : names.substr(end + 1);
            }
        }
        if (best)
            found.push_back(
                {*best, rows.is_null(1) ? -1 : rows.whole(1), is_area, rows.whole(0), std::string(rows.text(2))});
    }
}

geo::LonLat position_of(const geo::Geometry& shape) {
    if (const auto* point = std::get_if<geo::Point>(&shape)) return {point->position.x, point->position.y};
    if (const auto* polygons = std::get_if<geo::MultiPolygon>(&shape))
        if (const auto inside = geo::interior_point(*polygons)) return {inside->x, inside->y};
    return {};
}

PlaceRow row_of(Connection& connection, const Candidate& found) {
    PlaceRow place;
    auto read = connection.prepare(
        found.is_area ? "SELECT a.code, coalesce(a.name_fr, a.name_en), coalesce(a.legal_type, 'area'), a.parent_code, "
                        "(SELECT coalesce(p.name_fr, p.name_en) FROM area p WHERE p.code = a.parent_code), "
                        "a.population, a.geom FROM area a WHERE a.fid = ?"
                      : "SELECT code, name, kind, area_code, "
                        "(SELECT coalesce(name_fr, name_en) FROM area WHERE code = place.area_code), "
                        "population, geom FROM place WHERE fid = ?");
    read.with(found.row);
    if (!read.step()) return place;
    place.code = read.text(0);
    place.name = read.text(1);
    place.kind = read.text(2);
    place.area_code = read.text(3);
    place.area_name = read.text(4);
    if (!read.is_null(5)) place.population = read.whole(5);
    place.position = position_of(geometry_from(connection, read.blob(6)));
    return place;
}

}  // namespace

std::vector<PlaceRow> find_places(const Project& project, const std::string& words, std::int64_t limit) {
    auto& connection = project.connection();
    Transaction transaction(connection, Transaction::Kind::read);
    const auto wanted = words_of(words, true);
    std::vector<PlaceRow> rows;
    if (wanted.empty() || limit <= 0) return rows;
    std::vector<Candidate> found;
    for (const bool forgiving : {false, true}) {
        // Places and areas without a position could not be shown.
        collect(connection.prepare("SELECT fid, population, name, former_names FROM place WHERE geom IS NOT NULL"),
                wanted, forgiving, false, found);
        collect(connection.prepare(
                    "SELECT fid, population, name_fr, name_en, former_names FROM area WHERE geom IS NOT NULL"),
                wanted, forgiving, true, found);
        if (!found.empty()) break;
    }
    const auto before = [](const Candidate& a, const Candidate& b) {
        if (a.rank != b.rank) return a.rank < b.rank;
        if (a.is_area != b.is_area && a.population < 0 && b.population < 0) return !a.is_area;
        if (a.population != b.population) return a.population > b.population;
        if (const int order = compare_folded(a.name, b.name); order != 0) return order < 0;
        return a.is_area != b.is_area ? !a.is_area : a.row < b.row;
    };
    std::sort(found.begin(), found.end(), before);
    if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
    for (const auto& one : found) rows.push_back(row_of(connection, one));
    return rows;
}

}  // namespace balise::store
