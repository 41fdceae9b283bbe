// Withheld values that a released text repeats. Names, numbers and places are made up.
#include "model/quoted.hpp"

#include <gmock/gmock.h>

#include <ctime>

#include "base/words.hpp"
#include "unit/exchange/read_vocabularies.hpp"

namespace balise::model {
namespace {

Provider provider(int number, const std::string& type, const std::string& name) {
    Provider p;
    for (std::size_t i = 0; i < 4; ++i)
        p.id.uuid.bytes[i] = static_cast<std::uint8_t>(static_cast<unsigned>(number) >> (8 * i) & 0xFFU);
    p.id.uuid.bytes[9] = 1;
    p.public_ref = "R" + std::to_string(number);
    p.type = type;
    p.status = "active";
    p.name_fr = name;
    return p;
}

class Quotes : public testing::Test {
protected:
    Quotes() : vocabularies_(test::vocabularies()) {
        Provider hidden = provider(1, "shelter_private", "Foyer « Les Étoiles du Bandama » – Bouaké");
        hidden.short_name = "FEBA";
        hidden.former_names = {"Maison Akoundji"};
        hidden.public_phone = {"+225 27 31 64 55 21"};
        hidden.focal_name = "Mme Sopie Yabrélé";
        hidden.focal_email = "direction@etoiles.example";
        hidden.website = "https://www.etoiles-bandama.example/";
        hidden.address = "Quartier Dar-es-Salam 2, villa 118, derrière la scierie Kouassiblé";
        hidden.position = geo::LonLat{-5.031457, 7.684219};
        open_ = provider(2, "ngo", "ONG Solidarité d'ici");
        Place bouake;
        bouake.code = "x";
        bouake.name = "Bouaké";
        directory_.places = {bouake};
        directory_.providers = {hidden, open_};
    }

    std::vector<Quotation> found(Audience audience = Audience::everyone) {
        directory_.providers[1] = open_;
        return quotations(directory_, release(directory_, audience, {}), {}, vocabularies_);
    }
    // The kinds of values that the hours of the open record are said to quote.
    std::vector<QuotedValue> in_hours(const std::string& text) {
        open_.hours = text;
        std::vector<QuotedValue> values;
        for (const auto& one : found()) {
            EXPECT_EQ(one.public_ref, "R2");
            EXPECT_EQ(one.field, "hours");
            EXPECT_EQ(one.of, "R1");
            values.push_back(one.value);
        }
        return values;
    }

