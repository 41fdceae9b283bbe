#pragma once
// Runs the built program in a folder of its own and says what it answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace balise::scenario {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

struct Answer {
    int code = -1;  // exit code; 128 + signal when a signal ended it
    std::string out;
    std::string err;

    // What was printed on standard output, as JSON; a failure of the test when it is none.
    Json json() const;
};

// A program that runs; `wait` fetches its answer.
class Running {
public:
    Running(const std::string& program, const Words& words, const Environment& environment, const fs::path& folder);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    void signal(int number) const;
    bool has_ended();
    Answer wait();

private:
    pid_t id_ = -1;
    fs::path out_, err_;
    int status_ = -1;
    bool ended_ = false;
};

std::string read_text(const fs::path& file);
void write_text(const fs::path& file, std::string_view text);
// Position of the newest history entry.
std::int64_t entries_of(const Json& info);

// A test with a temporary folder, the program's clock stopped.
class Scenario : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override;

    fs::path folder;
    Environment environment{{"SOURCE_DATE_EPOCH", "1764000000"}, {"LANGUAGE", "en"}, {"TERM", "dumb"}};

    // balise WORDS…
    Answer balise(const Words& words) const;
    // A shell command line; $BALISE is the program.
    Answer shell(const std::string& command) const;
    std::string path(std::string_view name) const { return (folder / name).string(); }
    std::string file(std::string_view name, std::string_view text) const;

    // A copy of a fresh project (made once for all tests): the country's data, or that and the examples.
    std::string new_project(std::string_view name = "p.balise") const { return copy_of(false, name); }
    std::string sample_project(std::string_view name = "s.balise") const { return copy_of(true, name); }

    std::string dump(const std::string& project) const;
    Json info(const std::string& project) const;
    std::int64_t revision(const std::string& project) const { return entries_of(info(project)); }
    // Id of the first provider that `find` gives for the words.
    std::string find_id(const std::string& project, const Words& words) const;

private:
    std::string copy_of(bool with_sample, std::string_view name) const;
};

// Fails unless the program ends with `code`.
#define EXPECT_CODE(answer, expected)                                                                    \
    do {                                                                                                 \
        const auto& answer_ = (answer);                                                                  \
        EXPECT_EQ(answer_.code, expected)                                                                \
            << "stdout: " << answer_.out.substr(0, 2000) << "\nstderr: " << answer_.err.substr(0, 4000); \
    } while (false)
#define ASSERT_CODE(answer, expected)                                                                    \
    do {                                                                                                 \
        const auto& answer_ = (answer);                                                                  \
        ASSERT_EQ(answer_.code, expected)                                                                \
            << "stdout: " << answer_.out.substr(0, 2000) << "\nstderr: " << answer_.err.substr(0, 4000); \
    } while (false)

// Names of an object's members.
std::vector<std::string> keys(const Json& object);

}  // namespace balise::scenario
