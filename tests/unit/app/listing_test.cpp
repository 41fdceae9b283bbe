// Choosing, sorting and searching the rows of a snapshot.
#include "app/listing.hpp"

#include <algorithm>

#include "app/snapshot.hpp"
#include "base/words.hpp"
#include "unit/app/fixture.hpp"
#include "unit/app/sample.hpp"

namespace balise::app::test {

namespace {

using model::Audience;

const Snapshot& internal() {
    static const auto snapshot = [] {
        const auto session = Session::open(sample_file(), store::Access::read_only);
        base::Progress progress;
        return take_snapshot(session, Audience::internal, base::Language::french, nullptr, progress);
    }();
    return *snapshot;
}

Rows all() {
    return rows_that_pass(internal(), {}, "2026-11-24");
}

bool offers(const ListedProvider& provider, const std::string& code) {
    for (std::size_t i = 0; i < internal().services.size(); ++i)
        if (internal().services[i].code == code) return (provider.services >> i & 1U) != 0;
    return false;
}

// The rows that a filter must let through, told one by one.
template <class Wanted>
void expect_rows(const ProviderFilter& filter, Wanted&& wanted) {
    Rows expected;
    for (std::uint32_t i = 0; i < internal().providers.size(); ++i)
        if (wanted(internal().providers[i])) expected.push_back(i);
    EXPECT_FALSE(expected.empty());
    EXPECT_LT(expected.size(), internal().providers.size());
    EXPECT_EQ(rows_that_pass(internal(), filter, "2026-11-24"), expected);
}

std::string region_of(std::uint32_t row) {
    const auto& provider = internal().providers[row];
    const auto region =
        provider.area == ListedProvider::no_area ? provider.area : internal().area_above(provider.area, 1);
    return region == ListedProvider::no_area ? "" : base::fold(internal().areas[region].name);
}

}  // namespace

TEST(Filter, WithoutAnythingAllPass) {
    EXPECT_EQ(all().size(), internal().providers.size());
    EXPECT_EQ(ProviderFilter{}.count(), 0);
}

TEST(Filter, ByTypeStatusServicesAndDate) {
    const auto type_of = [](const ListedProvider& provider) { return internal().types[provider.type].code; };
    const auto status_of = [](const ListedProvider& provider) { return internal().statuses[provider.status].code; };
    expect_rows({.hidden_types = {"social_centre", "ngo"}}, [&](const ListedProvider& provider) {
        return type_of(provider) != "social_centre" && type_of(provider) != "ngo";
    });
    expect_rows({.statuses = {"inactive", "unknown"}}, [&](const ListedProvider& provider) {
        return status_of(provider) == "inactive" || status_of(provider) == "unknown";
    });
    expect_rows({.services = {"housing", "legal_assistance"}}, [&](const ListedProvider& provider) {
        return offers(provider, "housing") && offers(provider, "legal_assistance");
    });
    expect_rows({.verified_within_months = 12},
                [](const ListedProvider& provider) { return provider.verified >= 20251124; });
    expect_rows({.verified_within_months = 23},
                [](const ListedProvider& provider) { return provider.verified >= 20241224; });
    expect_rows({.has_free = true}, [](const ListedProvider& provider) { return provider.free > 0; });
    expect_rows({.full_package = true}, [](const ListedProvider& provider) {
        for (const auto& service : internal().services)
            if (service.code != "other" && !offers(provider, service.code)) return false;
        return true;
    });
    const ProviderFilter several{.services = {"housing"}, .area = "CI11", .statuses = {"active"}};
    EXPECT_EQ(several.count(), 3);
    expect_rows(several, [&](const ListedProvider& provider) {
        return offers(provider, "housing") && provider.area == internal().find_area("CI11") &&
               status_of(provider) == "active";
    });
}

TEST(Filter, ByAreaOfAnyLevelAndByDistrict) {
    const auto in = [](std::initializer_list<const char*> codes) {
        return [codes = std::vector<std::string>(codes.begin(), codes.end())](const ListedProvider& provider) {
            return provider.area != ListedProvider::no_area &&
                   std::find(codes.begin(), codes.end(), internal().areas[provider.area].code) != codes.end();
        };
    };
    expect_rows({.area = "CI11"}, in({"CI11"}));
    expect_rows({.area = "CI-VB"}, in({"CI11", "CI17"}));
    EXPECT_TRUE(rows_that_pass(internal(), {.area = "CI99"}, "2026-11-24").empty());
    EXPECT_TRUE(rows_that_pass(internal(), {.services = {"no such service"}}, "2026-11-24").empty());
}

TEST(Filter, ByTheMapsPicture) {
    const geo::Box box{-5.5, 7, -4.5, 8};
    const auto inside = rows_in(internal(), all(), box);
    EXPECT_FALSE(inside.empty());
    for (const auto row : all()) {
        const auto& position = internal().providers[row].position;
        EXPECT_EQ(std::binary_search(inside.begin(), inside.end(), row),
                  position && box.contains({position->lon, position->lat}));
    }
}

TEST(Sorting, ByNameAsTheLanguageSorts) {
    for (std::uint32_t i = 1; i < internal().providers.size(); ++i)
        EXPECT_LE(base::fold(internal().providers[i - 1].name), base::fold(internal().providers[i].name));
    auto expected = all();
    EXPECT_EQ(sorted(internal(), all(), ListColumn::name, false), expected);
    std::reverse(expected.begin(), expected.end());
    EXPECT_EQ(sorted(internal(), all(), ListColumn::name, true), expected);
}

TEST(Sorting, UnknownComesLastEitherWay) {
    for (const bool descending : {false, true}) {
        const auto rows = sorted(internal(), all(), ListColumn::verified, descending);
        const auto date = [](std::uint32_t row) { return internal().providers[row].verified; };
        ASSERT_EQ(date(rows.back()), 0U);
        for (std::size_t i = 1; i < rows.size() && date(rows[i]) != 0; ++i)
            EXPECT_TRUE(descending ? date(rows[i - 1]) >= date(rows[i])
                                   : date(rows[i - 1]) <= date(rows[i]) && date(rows[i - 1]) != 0);
        const auto by_free = sorted(internal(), all(), ListColumn::free, descending);
        EXPECT_EQ(internal().providers[by_free.back()].free, -1);
        EXPECT_NE(internal().providers[by_free.front()].free, -1);
    }
}

TEST(Sorting, TiesStandByName) {
    for (const auto column : {ListColumn::type, ListColumn::region, ListColumn::services, ListColumn::free,
                              ListColumn::status, ListColumn::verified, ListColumn::visible})
        for (const bool descending : {false, true}) {
            auto rows = sorted(internal(), all(), column, descending);
            const auto& list = internal().providers;
            for (std::size_t i = 1; i < rows.size(); ++i)
                EXPECT_TRUE(column != ListColumn::type || list[rows[i]].type != list[rows[i - 1]].type ||
                            rows[i - 1] < rows[i]);
            std::sort(rows.begin(), rows.end());
            EXPECT_EQ(rows, all());
        }
}

TEST(Sorting, ByRegionAndReference) {
    const auto by_region = sorted(internal(), all(), ListColumn::region, false);
    for (std::size_t i = 1; i < by_region.size(); ++i)
        EXPECT_TRUE(region_of(by_region[i]).empty() || region_of(by_region[i - 1]) <= region_of(by_region[i]));
    const auto by_ref = sorted(internal(), all(), ListColumn::ref, true);
    for (std::size_t i = 1; i < by_ref.size(); ++i)
        EXPECT_GE(internal().providers[by_ref[i - 1]].ref, internal().providers[by_ref[i]].ref);
}

TEST(ByArea, RegionsWithoutATransitCentreAreThereToo) {
    const auto counts = providers_by_area(internal(), all(), 1);
    ASSERT_EQ(counts.size(), 33U);
    const auto type =
        static_cast<std::size_t>(std::find_if(internal().types.begin(), internal().types.end(),
                                              [](const auto& coded) { return coded.code == "transit_centre"; }) -
                                 internal().types.begin());
    std::vector<std::string> with;
    std::int64_t total = 0;
    for (const auto& count : counts) {
        if (count.types[type] > 0) with.push_back(internal().areas[count.area].code);
        total += count.total;
        EXPECT_EQ(count.total, static_cast<std::int64_t>(
                                   rows_that_pass(internal(), {.area = internal().areas[count.area].code}, {}).size()));
    }
    std::sort(with.begin(), with.end());
    EXPECT_EQ(with, (std::vector<std::string>{"CI01", "CI11", "CI14", "CI29", "CI30", "CI31"}));
    EXPECT_EQ(internal().areas[counts.front().area].name, "Agnéby-Tiassa");
    // National lines lie in no region.
    EXPECT_LT(total, static_cast<std::int64_t>(all().size()));
}

namespace {

// Names of what is found, best first, with what matches in brackets.
std::vector<std::string> shown(const Snapshot& snapshot, const std::vector<Found>& list) {
    std::vector<std::string> lines;
    for (const auto& found : list) {
        std::string name;
        switch (found.kind) {
            case Found::Kind::provider: name = snapshot.providers[found.index].name; break;
            case Found::Kind::place: name = snapshot.places[found.index].name; break;
            case Found::Kind::area: name = snapshot.areas[found.index].name; break;
            case Found::Kind::risk_zone: name = snapshot.risk_zones[found.index].name; break;
            case Found::Kind::border_post: name = snapshot.border_posts[found.index].name; break;
            case Found::Kind::transport_node: name = snapshot.transport_nodes[found.index].name; break;
        }
        for (auto range = found.matches.rbegin(); range != found.matches.rend(); ++range) {
            name.insert(range->second, "]");
            name.insert(range->first, "[");
        }
        lines.push_back(name);
    }
    return lines;
}

class SearchOfNames : public SessionTest {
protected:
    void add(const std::string& name, const Words& further = {}) {
        Words words{{"fields", "name_fr=" + name}, {"fields", "type=social_centre"}};
        words.insert(words.end(), further.begin(), further.end());
        perform("add", words);
    }
    std::vector<std::string> found(const std::string& words, std::size_t limit = 10) {
        base::Progress progress;
        snapshot_ = take_snapshot(session_, Audience::internal, base::Language::french, nullptr, progress);
        list_ = search(*snapshot_, words, limit);
        return shown(*snapshot_, list_.providers);
    }
    std::shared_ptr<const Snapshot> snapshot_;
    FoundList list_;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_F(SearchOfNames, AccentsAndLigaturesAreFoldedAndMatchesAreBytesOfTheName) {
    add("Œuvre de Béoumi");
    EXPECT_EQ(found("oeuvre"), Names{"[Œuvre] de Béoumi"});
    EXPECT_EQ(found("o"), Names{"[Œ]uvre de Béoumi"});
    EXPECT_EQ(found("BEOU oeuv"), Names{"[Œuv]re de [Béou]mi"});
    EXPECT_EQ(found("béo"), Names{"Œuvre de [Béo]umi"});
    EXPECT_EQ(found("oumi"), Names{});  // within a word is not its beginning
    EXPECT_EQ(found("l'œuvre de beoumi"), Names{"[Œuvre] de [Béoumi]"});
    EXPECT_EQ(found("  "), Names{});
    EXPECT_EQ(found("!?"), Names{});
}

TEST_F(SearchOfNames, ExactNamesThenBeginningsThenTheRest) {
    add("Maison de Bouaké");
    add("Bouaké");
    add("Bouaké Nord");
    add("Antenne", {{"fields", "locality=Bouaké"}});
    EXPECT_EQ(found("bouake"), (Names{"[Bouaké]", "[Bouaké] Nord", "Maison de [Bouaké]", "Antenne"}));
    EXPECT_EQ(list_.rows.size(), 4U);
    EXPECT_EQ(list_.provider_total, 4);
    EXPECT_EQ(found("bouake", 2).size(), 2U);
    EXPECT_EQ(list_.rows.size(), 4U);
}

TEST_F(SearchOfNames, AllWordsMustBeFoundButAnywhere) {
    add("Antenne de Dabou", {{"fields", "services=legal_assistance"}});
    add("Antenne de Bonoua");
    EXPECT_EQ(found("antenne juridique"), Names{"[Antenne] de Dabou"});
    EXPECT_EQ(found("antenne centre social"), (Names{"[Antenne] de Bonoua", "[Antenne] de Dabou"}));
    EXPECT_EQ(found("antenne police"), Names{});
    const auto ref = snapshot_->providers[0].ref;
    EXPECT_EQ(found(ref).size(), 1U);
    EXPECT_EQ(found(ref.substr(0, 5)).size(), 1U);
}

TEST_F(SearchOfNames, AreasAboveCountToo) {
    add("Antenne", {{"fields", "lon=-4.5"}, {"fields", "lat=5.3"}});
    EXPECT_EQ(found("département").size(), 1U);
    EXPECT_EQ(found("district autonome").size(), 1U);
    EXPECT_EQ(found("gbeke").size(), 0U);
    EXPECT_EQ(shown(*snapshot_, list_.places), Names{"Région du [Gbêkê]"});
}

TEST_F(SearchOfNames, OneSlipIsForgivenWhenNothingElseIsFound) {
    add("Centre de Yamoussoukro");
    add("Centre de Danané");
    for (const auto* slip : {"yamousoukro", "yamoussoukrro", "yamuossoukro", "yamoussoucro", "amoussoukro", "yamouus"})
        EXPECT_EQ(found(slip), Names{"Centre de [Yamoussoukro]"}) << slip;
    EXPECT_EQ(found("centre yamousoukro"), Names{"[Centre] de [Yamoussoukro]"});
    EXPECT_EQ(found("yamuosoukro"), Names{});  // two slips
    EXPECT_EQ(found("dame"), Names{});         // too short to guess
    EXPECT_EQ(found("danan"), Names{"Centre de [Danan]é"});
}

TEST(SearchOfSample, TownsBeforeAreasLargestFirst) {
    const auto bouake = search(internal(), "bouak", 3);
    ASSERT_FALSE(bouake.places.empty());
    EXPECT_EQ(bouake.places[0].kind, Found::Kind::place);
    EXPECT_EQ(shown(internal(), bouake.places)[0], "[Bouak]é");
    EXPECT_LE(bouake.providers.size(), 3U);
    EXPECT_GT(bouake.provider_total, 3);
    EXPECT_FALSE(bouake.place_first);
    EXPECT_TRUE(search(internal(), "bouaké", 3).place_first);
    const auto abidjan = search(internal(), "Abidjan", 5);
    EXPECT_EQ(abidjan.places[0].kind, Found::Kind::place);
    EXPECT_TRUE(abidjan.place_first);
    // The district of Abidjan is the region of Abidjan: it is named once.
    const auto district = search(internal(), "District autonome d'Abidjan", 5);
    EXPECT_EQ(district.place_total, 1);
    // Among places that only begin so the largest comes first.
    std::int64_t last = -2;
    for (const auto& found : search(internal(), "sa", 1000).places) {
        const auto population = found.kind == Found::Kind::place  ? internal().places[found.index].population
                                : found.kind == Found::Kind::area ? internal().areas[found.index].population
                                                                  : -1;
        EXPECT_TRUE(last == -2 || population <= last);
        last = population;
    }
}

TEST(SearchOfSample, OverlaysAreFoundByNameAndReference) {
    const auto& zone = internal().risk_zones.front();
    const auto by_ref = search(internal(), zone.ref, 5);
    ASSERT_EQ(by_ref.places.size(), 1U);
    EXPECT_EQ(by_ref.places[0].kind, Found::Kind::risk_zone);
    EXPECT_EQ(by_ref.places[0].index, 0U);
    const auto noe = search(internal(), "poste frontalier Noé", 5);
    ASSERT_FALSE(noe.places.empty());
    EXPECT_EQ(noe.places[0].kind, Found::Kind::border_post);
}

}  // namespace balise::app::test
