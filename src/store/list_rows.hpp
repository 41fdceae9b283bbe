#pragma once
// Reading many providers by their row numbers, for lists: one statement for all of them. For search.cpp alone.
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/connection.hpp"
#include "store/search.hpp"

namespace balise::store {

// The position of a row of `provider`, from its column `geom`. Nothing when it has none.
std::optional<geo::LonLat> position_from(Connection& connection, std::string_view blob);

class ListRows {
public:
    explicit ListRows(Connection& connection) : connection_(connection) {}

    // One for each of `rows`, in that order; empty for a row that is not there.
    std::vector<ProviderRow> read(const std::vector<std::int64_t>& rows);

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
    void add_services(const std::vector<std::int64_t>& rows, std::vector<ProviderRow>& found);
    const std::string& name_of_area(std::string_view code);

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    Connection& connection_;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> areas_;  // code → name, as far as asked for
};

}  // namespace balise::store