    Vocabularies vocabularies_;
    Directory directory_;
    Provider open_;
};

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(Quotes, NamesInEverySpelling) {
    for (const char* text : {"La nuit : foyer les étoiles du Bandama", "voir FOYER LES ETOILES DU BANDAMA (Bouaké)",
                             "orienté vers les Étoiles du Bandama", "L’ancienne Maison Akoundji",
                             "s'adresser à Akoundji", "appeler FEBA le soir",
                             "Foyer «\u202FLes E\u0301toiles du Bandama\u202F»", "foyer: Les Étoiles\u00A0du\nBandama"})
        EXPECT_THAT(in_hours(text), ElementsAre(QuotedValue::name)) << text;
}

TEST_F(Quotes, WordsOfEveryDayAreNoNames) {
    for (const char* text : {"8 h – 17 h, foyer fermé le dimanche", "les étoiles brillent", "Centre d'accueil de jour",
                             "à Bouaké, sur le Bandama", "24 h/24, foyer pour jeunes filles", "Maison des jeunes"})
        EXPECT_THAT(in_hours(text), IsEmpty()) << text;
}

TEST_F(Quotes, APlainNameOfAShelterCountsWithItsPlace) {
    directory_.providers[0].name_fr = "Centre de transit de Bouaké";
    EXPECT_THAT(in_hours("puis au centre de transit de Bouaké"), ElementsAre(QuotedValue::name));
    EXPECT_THAT(in_hours("puis au centre de transit"), IsEmpty());
    directory_.providers[0].name_fr = "Bouaké";
    EXPECT_THAT(in_hours("à Bouaké"), IsEmpty());
}

TEST_F(Quotes, NumbersAddressesAndPositions) {
    for (const char* text : {"Tél. 2731645521", "+225 27 31 64 55 21", "(00225) 27.31.64.55.21", "appeler 31-64-55-21",
                             "27 31 64 55 21 / 07 00 00 00 00"})
        EXPECT_THAT(in_hours(text), ElementsAre(QuotedValue::phone)) << text;
    for (const char* text : {"27 31 64 55 22", "de 27 à 31, 64 places", "1273164552199", "2731 645 52"})
        EXPECT_THAT(in_hours(text), IsEmpty()) << text;
    EXPECT_THAT(in_hours("écrire à <Direction@Etoiles.example>"), ElementsAre(QuotedValue::email));
    EXPECT_THAT(in_hours("voir http://etoiles-bandama.example/acces."), ElementsAre(QuotedValue::website));
    EXPECT_THAT(in_hours("demander Yabrélé Sopie"), ElementsAre(QuotedValue::person));
    EXPECT_THAT(in_hours("Rendez-vous derrière la scierie Kouassiblé"), ElementsAre(QuotedValue::address));
    for (const char* text : {"GPS 7.684219, -5.031457", "7.684 / 5.031", "lon -5,0315 lat 7,6842",
                             "7°41'03\"N 5°01'53\"O", "N 7° 41.053' W 5° 1.887'"})
        EXPECT_THAT(in_hours(text), ElementsAre(QuotedValue::position)) << text;
    EXPECT_THAT(in_hours("7.690 / 5.031, 7.604 F"), IsEmpty());
}

TEST_F(Quotes, EveryReleasedFieldIsSearched) {
    open_.landmark = "en face du foyer Les Étoiles du Bandama";
    open_.admission_fr = "par les Étoiles du Bandama";
    open_.parent_organisation = "Foyer Les Étoiles du Bandama, Bouaké";
    open_.services = {{"other", "", "", "repas à la Maison Akoundji"}};
    RiskZone zone;
    zone.public_ref = "Z1";
    zone.name_fr = "Zone";
    zone.disclosure = "public";
    zone.method = "enquête autour du foyer les étoiles du Bandama";
    directory_.risk_zones = {zone};
    std::vector<std::string> fields;
    for (const auto& one : found()) fields.push_back(one.public_ref + " " + one.field);
    EXPECT_THAT(fields, testing::UnorderedElementsAre("R2 landmark", "R2 admission_fr", "R2 parent_organisation",
                                                      "R2 services", "Z1 method"));
    EXPECT_THAT(found(Audience::internal), IsEmpty()) << "they have everything";
    open_.landmark.clear();
    open_.notes = "foyer Les Étoiles du Bandama";  // internal, so not released
    EXPECT_THAT(found(), Not(Contains(testing::Field(&Quotation::field, "notes"))));
}

TEST_F(Quotes, WhatAReleasedRecordHasItselfTellsNothing) {
    open_.public_phone = {"+225 27 31 64 55 21"};
    open_.name_fr = "Maison Akoundji";
    open_.position = geo::LonLat{-5.031457, 7.684219};
    EXPECT_THAT(in_hours("Maison Akoundji, 27 31 64 55 21, 7.684219 -5.031457"), IsEmpty());
}

TEST_F(Quotes, ARecordCanQuoteItself) {
    open_.address = "Rue des Jardins, lot 1480, portail Aguiblé";
    level(open_.disclosure, FieldGroup::address) = Audience::partners;
    open_.hours = "rue des jardins lot 1480, portail aguiblé";
    const auto quotes = found();
    ASSERT_EQ(quotes.size(), 1U);
    EXPECT_EQ(quotes[0].of, "R2");
    EXPECT_THAT(found(Audience::partners), IsEmpty());
}

TEST_F(Quotes, AHundredThousandRecordsTakeNoTime) {
#ifdef NDEBUG
    constexpr int count = 100000;
#else
    constexpr int count = 3000;  // sanitizers take their time
#endif
    for (int i = 10; i < count + 10; ++i) {
        auto p = provider(i, i % 10 == 0 ? "shelter_private" : "ngo",
                          "Organisation Numéro " + std::to_string(i) + " – Kpata" + std::to_string(i));
        p.public_phone = {"+225 07 " + std::to_string(10000000 + i)};
        p.hours = "du lundi au vendredi, 8 h – 17 h, sur rendez-vous pris par téléphone au secrétariat n° " +
                  std::to_string(i % 97);
        p.admission_fr = "L'enfant est reçu par l'assistante sociale, qui ouvre un dossier et prévient la famille " +
                         std::to_string(i);
        directory_.providers.push_back(std::move(p));
    }
    directory_.providers[1].hours = "foyer les étoiles du Bandama";
    const auto released = release(directory_, Audience::everyone, {});
    const auto start = std::clock();
    EXPECT_EQ(quotations(directory_, released, {}, vocabularies_).size(), 1U);
    const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;  // others may use the processor too
    RecordProperty("milliseconds", static_cast<int>(took * 1000));
#ifdef NDEBUG
    EXPECT_LT(took, 3.0);
#endif
}

}  // namespace
}  // namespace balise::model
