#pragma once
// The program's own data files as tables.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/records.hpp"

namespace balise::app {

struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    // The cell of a row under a column name; empty when there is no such column.
    std::string cell(const std::vector<std::string>& row, std::string_view column) const;
};

// A comma-separated UTF-8 file of the data folder.
Table read_table(const std::filesystem::path& file);
std::vector<model::Organisation> load_organisations();

}  // namespace balise::app
