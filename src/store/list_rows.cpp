#include "store/list_rows.hpp"

#include <algorithm>
#include <charconv>

#include "store/geometry_blob.hpp"
#include "store/tables.hpp"

namespace balise::store {

std::optional<geo::LonLat> position_from(Connection& connection, std::string_view blob) {
    if (blob.empty()) return std::nullopt;
    if (auto position = point_of_blob(blob)) return position;
    const auto shape = geometry_from(connection, blob);
    if (const auto* point = std::get_if<geo::Point>(&shape)) return geo::LonLat{point->position.x, point->position.y};
    return std::nullopt;
}

std::string ListRows::list_of(const std::vector<std::int64_t>& rows) {
    std::string list("[");
    list.reserve(rows.size() * 8 + 2);
    char digits[24];
    for (const auto row : rows) {
        if (list.size() > 1) list += ',';
        list.append(digits, std::to_chars(digits, digits + sizeof digits, row).ptr);
    }
    list += ']';
    return list;
}

std::vector<ProviderRow> ListRows::read(const std::vector<std::int64_t>& rows) {
    std::vector<ProviderRow> found(rows.size());
    std::vector<std::int64_t> others;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (lists_.rows.take(rows[i], found[i])) continue;
        others.push_back(rows[i]);
        places.push_back(i);
    }
    if (!others.empty()) read_new(others, places, found);
    for (auto& row : found) row.area_name = name_of_area(row.area);
    return found;
}

void ListRows::read_new(const std::vector<std::int64_t>& rows, const std::vector<std::size_t>& places,
                        std::vector<ProviderRow>& found) {
    for_each(rows,
             "p.geom, p.id, p.public_ref, coalesce(p.name_fr, p.name_en, ''), p.type, p.area_code, p.status, "
             "p.locality, p.assured_on",
             [&](std::size_t at, const Statement& row) {
                 auto& result = found[places[at]];
                 result.position = position_from(connection_, row.blob(1));
                 result.id = row.text(2);
                 result.public_ref = row.text(3);
                 result.name = row.text(4);
                 result.type = row.text(5);
                 result.area = row.text(6);
                 result.status = row.text(7);
                 result.locality = row.text(8);
                 result.assured_on = row.text(9);
             });
    // By the primary key of `service`, so in the order in which they were given.
    auto read = connection_.prepare(
        "SELECT s.provider, s.category, s.status FROM json_each(?) wanted CROSS JOIN service s ON s.provider = "
        "wanted.value");
    const auto list = list_of(rows);
    read.bind(1, std::string_view(list));
    const auto add = [&](std::size_t at, const Statement& row) {
        if (const auto status = row.text(2); !status.empty() && status != "active") return;
        auto& services = found[places[at]].services;
        const auto category = row.text(1);
        if (std::find(services.begin(), services.end(), category) == services.end()) services.emplace_back(category);
    };
    for_each_of(read, rows, add);
    for (std::size_t i = 0; i < rows.size(); ++i) lists_.rows.keep(rows[i], found[places[i]]);
}

const std::string& ListRows::name_of_area(std::string_view code) {
    if (const auto known = lists_.area_names.find(code); known != lists_.area_names.end()) return known->second;
    std::string name;
    if (!code.empty()) {
        auto read = connection_.prepare("SELECT coalesce(name_fr, name_en) FROM area WHERE code = ?");
        if (read.with(code).step()) name = read.text(0);
    }
    return lists_.area_names.emplace(code, std::move(name)).first->second;
}

}  // namespace balise::store
