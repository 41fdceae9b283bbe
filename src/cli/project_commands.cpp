// Commands on a project as a whole: new, info, dump, backup, check.
#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "app/queries.hpp"
#include "app/session.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "cli/text_table.hpp"
#include "cli/work.hpp"

namespace balise::cli {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

app::Session open_for_reading(const Invocation& call) {
    return app::Session::open(call.arguments.text("file"), store::Access::read_only);
}

void print_lines(const Invocation& call, const app::Outcome& outcome) {
    for (const auto& line : outcome.lines) call.out << printable(call.say(line)) << '\n';
}

int run_new(Invocation& call) {
    const fs::path file = call.arguments.text("file");
    if (call.is_dry_run) {
        if (fs::exists(fs::symlink_status(file)))
            throw Error(ErrorKind::conflict, mark("{0} exists already; choose another name", file.string()));
        const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
        if (!fs::is_directory(folder))
            throw Error(ErrorKind::not_found, mark("there is no folder {0}", folder.string()));
        if (call.wants_json)
            print(call, Json{{"file", file.string()}});
        else
            call.out << call.say(mark("{0} would be created; nothing was written", file.string())) << '\n';
        return 0;
    }
    app::Outcome outcome;
    work(call, [&](base::Progress& progress) {
        outcome = app::create_project(file, call.arguments.flag("sample"), progress);
    });
    if (call.wants_json) {
        print(call, to_json(outcome, call.say));
        return 0;
    }
    list_problems(call.err, outcome.problems, call.say, {});
    print_lines(call, outcome);
    return 0;
}

Json info_json(const store::Summary& summary) {
    Json by_type = Json::object();
    for (const auto& [type, count] : summary.providers_by_type) by_type[type] = count;
    Json areas = Json::array();
    for (const auto& area : summary.areas) {
        Json row{{"level", nullptr}, {"count", area.count}, {"source", area.source}, {"accuracy", area.accuracy}};
        if (area.level)
            row["level"] = *area.level;
        else
            row["legal_type"] = area.legal_type;
        areas.push_back(std::move(row));
    }
    return {{"schema", summary.schema},
            {"providers", {{"total", summary.providers}, {"by_type", std::move(by_type)}}},
            {"areas", std::move(areas)},
            {"overlays",
             {{"risk_zones", summary.risk_zones},
              {"border_posts", summary.border_posts},
              {"transport", summary.transport_nodes}}},
            {"base",
             {{"places", summary.places},
              {"roads", summary.roads},
              {"waters", summary.waters},
              {"neighbours", summary.neighbours},
              {"organisations", summary.organisations},
              {"grids", summary.grids}}},
            {"decisions", summary.decisions},
            {"history",
             {{"entries", summary.history_entries},
              {"last_change", summary.last_change},
              {"last_action", summary.last_change_action}}}};
}

std::string area_words(const store::AreaSummary& area, const model::Vocabularies& vocabularies,
                       const base::Catalogue& say) {
    if (area.level) return say(mark("areas of level {0}", *area.level));
    return say(mark("areas: {0}", vocabularies.label("legal_type", area.legal_type, say.language())));
}

void print_info(const Invocation& call, const store::Summary& summary, const model::Vocabularies& vocabularies) {
    const auto& say = call.say;
    using Align = TextTable::Align;
    TextTable table({{"", Align::left, true}, {"", Align::right}, {"", Align::left, true}});
    const auto line = [&](const std::string& words, std::int64_t count, const std::string& more = {}) {
        table.add({words, say.number(count), more});
    };
    line(say(mark("providers")), summary.providers);
    for (const auto& [type, count] : summary.providers_by_type)
        line("  " + vocabularies.label("provider_type", type, say.language()), count);
    for (const auto& area : summary.areas) {
        const std::string accuracy =
            area.accuracy.empty() ? "" : vocabularies.label("accuracy", area.accuracy, say.language());
        line(area_words(area, vocabularies, say), area.count,
             area.source + (area.source.empty() || accuracy.empty() ? "" : " · ") + accuracy);
    }
    line(say(mark("risk zones")), summary.risk_zones);
    line(say(mark("border posts")), summary.border_posts);
    line(say(mark("transport nodes")), summary.transport_nodes);
    line(say(mark("places")), summary.places);
    line(say(mark("roads")), summary.roads);
    line(say(mark("waters")), summary.waters);
    line(say(mark("neighbouring countries")), summary.neighbours);
    line(say(mark("organisations")), summary.organisations);
    line(say(mark("disclosure decisions")), summary.decisions);
    line(say(mark("grids")), summary.grids);
    line(say(mark("history entries")), summary.history_entries);
    table.print(call.out, terminal_width());
    call.out << say(mark("schema version {0}", summary.schema)) << '\n';
    if (!summary.last_change.empty())
        call.out << say(mark("last change: {0} ({1})", summary.last_change, summary.last_change_action)) << '\n';
}

int run_info(Invocation& call) {
    const auto session = open_for_reading(call);
    const auto summary = session.project().summary();
    if (call.wants_json)
        print(call, info_json(summary));
    else
        print_info(call, summary, session.vocabularies());
    return 0;
}

int run_dump(Invocation& call) {
    const auto session = open_for_reading(call);
    if (!call.wants_json) {
        session.project().dump(call.out);
        return 0;
    }
    std::stringstream text;
    session.project().dump(text);
    Json lines = Json::array();
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    print(call, Json{{"dump", std::move(lines)}});
    return 0;
}

int run_backup(Invocation& call) {
    const fs::path target = call.arguments.text("target");
    work(call, [&](base::Progress& progress) {
        open_for_reading(call).project().backup(target, call.arguments.flag("replace"), progress);
    });
    const auto bytes = static_cast<std::int64_t>(fs::file_size(target));
    if (call.wants_json)
        print(call, Json{{"file", target.string()}, {"bytes", bytes}});
    else
        call.out << call.say(mark("{0}: {1} bytes, checked", target.string(), bytes)) << '\n';
    return 0;
}

Json check_json(const app::QualityReport& report, const base::Catalogue& say) {
    Json integrity = Json::array();
    for (const auto& fault : report.integrity) integrity.push_back(say(fault));
    return {{"integrity", integrity},
            {"providers", report.providers},
            {"without_position", report.without_position},
            {"never_verified", report.never_verified},
            {"stale", report.stale},
            {"closed", report.closed},
            {"unknown_status", report.unknown_status},
            {"undecided_openings", report.undecided_openings},
            {"quotations", report.quotations},
            {"shelter_look_alikes", report.shelter_look_alikes},
            {"problems", to_json(report.problems, say)}};
}

void print_check(const Invocation& call, const app::QualityReport& report) {
    const auto& say = call.say;
    TextTable table({{"", TextTable::Align::left}, {"", TextTable::Align::right}});
    const auto line = [&](const base::Text& words, std::int64_t count) { table.add({say(words), say.number(count)}); };
    line(mark("providers"), report.providers);
    line(mark("without a position"), report.without_position);
    line(mark("never verified"), report.never_verified);
    line(mark("verified more than 12 months ago"), report.stale);
    line(mark("closed"), report.closed);
    line(mark("of unknown status"), report.unknown_status);
    line(mark("opened further than a decision allows"), report.undecided_openings);
    line(mark("that look like a shelter"), report.shelter_look_alikes);
    line(mark("texts that repeat what is withheld"), report.quotations);
    table.print(call.out, terminal_width());
    call.out << say(report.integrity.empty() ? mark("the file is sound") : mark("the file is damaged")) << '\n';
}

// Problems of one sort by kind: how many, and the first of them.
void list_kinds(const Invocation& call, const base::Text& heading, const std::vector<const base::Problem*>& problems) {
    if (problems.empty()) return;
    const std::size_t most = call.arguments.flag("all") ? problems.size() : 10;
    std::vector<std::string> order;
    std::map<std::string, std::vector<const base::Problem*>> kinds;
    for (const auto* problem : problems) {
        auto& kind = kinds[problem->message.id];
        if (kind.empty()) order.push_back(problem->message.id);
        kind.push_back(problem);
    }
    call.err << call.say(heading) << '\n';
    for (const auto& id : order) {
        const auto& kind = kinds[id];
        call.err << "  "
                 << call.say(base::mark_plural("{0} record: {1}", "{0} records: {1}",
                                               static_cast<std::int64_t>(kind.size()),
                                               printable(call.say(kind.front()->message))))
                 << '\n';
        for (std::size_t i = 0; i < std::min(kind.size(), most); ++i)
            call.err << "    " << printable(base::describe(*kind[i], call.say)) << '\n';
        if (kind.size() > most)
            call.err << "    "
                     << call.say(mark("and {0} more; --all lists them", static_cast<std::int64_t>(kind.size() - most)))
                     << '\n';
    }
}

// Defects apart from reminders: what is wrong must not drown among what has merely not been verified.
void list_findings(const Invocation& call, const base::Problems& problems) {
    std::vector<const base::Problem*> defects, reminders;
    for (const auto& problem : problems)
        (problem.severity == base::Severity::note ? reminders : defects).push_back(&problem);
    list_kinds(call, mark("defects: {0}", static_cast<std::int64_t>(defects.size())), defects);
    list_kinds(call, mark("reminders: {0}", static_cast<std::int64_t>(reminders.size())), reminders);
}

int run_check(Invocation& call) {
    app::QualityReport report;
    work(call, [&](base::Progress& progress) { report = app::check_project(open_for_reading(call), progress); });
    if (call.wants_json) {
        print(call, check_json(report, call.say));
    } else {
        list_findings(call, report.problems);
        for (const auto& fault : report.integrity)
            call.err << call.say(mark("the file is damaged: {0}", printable(call.say(fault)))) << '\n';
        print_check(call, report);
    }
    if (report.integrity.empty()) return 0;
    if (!call.wants_json)
        call.err << call.say(mark("take the last good backup (balise backup), or ask for help with this list")) << '\n';
    return static_cast<int>(ErrorKind::invalid_input);
}

}  // namespace

