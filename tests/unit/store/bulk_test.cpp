// Very many providers in batches, with a journal of their own.
#include <algorithm>

#include "unit/store/fixture.hpp"

namespace balise::store::test {

using base::ErrorKind;

class BulkTest : public StoreTest {};

TEST_F(BulkTest, InBatchesIsTheSameAsAtOnce) {
    const auto providers = made_up_providers(9000);
    auto batched = make();
    import(batched, providers, 700);
    const auto other_file = folder / "at_once.sqlite";
    Project::create(other_file);
    auto at_once = Project::open(other_file, Access::read_write);
    add(at_once, providers);
    EXPECT_EQ(dump_of(batched), dump_of(at_once));
    const auto words =
        "SELECT group_concat(block || word || hex(entries)) FROM (SELECT * FROM search_word ORDER BY block, word)";
    EXPECT_EQ(batched.connection().text(words), at_once.connection().text(words));
    const auto after = dump_of(batched);
    undo(batched, "", progress, false);
    EXPECT_EQ(batched.summary().providers, 0);
    redo(batched, "", progress, false);
    EXPECT_EQ(dump_of(batched), after);
    EXPECT_EQ(batched.check_integrity(), std::vector<base::Text>{});
}

TEST_F(BulkTest, TheLogIsBackAfterwards) {
    auto project = make();
    EXPECT_EQ(project.connection().text("PRAGMA journal_mode"), "wal");
    {
        Change change(project, progress);
        add_in_batches(change, made_up_providers(1000), 500);
        EXPECT_EQ(project.connection().text("PRAGMA journal_mode"), "delete");
        change.commit({"import", "{}", "{}", ""});
        // At once, not only when the change goes: others may read.
        EXPECT_EQ(open(Access::read_only).summary().providers, 1000);
    }
    EXPECT_EQ(project.connection().text("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(project.connection().text("PRAGMA locking_mode"), "normal");
    {
        Change change(project, progress);
        add_in_batches(change, made_up_providers(1000, 2), 500);
    }
    EXPECT_EQ(project.connection().text("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(open(Access::read_only).summary().providers, 1000);
    add(project, made_up_providers(3, 3));
    EXPECT_EQ(project.summary().providers, 1003);
}

TEST_F(BulkTest, WhoeverHasTheFileOpenReadsOn) {
    auto project = make();
    add(project, made_up_providers(20, 1));
    const auto reader = open(Access::read_only);
    const auto before = dump_of(reader);
    Change change(project, progress);
    add_in_batches(change, made_up_providers(2000, 2), 500);
    EXPECT_EQ(project.connection().text("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(dump_of(reader), before);
    change.commit({"import", "{}", "{}", ""});
    EXPECT_EQ(reader.summary().providers, 2020);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(BulkTest, OthersAreToldThatTheFileIsInUse) {
    auto project = make();
    Change change(project, progress);
    add_in_batches(change, made_up_providers(1000), 500);
    for (const auto access : {Access::read_only, Access::read_write})
        EXPECT_EQ(kind_of_failure([&] { open(access).summary(); }), ErrorKind::conflict);
    change.commit({"import", "{}", "{}", ""});
    EXPECT_EQ(open().summary().providers, 1000);
}

TEST_F(BulkTest, WhatWasChangedBeforeIsKept) {
    auto project = make();
    add(project, made_up_providers(20, 1));
    {
        Change change(project, progress);
        change.remove_all<model::Provider>();
        add_in_batches(change, made_up_providers(1000, 2), 500);
        auto edited = made_up_providers(1000, 2)[700];
        edited.name_fr = "Zouglou";
        change.replace<model::Provider>(std::vector{edited});
        change.commit({"import", "{}", "{}", ""});
    }
    EXPECT_EQ(project.summary().providers, 1000);
    EXPECT_EQ(find_providers(project, {.words = "zouglou"}).total, 1);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
    undo(project, "", progress, false);
    EXPECT_EQ(project.summary().providers, 20);
}

TEST_F(BulkTest, AKeyThatExistsNamesItsRecord) {
    auto project = make();
    const auto before = dump_of(project);
    auto providers = made_up_providers(1200, 5);
    providers[1100].id = providers[3].id;
    try {
        import(project, providers, 500);
        ADD_FAILURE();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
        EXPECT_NE(std::string(error.what()).find(providers[3].id.text()), std::string::npos) << error.what();
    }
    EXPECT_EQ(dump_of(project), before);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

// What a file brings along must not reach into the memory of the program.
TEST_F(BulkTest, EncodedRowsAreForOurOwnStatementsOnly) {
    auto project = make();
    auto& connection = project.connection();
    EXPECT_EQ(connection.whole("SELECT count(*) FROM balise_encoded_rows(5)"), 0);
    connection.run("CREATE VIEW reaching AS SELECT c0 FROM balise_encoded_rows(5)");
    EXPECT_THROW(connection.whole("SELECT count(*) FROM reaching"), base::Error);
    EXPECT_THROW(connection.whole("SELECT count(*) FROM balise_encoded_rows"), base::Error);
}

}  // namespace balise::store::test
