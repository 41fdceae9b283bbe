// Which column holds which field; mapping files.
#include <set>

#include "base/clock.hpp"
#include "exchange/columns.hpp"
#include "exchange/hxl.hpp"
#include "model/checks.hpp"
#include "read_fixture.hpp"

namespace balise::exchange::test {
namespace {

using How = ColumnVerdict::How;

class ReadColumnsTest : public ReadTest {
protected:
    const ColumnVerdict& column(const std::string& name) const {
        for (const auto& verdict : columns_)
            if (verdict.column == name) return verdict;
        static const ColumnVerdict none;
        ADD_FAILURE() << "no column " << name;
        return none;
    }
    Mapping mapping(const std::string& json) { return read_mapping(file("m.json", json)); }
    std::string mapping_refusal(const std::string& json) {
        try {
            ReadRequest request;
            request.mapping = mapping(json);
            request.file = file("p.csv", "name_fr,type,lon,lat\nA,court,-4,5.5\n");
            read<model::Provider>(request);
        } catch (const base::Error& error) {
            EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input);
            return error.what();
        }
        return {};
    }
};

template <class Record>
void expect_all_fields_named() {
    const auto& all = balise::test::vocabularies();
    const Headings headings(field_set<Record>(), all);
    std::set<std::string> french, english;
    for (const auto& field : model::fields<Record>()) {
        const auto* term = all.field(model::RecordTraits<Record>::code, field.name);
        ASSERT_NE(term, nullptr) << model::RecordTraits<Record>::code << " " << field.name;
        EXPECT_TRUE(french.insert(term->fr).second) << term->fr;
        EXPECT_TRUE(english.insert(term->en).second) << term->en;
        for (const auto& words : {std::string(field.name), term->fr, term->en}) {
            const auto found = headings.find(words);
            ASSERT_TRUE(found) << words;
            EXPECT_EQ(found->field, field.name) << words;
        }
        for (const auto& alias : term->aliases)
            EXPECT_EQ(headings.find(alias).value_or(Headings::Found{}).field, field.name) << alias;
    }
}

TEST(FieldNames, AreCompleteAndClear) {
    expect_all_fields_named<model::Provider>();
    expect_all_fields_named<model::RiskZone>();
    expect_all_fields_named<model::BorderPost>();
    expect_all_fields_named<model::TransportNode>();
    expect_all_fields_named<model::Area>();
    expect_all_fields_named<model::Place>();
    expect_all_fields_named<model::Road>();
    expect_all_fields_named<model::Water>();
    expect_all_fields_named<model::Neighbour>();
    expect_all_fields_named<model::Organisation>();
}

TEST(Hxl, TheMostPreciseFieldWins) {
    const auto column = parse_hashtag(" #Contact +phone +focal");
    ASSERT_TRUE(column);
    EXPECT_EQ(column->tag, "#contact");
    EXPECT_FALSE(match(*column, *parse_hashtag("#contact+email")));
    EXPECT_GT(match(*column, *parse_hashtag("#contact+focal+phone")), match(*column, *parse_hashtag("#contact+phone")));
    EXPECT_FALSE(parse_hashtag("nom"));
    EXPECT_FALSE(parse_hashtag("#"));
}

TEST_F(ReadColumnsTest, HashtagsComeBeforeNames) {
    const auto rows = read<model::Provider>(
        file("h.csv", "Qui,Où x,Où y,Quoi\n#org+name+i_fr,#geo+lon,#geo+lat+deg,#capacity+num\nA,-4,5.5,12\n"));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].record.name_fr, "A");
    EXPECT_EQ(rows[0].record.position, (geo::LonLat{-4, 5.5}));
    EXPECT_EQ(rows[0].record.capacity_max, 12);
    EXPECT_EQ(column("Où x").how, How::by_hashtag);
    EXPECT_EQ(column("Où x").hashtag, "#geo+lon");
}

