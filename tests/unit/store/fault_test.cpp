// Disks that fail and programs that are killed: the file holds the state before or the state after, and we say which.
#include <sqlite3.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <random>

#include "geo/crs.hpp"
#include "unit/store/fixture.hpp"

namespace balise::store::test {

using base::ErrorKind;

// A file system for SQLite that fails from the n-th write or sync on, once or for ever.
class FailingDisk {
public:
    enum class Kind { write_error, full };

    static FailingDisk& instance() {
        static FailingDisk disk;
        return disk;
    }
    void put_in() { sqlite3_vfs_register(&vfs_, 1); }
    void take_out() {
        sqlite3_vfs_register(real_, 1);
        sqlite3_vfs_unregister(&vfs_);
    }
    void arm(int nth, bool for_ever, Kind kind) {
        left_ = nth;
        for_ever_ = for_ever;
        kind_ = kind;
        fired_ = false;
    }
    void disarm() { left_ = -1; }
    bool fired() const { return fired_; }

    // The result of the next write or sync; SQLITE_OK = go on.
    int next(bool sync) {
        if (left_ < 0) return SQLITE_OK;
        if (left_ > 1) {
            --left_;
            return SQLITE_OK;
        }
        fired_ = true;
        if (!for_ever_) left_ = -1;
        return sync ? SQLITE_IOERR_FSYNC : kind_ == Kind::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }

    struct File {
        sqlite3_file base;
        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };

private:
    FailingDisk() {
        real_ = sqlite3_vfs_find(nullptr);
        vfs_ = *real_;
        vfs_.zName = "failing";
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
        vfs_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
            auto* mine = reinterpret_cast<File*>(file);
            mine->base.pMethods = nullptr;
            auto* real = instance().real_;
            const int code = real->xOpen(real, name, mine->real(), flags, out);
            if (mine->real()->pMethods != nullptr) mine->base.pMethods = methods();
            return code;
        };
    }
    static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
    static const sqlite3_io_methods* methods() {
        static sqlite3_io_methods made = [] {
            sqlite3_io_methods m;
            std::memset(&m, 0, sizeof m);
            m.iVersion = 2;
            m.xClose = [](sqlite3_file* f) { return of(f)->real()->pMethods->xClose(of(f)->real()); };
            m.xRead = [](sqlite3_file* f, void* b, int n, sqlite3_int64 o) {
                return of(f)->real()->pMethods->xRead(of(f)->real(), b, n, o);
            };
            m.xWrite = [](sqlite3_file* f, const void* b, int n, sqlite3_int64 o) {
                if (const int code = instance().next(false); code != SQLITE_OK) return code;
                return of(f)->real()->pMethods->xWrite(of(f)->real(), b, n, o);
            };
            m.xTruncate = [](sqlite3_file* f, sqlite3_int64 n) {
                return of(f)->real()->pMethods->xTruncate(of(f)->real(), n);
            };
            m.xSync = [](sqlite3_file* f, int flags) {
                if (const int code = instance().next(true); code != SQLITE_OK) return code;
                return of(f)->real()->pMethods->xSync(of(f)->real(), flags);
            };
            m.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) {
                return of(f)->real()->pMethods->xFileSize(of(f)->real(), n);
            };
            m.xLock = [](sqlite3_file* f, int l) { return of(f)->real()->pMethods->xLock(of(f)->real(), l); };
            m.xUnlock = [](sqlite3_file* f, int l) { return of(f)->real()->pMethods->xUnlock(of(f)->real(), l); };
            m.xCheckReservedLock = [](sqlite3_file* f, int* r) {
                return of(f)->real()->pMethods->xCheckReservedLock(of(f)->real(), r);
            };
            m.xFileControl = [](sqlite3_file* f, int op, void* a) {
                return of(f)->real()->pMethods->xFileControl(of(f)->real(), op, a);
            };
            m.xSectorSize = [](sqlite3_file* f) { return of(f)->real()->pMethods->xSectorSize(of(f)->real()); };
            m.xDeviceCharacteristics = [](sqlite3_file* f) {
                return of(f)->real()->pMethods->xDeviceCharacteristics(of(f)->real());
            };
            m.xShmMap = [](sqlite3_file* f, int p, int s, int e, void volatile** o) {
                return of(f)->real()->pMethods->xShmMap(of(f)->real(), p, s, e, o);
            };
            m.xShmLock = [](sqlite3_file* f, int o, int n, int fl) {
                return of(f)->real()->pMethods->xShmLock(of(f)->real(), o, n, fl);
            };
            m.xShmBarrier = [](sqlite3_file* f) { of(f)->real()->pMethods->xShmBarrier(of(f)->real()); };
            m.xShmUnmap = [](sqlite3_file* f, int d) { return of(f)->real()->pMethods->xShmUnmap(of(f)->real(), d); };
            return m;
        }();
        return &made;
    }

    sqlite3_vfs vfs_{};
    sqlite3_vfs* real_ = nullptr;
    int left_ = -1;
    bool for_ever_ = false;
    Kind kind_ = Kind::write_error;
    bool fired_ = false;
};

