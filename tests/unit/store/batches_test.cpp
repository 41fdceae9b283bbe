// Providers in pieces, one moment for many questions, digests of tables.
#include "store/batches.hpp"

#include <algorithm>
#include <map>

#include "unit/store/fixture.hpp"

namespace balise::store::test {

namespace {

using model::Provider;

class Batches : public StoreTest {
protected:
    Project filled(std::size_t count) {
        auto project = make();
        providers = made_up_providers(count);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t n = 0; n < i % 4; ++n)
                providers[i].services.push_back({n == 0 ? "housing" : "transport", n == 1 ? "both" : "", "", ""});
        Change change(project, progress);
        change.add<Provider>(providers);
        change.commit({"import", "{}", "{}", "", true});
        return project;
    }
    std::vector<Provider> providers;
};

}  // namespace

TEST_F(Batches, AllProvidersWithTheWantedFieldsAlone) {
    const auto project = filled(10);
    std::vector<std::size_t> sizes;
    std::map<std::string, Provider> read;
    for_each_batch(project, {"id", "name_fr", "services", "lon"}, 3, [&](std::vector<Provider>& batch) {
        sizes.push_back(batch.size());
        for (auto& record : batch) read.emplace(record.id.text(), std::move(record));
    });
    EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 3, 3, 1}));
    ASSERT_EQ(read.size(), 10U);
    for (const auto& provider : providers) {
        const auto& record = read.at(provider.id.text());
        EXPECT_EQ(record.name_fr, provider.name_fr);
        EXPECT_EQ(record.services, provider.services);
        EXPECT_EQ(record.position, provider.position);
        EXPECT_TRUE(record.type.empty());
        EXPECT_TRUE(record.public_ref.empty());
    }
    EXPECT_EQ(provider_count(project), 10);
    EXPECT_THROW(for_each_batch(project, {"no such field"}, 3, [](auto&) {}), base::Error);
}

TEST_F(Batches, NothingInAnEmptyProject) {
    const auto project = make();
    for_each_batch(project, {"id", "services"}, 3, [](auto&) { ADD_FAILURE(); });
    EXPECT_EQ(provider_count(project), 0);
}

// Another program wrote what is no level: it closes.
TEST_F(Batches, ALevelThatCannotBeReadIsInternal) {
    const auto project = filled(1);
    project.connection().run("UPDATE provider SET disclosure_name = 'everybody'");
    for_each_batch(project, {"disclosure_name"}, 3, [](std::vector<Provider>& batch) {
        EXPECT_EQ(level(batch.at(0).disclosure, model::FieldGroup::name), model::Audience::internal);
    });
}

TEST_F(Batches, OneRecordByItsIdAlone) {
    const auto project = filled(4);
    const auto found = record_of<Provider>(project, providers[3].id.text());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->services, providers[3].services);
    EXPECT_EQ(found->public_ref, providers[3].public_ref);
    EXPECT_FALSE(record_of<Provider>(project, providers[3].public_ref));
    EXPECT_FALSE(record_of<Provider>(project, ""));
    EXPECT_FALSE(record_of<model::Area>(project, "CI99"));
}

TEST_F(Batches, OneMomentForManyQuestions) {
    const auto project = filled(2);
    const auto reader = open(Access::read_only);
    {
        const OneMoment moment(reader);
        project.connection().run("DELETE FROM provider");
        EXPECT_EQ(provider_count(reader), 2);
        EXPECT_EQ(provider_count(project), 0);
    }
    EXPECT_EQ(provider_count(reader), 0);
}

TEST_F(Batches, ADigestChangesWithTheRowsAndWithNothingElse) {
    auto project = filled(2);
    model::Place place;
    place.code = "p1";
    place.name = "Bouaké";
    const auto before = digest_of_rows<model::Place>(project);
    const auto areas = digest_of_rows<model::Area>(project);
    {
        Change change(project, progress);
        change.add<model::Place>(std::vector<model::Place>{place});
        change.commit({"import", "{}", "{}", "", true});
    }
    const auto with = digest_of_rows<model::Place>(project);
    EXPECT_NE(with, before);
    EXPECT_EQ(digest_of_rows<model::Area>(project), areas);
    // From one cell to the next is a change too.
    project.connection().run("UPDATE place SET name = 'Boua', kind = 'ké'");
    EXPECT_NE(digest_of_rows<model::Place>(project), with);
    project.connection().run("UPDATE place SET name = 'Bouaké', kind = NULL");
    EXPECT_EQ(digest_of_rows<model::Place>(project), with);
}

}  // namespace balise::store::test
