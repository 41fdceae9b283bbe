// Commands that look records up: find and show.
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/queries.hpp"
#include "app/session.hpp"
#include "base/words.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "cli/text_table.hpp"

namespace balise::cli {

using app::Parameter;
using app::ParameterType;
using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

double number_of(const Invocation& call, const std::string& name) {
    return base::parse_number(call.arguments.text(name)).value_or(0);
}

geo::Box parse_box(const std::string& text) {
    const auto parts = base::split(text, ',');
    std::vector<double> numbers;
    for (const auto& part : parts)
        if (const auto number = base::parse_number(part)) numbers.push_back(*number);
    if (parts.size() != 4 || numbers.size() != 4 || numbers[0] > numbers[2] || numbers[1] > numbers[3])
        throw Error(ErrorKind::usage, mark("--box: \"{0}\" is not WEST,SOUTH,EAST,NORTH in degrees", text));
    return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

store::ProviderQuery query_from(const Invocation& call, const app::Session& session) {
    const auto& given = call.arguments;
    store::ProviderQuery query;
    query.words = base::join(given.list("words"), " ");
    query.types = given.list("type");
    query.services = given.list("service");
    query.statuses = given.list("status");
    query.area = app::area_named(session, given.text("area"));
    query.verified = given.text("verified");
    query.disclosure = given.text("disclosure");
    if (given.has("box")) query.box = parse_box(given.text("box"));
    if (given.has("near")) query.near = app::locate(session, given.text("near"));
    if (given.has("within")) {
        if (!query.near) throw Error(ErrorKind::usage, mark("--within needs --near: within what distance of where?"));
        query.within = base::Metres(number_of(call, "within") * 1000);
    }
    query.limit = given.whole("limit").value_or(query.limit);
    query.offset = given.whole("offset").value_or(0);
    if (query.limit < 0 || query.offset < 0)
        throw Error(ErrorKind::usage, mark("--limit and --offset cannot be negative"));
    return query;
}

Json found_json(const store::ProviderRows& found) {
    Json rows = Json::array();
    for (const auto& row : found.rows) {
        Json one{{"id", row.id},   {"name", row.name}, {"type", row.type},        {"area", row.area},
                 {"lon", nullptr}, {"lat", nullptr},   {"services", row.services}};
        if (row.position) {
            one["lon"] = row.position->lon;
            one["lat"] = row.position->lat;
        }
        // To the metre, so that the text does not show digits that mean nothing.
        if (row.distance) one["km"] = static_cast<double>(static_cast<std::int64_t>(row.distance->value + 0.5)) / 1000;
        rows.push_back(std::move(one));
    }
    return {{"providers", std::move(rows)}, {"total", found.total}};
}

void print_found(const Invocation& call, const store::ProviderRows& found, const store::ProviderQuery& query,
                 const app::Session& session) {
    const auto& say = call.say;
    const auto& vocabularies = session.vocabularies();
    using Align = TextTable::Align;
    TextTable table({{say(mark("reference"))},
                     {say(mark("name")), Align::left, true},
                     {say(mark("type")), Align::left, true},
                     {say(mark("area")), Align::left, true},
                     {say(mark("status"))},
                     {say(mark("km")), Align::right}});
    for (const auto& row : found.rows)
        table.add({row.public_ref, row.name, vocabularies.label("provider_type", row.type, say.language()),
                   row.area_name.empty() ? row.area : row.area_name,
                   vocabularies.label("status", row.status, say.language()),
                   row.distance ? say.number(row.distance->value / 1000, 1) : std::string()});
    table.print(call.out, terminal_width());
    if (found.total == 0) {
        call.out << say(mark("nothing found")) << '\n';
        return;
    }
    const auto shown = static_cast<std::int64_t>(found.rows.size());
    call.out << say(mark("{0} of {1}", shown, found.total)) << '\n';
    if (query.offset + shown < found.total && shown > 0)
        call.out << say(mark("the next ones: {0}", "--offset " + std::to_string(query.offset + shown))) << '\n';
}

int run_find_places(const Invocation& call, const app::Session& session) {
    const auto rows = store::find_places(session.project(), base::join(call.arguments.list("words"), " "),
                                         call.arguments.whole("limit").value_or(50));
    if (call.wants_json) {
        Json places = Json::array();
        for (const auto& row : rows) {
            Json one{{"code", row.code},      {"name", row.name},        {"kind", row.kind},
                     {"area", row.area_code}, {"lon", row.position.lon}, {"lat", row.position.lat},
                     {"population", nullptr}};
            if (row.population) one["population"] = *row.population;
            places.push_back(std::move(one));
        }
        print(call, Json{{"places", std::move(places)}, {"total", rows.size()}});
        return 0;
    }
    const auto& say = call.say;
    using Align = TextTable::Align;
    TextTable table({{say(mark("code"))},
                     {say(mark("name")), Align::left, true},
                     {say(mark("kind"))},
                     {say(mark("area")), Align::left, true},
                     {say(mark("population")), Align::right}});
    for (const auto& row : rows) {
        const auto& vocabularies = session.vocabularies();
        const auto* place_kind = vocabularies.find("place_kind");
        const bool is_place = place_kind != nullptr && place_kind->find(row.kind) != nullptr;
        table.add({row.code, row.name,
                   vocabularies.label(is_place ? "place_kind" : "legal_type", row.kind, say.language()),
                   row.area_name.empty() ? row.area_code : row.area_name,
                   row.population ? say.number(*row.population) : std::string()});
    }
    table.print(call.out, terminal_width());
    if (rows.empty()) call.out << say(mark("nothing found")) << '\n';
    return 0;
}

int run_find(Invocation& call) {
    const auto session = app::Session::open(call.arguments.text("file"), store::Access::read_only);
    if (call.arguments.flag("places")) return run_find_places(call, session);
    const auto query = query_from(call, session);
    const auto found = store::find_providers(session.project(), query);
    for (const auto& corrected : found.corrected)
        call.err << call.say(mark("read as: {0}", printable(corrected))) << '\n';
    if (call.wants_json)
        print(call, found_json(found));
    else
        print_found(call, found, query, session);
    return 0;
}

Json shown_json(const app::ShownRecord& record) {
    Json fields = Json::object();
    for (const auto& field : record.fields)
        fields[field.name] = {
            {"label", field.label}, {"value", field.value}, {"raw", field.raw}, {"group", field.group}};
    Json disclosure = Json::object();
    for (const auto& [group, level] : record.disclosure) disclosure[group] = level;
    return {{"kind", record.kind},
            {"id", record.id},
            {"public_ref", record.public_ref},
            {"title", record.title},
            {"fields", std::move(fields)},
            {"disclosure", std::move(disclosure)}};
}

int run_show(Invocation& call) {
    const auto session = app::Session::open(call.arguments.text("file"), store::Access::read_only);
    const auto record = app::show_record(session, call.arguments.text("id"), call.language());
    if (call.wants_json) {
        print(call, shown_json(record));
        return 0;
    }
    const auto& say = call.say;
    const auto label = [&](const char* vocabulary, const std::string& code) {
        return session.vocabularies().label(vocabulary, code, say.language());
    };
    call.out << printable(record.title) << " (" << label("record_kind", record.kind) << ", "
             << printable(record.public_ref) << ")\n\n";
    TextTable fields({{""}, {"", TextTable::Align::left, true}});
    for (const auto& field : record.fields) fields.add({field.label, field.value});
    // Values are shown whole, whatever the width: a cut telephone number is worth nothing.
    fields.print(call.out, 0);
    if (record.disclosure.empty()) return 0;
    call.out << '\n' << say(mark("Who sees what:")) << '\n';
    TextTable disclosure({{""}, {""}});
    for (const auto& [group, level] : record.disclosure)
        disclosure.add({"  " + label("field_group", group), label("disclosure_level", level)});
    disclosure.print(call.out, 0);
    return 0;
}

Parameter option(std::string name, ParameterType type, base::Text help) {
    Parameter parameter;
    parameter.name = std::move(name);
    parameter.type = type;
    parameter.help = std::move(help);
    return parameter;
}

Parameter code_option(std::string name, std::string vocabulary, bool repeated, base::Text help) {
    auto parameter = option(std::move(name), ParameterType::code, std::move(help));
    parameter.vocabulary = std::move(vocabulary);
    parameter.repeated = repeated;
    return parameter;
}

std::vector<Parameter> find_parameters() {
    auto words =
        option("words", ParameterType::text,
               mark("Words of the name, the place or the services; accents and small typing errors do not matter"));
    words.positional = words.repeated = true;
    auto within = option("within", ParameterType::number, mark("With --near: no farther than this"));
    within.unit = "km";
    auto verified = option("verified", ParameterType::code, mark("Verified within 12 months, longer ago, or never"));
    verified.choices = {"fresh", "stale", "never"};
    auto limit = option("limit", ParameterType::whole, mark("At most so many"));
    limit.default_value = "50";
    auto offset = option("offset", ParameterType::whole, mark("Pass over so many first"));
    offset.default_value = "0";
    return {
        file_parameter(),
        std::move(words),
        code_option("type", "provider_type", true, mark("Only providers of this type")),
        code_option("service", "service_category", true,
                    mark("Only providers that offer this service; given several times: all of them")),
        option("area", ParameterType::area, mark("Only in this area and those in it, by its name or P-code (CI01)")),
        option("near", ParameterType::text, mark("Nearest first, from LON,LAT in degrees or from a place by its name")),
        std::move(within),
        code_option("status", "status", true, mark("Only of this status")),
        std::move(verified),
        code_option("disclosure", "disclosure_level", false,
                    mark("Only those whose existence this audience may know, and no wider one")),
        option("box", ParameterType::text, mark("Only in the rectangle WEST,SOUTH,EAST,NORTH in degrees")),
        std::move(limit),
        std::move(offset),
        flag("places", mark("Look for places and areas instead of providers"))};
}

}  // namespace

std::vector<Command> find_commands() {
    auto id = option("id", ParameterType::id,
                     mark("The record: its id, its public reference, or the first characters of one of them"));
    id.positional = id.required = true;
    std::vector<Command> table;
    table.push_back({"find",
                     mark("Search providers"),
                     mark("Searches names, places and services. With --near the nearest come first."),
                     find_parameters(),
                     false,
                     false,
                     run_find,
                     {"balise find annuaire.balise ecole bouake",
                      "balise find annuaire.balise --service housing --near Korhogo --within 100",
                      "balise find annuaire.balise --near -5.55,7.69 --limit 5 --json",
                      "balise find annuaire.balise --places yamou"}});
    table.push_back({"show",
                     mark("One record in full"),
                     {},
                     {file_parameter(), std::move(id)},
                     false,
                     false,
                     run_show,
                     {"balise show annuaire.balise 7K2M9Q4T1X"}});
    return table;
}

}  // namespace balise::cli
