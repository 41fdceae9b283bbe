#include "cli/report.hpp"

#include <map>
#include <new>
#include <nlohmann/json.hpp>
#include <ostream>
#include <tuple>

#include "cli/text_table.hpp"

namespace balise::cli {

using base::mark;

namespace {

void print_to(std::ostream& out, const Json& document) {
    out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

Json parsed_object(const std::string& text) {
    auto object = Json::parse(text, nullptr, false);
    return object.is_object() ? object : Json::object();
}

// Up to this many problems are all listed; beyond, this many of each sort are.
constexpr std::size_t all_up_to = 40;
constexpr std::size_t of_each_sort = 20;

std::string line_of(const base::Problem& problem, const base::Catalogue& say) {
    const std::string words = printable(base::describe(problem, say));
    switch (problem.severity) {
        case base::Severity::error: return say(mark("error: {0}", words));
        case base::Severity::warning: return say(mark("warning: {0}", words));
        case base::Severity::note: break;
    }
    return say(mark("note: {0}", words));
}

}  // namespace

void print(const Invocation& call, const Json& document) {
    print_to(call.out, document);
}

Json to_json(const base::Problems& problems, const base::Catalogue& say) {
    Json list = Json::array();
    for (const auto& problem : problems) {
        const std::string suggestion = say(problem.suggestion);
        list.push_back({{"row", problem.row},
                        {"severity", base::severity_code(problem.severity)},
                        {"field", problem.field},
                        {"message", say(problem.message) + (suggestion.empty() ? "" : " → " + suggestion)},
                        {"suggestion", suggestion}});
    }
    return list;
}

Json to_json(const app::Outcome& outcome, const base::Catalogue& say) {
    Json object = parsed_object(outcome.json);
    object["problems"] = to_json(outcome.problems, say);
    return object;
}

void list_problems(std::ostream& err, const base::Problems& problems, const base::Catalogue& say,
                   const base::Text& remedy) {
    using Sort = std::tuple<base::Severity, std::string, std::string>;
    const auto sort_of = [](const base::Problem& problem) {
        return Sort{problem.severity, problem.field, problem.message.id};
    };
    const bool is_short = problems.size() <= all_up_to;
    std::map<Sort, std::size_t> listed;
    std::map<Sort, const base::Problem*> passed_over;
    std::size_t left_out = 0;
    for (const auto& problem : problems) {
        if (is_short || ++listed[sort_of(problem)] <= of_each_sort) {
            err << line_of(problem, say) << '\n';
        } else {
            passed_over.emplace(sort_of(problem), &problem);
            ++left_out;
        }
    }
    for (const auto& [sort, example] : passed_over) {
        const auto more = static_cast<std::int64_t>(listed[sort] - of_each_sort);
        err << say(base::mark_plural("and {0} more like: {1}", "and {0} more like: {1}", more,
                                     printable(base::describe(*example, say))))
            << '\n';
    }
    if (left_out > 0 && !remedy.empty()) err << say(remedy) << '\n';
}

std::string kind_code(base::ErrorKind kind) {
    switch (kind) {
        case base::ErrorKind::internal: return "internal";
        case base::ErrorKind::usage: return "usage";
        case base::ErrorKind::invalid_input: return "invalid_input";
        case base::ErrorKind::not_found: return "not_found";
        case base::ErrorKind::conflict: return "conflict";
        case base::ErrorKind::io: return "io";
        case base::ErrorKind::unsupported: return "unsupported";
        case base::ErrorKind::cancelled: return "cancelled";
    }
    return "internal";
}

int report_failure(const Listener& to, const base::Error& error, const base::Text& remedy) {
    const std::string words = error.describe(to.say);
    const int code = static_cast<int>(error.kind());
    const auto* refused = dynamic_cast<const app::Refused*>(&error);
    if (refused != nullptr && !to.wants_json) list_problems(to.err, refused->found().problems, to.say, remedy);
    to.err << "balise: " << printable(words) << std::endl;
    if (to.wants_json) {
        Json document = refused != nullptr ? to_json(refused->found(), to.say) : Json::object();
        document["error"] = {{"kind", kind_code(error.kind())}, {"message", words}, {"code", code}};
        print_to(to.out, document);
        to.out.flush();
    }
    return code;
}

int report_fault(const Listener& to, const std::exception& fault) {
    if (dynamic_cast<const std::bad_alloc*>(&fault) != nullptr)
        return report_failure(to,
                              base::Error(base::ErrorKind::internal,
                                          mark("there is not enough memory; close other programs, or split the file")));
    return report_failure(to, base::Error(base::ErrorKind::internal,
                                          mark("internal error: {0}; the project file is as it was; please report this "
                                               "together with the command that you gave",
                                               fault.what())));
}

}  // namespace balise::cli
