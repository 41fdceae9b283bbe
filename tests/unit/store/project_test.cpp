#include <sys/mount.h>

#include <algorithm>
#include <fstream>

#include "base/clock.hpp"
#include "base/file.hpp"
#include "model/fields.hpp"
#include "store/open.hpp"
#include "unit/store/fixture.hpp"

namespace balise::store::test {

using base::ErrorKind;

class ProjectTest : public StoreTest {};

TEST_F(ProjectTest, IsCreatedOpenedAndOpenedAgain) {
    Project::create(file);
    std::string id;
    {
        auto project = open();
        id = project.project_id();
        EXPECT_EQ(id.size(), 36U);
        EXPECT_EQ(project.schema_version(), newest_schema_version());
        EXPECT_EQ(project.revision(), 0);
        EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
        EXPECT_EQ(project.connection().whole("PRAGMA application_id"), 0x42414C53);
    }
    EXPECT_EQ(open(Access::read_only).project_id(), id);
    // Nothing lies beside it.
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()), 1);
    EXPECT_EQ(kind_of_failure([&] { Project::create(file); }), ErrorKind::conflict);
}

TEST_F(ProjectTest, RecordsComeBackAsTheyWere) {
    auto project = make();
    auto providers = made_up_providers(3);
    auto& full = providers[0];
    for (const auto& field : model::fields<model::Provider>()) {
        using model::FieldKind;
        if (field.is_key || model::is_set(field.get(full))) continue;
        switch (field.kind) {
            case FieldKind::whole:
            case FieldKind::real: field.set(full, std::int64_t{7}); break;
            case FieldKind::date: field.set(full, std::string("2026-01-02")); break;
            case FieldKind::code: field.set(full, std::string("public")); break;
            case FieldKind::longitude:
            case FieldKind::latitude: break;
            case FieldKind::services:
                field.set(full, std::string("housing:emergency;other:both:inactive=Médiation \\; écoute"));
                break;
            default: field.set(full, std::string("Été; d'\"œuvre\"\n2")); break;
        }
    }
    providers[1].position.reset();
    add(project, providers);

    model::RiskZone zone;
    zone.id = *model::RiskZoneId::parse("01900000-0000-7000-8000-000000000001");
    zone.name_fr = "Zone";
    zone.children = 12;
    zone.shape = square_at(-5, 6, 1);
    add<model::RiskZone>(project, {zone});
    model::Road road;
    road.code = "r1";
    road.speed = 62.5;
    road.shape = {{{{-5, 6}, {-5.1, 6.25}}, {{-4, 6}, {-4.5, 6.125}}}};
    add<model::Road>(project, {road});
    model::Water river;
    river.code = "a";
    river.shape = geo::MultiLine{{{{-5, 6}, {-5.1, 6.25}}}};
    model::Water lake;
    lake.code = "b";
    lake.rank = 2;
    lake.shape = square_at(-6, 7, 0.5);
    add<model::Water>(project, {river, lake});
    model::Organisation organisation;
    organisation.code = "CNS";
    organisation.aliases = {"cns", "comité"};
    add<model::Organisation>(project, {organisation});

    auto expected = providers;
    std::sort(expected.begin(), expected.end(),
              [](const auto& a, const auto& b) { return a.public_ref < b.public_ref; });
    EXPECT_EQ(project.all<model::Provider>(), expected);
    EXPECT_EQ(project.all<model::RiskZone>(), std::vector{zone});
    EXPECT_EQ(project.all<model::Road>(), std::vector{road});
    EXPECT_EQ(project.all<model::Water>(), (std::vector{river, lake}));
    EXPECT_EQ(project.all<model::Organisation>(), std::vector{organisation});
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});

    const auto summary = project.summary();
    EXPECT_EQ(summary.providers, 3);
    EXPECT_EQ(summary.waters, 2);
    EXPECT_EQ(summary.history_entries, 5);
    EXPECT_EQ(summary.last_change_action, "import");

    // A river that became a lake changes its table.
    river.shape = square_at(-7, 7, 0.25);
    Change change(project, progress);
    change.replace<model::Water>(std::vector{river});
    change.commit({"edit", "{}", "{}", ""});
    EXPECT_EQ(project.all<model::Water>(), (std::vector{river, lake}));
    undo(project, "", progress, false);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(ProjectTest, AProviderIsFoundByIdReferenceAndBeginning) {
    auto project = make();
    auto providers = made_up_providers(3);
    providers[0].public_ref = "ABCD123456";
    providers[1].public_ref = "ABCE000000";
    providers[2].source_id = "EX-0007";
    add(project, providers);
    EXPECT_EQ(project.find_provider(providers[0].id.text()), providers[0]);
    EXPECT_EQ(project.find_provider("abcd123456"), providers[0]);
    EXPECT_EQ(project.find_provider("abcd"), providers[0]);
    EXPECT_EQ(project.find_provider("EX-0007"), providers[2]);
    EXPECT_EQ(project.find_provider("zzzz"), std::nullopt);
    EXPECT_EQ(project.find_provider("ABC"), std::nullopt);
    providers[1].public_ref = "ABCD999999";
    Change change(project, progress);
    change.replace<model::Provider>(std::vector{providers[1]});
    change.commit({"edit", "{}", "{}", ""});
    EXPECT_EQ(kind_of_failure([&] { project.find_provider("ABCD"); }), ErrorKind::conflict);
}

