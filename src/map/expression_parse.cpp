#include "map/expression_parse.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "base/words.hpp"

namespace balise::map {

namespace {

base::Text title(Yield yield) {
    switch (yield) {
        case Yield::truth: return base::mark("true or false");
        case Yield::number: return base::mark("a number");
        case Yield::words: return base::mark("words");
        case Yield::colour: return base::mark("a colour");
        case Yield::numbers: return base::mark("a list of numbers");
        case Yield::word_list: return base::mark("a list of words");
        case Yield::any: break;
    }
    return base::mark("a value");
}

[[noreturn]] void refuse_kind(const std::string& path, Yield wanted, Yield found) {
    refuse(path, base::mark("expected: {0}; found: {1}", title(wanted), title(found)));
}

std::string at(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
}

void check_choice(const std::string& words, const std::string& path, const Expected& expected) {
    if (!expected.choice ||
        std::find(expected.choice->begin(), expected.choice->end(), words) != expected.choice->end())
        return;
    const std::vector<std::string> known(expected.choice->begin(), expected.choice->end());
    refuse(path, base::mark("\"{0}\" is none of: {1}", words, base::join(known, ", ")));
}

void check_limits(double number, const std::string& path, const Expected& expected) {
    if (!std::isfinite(number)) refuse(path, base::mark("the number is too large"));
    if (number >= expected.least && number <= expected.most) return;
    if (std::isfinite(expected.most))
        refuse(path, base::mark("{0} is not between {1} and {2}", number, expected.least, expected.most));
    refuse(path, base::mark("{0} is less than {1}", number, expected.least));
}

// Parses one property: how deep it is, so that a hostile file cannot exhaust the stack.
class Parser {
public:
    NodePointer parse(const Json& value, const std::string& path, const Expected& expected) {
        constexpr int deepest = 40;
        if (depth_ == deepest) refuse(path, base::mark("expressions are nested too deep"));
        ++depth_;
        NodePointer node = value.is_array() ? array(value, path, expected) : literal(value, path, expected);
        --depth_;
        return node;
    }

private:
    using Call = NodePointer (Parser::*)(const Json&, const std::string&, const Expected&);
    static const std::map<std::string, Call, std::less<>>& operators();

    NodePointer array(const Json& value, const std::string& path, const Expected& expected) {
        if (expected.yield == Yield::numbers || expected.yield == Yield::word_list) return list(value, path, expected);
        if (value.empty() || !value[0].is_string())
            refuse(path, base::mark("an expression begins with the name of its operator"));
        const auto name = value[0].get<std::string>();
        const auto found = operators().find(name);
        if (found == operators().end()) refuse_operator(name, at(path, 0));
        NodePointer node = (this->*found->second)(value, path, expected);
        check_yield(node->yields, path, expected);
        return node;
    }

    [[noreturn]] static void refuse_operator(const std::string& name, const std::string& path) {
        std::vector<std::string_view> known;
        for (const auto& [operator_name, call] : operators()) known.push_back(operator_name);
        if (const auto best = nearest(name, known); !best.empty())
            refuse(path, base::mark("unknown operator \"{0}\"; did you mean {1}?", name, std::string(best)));
        refuse(path, base::mark("unknown operator \"{0}\"", name));
    }

    static void check_yield(Yield found, const std::string& path, const Expected& expected) {
        if (expected.yield != Yield::any && found != Yield::any && found != expected.yield)
            refuse_kind(path, expected.yield, found);
    }

    static NodePointer literal(const Json& value, const std::string& path, const Expected& expected) {
        if (value.is_string()) {
            auto words = value.get<std::string>();
            if (expected.yield == Yield::colour) {
                if (!parse_colour(words)) refuse(path, base::mark("\"{0}\" is not a colour", words));
                return literal_node(std::move(words), Yield::colour);
            }
            check_yield(Yield::words, path, expected);
            check_choice(words, path, expected);
            return literal_node(std::move(words), Yield::words);
        }
        if (value.is_number()) {
            check_yield(Yield::number, path, expected);
            check_limits(value.get<double>(), path, expected);
            return literal_node(value.get<double>(), Yield::number);
        }
        if (value.is_boolean()) {
            check_yield(Yield::truth, path, expected);
            return literal_node(value.get<bool>(), Yield::truth);
        }
        refuse(path, base::mark("expected: {0}", title(expected.yield)));
    }

