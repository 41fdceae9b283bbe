// Who is listed, in which order, and the figures told from the list.
#include "sheet/listing.hpp"

#include <gtest/gtest.h>

#include "fixture.hpp"
#include "sheet/figures.hpp"

namespace {

using namespace balise;
using namespace balise::sheet;

geo::MultiPolygon block(double min_x, double min_y, double max_x, double max_y) {
    return {{{{{{min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}, {min_x, min_y}}}}}};
}

model::Area area(std::string code, std::string parent, model::Whole level, geo::MultiPolygon shape) {
    model::Area made;
    made.code = std::move(code);
    made.parent_code = std::move(parent);
    made.level = level;
    made.legal_type = level == 1 ? "region" : "district";
    made.name_fr = made.code;
    made.shape = std::move(shape);
    return made;
}

model::Place place(std::string name, std::string kind, std::int64_t population, geo::LonLat position) {
    model::Place made;
    made.code = made.name = std::move(name);
    made.kind = std::move(kind);
    if (population > 0) made.population = population;
    made.position = position;
    made.area_code = "CI11";
    return made;
}

model::Provider provider(int number, std::string type, std::string locality, std::vector<model::Service> services) {
    model::Provider made;
    made.id.uuid.bytes[0] = static_cast<std::uint8_t>(number);
    made.public_ref = model::public_ref_of(made.id.uuid);
    made.name_fr = "Prestataire " + std::to_string(number);
    made.type = std::move(type);
    made.status = "active";
    made.area_code = "CI11";
    made.locality = std::move(locality);
    made.position = geo::LonLat{-5.0, 7.5};
    made.position_method = "gps";
    made.services = std::move(services);
    return made;
}

class ListingTest : public testing::Test {
protected:
    ListingTest() {
        directory_.areas = {
            area("CI", "", 0, block(-6, 7, -4, 8)), area("CI-VB", "CI", std::nullopt, block(-6, 7, -4, 8)),
            area("CI11", "CI-VB", 1, block(-6, 7, -4, 8)), area("CI12", "CI-VB", 1, block(-4, 7, -3, 8))};
        directory_.places = {place("Petit", "town", 5'000, {-5.5, 7.5}), place("Grand", "city", 500'000, {-5.0, 7.5})};
        vocabularies_ = balise::test::load_vocabularies(balise::sheet::test::data_file("vocabularies"));
    }

    Listing listing(model::Audience audience = model::Audience::everyone, const std::string& code = "CI11") {
        released_ = std::make_unique<model::Released>(model::release(directory_, audience, {}));
        request_.released = released_.get();
        request_.vocabularies = &vocabularies_;
        request_.today = "2026-11-23";
        tree_ = std::make_unique<AreaTree>(released_->areas());
        return listing_of(request_, *tree_->find(code), *tree_);
    }

    std::vector<std::string> names(const Listing& listing) {
        std::vector<std::string> out;
        for (const auto& listed : listing.providers) out.push_back(listed.provider->name_fr);
        return out;
    }

