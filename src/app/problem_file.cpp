#include "app/problem_file.hpp"

#include <map>

#include "base/file.hpp"
#include "base/words.hpp"
#include "exchange/csv_cells.hpp"
#include "exchange/neutral.hpp"

namespace balise::app {

namespace {

// A cell as it was found; what a spreadsheet would run is disarmed, but "-5.03" stays a number.
std::string safe_cell(const std::string& cell) {
    const auto comma = cell.find(',');
    std::string number = cell;
    if (comma != std::string::npos) number[comma] = '.';
    return base::parse_number(number) ? cell : exchange::neutral_text(cell);
}

}  // namespace

base::Language language_of(const Arguments& arguments) {
    return arguments.text("language") == "en" ? base::Language::english : base::Language::french;
}

void write_problem_rows(const std::filesystem::path& file, exchange::Source& source, const base::Problems& problems,
                        base::Language language) {
    const auto& catalogue = base::Catalogue::of(language);
    // A person mends the file with the program that made the table: it expects the separator of that.
    const char own = source.separator().value_or(' ');
    const char separator = exchange::is_separator(own) ? own : exchange::separator_of(language);
    // The warnings of a row that was refused are told beside its errors; a row with warnings alone is in the project.
    std::map<std::int64_t, std::string> refused;
    for (const auto& problem : problems)
        if (problem.severity == base::Severity::error) refused[problem.row];
    for (const auto& problem : problems) {
        const auto row = refused.find(problem.row);
        if (row == refused.end() || problem.severity == base::Severity::note) continue;
        base::Problem without_row = problem;
        without_row.row = 0;
        row->second += (row->second.empty() ? "" : " | ") + base::describe(without_row, catalogue);
    }
    std::string out(exchange::byte_order_mark);
    const auto cell = [&](const std::string& text) {
        out += separator;
        exchange::append_cell(out, safe_cell(text));
    };
    out += "balise_row";
    cell("balise_severity");
    cell("balise_problem");
    for (const auto& column : source.columns()) cell(column);
    out += "\r\n";
    const auto line = [&](std::int64_t number, const std::string& words, const std::vector<std::string>& cells) {
        out += std::to_string(number);
        cell(std::string(base::severity_code(base::Severity::error)));
        cell(words);
        for (std::size_t i = 0; i < source.columns().size(); ++i) cell(i < cells.size() ? cells[i] : std::string());
        out += "\r\n";
    };
    if (const auto whole = refused.find(0); whole != refused.end()) line(0, whole->second, {});
    exchange::SourceRow row;
    while (source.next(row))
        if (const auto found = refused.find(row.number); found != refused.end())
            line(row.number, found->second, row.cells);
    base::write_file(file, out);
}

}  // namespace balise::app
