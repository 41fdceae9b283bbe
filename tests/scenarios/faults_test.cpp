// Disks that are full or cannot be written, Ctrl-C, and being killed: the project is as it was, and what is said is
// true.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;
using testing::HasSubstr;

class Faults : public Scenario {
protected:
    std::string many_rows(int count) const {
        std::string text = "name_fr,type,status,lon,lat,services,notes\n";
        for (int i = 0; i < count; ++i)
            text += "Centre numéro " + std::to_string(i) + ",social_centre,active," +
                    std::to_string(-7.5 + 0.0004 * (i % 10000)) + "," + std::to_string(5.5 + 0.0003 * (i / 20)) +
                    ",housing;transport,remarque\n";
        return file("many.csv", text);
    }
    // Until the program has opened the project: only from then on it is sure to hear signals.
    void waits_for_opening(Running& running, const std::string& project) const {
        const auto is_open = [&] {
            return fs::exists(project + "-wal") || fs::exists(project + "-shm") || fs::exists(project + "-journal");
        };
        while (!is_open() && !running.has_ended()) std::this_thread::sleep_for(2ms);
    }
    // True when the import has begun to write: the file itself or the write-ahead log has grown.
    bool waits_for_writing(Running& running, const std::string& project) const {
        const auto before = fs::file_size(project);
        for (int i = 0; i < 3000 && !running.has_ended(); ++i) {
            std::error_code ignored;
            if (fs::file_size(project, ignored) > before + 200000) return true;
            if (const auto size = fs::file_size(project + "-wal", ignored); !ignored && size > 200000) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(folder)) all.push_back(entry.path().filename().string());
        return all;
    }
};

TEST_F(Faults, CtrlCInMidImportChangesNothing) {
    const auto project = new_project();
    const auto source = many_rows(100000);
    const auto before = dump(project);
    for (const std::string language : {"en", "fr"}) {
        auto variables = environment;
        Running running(BALISE_BINARY, {"import", project, source, "--as", "providers", "--lang", language}, variables,
                        folder);
        // Reading begins at once; writing may come late.
        waits_for_opening(running, project);
        std::this_thread::sleep_for(language == "en" ? 100ms : 10ms);
        running.signal(SIGINT);
        std::this_thread::sleep_for(5ms);
        running.signal(SIGINT);
        const auto answer = running.wait();
        EXPECT_CODE(answer, 130);
        EXPECT_THAT(answer.err,
                    HasSubstr(language == "en" ? "cancelled; nothing was changed" : "rien n'a été modifié"));
        EXPECT_TRUE(dump(project) == before);
    }
    EXPECT_CODE(balise({"check", project}), 0);
    for (const auto& name : names()) EXPECT_THAT(name, AnyOf("p.balise", "many.csv")) << "left behind";
}

TEST_F(Faults, SigtermIsAnsweredInTheSameWay) {
    const auto project = new_project();
    Running running(BALISE_BINARY, {"import", project, many_rows(100000), "--as", "providers", "--json"}, environment,
                    folder);
    waits_for_opening(running, project);
    std::this_thread::sleep_for(50ms);
    running.signal(SIGTERM);
    const auto answer = running.wait();
    EXPECT_CODE(answer, 130);
    EXPECT_EQ(answer.json()["error"]["kind"], "cancelled");
    EXPECT_EQ(info(project)["providers"]["total"], 0);
}

TEST_F(Faults, KilledInMidImportTheProjectIsAsBefore) {
    const auto source = many_rows(30000);
    const auto empty = new_project("empty.balise");
    const auto before = dump(empty);
    for (int round = 0; round < 4; ++round) {
        const auto project = new_project();
        Running running(BALISE_BINARY, {"import", project, source, "--as", "providers"}, environment, folder);
        if (round % 2 == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(300 + 400 * round));
        else
            waits_for_writing(running, project);
        running.signal(SIGKILL);
        const auto answer = running.wait();
        const int total = info(project)["providers"]["total"];
        EXPECT_THAT(total, AnyOf(0, 30000));
        EXPECT_TRUE(answer.code != 0 || total == 30000) << "reported as done, but it is not there";
        if (total == 0) {
            EXPECT_TRUE(dump(project) == before);
        }
        EXPECT_CODE(balise({"check", project, "--json"}), 0);
        for (const char* suffix : {"-wal", "-shm", "-journal"}) fs::remove(project + suffix);
    }
}