TEST_F(ProjectTest, OtherFilesAreRefusedWithTheReason) {
    EXPECT_EQ(kind_of_failure([&] { open(); }), ErrorKind::not_found);
    EXPECT_EQ(kind_of_failure([&] { Project::open(folder, Access::read_only); }), ErrorKind::invalid_input);
    base::write_file(file, "");
    EXPECT_EQ(kind_of_failure([&] { open(); }), ErrorKind::invalid_input);
    base::write_file(file, "a text that is long enough to be read as a header of a database file");
    EXPECT_EQ(kind_of_failure([&] { open(); }), ErrorKind::invalid_input);
    std::filesystem::remove(file);
    { Connection(file, Connection::Mode::create).run("CREATE TABLE t (a)"); }
    EXPECT_EQ(kind_of_failure([&] { open(); }), ErrorKind::invalid_input);
    EXPECT_EQ(kind_of_failure([&] { Project::create(folder / "missing" / "x.sqlite"); }), ErrorKind::io);
}

TEST_F(ProjectTest, ADamagedFileIsSaidToBeDamaged) {
    {
        auto project = make();
        add(project, made_up_providers(600));
    }
    {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        const auto size = std::filesystem::file_size(file);
        for (std::uintmax_t at = size / 2; at < size; at += 4096) {
            out.seekp(static_cast<std::streamoff>(at));
            out << std::string(200, '\x5A');
        }
    }
    bool noticed = false;
    try {
        auto project = open(Access::read_only);
        noticed = !project.check_integrity().empty();
    } catch (const base::Error& error) {
        noticed = error.kind() == ErrorKind::invalid_input;
    }
    EXPECT_TRUE(noticed);
    std::filesystem::resize_file(file, 5000);
    const auto kind = kind_of_failure([&] { open(); });
    EXPECT_TRUE(kind == ErrorKind::invalid_input) << static_cast<int>(kind);
}

TEST_F(ProjectTest, ANewerFileIsReadWhenItAllowsItAndNeverWritten) {
    make().connection().run("PRAGMA user_version = 99");
    EXPECT_EQ(kind_of_failure([&] { open(); }), ErrorKind::unsupported);
    EXPECT_EQ(open(Access::read_only).schema_version(), 99);
    Connection(file, Connection::Mode::read_write).run("UPDATE setting SET value = '99' WHERE key = 'reader_version'");
    EXPECT_EQ(kind_of_failure([&] { open(Access::read_only); }), ErrorKind::unsupported);
}

TEST_F(ProjectTest, AFileInUseIsAConflict) {
    auto project = make();
    auto other = open();
    Change change(project, progress);
    EXPECT_EQ(kind_of_failure([&] { Change second(other, progress); }), ErrorKind::conflict);
    // Readers are not held up.
    EXPECT_EQ(other.summary().providers, 0);
}

