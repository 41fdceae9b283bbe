#include "app/session.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/step.hpp"
#include "base/clock.hpp"
#include "store/change.hpp"

namespace balise::app {

namespace {

// Who changes the project: the login name, kept in the history and nowhere else.
std::string author() {
    if (base::source_date_epoch()) return {};
    const auto* entry = ::getpwuid(::geteuid());
    return entry == nullptr || entry->pw_name == nullptr ? std::string() : entry->pw_name;
}

std::string parameters_json(const Arguments& arguments) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const auto& [name, values] : arguments.all()) {
        if (values.size() == 1)
            json[name] = values.front();
        else
            json[name] = values;
    }
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void check_arguments(const Action& wanted, const Arguments& arguments, const model::Vocabularies& vocabularies) {
    for (const auto& parameter : wanted.parameters) {
        if (parameter.required && arguments.list(parameter.name).empty())
            throw base::Error(base::ErrorKind::usage, base::mark("the parameter \"{0}\" is missing", parameter.name));
        if (parameter.type != ParameterType::code) continue;
        for (const auto& value : arguments.list(parameter.name)) {
            const auto* vocabulary = parameter.vocabulary.empty() ? nullptr : vocabularies.find(parameter.vocabulary);
            const bool known = vocabulary != nullptr ? vocabulary->recognise(value).has_value()
                                                     : std::find(parameter.choices.begin(), parameter.choices.end(),
                                                                 value) != parameter.choices.end();
            if (!known)
                throw base::Error(base::ErrorKind::usage,
                                  base::mark("\"{0}\" is not a value of the parameter \"{1}\"", value, parameter.name));
        }
    }
    for (const auto& given : arguments.all()) {
        const std::string& name = given.first;
        const bool known =
            name == "language" || std::any_of(wanted.parameters.begin(), wanted.parameters.end(),
                                              [&](const Parameter& parameter) { return parameter.name == name; });
        if (!known) throw base::Error(base::ErrorKind::usage, base::mark("there is no parameter \"{0}\"", name));
    }
}

bool same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code ignored;
    return std::filesystem::equivalent(a, b, ignored);
}

// A project has its mark at byte 68 of its header.
bool is_project(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    char header[72] = {};
    return in.read(header, sizeof header) && std::string_view(header, 15) == "SQLite format 3" &&
           std::string_view(header + 68, 4) == "BALS";
}

// What an action writes must not be the project, another project, or the file it reads.
void protect_files(const Action& wanted, const Arguments& arguments, const std::filesystem::path& project) {
    std::vector<std::filesystem::path> kept{project, project.string() + "-wal", project.string() + "-shm"};
    for (const auto& parameter : wanted.parameters)
        if (parameter.type == ParameterType::file_in)
            for (const auto& file : arguments.list(parameter.name)) kept.emplace_back(file);
    for (const auto& parameter : wanted.parameters) {
        if (parameter.type != ParameterType::file_out) continue;
        for (const auto& file : arguments.list(parameter.name)) {
            const bool is_kept =
                std::any_of(kept.begin(), kept.end(), [&](const auto& path) { return same_file(path, file); });
            if (is_kept || is_project(file))
                throw base::Error(
                    base::ErrorKind::conflict,
                    base::mark("{0} would be overwritten; choose another name for what is written", file));
        }
    }
}

Outcome outcome_of(const store::HistoryEntry& entry, base::Text line, std::string_view word) {
    Outcome outcome;
    const nlohmann::ordered_json json{
        {std::string(word), {{"number", entry.number}, {"action", entry.action}, {"time", entry.time}}}};
    outcome.json = json.dump();
    outcome.entry = entry.number;
    outcome.lines.push_back(std::move(line));
    return outcome;
}

}  // namespace

Session Session::open(const std::filesystem::path& file, store::Access access) {
    auto project = store::Project::open(file, access);
    return {std::move(project), load_vocabularies()};
}

Outcome Session::perform(const std::string& action_id, const Arguments& arguments, bool dry_run,
                         base::Progress& progress) {
    const Action& wanted = action(action_id);
    check_arguments(wanted, arguments, vocabularies_);
    protect_files(wanted, arguments, project_.file());
    base::IdSource ids(project_.project_id() + "\n" + std::to_string(project_.revision()));
    Step step(project_, vocabularies_, arguments, progress, ids);
    step.dry_run = dry_run;
    if (wanted.check) wanted.check(step);
    // What leaves is the same whether or not the register can be written; a project on a read-only disk says so.
    if (!wanted.changes_rows && (project_.access() == store::Access::read_only || dry_run)) {
        Outcome outcome = dry_run ? Outcome{} : wanted.run(step);
        if (step.when_committed) step.when_committed();
        if (dry_run)
            outcome.lines.push_back(base::mark("dry run: nothing was written"));
        else
            outcome.lines.push_back(base::mark("the project is read-only: this is not in its history"));
        return outcome;
    }
    store::Change change(project_, progress);
    step.change = &change;
    Outcome outcome = wanted.run(step);
    if (dry_run) {
        outcome.lines.push_back(base::mark("dry run: nothing was changed"));
        return outcome;
    }
    progress.stage(base::mark("saving"));
    outcome.entry =
        change.commit({wanted.id, parameters_json(arguments), step.summary, author()}, !wanted.changes_rows);
    if (step.when_committed) step.when_committed();
    return outcome;
}

Outcome Session::undo(bool dry_run, base::Progress& progress) {
    const auto entry = store::undo(project_, author(), progress, dry_run);
    return outcome_of(entry, base::mark("undone: {0} (entry {1} of {2})", entry.action, entry.number, entry.time),
                      "undone");
}

Outcome Session::redo(bool dry_run, base::Progress& progress) {
    const auto entry = store::redo(project_, author(), progress, dry_run);
    return outcome_of(entry, base::mark("done again: {0} (entry {1} of {2})", entry.action, entry.number, entry.time),
                      "redone");
}

}  // namespace balise::app
