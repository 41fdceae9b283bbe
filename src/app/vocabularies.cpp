#include <algorithm>
#include <filesystem>

#include "app/data_files.hpp"
#include "app/session.hpp"
#include "base/paths.hpp"
#include "base/words.hpp"
#include "exchange/source.hpp"

namespace balise::app {

namespace fs = std::filesystem;

Table read_table(const fs::path& file) {
    base::Progress progress;
    exchange::SourceOptions options;
    options.encoding = "UTF-8";
    options.delimiter = ",";
    options.header_row = 1;
    const auto source = exchange::Source::open(file, options, progress);
    Table table{source->columns(), {}};
    exchange::SourceRow row;
    while (source->next(row)) {
        row.cells.resize(table.columns.size());
        table.rows.push_back(row.cells);
    }
    return table;
}

std::string Table::cell(const std::vector<std::string>& row, std::string_view column) const {
    const auto found = std::find(columns.begin(), columns.end(), column);
    return found == columns.end() ? std::string() : row[static_cast<std::size_t>(found - columns.begin())];
}

namespace {

std::vector<std::string> aliases_of(const Table& table, const std::vector<std::string>& row) {
    auto aliases = base::split(table.cell(row, "aliases_fr"), ';');
    for (auto& alias : base::split(table.cell(row, "aliases_en"), ';')) aliases.push_back(std::move(alias));
    return aliases;
}

void load_fields(const fs::path& file, model::Vocabularies& vocabularies) {
    const auto table = read_table(file);
    for (const auto& row : table.rows)
        vocabularies.add_field({table.cell(row, "record"), table.cell(row, "field"), table.cell(row, "fr"),
                                table.cell(row, "en"), aliases_of(table, row),
                                base::split(table.cell(row, "hxl"), ';')});
}

}  // namespace

model::Vocabularies load_vocabularies() {
    model::Vocabularies vocabularies;
    const auto folder = base::data_folder() / "vocabularies";
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".csv" && entry.path().stem() != "organisations") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        if (file.stem() == "fields") {
            load_fields(file, vocabularies);
            continue;
        }
        const auto table = read_table(file);
        model::Vocabulary vocabulary;
        for (const auto& row : table.rows)
            vocabulary.add(
                {table.cell(row, "code"), table.cell(row, "fr"), table.cell(row, "en"), aliases_of(table, row)});
        vocabularies.add(file.stem().string(), std::move(vocabulary));
    }
    return vocabularies;
}

std::vector<model::Organisation> load_organisations() {
    const auto table = read_table(base::data_folder() / "vocabularies" / "organisations.csv");
    std::vector<model::Organisation> organisations;
    for (const auto& row : table.rows)
        organisations.push_back({table.cell(row, "code"), table.cell(row, "name_fr"), table.cell(row, "name_en"),
                                 table.cell(row, "short_name"), table.cell(row, "kind"), table.cell(row, "parent_code"),
                                 base::split(table.cell(row, "aliases"), ';')});
    return organisations;
}

}  // namespace balise::app