TEST_F(ProjectTest, ReadingOnlyWritesNothing) {
    {
        auto project = make();
        add(project, made_up_providers(5));
    }
    auto project = open(Access::read_only);
    EXPECT_EQ(project.all<model::Provider>().size(), 5U);
    EXPECT_EQ(kind_of_failure([&] { Change change(project, progress); }), ErrorKind::conflict);
    EXPECT_EQ(kind_of_failure([&] { undo(project, "", progress, false); }), ErrorKind::conflict);
}

TEST_F(ProjectTest, OnAReadOnlyDiskItIsReadAndNotWritten) {
    {
        auto project = make();
        add(project, made_up_providers(5));
    }
    if (::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) != 0)
        GTEST_SKIP() << "no right to mount a read-only disk";
    struct Unmount {
        std::filesystem::path at;
        ~Unmount() { ::umount2(at.c_str(), MNT_DETACH); }
    } unmount{folder};
    if (::mount(nullptr, folder.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) != 0)
        GTEST_SKIP() << "no right to mount a read-only disk";
    EXPECT_EQ(open(Access::read_only).all<model::Provider>().size(), 5U);
    EXPECT_EQ(open(Access::read_only).check_integrity(), std::vector<base::Text>{});
    EXPECT_EQ(kind_of_failure([&] { open(); }), ErrorKind::io);
    EXPECT_EQ(kind_of_failure([&] { Project::create(folder / "new.sqlite"); }), ErrorKind::io);
}

TEST_F(ProjectTest, ABackupIsACompleteProject) {
    auto project = make();
    add(project, made_up_providers(700));
    const auto copy = folder / "copy.sqlite";
    project.backup(copy, false, progress);
    EXPECT_EQ(kind_of_failure([&] { project.backup(copy, false, progress); }), ErrorKind::conflict);
    EXPECT_EQ(kind_of_failure([&] { project.backup(file, true, progress); }), ErrorKind::conflict);
    auto opened = Project::open(copy, Access::read_write);
    EXPECT_EQ(dump_of(opened), dump_of(project));
    EXPECT_EQ(opened.revision(), 1);
    undo(project, "", progress, false);
    project.backup(copy, true, progress);
    EXPECT_EQ(Project::open(copy, Access::read_only).summary().providers, 0);
}

TEST_F(ProjectTest, OtherProgramsSeeLayersCountsAndExtents) {
    if (output_of("command -v ogrinfo").empty()) GTEST_SKIP() << "ogrinfo is not installed";
    auto project = make();
    add(project, made_up_providers(1200));
    model::Area area;
    area.code = "CI";
    area.shape = square_at(-8, 5, 3);
    add<model::Area>(project, {area});
    const auto said =
        output_of("ogrinfo -ro -so -al '" + file.string() + "' provider area provider_with_services 2>&1");
    EXPECT_NE(said.find("Feature Count: 1200"), std::string::npos) << said;
    EXPECT_NE(said.find("Feature Count: 1\n"), std::string::npos) << said;
    EXPECT_NE(said.find("Extent: (-8.000000, 5.000000) - (-5.000000, 8.000000)"), std::string::npos) << said;
    EXPECT_EQ(said.find("ERROR"), std::string::npos) << said;
    // Where QGIS looks.
    auto& connection = project.connection();
    EXPECT_EQ(connection.whole("SELECT row_count FROM geometry_columns_statistics WHERE f_table_name = 'provider'"),
              1200);
    EXPECT_EQ(connection.whole("SELECT extent_min_x < -8 AND extent_max_y > 10 FROM geometry_columns_statistics WHERE "
                               "f_table_name = 'provider'"),
              1);
    EXPECT_EQ(connection.whole("SELECT count(*) FROM geometry_columns"), 10);
}

// Migrations, with scripts of our own.
class MigrationTest : public StoreTest {
protected:
    std::vector<SchemaScript> scripts{schema_scripts.begin(), schema_scripts.end()};
};