    // A list, as it is or behind "literal".
    static NodePointer list(const Json& value, const std::string& path, const Expected& expected) {
        if (value.size() == 2 && value[0] == "literal" && value[1].is_array())
            return list(value[1], at(path, 1), expected);
        if (value.empty()) refuse(path, base::mark("the list is empty"));
        const bool numbers = expected.yield == Yield::numbers;
        std::vector<double> found_numbers;
        std::vector<std::string> found_words;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const bool right = numbers ? value[i].is_number() : value[i].is_string();
            if (!right) refuse(at(path, i), base::mark("expected: {0}", title(numbers ? Yield::number : Yield::words)));
            if (numbers) {
                found_numbers.push_back(value[i].get<double>());
                check_limits(found_numbers.back(), at(path, i), expected);
            } else {
                found_words.push_back(value[i].get<std::string>());
                check_choice(found_words.back(), at(path, i), expected);
            }
        }
        if (numbers) return number_list_node(std::move(found_numbers));
        return word_list_node(std::move(found_words));
    }

    static void want(const Json& value, const std::string& path, std::size_t least, std::size_t most) {
        const std::size_t found = value.size() - 1;
        if (found >= least && found <= most) return;
        const auto name = value[0].get<std::string>();
        if (least == most)
            refuse(path, base::mark_plural("{1} takes {0} argument", "{1} takes {0} arguments",
                                           static_cast<std::int64_t>(least), name));
        refuse(path, base::mark_plural("{1} takes at least {0} argument", "{1} takes at least {0} arguments",
                                       static_cast<std::int64_t>(least), name));
    }

    static constexpr std::size_t many = static_cast<std::size_t>(-1);
    static constexpr Expected of_any{}, of_number{Yield::number}, of_words{Yield::words}, of_truth{Yield::truth};

    Nodes parts(const Json& value, const std::string& path, const Expected& expected) {
        Nodes nodes;
        for (std::size_t i = 1; i < value.size(); ++i) nodes.push_back(parse(value[i], at(path, i), expected));
        return nodes;
    }

    // What all outputs yield when they agree.
    static Yield common(const Nodes& outputs) {
        for (const auto& output : outputs)
            if (output->yields != outputs.front()->yields) return Yield::any;
        return outputs.front()->yields;
    }

    NodePointer literal_call(const Json& value, const std::string& path, const Expected& expected) {
        want(value, path, 1, 1);
        if (value[1].is_array()) refuse(at(path, 1), base::mark("a list has no place here"));
        return literal(value[1], at(path, 1), expected);
    }