TEST_F(Faults, AFullDiskIsToldAndChangesNothing) {
    const auto project = new_project();
    const auto megabytes = static_cast<int>(fs::file_size(project) / 1000000) + 3;
    const auto source = many_rows(60000);
    fs::create_directory(path("small"));
    const std::string mount = "mount -t tmpfs -o size=" + std::to_string(megabytes) + "m balise-test " + path("small") +
                              " && cp " + project + " " + path("small/p.balise");
    if (shell("unshare -m sh -c '" + mount + "'").code != 0) GTEST_SKIP() << "no small disk can be mounted here";
    for (const std::string language : {"en", "fr"}) {
        const auto answer = shell("unshare -m sh -c '" + mount + " && $BALISE import " + path("small/p.balise") + " " +
                                  source + " --as providers --lang " + language + "; code=$?; $BALISE dump " +
                                  path("small/p.balise") + " > " + path("after.txt") + "; exit $code'");
        EXPECT_CODE(answer, 6);
        if (language == "en") {
            EXPECT_THAT(answer.err, testing::ContainsRegex("full|no space|space"));
        }
        EXPECT_TRUE(read_text(path("after.txt")) == dump(project)) << "the project on the full disk changed";
    }
    const auto made =
        shell("unshare -m sh -c 'mount -t tmpfs -o size=1m balise-test " + path("small") + " && { $BALISE new " +
              path("small/n.balise") + "; code=$?; ls -A " + path("small") + "; exit $code; }'");
    EXPECT_CODE(made, 6);
    EXPECT_EQ(made.out, "") << "something is left behind";
}

TEST_F(Faults, AFileLargerThanAllowedIsToldAndChangesNothing) {
    const auto project = new_project();
    const auto before = dump(project);
    const auto blocks = fs::file_size(project) / 1024 + 512;
    const auto answer = shell("ulimit -f " + std::to_string(blocks) + "; exec $BALISE import " + project + " " +
                              many_rows(60000) + " --as providers --lang en");
    EXPECT_THAT(answer.code, AnyOf(6, 128 + SIGXFSZ)) << answer.err;
    EXPECT_TRUE(dump(project) == before);
    EXPECT_CODE(balise({"check", project}), 0);
}

TEST_F(Faults, AReadOnlyFolderCanBeReadAndExportedButNotChanged) {
    const auto project = sample_project();
    const auto inside =
        "mount --bind " + folder.string() + " " + folder.string() + " && mount -o remount,ro,bind " + folder.string();
    if (shell("unshare -m sh -c '" + inside + "'").code != 0) GTEST_SKIP() << "no folder can be made read-only here";
    const auto read_only = [&](const std::string& command) {
        return shell("unshare -m sh -c '" + inside + " && " + command + "'");
    };
    EXPECT_CODE(read_only("$BALISE info " + project), 0);
    EXPECT_CODE(read_only("$BALISE find " + project + " abobo"), 0);
    const auto elsewhere = fs::temp_directory_path() / ("balise-export-" + std::to_string(::getpid()) + ".geojson");
    EXPECT_CODE(
        read_only("$BALISE export " + project + " --audience public --format geojson --out " + elsewhere.string()), 0);
    EXPECT_TRUE(fs::exists(elsewhere));
    fs::remove(elsewhere);
    const auto before = read_text(project);
    for (const std::string language : {"en", "fr"}) {
        const auto answer = read_only("$BALISE add " + project + " name_fr=X type=ngo --lang " + language);
        EXPECT_CODE(answer, 6);
        if (language == "en") {
            EXPECT_THAT(answer.err, testing::ContainsRegex("read-only|cannot be written|permission"));
        }
        EXPECT_CODE(read_only("$BALISE new " + path("new.balise") + " --lang " + language), 6);
    }
    EXPECT_TRUE(read_text(project) == before);
}

TEST_F(Faults, TwoWritersDoNotMix) {
    const auto project = new_project();
    const auto source = many_rows(20000);
    Running first(BALISE_BINARY, {"import", project, source, "--as", "providers"}, environment, folder);
    Running second(BALISE_BINARY, {"import", project, source, "--as", "providers"}, environment, folder);
    const auto one = first.wait();
    const auto two = second.wait();
    for (const auto& answer : {one, two}) EXPECT_THAT(answer.code, AnyOf(0, 5)) << answer.err;
    EXPECT_TRUE(one.code == 0 || two.code == 0);
    EXPECT_EQ(info(project)["providers"]["total"], 20000);
}

}  // namespace
}  // namespace balise::scenario
