#include "app/file_actions.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/import.hpp"
#include "app/problem_file.hpp"
#include "app/quoted_report.hpp"
#include "app/step.hpp"
#include "base/digest.hpp"
#include "base/words.hpp"
#include "exchange/writer.hpp"

namespace balise::app {

using namespace model;
using base::mark;

namespace {

std::string record_kind(const std::string& words) {
    for (const auto& [word, kind] : import_kinds())
        if (word == words) return kind;
    throw base::Error(base::ErrorKind::usage, mark("\"{0}\" is not a kind of record that can be imported", words));
}

// "12:3=value": what column 3 of row 12 is to hold.
void add_correction(const std::string& words, exchange::Corrections& corrections) {
    const auto colon = words.find(':');
    const auto equals = words.find('=', colon == std::string::npos ? 0 : colon);
    const auto row = base::parse_whole(base::trim(words.substr(0, colon)));
    const auto column = colon == std::string::npos || equals == std::string::npos
                            ? std::nullopt
                            : base::parse_whole(base::trim(words.substr(colon + 1, equals - colon - 1)));
    if (!row || !column || *row < 1 || *column < 1)
        throw base::Error(base::ErrorKind::usage, mark("\"{0}\" is not of the form row:column=value", words));
    corrections[*row][static_cast<std::size_t>(*column)] = words.substr(equals + 1);
}

Outcome run_import(Step& step) {
    return import_file(step, import_request(step.arguments));
}

void check_import(const Step& step) {
    const std::filesystem::path source = step.arguments.text("source");
    std::error_code ignored;
    if (!std::filesystem::exists(source, ignored))
        throw base::Error(base::ErrorKind::not_found, mark("there is no file {0}", source.string()));
    record_kind(step.arguments.text("as"));
}

// One format to a file name; several formats, or a name without an extension, to a folder.
std::filesystem::path target_of(const std::filesystem::path& out, const std::string& format, std::size_t formats) {
    if (formats == 1) return out;
    return out / ("balise." + format);
}

// The gate works by fields: a text that quotes a hidden record has to be reworded by a person.
void refuse_quotations(const Directory& directory, const Released& released, const std::vector<Decision>& decisions,
                       const Vocabularies& vocabularies) {
    const auto found = quotations(directory, released, decisions, vocabularies);
    if (found.empty()) return;
    Outcome outcome;
    add_quotations(found, released.audience(), base::Severity::error, outcome.problems);
    throw Refused(base::mark_plural("nothing was written: {0} text would tell {1} what is withheld",
                                    "nothing was written: {0} texts would tell {1} what is withheld",
                                    static_cast<std::int64_t>(found.size()), audience_words(released.audience())),
                  std::move(outcome), base::ErrorKind::conflict);
}

Outcome run_export(Step& step) {
    const auto& given = step.arguments;
    const auto audience = audience_from_code(given.text("audience"));
    if (!audience)
        throw base::Error(base::ErrorKind::usage, mark("\"{0}\" is not an audience", given.text("audience")));
    std::vector<std::string> formats;
    for (const auto& words : given.list("format"))
        for (const auto& format : base::split(words, ',')) formats.push_back(format);
    step.progress.stage(mark("applying the release gate"));
    const auto directory = load_directory(step.project);
    const auto decisions = step.project.decisions();
    const auto released = release(directory, *audience, decisions);
    const auto withheld = withheld_from(directory, released, decisions);
    refuse_quotations(directory, released, decisions, step.vocabularies);
    const std::filesystem::path out = given.text("out");
    for (const auto& format : formats) {
        const auto target = target_of(out, format, formats.size());
        std::error_code ignored;
        if (std::filesystem::equivalent(target, step.project.file(), ignored))
            throw base::Error(
                base::ErrorKind::conflict,
                mark("{0} would be overwritten; choose another name for what is written", target.string()));
    }
    exchange::WriteOptions options;
    options.language = language_of(given);
    options.title = step.project.setting("title").value_or("");
    std::vector<exchange::WriteTarget> targets;
    for (const auto& format : formats) {
        auto target = target_of(out, format, formats.size());
        targets.push_back({format, std::move(target)});
    }
    const auto written = std::make_shared<exchange::WrittenFiles>(
        exchange::write_all(released, withheld, targets, step.vocabularies, options, step.progress));
    step.when_committed = [written] { written->keep(); };
    Outcome outcome;
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const auto& [format, file] : written->files) {
        files.push_back({{"format", format}, {"file", file.string()}, {"sha256", base::sha256_of_file(file)}});
        outcome.lines.push_back(mark("written: {0}", file.string()));
    }
    const nlohmann::ordered_json counts{{"audience", std::string(audience_code(*audience))},
                                        {"providers", released.providers().size()},
                                        {"risk_zones", released.risk_zones().size()},
                                        {"border_posts", released.border_posts().size()},
                                        {"transport", released.transport_nodes().size()}};
    auto json = counts;
    json["files"] = files;
    outcome.json = json.dump();
    for (auto& file : json["files"])
        file["file"] = std::filesystem::path(file["file"].get<std::string>()).filename().string();
    step.summary = json.dump();
    outcome.lines.push_back(mark("{0} providers, {1} risk zones, {2} border posts and {3} transport nodes for {4}",
                                 released.providers().size(), released.risk_zones().size(),
                                 released.border_posts().size(), released.transport_nodes().size(),
                                 audience_words(*audience)));
    return outcome;
}

void check_export(const Step& step) {
    for (const auto& words : step.arguments.list("format"))
        for (const auto& format : base::split(words, ','))
            if (const auto& known = exchange::formats(); std::find(known.begin(), known.end(), format) == known.end())
                throw base::Error(
                    base::ErrorKind::unsupported,
                    mark("the format \"{0}\" is not supported; use one of: {1}", format, base::join(known, ", ")));
}

}  // namespace