class FaultTest : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        FailingDisk::instance().disarm();
        // PROJ keeps its own database open until the program ends: through the real disk, not through ours.
        geo::is_wgs84("EPSG:4326");
        FailingDisk::instance().put_in();
        sample = folder / "sample.sqlite";
        Project::create(sample);
        auto project = Project::open(sample, Access::read_write);
        add(project, made_up_providers(20, 1));
        before = dump_of(project);
    }

    void TearDown() override {
        FailingDisk::instance().take_out();
        StoreTest::TearDown();
    }

    // Runs the work with the n-th write failing, for all n that matter, and judges the file each time.
    template <class Work>
    void at_every_write(int stride, Work&& work) {
        std::string after;
        {
            std::filesystem::copy_file(sample, file, std::filesystem::copy_options::overwrite_existing);
            auto project = open();
            work(project);
            after = dump_of(project);
        }
        ASSERT_NE(before, after);
        auto& disk = FailingDisk::instance();
        for (const bool for_ever : {false, true})
            for (const auto kind : {FailingDisk::Kind::write_error, FailingDisk::Kind::full})
                for (int nth = 1;; nth += nth < 12 ? 1 : stride) {
                    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
                        std::filesystem::remove(file.string() + suffix);
                    std::filesystem::copy_file(sample, file);
                    bool done = false;
                    bool fired = false;
                    std::string seen;
                    {
                        auto project = open();
                        disk.arm(nth, for_ever, kind);
                        try {
                            work(project);
                            done = true;
                        } catch (const base::Error& error) {
                            EXPECT_EQ(error.kind(), ErrorKind::io) << error.what();
                        }
                        fired = disk.fired();
                        disk.disarm();
                        seen = dump_of(project);
                    }
                    auto project = open();
                    const auto held = dump_of(project);
                    ASSERT_EQ(held, done ? after : before)
                        << "write " << nth << (for_ever ? " for ever" : " once") << (done ? " done" : " failed");
                    ASSERT_EQ(seen, held) << "write " << nth;
                    ASSERT_EQ(project.check_integrity(), std::vector<base::Text>{}) << "write " << nth;
                    if (!fired) break;
                }
    }

    std::filesystem::path sample;
    std::string before;
};

TEST_F(FaultTest, ASmallChangeIsWholeOrAbsent) {
    at_every_write(2, [&](Project& project) { add(project, made_up_providers(2, 2)); });
}

TEST_F(FaultTest, ALargeChangeIsWholeOrAbsent) {
    at_every_write(90, [&](Project& project) { add(project, made_up_providers(600, 2)); });
}

TEST_F(FaultTest, AnImportIsWholeOrAbsent) {
    at_every_write(60, [&](Project& project) { import(project, made_up_providers(900, 2), 300); });
}

TEST_F(FaultTest, UndoIsWholeOrAbsent) {
    at_every_write(3, [&](Project& project) { undo(project, "", progress, false); });
}

TEST_F(FaultTest, ANewProjectIsWholeOrAbsent) {
    auto& disk = FailingDisk::instance();
    for (int nth = 1;; nth += 37) {
        disk.arm(nth, false, FailingDisk::Kind::full);
        bool done = false;
        try {
            Project::create(file);
            done = true;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::io) << error.what();
        }
        const bool fired = disk.fired();
        disk.disarm();
        ASSERT_EQ(std::filesystem::exists(file), done);
        ASSERT_EQ(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()),
                  done ? 2 : 1);
        if (done) {
            ASSERT_EQ(open().check_integrity(), std::vector<base::Text>{});
            std::filesystem::remove(file);
        }
        if (!fired) break;
    }
}

