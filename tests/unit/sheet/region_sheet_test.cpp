// Whole sheets of the bundled country with the example directory.
#include "sheet/region_sheet.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "base/error.hpp"
#include "fixture.hpp"
#include "map/display_list_text.hpp"

namespace {

using namespace balise;
using namespace balise::sheet;
using balise::sheet::test::overlaps;
using balise::sheet::test::request_for;
using balise::sheet::test::sheet_of;
using balise::sheet::test::words_on;
using balise::sheet::test::world;
using model::Audience;

const model::Released& released_for(Audience audience) {
    static const std::array all{model::release(world().directory, Audience::everyone, {}),
                                model::release(world().directory, Audience::partners, {}),
                                model::release(world().directory, Audience::internal, {})};
    return all[static_cast<std::size_t>(audience)];
}

// The symbols of layers on the first page.
std::vector<map::Frame> symbols_of(const Sheet& sheet, const std::vector<std::string>& layers) {
    std::vector<map::Frame> boxes;
    for (const auto& group : sheet.pages[0].groups)
        for (const auto& batch : group.batches)
            if (const auto* marks = std::get_if<map::Marks>(&batch);
                marks != nullptr && std::find(layers.begin(), layers.end(), group.name) != layers.end())
                for (const auto& mark : marks->marks) {
                    const float half = mark.size / 2;
                    boxes.push_back(
                        {mark.centre.x - half, mark.centre.y - half, mark.centre.x + half, mark.centre.y + half});
                }
    return boxes;
}

bool lie_over(const map::Frame& a, const map::Frame& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Border posts and transport give way to places, providers and each other.
void expect_clear(const Sheet& sheet, const std::string& where) {
    const auto guests = symbols_of(sheet, {"transport-nodes", "border-posts"});
    const auto hosts = symbols_of(sheet, {"providers", "cities", "towns"});
    for (std::size_t i = 0; i < guests.size(); ++i) {
        for (const auto& host : hosts) EXPECT_FALSE(lie_over(guests[i], host)) << where;
        for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(lie_over(guests[i], guests[j])) << where;
    }
}

void expect_sound(const SheetRequest& request) {
    const auto sheet = sheet_of(request);
    const auto where = request.area + " " + std::to_string(static_cast<int>(request.released->audience()));
    expect_clear(sheet, where);
    EXPECT_EQ(sheet.report.missing, std::vector<std::string>{}) << where;
    EXPECT_EQ(sheet.report.cut, std::vector<std::string>{}) << where;
    EXPECT_EQ(overlaps(sheet), std::vector<std::string>{}) << where;
    const auto [shorter, longer] =
        request.paper == PaperFormat::a4 ? std::pair(210.0F, 297.0F) : std::pair(297.0F, 420.0F);
    const bool upright = request.orientation == Orientation::portrait;
    for (const auto& page : sheet.pages) {
        EXPECT_EQ(page.width, upright ? shorter : longer);
        EXPECT_EQ(page.height, upright ? longer : shorter);
    }
    for (const auto& box : sheet.report.texts) {
        EXPECT_GE(box.left, 9.5F) << where;
        EXPECT_LE(box.right, sheet.pages[0].width - 9.5F) << where;
        EXPECT_GE(box.top, 7.0F) << where;
        EXPECT_LE(box.bottom, sheet.pages[0].height - 7.0F) << where;
    }
}

TEST(RegionSheet, SoundOnEveryPaperInBothLanguagesForEveryAudience) {
    for (const auto audience : {Audience::everyone, Audience::partners, Audience::internal})
        for (const auto paper : {PaperFormat::a4, PaperFormat::a3})
            for (const auto orientation : {Orientation::portrait, Orientation::landscape}) {
                auto request = request_for(released_for(audience), "CI11");
                request.paper = paper;
                request.orientation = orientation;
                request.language = audience == Audience::partners ? base::Language::english : base::Language::french;
                request.imprint.copy_number = "012";
                request.imprint.recipient = "Direction régionale de la protection de l’enfance";
                expect_sound(request);
            }
}

TEST(RegionSheet, SoundForEveryRegion) {
    for (const auto& area : world().directory.areas) {
        if (area.level != 1) continue;
        auto request = request_for(released_for(Audience::everyone), area.code);
        request.first_page = 14;
        request.pages_in_all = 36;
        int page = 3;
        for (const auto& other : world().directory.areas)
            if (other.level == 1) request.page_of_area[other.code] = page++;
        expect_sound(request);
    }
}

TEST(RegionSheet, TheWholeCountryAndADistrict) {
    auto request = request_for(released_for(Audience::everyone), "CI");
    request.paper = PaperFormat::a3;
    expect_sound(request);
    expect_sound(request_for(released_for(Audience::everyone), "CI-VB"));
}

TEST(RegionSheet, EveryListedProviderStandsOnExactlyOnePageWithItsName) {
    const auto& released = released_for(Audience::everyone);
    const auto sheet = sheet_of(request_for(released, "CI11"));
    std::string words;
    for (const auto& page : sheet.pages) words += words_on(page);
    std::size_t named = 0;
    for (const auto& provider : released.providers()) {
        if (provider.area_code != "CI11" || provider.status == "inactive" || provider.status == "defunct") continue;
        ++named;
    }
    EXPECT_EQ(sheet.report.providers_listed, named);
    EXPECT_NE(words.find("Centre social de Sakassou"), std::string::npos);
    EXPECT_NE(words.find("27 00 00 18 71"), std::string::npos);
    EXPECT_NE(words.find("116"), std::string::npos);
    EXPECT_NE(words.find("PUBLIC"), std::string::npos);
}

TEST(RegionSheet, MandatoryElementsAreOnTheFirstPage) {
    auto request = request_for(released_for(Audience::everyone), "CI11");
    request.language = base::Language::english;
    const auto words = words_on(sheet_of(request).pages[0]);
    for (const auto* wanted : {"Gbêkê",
                               "116",
                               "PUBLIC",
                               "SAMPLE",
                               "Providers",
                               "Legend",
                               "Services",
                               "1:850,000",
                               "UTM 30N, WGS 84",
                               "km",
                               "N",
                               "7°45′ N",
                               "5°30′ W",
                               "CI11-A4-EN",
                               "4 · version 4.0 · English",
                               "2026-11-23 at 09:40 (UTC)",
                               "Page 1 of 2",
                               "Producteur EXEMPLE",
                               "Sources. ",
                               "neither",
                               "Balise",
                               "Shelters and transit centres are on no public edition"})
        EXPECT_NE(words.find(wanted), std::string::npos) << wanted;
}

TEST(RegionSheet, TwiceTheSame) {
    const auto request = request_for(released_for(Audience::partners), "CI11");
    const auto first = sheet_of(request), second = sheet_of(request);
    ASSERT_EQ(first.pages.size(), second.pages.size());
    for (std::size_t i = 0; i < first.pages.size(); ++i) EXPECT_EQ(first.pages[i], second.pages[i]);
}

// The words of hidden records, their number and place change nothing that the public sees.
TEST(RegionSheet, HiddenSheltersChangeNothingInAPublicSheet) {
    const auto text_of = [](const model::Directory& directory, const std::string& area) {
        const auto released = model::release(directory, Audience::everyone, {});
        std::string all;
        for (const auto& page : sheet_of(request_for(released, area)).pages) all += map::to_text(page);
        return all;
    };
    const auto before = text_of(world().directory, "CI11");
    auto changed = world().directory;
    std::size_t hidden = 0;
    for (auto& provider : changed.providers) {
        if (!model::is_protected(provider.type, provider.status)) continue;
        ++hidden;
        provider.position = geo::LonLat{-5.2, 7.6};
        provider.area_code = "CI11";
        provider.locality = "Botro";
        provider.services.push_back({"dental_care", "", "", ""});
    }
    ASSERT_GT(hidden, 3U);
    EXPECT_EQ(text_of(changed, "CI11"), before) << "moved here";
    std::erase_if(changed.providers, [](const auto& p) { return model::is_protected(p.type, p.status); });
    EXPECT_EQ(text_of(changed, "CI11"), before) << "taken away";
}

TEST(RegionSheet, APublicSheetNeverShowsAShelter) {
    auto request = request_for(released_for(Audience::everyone), "CI11");
    request.language = base::Language::french;
    std::string words;
    for (const auto& page : sheet_of(request).pages) words += words_on(page);
    EXPECT_EQ(words.find("Rônier"), std::string::npos);
    EXPECT_EQ(words.find("Centre de transit"), std::string::npos);
    EXPECT_EQ(words.find("Centre d'accueil"), std::string::npos);
    const auto partners = words_on(sheet_of(request_for(released_for(Audience::partners), "CI11")).pages[0]);
    EXPECT_NE(partners.find("Centre de transit"), std::string::npos) << "the legend of partners tells the type";
}

TEST(RegionSheet, RefusesWhatIsIncompleteAndWhatIsNotThere) {
    auto request = request_for(released_for(Audience::everyone), "CI11");
    EXPECT_TRUE(missing_elements(request).empty());
    request.imprint.producer = " ";
    request.imprint.sources.clear();
    EXPECT_EQ(missing_elements(request).size(), 2U);
    try {
        sheet_of(request);
        FAIL() << "made without a producer";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input);
        EXPECT_NE(std::string(error.what()).find("the producer, the sources"), std::string::npos) << error.what();
    }
    try {
        sheet_of(request_for(released_for(Audience::everyone), "CI99"));
        FAIL() << "made of an area that is not there";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
    }
}

// A changed copy of the bundled directory.
Sheet sheet_with(const std::function<void(model::Directory&)>& change, const std::string& area,
                 const std::function<void(SheetRequest&)>& wish = {}) {
    auto directory = world().directory;
    change(directory);
    const auto released = model::release(directory, Audience::everyone, {});
    auto request = request_for(released, area);
    request.language = base::Language::english;
    if (wish) wish(request);
    return sheet_of(request);
}

TEST(RegionSheet, AnAreaWithoutProvidersOrPlacesOrPopulation) {
    const auto sheet = sheet_with(
        [](model::Directory& directory) {
            directory.providers.clear();
            directory.places.clear();
            for (auto& area : directory.areas) area.population.reset();
        },
        "CI11");
    EXPECT_EQ(sheet.pages.size(), 1U);
    EXPECT_TRUE(sheet.report.cut.empty());
    EXPECT_EQ(sheet.report.providers_listed, 0U);
    const auto words = words_on(sheet.pages[0]);
    EXPECT_NE(words.find("This edition shows no provider in Gbêkê yet."), std::string::npos);
    EXPECT_EQ(words.find("inhabitants"), std::string::npos);
}

TEST(RegionSheet, LongNamesFit) {
    const std::string long_name = "Région du Haut-Plateau-des-Grandes-Rivières-et-Montagnes de l’Ouest";
    for (const auto orientation : {Orientation::portrait, Orientation::landscape}) {
        const auto sheet = sheet_with(
            [&](model::Directory& directory) {
                for (auto& area : directory.areas) area.name_fr = area.name_en = long_name;
                for (auto& provider : directory.providers) {
                    provider.name_fr = provider.name_en =
                        "Complexe socio-éducatif et centre de formation professionnelle de " + provider.locality;
                    provider.public_phone = {"+225 27 00 00 18 29", "+225 05 00 00 18 29", "+225 07 00 00 18 29"};
                }
            },
            "CI11", [&](SheetRequest& request) { request.orientation = orientation; });
        EXPECT_EQ(sheet.report.cut, std::vector<std::string>{});
        EXPECT_EQ(overlaps(sheet), std::vector<std::string>{});
    }
}

TEST(RegionSheet, EveryNumberHasRoomHoweverManyShareATown) {
    for (const std::size_t count : {0U, 1U, 11U, 40U, 60U}) {
        const auto sheet = sheet_with(
            [&](model::Directory& directory) {
                directory.providers.assign(count, {});
                balise::test::give_ids(directory.providers);
                for (auto& provider : directory.providers) {
                    provider.type = "ngo";
                    provider.status = "active";
                    provider.position = geo::LonLat{-5.0303, 7.6906};
                    provider.area_code = "CI11";
                    provider.locality = "Bouaké";
                    provider.name_fr = provider.name_en = "Prestataire";
                }
            },
            "CI11");
        EXPECT_EQ(sheet.report.missing, std::vector<std::string>{}) << count;
        EXPECT_EQ(sheet.report.providers_on_map, count);
        EXPECT_EQ(overlaps(sheet), std::vector<std::string>{}) << count;
        std::size_t named = 0;
        for (const auto& group : sheet.pages[0].groups)
            if (group.name == "cities")
                for (const auto& batch : group.batches)
                    if (const auto* lettering = std::get_if<map::Lettering>(&batch))
                        for (const auto& run : lettering->runs) named += run.text == "Bouaké";
        EXPECT_EQ(named, 1U) << count;
    }
}

TEST(RegionSheet, AbidjanIsNamedHoweverCrowded) {
    for (const auto paper : {PaperFormat::a4, PaperFormat::a3}) {
        const auto sheet =
            sheet_with([](model::Directory&) {}, "CI01", [&](SheetRequest& request) { request.paper = paper; });
        const auto& left_out = sheet.report.left_out;
        for (const std::string name : {"Abidjan", "Abobo", "Anyama"})
            EXPECT_EQ(std::count(left_out.begin(), left_out.end(), name), 0) << name << " " << static_cast<int>(paper);
    }
}

TEST(RegionSheet, AnAreaInSeveralParts) {
    const auto sheet = sheet_with([](model::Directory&) {}, "CI01");
    EXPECT_TRUE(sheet.report.cut.empty());
    EXPECT_GT(sheet.report.providers_on_map, 20U);
}

TEST(RegionSheet, PagesOfAnAtlasNameTheirNeighbours) {
    const auto sheet = sheet_with([](model::Directory&) {}, "CI11",
                                  [](SheetRequest& request) {
                                      request.first_page = 14;
                                      request.pages_in_all = 36;
                                      request.page_of_area = {{"CI11", 14}, {"CI08", 9}, {"CI24", 20}};
                                  });
    const auto words = words_on(sheet.pages[0]);
    EXPECT_NE(words.find("Page 14 of 36"), std::string::npos);
    EXPECT_NE(words.find("continued on page 15"), std::string::npos);
    EXPECT_NE(words_on(sheet.pages[1]).find("Page 15 of 36"), std::string::npos);
}

TEST(RegionSheet, CanBeCancelled) {
    std::stop_source stop;
    stop.request_stop();
    base::Progress progress(stop.get_token());
    EXPECT_THROW(region_sheet(request_for(released_for(Audience::everyone), "CI11"), progress), base::Cancelled);
}

}  // namespace