std::vector<Command> project_commands() {
    std::vector<Command> table;
    table.push_back(
        {"new",
         mark("Create a project file"),
         mark("Creates a project with the country's areas, places, roads, waters and border posts. An existing file is "
              "never replaced."),
         {file_parameter(),
          flag("sample", mark("Add the example directory and overlays: made-up records for trying things out"))},
         true,
         false,
         run_new,
         {"balise new annuaire.balise", "balise new essai.balise --sample"}});
    table.push_back({"info",
                     mark("What is in a project"),
                     {},
                     {file_parameter()},
                     false,
                     false,
                     run_info,
                     {"balise info annuaire.balise"}});
    table.push_back({"dump",
                     mark("The whole content as sorted text, for comparing"),
                     {},
                     {file_parameter()},
                     false,
                     false,
                     run_dump,
                     {"balise dump annuaire.balise | head"}});
    app::Parameter target;
    target.name = "target";
    target.type = app::ParameterType::file_out;
    target.help = mark("Where the copy goes");
    target.required = true;
    target.positional = true;
    table.push_back({"backup",
                     mark("A checked copy of a project"),
                     mark("Copies the project while others may be reading it, and checks the copy."),
                     {file_parameter(), target, flag("replace", mark("Replace the copy if there is one"))},
                     false,
                     false,
                     run_backup,
                     {"balise backup annuaire.balise copie.balise"}});
    table.push_back({"check",
                     mark("Quality report"),
                     mark("Looks for damage of the file, faulty records, records without a position and records not "
                          "verified for a year. "
                          "Exit code 3 only when the file itself is damaged."),
                     {file_parameter(), flag("all", mark("List every record, not only ten of each kind"))},
                     false,
                     false,
                     run_check,
                     {"balise check annuaire.balise"}});
    return table;
}

}  // namespace balise::cli
