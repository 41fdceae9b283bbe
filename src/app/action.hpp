#pragma once
// The one table of actions: what can change a project, with parameters described once for command line, menus and help.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/problems.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"

namespace balise::app {

enum class ParameterType {
    text,
    whole,
    number,
    flag,  // present or not
    file_in,
    file_out,
    id,    // a record: id, public reference or a unique beginning
    code,  // a word of `vocabulary` or of `choices`
    area,  // P-code
    date,
    fields,  // any number of field=value
};

struct Parameter {
    std::string name;  // "accept-partial": --accept-partial on the command line
    ParameterType type = ParameterType::text;
    base::Text help = {};
    bool required = false;
    bool positional = false;
    bool repeated = false;
    std::string vocabulary = {};            // for code
    std::vector<std::string> choices = {};  // for code without a vocabulary
    std::string unit = {};                  // "m", "min"; may be empty
    std::string default_value = {};
};

// Arguments by parameter name; a flag that is set holds one "true".
class Arguments {
public:
    void add(const std::string& name, std::string value) { values_[name].push_back(std::move(value)); }
    bool has(const std::string& name) const { return values_.contains(name); }
    bool flag(const std::string& name) const { return has(name); }
    // The first value, or `fallback`.
    std::string text(const std::string& name, const std::string& fallback = {}) const;
    const std::vector<std::string>& list(const std::string& name) const;
    std::optional<std::int64_t> whole(const std::string& name) const;
    const std::map<std::string, std::vector<std::string>>& all() const { return values_; }

private:
    std::map<std::string, std::vector<std::string>> values_;
};

// What an action did, for people (lines) and programs (JSON).
struct Outcome {
    std::int64_t entry = 0;         // number of the history entry; 0 when nothing changed or for a dry run
    std::vector<base::Text> lines;  // what to tell the person
    std::string json = "{}";        // one JSON object
    base::Problems problems;
};

// An action was refused because of its data: carries what was found, so that all of it can be shown.
class Refused : public base::Error {
public:
    Refused(base::Text message, Outcome found, base::ErrorKind kind = base::ErrorKind::invalid_input)
        : Error(kind, std::move(message)), found_(std::make_shared<Outcome>(std::move(found))) {}
    const Outcome& found() const { return *found_; }

private:
    std::shared_ptr<const Outcome> found_;
};

class Step;  // what a running action works with (app/step.hpp)

struct Action {
    std::string id;         // "import", also the command's name
    base::Text title = {};  // "Import a file"
    base::Text help = {};   // one or two sentences
    std::vector<Parameter> parameters = {};
    bool changes_rows = true;  // false: leaves a history entry but no row (export)
    // Says why not, by throwing; changes nothing. Called before run, and alone for menus.
    std::function<void(const Step&)> check = {};
    // Changes rows through the step's store::Change; the runner owns the transaction.
    std::function<Outcome(Step&)> run = {};
};

const std::vector<Action>& actions();
// Throws usage when there is none of this id.
const Action& action(std::string_view id);

}  // namespace balise::app
