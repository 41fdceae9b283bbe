#pragma once
// Where the data of a table begins: titles, headings of several rows, hashtags.
#include <cstdint>
#include <string>
#include <vector>

#include "base/problems.hpp"
#include "exchange/source.hpp"

namespace balise::exchange {

struct TableRow {
    std::int64_t number = 0;
    std::vector<std::string> cells;
};

struct Header {
    std::vector<std::string> columns;
    std::vector<std::string> hashtags;  // empty, or one per column
    std::size_t first_data_row = 0;     // index into the rows looked at
    base::Problems notes;
};

// How many rows at the top are looked at.
inline constexpr std::size_t header_depth = 40;

// Finds the header among the first rows of a table (blank ones included). A row of HXL hashtags decides where there is
// one; else the row with most recognised headings; else the first row with two different words that has a row below it.
// Headings above or below the chosen row (merged cells) are joined. Throws invalid_input when `options` name a row that
// is not there.
Header find_header(const std::vector<TableRow>& rows, const SourceOptions& options);

}  // namespace balise::exchange
