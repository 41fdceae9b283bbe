#pragma once
// Expressions as trees: what expression.cpp evaluates and expression_parse.cpp builds. For the module itself.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "map/style.hpp"

namespace balise::map {

// What an expression yields, as far as it can be told before any row is seen.
enum class Yield { any, truth, number, words, colour, numbers, word_list };

struct Expression::Node {
    Node() = default;
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
    virtual ~Node() = default;

    // The value, where it already lies or put into `room`: no words are copied on the way.
    virtual const Value& evaluate(const Scope& scope, Value& room) const = 0;
    // Adds the fixed words that this may yield.
    virtual void add_fixed_words(std::vector<std::string>& words) const { static_cast<void>(words); }

    // Takes over what a part of it reads.
    void read_with(const Node& part);

    Yield yields = Yield::any;
    std::vector<std::string> columns;  // sorted
    bool reads_zoom = false;
};

using NodePointer = std::shared_ptr<Expression::Node>;
using Nodes = std::vector<NodePointer>;

enum class Order { equal, different, less, at_most, greater, at_least };
enum class Sum { add, subtract, multiply, divide, least, greatest };
enum class Letters { upper, lower };

NodePointer literal_node(Value value, Yield yields);
NodePointer number_list_node(std::vector<double> numbers);
NodePointer word_list_node(std::vector<std::string> words);
NodePointer get_node(std::string column);
NodePointer has_node(std::string column);
NodePointer zoom_node();
NodePointer order_node(Order order, NodePointer left, NodePointer right);
NodePointer in_list_node(NodePointer needle, std::vector<Value> list);
NodePointer in_words_node(NodePointer needle, NodePointer words);
NodePointer all_node(Nodes parts);
NodePointer any_node(Nodes parts);
NodePointer not_node(NodePointer part);
NodePointer concat_node(Nodes parts);
NodePointer to_words_node(NodePointer part);
NodePointer to_number_node(Nodes parts);
NodePointer letters_node(Letters letters, NodePointer part);
NodePointer sum_node(Sum sum, Nodes parts);
NodePointer coalesce_node(Nodes parts, Yield yields);

// Conditions and their outputs, and what holds when none does.
NodePointer case_node(std::vector<std::pair<NodePointer, NodePointer>> branches, NodePointer otherwise, Yield yields);
// Labels (words or numbers) and the index of their output.
NodePointer match_node(NodePointer input, std::vector<std::pair<Value, std::size_t>> labels, Nodes outputs,
                       NodePointer otherwise, Yield yields);
// outputs[0] below stops[0], outputs[i + 1] from stops[i] on. Stops rise.
NodePointer step_node(NodePointer input, std::vector<double> stops, Nodes outputs, Yield yields);
// outputs[i] at stops[i]; base 1 is linear. Colours are blended with their alpha multiplied in.
NodePointer interpolate_node(double base, NodePointer input, std::vector<double> stops, Nodes outputs, Yield yields);

}  // namespace balise::map
