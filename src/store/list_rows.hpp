#pragma once
// Reading many providers by their row numbers, for lists: one statement for all of them. For search.cpp alone.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.hpp"
#include "store/search_lists.hpp"

namespace balise::store {

// The position of a row of `provider`, from its column `geom`. Nothing when it has none.
std::optional<geo::LonLat> position_from(Connection& connection, std::string_view blob);

class ListRows {
public:
    ListRows(Connection& connection, SearchLists& lists) : connection_(connection), lists_(lists) {}

    // One for each of `rows`, in that order; empty for a row that is not there.
    std::vector<ProviderRow> read(const std::vector<std::int64_t>& rows);

    // The name of each of `rows`: function(index in `rows`, name), in any order.
    template <class Function>
    void for_each_name(const std::vector<std::int64_t>& rows, Function&& function) {
        std::vector<std::int64_t> others;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const auto name = lists_.rows.name(rows[i])) {
                function(i, *name);
                continue;
            }
            others.push_back(rows[i]);
            places.push_back(i);
        }
        if (!others.empty())
            for_each(others, "coalesce(p.name_fr, p.name_en, '')",
                     [&](std::size_t at, const Statement& row) { function(places[at], row.text(1)); });
    }

    // Calls function(index in `rows`, columns) for each of `rows` that is there. `columns` are of provider p, the first
    // one is number 1.
    template <class Function>
    void for_each(const std::vector<std::int64_t>& rows, std::string_view columns, Function&& function) {
        const auto list = list_of(rows);
        auto read = connection_.prepare("SELECT p.fid, " + std::string(columns) +
                                        " FROM json_each(?) wanted CROSS JOIN provider p ON p.fid = wanted.value");
        read.bind(1, std::string_view(list));
        for_each_of(read, rows, function);
    }

private:
    // SQLite has no parameter that is a list; JSON is the form it reads fastest.
    static std::string list_of(const std::vector<std::int64_t>& rows);
    // The rows of `read` come in the order of `rows`, some left out or several times.
    template <class Function>
    static void for_each_of(Statement& read, const std::vector<std::int64_t>& rows, Function& function) {
        std::size_t at = 0;
        while (read.step()) {
            const auto row = read.whole(0);
            while (at < rows.size() && rows[at] != row) ++at;
            if (at == rows.size()) return;
            function(at, static_cast<const Statement&>(read));
        }
    }
    // Reads those that are not kept yet, and keeps them: found[places[i]] is the row rows[i].
    void read_new(const std::vector<std::int64_t>& rows, const std::vector<std::size_t>& places,
                  std::vector<ProviderRow>& found);
    const std::string& name_of_area(std::string_view code);

    Connection& connection_;
    SearchLists& lists_;
};

}  // namespace balise::store