TEST_F(MigrationTest, RunOnceAfterABackup) {
    create_with(file, scripts);
    {
        auto project = open();
        add(project, made_up_providers(5));
    }
    scripts.push_back({2, "more", "ALTER TABLE provider ADD COLUMN more TEXT; UPDATE provider SET more = 'x'"});
    const auto before = base::read_file(file);
    auto connection = open_with(file, Access::read_write, scripts);
    EXPECT_EQ(connection->whole("PRAGMA user_version"), 2);
    EXPECT_EQ(connection->whole("SELECT count(*) FROM provider WHERE more = 'x'"), 5);
    const auto backup = folder / "project.v1-backup.sqlite";
    EXPECT_EQ(Project::open(backup, Access::read_only).summary().providers, 5);
    connection.reset();
    std::filesystem::remove(backup);
    open_with(file, Access::read_write, scripts);
    EXPECT_FALSE(std::filesystem::exists(backup));
    // Reading needs no migration.
}

TEST_F(MigrationTest, AFailingOneChangesNothing) {
    create_with(file, scripts);
    std::string before;
    {
        auto project = open();
        add(project, made_up_providers(5));
        before = dump_of(project);
    }
    scripts.push_back(
        {2, "broken", "ALTER TABLE provider ADD COLUMN more TEXT; DELETE FROM service; SELECT no_such_function()"});
    EXPECT_THROW(open_with(file, Access::read_write, scripts), base::Error);
    auto project = open();
    EXPECT_EQ(project.schema_version(), 1);
    EXPECT_EQ(dump_of(project), before);
    EXPECT_EQ(project.connection().whole("SELECT count(*) FROM pragma_table_info('provider') WHERE name = 'more'"), 0);
    EXPECT_TRUE(std::filesystem::exists(folder / "project.v1-backup.sqlite"));
}

// What a person may type into a table in QGIS.
TEST_F(ProjectTest, ACellThatCannotBeReadHidesNothingElse) {
    auto project = make();
    const auto providers = made_up_providers(6);
    add(project, providers);
    project.connection().run(
        "UPDATE provider SET disclosure_name = 'Public' WHERE fid = 1; UPDATE provider SET id = 'x' WHERE fid = 2; "
        "UPDATE provider SET capacity_max = 'many' WHERE fid = 3");
    const auto held = project.all<model::Provider>();
    ASSERT_EQ(held.size(), 6U);
    const auto of = [&](std::size_t at) -> const model::Provider& {
        return *std::find_if(held.begin(), held.end(),
                             [&](const auto& one) { return one.public_ref == providers[at].public_ref; });
    };
    EXPECT_EQ(model::level(of(0).disclosure, model::FieldGroup::name), model::Audience::internal);
    EXPECT_TRUE(of(1).id.is_nil());
    EXPECT_EQ(of(1).name_fr, providers[1].name_fr);
    EXPECT_FALSE(of(2).capacity_max);
    EXPECT_EQ(of(3), providers[3]);
    const auto faults = project.check_integrity();
    for (const auto& [row, column] : {std::pair(1, "disclosure_name"), {2, "id"}, {3, "capacity_max"}})
        EXPECT_NE(std::find(faults.begin(), faults.end(),
                            base::mark("{0}, row {1}: the content of \"{2}\" cannot be read", "provider", row, column)),
                  faults.end());
}

TEST_F(ProjectTest, AfterACheckpointTheMainFileAloneIsWhole) {
    auto project = make();
    add(project, made_up_providers(20));
    const auto alone = folder / "alone.sqlite";
    project.checkpoint();
    std::filesystem::copy_file(file, alone);
    EXPECT_EQ(dump_of(Project::open(alone, Access::read_only)), dump_of(project));
    auto reader = open(Access::read_only);
    reader.connection().run("BEGIN; SELECT count(*) FROM provider");
    add(project, made_up_providers(3, 2));
    EXPECT_EQ(kind_of_failure([&] { project.checkpoint(); }), ErrorKind::conflict);
}

TEST_F(ProjectTest, ACopyIsNotPutBesideTheLogOfAnother) {
    auto project = make();
    add(project, made_up_providers(5));
    const auto copy = folder / "copy.sqlite";
    project.backup(copy, false, progress);
    const auto before = std::filesystem::file_size(copy);
    std::ofstream(folder / "copy.sqlite-wal") << "left over";
    EXPECT_EQ(kind_of_failure([&] { project.backup(copy, true, progress); }), ErrorKind::conflict);
    EXPECT_EQ(std::filesystem::file_size(copy), before);
    std::filesystem::remove(folder / "copy.sqlite-wal");
    project.backup(copy, true, progress);
}

}  // namespace balise::store::test
