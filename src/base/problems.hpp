#pragma once
// What is wrong with data: bad data is not an error, every problem is listed with its place and its remedy.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace balise::base {

enum class Severity { note, warning, error };

// "note", "warning" or "error": the words of JSON and CSV output.
std::string_view severity_code(Severity severity);

struct Problem {
    Severity severity = Severity::error;
    std::int64_t row = 0;  // line of the source as a person counts it (the header is a line too); 0 = the whole source
    std::string field;     // column or field name, or empty
    Text message;          // the fact, with the value found
    Text suggestion;       // what to do; may be empty
};

class Problems {
public:
    void add(Problem problem);
    void error(std::int64_t row, std::string field, Text message, Text suggestion = {});
    void warning(std::int64_t row, std::string field, Text message, Text suggestion = {});
    void note(std::int64_t row, std::string field, Text message, Text suggestion = {});
    void append(Problems other);
    // By row, errors before warnings within a row; order of arrival otherwise kept.
    void sort();

    bool has_errors() const { return errors_ > 0; }
    std::size_t errors() const { return errors_; }
    std::size_t size() const { return list_.size(); }
    bool empty() const { return list_.empty(); }
    auto begin() const { return list_.begin(); }
    auto end() const { return list_.end(); }
    const Problem& operator[](std::size_t index) const { return list_[index]; }

private:
    std::vector<Problem> list_;
    std::size_t errors_ = 0;
};

// "row 12, lat: … Remedy." in a language.
std::string describe(const Problem& problem, const Catalogue& catalogue);

}  // namespace balise::base
