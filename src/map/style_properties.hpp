#pragma once
// The properties of the style language: what each may hold. For the module itself.
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "map/expression_node.hpp"

namespace balise::map {

// What is wanted at some place of a style.
struct Expected {
    Yield yield = Yield::any;
    const std::vector<std::string_view>* choice = nullptr;  // the words allowed, when not all are
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};

enum class Varies { never, with_zoom, with_rows };

struct PropertyRule {
    std::string_view name;
    LayerKind kind;
    bool layout;  // else paint
    Expected expected;
    Varies varies = Varies::with_rows;
};

// In alphabetical order for each kind; `visibility` stands once for each.
const std::vector<PropertyRule>& property_rules();
const std::vector<std::string_view>& metadata_keys();
std::string_view name_of(LayerKind kind);
std::optional<LayerKind> layer_kind_named(std::string_view name);

// The name among `known` that was probably meant, or nothing.
std::string_view nearest(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace balise::map
