// Files written aside and renamed, and where the program's data is.
#include "base/file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/error.hpp"
#include "base/paths.hpp"
#include "unit/base/scratch.hpp"

namespace {

using namespace balise::base;
using balise::test::EnvironmentVariable;
using balise::test::ScratchFolder;
namespace fs = std::filesystem;

ErrorKind kind_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return ErrorKind::internal;
}

TEST(File, ReadsBackWhatItWrote) {
    const ScratchFolder scratch;
    for (const std::string& content :
         {std::string(), std::string("one\r\ntwo\0three", 14), std::string(300'000, 'x')}) {
        write_file(scratch / "a.csv", content);
        EXPECT_EQ(read_file(scratch / "a.csv"), content);
    }
    EXPECT_EQ(scratch.entries(), 1U);
}

TEST(File, WhatCannotBeRead) {
    const ScratchFolder scratch;
    EXPECT_EQ(kind_of([&] { read_file(scratch / "missing"); }), ErrorKind::not_found);
    EXPECT_EQ(kind_of([&] { read_file(scratch.path()); }), ErrorKind::io);
    // Opens, and fails at the first byte, as a damaged medium does.
    EXPECT_EQ(kind_of([&] { read_file("/proc/self/mem"); }), ErrorKind::io);
}

TEST(File, WhatCannotBeWritten) {
    const ScratchFolder scratch;
    EXPECT_EQ(kind_of([&] { write_file(scratch / "no/such/folder.csv", "x"); }), ErrorKind::io);
    EXPECT_EQ(kind_of([&] { write_file(scratch.put("file", "x") / "below", "x"); }), ErrorKind::io);
    fs::create_directory(scratch / "taken.csv");
    EXPECT_EQ(kind_of([&] { write_file(scratch / "taken.csv", "x"); }), ErrorKind::io);
    EXPECT_EQ(kind_of([&] { write_file("/proc/balise.csv", "x"); }), ErrorKind::io);
    EXPECT_EQ(scratch.entries(), 2U) << "nothing of the attempts is left";
}

TEST(File, KeepsThePermissionsOfTheFileThatWasThere) {
    const ScratchFolder scratch;
    const auto file = scratch.put("internal.csv", "old");
    ASSERT_EQ(::chmod(file.c_str(), 0600), 0);
    write_file(file, "new");
    EXPECT_EQ(read_file(file), "new");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

// Runs work in a child and gives its exit code.
int in_a_child(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(File, PermissionDeniedIsSaid) {
    const ScratchFolder scratch;
    fs::permissions(scratch.path(),
                    fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    const int result = in_a_child([&] {
        // Root may write everywhere, so a root becomes nobody first.
        if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(99);
        try {
            write_file(scratch / "a.csv", "x");
        } catch (const Error& error) {
            const bool is_said = std::string_view(error.what()).ends_with(": permission denied");
            ::_exit(is_said ? static_cast<int>(error.kind()) : 98);
        }
    });
    fs::permissions(scratch.path(), fs::perms::owner_all);
    EXPECT_EQ(result, static_cast<int>(ErrorKind::io));
}

// Writes under a limit on the size of a file, which fails like a full disk does: in the middle.
int write_with_limit(const fs::path& file, std::size_t size) {
    return in_a_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{4096, 4096};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            write_file(file, std::string(size, 'x'));
        } catch (const Error& error) {
            ::_exit(static_cast<int>(error.kind()));
        }
    });
}

TEST(File, AFullDiskLeavesTheOldFile) {
    const ScratchFolder scratch;
    const auto file = scratch.put("a.csv", "old");
    EXPECT_EQ(write_with_limit(file, 100'000), static_cast<int>(ErrorKind::io));
    EXPECT_EQ(read_file(file), "old");
    EXPECT_EQ(scratch.entries(), 1U);
    EXPECT_EQ(write_with_limit(file, 1000), 0);
    EXPECT_EQ(read_file(file), std::string(1000, 'x'));
}

TEST(Aside, RemovesWhatItPrepared) {
    const ScratchFolder scratch;
    {
        const Aside aside(scratch / "map.gpkg");
        EXPECT_EQ(aside.path().parent_path(), scratch.path());
        EXPECT_EQ(aside.path().extension(), ".gpkg");
        std::ofstream(aside.path()) << "half";
        for (const char* suffix : {"-wal", "-shm", "-journal"}) std::ofstream(aside.path().string() + suffix) << "x";
    }
    EXPECT_EQ(scratch.entries(), 0U);
    {
        const Aside aside(scratch / "shapes");
        fs::create_directory(aside.path());
        std::ofstream(aside.path() / "inside") << "x";
    }
    EXPECT_EQ(scratch.entries(), 0U) << "a folder likewise";
}

TEST(Aside, CommitReplacesTheTarget) {
    const ScratchFolder scratch;
    scratch.put("a.txt", "old");
    {
        Aside aside(scratch / "a.txt");
        std::ofstream(aside.path()) << "new";
        EXPECT_EQ(read_file(scratch / "a.txt"), "old");
        aside.commit();
        EXPECT_EQ(read_file(scratch / "a.txt"), "new");
    }
    EXPECT_EQ(read_file(scratch / "a.txt"), "new");
    EXPECT_EQ(scratch.entries(), 1U);
}

TEST(Aside, CommitOfNothingFails) {
    const ScratchFolder scratch;
    scratch.put("a.txt", "old");
    Aside aside(scratch / "a.txt");
    EXPECT_THROW(aside.commit(), Error);
    EXPECT_EQ(read_file(scratch / "a.txt"), "old");
}

TEST(File, RelativeNamesWork) {
    const ScratchFolder scratch;
    const auto before = fs::current_path();
    fs::current_path(scratch.path());
    EXPECT_NO_THROW(write_file("plain.txt", "x"));
    fs::current_path(before);
    EXPECT_EQ(read_file(scratch / "plain.txt"), "x");
}

TEST(Paths, ShaderFolder) {
    {
        const EnvironmentVariable none("BALISE_DATA_DIR", nullptr);
        EXPECT_TRUE(fs::exists(shader_folder() / "flat.vert")) << "beside the data in the source tree";
    }
    const ScratchFolder scratch;
    fs::create_directories(scratch / "share" / "vocabularies");
    const EnvironmentVariable chosen("BALISE_DATA_DIR", (scratch / "share").c_str());
    EXPECT_THROW(shader_folder(), Error);
    fs::create_directory(scratch / "shaders");
    EXPECT_EQ(shader_folder(), fs::canonical(scratch / "shaders"));
    fs::create_directory(scratch / "share" / "shaders");
    EXPECT_EQ(shader_folder(), fs::canonical(scratch / "share" / "shaders")) << "as installed";
}

TEST(Paths, DataFolder) {
    {
        const EnvironmentVariable none("BALISE_DATA_DIR", nullptr);
        EXPECT_TRUE(fs::is_directory(data_folder() / "vocabularies"));
    }
    const ScratchFolder scratch;
    fs::create_directory(scratch / "vocabularies");
    const EnvironmentVariable chosen("BALISE_DATA_DIR", scratch.path().c_str());
    EXPECT_EQ(data_folder(), fs::canonical(scratch.path()));
}

TEST(Paths, CatalogueFolders) {
    const EnvironmentVariable chosen("BALISE_CATALOGUE_DIR", "/chosen");
    ASSERT_GE(catalogue_folders().size(), 2U);
    EXPECT_EQ(catalogue_folders().front(), "/chosen");
}

}  // namespace
