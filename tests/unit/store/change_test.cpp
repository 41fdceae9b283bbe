#include <stop_token>
#include <thread>

#include "store/packed_index.hpp"
#include "store/tables.hpp"
#include "unit/store/fixture.hpp"

namespace balise::store::test {

using base::ErrorKind;

class ChangeTest : public StoreTest {};

TEST_F(ChangeTest, WithoutCommitNothingHappened) {
    auto project = make();
    const auto before = dump_of(project);
    {
        Change change(project, progress);
        change.add<model::Provider>(made_up_providers(700));
    }
    EXPECT_EQ(dump_of(project), before);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
    EXPECT_EQ(project.revision(), 0);
}

TEST_F(ChangeTest, AKeyThatExistsIsAConflictWithTheRecord) {
    auto project = make();
    for (const std::size_t count : {3UL, 600UL}) {
        const auto before = dump_of(project);
        auto providers = made_up_providers(count, 5);
        providers.back().id = providers.front().id;
        Change change(project, progress);
        try {
            change.add<model::Provider>(providers);
            ADD_FAILURE();
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::conflict);
            EXPECT_NE(std::string(error.what()).find(providers.front().id.text()), std::string::npos) << error.what();
        }
        // The change failed as a whole.
        EXPECT_EQ(kind_of_failure([&] { change.commit({"import", "{}", "{}", ""}); }), ErrorKind::internal);
        EXPECT_EQ(before, dump_of(open()));
    }
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(ChangeTest, MissingRecordsAreNotFound) {
    auto project = make();
    const auto providers = made_up_providers(2);
    {
        Change change(project, progress);
        EXPECT_EQ(kind_of_failure([&] { change.replace<model::Provider>(providers); }), ErrorKind::not_found);
    }
    {
        Change change(project, progress);
        EXPECT_EQ(kind_of_failure([&] { change.remove<model::Provider>({"x"}); }), ErrorKind::not_found);
    }
    {
        Change change(project, progress);
        EXPECT_EQ(kind_of_failure([&] { change.set_area_codes<model::Place>({{"x", "CI"}}); }), ErrorKind::not_found);
    }
}

TEST_F(ChangeTest, RecordsThatCannotBeKeptAreRefused) {
    auto project = make();
    for (const std::size_t count : {2UL, 600UL}) {
        auto providers = made_up_providers(count, 6);
        providers.back().position = geo::LonLat{std::nan(""), 5};
        EXPECT_EQ(kind_of_failure([&] { add(project, providers); }), ErrorKind::invalid_input);
        providers = made_up_providers(count, 6);
        providers.back().id = {};
        EXPECT_EQ(kind_of_failure([&] { add(project, providers); }), ErrorKind::invalid_input);
    }
    model::Water point;
    point.code = "w";
    point.shape = geo::Point{{-5, 6}};
    EXPECT_EQ(kind_of_failure([&] { add<model::Water>(project, {point}); }), ErrorKind::invalid_input);
    EXPECT_EQ(project.revision(), 0);
}

TEST_F(ChangeTest, StoppingLeavesNothing) {
    auto project = make();
    add(project, made_up_providers(2000, 1));
    const auto before = dump_of(project);
    for (const int when : {0, 5, 20, 60, 150}) {
        std::stop_source source;
        base::Progress stopping(source.get_token());
        std::jthread later([&source, when] {
            std::this_thread::sleep_for(std::chrono::milliseconds(when));
            source.request_stop();
        });
        try {
            Change change(project, stopping);
            change.add<model::Provider>(made_up_providers(20000, 2));
            change.commit({"import", "{}", "{}", ""});
            undo(project, "", progress, false);
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::cancelled) << error.what();
        }
        EXPECT_EQ(dump_of(project), before);
    }
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(ChangeTest, InBulkIsTheSameAsOneByOne) {
    const auto providers = made_up_providers(1100);
    auto bulk = make();
    add(bulk, providers);
    const auto other_file = folder / "single.sqlite";
    Project::create(other_file);
    auto single = Project::open(other_file, Access::read_write);
    {
        Change change(single, progress);
        for (std::size_t from = 0; from < providers.size(); from += 400)
            change.add<model::Provider>(
                std::span(providers).subspan(from, std::min<std::size_t>(400, providers.size() - from)));
        change.commit({"import", "{}", "{}", "tester"});
    }
    EXPECT_EQ(dump_of(bulk), dump_of(single));
    const auto entries = [](Project& project) {
        auto list = read_index(project.connection(), "provider");
        std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
        return list;
    };
    EXPECT_EQ(entries(bulk), entries(single));
    for (auto* project : {&bulk, &single}) {
        EXPECT_EQ(project->check_integrity(), std::vector<base::Text>{});
        EXPECT_EQ(project->connection().whole("SELECT CheckSpatialIndex('provider', 'geom')"), 1);
    }
    const auto words =
        "SELECT group_concat(word || hex(entries)) FROM (SELECT word, entries FROM search_word ORDER BY block, word)";
    EXPECT_EQ(bulk.connection().text(words), single.connection().text(words));
    // What each recorded takes the other back.
    undo(bulk, "", progress, false);
    undo(single, "", progress, false);
    EXPECT_EQ(dump_of(bulk), dump_of(single));
    EXPECT_EQ(bulk.summary().providers, 0);
}

TEST_F(ChangeTest, SeveralAdditionsOfOneChangeJoin) {
    auto project = make();
    const auto providers = made_up_providers(12000);
    const std::span all(providers);
    Change change(project, progress);
    change.add<model::Provider>(all.subspan(0, 3));
    change.add<model::Provider>(all.subspan(3, 4997));
    change.add<model::Provider>(all.subspan(5000, 600));
    auto edited = providers[4999];
    edited.name_fr = "Zouglou";
    change.replace<model::Provider>(std::vector{edited});
    change.add<model::Provider>(all.subspan(5600, 10));
    change.add<model::Provider>(all.subspan(5610));
    change.remove<model::Provider>({providers[9000].id.text()});
    change.commit({"import", "{}", "{}", ""});
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
    EXPECT_EQ(project.summary().providers, 11999);
    EXPECT_EQ(find_providers(project, {.words = "zouglou"}).total, 1);
    undo(project, "", progress, false);
    EXPECT_EQ(project.summary().providers, 0);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(ChangeTest, AllRecordsOfAKindAreReplaced) {
    auto project = make();
    add(project, made_up_providers(900, 1));
    const auto before = dump_of(project);
    {
        Change change(project, progress);
        change.remove_all<model::Provider>();
        change.add<model::Provider>(made_up_providers(700, 2));
        change.commit({"import", "{}", "{}", ""});
    }
    EXPECT_EQ(project.summary().providers, 700);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
    undo(project, "", progress, false);
    EXPECT_EQ(dump_of(project), before);
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(ChangeTest, AreasOfALevelAreRemoved) {
    auto project = make();
    std::vector<model::Area> areas;
    for (int i = 0; i < 4; ++i) {
        model::Area area;
        area.code = "A" + std::to_string(i);
        if (i > 0) area.level = 1;
        area.accuracy = i == 1 ? "official" : "approximate";
        area.shape = square_at(-6 + i, 6, 0.5);
        areas.push_back(area);
    }
    add(project, areas);
    const auto left = [&] {
        std::string codes;
        for (const auto& area : project.all<model::Area>()) codes += area.code;
        return codes;
    };
    const auto remove = [&](std::optional<std::int64_t> level, bool approximate) {
        Change change(project, progress);
        change.remove_areas(level, approximate);
        change.commit({"import", "{}", "{}", ""});
    };
    remove(1, true);
    EXPECT_EQ(left(), "A0A1");
    remove(std::nullopt, false);
    EXPECT_EQ(left(), "A1");
    remove(1, false);
    EXPECT_EQ(left(), "");
    undo(project, "", progress, false);
    undo(project, "", progress, false);
    EXPECT_EQ(left(), "A0A1");
    EXPECT_EQ(project.check_integrity(), std::vector<base::Text>{});
}

TEST_F(ChangeTest, DecisionsSettingsAndVocabulariesAreKept) {
    auto project = make();
    const model::Decision decision{"d1",
                                   *model::ProviderId::parse("01900000-0000-7000-8000-000000000001"),
                                   model::FieldGroup::name,
                                   model::Audience::everyone,
                                   "A",
                                   "B",
                                   "2026-01-01",
                                   "known to all"};
    model::Vocabulary types;
    types.add({"court", "Tribunal", "Court", {}});
    model::Vocabularies vocabularies;
    vocabularies.add("provider_type", types);
    {
        Change change(project, progress);
        change.add_decision(decision);
        change.set_setting("title", "Titre");
        change.set_vocabularies(vocabularies);
        change.commit({"x", "{}", "{}", ""});
    }
    EXPECT_EQ(project.decisions(), std::vector{decision});
    EXPECT_EQ(project.setting("title"), "Titre");
    EXPECT_EQ(project.setting("none"), std::nullopt);
    EXPECT_NE(dump_of(project).find("fr=Tribunal"), std::string::npos);
    undo(project, "", progress, false);
    EXPECT_TRUE(project.decisions().empty());
    EXPECT_EQ(project.setting("title"), std::nullopt);
}

// What SpatiaLite itself says of the blobs that we write, and what we read of those that it writes.
TEST_F(ChangeTest, SpatiaLiteUnderstandsOurGeometry) {
    auto project = make();
    auto& connection = project.connection();
    geo::MultiPolygon holed = square_at(-6, 6, 1);
    holed.polygons[0].rings.push_back({{-5.8, 6.2}, {-5.8, 6.4}, {-5.6, 6.4}, {-5.8, 6.2}});
    holed.polygons.push_back(square_at(-4, 7, 0.125).polygons[0]);
    const std::vector<std::pair<geo::Geometry, std::string>> cases{
        {geo::Point{{-4.125, 5.25}}, "POINT"},
        {geo::MultiLine{{{{-5, 6}, {-5.5, 6.25}}, {{1, 2}, {3, 4}, {5, 6}}}}, "MULTILINESTRING"},
        {holed, "MULTIPOLYGON"}};
    for (const auto& [geometry, type] : cases) {
        std::string blob;
        append_blob(geometry, blob);
        auto ask = connection.prepare(
            "SELECT GeometryType(?1), SRID(?1), AsBinary(?1), IsValid(?1), MbrMinX(?1), MbrMaxY(?1), "
            "GeomFromWKB(AsBinary(?1), 4326)");
        ask.bind_blob(1, blob);
        ASSERT_TRUE(ask.step());
        EXPECT_EQ(ask.text(0), type);
        EXPECT_EQ(ask.whole(1), 4326);
        EXPECT_EQ(geo::from_wkb(ask.blob(2)), geometry);
        EXPECT_EQ(ask.whole(3), 1);
        EXPECT_EQ(ask.real(4), geo::box_of(geometry).min_x);
        EXPECT_EQ(ask.real(5), geo::box_of(geometry).max_y);
        EXPECT_EQ(ask.blob(6), blob);
        EXPECT_EQ(geometry_from(connection, blob), geometry);
        EXPECT_EQ(box_of_blob(blob), geo::box_of(geometry));
        for (std::size_t cut = 0; cut < blob.size(); ++cut) {
            const auto part = read_blob(std::string_view(blob).substr(0, cut));
            EXPECT_TRUE(cut == 0 || !part) << cut;
        }
    }
    const auto other = connection.prepare("SELECT 1");
    for (const auto* sql :
         {"SELECT MakePointZ(-4, 5, 6, 4326)", "SELECT CompressGeometry(GeomFromText('LINESTRING(-4 5, -3 6)', 4326))",
          "SELECT TinyPointEncode(MakePoint(-4, 5, 4326))"}) {
        auto row = connection.prepare(sql);
        ASSERT_TRUE(row.step());
        const auto geometry = geometry_from(connection, row.blob(0));
        EXPECT_FALSE(geo::is_empty(geometry)) << sql;
        EXPECT_NEAR(geo::box_of(geometry).min_x, -4, 1e-6) << sql;
    }
}

TEST_F(ChangeTest, PackedIndexesOfAllSizesAreSound) {
    auto project = make();
    auto& connection = project.connection();
    for (const std::int64_t count : {0, 1, 51, 52, 2601, 2602, 7000}) {
        std::vector<IndexEntry> entries;
        for (std::int64_t row = 1; row <= count; ++row) {
            const double x = static_cast<double>(row * 7919 % 1000) / 100.0;
            entries.push_back(index_entry(row, {x, static_cast<double>(row % 77), x, static_cast<double>(row % 77)}));
        }
        Transaction transaction(connection, Transaction::Kind::write);
        write_index(connection, "provider", entries);
        EXPECT_EQ(connection.text("SELECT rtreecheck('main', 'idx_provider_geom')"), "ok") << count;
        EXPECT_EQ(connection.whole("SELECT count(*) FROM idx_provider_geom"), count);
        EXPECT_EQ(connection.whole("SELECT count(*) FROM idx_provider_geom WHERE xmin >= 1.99 AND xmax <= 2.001"),
                  std::count_if(entries.begin(), entries.end(),
                                [](const auto& entry) { return entry.min_x >= 1.99F && entry.max_x <= 2.001F; }));
        auto held = read_index(connection, "provider");
        std::sort(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
        EXPECT_EQ(held, entries);
        // It goes on as any other R*Tree.
        connection.run("INSERT INTO idx_provider_geom VALUES (100001, 1, 1, 2, 2)");
        if (count > 1) connection.run("DELETE FROM idx_provider_geom WHERE pkid < 40");
        EXPECT_EQ(connection.text("SELECT rtreecheck('main', 'idx_provider_geom')"), "ok") << count;
    }
}

}  // namespace balise::store::test
