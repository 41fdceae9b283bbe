#include "base/problems.hpp"

#include <algorithm>
#include <iterator>

namespace balise::base {

std::string_view severity_code(Severity severity) {
    switch (severity) {
        case Severity::note: return "note";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return "error";
}

void Problems::add(Problem problem) {
    if (problem.severity == Severity::error) ++errors_;
    list_.push_back(std::move(problem));
}

void Problems::error(std::int64_t row, std::string field, Text message, Text suggestion) {
    add({Severity::error, row, std::move(field), std::move(message), std::move(suggestion)});
}

void Problems::warning(std::int64_t row, std::string field, Text message, Text suggestion) {
    add({Severity::warning, row, std::move(field), std::move(message), std::move(suggestion)});
}

void Problems::note(std::int64_t row, std::string field, Text message, Text suggestion) {
    add({Severity::note, row, std::move(field), std::move(message), std::move(suggestion)});
}

void Problems::append(Problems other) {
    errors_ += other.errors_;
    list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()), std::make_move_iterator(other.list_.end()));
}

void Problems::sort() {
    std::stable_sort(list_.begin(), list_.end(), [](const Problem& a, const Problem& b) {
        if (a.row != b.row) return a.row < b.row;
        return a.severity > b.severity;
    });
}

std::string describe(const Problem& problem, const Catalogue& catalogue) {
    const std::string colon = catalogue.language() == Language::french ? "\u00a0: " : ": ";
    std::string words;
    if (problem.row > 0) words += catalogue(mark("row {0}", std::to_string(problem.row)));
    if (!problem.field.empty()) words += (words.empty() ? "" : ", ") + problem.field;
    if (!words.empty()) words += colon;
    words += catalogue(problem.message);
    if (!problem.suggestion.empty()) words += " → " + catalogue(problem.suggestion);
    return words;
}

}  // namespace balise::base
