#include "exchange/start_points.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/source.hpp"
#include "geo/coordinates.hpp"
#include "geo/crs.hpp"

namespace balise::exchange {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

// Which columns tell what; -1 = none.
struct StartColumns {
    int x = -1, y = -1, label = -1, delay = -1;
    bool are_degrees = false;
};

int column_called(const std::vector<std::string>& columns, std::initializer_list<const char*> names) {
    for (const char* name : names)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (base::fold(columns[i]) == name) return static_cast<int>(i);
    return -1;
}

StartColumns columns_of(const std::vector<std::string>& columns) {
    StartColumns found;
    found.label = column_called(columns, {"name", "nom", "name_fr", "id", "public_ref"});
    found.delay = column_called(columns, {"delay", "delai", "minutes"});
    found.x = column_called(columns, {"lon", "longitude", "long"});
    found.y = column_called(columns, {"lat", "latitude"});
    found.are_degrees = found.x >= 0 && found.y >= 0;
    if (!found.are_degrees) {
        found.x = column_called(columns, {"x", "easting", "est"});
        found.y = column_called(columns, {"y", "northing", "nord"});
    }
    return found;
}

bool are_numbers(const std::vector<std::string>& words) {
    return words.size() >= 2 && base::parse_number(words[0]) && base::parse_number(words[1]);
}

// Opens a table of bare numbers as one without headings (`options.header_row` is then 0), everything else as usual.
std::unique_ptr<Source> open_points(const std::filesystem::path& file, SourceOptions& options,
                                    base::Progress& progress) {
    options.header_row = 0;
    SourceRow first;
    auto source = Source::open(file, options, progress);
    const bool is_bare = !source->has_geometry() && source->next(first) && are_numbers(first.cells);
    if (!is_bare) options.header_row.reset();
    return Source::open(file, options, progress);
}

std::optional<double> coordinate(const std::string& cell, bool is_degrees) {
    if (const auto number = base::parse_number(base::trim(cell))) return number;
    if (!is_degrees) return std::nullopt;
    const auto parsed = geo::parse_coordinate(cell);
    return parsed ? std::optional<double>(parsed->degrees) : std::nullopt;
}

}  // namespace

StartPoints read_start_points(const std::filesystem::path& file, const std::string& crs, const geo::GridFrame& frame,
                              base::Progress& progress) {
    const std::string name = file.filename().string();
    progress.stage(mark("reading {0}", name));
    SourceOptions options;
    auto source = open_points(file, options, progress);
    auto columns = options.header_row ? StartColumns{0, 1, -1, -1, false} : columns_of(source->columns());
    if (!source->has_geometry() && (columns.x < 0 || columns.y < 0))
        throw Error(ErrorKind::invalid_input,
                    mark("\"{0}\" does not say where its points are: it needs columns lon and lat, or x and y", name));
    // Coordinates of the file → those of the grid; none when they are the same.
    std::string from = crs;
    if (from.empty()) from = source->has_geometry() ? source->crs() : columns.are_degrees ? "EPSG:4326" : "";
    std::optional<geo::Transformation> transformation;
    if (!from.empty() && !frame.system.empty()) transformation.emplace(from, frame.system);

    StartPoints found;
    SourceRow row;
    const auto refuse = [&](base::Text why) {
        found.problems.error(row.number, {}, std::move(why), mark("correct the row, or take it out"));
    };
    const auto cell = [&](int column) {
        return column >= 0 && static_cast<std::size_t>(column) < row.cells.size()
                   ? row.cells[static_cast<std::size_t>(column)]
                   : std::string();
    };
    while (source->next(row)) {
        progress.step(row.number);
        std::optional<geo::Position> position;
        if (source->has_geometry()) {
            if (const auto* point = std::get_if<geo::Point>(&row.geometry)) position = point->position;
        } else if (const auto x = coordinate(cell(columns.x), columns.are_degrees),
                   y = coordinate(cell(columns.y), columns.are_degrees);
                   x && y) {
            position = geo::Position{*x, *y};
        }
        if (position && transformation) position = transformation->forward(*position);
        if (!position || !std::isfinite(position->x) || !std::isfinite(position->y)) {
            refuse(mark("the row has no usable position"));
            continue;
        }
        const std::string delay_words(base::trim(cell(columns.delay)));
        const auto delay = delay_words.empty() ? std::optional<double>(0) : base::parse_number(delay_words);
        if (!delay || !(*delay >= 0) || !std::isfinite(*delay)) {
            refuse(mark("\"{0}\" is not a delay in minutes", delay_words));
            continue;
        }
        found.points.push_back({row.number, *position, cell(columns.label), *delay});
    }
    if (found.points.empty())
        throw Error(ErrorKind::invalid_input, mark("\"{0}\" holds no point that can be used", name));
    return found;
}

}  // namespace balise::exchange
