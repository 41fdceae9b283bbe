#include <set>

#include "base/words.hpp"
#include "geo/operations.hpp"
#include "store/word_index.hpp"
#include "unit/store/fixture.hpp"

namespace balise::store::test {

class SearchTest : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        project.emplace(make());
        std::vector<model::Area> areas;
        const auto area = [&](const char* code, const char* parent, model::Whole level, const char* name, double west) {
            model::Area made;
            made.code = code;
            made.parent_code = parent;
            made.level = level;
            made.name_fr = name;
            made.legal_type = "region";
            made.shape = square_at(west, 5, 1);
            areas.push_back(made);
        };
        area("CI", "", 0, "Côte d'Ivoire", -8);
        area("D1", "CI", std::nullopt, "Vallée du Bandama", -6);
        area("CI04", "D1", 1, "Gbêkê", -6);
        area("CI0401", "CI04", 2, "Bouaké", -6);
        area("CI05", "CI", 1, "Poro", -5);
        add(*project, areas);
        model::Vocabulary services;
        services.add({"housing", "Hébergement", "Housing", {}});
        services.add({"legal_assistance", "Assistance juridique", "Legal assistance", {}});
        model::Vocabulary types;
        types.add({"court", "Tribunal", "Court", {}});
        model::Vocabularies vocabularies;
        vocabularies.add("service_category", services);
        vocabularies.add("provider_type", types);
        Change change(*project, progress);
        change.set_vocabularies(vocabularies);
        change.commit({"vocabularies", "{}", "{}", ""});
    }

    model::Provider provider(const char* name, const char* area, std::optional<geo::LonLat> position = std::nullopt) {
        model::Provider made;
        made.id.uuid.bytes[15] = ++serial;
        made.public_ref = "REF" + std::to_string(serial);
        made.name_fr = name;
        made.type = "ngo";
        made.status = "active";
        made.area_code = area;
        made.position = position;
        return made;
    }

    std::string names(const ProviderQuery& query) {
        std::string all;
        for (const auto& row : find_providers(*project, query).rows) all += (all.empty() ? "" : "|") + row.name;
        return all;
    }

    std::optional<Project> project;
    std::uint8_t serial = 0;
};

TEST_F(SearchTest, WordsAreFoundFoldedByBeginningsAndInAnyOrder) {
    auto first = provider("Œuvre de l'Hôpital Général", "CI0401");
    first.short_name = "OHG";
    first.former_names = {"Ancien Foyer", "Vieux nom"};
    auto second = provider("Centre socio-éducatif d’Abobo", "CI05");
    second.locality = "San-Pédro";
    second.landmark = "près du marché";
    add(*project, std::vector{first, second});
    for (const auto* words : {"oeuvre", "OEUVRE hôpital", "general hopital", "l’hopital", "ohg", "foyer", "vieux",
                              "hop gen", "œuvre de", "l'hôpital d'œuvre"})
        EXPECT_EQ(names({.words = words}), first.name_fr) << words;
    for (const auto* words : {"socio educatif", "sociO-Éduc", "d'abobo", "san pedro", "marche", "SAN-PÉDRO centre"})
        EXPECT_EQ(names({.words = words}), second.name_fr) << words;
    EXPECT_EQ(names({.words = "centre hopital"}), "");
    EXPECT_EQ(find_providers(*project, {.words = "   "}).total, 2);
}