TEST_F(ReadColumnsTest, NamesInBothLanguagesAndTheirVariants) {
    const auto rows = providers(
        "NOM DE L'ETABLISSEMENT,Type de structure,Longitude (X),LATITUDE,Capacité d'accueil,Téléphone "
        "*\nA,Tribunal,-4,5.5,12,0708091011\n");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].usable) << said();
    EXPECT_EQ(rows[0].record.type, "court");
    EXPECT_EQ(rows[0].record.capacity_max, 12);
    EXPECT_EQ(said(), "");
}

TEST_F(ReadColumnsTest, WhatIsNotUnderstoodIsNamedWithTheNearestField) {
    providers("name_fr,type,lon,lat,adrese,couleur\nA,court,-4,5.5,x,bleu\n");
    EXPECT_EQ(column("couleur").how, How::not_understood);
    EXPECT_TRUE(has(said(0), "\"adrese\" was not understood"));
    EXPECT_TRUE(has(said(0), "for instance address")) << said();
    EXPECT_TRUE(has(said(0), "\"couleur\" was not understood"));
}

TEST_F(ReadColumnsTest, AColumnWithoutHeadingIsNamedByItsLetter) {
    providers("name_fr,type,,lon,lat,\nA,court,quelque chose,-4,5.5,\n");
    EXPECT_TRUE(has(said(0), "\"C\" was not understood")) << said();
    EXPECT_FALSE(has(said(0), "\"F\""));
}

TEST_F(ReadColumnsTest, TwoColumnsForOneFieldAndListsThatJoin) {
    const auto rows = providers(
        "name_fr,type,lon,lat,adresse,adresse physique,tel,mobile\nA,court,-4,5.5,un,deux,0708091011,0102030405\n");
    EXPECT_EQ(rows.at(0).record.address, "un");
    EXPECT_TRUE(has(said(0), "both give the field address")) << said();
    EXPECT_EQ(rows[0].record.public_phone.size(), 2U);
    // A field's own name comes before an alias, whatever the order.
    EXPECT_EQ(providers("name_fr,type,x,lon,lat\nA,court,-99,-4,5.5\n").at(0).record.position, (geo::LonLat{-4, 5.5}));
}

TEST_F(ReadColumnsTest, TheFinestAreaCodeIsTaken) {
    const auto rows = providers(
        "name_fr,type,lon,lat,adm1_pcode,adm3_pcode\nA,court,-4,5.5,CI01,CI010101\nB,court,-4,5.5,ci01,\nC,court,-4,5."
        "5,Abidjan ville,\n");
    EXPECT_EQ(rows.at(0).record.area_code, "CI010101");
    EXPECT_EQ(rows.at(1).record.area_code, "CI01");
    EXPECT_FALSE(rows.at(2).usable);
}

TEST_F(ReadColumnsTest, AForeignIdBecomesTheSourceId) {
    const auto rows = providers("id,name_fr,type,lon,lat\n17,A,court,-4,5.5\n");
    EXPECT_TRUE(rows.at(0).record.id.is_nil());
    EXPECT_EQ(rows[0].record.source_id, "17");
    const auto own = providers(
        "id,name_fr,type,lon,lat\n0190a2b4-0000-7000-8000-000000000001,A,court,-4,5.5\nfalsch,B,court,-4,5.5\n");
    EXPECT_EQ(own.at(0).record.source_id,
              "0190a2b4-0000-7000-8000-000000000001");  // one of them is no identifier of ours
    EXPECT_FALSE(providers("id,name_fr,type,lon,lat\n0190a2b4-0000-7000-8000-000000000001,A,court,-4,5.5\n")
                     .at(0)
                     .record.id.is_nil());
}

TEST_F(ReadColumnsTest, ARunningNumberIsNoIdentifier) {
    for (const auto* heading : {"N°", "no", "Numéro", "numéro d'ordre", "N° d'ordre", "Nº"}) {
        const auto rows =
            providers(std::string(heading) + ",name_fr,type,lon,lat\n1,A,court,-4,5.5\n2,B,court,-4,5.5\n");
        ASSERT_EQ(rows.size(), 2U) << heading;
        EXPECT_TRUE(rows[0].usable) << said();
        EXPECT_EQ(rows[0].record.source_id, "") << heading;
        EXPECT_EQ(rows[0].record.public_phone.size(), 0U) << heading;
        EXPECT_TRUE(has(said(0), "a running number is not an identifier")) << heading << said();
    }
    EXPECT_EQ(providers("numéro,name_fr,type,lon,lat\n0712345678,A,court,-4,5.5\n").at(0).record.public_phone.size(),
              1U);
    ReadRequest request;
    request.file = file("mapped.csv", "N°,name_fr,type,lon,lat\n17,A,court,-4,5.5\n");
    request.mapping.columns["N°"] = "source_id";
    EXPECT_EQ(read<model::Provider>(request).at(0).record.source_id, "17");
}

