#include "app/sheet_actions.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/in_parallel.hpp"
#include "app/page_files.hpp"
#include "app/print_room.hpp"
#include "app/step.hpp"
#include "base/digest.hpp"
#include "base/words.hpp"
#include "sheet/ground.hpp"
#include "sheet/region_sheet.hpp"

namespace balise::app {

namespace fs = std::filesystem;
using base::ErrorKind;
using base::mark;

namespace {

std::vector<std::string> own_words_of(const Step& step, const PrintRoom& room, const sheet::Imprint& imprint) {
    std::vector<std::string> words{imprint.sources};
    for (const auto& [name, vocabulary] : step.vocabularies.all())
        for (const auto& term : vocabulary.terms())
            for (const auto* text : {&term.code, &term.fr, &term.en}) words.push_back(*text);
    // Names of the ground: that a place is called so tells nothing of who is there.
    for (const auto& place : room.released.places()) words.push_back(place.name);
    for (const auto& road : room.country.roads) words.push_back(road.name);
    for (const auto& water : room.country.waters) words.push_back(water.name);
    for (const auto& neighbour : room.country.neighbours) {
        words.push_back(neighbour.name_fr);
        words.push_back(neighbour.name_en);
    }
    return words;
}

// What is wrong with the page is an error of the program, not of the data: nothing is printed that is cut.
void check_page(const sheet::Sheet& made) {
    const auto& report = made.report;
    if (!report.cut.empty())
        throw base::Error(ErrorKind::internal,
                          mark("the sheet \"{0}\" has no room for: {1}", made.title, base::join(report.cut, " ; ")));
}

std::vector<std::string> wanted_formats(const Arguments& given) {
    std::vector<std::string> formats;
    for (const auto& words : given.list("format"))
        for (const auto& format : base::split(words, ',')) {
            if (std::find(page_formats().begin(), page_formats().end(), format) == page_formats().end())
                throw base::Error(ErrorKind::unsupported, mark("the format \"{0}\" is not supported; use one of: {1}",
                                                               format, base::join(page_formats(), ", ")));
            formats.push_back(format);
        }
    return formats;
}

fs::path target_in(const fs::path& folder, const sheet::SheetRequest& request, const std::string& format) {
    const std::string paper = request.paper == sheet::PaperFormat::a3 ? "A3" : "A4";
    return folder /
           (request.area + "-" + paper + "-" + std::string(base::language_code(request.language)) + "." + format);
}

// What the sheet tells on its page too: a number that is on no map is not passed over in silence.
void tell_lacking(const sheet::Sheet& made, base::Problems& problems) {
    constexpr std::size_t most_named = 15;
    const auto& report = made.report;
    const auto remedy = mark("print it on a larger paper (--paper A3), or print its departments one by one");
    if (report.too_crowded)
        problems.warning(
            0, {}, mark("{0}: too many providers for numbers on the map; discs stand for them", made.title), remedy);
    if (!report.unnamed.empty())
        problems.warning(0, {},
                         mark("{0}: the map has no room for the name of the town: {1}", made.title,
                              base::join(report.unnamed, ", ")),
                         remedy);
    if (report.missing.empty()) return;
    if (report.missing.size() > most_named)
        problems.warning(
            0, {}, mark("{0}: {1} numbers of the list found no room on the map", made.title, report.missing.size()),
            remedy);
    else
        problems.warning(0, {},
                         mark("{0}: these numbers of the list found no room on the map: {1}", made.title,
                              base::join(report.missing, ", ")),
                         remedy);
}

nlohmann::ordered_json json_of(const sheet::Sheet& made, const std::string& area) {
    auto enlarged = nlohmann::ordered_json::array();
    for (const auto& one : made.report.enlarged)
        enlarged.push_back({{"letter", one.letter},
                            {"scale", static_cast<std::int64_t>(one.scale)},
                            {"page", one.page + 1},
                            {"providers", one.providers}});
    return {{"area", area},
            {"title", made.title},
            {"pages", made.pages.size()},
            {"scale", static_cast<std::int64_t>(made.report.scale)},
            {"providers", {{"listed", made.report.providers_listed}, {"on_map", made.report.providers_on_map}}},
            {"enlarged", enlarged},
            {"labels",
             {{"left_out", made.report.left_out}, {"missing", made.report.missing}, {"towns", made.report.unnamed}}}};
}

Outcome run_map(Step& step) {
    const auto& given = step.arguments;
    const auto audience = audience_of(given);
    const auto room = PrintRoom::of(step.project, given, audience, step.progress);
    auto request = sheet_request(step.project, step.vocabularies, given, room);
    const auto areas = wanted_areas(given, room);
    const auto formats = wanted_formats(given);
    const fs::path out = given.text("out");
    const bool into_folder = areas.size() > 1 || !formats.empty();
    if (into_folder && formats.empty())
        throw base::Error(ErrorKind::usage, mark("several sheets go to a folder: say with --format what to write"));

    const sheet::Ground ground(room.released, room.country, request.language);
    request.ground = &ground;
    step.progress.stage(mark("drawing the sheets"), static_cast<std::int64_t>(areas.size()));
    std::vector<sheet::Sheet> made(areas.size());
    in_parallel(areas.size(), step.progress, [&](std::size_t i, base::Progress& own) {
        auto wanted = request;
        wanted.area = areas[i];
        made[i] = sheet::region_sheet(wanted, own);
    });

    std::vector<PageJob> jobs;
    nlohmann::ordered_json sheets = nlohmann::ordered_json::array();
    Outcome outcome;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        check_page(made[i]);
        request.area = areas[i];
        sheets.push_back(json_of(made[i], areas[i]));
        tell_lacking(made[i], outcome.problems);
        const auto& report = made[i].report;
        outcome.lines.push_back(mark("{0}: 1:{1}, {2} providers listed, {3} on the map", made[i].title,
                                     static_cast<std::int64_t>(report.scale), report.providers_listed,
                                     report.providers_on_map));
        const auto document = std::make_shared<const PrintedDocument>(PrintedDocument{made[i].title,
                                                                                      request.imprint.producer,
                                                                                      {},
                                                                                      request.imprint.created,
                                                                                      request.language,
                                                                                      std::move(made[i].pages)});
        if (!into_folder) jobs.push_back({document, out, page_format_of(out)});
        for (const auto& format : formats) jobs.push_back({document, target_in(out, request, format), format});
    }
    const auto withheld = model::withheld_from(room.directory, room.released, room.decisions);
    const auto files = write_pages(jobs, into_folder ? out : fs::path(), room.released, withheld,
                                   own_words_of(step, room, request.imprint), step.progress);
    nlohmann::ordered_json json{{"audience", std::string(model::audience_code(audience))}, {"sheets", sheets}};
    auto names = nlohmann::ordered_json::array();
    for (const auto& file : files) {
        json["files"].push_back({{"file", file.string()}, {"sha256", base::sha256_of_file(file)}});
        names.push_back(file.filename().string());
        outcome.lines.push_back(mark("written: {0}", file.string()));
    }
    outcome.json = json.dump();
    step.summary = nlohmann::ordered_json{
        {"audience", std::string(model::audience_code(audience))},
        {"files", names},
        {"areas",
         areas}}.dump();
    return outcome;
}

void check_map(const Step& step) {
    if (step.arguments.list("format").empty() && !step.arguments.flag("regions"))
        page_format_of(step.arguments.text("out"));
    wanted_formats(step.arguments);
}

std::pair<std::string, std::string> setting_of(const std::string& words) {
    const auto equals = words.find('=');
    if (equals == std::string::npos || equals == 0)
        throw base::Error(ErrorKind::usage, mark("\"{0}\" is not of the form field=value", words));
    std::pair<std::string, std::string> setting{base::trim(words.substr(0, equals)),
                                                base::trim(words.substr(equals + 1))};
    const auto& known = setting_names();
    if (std::find(known.begin(), known.end(), setting.first) == known.end())
        throw base::Error(ErrorKind::usage,
                          mark("there is no setting \"{0}\"; use one of: {1}", setting.first, base::join(known, ", ")));
    return setting;
}

Outcome run_settings(Step& step) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    Outcome outcome;
    for (const auto& words : step.arguments.list("fields")) {
        const auto [name, value] = setting_of(words);
        if (step.change != nullptr) step.change->set_setting(name, value);
        json[name] = value;
        outcome.lines.push_back(mark("{0} = {1}", name, value));
    }
    outcome.json = json.dump();
    step.summary = outcome.json;
    return outcome;
}

}  // namespace

