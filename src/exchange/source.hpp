#pragma once
// Foreign files as a stream of rows, whatever their format.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.hpp"
#include "base/progress.hpp"
#include "geo/geometry.hpp"

namespace balise::exchange {

struct SourceRow {
    // As a person counts: the row that a spreadsheet program shows (a cell with line breaks is one row, blank rows
    // count), or the number of the feature or object, from 1.
    std::int64_t number = 0;
    std::vector<std::string> cells;  // UTF-8, one per column; missing = empty
    geo::Geometry geometry;          // in the source's system
};

// Cells to be read otherwise than they stand in the file: row as SourceRow counts → column from 1 → what it holds.
using Corrections = std::map<std::int64_t, std::map<std::size_t, std::string>>;

struct SourceOptions {
    std::string layer;  // sheet or layer, by its name or by its number from 1; empty = the first that holds data
    std::optional<int> header_row;  // 1-based; 0 = the file has no header, its columns are called "1", "2"…; else found
    int skip_rows = 0;
    std::string encoding;   // else detected
    std::string delimiter;  // one character, or "tab"; else detected
    // Whether a cell is a heading that the reader would understand: the row with most of them is the header row.
    std::function<bool(std::string_view)> is_heading;
    Corrections corrections;
};

// An open foreign file. Formats are recognised by content, not by name alone: a PDF named .xlsx is refused by what it
// is. Drivers are from an allow-list, no network, no archive but .zip/.kmz with caps on size and ratio.
class Source {
public:
    // Throws not_found, io, or invalid_input with the fact and the remedy.
    static std::unique_ptr<Source> open(const std::filesystem::path& file, const SourceOptions& options,
                                        base::Progress& progress);
    virtual ~Source() = default;

    // "CSV", "XLSX", "GeoJSON"…
    virtual std::string format() const = 0;
    // Column names as found in the header row; HXL hashtags beside them where there is a hashtag row.
    virtual const std::vector<std::string>& columns() const = 0;
    virtual const std::vector<std::string>& hashtags() const = 0;  // same size as columns, or empty
    virtual bool has_geometry() const = 0;
    // Reference system of the geometry as PROJ understands it; empty = not stated.
    virtual std::string crs() const = 0;
    // Rows that were passed over (titles, units, blank rows), for the report. Grows while rows are read: a row whose
    // geometry cannot be used adds a problem of severity error with its number.
    virtual const base::Problems& notes() const = 0;
    // Next row; false at the end. Rows with all cells empty and no geometry are passed over.
    virtual bool next(SourceRow& row) = 0;
    // Number of rows when it is known, else 0.
    virtual std::int64_t size_hint() const = 0;
    // What stands between the cells of a text table; nothing for other formats.
    virtual std::optional<char> separator() const { return std::nullopt; }
};

}  // namespace balise::exchange