TEST_F(ReadColumnsTest, RowsOfTotalsArePassedOver) {
    const auto rows = providers(
        "N°,name_fr,type,lon,lat,capacity_max\n1,A,court,-4,5.5,20\n,Sous-total,,,,20\n2,B,court,-4,5.5,30\n"
        "3,Total,court,-4,5.5,1\nTOTAL GÉNÉRAL,,,,,51\n,TOTAL :,,,,51\n");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_TRUE(rows[2].usable) << said();
    EXPECT_EQ(rows[2].record.name_fr, "Total");
    EXPECT_TRUE(has(said(3), "total was passed over")) << said();
    EXPECT_TRUE(has(said(6), "total was passed over")) << said();
    EXPECT_TRUE(has(said(7), "total was passed over")) << said();
    EXPECT_EQ(read<model::Place>(file("places.csv", "name,lon,lat\nTotal,-4,5.5\nTotal,,\n")).size(), 1U);
}

TEST_F(ReadColumnsTest, NobodyHasVerifiedInTheFuture) {
    const std::string head = "name_fr,type,lon,lat,assured_on\nA,court,-4,5.5,";
    EXPECT_TRUE(providers(head + base::today() + "\n").at(0).usable) << said();
    EXPECT_TRUE(providers(head + base::today().substr(0, 4) + "\n").at(0).usable) << said();
    EXPECT_TRUE(providers(head + "\n").at(0).usable) << said();
    EXPECT_TRUE(providers(head + base::date_text(base::now_seconds() + 3 * 86400) + "\n").at(0).usable);
    EXPECT_TRUE(has(said(2), "lies in the future")) << said();
}

TEST_F(ReadColumnsTest, OurOwnFileOfProblemsIsReadAgain) {
    const auto rows = providers(
        "\xEF\xBB\xBF"
        "balise_row,balise_severity,balise_problem,name_fr,type,lon,lat\n0,warning,no column,,,,\n"
        "7,error,lon: no,A,court,-4,5.5\n");
    ASSERT_EQ(rows.size(), 1U) << said();
    EXPECT_TRUE(rows[0].usable) << said();
    EXPECT_EQ(rows[0].record.name_fr, "A");
    EXPECT_FALSE(has(said(), "balise_")) << said();
}

TEST_F(ReadColumnsTest, MappingSaysWhatIsWhat) {
    ReadRequest request;
    request.file = file("p.csv", "A;B;C;D;E\nCentre 1;X1;-4,5;5,5;rouge\nCentre 2;X2;-4,6;5,5;\n");
    request.mapping = mapping(
        R"({"description": "essai", "columns": {"A": "name_fr", "b": "type", "C": "lon", "D": "lat", "E": null, "F": "notes"},
        "values": {"type": {"X1": "court", "X2": "school"}, "status": {"": "active"}}, "constants": {"source": "Essai", "status": "unknown"}, "delimiter": ";", "encoding": "UTF-8"})");
    const auto rows = read<model::Provider>(request);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].record.type, "court");
    EXPECT_EQ(rows[1].record.type, "school");
    EXPECT_EQ(rows[1].record.source, "Essai");
    EXPECT_EQ(rows[0].record.position, (geo::LonLat{-4.5, 5.5}));
    EXPECT_EQ(column("E").how, How::ignored_on_purpose);
    EXPECT_TRUE(has(said(0), "\"F\" that the file does not have")) << said();
}

