#include "app/problem_file.hpp"

#include <map>

#include "base/file.hpp"

namespace balise::app {

namespace {

std::string csv_cell(const std::string& cell) {
    if (cell.find_first_of(",;\"\r\n") == std::string::npos) return cell;
    std::string out = "\"";
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

struct RowProblems {
    base::Severity worst = base::Severity::note;
    std::string words;
};

}  // namespace

base::Language language_of(const Arguments& arguments) {
    return arguments.text("language") == "en" ? base::Language::english : base::Language::french;
}

void write_problem_rows(const std::filesystem::path& file, const exchange::ReadRequest& request,
                        const base::Problems& problems, base::Language language, base::Progress& progress) {
    const auto& catalogue = base::Catalogue::of(language);
    std::map<std::int64_t, RowProblems> by_row;
    for (const auto& problem : problems) {
        if (problem.severity == base::Severity::note) continue;
        auto& row = by_row[problem.row];
        row.worst = std::max(row.worst, problem.severity);
        base::Problem without_row = problem;
        without_row.row = 0;
        row.words += (row.words.empty() ? "" : " | ") + base::describe(without_row, catalogue);
    }
    std::string out = "\ufeffbalise_row,balise_severity,balise_problem";
    const auto source = exchange::Source::open(request.file, request.source, progress);
    for (const auto& column : source->columns()) out += ',' + csv_cell(column);
    out += "\r\n";
    const auto line = [&](std::int64_t number, const RowProblems& row) {
        out += std::to_string(number) + ',' + std::string(base::severity_code(row.worst)) + ',' + csv_cell(row.words);
    };
    if (const auto whole = by_row.find(0); whole != by_row.end()) {
        line(0, whole->second);
        out += std::string(source->columns().size(), ',') + "\r\n";
    }
    exchange::SourceRow row;
    while (source->next(row)) {
        const auto found = by_row.find(row.number);
        if (found == by_row.end()) continue;
        line(row.number, found->second);
        for (std::size_t i = 0; i < source->columns().size(); ++i)
            out += ',' + (i < row.cells.size() ? csv_cell(row.cells[i]) : std::string());
        out += "\r\n";
    }
    base::write_file(file, out);
}

}  // namespace balise::app
