// Commands on the history: history, undo, redo.
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/queries.hpp"
#include "app/session.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "cli/text_table.hpp"
#include "cli/work.hpp"

namespace balise::cli {

using base::mark;

namespace {

Json entry_json(const store::HistoryEntry& entry, const base::Catalogue& say) {
    const auto object = [](const std::string& text) {
        auto parsed = Json::parse(text, nullptr, false);
        return parsed.is_discarded() ? Json::object() : parsed;
    };
    Json one{{"number", entry.number},          {"time", entry.time},
             {"action", entry.action},          {"text", say(app::describe_entry(entry))},
             {"author", entry.author},          {"undone", entry.undone},
             {"can_undo", entry.can_undo},      {"parameters", object(entry.parameters)},
             {"summary", object(entry.summary)}};
    if (entry.of != 0) one["of"] = entry.of;
    return one;
}

int run_history(Invocation& call) {
    const auto session = app::Session::open(call.arguments.text("file"), store::Access::read_only);
    auto entries = store::history(session.project());
    const auto limit = call.arguments.whole("limit").value_or(0);
    if (limit > 0 && entries.size() > static_cast<std::size_t>(limit))
        entries.erase(entries.begin(), entries.end() - limit);
    if (call.wants_json) {
        Json list = Json::array();
        for (const auto& entry : entries) list.push_back(entry_json(entry, call.say));
        print(call, Json{{"entries", std::move(list)}});
        return 0;
    }
    const auto& say = call.say;
    using Align = TextTable::Align;
    TextTable table({{say(mark("number")), Align::right},
                     {say(mark("time"))},
                     {say(mark("action"))},
                     {say(mark("what")), Align::left, true},
                     {""},
                     {say(mark("by"))}});
    for (const auto& entry : entries)
        table.add({say.number(entry.number), entry.time, entry.action, say(app::describe_entry(entry)),
                   entry.undone ? say(mark("undone")) : "", entry.author});
    table.print(call.out, terminal_width());
    if (entries.empty()) call.out << say(mark("nothing has been changed yet")) << '\n';
    return 0;
}

int tell(const Invocation& call, const app::Outcome& outcome) {
    if (call.wants_json) {
        print(call, to_json(outcome, call.say));
        return 0;
    }
    for (const auto& line : outcome.lines) call.out << printable(call.say(line)) << '\n';
    if (call.is_dry_run) call.out << call.say(mark("dry run: the project file is unchanged")) << '\n';
    return 0;
}

template <app::Outcome (app::Session::*step)(bool, base::Progress&)>
int run_step(Invocation& call) {
    app::Outcome outcome;
    work(call, [&](base::Progress& progress) {
        auto session = app::Session::open(call.arguments.text("file"), store::Access::read_write);
        outcome = (session.*step)(call.is_dry_run, progress);
    });
    return tell(call, outcome);
}

}  // namespace

std::vector<Command> history_commands() {
    app::Parameter limit;
    limit.name = "limit";
    limit.type = app::ParameterType::whole;
    limit.help = mark("Only the newest so many");
    std::vector<Command> table;
    table.push_back({"history",
                     mark("Everything that was done to a project, oldest first"),
                     {},
                     {file_parameter(), std::move(limit)},
                     false,
                     false,
                     run_history,
                     {"balise history annuaire.balise --limit 20"}});
    table.push_back({"undo",
                     mark("Take back the last change"),
                     mark("Repeat it to take back earlier ones; nothing is lost from the history."),
                     {file_parameter()},
                     true,
                     false,
                     run_step<&app::Session::undo>,
                     {"balise undo annuaire.balise"}});
    table.push_back({"redo",
                     mark("Bring back what was undone last"),
                     {},
                     {file_parameter()},
                     true,
                     false,
                     run_step<&app::Session::redo>,
                     {"balise redo annuaire.balise"}});
    return table;
}

}  // namespace balise::cli
