// What a snapshot holds for each audience, and what it takes over from the one before.
#include "app/snapshot.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/ground.hpp"
#include "app/listing.hpp"
#include "model/levels.hpp"
#include "unit/app/fixture.hpp"
#include "unit/app/sample.hpp"

namespace balise::app::test {

namespace {

using model::Audience;

std::shared_ptr<const Snapshot> taken(const Session& session, Audience audience,
                                      const std::shared_ptr<const Snapshot>& before = nullptr) {
    base::Progress progress;
    return take_snapshot(session, audience, base::Language::french, before, progress);
}

Session sample() {
    return Session::open(sample_file(), store::Access::read_only);
}

model::Directory everything(const store::Project& project) {
    model::Directory directory;
    directory.providers = project.all<model::Provider>();
    directory.risk_zones = project.all<model::RiskZone>();
    directory.border_posts = project.all<model::BorderPost>();
    directory.transport_nodes = project.all<model::TransportNode>();
    directory.areas = project.all<model::Area>();
    return directory;
}

template <class List>
std::set<std::string> refs_of(const List& list) {
    std::set<std::string> refs;
    for (const auto& record : list)
        if constexpr (requires { record.ref; })
            refs.insert(record.ref);
        else
            refs.insert(record.public_ref);
    return refs;
}

class ForAudience : public testing::TestWithParam<Audience> {};

}  // namespace

// Only the listed fields are read, so the gate must come to the same as with whole records.
TEST_P(ForAudience, HoldsWhatTheGateLetsThroughOfWholeRecords) {
    const auto session = sample();
    const auto snapshot = taken(session, GetParam());
    const auto released = model::release(everything(session.project()), GetParam(), session.project().decisions());
    ASSERT_EQ(refs_of(snapshot->providers), refs_of(released.providers()));
    EXPECT_EQ(refs_of(snapshot->risk_zones), refs_of(released.risk_zones()));
    EXPECT_EQ(refs_of(snapshot->border_posts), refs_of(released.border_posts()));
    EXPECT_EQ(refs_of(snapshot->transport_nodes), refs_of(released.transport_nodes()));
    std::map<std::string, const ListedProvider*> by_ref;
    for (const auto& provider : snapshot->providers) by_ref[provider.ref] = &provider;
    for (const auto& record : released.providers()) {
        const auto& listed = *by_ref.at(record.public_ref);
        EXPECT_EQ(snapshot->types[listed.type].code, record.type);
        EXPECT_EQ(snapshot->statuses[listed.status].code, record.status);
        EXPECT_EQ(listed.name, record.name_fr.empty() ? snapshot->types[listed.type].label : record.name_fr);
        EXPECT_EQ(listed.locality, record.locality);
        EXPECT_EQ(listed.capacity, record.capacity_max.value_or(-1));
        EXPECT_EQ(listed.free, record.capacity_free.value_or(-1));
        EXPECT_EQ(listed.verified == 0, record.assured_on.empty());
        if (record.position) {
            EXPECT_EQ(listed.position, record.position);
            EXPECT_FALSE(listed.generalised);
        }
        for (std::size_t i = 0; i < snapshot->services.size(); ++i) {
            const bool offered =
                std::any_of(record.services.begin(), record.services.end(), [&](const model::Service& service) {
                    return service.category == snapshot->services[i].code &&
                           (service.status.empty() || service.status == "active");
                });
            EXPECT_EQ((listed.services >> i & 1U) != 0, offered);
        }
    }
}

TEST_P(ForAudience, CountsAreThoseOfTheListedProviders) {
    const auto snapshot = taken(sample(), GetParam());
    std::vector<std::int64_t> types(snapshot->types.size(), 0), statuses(snapshot->statuses.size(), 0);
    for (const auto& provider : snapshot->providers) {
        ++types[provider.type];
        ++statuses[provider.status];
    }
    for (std::size_t i = 0; i < types.size(); ++i) EXPECT_EQ(snapshot->types[i].count, types[i]);
    for (std::size_t i = 0; i < statuses.size(); ++i) EXPECT_EQ(snapshot->statuses[i].count, statuses[i]);
}

TEST_P(ForAudience, EveryRowIsFoundByItsId) {
    const auto snapshot = taken(sample(), GetParam());
    for (std::uint32_t i = 0; i < snapshot->providers.size(); ++i) {
        EXPECT_EQ(snapshot->find(snapshot->providers[i].id.text()), i);
        EXPECT_EQ(snapshot->find(snapshot->providers[i].ref), i);
    }
    EXPECT_FALSE(snapshot->find("01a20b5d-0000-7000-8000-000000000000"));
    EXPECT_FALSE(snapshot->find(""));
    for (std::uint32_t i = 0; i < snapshot->areas.size(); ++i)
        EXPECT_EQ(snapshot->find_area(snapshot->areas[i].code), i);
    EXPECT_FALSE(snapshot->find_area("CI99"));
}

TEST_P(ForAudience, TablesOfTheMapStandRowByRowBesideTheLists) {
    const auto snapshot = taken(sample(), GetParam());
    const auto& ground = *snapshot->ground;
    ASSERT_EQ(ground.areas->rows(), snapshot->areas.size());
    ASSERT_EQ(ground.places->rows(), snapshot->places.size());
    ASSERT_EQ(ground.risk_zones->rows(), snapshot->risk_zones.size());
    ASSERT_EQ(ground.border_posts->rows(), snapshot->border_posts.size());
    ASSERT_EQ(ground.transport_nodes->rows(), snapshot->transport_nodes.size());
    EXPECT_GT(ground.roads->rows(), 0U);
    EXPECT_GT(ground.waters->rows(), 0U);
    EXPECT_GT(ground.neighbours->rows(), 0U);
    for (std::size_t i = 0; i < snapshot->risk_zones.size(); ++i)
        EXPECT_EQ(ground.risk_zones->ids[i], snapshot->risk_zones[i].ref);
    for (std::size_t i = 0; i < snapshot->border_posts.size(); ++i) {
        EXPECT_EQ(ground.border_posts->ids[i], snapshot->border_posts[i].ref);
        EXPECT_EQ(ground.border_posts->points[i].x, snapshot->border_posts[i].position->lon);
    }
}

INSTANTIATE_TEST_SUITE_P(Snapshots, ForAudience,
                         testing::Values(Audience::everyone, Audience::partners, Audience::internal),
                         [](const auto& tested) { return std::string(model::audience_code(tested.param)); });

namespace {

// A shelter of the sample that only partners learn of, and no more than its type and region.
const ListedProvider& closed_shelter(const Snapshot& internal) {
    const auto at = std::find_if(internal.providers.begin(), internal.providers.end(), [](const auto& provider) {
        return provider.name.find("Le Rônier") != std::string::npos;
    });
    if (at == internal.providers.end()) throw std::runtime_error("the sample has changed");
    return *at;
}

}  // namespace

TEST(Snapshot, ThePublicDoesNotLearnThatAShelterExists) {
    const auto session = sample();
    const auto internal = taken(session, Audience::internal);
    const auto shelter = closed_shelter(*internal);
    EXPECT_EQ(shelter.visible, Audience::partners);
    const auto open = taken(session, Audience::everyone);
    EXPECT_FALSE(open->find(shelter.id.text()));
    EXPECT_FALSE(open->find(shelter.ref));
    EXPECT_EQ(open->withheld, -1);
    EXPECT_EQ(internal->withheld, static_cast<std::int64_t>(internal->providers.size() - open->providers.size()));
    for (const auto& type : open->types) {
        EXPECT_NE(type.code, "shelter_private");
        EXPECT_NE(type.code, "transit_centre");
    }
    for (const auto& provider : open->providers) EXPECT_EQ(provider.visible, Audience::everyone);
    EXPECT_TRUE(search(*open, "Rônier", 10).rows.empty());
    EXPECT_FALSE(search(*internal, "Rônier", 10).rows.empty());
}

TEST(Snapshot, PartnersSeeATypeInTheMiddleOfItsRegion) {
    const auto session = sample();
    const auto shelter = closed_shelter(*taken(session, Audience::internal));
    const auto partners = taken(session, Audience::partners);
    const auto row = partners->find(shelter.id.text());
    ASSERT_TRUE(row);
    const auto& listed = partners->providers[*row];
    EXPECT_EQ(listed.name, "Centre d'accueil privé");
    EXPECT_EQ(partners->areas[listed.area].code, "CI11");
    EXPECT_TRUE(listed.generalised);
    ASSERT_TRUE(listed.position && shelter.position);
    EXPECT_NE(listed.position, shelter.position);
    EXPECT_EQ(listed.capacity, -1);
    EXPECT_EQ(listed.services, 0);
    EXPECT_EQ(listed.verified, 0U);
    // Every record of the region that is given by its area stands at the same spot.
    for (const auto& other : partners->providers)
        EXPECT_TRUE(!other.generalised || other.area != listed.area || other.position == listed.position);
    for (const auto found : search(*partners, "Rônier", 10).rows) EXPECT_NE(found, *row);
}

TEST(Snapshot, AShelterOpenedByTwoPeopleIsListedWithItsType) {
    const auto open = taken(sample(), Audience::everyone);
    const auto at = std::find_if(open->providers.begin(), open->providers.end(), [](const auto& provider) {
        return provider.name.find("Cocody – EXEMPLE") != std::string::npos && provider.name.starts_with("Centre d'acc");
    });
    ASSERT_NE(at, open->providers.end());
    EXPECT_EQ(open->types[at->type].code, "shelter_state");
    EXPECT_EQ(open->types[at->type].label, "Centre d'accueil d'État");
    EXPECT_TRUE(at->generalised);
}

TEST(Snapshot, HotlinesHaveNoPlace) {
    const auto snapshot = taken(sample(), Audience::internal);
    int lines = 0;
    for (const auto& provider : snapshot->providers)
        if (snapshot->types[provider.type].code == "hotline") {
            ++lines;
            EXPECT_FALSE(provider.position);
            EXPECT_FALSE(provider.generalised);
        }
    EXPECT_GT(lines, 0);
}

TEST(Snapshot, TellsOfTheProject) {
    const auto snapshot = taken(sample(), Audience::internal);
    EXPECT_TRUE(snapshot->is_sample);
    EXPECT_TRUE(snapshot->approximate_areas);
    EXPECT_EQ(snapshot->title, "EXEMPLE");
    EXPECT_EQ(snapshot->settings.at("producer"), "Producteur EXEMPLE");
    const auto region = snapshot->find_area("CI11").value();
    EXPECT_EQ(snapshot->area_above(region, 1), region);
    EXPECT_EQ(snapshot->area_above(region, 0), snapshot->find_area("CI"));
    EXPECT_EQ(snapshot->areas[snapshot->areas[region].parent].code, "CI-VB");
}

TEST(Snapshot, LanguageChoosesTheNames) {
    const auto session = sample();
    base::Progress progress;
    const auto english = take_snapshot(session, Audience::internal, base::Language::english,
                                       taken(session, Audience::internal), progress);
    const auto court = std::find_if(english->types.begin(), english->types.end(),
                                    [](const auto& type) { return type.code == "social_centre"; });
    EXPECT_EQ(court->label, "Social centre");
    EXPECT_TRUE(std::any_of(english->providers.begin(), english->providers.end(),
                            [](const auto& provider) { return provider.name == "Abobo social centre – EXAMPLE"; }));
}

namespace {

class SnapshotOfChanges : public SessionTest {};

}  // namespace

TEST_F(SnapshotOfChanges, AnEmptyProject) {
    for (const auto audience : {Audience::everyone, Audience::partners, Audience::internal}) {
        const auto snapshot = taken(session_, audience);
        EXPECT_TRUE(snapshot->providers.empty());
        EXPECT_EQ(snapshot->areas.size(), 4U);
        EXPECT_TRUE(rows_that_pass(*snapshot, {}, "2026-11-24").empty());
        EXPECT_TRUE(search(*snapshot, "centre", 5).rows.empty());
        EXPECT_TRUE(sorted(*snapshot, {}, ListColumn::verified, true).empty());
        EXPECT_EQ(providers_by_area(*snapshot, {}, 1).size(), 3U);
        EXPECT_EQ(snapshot->title, "test");
    }
}

TEST_F(SnapshotOfChanges, OneProvider) {
    const auto id = add_centre();
    const auto snapshot = taken(session_, Audience::everyone);
    ASSERT_EQ(snapshot->providers.size(), 1U);
    EXPECT_EQ(snapshot->find(id), 0U);
    EXPECT_EQ(snapshot->providers[0].name, "Centre social EXEMPLE");
    EXPECT_EQ(search(*snapshot, "cen soc", 5).rows, Rows{0});
}

TEST_F(SnapshotOfChanges, AnEditIsSeenAndTheGroundIsTakenOver) {
    const auto id = add_centre();
    const auto before = taken(session_, Audience::internal);
    perform("edit", {{"id", id}, {"fields", "name_fr=Maison de l'écoute"}});
    const auto after = taken(session_, Audience::internal, before);
    EXPECT_EQ(after->revision, before->revision + 1);
    EXPECT_EQ(after->providers[0].name, "Maison de l'écoute");
    EXPECT_EQ(before->providers[0].name, "Centre social EXEMPLE");
    EXPECT_EQ(search(*after, "ecoute", 5).rows, Rows{0});
    EXPECT_TRUE(search(*after, "social exemple", 5).rows.empty());
    EXPECT_EQ(after->ground->areas, before->ground->areas);
    EXPECT_EQ(after->ground->roads, before->ground->roads);
    EXPECT_EQ(after->ground->border_posts, before->ground->border_posts);
    ASSERT_EQ(after->areas.size(), before->areas.size());
    EXPECT_EQ(after->areas[0].name, before->areas[0].name);
}

TEST_F(SnapshotOfChanges, TheGroundIsMadeAnewWhereItChanged) {
    const auto before = taken(session_, Audience::internal);
    {
        store::Change change(session_.project(), progress_);
        const std::vector<model::Area> areas{region("CI30", "Région du Sud-Comoé", "", -3, 5, -2, 6)};
        change.add<model::Area>(areas);
        change.commit({"import", "{}", "{}", "", false});
    }
    const auto after = taken(session_, Audience::internal, before);
    EXPECT_NE(after->ground->areas, before->ground->areas);
    EXPECT_EQ(after->areas.size(), before->areas.size() + 1);
    EXPECT_TRUE(after->find_area("CI30"));
    EXPECT_EQ(after->ground->waters, before->ground->waters);
    // Overlays are the audience's own.
    const auto open = taken(session_, Audience::everyone, after);
    EXPECT_EQ(open->ground->areas, after->ground->areas);
    EXPECT_NE(open->ground->risk_zones, after->ground->risk_zones);
}

// More than one batch: order, ids and words must hold together.
TEST_F(SnapshotOfChanges, ManyProviders) {
    constexpr int count = 9001;
    {
        store::Change change(session_.project(), progress_);
        base::IdSource ids("many");
        std::vector<model::Provider> providers(count);
        for (int i = 0; i < count; ++i) {
            auto& provider = providers[static_cast<std::size_t>(i)];
            provider.id = {ids.next()};
            provider.public_ref = model::public_ref_of(provider.id.uuid);
            provider.name_fr = (i % 3 == 0   ? "Échoppe "
                                : i % 3 == 1 ? "echo "
                                             : "Zèbre ") +
                               std::to_string(i * 7919 % count);
            provider.type = i % 10 == 0 ? "shelter_private" : "ngo";
            provider.status = "active";
            provider.area_code = i % 2 == 0 ? "CI0101" : "CI11";
        }
        change.add<model::Provider>(providers);
        change.commit({"import", "{}", "{}", "", false});
    }
    const auto snapshot = taken(session_, Audience::internal);
    ASSERT_EQ(snapshot->providers.size(), static_cast<std::size_t>(count));
    for (std::uint32_t i = 0; i < count; ++i) EXPECT_EQ(snapshot->find(snapshot->providers[i].id.text()), i);
    EXPECT_TRUE(snapshot->providers.front().name.starts_with("echo "));
    EXPECT_TRUE(snapshot->providers.back().name.starts_with("Zèbre"));
    for (const auto row : search(*snapshot, "zebre 12", 3).rows)
        EXPECT_TRUE(snapshot->providers[row].name.starts_with("Zèbre 12")) << snapshot->providers[row].name;
    EXPECT_EQ(search(*snapshot, "zebre", 3).rows.size(), 3000U);
    const auto open = taken(session_, Audience::everyone);
    EXPECT_EQ(open->providers.size(), 8100U);
    EXPECT_EQ(snapshot->withheld, 901);
}

TEST_F(SnapshotOfChanges, IsCancelled) {
    add_centre();
    std::stop_source stop;
    stop.request_stop();
    base::Progress progress(stop.get_token());
    EXPECT_THROW(take_snapshot(session_, Audience::internal, base::Language::french, nullptr, progress),
                 base::Cancelled);
}

}  // namespace balise::app::test