const std::vector<std::string>& setting_names() {
    static const std::vector<std::string> names{"title", "producer", "ministry", "hotline", "edition", "address"};
    return names;
}

Action settings_action() {
    return {.id = "settings",
            .title = mark("Set what is printed on every page"),
            .help = mark("Sets words of the project: title, producer, ministry, hotline, edition and the address that "
                         "the square code leads to. An empty value takes one away."),
            .parameters = {{.name = "fields",
                            .type = ParameterType::fields,
                            .help = mark("setting=value, for instance producer=\"Direction de la protection de "
                                         "l'enfance\""),
                            .required = true,
                            .positional = true,
                            .repeated = true}},
            .run = run_settings};
}

Action map_action() {
    return {
        .id = "map",
        .title = mark("Print a map sheet"),
        .help =
            mark("Draws the sheet of an area with its numbered providers, fit to print, through the release gate. The "
                 "name's ending says what is written: .pdf, .png or .svg."),
        .parameters =
            {{.name = "area",
              .type = ParameterType::area,
              .help = mark("the area, by its name or P-code; without it the whole country"),
              .repeated = true},
             {.name = "regions", .type = ParameterType::flag, .help = mark("one sheet for each region, into a folder")},
             {.name = "paper",
              .type = ParameterType::code,
              .help = mark("size of the paper"),
              .choices = {"A4", "A3"},
              .default_value = "A4"},
             {.name = "orientation",
              .type = ParameterType::code,
              .help = mark("upright or across"),
              .choices = {"portrait", "landscape"},
              .default_value = "portrait"},
             {.name = "audience",
              .type = ParameterType::code,
              .help = mark("for whom"),
              .choices = {"public", "partners", "internal"},
              .default_value = "public"},
             {.name = "title", .help = mark("title of the sheet; without it the area's name")},
             {.name = "message", .help = mark("key message below the title; without it one is made from the figures")},
             {.name = "producer", .help = mark("who publishes the sheet; without it the project's setting")},
             {.name = "ministry", .help = mark("the ministry in charge; without it the project's setting")},
             {.name = "edition", .help = mark("the edition; without it the project's setting, else the month")},
             {.name = "sources", .help = mark("the sources; without it those that the records name")},
             {.name = "copy", .help = mark("number of the copy, for partners and internal editions")},
             {.name = "recipient", .help = mark("who receives the copy")},
             {.name = "address", .help = mark("the address that the square code leads to")},
             {.name = "style", .help = mark("style of the map: a name or a file"), .default_value = "paper"},
             {.name = "format", .help = mark("pdf, png or svg, into a folder; several are allowed"), .repeated = true},
             {.name = "out",
              .type = ParameterType::file_out,
              .help = mark("file or folder to write"),
              .required = true}},
        .changes_rows = false,
        .check = check_map,
        .run = run_map};
}

}  // namespace balise::app