    model::Directory directory_;
    model::Vocabularies vocabularies_;
    std::unique_ptr<model::Released> released_;
    std::unique_ptr<AreaTree> tree_;
    SheetRequest request_;
};

TEST_F(ListingTest, PlacesStandTogetherTheLargestFirst) {
    directory_.providers = {provider(1, "health", "Petit", {}), provider(2, "court", "Grand", {}),
                            provider(3, "social_centre", "Grand", {}), provider(4, "ngo", "", {})};
    directory_.providers[3].position = std::nullopt;
    const auto made = listing();
    EXPECT_EQ(names(made),
              (std::vector<std::string>{"Prestataire 3", "Prestataire 2", "Prestataire 1", "Prestataire 4"}));
    for (std::size_t i = 0; i < made.providers.size(); ++i)
        EXPECT_EQ(made.providers[i].number, static_cast<int>(i) + 1);
    EXPECT_EQ(made.main_place, "Grand");
    EXPECT_EQ(made.in_main_place, 2U);
    EXPECT_TRUE(made.generalised) << "one has no position";
}

TEST_F(ListingTest, WithoutWordsThePlaceIsTheNearestTown) {
    directory_.providers = {provider(1, "health", "", {}), provider(2, "health", "Ailleurs", {}),
                            provider(3, "ngo", "", {})};
    directory_.providers[0].position = geo::LonLat{-5.51, 7.51};
    directory_.providers[2].position = geo::LonLat{-4.5, 7.9};
    const auto made = listing();
    ASSERT_EQ(made.providers.size(), 3U);
    EXPECT_EQ(made.providers[0].place, "Petit");
    EXPECT_EQ(made.providers[1].place, "Ailleurs");
    EXPECT_EQ(made.providers[2].place, "") << "no town within reach";
}

TEST_F(ListingTest, TheAreaIsFoundByItsParents) {
    directory_.providers = {provider(1, "ngo", "", {}), provider(2, "ngo", "", {}), provider(3, "ngo", "", {})};
    directory_.providers[1].area_code = "CI1101";  // not among the areas: read as a P-code
    directory_.providers[2].area_code = "CI12";
    EXPECT_EQ(listing().providers.size(), 2U);
    EXPECT_EQ(listing(model::Audience::everyone, "CI-VB").providers.size(), 3U);
    EXPECT_EQ(listing(model::Audience::everyone, "CI").providers.size(), 3U);
}

TEST_F(ListingTest, ClosedOnesAreNeitherListedNorCounted) {
    directory_.providers = {provider(1, "ngo", "Grand", {{"legal_assistance", "", "", ""}}),
                            provider(2, "ngo", "Grand", {}), provider(3, "ngo", "Grand", {}),
                            provider(4, "ngo", "Grand", {{"dental_care", "", "inactive", ""}})};
    directory_.providers[1].status = "defunct";
    directory_.providers[2].status = "temporarily_closed";
    const auto made = listing();
    EXPECT_EQ(names(made), (std::vector<std::string>{"Prestataire 1", "Prestataire 3", "Prestataire 4"}));
    EXPECT_EQ(made.open, 2U);
    EXPECT_EQ(made.providers[0].services, std::vector<int>{6});
    EXPECT_TRUE(made.providers[2].services.empty()) << "a service that is not offered any more";
}

TEST_F(ListingTest, HousingIsMissingForTheKeepersOnly) {
    directory_.providers = {provider(1, "ngo", "Grand", {})};
    for (int number = 3; number <= 14; ++number)
        directory_.providers[0].services.push_back(
            {vocabularies_.of("service_category").terms()[static_cast<std::size_t>(number - 1)].code, "", "", ""});
    EXPECT_EQ(listing(model::Audience::everyone).missing, std::vector<int>{2});
    EXPECT_EQ(listing(model::Audience::partners).missing, std::vector<int>{2});
    EXPECT_EQ(listing(model::Audience::internal).missing, (std::vector<int>{1, 2}));
}

TEST_F(ListingTest, VerifiedWithinTwelveMonths) {
    directory_.providers = {provider(1, "ngo", "Grand", {}), provider(2, "ngo", "Grand", {}),
                            provider(3, "ngo", "Grand", {})};
    directory_.providers[0].assured_on = "2025-11-23";
    directory_.providers[1].assured_on = "2025-11-22";
    EXPECT_EQ(listing().verified_share, 33);
    directory_.providers.clear();
    EXPECT_FALSE(listing().verified_share);
}

TEST_F(ListingTest, TheMessageTellsFiguresAndGaps) {
    const auto& say = base::Catalogue::of(base::Language::english);
    directory_.providers = {provider(1, "ngo", "Grand", {{"legal_assistance", "", "", ""}}),
                            provider(2, "ngo", "Petit", {{"dental_care", "", "", ""}})};
    const auto some = listing();
    EXPECT_EQ(message_of(request_, "Gbêkê", some, say).head, "2 providers open to the public, 1 of them in Grand.");
    EXPECT_NE(message_of(request_, "Gbêkê", some, say).second.find("case management and follow-up\u00a0(2)"),
              std::string::npos);
    EXPECT_EQ(message_of(request_, "Gbêkê", some, say).second.find("(6)"), std::string::npos);
    EXPECT_EQ(message_of(request_, "Gbêkê", some, say).brief, "Missing in the area: services 2–5, 7–9, 11–14.");
    directory_.providers.clear();
    const auto none = listing();
    EXPECT_EQ(message_of(request_, "Gbêkê", none, say).head, "This edition shows no provider in Gbêkê yet.");
    request_.key_message = "Ouvert la nuit.";
    EXPECT_EQ(message_of(request_, "Gbêkê", none, say).head, "Ouvert la nuit.");
}

}  // namespace