TEST_F(FaultTest, ABackupIsWholeOrAbsent) {
    auto project = Project::open(sample, Access::read_only);
    auto& disk = FailingDisk::instance();
    for (int nth = 1;; nth += 17) {
        disk.arm(nth, true, FailingDisk::Kind::write_error);
        bool done = false;
        try {
            project.backup(file, true, progress);
            done = true;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::io) << error.what();
        }
        const bool fired = disk.fired();
        disk.disarm();
        ASSERT_EQ(std::filesystem::exists(file), done) << nth;
        if (!fired) break;
    }
    EXPECT_EQ(dump_of(open()), before);
}

// A second program, to be killed: it does `work(channel)` and is heard over the channel, a file descriptor.
class Child {
public:
    template <class Work>
    explicit Child(const Work& work) {
        int channel[2];
        if (::pipe(channel) != 0) return;
        id_ = ::fork();
        if (id_ == 0) {
            ::close(channel[0]);
            try {
                work(channel[1]);
            } catch (...) {
            }
            ::_exit(0);
        }
        ::close(channel[1]);
        hears_ = channel[0];
    }
    ~Child() {
        kill();
        if (hears_ >= 0) ::close(hears_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool is_running() const { return id_ > 0; }
    void kill() {
        if (id_ <= 0) return;
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
        id_ = -1;
    }
    // The next value it told; false when it told no more.
    template <class Value>
    bool hear(Value& value) const {
        return ::read(hears_, &value, sizeof value) == static_cast<ssize_t>(sizeof value);
    }

private:
    pid_t id_ = -1;
    int hears_ = -1;
};

template <class Value>
bool tell(int channel, const Value& value) {
    return ::write(channel, &value, sizeof value) == static_cast<ssize_t>(sizeof value);
}

class KillTest : public StoreTest {};

TEST_F(KillTest, AKilledProgramLosesNothingThatItCommitted) {
    std::string before;
    {
        auto project = make();
        add(project, made_up_providers(20, 1));
        before = dump_of(project);
    }
    std::mt19937 random(3);
    std::int64_t revision = 1;
    for (int round = 0; round < 12; ++round) {
        Child child([&](int channel) {
            auto project = open();
            for (unsigned i = 0;; ++i) {
                const auto seed = 100 + static_cast<unsigned>(revision) * 50 + i;
                const auto number = i % 3 == 1   ? import(project, made_up_providers(700, seed))
                                    : i % 3 == 2 ? add(project, made_up_providers(700, seed))
                                                 : add(project, made_up_providers(2, seed));
                if (!tell(channel, number)) break;
            }
        });
        ASSERT_TRUE(child.is_running());
        ::usleep(static_cast<useconds_t>(30000 + random() % 300000));
        child.kill();
        std::int64_t committed = revision;
        for (std::int64_t number = 0; child.hear(number);) committed = number;
        auto project = open();
        ASSERT_GE(project.revision(), committed);
        ASSERT_LE(project.revision(), committed + 1);
        ASSERT_EQ(project.check_integrity(), std::vector<base::Text>{});
        revision = project.revision();
    }
    // All of it can be taken back.
    auto project = open();
    while (revision-- > 1) undo(project, "", progress, false);
    EXPECT_EQ(dump_of(project), before);
}

// Killed when pages of the import are in the file itself already: whoever opens it next takes them out again.
TEST_F(KillTest, AKilledImportIsTakenBackByWhoeverOpensNext) {
    std::string before;
    {
        auto project = make();
        add(project, made_up_providers(20, 1));
        before = dump_of(project);
    }
    const auto size_before = std::filesystem::file_size(file);
    for (const auto access : {Access::read_only, Access::read_write}) {
        Child child([&](int channel) {
            auto project = open();
            project.connection().run("PRAGMA cache_size = 20");
            Change change(project, progress);
            add_in_batches(change, made_up_providers(3000, 2), 500);
            if (tell(channel, 'r')) ::pause();
        });
        char ready = 0;
        ASSERT_TRUE(child.hear(ready));
        EXPECT_GT(std::filesystem::file_size(file), size_before);
        EXPECT_EQ(kind_of_failure([&] { dump_of(open(Access::read_only)); }), ErrorKind::conflict);
        child.kill();
        auto project = open(access);
        EXPECT_EQ(dump_of(project), before);
        EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
    }
    EXPECT_EQ(open().connection().text("PRAGMA journal_mode"), "wal");
}

}  // namespace balise::store::test
