#pragma once
// Importing one file: read and checked in one thread, matched, attached to areas and written in another.
#include <filesystem>
#include <string>

#include "app/action.hpp"
#include "app/step.hpp"
#include "exchange/reader.hpp"

namespace balise::app {

struct ImportTrace;  // import_preview.hpp

struct ImportRequest {
    std::string kind;  // provider, area, place, risk_zone, border_post, transport_node, road, water, neighbour
    exchange::ReadRequest read;
    bool replace = false;         // the records of this kind that are there are removed first
    bool accept_partial = false;  // take the good rows although there are bad ones
    std::filesystem::path problems_file;
    ImportTrace* trace = nullptr;  // told what becomes of every row; or null
};

struct ImportCounts {
    std::int64_t read = 0, added = 0, changed = 0, same = 0, refused = 0;
};

// Changes rows through step.change. Throws Refused (nothing was written that survives: the runner rolls back) when rows
// are refused and the request does not accept that.
Outcome import_file(Step& step, const ImportRequest& request);

// What the arguments of the action "import" ask for. Throws usage and what reading a mapping throws.
ImportRequest import_request(const Arguments& arguments);

// The kinds of `balise import --as`, as written there, and the record kind of each.
const std::vector<std::pair<std::string, std::string>>& import_kinds();

}  // namespace balise::app