    static std::string column_name(const Json& value, const std::string& path) {
        want(value, path, 1, 1);
        if (!value[1].is_string() || value[1].get<std::string>().empty())
            refuse(at(path, 1), base::mark("expected: the name of a column"));
        return value[1].get<std::string>();
    }
    NodePointer get_call(const Json& value, const std::string& path, const Expected&) {
        return get_node(column_name(value, path));
    }
    NodePointer has_call(const Json& value, const std::string& path, const Expected&) {
        return has_node(column_name(value, path));
    }
    NodePointer zoom_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 0, 0);
        return zoom_node();
    }

    template <Order order>
    NodePointer order_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 2, 2);
        // The old filters of this form would be a comparison that is never true.
        if (!value[1].is_array() && !value[2].is_array())
            refuse(path, base::mark("two fixed values are compared; a column is written [\"get\", \"name\"]"));
        auto left = parse(value[1], at(path, 1), of_any), right = parse(value[2], at(path, 2), of_any);
        const bool known = left->yields != Yield::any && right->yields != Yield::any;
        if (known && left->yields != right->yields) refuse_kind(at(path, 2), left->yields, right->yields);
        const bool sorts = order != Order::equal && order != Order::different;
        if (sorts && (left->yields == Yield::truth || right->yields == Yield::truth))
            refuse(path, base::mark("true and false have no order"));
        return order_node(order, std::move(left), std::move(right));
    }

    NodePointer in_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 2, 2);
        const bool list =
            value[2].is_array() && value[2].size() == 2 && value[2][0] == "literal" && value[2][1].is_array();
        if (!list) return in_words_node(parse(value[1], at(path, 1), of_words), parse(value[2], at(path, 2), of_words));
        std::vector<Value> members;
        for (std::size_t i = 0; i < value[2][1].size(); ++i)
            members.push_back(label(value[2][1][i], at(at(at(path, 2), 1), i)));
        return in_list_node(parse(value[1], at(path, 1), of_any), std::move(members));
    }

    static Value label(const Json& value, const std::string& path) {
        if (value.is_string()) return value.get<std::string>();
        if (value.is_number()) return value.get<double>();
        refuse(path, base::mark("expected: a number or words"));
    }

    NodePointer all_call(const Json& value, const std::string& path, const Expected&) {
        return all_node(parts(value, path, of_truth));
    }
    NodePointer any_call(const Json& value, const std::string& path, const Expected&) {
        return any_node(parts(value, path, of_truth));
    }
    NodePointer not_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 1, 1);
        return not_node(parse(value[1], at(path, 1), of_truth));
    }

    NodePointer case_call(const Json& value, const std::string& path, const Expected& expected) {
        want(value, path, 3, many);
        if (value.size() % 2 != 0) refuse(path, base::mark("case ends with what holds when no condition does"));
        std::vector<std::pair<NodePointer, NodePointer>> branches;
        Nodes outputs;
        for (std::size_t i = 1; i + 1 < value.size(); i += 2) {
            auto condition = parse(value[i], at(path, i), of_truth);
            outputs.push_back(parse(value[i + 1], at(path, i + 1), expected));
            branches.emplace_back(std::move(condition), outputs.back());
        }
        outputs.push_back(parse(value.back(), at(path, value.size() - 1), expected));
        return case_node(std::move(branches), outputs.back(), common(outputs));
    }

    NodePointer match_call(const Json& value, const std::string& path, const Expected& expected) {
        want(value, path, 4, many);
        if (value.size() % 2 != 1) refuse(path, base::mark("match ends with what holds when no label fits"));
        auto input = parse(value[1], at(path, 1), of_any);
        std::map<Value, std::size_t> labels;
        Nodes outputs;
        for (std::size_t i = 2; i + 1 < value.size(); i += 2) {
            add_labels(labels, value[i], at(path, i), input->yields, outputs.size());
            outputs.push_back(parse(value[i + 1], at(path, i + 1), expected));
        }
        auto otherwise = parse(value.back(), at(path, value.size() - 1), expected);
        const Yield yield = common(outputs) == otherwise->yields ? otherwise->yields : Yield::any;
        return match_node(std::move(input), {labels.begin(), labels.end()}, std::move(outputs), std::move(otherwise),
                          yield);
    }

    static void add_labels(std::map<Value, std::size_t>& labels, const Json& found, const std::string& path,
                           Yield input, std::size_t output) {
        const auto add = [&](const Json& one, const std::string& place) {
            Value value = label(one, place);
            const Yield yield = std::holds_alternative<double>(value) ? Yield::number : Yield::words;
            if (input != Yield::any && input != yield) refuse_kind(place, input, yield);
            if (!labels.emplace(std::move(value), output).second) refuse(place, base::mark("the label is there twice"));
        };
        if (!found.is_array()) return add(found, path);
        if (found.empty()) refuse(path, base::mark("the list is empty"));
        for (std::size_t i = 0; i < found.size(); ++i) add(found[i], at(path, i));
    }

    static void add_stop(std::vector<double>& stops, const Json& found, const std::string& path) {
        if (!found.is_number()) refuse(path, base::mark("expected: {0}", title(Yield::number)));
        stops.push_back(found.get<double>());
        if (stops.size() > 1 && !(stops[stops.size() - 2] < stops.back()))
            refuse(path, base::mark("each stop must be greater than the one before it"));
    }

    NodePointer step_call(const Json& value, const std::string& path, const Expected& expected) {
        want(value, path, 4, many);
        if (value.size() % 2 != 1) refuse(path, base::mark("each stop needs an output"));
        auto input = parse(value[1], at(path, 1), of_number);
        std::vector<double> stops;
        Nodes outputs{parse(value[2], at(path, 2), expected)};
        for (std::size_t i = 3; i + 1 < value.size(); i += 2) {
            add_stop(stops, value[i], at(path, i));
            outputs.push_back(parse(value[i + 1], at(path, i + 1), expected));
        }
        const Yield yield = common(outputs);
        return step_node(std::move(input), std::move(stops), std::move(outputs), yield);
    }

    static double curve(const Json& value, const std::string& path) {
        if (value.is_array() && value.size() == 1 && value[0] == "linear") return 1;
        const bool exponential = value.is_array() && value.size() == 2 && value[0] == "exponential";
        if (!exponential || !value[1].is_number() || !(value[1].get<double>() > 0))
            refuse(path, base::mark("expected: {0}", "[\"linear\"], [\"exponential\", 1.5]"));
        return value[1].get<double>();
    }

    NodePointer interpolate_call(const Json& value, const std::string& path, const Expected& expected) {
        want(value, path, 4, many);
        if (value.size() % 2 != 1) refuse(path, base::mark("each stop needs an output"));
        const Expected output = expected.yield == Yield::any ? of_number : expected;
        if (output.yield != Yield::number && output.yield != Yield::colour)
            refuse(path, base::mark("interpolate yields numbers or colours only"));
        const double base = curve(value[1], at(path, 1));
        auto input = parse(value[2], at(path, 2), of_number);
        std::vector<double> stops;
        Nodes outputs;
        for (std::size_t i = 3; i + 1 < value.size(); i += 2) {
            add_stop(stops, value[i], at(path, i));
            outputs.push_back(parse(value[i + 1], at(path, i + 1), output));
        }
        return interpolate_node(base, std::move(input), std::move(stops), std::move(outputs), output.yield);
    }

    NodePointer coalesce_call(const Json& value, const std::string& path, const Expected& expected) {
        want(value, path, 1, many);
        auto nodes = parts(value, path, expected);
        const Yield yield = common(nodes);
        return coalesce_node(std::move(nodes), yield);
    }
    NodePointer concat_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 1, many);
        return concat_node(parts(value, path, of_any));
    }
    NodePointer to_words_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 1, 1);
        return to_words_node(parse(value[1], at(path, 1), of_any));
    }
    NodePointer to_number_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 1, many);
        return to_number_node(parts(value, path, of_any));
    }
    template <Letters letters>
    NodePointer letters_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, 1, 1);
        return letters_node(letters, parse(value[1], at(path, 1), of_words));
    }
    template <Sum sum, std::size_t least, std::size_t most>
    NodePointer sum_call(const Json& value, const std::string& path, const Expected&) {
        want(value, path, least, most);
        return sum_node(sum, parts(value, path, of_number));
    }

    int depth_ = 0;
};

