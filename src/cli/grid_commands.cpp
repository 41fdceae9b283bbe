// Commands that work on grids alone: travel-time.
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/travel_files.hpp"
#include "base/words.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "cli/text_table.hpp"
#include "cli/work.hpp"

namespace balise::cli {

using app::Parameter;
using app::ParameterType;
using base::mark;

namespace {

int run_travel_time(Invocation& call) {
    const auto& given = call.arguments;
    app::TravelRequest request;
    request.friction = given.text("friction");
    request.band = static_cast<int>(given.whole("band").value_or(1));
    request.per_cell = given.flag("per-cell");
    request.elevation = given.text("elevation");
    request.from = given.text("from");
    request.crs = given.text("crs");
    request.out = given.text("out");
    request.allocation = given.text("allocation");
    request.towards = given.flag("towards");
    request.neighbours = given.text("neighbours", "8") == "16" ? 16 : 8;
    request.limit = base::parse_number(given.text("limit", "0")).value_or(0);
    if (request.limit < 0) throw base::Error(base::ErrorKind::usage, mark("--limit cannot be negative"));
    app::Outcome outcome;
    work(call, [&](base::Progress& progress) { outcome = app::travel_time_files(request, progress); });
    if (call.wants_json) {
        print(call, to_json(outcome, call.say));
        return 0;
    }
    list_problems(call.err, outcome.problems, call.say, {});
    for (const auto& line : outcome.lines) call.out << printable(call.say(line)) << '\n';
    return 0;
}

}  // namespace

std::vector<Command> grid_commands() {
    return {
        {.name = "travel-time",
         .title = mark("Travel time on a grid"),
         .help = mark("Computes the least travel time from points to every cell of a friction grid (minutes per "
                      "metre). No project is needed."),
         .parameters =
             {{.name = "friction",
               .type = ParameterType::file_in,
               .help = mark("friction grid (GeoTIFF or ASCII grid): minutes per metre; no data = no way through"),
               .required = true},
              {.name = "from",
               .type = ParameterType::file_in,
               .help = mark("points to start from: a table with lon and lat, or x and y, or a vector file; a column "
                            "delay holds minutes that pass before the start"),
               .required = true},
              {.name = "out",
               .type = ParameterType::file_out,
               .help = mark("GeoTIFF to write: minutes to the nearest point"),
               .required = true},
              {.name = "allocation",
               .type = ParameterType::file_out,
               .help = mark("GeoTIFF to write: number of the nearest point, in the order of the file from 1")},
              flag("towards", mark("people travel towards the points; matters with --elevation")),
              {.name = "neighbours",
               .type = ParameterType::code,
               .help = mark("steps to 8 neighbours, or also knight's moves"),
               .choices = {"8", "16"},
               .default_value = "8"},
              {.name = "elevation",
               .type = ParameterType::file_in,
               .help = mark("elevation in metres on the same cells: people walk up and down slopes (Tobler)")},
              {.name = "limit", .type = ParameterType::number, .help = mark("no farther than this"), .unit = "min"},
              flag("per-cell", mark("the friction is minutes to cross a cell, as in GRASS r.cost")),
              {.name = "band",
               .type = ParameterType::whole,
               .help = mark("band of the friction grid"),
               .default_value = "1"},
              {.name = "crs", .help = mark("reference system of the points, as EPSG:n")}},
         .changes_file = false,
         .run = run_travel_time,
         .examples = {"balise travel-time --friction friction.tif --from centres.csv --out minutes.tif "
                      "--allocation nearest.tif"}}};
}

}  // namespace balise::cli
