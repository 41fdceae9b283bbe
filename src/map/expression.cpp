#include <algorithm>
#include <cmath>

#include "base/words.hpp"
#include "map/expression_node.hpp"

namespace balise::map {

namespace {

using Node = Expression::Node;

const Value nothing;
const Value yes = true;
const Value no = false;

const Value& truth_value(bool truth) {
    return truth ? yes : no;
}

// What cannot be told does not hold.
bool holds(const Node& node, const Scope& scope) {
    Value room;
    const auto* truth = std::get_if<bool>(&node.evaluate(scope, room));
    return truth && *truth;
}

void append_words(std::string& out, const Value& value) {
    if (const auto* words = std::get_if<std::string>(&value)) out += *words;
    if (const auto* number = std::get_if<double>(&value)) out += base::number_text(*number);
    if (const auto* truth = std::get_if<bool>(&value)) out += *truth ? "true" : "false";
}

struct Literal final : Node {
    explicit Literal(Value v) : value(std::move(v)) {}
    const Value& evaluate(const Scope&, Value&) const override { return value; }
    void add_fixed_words(std::vector<std::string>& words) const override {
        if (const auto* own = std::get_if<std::string>(&value)) words.push_back(*own);
    }
    Value value;
};

struct NumberList final : Node {
    const Value& evaluate(const Scope&, Value&) const override { return nothing; }
    std::vector<double> numbers;
};

struct WordList final : Node {
    const Value& evaluate(const Scope&, Value&) const override { return nothing; }
    void add_fixed_words(std::vector<std::string>& out) const override {
        out.insert(out.end(), words.begin(), words.end());
    }
    std::vector<std::string> words;
};

struct Get final : Node {
    explicit Get(std::string name) { columns.push_back(std::move(name)); }
    const Value& evaluate(const Scope& scope, Value&) const override {
        const Column* column = scope.table ? scope.table->column(columns.front()) : nullptr;
        return column && scope.row < column->size() ? column->value(scope.row) : nothing;
    }
};

struct Has final : Node {
    explicit Has(std::string name) { columns.push_back(std::move(name)); }
    const Value& evaluate(const Scope& scope, Value&) const override {
        const Column* column = scope.table ? scope.table->column(columns.front()) : nullptr;
        return truth_value(column && scope.row < column->size() &&
                           !std::holds_alternative<std::monostate>(column->value(scope.row)));
    }
};

struct Zoom final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override { return room = scope.zoom; }
};

struct Ordered final : Node {
    template <class T>
    static bool compare(Order order, const T& a, const T& b) {
        switch (order) {
            case Order::less: return a < b;
            case Order::at_most: return a <= b;
            case Order::greater: return a > b;
            case Order::at_least: return a >= b;
            case Order::equal: return a == b;
            case Order::different: return a != b;
        }
        return false;
    }
    const Value& evaluate(const Scope& scope, Value&) const override {
        Value left_room, right_room;
        const Value& a = left->evaluate(scope, left_room);
        const Value& b = right->evaluate(scope, right_room);
        if (order == Order::equal) return truth_value(a == b);
        if (order == Order::different) return truth_value(a != b);
        if (const auto* x = std::get_if<double>(&a), *y = std::get_if<double>(&b); x && y)
            return truth_value(compare(order, *x, *y));
        if (const auto* x = std::get_if<std::string>(&a), *y = std::get_if<std::string>(&b); x && y)
            return truth_value(compare(order, *x, *y));
        return nothing;
    }
    Order order = Order::equal;
    NodePointer left, right;
};

struct InList final : Node {
    const Value& evaluate(const Scope& scope, Value&) const override {
        Value room;
        return truth_value(std::binary_search(list.begin(), list.end(), needle->evaluate(scope, room)));
    }
    NodePointer needle;
    std::vector<Value> list;  // sorted
};

struct InWords final : Node {
    const Value& evaluate(const Scope& scope, Value&) const override {
        Value needle_room, words_room;
        const auto* part = std::get_if<std::string>(&needle->evaluate(scope, needle_room));
        const auto* whole = std::get_if<std::string>(&words->evaluate(scope, words_room));
        return part && whole ? truth_value(whole->find(*part) != std::string::npos) : nothing;
    }
    NodePointer needle, words;
};

struct All final : Node {
    const Value& evaluate(const Scope& scope, Value&) const override {
        return truth_value(std::all_of(parts.begin(), parts.end(), [&](const auto& p) { return holds(*p, scope); }));
    }
    Nodes parts;
};

struct Any final : Node {
    const Value& evaluate(const Scope& scope, Value&) const override {
        return truth_value(std::any_of(parts.begin(), parts.end(), [&](const auto& p) { return holds(*p, scope); }));
    }
    Nodes parts;
};

struct Not final : Node {
    const Value& evaluate(const Scope& scope, Value&) const override {
        Value room;
        const auto* truth = std::get_if<bool>(&part->evaluate(scope, room));
        return truth ? truth_value(!*truth) : nothing;
    }
    NodePointer part;
};

struct Concat final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        std::string words;
        for (const auto& part : parts) {
            Value part_room;
            append_words(words, part->evaluate(scope, part_room));
        }
        return room = std::move(words);
    }
    Nodes parts;
};

