#pragma once
// JSON as a source: GeoJSON, lists of objects, lists of lists.
#include <memory>
#include <string>

#include "exchange/source.hpp"

namespace balise::exchange {

// Throws invalid_input for damaged JSON (with the line), for nesting deeper than any table has, and for a GeoJSON whose
// reference system is a link to fetch.
std::unique_ptr<Source> open_json(std::string bytes, const std::string& shown_name, const SourceOptions& options);

}  // namespace balise::exchange
