#pragma once
// JSON into expressions. For the module itself.
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.hpp"
#include "map/expression_node.hpp"
#include "map/style_properties.hpp"

namespace balise::map {

using Json = nlohmann::ordered_json;

// Throws invalid_input with line and column of what is no JSON.
Json parse_json(std::string_view json);

// The expression at `path`. Throws invalid_input that names the path.
NodePointer parse_expression(const Json& value, const std::string& path, const Expected& expected);

// Throws invalid_input: "{path}: {message}".
[[noreturn]] void refuse(const std::string& path, base::Text message);

}  // namespace balise::map