struct ToNumber final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        for (const auto& part : parts) {
            Value part_room;
            const Value& value = part->evaluate(scope, part_room);
            if (const auto* number = std::get_if<double>(&value)) return room = *number;
            if (const auto* truth = std::get_if<bool>(&value)) return room = *truth ? 1.0 : 0.0;
            if (std::holds_alternative<std::monostate>(value)) return room = 0.0;  // as MapLibre has it
            if (const auto number = base::parse_number(base::trim(std::get<std::string>(value)))) return room = *number;
        }
        return nothing;
    }
    Nodes parts;
};

struct LetterCase final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        Value part_room;
        const auto* words = std::get_if<std::string>(&part->evaluate(scope, part_room));
        if (!words) return nothing;
        return room = letters == Letters::upper ? base::upper_case(*words) : base::lower_case(*words);
    }
    Letters letters = Letters::upper;
    NodePointer part;
};

struct Sums final : Node {
    static double combined(Sum sum, double a, double b) {
        switch (sum) {
            case Sum::add: return a + b;
            case Sum::subtract: return a - b;
            case Sum::multiply: return a * b;
            case Sum::divide: return b == 0 ? std::nan("") : a / b;
            case Sum::least: return std::min(a, b);
            case Sum::greatest: return std::max(a, b);
        }
        return a;
    }
    const Value& evaluate(const Scope& scope, Value& room) const override {
        double total = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            Value part_room;
            const auto* number = std::get_if<double>(&parts[i]->evaluate(scope, part_room));
            if (!number) return nothing;
            total = i == 0 ? *number : combined(sum, total, *number);
        }
        if (parts.size() == 1 && sum == Sum::subtract) total = -total;
        if (!std::isfinite(total)) return nothing;
        return room = total;
    }
    Sum sum = Sum::add;
    Nodes parts;
};

struct Coalesce final : Node {
    const Value& evaluate(const Scope& scope, Value& room) const override {
        for (const auto& part : parts) {
            const Value& value = part->evaluate(scope, room);
            if (!std::holds_alternative<std::monostate>(value)) return value;
        }
        return nothing;
    }
    void add_fixed_words(std::vector<std::string>& words) const override {
        for (const auto& part : parts) part->add_fixed_words(words);
    }
    Nodes parts;
};

template <class NodeType>
std::shared_ptr<NodeType> yielding(Yield yields) {
    auto node = std::make_shared<NodeType>();
    node->yields = yields;
    return node;
}

template <class NodeType>
NodePointer with_parts(std::shared_ptr<NodeType> node, Nodes parts) {
    for (const auto& part : parts) node->read_with(*part);
    node->parts = std::move(parts);
    return node;
}

}  // namespace

NodePointer literal_node(Value value, Yield yields) {
    auto node = std::make_shared<Literal>(std::move(value));
    node->yields = yields;
    return node;
}

NodePointer number_list_node(std::vector<double> numbers) {
    auto node = yielding<NumberList>(Yield::numbers);
    node->numbers = std::move(numbers);
    return node;
}

NodePointer word_list_node(std::vector<std::string> words) {
    auto node = yielding<WordList>(Yield::word_list);
    node->words = std::move(words);
    return node;
}

NodePointer get_node(std::string column) {
    return std::make_shared<Get>(std::move(column));
}

NodePointer has_node(std::string column) {
    auto node = std::make_shared<Has>(std::move(column));
    node->yields = Yield::truth;
    return node;
}

NodePointer zoom_node() {
    auto node = yielding<Zoom>(Yield::number);
    node->reads_zoom = true;
    return node;
}

