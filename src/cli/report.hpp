#pragma once
// How problems and failures are told, to people and as JSON.
#include <cstddef>
#include <exception>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/problems.hpp"
#include "cli/command.hpp"

namespace balise::cli {

using Json = nlohmann::ordered_json;

// One JSON document and a line end; text that is not UTF-8 is mended, never a failure.
void print(const Invocation& call, const Json& document);

// [{"row", "severity", "field", "message", "suggestion"}]; the message holds the remedy too.
Json to_json(const base::Problems& problems, const base::Catalogue& say);
// What an action did, with its problems.
Json to_json(const app::Outcome& outcome, const base::Catalogue& say);

// Every problem on a line of its own; of many that are alike only the first, and how many more there are. `remedy` says
// where to find all of them.
void list_problems(std::ostream& err, const base::Problems& problems, const base::Catalogue& say,
                   const base::Text& remedy);

// "invalid_input", "io"…
std::string kind_code(base::ErrorKind kind);

// Where and how a failure is told.
struct Listener {
    const base::Catalogue& say;
    bool wants_json = false;
    std::ostream& out;
    std::ostream& err;
};

// Tells a failure and returns the exit code.
int report_failure(const Listener& to, const base::Error& error, const base::Text& remedy = {});
// The same for exceptions that are none of ours: a fault of the program.
int report_fault(const Listener& to, const std::exception& fault);

}  // namespace balise::cli
