#pragma once
// The vocabularies of the source tree, for tests of reading. They are themselves plain CSV: no part of the reader is
// used to load them.
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "model/vocabulary.hpp"

namespace balise::test {

// Takes a line of CSV apart; quotation marks as in RFC 4180, no line breaks inside.
inline std::vector<std::string> csv_cells(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[++i];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ',' && !quoted)
            cells.emplace_back();
        else if (line[i] != '\r')
            cells.back() += line[i];
    }
    return cells;
}

inline std::vector<std::map<std::string, std::string>> csv_rows(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    if (!std::getline(stream, line)) throw std::runtime_error("cannot read " + file.string());
    const auto header = csv_cells(line);
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(stream, line)) {
        const auto cells = csv_cells(line);
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < header.size() && i < cells.size(); ++i) row[header[i]] = cells[i];
    }
    return rows;
}

inline std::vector<std::string> both(const std::map<std::string, std::string>& row) {
    auto aliases = base::split(row.at("aliases_fr"), ';');
    for (auto& alias : base::split(row.at("aliases_en"), ';')) aliases.push_back(std::move(alias));
    return aliases;
}

inline model::Vocabularies load_vocabularies(const std::filesystem::path& folder) {
    model::Vocabularies all;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto name = entry.path().stem().string();
        if (entry.path().extension() != ".csv" || name == "fields" || name == "organisations") continue;
        model::Vocabulary vocabulary;
        for (const auto& row : csv_rows(entry.path()))
            vocabulary.add({row.at("code"), row.at("fr"), row.at("en"), both(row)});
        all.add(name, std::move(vocabulary));
    }
    for (const auto& row : csv_rows(folder / "fields.csv"))
        all.add_field({row.at("record"), row.at("field"), row.at("fr"), row.at("en"), both(row),
                       base::split(row.at("hxl"), ';')});
    return all;
}

inline const model::Vocabularies& vocabularies() {
    static const auto all = load_vocabularies(std::string(BALISE_SOURCE_DIR) + "/data/vocabularies");
    return all;
}

}  // namespace balise::test