TEST_F(ReadColumnsTest, MappingErrorsCarryTheirPath) {
    EXPECT_TRUE(has(mapping_refusal(R"({"colums": {}})"), "colums"));
    EXPECT_TRUE(has(mapping_refusal(R"({"columns": {"name_fr": "nom"}})"), "columns.name_fr"));
    EXPECT_TRUE(has(mapping_refusal(R"({"columns": {"name_fr": 3.5}})"), "columns.name_fr"));
    EXPECT_TRUE(has(mapping_refusal(R"({"values": {"type": {"a": "no_such_type"}}})"), "values.type.a"));
    EXPECT_TRUE(has(mapping_refusal(R"({"values": {"typ": {}}})"), "values.typ"));
    EXPECT_TRUE(has(mapping_refusal(R"({"constants": {"statu": "active"}})"), "constants.statu"));
    EXPECT_TRUE(has(mapping_refusal(R"({"constants": {"status": "maybe so"}})"), "constants.status"));
    EXPECT_TRUE(has(mapping_refusal(R"({"positions": "perhaps"})"), "positions"));
    EXPECT_TRUE(has(mapping_refusal(R"({"header_row": -1})"), "header_row"));
    EXPECT_TRUE(has(mapping_refusal(R"([])"), "object"));
    EXPECT_TRUE(has(mapping_refusal(R"({"columns": )"), "JSON"));
    EXPECT_EQ(mapping_refusal(R"({"description": "x"})"), "");
}

TEST_F(ReadColumnsTest, ARequiredFieldWithoutColumnIsSaidOnce) {
    auto rows = providers("type,lon,lat\ncourt,-4,5.5\ncourt,-4,5.6\n");
    EXPECT_FALSE(rows.at(0).usable);
    EXPECT_TRUE(has(said(0), "no column gives the field name_fr")) << said();
    EXPECT_EQ(problems_.errors(), 1U);
    rows = providers("name_fr,lon,lat\nA,-4,5.5\n");
    EXPECT_TRUE(rows.at(0).usable);
    EXPECT_EQ(rows[0].record.type, "unknown");
    EXPECT_TRUE(has(said(0), "no column gives the type"));
}

// What the reader calls usable passes the model's own checks.
TEST_F(ReadColumnsTest, UsableRecordsPassTheChecksOfTheModel) {
    const fs::path data = std::string(BALISE_SOURCE_DIR) + "/data";
    const auto expect_good = [&](const auto& rows) {
        base::Problems found;
        EXPECT_FALSE(rows.empty());
        for (const auto& row : rows) {
            EXPECT_TRUE(row.usable) << row.row;
            model::check(row.record, balise::test::vocabularies(), row.row, found);
        }
        EXPECT_EQ(found.errors(), 0U);
        EXPECT_EQ(problems_.errors(), 0U) << said();
        for (const auto& verdict : columns_) EXPECT_NE(verdict.how, How::not_understood) << verdict.column;
    };
    expect_good(read<model::Provider>(data / "samples/providers.csv"));
    expect_good(read<model::BorderPost>(data / "samples/border_posts.csv"));
    expect_good(read<model::TransportNode>(data / "samples/transport_nodes.csv"));
    expect_good(read<model::RiskZone>(data / "samples/risk_zones.geojson"));
    expect_good(read<model::Area>(data / "base/country.geojson"));
    expect_good(read<model::Area>(data / "base/districts.geojson"));
    expect_good(read<model::Area>(data / "base/regions.geojson"));
    expect_good(read<model::Place>(data / "base/places.csv"));
    expect_good(read<model::TransportNode>(data / "base/transport.csv"));
    expect_good(read<model::Road>(data / "base/roads.geojson"));
    expect_good(read<model::Water>(data / "base/waters.geojson"));
    expect_good(read<model::Neighbour>(data / "base/neighbours.geojson"));
}

TEST_F(ReadColumnsTest, BundledMappingsAreGood) {
    for (const auto& entry : fs::directory_iterator(std::string(BALISE_SOURCE_DIR) + "/data/mappings")) {
        if (entry.path().extension() != ".json") continue;
        EXPECT_NO_THROW(read_mapping(entry.path())) << entry.path();
    }
}

}  // namespace
}  // namespace balise::exchange::test