TEST_F(SearchTest, TheLabelsOfServicesAndTypesAndTheNamesOfAreasAreWordsToo) {
    auto first = provider("Un", "CI0401");
    first.services = {{"housing", "", "", ""}, {"legal_assistance", "", "inactive", ""}};
    auto second = provider("Deux", "CI05");
    second.type = "court";
    add(*project, std::vector{first, second});
    EXPECT_EQ(names({.words = "hebergement"}), "Un");
    EXPECT_EQ(names({.words = "housing"}), "Un");
    EXPECT_EQ(names({.words = "juridique"}), "");  // not offered now
    EXPECT_EQ(names({.words = "tribunal"}), "Deux");
    EXPECT_EQ(names({.words = "gbeke"}), "Un");
    EXPECT_EQ(names({.words = "bandama hebergement"}), "Un");
    EXPECT_EQ(names({.words = "ivoire"}), "Deux|Un");
    // An area that gets another name is found by it.
    auto area = project->all<model::Area>()[3];
    ASSERT_EQ(area.code, "CI05");
    area.name_fr = "Savanes";
    Change change(*project, progress);
    change.replace<model::Area>(std::vector{area});
    change.commit({"edit", "{}", "{}", ""});
    EXPECT_EQ(names({.words = "savane"}), "Deux");
    EXPECT_EQ(names({.words = "poro"}), "");
}

TEST_F(SearchTest, SmallTypingErrorsAreForgivenOnlyWhenNothingElseFits) {
    add(*project, std::vector{provider("Centre d'Abobo", "CI05"), provider("Foyer de Korhogo", "CI05"),
                              provider("Aboba", "CI05")});
    const auto found = find_providers(*project, {.words = "abobbo"});
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.rows[0].name, "Centre d'Abobo");
    EXPECT_EQ(found.corrected, std::vector<std::string>{"abobbo → abobo"});
    EXPECT_EQ(names({.words = "aboba"}), "Aboba");
    EXPECT_EQ(names({.words = "korogho"}), "Foyer de Korhogo");
    EXPECT_EQ(names({.words = "koroghoxx"}), "");
}

TEST_F(SearchTest, FiltersNarrow) {
    auto first = provider("Un", "CI0401", geo::LonLat{-5.5, 5.5});
    first.services = {{"housing", "emergency", "", ""}, {"legal_assistance", "", "", ""}};
    first.assured_on = "2020-01-01";
    auto second = provider("Deux", "CI05", geo::LonLat{-4.5, 5.5});
    second.type = "shelter_private";
    second.services = {{"housing", "", "defunct", ""}};
    second.assured_on = "2999-01-01";
    auto third = provider("Trois", "CI04");
    third.status = "inactive";
    third.disclosure[0] = model::Audience::internal;
    add(*project, std::vector{first, second, third});
    EXPECT_EQ(names({.types = {"ngo"}}), "Trois|Un");
    EXPECT_EQ(names({.types = {"shelter_private", "ngo"}}), "Deux|Trois|Un");
    EXPECT_EQ(names({.services = {"housing"}}), "Un");
    EXPECT_EQ(names({.services = {"housing", "legal_assistance"}}), "Un");
    EXPECT_EQ(names({.area = "CI04"}), "Trois|Un");
    EXPECT_EQ(names({.area = "CI0401"}), "Un");
    EXPECT_EQ(names({.area = "D1"}), "Trois|Un");
    EXPECT_EQ(names({.area = "CI"}), "Deux|Trois|Un");
    EXPECT_EQ(names({.statuses = {"inactive"}}), "Trois");
    EXPECT_EQ(names({.verified = "fresh"}), "Deux");
    EXPECT_EQ(names({.verified = "stale"}), "Un");
    EXPECT_EQ(names({.verified = "never"}), "Trois");
    EXPECT_EQ(names({.disclosure = "public"}), "Un");
    EXPECT_EQ(names({.disclosure = "partners"}), "Deux");
    EXPECT_EQ(names({.disclosure = "internal"}), "Trois");
    EXPECT_EQ(names({.box = geo::Box{-5.5, 5.5, -5.5, 5.5}}), "Un");
    EXPECT_EQ(names({.box = geo::Box{-6, 5, -4, 6}}), "Deux|Un");
    EXPECT_EQ(names({.box = geo::Box{-5.499999999, 5, -4, 6}}), "Deux");
    EXPECT_EQ(names({.near = geo::LonLat{-4.4, 5.5}}), "Deux|Un|Trois");
    EXPECT_EQ(names({.near = geo::LonLat{-4.4, 5.5}, .within = base::Metres(20000)}), "Deux");
    EXPECT_EQ(names({.near = geo::LonLat{-5.6, 5.5}, .limit = 1, .offset = 1}), "Deux");
    EXPECT_EQ(names({.limit = 1, .offset = 1}), "Trois");
    const auto row = find_providers(*project, {.words = "un"}).rows.at(0);
    EXPECT_EQ(row.area_name, "Bouaké");
    EXPECT_EQ(row.services, (std::vector<std::string>{"housing", "legal_assistance"}));
    EXPECT_EQ(row.position, first.position);
    EXPECT_EQ(find_providers(*project, {.limit = 1}).total, 3);
}

