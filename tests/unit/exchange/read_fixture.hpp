#pragma once
// Files written by the test into a folder of its own, and short ways to read them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "exchange/reader.hpp"
#include "read_vocabularies.hpp"

namespace balise::exchange::test {

namespace fs = std::filesystem;

class ReadTest : public ::testing::Test {
protected:
    ReadTest() : folder_(fs::temp_directory_path() / ("balise-read-" + std::to_string(::getpid()))) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~ReadTest() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    fs::path file(const std::string& name, const std::string& bytes) const {
        const auto path = folder_ / name;
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

    // All rows of a source.
    std::vector<SourceRow> rows_of(const fs::path& path, const SourceOptions& options = {}) {
        source_ = Source::open(path, options, progress_);
        std::vector<SourceRow> rows;
        SourceRow row;
        while (source_->next(row)) rows.push_back(row);
        return rows;
    }

    template <class Record>
    std::vector<Parsed<Record>> read(const ReadRequest& request) {
        problems_ = {};
        Reader<Record> reader(request, balise::test::vocabularies(), progress_);
        std::vector<Parsed<Record>> rows;
        while (true) {
            auto some = reader.next(100, problems_);
            if (some.empty()) break;
            for (auto& row : some) rows.push_back(std::move(row));
        }
        columns_ = reader.columns();
        format_ = reader.format();
        EXPECT_EQ(reader.rows_read(), static_cast<std::int64_t>(rows.size()));
        return rows;
    }
    template <class Record>
    std::vector<Parsed<Record>> read(const fs::path& path) {
        ReadRequest request;
        request.file = path;
        return read<Record>(request);
    }
    // Providers from the text of a CSV file.
    std::vector<Parsed<model::Provider>> providers(const std::string& csv) {
        return read<model::Provider>(file("providers.csv", csv));
    }

    // Everything said about a row, in English, one per line; row -1 = about all rows.
    std::string said(std::int64_t row = -1) const {
        std::string words;
        for (const auto& problem : problems_)
            if (row < 0 || problem.row == row)
                words += std::string(base::severity_code(problem.severity)) + " " +
                         base::describe(problem, base::Catalogue::of(base::Language::english)) + "\n";
        return words;
    }

    // The message with which opening fails; empty when it does not.
    std::string refusal(const fs::path& path, const SourceOptions& options = {}) {
        try {
            rows_of(path, options);
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input) << error.what();
            return error.what();
        }
        return {};
    }

    fs::path folder_;
    base::Progress progress_;
    base::Problems problems_;
    std::vector<ColumnVerdict> columns_;
    std::string format_;
    std::unique_ptr<Source> source_;
};

inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

inline fs::path shared(const std::string& path) {
    return fs::path(BALISE_SHARED_DIR) / "data" / path;
}

}  // namespace balise::exchange::test
