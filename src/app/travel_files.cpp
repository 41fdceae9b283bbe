#include "app/travel_files.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/travel_time.hpp"
#include "base/error.hpp"
#include "exchange/grid_file.hpp"
#include "exchange/start_points.hpp"

namespace balise::app {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

std::string name_of(const std::filesystem::path& file) {
    return file.filename().string();
}

std::shared_ptr<const analysis::Walking> walking_of(const TravelRequest& request, const geo::GridFrame& frame,
                                                    base::Progress& progress) {
    if (request.elevation.empty()) return nullptr;
    auto grid = exchange::read_grid(request.elevation, 1, false, progress);
    if (!grid.frame.same_cells(frame))
        throw Error(ErrorKind::invalid_input,
                    mark("\"{0}\" does not have the cells of \"{1}\": resample it to the same size, corner and system",
                         name_of(request.elevation), name_of(request.friction)));
    auto walking = std::make_shared<analysis::Walking>();
    walking->elevation = std::move(grid.values);
    return walking;
}

analysis::Ground ground_of(const TravelRequest& request, base::Progress& progress) {
    auto grid = exchange::read_grid(request.friction, request.band, false, progress);
    analysis::Ground ground;
    ground.frame = grid.frame;
    ground.friction = std::move(grid.values);
    if (request.per_cell) {
        if (ground.frame.is_geographic || ground.frame.cell_width != ground.frame.cell_height)
            throw Error(ErrorKind::usage, mark("minutes per cell need square cells in metres; give minutes per metre"));
        const auto size = static_cast<float>(ground.frame.cell_width);
        for (auto& value : ground.friction) value /= size;
    }
    ground.walking = walking_of(request, ground.frame, progress);
    return ground;
}

// The points as starts; what cannot be used becomes a problem with its row.
std::vector<analysis::Start> starts_of(const exchange::StartPoints& found, const geo::GridFrame& frame,
                                       base::Problems& problems) {
    std::vector<analysis::Start> starts;
    for (std::size_t i = 0; i < found.points.size(); ++i) {
        const auto& point = found.points[i];
        if (const auto cell = frame.cell_at(point.position))
            starts.push_back({*cell, base::Minutes(point.delay), static_cast<std::uint32_t>(i)});
        else
            problems.warning(point.row, {}, mark("the point lies outside the grid"),
                             mark("check its coordinates and their reference system (--crs)"));
    }
    return starts;
}

struct Totals {
    std::size_t reached = 0;
    double longest = 0, sum = 0;
};

}  // namespace

Outcome travel_time_files(const TravelRequest& request, base::Progress& progress) {
    auto ground = ground_of(request, progress);
    const auto frame = ground.frame;
    auto found = exchange::read_start_points(request.from, request.crs, frame, progress);
    Outcome outcome;
    outcome.problems = std::move(found.problems);
    const auto starts = starts_of(found, frame, outcome.problems);

    analysis::TravelOptions options;
    options.neighbours = request.neighbours == 16 ? analysis::Neighbours::sixteen : analysis::Neighbours::eight;
    options.direction = request.towards ? analysis::Direction::towards_starts : analysis::Direction::from_starts;
    if (request.limit > 0) options.limit = base::Minutes(request.limit);
    options.allocation = !request.allocation.empty();
    progress.stage(mark("preparing the ground"));
    analysis::TravelTime search(std::move(ground), options);
    progress.stage(mark("searching the ways: minutes reached"));
    const auto left_out = search.add(starts, progress);
    for (const auto i : left_out)
        outcome.problems.warning(found.points[starts[i].facility].row, {},
                                 mark("the point lies on a cell without a way through (water, no data)"),
                                 mark("move it to the nearest road or land"));
    const auto used = starts.size() - left_out.size();
    if (used == 0)
        throw Refused(mark("none of the {0} points lies on a cell that can be crossed", found.points.size()),
                      std::move(outcome));

    Totals totals;
    exchange::GridToWrite surface{frame, exchange::GridCells::minutes, {}, {}, "travel time (minutes)"};
    surface.row = [&](std::size_t row, float* values) {
        search.read_row(row, values, nullptr);
        for (std::size_t column = 0; column < frame.columns; ++column) {
            if (!std::isfinite(values[column])) {
                values[column] = std::numeric_limits<float>::quiet_NaN();
                continue;
            }
            ++totals.reached;
            totals.sum += static_cast<double>(values[column]);
            totals.longest = std::max(totals.longest, static_cast<double>(values[column]));
        }
    };
    exchange::write_grid(request.out, surface, progress);
    nlohmann::ordered_json files{request.out.string()};
    outcome.lines.push_back(mark("written: {0}", request.out.string()));
    if (!request.allocation.empty()) {
        exchange::GridToWrite nearest{
            frame, exchange::GridCells::whole_numbers, {}, {}, "nearest point (number in the file)"};
        std::vector<float> minutes(frame.columns);
        nearest.whole_row = [&](std::size_t row, std::uint32_t* values) {
            search.read_row(row, minutes.data(), values);
            for (std::size_t column = 0; column < frame.columns; ++column)
                if (values[column] != analysis::no_facility) ++values[column];
        };
        exchange::write_grid(request.allocation, nearest, progress);
        files.push_back(request.allocation.string());
        outcome.lines.push_back(mark("written: {0}", request.allocation.string()));
    }
    const double mean = totals.reached == 0 ? 0 : totals.sum / static_cast<double>(totals.reached);
    outcome.lines.push_back(mark("{0} points, {1} cells reached, at most {2} minutes, on average {3}", used,
                                 totals.reached, totals.longest, mean));
    const nlohmann::ordered_json json{{"cells", frame.cells()}, {"reached", totals.reached},
                                      {"points", used},         {"left_out", found.points.size() - used},
                                      {"max", totals.longest},  {"mean", mean},
                                      {"files", files}};
    outcome.json = json.dump();
    return outcome;
}

}  // namespace balise::app