TEST_F(SearchTest, TheNearestAreThoseOfACompleteSearch) {
    auto providers = made_up_providers(3000, 4);
    add(*project, providers);
    for (const geo::LonLat centre : {geo::LonLat{-4, 5.3}, geo::LonLat{-8.1, 10.4}, geo::LonLat{20, -40}}) {
        for (const auto* service : {"", "housing"}) {
            std::vector<std::pair<double, std::string>> expected;
            for (const auto& one : providers) {
                const bool offers =
                    *service == '\0' || std::any_of(one.services.begin(), one.services.end(),
                                                    [&](const auto& offered) { return offered.category == service; });
                if (one.position && offers)
                    expected.emplace_back(geo::distance(centre, *one.position).value, one.id.text());
            }
            std::sort(expected.begin(), expected.end());
            ProviderQuery query{.near = centre, .limit = 15, .offset = 5};
            if (*service != '\0') query.services = {service};
            const auto found = find_providers(*project, query);
            ASSERT_EQ(found.rows.size(), 15U);
            for (std::size_t i = 0; i < 15; ++i) {
                EXPECT_EQ(found.rows[i].id, expected[i + 5].second);
                EXPECT_NEAR(found.rows[i].distance->value, expected[i + 5].first, 1e-6);
            }
        }
    }
}

TEST_F(SearchTest, EveryWordOfEveryNameFindsItsProvider) {
    const auto providers = made_up_providers(1500, 8);
    add(*project, providers);
    for (std::size_t i = 0; i < providers.size(); i += 97) {
        ProviderQuery query{.words = providers[i].name_fr, .limit = 2000};
        const auto found = find_providers(*project, query);
        EXPECT_TRUE(std::any_of(found.rows.begin(), found.rows.end(), [&](const auto& row) {
            return row.id == providers[i].id.text();
        })) << providers[i].name_fr;
    }
    // Against a search through all names.
    std::int64_t expected = 0;
    for (const auto& one : providers) expected += one.name_fr.starts_with("Œuvre") ? 1 : 0;
    EXPECT_EQ(find_providers(*project, {.words = "oeuvr"}).total, expected);
}

// QGIS and other programs write with plain SQL (and SpatiaLite).
TEST_F(SearchTest, EditsOfOtherProgramsAreFoundAtOnceAndIndexedLater) {
    add(*project, std::vector{provider("Ancien", "CI05"), provider("Autre", "CI05")});
    {
        Connection other(file, Connection::Mode::read_write);
        other.run("UPDATE provider SET name_fr = 'Nouveau' WHERE name_fr = 'Ancien'");
        other.run(
            "INSERT INTO provider (id, geom, name_fr) VALUES ('01900000-0000-7000-8000-0000000000ff', MakePoint(-5, 6, "
            "4326), 'Troisième')");
        other.run("INSERT INTO service (provider, ordinal, category) VALUES (3, 1, 'housing')");
        other.run("DELETE FROM provider WHERE name_fr = 'Autre'");
    }
    EXPECT_EQ(project->connection().whole("SELECT count(*) FROM search_stale"), 1);
    EXPECT_EQ(names({.words = "nouveau"}), "Nouveau");
    EXPECT_EQ(names({.words = "ancien"}), "");
    EXPECT_EQ(names({.services = {"housing"}}), "Troisième");
    EXPECT_EQ(names({.near = geo::LonLat{-5, 6}, .limit = 1}), "Troisième");
    project.reset();
    project.emplace(open(Access::read_only));
    EXPECT_EQ(names({.words = "troisieme"}), "Troisième");
    project.reset();
    project.emplace(open());
    EXPECT_EQ(project->connection().whole("SELECT count(*) FROM search_stale"), 0);
    EXPECT_EQ(names({.words = "troisieme"}), "Troisième");
    EXPECT_EQ(project->check_integrity(), std::vector<base::Text>{});
}