NodePointer order_node(Order order, NodePointer left, NodePointer right) {
    auto node = yielding<Ordered>(Yield::truth);
    node->read_with(*left);
    node->read_with(*right);
    node->order = order;
    node->left = std::move(left);
    node->right = std::move(right);
    return node;
}

NodePointer in_list_node(NodePointer needle, std::vector<Value> list) {
    auto node = yielding<InList>(Yield::truth);
    node->read_with(*needle);
    std::sort(list.begin(), list.end());
    node->needle = std::move(needle);
    node->list = std::move(list);
    return node;
}

NodePointer in_words_node(NodePointer needle, NodePointer words) {
    auto node = yielding<InWords>(Yield::truth);
    node->read_with(*needle);
    node->read_with(*words);
    node->needle = std::move(needle);
    node->words = std::move(words);
    return node;
}

NodePointer all_node(Nodes parts) {
    return with_parts(yielding<All>(Yield::truth), std::move(parts));
}

NodePointer any_node(Nodes parts) {
    return with_parts(yielding<Any>(Yield::truth), std::move(parts));
}

NodePointer not_node(NodePointer part) {
    auto node = yielding<Not>(Yield::truth);
    node->read_with(*part);
    node->part = std::move(part);
    return node;
}

NodePointer concat_node(Nodes parts) {
    return with_parts(yielding<Concat>(Yield::words), std::move(parts));
}

NodePointer to_words_node(NodePointer part) {
    return concat_node({std::move(part)});
}

NodePointer to_number_node(Nodes parts) {
    return with_parts(yielding<ToNumber>(Yield::number), std::move(parts));
}

NodePointer letters_node(Letters letters, NodePointer part) {
    auto node = yielding<LetterCase>(Yield::words);
    node->read_with(*part);
    node->letters = letters;
    node->part = std::move(part);
    return node;
}

NodePointer sum_node(Sum sum, Nodes parts) {
    auto node = yielding<Sums>(Yield::number);
    node->sum = sum;
    return with_parts(std::move(node), std::move(parts));
}

NodePointer coalesce_node(Nodes parts, Yield yields) {
    return with_parts(yielding<Coalesce>(yields), std::move(parts));
}

void Expression::Node::read_with(const Node& part) {
    std::vector<std::string> both;
    std::set_union(columns.begin(), columns.end(), part.columns.begin(), part.columns.end(), std::back_inserter(both));
    columns = std::move(both);
    reads_zoom = reads_zoom || part.reads_zoom;
}

Expression::Expression(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

Value Expression::evaluate(const Scope& scope) const {
    if (!root_) return {};
    Value room;
    return root_->evaluate(scope, room);
}

double Expression::number(const Scope& scope, double fallback) const {
    if (!root_) return fallback;
    Value room;
    const auto* number = std::get_if<double>(&root_->evaluate(scope, room));
    return number && std::isfinite(*number) ? *number : fallback;
}

std::string Expression::words(const Scope& scope, const std::string& fallback) const {
    if (!root_) return fallback;
    Value room;
    const Value& value = root_->evaluate(scope, room);
    if (std::holds_alternative<std::monostate>(value)) return fallback;
    std::string words;
    append_words(words, value);
    return words;
}

bool Expression::truth(const Scope& scope, bool fallback) const {
    if (!root_) return fallback;
    Value room;
    const auto* truth = std::get_if<bool>(&root_->evaluate(scope, room));
    return truth ? *truth : fallback;
}

Colour Expression::colour(const Scope& scope, Colour fallback) const {
    if (!root_) return fallback;
    Value room;
    const auto* words = std::get_if<std::string>(&root_->evaluate(scope, room));
    return words ? parse_colour(*words).value_or(fallback) : fallback;
}

const std::vector<double>* Expression::numbers() const {
    const auto* list = dynamic_cast<const NumberList*>(root_.get());
    return list ? &list->numbers : nullptr;
}

const std::vector<std::string>* Expression::word_list() const {
    const auto* list = dynamic_cast<const WordList*>(root_.get());
    return list ? &list->words : nullptr;
}

const std::vector<std::string>& Expression::columns() const {
    static const std::vector<std::string> none;
    return root_ ? root_->columns : none;
}

bool Expression::reads_zoom() const {
    return root_ && root_->reads_zoom;
}

std::vector<std::string> Expression::fixed_words() const {
    std::vector<std::string> words;
    if (root_) root_->add_fixed_words(words);
    return words;
}

}  // namespace balise::map