ImportRequest import_request(const Arguments& arguments) {
    ImportRequest request;
    request.kind = record_kind(arguments.text("as"));
    request.read.file = arguments.text("source");
    if (arguments.has("mapping")) request.read.mapping = exchange::read_mapping(arguments.text("mapping"));
    request.read.source = request.read.mapping.source;
    if (arguments.has("layer")) request.read.source.layer = arguments.text("layer");
    for (const auto& words : arguments.list("set")) {
        const auto equals = words.find('=');
        if (equals == std::string::npos)
            throw base::Error(base::ErrorKind::usage, mark("\"{0}\" is not of the form field=value", words));
        request.read.mapping.constants[std::string(base::trim(words.substr(0, equals)))] =
            std::string(base::trim(words.substr(equals + 1)));
    }
    if (arguments.has("positions")) request.read.mapping.positions_absent = true;
    for (const auto& words : arguments.list("correct")) add_correction(words, request.read.source.corrections);
    request.read.crs = arguments.text("crs");
    request.read.level = arguments.whole("level");
    request.replace = arguments.flag("replace");
    request.accept_partial = arguments.flag("accept-partial");
    request.problems_file = arguments.text("problems");
    return request;
}

Directory load_directory(const store::Project& project) {
    return {project.all<Provider>(),      project.all<RiskZone>(), project.all<BorderPost>(),
            project.all<TransportNode>(), project.all<Area>(),     project.all<Place>()};
}

Action import_action() {
    std::vector<std::string> kinds;
    for (const auto& [word, kind] : import_kinds()) kinds.push_back(word);
    return {.id = "import",
            .title = mark("Import a file"),
            .help = mark("Reads records from CSV, XLSX, XLS, ODS, JSON, GeoJSON, Shapefile, GeoPackage, KML or KMZ. "
                         "All or nothing: a file with errors changes nothing unless --accept-partial is given."),
            .parameters = {{.name = "source",
                            .type = ParameterType::file_in,
                            .help = mark("the file to read"),
                            .required = true,
                            .positional = true},
                           {.name = "as",
                            .type = ParameterType::code,
                            .help = mark("what the rows are"),
                            .required = true,
                            .choices = kinds},
                           {.name = "layer", .help = mark("sheet or layer, when there are several")},
                           {.name = "mapping",
                            .type = ParameterType::file_in,
                            .help = mark("a JSON file that says which column is which field")},
                           {.name = "crs", .help = mark("reference system of the coordinates, as EPSG:n")},
                           {.name = "positions",
                            .type = ParameterType::code,
                            .help = mark("none: the file is known to hold no positions; an area by name or P-code then "
                                         "says where a record is"),
                            .choices = {"none"}},
                           {.name = "level",
                            .type = ParameterType::whole,
                            .help = mark("level of the areas: 0 country, 1 region, 2 department, 3 sub-prefecture")},
                           {.name = "set",
                            .type = ParameterType::fields,
                            .help = mark("field=value for every row that has none"),
                            .repeated = true},
                           {.name = "correct",
                            .help = mark("row:column=value: what a cell is to be read as instead, the column by its "
                                         "number from 1; the file is not changed"),
                            .repeated = true},
                           {.name = "replace",
                            .type = ParameterType::flag,
                            .help = mark("remove the records of this kind that are there first")},
                           {.name = "accept-partial",
                            .type = ParameterType::flag,
                            .help = mark("take the good rows although there are bad ones")},
                           {.name = "problems",
                            .type = ParameterType::file_out,
                            .help = mark(
                                "write the rows that were refused to this CSV file, to be mended and imported again")}},
            .check = check_import,
            .run = run_import};
}

Action export_action() {
    return {.id = "export",
            .title = mark("Export for others"),
            .help = mark("Writes what an audience may have, through the release gate. Several formats go to a folder. "
                         "Each written file is searched for what was withheld before it counts."),
            .parameters = {{.name = "audience",
                            .type = ParameterType::code,
                            .help = mark("for whom"),
                            .required = true,
                            .choices = {"public", "partners", "internal"}},
                           {.name = "format",
                            .help = mark("geojson, csv, gpkg or xlsx; several are allowed"),
                            .required = true,
                            .repeated = true,
                            .choices = exchange::formats()},
                           {.name = "out",
                            .type = ParameterType::file_out,
                            .help = mark("file or folder to write"),
                            .required = true}},
            .changes_rows = false,
            .check = check_export,
            .run = run_export};
}

}  // namespace balise::app
