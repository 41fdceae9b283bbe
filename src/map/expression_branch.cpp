// Expressions that choose between outputs: case, match, step, interpolate.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

#include "map/expression_node.hpp"

namespace balise::map {

namespace {

using Node = Expression::Node;

const Value nothing;

struct Case final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        for (const auto& [condition, output] : branches) {
            Value condition_room;
            const auto* truth = std::get_if<bool>(&condition->evaluate(scope, condition_room));
            if (truth && *truth) return output->evaluate(scope, room);
        }
        return otherwise->evaluate(scope, room);
    }
    void add_fixed_words(std::vector<std::string>& words) const override {
        for (const auto& [condition, output] : branches) output->add_fixed_words(words);
        otherwise->add_fixed_words(words);
    }
    std::vector<std::pair<NodePointer, NodePointer>> branches;
    NodePointer otherwise;
};

struct Match final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        Value input_room;
        const Value& value = input->evaluate(scope, input_room);
        const auto found = std::lower_bound(labels.begin(), labels.end(), value,
                                            [](const auto& l, const Value& v) { return l.first < v; });
        const bool known = found != labels.end() && found->first == value;
        return (known ? outputs[found->second] : otherwise)->evaluate(scope, room);
    }
    void add_fixed_words(std::vector<std::string>& words) const override {
        for (const auto& output : outputs) output->add_fixed_words(words);
        otherwise->add_fixed_words(words);
    }
    NodePointer input, otherwise;
    std::vector<std::pair<Value, std::size_t>> labels;  // sorted
    Nodes outputs;
};

// How many stops are at or below the number; nothing where the input is no number.
std::optional<std::size_t> stops_passed(const Node& input, const std::vector<double>& stops, const Scope& scope,
                                        double& number) {
    Value room;
    const auto* found = std::get_if<double>(&input.evaluate(scope, room));
    if (!found || std::isnan(*found)) return std::nullopt;
    number = *found;
    return static_cast<std::size_t>(std::upper_bound(stops.begin(), stops.end(), number) - stops.begin());
}

struct Step final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        double number = 0;
        const auto passed = stops_passed(*input, stops, scope, number);
        return passed ? outputs[*passed]->evaluate(scope, room) : nothing;
    }
    void add_fixed_words(std::vector<std::string>& words) const override {
        for (const auto& output : outputs) output->add_fixed_words(words);
    }
    NodePointer input;
    std::vector<double> stops;
    Nodes outputs;
};

std::uint8_t channel(double value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

Colour blended(Colour a, Colour b, double share) {
    const double alpha = a.alpha + (b.alpha - a.alpha) * share;
    if (alpha <= 0) return {0, 0, 0, 0};
    const double part_a = a.alpha * (1 - share) / alpha, part_b = b.alpha * share / alpha;
    return {channel(a.red * part_a + b.red * part_b), channel(a.green * part_a + b.green * part_b),
            channel(a.blue * part_a + b.blue * part_b), channel(alpha)};
}

std::string hexadecimal(Colour colour) {
    char text[10];
    std::snprintf(text, sizeof text, "#%02x%02x%02x%02x", unsigned{colour.red}, unsigned{colour.green},
                  unsigned{colour.blue}, unsigned{colour.alpha});
    return text;
}

struct Interpolate final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        double number = 0;
        const auto passed = stops_passed(*input, stops, scope, number);
        if (!passed) return nothing;
        if (*passed == 0) return outputs.front()->evaluate(scope, room);
        if (*passed == stops.size()) return outputs.back()->evaluate(scope, room);
        Value low_room, high_room;
        const Value& low = outputs[*passed - 1]->evaluate(scope, low_room);
        const Value& high = outputs[*passed]->evaluate(scope, high_room);
        const double share = share_of(number, stops[*passed - 1], stops[*passed]);
        if (const auto* a = std::get_if<double>(&low), *b = std::get_if<double>(&high); a && b)
            return room = *a + (*b - *a) * share;
        const auto *a = std::get_if<std::string>(&low), *b = std::get_if<std::string>(&high);
        const auto from = a ? parse_colour(*a) : std::nullopt, to = b ? parse_colour(*b) : std::nullopt;
        if (!from || !to) return nothing;
        return room = hexadecimal(blended(*from, *to, share));
    }
    double share_of(double number, double low, double high) const {
        if (base == 1) return (number - low) / (high - low);
        return (std::pow(base, number - low) - 1) / (std::pow(base, high - low) - 1);
    }
    double base = 1;
    NodePointer input;
    std::vector<double> stops;
    Nodes outputs;
};

}  // namespace

NodePointer case_node(std::vector<std::pair<NodePointer, NodePointer>> branches, NodePointer otherwise, Yield yields) {
    auto node = std::make_shared<Case>();
    node->yields = yields;
    for (const auto& [condition, output] : branches) {
        node->read_with(*condition);
        node->read_with(*output);
    }
    node->read_with(*otherwise);
    node->branches = std::move(branches);
    node->otherwise = std::move(otherwise);
    return node;
}

NodePointer match_node(NodePointer input, std::vector<std::pair<Value, std::size_t>> labels, Nodes outputs,
                       NodePointer otherwise, Yield yields) {
    auto node = std::make_shared<Match>();
    node->yields = yields;
    node->read_with(*input);
    for (const auto& output : outputs) node->read_with(*output);
    node->read_with(*otherwise);
    std::sort(labels.begin(), labels.end());
    node->input = std::move(input);
    node->labels = std::move(labels);
    node->outputs = std::move(outputs);
    node->otherwise = std::move(otherwise);
    return node;
}

NodePointer step_node(NodePointer input, std::vector<double> stops, Nodes outputs, Yield yields) {
    auto node = std::make_shared<Step>();
    node->yields = yields;
    node->read_with(*input);
    for (const auto& output : outputs) node->read_with(*output);
    node->input = std::move(input);
    node->stops = std::move(stops);
    node->outputs = std::move(outputs);
    return node;
}

NodePointer interpolate_node(double base, NodePointer input, std::vector<double> stops, Nodes outputs, Yield yields) {
    auto node = std::make_shared<Interpolate>();
    node->yields = yields;
    node->read_with(*input);
    for (const auto& output : outputs) node->read_with(*output);
    node->base = base;
    node->input = std::move(input);
    node->stops = std::move(stops);
    node->outputs = std::move(outputs);
    return node;
}

}  // namespace balise::map
