#include "scenarios/balise_run.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

extern char** environ;

namespace balise::scenario {

namespace {

Environment inherited() {
    Environment all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view words(*entry);
        const auto equals = words.find('=');
        const auto name = words.substr(0, equals);
        if (name == "LANG" || name == "LANGUAGE" || name.starts_with("LC_") || name.starts_with("BALISE_") ||
            name == "SOURCE_DATE_EPOCH")
            continue;
        all[std::string(name)] = words.substr(equals + 1);
    }
    return all;
}

fs::path fresh_file() {
    std::string name = (fs::temp_directory_path() / "balise-answer-XXXXXX").string();
    const int handle = ::mkstemp(name.data());
    if (handle >= 0) ::close(handle);
    return name;
}

}  // namespace

std::string read_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

void write_text(const fs::path& file, std::string_view text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
}

Json Answer::json() const {
    auto document = Json::parse(out, nullptr, false);
    EXPECT_FALSE(document.is_discarded())
        << "no JSON on standard output: " << out.substr(0, 1000) << "\nstderr: " << err.substr(0, 2000);
    return document.is_discarded() ? Json::object() : document;
}

Running::Running(const std::string& program, const Words& words, const Environment& environment, const fs::path& folder)
    : out_(fresh_file()), err_(fresh_file()) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out_.c_str(), O_WRONLY | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err_.c_str(), O_WRONLY | O_TRUNC, 0600);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    std::vector<std::string> storage{program};
    storage.insert(storage.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (auto& word : storage) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    auto variables = inherited();
    for (const auto& [name, value] : environment) variables[name] = value;
    std::vector<std::string> settings;
    for (const auto& [name, value] : variables) settings.push_back(name + "=" + value);
    std::vector<char*> setting_pointers;
    for (auto& setting : settings) setting_pointers.push_back(setting.data());
    setting_pointers.push_back(nullptr);
    if (::posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments.data(), setting_pointers.data()) != 0)
        id_ = -1;
    posix_spawn_file_actions_destroy(&actions);
}

Running::~Running() {
    if (!ended_ && id_ > 0) {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, &status_, 0);
    }
    std::error_code ignored;
    fs::remove(out_, ignored);
    fs::remove(err_, ignored);
}

void Running::signal(int number) const {
    if (!ended_ && id_ > 0) ::kill(id_, number);
}

bool Running::has_ended() {
    if (!ended_ && ::waitpid(id_, &status_, WNOHANG) == id_) ended_ = true;
    return ended_;
}

Answer Running::wait() {
    if (!ended_ && id_ > 0) ::waitpid(id_, &status_, 0);
    ended_ = true;
    return {WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_), read_text(out_), read_text(err_)};
}

std::int64_t entries_of(const Json& info) {
    return info.at("history").at("entries").get<std::int64_t>();
}

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
}

void Scenario::SetUp() {
    std::string name = (fs::temp_directory_path() / "balise-scenario-XXXXXX").string();
    folder = ::mkdtemp(name.data());
}

void Scenario::TearDown() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

Answer Scenario::balise(const Words& words) const {
    return Running(BALISE_BINARY, words, environment, folder).wait();
}

Answer Scenario::shell(const std::string& command) const {
    auto variables = environment;
    variables["BALISE"] = BALISE_BINARY;
    return Running("/bin/bash", {"-c", command}, variables, folder).wait();
}

std::string Scenario::file(std::string_view name, std::string_view text) const {
    write_text(folder / name, text);
    return path(name);
}

// Making a project takes a second; each test runs in a process of its own, so one is kept beside the program and made
// again when the program is newer.
std::string Scenario::copy_of(bool with_sample, std::string_view name) const {
    const fs::path program(BALISE_BINARY);
    const auto kept = program.parent_path() / (with_sample ? "scenario-sample.balise" : "scenario-empty.balise");
    const int lock = ::open((kept.string() + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    ::flock(lock, LOCK_EX);
    std::error_code missing;
    const auto made = fs::last_write_time(kept, missing);
    if (missing || made < fs::last_write_time(program)) {
        fs::remove(kept, missing);
        const auto answer = balise(with_sample ? Words{"new", kept.string(), "--sample"} : Words{"new", kept.string()});
        EXPECT_CODE(answer, 0);
    }
    const auto target = folder / name;
    fs::copy_file(kept, target, fs::copy_options::overwrite_existing, missing);
    ::close(lock);
    return target.string();
}

std::string Scenario::dump(const std::string& project) const {
    const auto answer = balise({"dump", project});
    EXPECT_CODE(answer, 0);
    return answer.out;
}

Json Scenario::info(const std::string& project) const {
    const auto answer = balise({"info", project, "--json"});
    EXPECT_CODE(answer, 0);
    return answer.json();
}

std::string Scenario::find_id(const std::string& project, const Words& words) const {
    Words all{"find", project, "--json", "--limit", "1"};
    all.insert(all.end(), words.begin(), words.end());
    const auto found = balise(all).json();
    EXPECT_TRUE(found.contains("providers") && !found["providers"].empty()) << found.dump();
    return found.contains("providers") && !found["providers"].empty() ? found["providers"][0]["id"].get<std::string>()
                                                                      : std::string("none");
}

}  // namespace balise::scenario