const std::map<std::string, Parser::Call, std::less<>>& Parser::operators() {
    static const std::map<std::string, Call, std::less<>> known{
        {"literal", &Parser::literal_call},
        {"get", &Parser::get_call},
        {"has", &Parser::has_call},
        {"zoom", &Parser::zoom_call},
        {"==", &Parser::order_call<Order::equal>},
        {"!=", &Parser::order_call<Order::different>},
        {"<", &Parser::order_call<Order::less>},
        {"<=", &Parser::order_call<Order::at_most>},
        {">", &Parser::order_call<Order::greater>},
        {">=", &Parser::order_call<Order::at_least>},
        {"in", &Parser::in_call},
        {"all", &Parser::all_call},
        {"any", &Parser::any_call},
        {"!", &Parser::not_call},
        {"case", &Parser::case_call},
        {"match", &Parser::match_call},
        {"step", &Parser::step_call},
        {"interpolate", &Parser::interpolate_call},
        {"coalesce", &Parser::coalesce_call},
        {"concat", &Parser::concat_call},
        {"to-string", &Parser::to_words_call},
        {"to-number", &Parser::to_number_call},
        {"upcase", &Parser::letters_call<Letters::upper>},
        {"downcase", &Parser::letters_call<Letters::lower>},
        {"+", &Parser::sum_call<Sum::add, 1, many>},
        {"-", &Parser::sum_call<Sum::subtract, 1, 2>},
        {"*", &Parser::sum_call<Sum::multiply, 1, many>},
        {"/", &Parser::sum_call<Sum::divide, 2, 2>},
        {"min", &Parser::sum_call<Sum::least, 1, many>},
        {"max", &Parser::sum_call<Sum::greatest, 1, many>},
    };
    return known;
}

}  // namespace

void refuse(const std::string& path, base::Text message) {
    throw base::Error(base::ErrorKind::invalid_input, std::move(message)).in(base::verbatim(path));
}

Json parse_json(std::string_view json) {
    try {
        return Json::parse(json);
    } catch (const nlohmann::json::parse_error& failure) {
        const auto before = json.substr(0, std::min(json.size(), failure.byte ? failure.byte - 1 : 0));
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        const auto start = before.rfind('\n');
        const auto column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("line {0}, column {1}: this is not JSON", line, column));
    } catch (const nlohmann::json::exception&) {
        throw base::Error(base::ErrorKind::invalid_input, base::mark("this is not JSON: a number is too large"));
    }
}

NodePointer parse_expression(const Json& value, const std::string& path, const Expected& expected) {
    return Parser().parse(value, path, expected);
}

}  // namespace balise::map