TEST_F(SearchTest, WhatASearchRemembersEndsWithAnyChange) {
    auto made = provider("Un", "CI05", geo::LonLat{-4.5, 5.5});
    made.services = {{"housing", "", "", ""}};
    add(*project, std::vector{made});
    const geo::Box box{-5, 5, -4, 6};
    const auto in_box = [&] {
        const auto row = find_providers(*project, {.box = box}).rows.at(0);
        return row.name + " " + row.area_name + " " + base::join(row.services, ",");
    };
    EXPECT_EQ(names({.words = "poro"}), "Un");
    EXPECT_EQ(in_box(), "Un Poro housing");
    {
        Connection other(file, Connection::Mode::read_write);
        other.run("UPDATE area SET name_fr = 'Savanes' WHERE code = 'CI05'");
        other.run("UPDATE provider SET name_fr = 'Nouveau'");
        other.run("UPDATE service SET category = 'legal_assistance'");
    }
    EXPECT_EQ(names({.words = "poro"}), "");
    EXPECT_EQ(names({.words = "savanes"}), "Nouveau");
    EXPECT_EQ(in_box(), "Nouveau Savanes legal_assistance");
    {
        // Seen within a change, and gone with it.
        Change change(*project, progress);
        auto area = project->all<model::Area>()[3];
        area.name_fr = "Kabadougou";
        change.replace<model::Area>(std::vector{area});
        made.name_fr = "Autre";
        change.replace<model::Provider>(std::vector{made});
        EXPECT_EQ(names({.words = "kabadougou"}), "Autre");
        EXPECT_EQ(in_box(), "Autre Kabadougou housing");
    }
    EXPECT_EQ(names({.words = "kabadougou"}), "");
    EXPECT_EQ(names({.words = "savanes"}), "Nouveau");
    EXPECT_EQ(in_box(), "Nouveau Savanes legal_assistance");
    add(*project, std::vector{provider("Deux", "CI05")});
    EXPECT_EQ(names({.words = "savanes"}), "Deux|Nouveau");
    undo(*project, "tester", progress, false);
    EXPECT_EQ(names({.words = "savanes"}), "Nouveau");
}

// Against sorting everything: some hits, all of them, a page in the middle.
TEST_F(SearchTest, PagesAreThoseOfTheWholeList) {
    add(*project, made_up_providers(3000, 6));
    const auto everything = [](ProviderQuery query) {
        query.limit = 100000;
        return query;
    };
    for (const auto& query : {ProviderQuery{}, ProviderQuery{.words = "centre"}, ProviderQuery{.words = "bouake foyer"},
                              ProviderQuery{.box = geo::Box{-7, 5, -5, 8}}}) {
        const auto whole = find_providers(*project, everything(query));
        EXPECT_EQ(whole.total, static_cast<std::int64_t>(whole.rows.size()));
        for (const std::int64_t offset : {0, 7, 100, 5000}) {
            auto page = query;
            page.limit = 20;
            page.offset = offset;
            const auto found = find_providers(*project, page);
            EXPECT_EQ(found.total, whole.total);
            const auto first = std::min(static_cast<std::size_t>(offset), whole.rows.size());
            ASSERT_EQ(found.rows.size(), std::min<std::size_t>(20, whole.rows.size() - first));
            for (std::size_t i = 0; i < found.rows.size(); ++i) {
                EXPECT_EQ(found.rows[i].id, whole.rows[first + i].id);
                EXPECT_EQ(found.rows[i].services, whole.rows[first + i].services);
            }
        }
    }
}

TEST_F(SearchTest, PlacesAreFoundExactFirstThenLargest) {
    std::vector<model::Place> places;
    const auto place = [&](const char* code, const char* name, model::Whole population) {
        model::Place made;
        made.code = code;
        made.name = name;
        made.kind = "town";
        made.population = population;
        made.area_code = "CI05";
        made.position = geo::LonLat{-5, 6};
        places.push_back(made);
    };
    place("1", "Man", 200000);
    place("2", "Mankono", 50000);
    place("3", "Grand-Man", 900000);
    place("4", "Mankono", 70000);
    place("5", "Séguéla", 60000);
    places[4].former_names = {"Ville-Ancienne"};
    add(*project, places);
    const auto found = [&](const char* words) {
        std::string codes;
        for (const auto& row : find_places(*project, words, 10)) codes += row.code + " ";
        return codes;
    };
    EXPECT_EQ(found("man"), "1 4 2 3 ");
    EXPECT_EQ(found("MANKONO"), "4 2 ");
    EXPECT_EQ(found("seguela"), "5 ");
    EXPECT_EQ(found("ville ancienne"), "5 ");
    EXPECT_EQ(found("segela"), "5 ");
    EXPECT_EQ(found("gbeke"), "CI04 ");
    EXPECT_EQ(found(""), "");
    EXPECT_EQ(find_places(*project, "man", 1).size(), 1U);
    const auto area = find_places(*project, "gbêkê", 1).at(0);
    EXPECT_EQ(area.kind, "region");
    EXPECT_EQ(area.area_name, "Vallée du Bandama");
    EXPECT_NEAR(area.position.lon, -5.5, 0.5);
}

TEST(WordIndex, WordsAreThoseOfTheFoldedText) {
    EXPECT_EQ(words_of("L’Œuvre d'Éducation – Côte-d’Ivoire, n° 12"),
              (std::vector<std::string>{"oeuvre", "education", "cote", "ivoire", "12"}));
    EXPECT_EQ(words_of("de la"), std::vector<std::string>{});
    EXPECT_EQ(words_of("de la", true), (std::vector<std::string>{"de", "la"}));
    EXPECT_EQ(words_of("e\u0301cole \u00a0Hay\u00ebs\u2019"), (std::vector<std::string>{"ecole", "hayes"}));
    EXPECT_EQ(words_of("\xff\xfe bad \xc3"), std::vector<std::string>{"bad"});
    EXPECT_EQ(compare_folded("Écluse", "ecluse"), 0);
    EXPECT_LT(compare_folded("Éa", "eb"), 0);
}

TEST(WordIndex, PostingsComeBackAsTheyWentIn) {
    WordBlock block(3);
    std::vector<std::int64_t> rows{3 << block_bits, (3 << block_bits) + 1, (3 << block_bits) + 200,
                                   (4 << block_bits) - 1};
    for (const auto row : rows) {
        block.begin(row);
        block.text("Alpha alpha", in_name);
        if (row % 2 == 0) block.text("alpha beta", in_address);
    }
    const auto words = block.take();
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words[0].first, ":all:");
    EXPECT_EQ(count_postings(words[0].second), 4);
    ASSERT_EQ(words[1].first, "alpha");
    std::vector<Posting> postings;
    decode_postings(3, words[1].second, postings);
    ASSERT_EQ(postings.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(postings[i].row, rows[i]);
        EXPECT_EQ(postings[i].places, rows[i] % 2 == 0 ? 3U : 1U);
    }
}

}  // namespace balise::store::test
